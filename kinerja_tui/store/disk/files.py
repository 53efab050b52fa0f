"""Reading files of the store, and only those: no links, no pipes, no folders, nothing over 1 MB."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from kinerja_tui.locale import N_, Message, message
from kinerja_tui.model.base import Problem
from kinerja_tui.store.disk.excerpt import quoted, visible

LIMIT: Final = 1 << 20
_FOLDER: Final = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
_FILE: Final = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC


class Unreadable(Exception):
    """A file, or a folder on the way to it, that cannot be read; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        """Keep the problem for the caller."""
        super().__init__(str(problem.message))
        self.problem = problem


def read(root: Path, file: str) -> bytes:
    """The bytes of `file`, a path below `root` with `/` between folders; raises `Unreadable`.

    Never blocks and never follows a link below `root` (`root` itself may be one).
    """
    folders, name = _split(file)
    with opened(root, folders) as folder:
        return read_in(folder, name, file)


@contextmanager
def opened(root: Path, folders: tuple[str, ...]) -> Iterator[int]:
    """A descriptor of a folder below `root`; follows no link below it; raises `Unreadable`."""
    try:
        descriptor = os.open(root, _FOLDER)
    except OSError as error:
        raise Unreadable(_refusal(str(root), error)) from error
    try:
        for depth, name in enumerate(folders, 1):
            try:
                inner = os.open(name, _FOLDER | os.O_NOFOLLOW, dir_fd=descriptor)
            except OSError as error:
                raise Unreadable(
                    _why(descriptor, name, "/".join(folders[:depth]), error)
                ) from error
            os.close(descriptor)
            descriptor = inner
        yield descriptor
    finally:
        os.close(descriptor)


def read_in(folder: int, name: str, file: str) -> bytes:
    """The bytes of the regular file `name` in the open `folder`; `file` is for messages."""
    try:
        descriptor = os.open(name, _FILE, dir_fd=folder)
    except (OSError, ValueError) as error:
        raise Unreadable(_why(folder, name, file, error)) from error
    try:
        state = os.fstat(descriptor)
        if not stat.S_ISREG(state.st_mode):
            raise Unreadable(not_regular(file, state.st_mode))
        if state.st_size > LIMIT:
            raise Unreadable(_too_large(file))
        data = _all(descriptor, state.st_size)
    except OSError as error:
        raise Unreadable(_refusal(file, error)) from error
    finally:
        os.close(descriptor)
    if len(data) > LIMIT:
        raise Unreadable(_too_large(file))
    return data


def _all(descriptor: int, size: int) -> bytes:
    data = os.read(descriptor, size + 1)
    if len(data) == size:
        return data
    pieces = [data]
    while data and sum(map(len, pieces)) <= LIMIT:
        data = os.read(descriptor, LIMIT + 1)
        pieces.append(data)
    return b"".join(pieces)


def _split(file: str) -> tuple[tuple[str, ...], str]:
    parts = file.split("/")
    if "\0" in file or any(part in ("", ".", "..") for part in parts):
        raise Unreadable(
            _problem("B04", file, message(N_("this is no path inside the records folder")))
        )
    return tuple(parts[:-1]), parts[-1]


def _why(folder: int, name: str, file: str, error: OSError | ValueError) -> Problem:
    """The problem behind a failed open: a link, something irregular, or the system's reason."""
    try:
        mode = os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode
    except (OSError, ValueError):
        return _refusal(file, error)
    if stat.S_ISLNK(mode):
        return symlink(file)
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        return not_regular(file, mode)
    return _refusal(file, error)


def symlink(file: str) -> Problem:
    """The problem of a symbolic link."""
    return _problem(
        "B02",
        file,
        message(N_("this is a symbolic link; links are not followed")),
        message(N_("Put the file itself here, or name its folder with --records.")),
    )


def not_regular(file: str, mode: int) -> Problem:
    """The problem of a folder, pipe, socket or device where a file should be."""
    if stat.S_ISDIR(mode):
        return _problem(
            "B01",
            file,
            message(N_("this is a folder with the name of a file")),
            message(N_("Rename it or take it away: a name that ends in .toml belongs to a file.")),
        )
    return _problem(
        "B01",
        file,
        message(N_("this is a pipe, a socket or a device, not a file")),
        message(N_("Take it away; only plain files are read.")),
    )


def _too_large(file: str) -> Problem:
    return _problem(
        "B03",
        file,
        message(N_("this file is larger than 1 MB and is not read")),
        message(N_("A record is a few kilobytes; keep documents elsewhere and link to them.")),
    )


def _refusal(file: str, error: OSError | ValueError) -> Problem:
    match getattr(error, "errno", None):
        case errno.ENOENT:
            return _problem("B04", file, message(N_("this file is not there")))
        case errno.ENOTDIR:
            return _problem("B04", file, message(N_("a folder on the way to this file is a file")))
        case errno.EACCES | errno.EPERM:
            return _problem(
                "B04",
                file,
                message(N_("you may not read this file")),
                message(N_("Ask its owner for read access: chmod g+r {name}"), name=quoted(file)),
            )
    reason = getattr(error, "strerror", None) or type(error).__name__
    return _problem(
        "B04", file, message(N_("this file cannot be read: {reason}"), reason=visible(reason))
    )


def _problem(code: str, file: str, text: Message, hint: Message | None = None) -> Problem:
    return Problem(code=code, file=file, message=text, hint=hint)
