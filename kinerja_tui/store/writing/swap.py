"""Putting the new file in the old one's place, never overwriting what nobody here has read."""

from __future__ import annotations

import errno

from kinerja_tui.locale import N_, message
from kinerja_tui.store.disk.access import Found, holds, moment
from kinerja_tui.store.disk.system import System
from kinerja_tui.store.splicing.refusals import Stop, refused
from kinerja_tui.store.writing.temporary import Temporary

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
        temporary.safe = holds(system, temporary.folder, temporary.name, old.data)
    except OSError:
        _give_back(system, temporary, folder, file, new)
        raise
    if not temporary.safe:
        _give_back(system, temporary, folder, file, new)
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
    except OSError as error:
        failure = error
    if temporary.safe:
        return
    try:
        system.place(temporary.folder, temporary.name, folder, name)
    except FileExistsError:
        raise _twice(temporary, file) from None
    raise failure or Moved


def _give_back(system: System, temporary: Temporary, folder: int, file: str, new: bytes) -> None:
    """Put back what came out; a text that somebody put in ours' place meanwhile goes back in
    again.
    """
    name = file.rpartition("/")[2]
    system.exchange(temporary.folder, temporary.name, folder, name)
    temporary.safe = holds(system, temporary.folder, temporary.name, new)
    if temporary.safe:
        return
    system.exchange(temporary.folder, temporary.name, folder, name)
    raise _twice(temporary, file)


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
