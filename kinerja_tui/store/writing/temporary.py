"""The temporary file that becomes the record: same group, mode and access list, on the disk
before it is swapped in.
"""

from __future__ import annotations

import os
import stat
from contextlib import ExitStack, suppress
from dataclasses import dataclass

from kinerja_tui.store.disk.access import STATE_FOLDER, Found, state_folder
from kinerja_tui.store.disk.system import System

_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW


@dataclass(slots=True)
class Temporary:
    """A file under a passing name.

    `safe` says that losing it loses nothing: it holds our own text, or the old one that we have
    read.
    """

    folder: int
    name: str
    path: str
    safe: bool = True


def prepare(
    system: System, base: int, folder: int, file: str, data: bytes, like: Found, stack: ExitStack
) -> Temporary:
    """A synced file with `data` in `.kinerja/tmp`, or beside the record where that cannot be used.

    Raises `OSError`, leaving nothing behind.
    """
    name = file.rpartition("/")[2]
    within = _own_folder(system, base, folder, stack)
    fresh = system.fresh()
    if within is None:
        beside = f".{name}.{fresh}.tmp"
        temporary = Temporary(folder, beside, file.removesuffix(name) + beside)
    else:
        passing = f"{name}.{fresh}.tmp"
        temporary = Temporary(within, passing, f"{STATE_FOLDER}/tmp/{passing}")
    fd = system.open(temporary.name, _FLAGS, 0o600, temporary.folder)
    try:
        try:
            fill(system, fd, data)
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


def discard(system: System, temporary: Temporary) -> None:
    """Remove the temporary file if losing it loses nothing; tried twice, since a leftover stays
    for good.
    """
    if not temporary.safe:
        return
    for _ in range(2):
        try:
            system.unlink(temporary.name, temporary.folder)
        except FileNotFoundError:
            return
        except OSError:
            continue
        return


def _own_folder(system: System, base: int, folder: int, stack: ExitStack) -> int | None:
    """`.kinerja/tmp`, if it is on the record's disk and can be written to."""
    with suppress(OSError), ExitStack() as attempt:
        state = state_folder(system, base, STATE_FOLDER, attempt)
        within = state_folder(system, state, "tmp", attempt)
        same_disk = system.fstat(within).st_dev == system.fstat(folder).st_dev
        if same_disk and system.writable("tmp", state):
            stack.push(attempt.pop_all())
            return within
    return None


def _dress(system: System, fd: int, like: Found) -> None:
    """Give the file the group, mode and access list of the one it replaces."""
    mode = stat.S_IMODE(like.state.st_mode)
    if system.fstat(fd).st_gid != like.state.st_gid:
        try:
            system.fchown_group(fd, like.state.st_gid)
        except PermissionError:
            if (mode & 0o070) >> 3 != mode & 0o007:
                raise  # the group's rights would go to another group: colleagues locked out
    system.fchmod(fd, mode)
    system.copy_attributes(like.fd, fd)
