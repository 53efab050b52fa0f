"""The Git repository around the records, seen from outside: what Git is in the middle of.

A few looks at names, no process: cheap enough for every save, and it works without Git.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Final, Literal

from msgspec import Struct

Operation = Literal["writing", "merge", "cherry-pick", "revert", "rebase", "am"]

_LOCK: Final = "index.lock"
_HEADS: Final[tuple[tuple[str, Operation], ...]] = (
    ("MERGE_HEAD", "merge"),
    ("CHERRY_PICK_HEAD", "cherry-pick"),
    ("REVERT_HEAD", "revert"),
)
_LARGEST: Final = 1 << 26
_LONGEST_LINK: Final = 1 << 12
_FLAGS: Final = os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC
_HASHES: Final = (20, 32)


class Repository(Struct, frozen=True):
    """A working tree, and the folder with its index and its heads (a linked tree has its own)."""

    top: Path
    folder: Path


class Busy(Struct, frozen=True):
    """What Git is in the middle of, and the file or folder that shows it.

    "writing" passes by itself, unless a Git that died left its lock; the others wait for a person.
    """

    operation: Operation
    sign: Path


def repository(root: Path) -> Repository | None:
    """The repository that holds the folder `root`, as Git would find it; None when there is none.

    It may be kept as long as the folder is: neither place changes under a working tree.
    """
    here = Path(os.path.realpath(root))
    for top in (here, *here.parents):
        folder = _linked(top / ".git")
        if os.path.lexists(folder / "HEAD"):
            return Repository(top, folder)
    return None


def busy(repository: Repository) -> Busy | None:
    """What Git is in the middle of, or None; a lock comes first."""
    folder = repository.folder
    if os.path.lexists(folder / _LOCK):
        return Busy("writing", folder / _LOCK)
    if os.path.lexists(folder / "rebase-merge"):
        return Busy("rebase", folder / "rebase-merge")
    if os.path.lexists(folder / "rebase-apply"):
        mail = os.path.lexists(folder / "rebase-apply" / "applying")
        return Busy("am" if mail else "rebase", folder / "rebase-apply")
    for name, operation in _HEADS:
        if os.path.lexists(folder / name):
            return Busy(operation, folder / name)
    return None


def forbids(repository: Repository, found: Busy, file: Path) -> bool:
    """Whether saving `file` now could lose the edit.

    While Git writes it may replace the file. A rebase takes every change of a tracked file with it
    when it is given up. The others keep what is not committed, or refuse; but a file that Git has
    not merged yet they put back without a word.
    """
    return found.operation in ("writing", "rebase", "am") or conflicted(repository, file)


def conflicted(repository: Repository, file: Path) -> bool:
    """Whether Git's index has the file as not merged yet; True when that cannot be known."""
    try:
        path = Path(os.path.realpath(file.parent), file.name).relative_to(repository.top)
        data = _read(repository.folder / "index", _LARGEST)
        return path.as_posix().encode("utf-8", "surrogateescape") in _unmerged(data)
    except FileNotFoundError:
        return False  # nothing was ever added
    except (OSError, ValueError, IndexError, struct.error):
        return True


def _linked(place: Path) -> Path:
    """The Git folder that `.git` is, or that a file of this name points to."""
    try:
        text = _read(place, _LONGEST_LINK).decode("utf-8", "surrogateescape")
    except OSError:
        return place
    name = text.removeprefix("gitdir:").strip()
    return place if name == text.strip() or "\0" in name else place.parent / name


def _read(place: Path, most: int) -> bytes:
    """The first `most` bytes of a file; never blocks; raises `OSError`."""
    descriptor = os.open(place, _FLAGS)
    try:
        pieces = []
        while most > 0 and (piece := os.read(descriptor, most)):
            pieces.append(piece)
            most -= len(piece)
        return b"".join(pieces)
    finally:
        os.close(descriptor)


def _unmerged(data: bytes) -> set[bytes]:
    """The paths with a stage in an index of Git (versions 2 to 4); raises on anything else."""
    sign, version, count = struct.unpack_from(">4sII", data)
    if sign != b"DIRC" or version not in (2, 3, 4):
        raise ValueError(version)
    for size in _HASHES:
        try:
            return {path for path, flags in _entries(data, version, count, size) if flags & 0x3000}
        except (ValueError, IndexError, struct.error):
            if size == _HASHES[-1]:
                raise
    return set()


def _entries(data: bytes, version: int, count: int, size: int) -> Iterator[tuple[bytes, int]]:
    """The path and the flags of each entry; raises `ValueError` when hashes have another size."""
    at, path = 12, b""
    for _ in range(count):
        start = at
        (flags,) = struct.unpack_from(">H", data, at + 40 + size)
        at += 42 + size + (2 if flags & 0x4000 else 0)
        kept = len(path)
        if version == 4:
            dropped, at = _number(data, at)
            kept -= dropped
        end = data.index(b"\0", at)
        path = (path[:kept] if version == 4 else b"") + data[at:end]
        if len(path) != flags & 0xFFF and flags & 0xFFF != 0xFFF:
            raise ValueError(size)
        at = end + 1 if version == 4 else start + (end - start) // 8 * 8 + 8
        yield path, flags


def _number(data: bytes, at: int) -> tuple[int, int]:
    """A number in Git's packed form, and where it ends."""
    value = data[at] & 0x7F
    while data[at] & 0x80:
        at += 1
        value = ((value + 1) << 7) | (data[at] & 0x7F)
    return value, at + 1
