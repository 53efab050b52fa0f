"""The seam to the operating system: every call by which a save touches the disk, so that a test
can make each fail.
"""

from __future__ import annotations

import errno
import fcntl
import os
import sys
import time
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

_EXCHANGE = 2
_FREE_ONLY = 4 if sys.platform == "darwin" else 1


class System:
    """The real calls; all raise `OSError`. Folders are descriptors, names are single path
    components.
    """

    def open(self, path: str, flags: int, mode: int = 0o600, at: int | None = None) -> int:
        """A descriptor that child processes do not inherit."""
        return os.open(path, flags | os.O_CLOEXEC, mode, dir_fd=at)

    def close(self, fd: int) -> None:
        """Close a descriptor."""
        os.close(fd)

    def fstat(self, fd: int) -> os.stat_result:
        """What an open file is."""
        return os.fstat(fd)

    def stat(self, name: str, at: int) -> os.stat_result:
        """What stands under a name, links not followed."""
        return os.stat(name, dir_fd=at, follow_symlinks=False)

    def writable(self, name: str, at: int) -> bool:
        """Whether we may write to a file."""
        return os.access(name, os.W_OK, dir_fd=at)

    def names(self, fd: int) -> list[str]:
        """The names in an open folder, sorted."""
        return sorted(os.listdir(fd))

    def read(self, fd: int, size: int) -> bytes:
        """At most `size` bytes."""
        return os.read(fd, size)

    def write(self, fd: int, data: bytes | memoryview) -> int:
        """How many bytes were written."""
        return os.write(fd, data)

    def read_at(self, fd: int, size: int, offset: int) -> bytes:
        """At most `size` bytes from `offset` on."""
        return os.pread(fd, size, offset)

    def write_at(self, fd: int, data: bytes, offset: int) -> int:
        """How many bytes were written at `offset`."""
        return os.pwrite(fd, data, offset)

    def truncate(self, fd: int, size: int) -> None:
        """Cut an open file to `size` bytes."""
        os.ftruncate(fd, size)

    def fsync(self, fd: int) -> None:
        """Wait until the disk has it."""
        os.fsync(fd)

    def fchmod(self, fd: int, mode: int) -> None:
        """Set the mode."""
        os.fchmod(fd, mode)

    def fchown_group(self, fd: int, group: int) -> None:
        """Set the group."""
        os.fchown(fd, -1, group)

    def copy_attributes(self, source: int, target: int) -> None:
        """Copy access lists and user attributes, where the system has them."""
        if sys.platform != "linux":
            return
        try:
            names = os.listxattr(source)
        except OSError as error:
            if error.errno in (errno.ENOTSUP, errno.ENOSYS):
                return
            raise
        for name in names:
            if name == "system.posix_acl_access" or name.startswith("user."):
                os.setxattr(target, name, os.getxattr(source, name))

    def mkdir(self, name: str, mode: int, at: int | None = None) -> None:
        """Make a folder."""
        os.mkdir(name, mode, dir_fd=at)

    def rmdir(self, name: str, at: int) -> None:
        """Remove an empty folder."""
        os.rmdir(name, dir_fd=at)

    def link(self, source: int, target: int, name: str) -> None:
        """Give a file the same name in a second folder; fails if the name is taken."""
        os.link(name, name, src_dir_fd=source, dst_dir_fd=target, follow_symlinks=False)

    def unlink(self, name: str, at: int) -> None:
        """Remove a name."""
        os.unlink(name, dir_fd=at)

    def rename(self, source: int, old: str, target: int, new: str) -> None:
        """Move, replacing what stood there."""
        os.rename(old, new, src_dir_fd=source, dst_dir_fd=target)

    def exchange(self, source: int, one: str, target: int, other: str) -> None:
        """Swap two names in one step; `ENOSYS`, `EINVAL` or `ENOTSUP` where that cannot be done."""
        exchange = _rename_call(_EXCHANGE)
        if exchange is None:
            raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))
        exchange(source, one, target, other)

    def place(self, source: int, old: str, target: int, new: str) -> None:
        """Move to a name that must be free; `FileExistsError` where it is taken."""
        place = _rename_call(_FREE_ONLY)
        if place is not None:
            try:
                place(source, old, target, new)
                return
            except OSError as error:
                if error.errno not in (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP):
                    raise
        os.link(old, new, src_dir_fd=source, dst_dir_fd=target, follow_symlinks=False)
        os.unlink(old, dir_fd=source)

    def lock(self, fd: int) -> bool:
        """Take the lock of an open file; False when another has it."""
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def now(self) -> float:
        """Seconds on a clock that only goes forward."""
        return time.monotonic()

    def wall(self) -> datetime:
        """The time of day, in UTC."""
        return datetime.now(UTC)

    def pause(self, seconds: float) -> None:
        """Let others go on."""
        time.sleep(seconds)

    def fresh(self) -> str:
        """Letters that no other temporary file's name has."""
        return os.urandom(8).hex()


@lru_cache(maxsize=2)
def _rename_call(flag: int) -> Any:
    """A function that renames with `flag`, from the C library; None where there is none."""
    import ctypes  # costs milliseconds that only a save should pay

    library = ctypes.CDLL(None, use_errno=True)
    name = "renameatx_np" if sys.platform == "darwin" else "renameat2"
    call = getattr(library, name, None)
    if call is None:
        return None
    call.argtypes = (ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_uint)

    def rename(source: int, one: str, target: int, other: str) -> None:
        if call(source, os.fsencode(one), target, os.fsencode(other), flag) != 0:
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number), other)

    return rename
