"""The temporary file that becomes the record: same group, mode and access list, on the disk
before it is swapped in. It lies in `.kinerja/tmp`; nothing is ever left beside a record.
"""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass

from kinerja_tui.store.disk.access import STATE_FOLDER
from kinerja_tui.store.disk.system import System
from kinerja_tui.store.splicing.refusals import Stop, other_disk
from kinerja_tui.store.state.aside import FOLDER as ASIDE
from kinerja_tui.store.state.aside import path_aside
from kinerja_tui.store.writing.folders import Folders

FOLDER = "tmp"
_LOOK = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY
_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW


@dataclass(slots=True)
class Temporary:
    """A file under a passing name in the open `folder`.

    `safe` says that losing it loses nothing: it holds our own text, or the old one that we have
    read. `text` is what it held when it was swapped out; None while it never stood as a record. It
    `stays` where it is when it cannot be put aside.
    """

    folder: int
    name: str
    safe: bool = True
    text: bytes | None = None
    stays: bool = False

    @property
    def aside(self) -> str:
        """Where it is kept, below the records folder, when it holds what nobody has read."""
        return f"{STATE_FOLDER}/{FOLDER}/{self.name}" if self.stays else path_aside(self.name)


def passing_folder(folders: Folders, folder: int, file: str) -> int:
    """`.kinerja/tmp`; raises `Stop` when it is on another disk than `folder`, else `OSError`."""
    within = folders.own(FOLDER)
    if folders.system.fstat(within).st_dev != folders.system.fstat(folder).st_dev:
        raise Stop(other_disk(file))
    return within


def prepare(
    system: System, within: int, name: str, data: bytes, folder: int, like: str | None
) -> Temporary:
    """A synced file `name` with `data` in the open folder `within`, dressed like the file `like` of
    `folder` that it replaces, or like a new file there.

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
                _dress(system, fd, folder, like)
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


def put_aside(folders: Folders, folder: int, name: str) -> None:
    """Move a file from an open folder of ours to `.kinerja/conflicts`; raises `OSError`."""
    aside = folders.own(ASIDE)
    folders.system.rename(folder, name, aside, name)
    folders.system.fsync(aside)


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


def _dress(system: System, fd: int, folder: int, name: str) -> None:
    """Give the file the group, mode and access list of the one it replaces."""
    old = system.open(name, _LOOK, at=folder)
    try:
        state = system.fstat(old)
        mode = stat.S_IMODE(state.st_mode)
        _give_group(system, fd, state.st_gid, mode)
        system.fchmod(fd, mode)
        system.copy_attributes(old, fd)
    finally:
        system.close(old)


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
