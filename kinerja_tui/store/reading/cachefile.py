"""One user's files of cached data: read only when nobody else can have written them."""

from __future__ import annotations

import os
import re
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

MOST_BYTES: Final = 128 << 20
MOST_FILES: Final = 16
_FOLDER: Final = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_READ: Final = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
_WRITE: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
_OURS: Final = re.compile(r"[0-9a-f]{32}(\.[0-9a-f]{16})?\Z")
_OTHERS: Final = 0o077
_OTHERS_WRITE: Final = 0o022
_AN_HOUR: Final = 3600


def taken(folder: Path, name: str) -> bytes | None:
    """The bytes of a cache file; None when there is none, when it is no plain file of at most
    `MOST_BYTES`, or when anybody but the user owns it or could have written it.
    """
    try:
        with _opened(folder) as inside:
            state = os.fstat(inside)
            if state.st_uid != os.geteuid() or state.st_mode & _OTHERS_WRITE:
                return None
            descriptor = os.open(name, _READ, dir_fd=inside)
            try:
                return _contents(descriptor)
            finally:
                os.close(descriptor)
    except OSError:
        return None


def put(folder: Path, name: str, data: bytes) -> bool:
    """Put a cache file in place of an earlier one in one step; whether that could be done.

    The folder is made when it is missing; no more than `MOST_FILES` files stay in it, the newest.
    """
    if len(data) > MOST_BYTES:
        return False
    try:
        os.makedirs(folder, 0o700, exist_ok=True)
        with _opened(folder) as inside:
            state = os.fstat(inside)
            if state.st_uid != os.geteuid():
                return False
            if stat.S_IMODE(state.st_mode) != 0o700:
                os.fchmod(inside, 0o700)
            _replace(inside, name, data)
            _thin_out(inside)
        return True
    except OSError:
        return False


@contextmanager
def _opened(folder: Path) -> Iterator[int]:
    descriptor = os.open(folder, _FOLDER)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _contents(descriptor: int) -> bytes | None:
    state = os.fstat(descriptor)
    alone = state.st_uid == os.geteuid() and state.st_nlink == 1 and not state.st_mode & _OTHERS
    if not stat.S_ISREG(state.st_mode) or not alone or state.st_size > MOST_BYTES:
        return None
    pieces = []
    left = state.st_size
    while left and (piece := os.read(descriptor, left)):
        pieces.append(piece)
        left -= len(piece)
    return b"".join(pieces)


def _replace(inside: int, name: str, data: bytes) -> None:
    aside = f"{name}.{os.urandom(8).hex()}"
    descriptor = os.open(aside, _WRITE, 0o600, dir_fd=inside)
    try:
        try:
            rest = memoryview(data)
            while rest:
                rest = rest[os.write(descriptor, rest) :]
        finally:
            os.close(descriptor)
        os.rename(aside, name, src_dir_fd=inside, dst_dir_fd=inside)
    except BaseException:
        with suppress(OSError):
            os.unlink(aside, dir_fd=inside)
        raise


def _thin_out(inside: int) -> None:
    """Take away all but the newest files, and what an interrupted writer left an hour ago."""
    whole: list[tuple[float, str]] = []
    now = time.time()
    for name in os.listdir(inside):
        found = _OURS.match(name)
        if found is None:
            continue
        changed = os.stat(name, dir_fd=inside, follow_symlinks=False).st_mtime
        if found[1] is None:
            whole.append((changed, name))
        elif changed + _AN_HOUR < now:
            os.unlink(name, dir_fd=inside)
    for _, name in sorted(whole, reverse=True)[MOST_FILES:]:
        os.unlink(name, dir_fd=inside)
