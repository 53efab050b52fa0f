"""Reaching and reading a file for a save: by open folders, never through a link, never blocking."""

from __future__ import annotations

import os
import stat
from contextlib import ExitStack
from typing import NamedTuple

from kinerja_tui.store.disk.files import LIMIT
from kinerja_tui.store.disk.system import System

STATE_FOLDER = ".kinerja"
_ENDINGS = (".toml", ".md")
_FOLDER = os.O_RDONLY | os.O_DIRECTORY
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY


class Found(NamedTuple):
    """A file as it was read: its bytes, what it was then, and the open descriptor."""

    data: bytes
    state: os.stat_result
    fd: int


class NotPlain(ValueError):  # noqa: N818 - read as "this is not plain"
    """What stands under the name is no regular file of at most 1 MB."""


def parts_of(file: str) -> tuple[str, ...]:
    """The folders and the name of the path of a record or a text; raises `ValueError` when it is
    none.
    """
    parts = tuple(file.split("/"))
    if not file.endswith(_ENDINGS) or any(
        not part or part.startswith(".") or "\0" in part or "\\" in part for part in parts
    ):
        raise ValueError(file)
    return parts


def open_folder(
    system: System, path: str, stack: ExitStack, at: int | None = None, *, linked: bool = False
) -> int:
    """An open folder, closed by `stack`; only with `linked` may the path be a symbolic link."""
    fd = system.open(path, _FOLDER | (0 if linked else os.O_NOFOLLOW), at=at)
    stack.callback(system.close, fd)
    return fd


def walk(system: System, base: int, folders: tuple[str, ...], stack: ExitStack) -> int:
    """The last of `folders`, reached one by one from `base`."""
    for name in folders:
        base = open_folder(system, name, stack, base)
    return base


def contents(system: System, folder: int, name: str, stack: ExitStack, limit: int = LIMIT) -> Found:
    """The regular file `name`, left open until `stack` closes; raises `OSError` or `NotPlain`."""
    fd = system.open(name, _FILE, at=folder)
    stack.callback(system.close, fd)
    state = system.fstat(fd)
    if not stat.S_ISREG(state.st_mode) or state.st_size > limit:
        raise NotPlain(name)
    pieces: list[bytes] = []
    size = 0
    while piece := system.read(fd, min(limit, LIMIT) + 1):
        pieces.append(piece)
        size += len(piece)
        if size > limit:
            raise NotPlain(name)
    return Found(b"".join(pieces), state, fd)


def moment(state: os.stat_result) -> tuple[int, ...]:
    """What differs when a file was written or replaced in between."""
    return state.st_dev, state.st_ino, state.st_size, state.st_mtime_ns, state.st_ctime_ns


def holds(system: System, folder: int, name: str, data: bytes) -> bool:
    """Whether a regular file with exactly `data` stands under `name`."""
    with ExitStack() as stack:
        try:
            return contents(system, folder, name, stack).data == data
        except NotPlain:
            return False


def state_folder(system: System, base: int, name: str, stack: ExitStack) -> int:
    """A folder for the program's own files, open to those who may enter the folder it lies in."""
    try:
        system.mkdir(name, 0o700, base)
    except FileExistsError:
        return open_folder(system, name, stack, base)
    fd = open_folder(system, name, stack, base)
    outer = system.fstat(base)
    if system.fstat(fd).st_gid != outer.st_gid:
        try:
            system.fchown_group(fd, outer.st_gid)
        except PermissionError:
            return fd  # a group we are not in: the folder stays ours alone
    system.fchmod(fd, stat.S_IMODE(outer.st_mode) & 0o2770 | 0o700)
    return fd
