"""Putting the new file in the old one's place, never overwriting what nobody here has read."""

from __future__ import annotations

import errno
from contextlib import ExitStack

from kinerja_tui.locale import N_, message
from kinerja_tui.store.disk.access import Found, NotPlain, contents, holds, moment
from kinerja_tui.store.disk.system import System
from kinerja_tui.store.splicing.refusals import Stop, refused
from kinerja_tui.store.writing.temporary import Temporary

_MOST_TURNS = 100
NO_EXCHANGE = (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP)


class Moved(Exception):  # noqa: N818 - it asks for another try, it is no error
    """The file changed between reading and writing; it stands as the other one left it."""


def swap(
    system: System,
    temporary: Temporary,
    folder: int,
    file: str,
    old: Found,
    new: bytes,
) -> None:
    """Exchange the two files and look at what came out; raises `Moved`, `Stop` or `OSError`.

    Afterwards the temporary file, if it is there, holds the old text. Where the disk cannot
    exchange, the file is replaced after a last look, which leaves a gap of microseconds.
    """
    name = file.rpartition("/")[2]
    try:
        system.exchange(temporary.folder, temporary.name, folder, name)
    except OSError as error:
        if error.errno not in NO_EXCHANGE:
            raise
        _replace(system, temporary, folder, name, old)
        return
    temporary.safe = False
    try:
        came = _text(system, temporary)
    except OSError:
        _give_back(system, temporary, folder, file, new, None)
        raise
    temporary.safe, temporary.text = _as_read(came, old), came
    if not temporary.safe:
        _give_back(system, temporary, folder, file, new, came)
        raise Moved


def put_new(system: System, temporary: Temporary, folder: int, file: str) -> None:
    """Give the temporary file the record's name, which nobody else may have taken; raises `Moved`,
    `OSError`.
    """
    try:
        system.place(temporary.folder, temporary.name, folder, file.rpartition("/")[2])
    except FileExistsError:
        raise Moved from None


def take_out(system: System, temporary: Temporary, folder: int, file: str, old: Found) -> None:
    """Move the record to the temporary name and look at what came out; raises `Moved`, `Stop`,
    `OSError`.
    """
    name = file.rpartition("/")[2]
    try:
        system.place(folder, name, temporary.folder, temporary.name)
    except FileNotFoundError:
        raise Moved from None
    temporary.safe = False
    failure: OSError | None = None
    try:
        temporary.safe = holds(system, temporary.folder, temporary.name, old.data)
        temporary.text = old.data
    except OSError as error:
        failure = error
    if temporary.safe:
        return
    try:
        system.place(temporary.folder, temporary.name, folder, name)
    except FileExistsError:
        raise _twice(temporary, file) from None
    temporary.safe, temporary.text = True, None  # nothing lies there any more
    raise failure or Moved


def _give_back(
    system: System,
    temporary: Temporary,
    folder: int,
    file: str,
    new: bytes,
    came: bytes | None,
) -> None:
    """Put back what came out, the text `came` (None = unknown), in place of our `new`.

    A text that somebody puts there meanwhile comes out in its turn and goes back in again, until
    what comes out is what was put in: so the newest always stands. Raises `Stop` when an earlier
    text of others is left in the temporary file.
    """
    name = file.rpartition("/")[2]
    inside: bytes | None = new
    for _ in range(_MOST_TURNS):
        system.exchange(temporary.folder, temporary.name, folder, name)
        out = _text(system, temporary)
        if out is not None and out == inside:
            temporary.safe, temporary.text = out == new, out
            break
        inside, came = came, out
    if not temporary.safe:
        raise _twice(temporary, file)


def _as_read(came: bytes | None, old: Found) -> bool:
    """Whether the text that came out is the one that was changed."""
    return came == old.data


def _text(system: System, temporary: Temporary) -> bytes | None:
    """What the temporary file holds now; None when it is no record at all."""
    with ExitStack() as stack:
        try:
            return contents(system, temporary.folder, temporary.name, stack).data
        except NotPlain:
            return None


def _twice(temporary: Temporary, file: str) -> Stop:
    return Stop(
        refused(
            "B67",
            file,
            message(
                N_("others wrote this file twice while it was saved; an earlier text is in {path}"),
                path=temporary.aside,
            ),
            message(N_("Compare the two files before you go on.")),
        )
    )


def _replace(system: System, temporary: Temporary, folder: int, name: str, old: Found) -> None:
    try:
        now = system.stat(name, folder)
    except FileNotFoundError:
        raise Moved from None
    if moment(now) != moment(old.state):
        raise Moved
    system.rename(temporary.folder, temporary.name, folder, name)
