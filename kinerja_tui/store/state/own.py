"""Folders and files below `.kinerja`: reached by open folders, open to those who share the records.

All functions raise `OSError`; what `stack` holds is closed with it.
"""

from __future__ import annotations

import os
import stat
from contextlib import ExitStack, suppress
from pathlib import Path

from kinerja_tui.store.disk.access import STATE_FOLDER, open_folder, state_folder, walk
from kinerja_tui.store.disk.system import System

_NEW = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY


def made_folder(system: System, root: Path, names: tuple[str, ...], stack: ExitStack) -> int:
    """The last of the folders `.kinerja/names…`; those that are missing are made."""
    folder = open_folder(system, str(root), stack, linked=True)
    for name in (STATE_FOLDER, *names):
        folder = state_folder(system, folder, name, stack)
    return folder


def found_folder(
    system: System, root: Path, names: tuple[str, ...], stack: ExitStack
) -> int | None:
    """The last of the folders `.kinerja/names…`, None where one is missing; none is made."""
    base = open_folder(system, str(root), stack, linked=True)
    try:
        return walk(system, base, (STATE_FOLDER, *names), stack)
    except FileNotFoundError:
        return None


def private_folder(system: System, folder: int, name: str, stack: ExitStack) -> int:
    """A folder that only we may enter; `PermissionError` when others may and we cannot help it."""
    with suppress(FileExistsError):
        system.mkdir(name, 0o700, folder)
    fd = open_folder(system, name, stack, folder)
    if stat.S_IMODE(system.fstat(fd).st_mode) & 0o077:
        system.fchmod(fd, 0o700)
    return fd


def new_file(system: System, folder: int, name: str, stack: ExitStack) -> int:
    """An empty file that only we may open; a leftover of this name is removed."""
    try:
        fd = system.open(name, _NEW, 0o600, folder)
    except FileExistsError:
        system.unlink(name, folder)
        fd = system.open(name, _NEW, 0o600, folder)
    stack.callback(system.close, fd)
    return fd


def share(system: System, fd: int, folder: int) -> None:
    """Let those read the file who may enter its folder by their group."""
    outer = system.fstat(folder)
    if system.fstat(fd).st_gid != outer.st_gid:
        try:
            system.fchown_group(fd, outer.st_gid)
        except PermissionError:
            return  # a group we are not in: the file stays ours alone
    system.fchmod(fd, 0o600 | (stat.S_IMODE(outer.st_mode) & 0o040))


def fill(system: System, fd: int, data: bytes) -> None:
    """Write all of `data`."""
    rest = memoryview(data)
    while rest:
        rest = rest[system.write(fd, rest) :]
