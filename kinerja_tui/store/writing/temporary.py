"""The temporary file that becomes the record: same group, mode and access list, on the disk
before it is swapped in. It lies in `.kinerja/tmp`; nothing is ever left beside a record.
"""

from __future__ import annotations

import os
import stat
from contextlib import ExitStack
from dataclasses import dataclass

from kinerja_tui.locale import N_, message
from kinerja_tui.store.disk.access import STATE_FOLDER, Found, state_folder
from kinerja_tui.store.disk.system import System
from kinerja_tui.store.splicing.refusals import Stop, refused

FOLDER = "tmp"
ASIDE = "conflicts"
_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW


@dataclass(slots=True)
class Temporary:
    """A file under a passing name in the open `folder`.

    `safe` says that losing it loses nothing: it holds our own text, or the old one that we have
    read.
    """

    folder: int
    name: str
    safe: bool = True

    @property
    def aside(self) -> str:
        """Where it is kept, below the records folder, when it holds what nobody has read."""
        return f"{STATE_FOLDER}/{ASIDE}/{self.name}"


def passing_folder(system: System, state: int, folder: int, file: str, stack: ExitStack) -> int:
    """`.kinerja/tmp`; raises `Stop` when it is on another disk than `folder`, else `OSError`."""
    within = state_folder(system, state, FOLDER, stack)
    if system.fstat(within).st_dev != system.fstat(folder).st_dev:
        raise Stop(
            refused(
                "B65",
                file,
                message(N_("this file is on another disk than the folder .kinerja")),
                message(N_("Keep all records of a folder on one disk.")),
            )
        )
    return within


def prepare(
    system: System, within: int, name: str, data: bytes, like: Found | None, folder: int
) -> Temporary:
    """A synced file `name` with `data` in the open folder `within`, dressed like the file that it
    replaces, or like a file of `folder` where it replaces none.

    Raises `OSError`, leaving nothing behind.
    """
    temporary = Temporary(within, name)
    fd = system.open(temporary.name, _FLAGS, 0o600, temporary.folder)
    try:
        try:
            fill(system, fd, data)
            if like is None:
                _dress_new(system, fd, folder)
            else:
                _dress(system, fd, like)
            system.fsync(fd)
        finally:
            system.close(fd)
    except BaseException:
        discard(system, temporary)
        raise
    return temporary


def fill(system: System, fd: int, data: bytes) -> None:
    """Write all of `data`."""
    rest = memoryview(data)
    while rest:
        rest = rest[system.write(fd, rest) :]


def clear(system: System, state: int, temporary: Temporary) -> None:
    """Remove the temporary file if losing it loses nothing, else put it aside in `.kinerja`."""
    if temporary.safe:
        discard(system, temporary)
    else:
        put_aside(system, state, temporary.folder, temporary.name)


def put_aside(system: System, state: int, within: int, name: str) -> None:
    """Move a file from the open folder `within` to `.kinerja/conflicts`; raises `OSError`."""
    with ExitStack() as stack:
        aside = state_folder(system, state, ASIDE, stack)
        system.rename(within, name, aside, name)
        system.fsync(aside)


def discard(system: System, temporary: Temporary) -> None:
    """Remove the temporary file; tried twice, since a leftover stays until somebody saves again."""
    for _ in range(2):
        try:
            system.unlink(temporary.name, temporary.folder)
        except FileNotFoundError:
            return
        except OSError:
            continue
        return


def _dress(system: System, fd: int, like: Found) -> None:
    """Give the file the group, mode and access list of the one it replaces."""
    mode = stat.S_IMODE(like.state.st_mode)
    _give_group(system, fd, like.state.st_gid, mode)
    system.fchmod(fd, mode)
    system.copy_attributes(like.fd, fd)


def _dress_new(system: System, fd: int, folder: int) -> None:
    """Give a new file the group of its folder, and to each the rights that he has in it."""
    outer = system.fstat(folder)
    mode = 0o600 | (stat.S_IMODE(outer.st_mode) & 0o066)
    _give_group(system, fd, outer.st_gid, mode)
    system.fchmod(fd, mode)


def _give_group(system: System, fd: int, group: int, mode: int) -> None:
    if system.fstat(fd).st_gid == group:
        return
    try:
        system.fchown_group(fd, group)
    except PermissionError:
        if (mode & 0o070) >> 3 != mode & 0o007:
            raise  # the group's rights would go to another group: colleagues locked out
