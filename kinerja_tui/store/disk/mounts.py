"""Which disk a path lies on: its file system, whether it is reached over a network, and whether it
can only be read.
"""

from __future__ import annotations

import os
import re
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

TABLE: Final = Path("/proc/self/mountinfo")
"""The mounts that this process sees; only Linux has it."""

_NETWORK: Final = frozenset(
    {
        *("9p", "acfs", "afs", "autofs", "beegfs", "ceph", "cifs", "coda", "davfs", "glusterfs"),
        *("gpfs", "lustre", "ncp", "ncpfs", "nfs", "nfs3", "nfs4", "orangefs", "pvfs2", "smb2"),
        *("smb3", "smbfs", "fuse.afpfs", "fuse.beegfs", "fuse.ceph", "fuse.ceph-fuse"),
        *("fuse.curlftpfs", "fuse.davfs", "fuse.davfs2", "fuse.glusterfs", "fuse.gvfsd-fuse"),
        *("fuse.juicefs", "fuse.moosefs", "fuse.mfs", "fuse.rclone", "fuse.s3fs", "fuse.seaweedfs"),
        *("fuse.smbnetfs", "fuse.sshfs"),
    }
)
_LATELY: Final = 8
_ESCAPE: Final = re.compile(r"\\([0-7]{3})")


class Disk(NamedTuple):
    """A mounted file system: `kind` as the system names it (`ext4`, `nfs4`), "" when unknown."""

    kind: str
    network: bool
    read_only: bool


class _Mount(NamedTuple):
    point: str
    device: str
    disk: Disk


def disk_of(path: Path) -> Disk:
    """The disk of an existing file or folder, links followed; raises `OSError`.

    Where the system has no table of mounts, or not this one, the kind is "" and not a network's.
    """
    real = os.path.realpath(path)
    state = os.stat(real)
    try:
        table = TABLE.read_bytes().decode("utf-8", "surrogateescape")
    except OSError:
        table = ""
    device = f"{os.major(state.st_dev)}:{os.minor(state.st_dev)}"
    found = disk_in(table, real, device)
    return found or Disk("", False, bool(os.statvfs(real).f_flag & os.ST_RDONLY))


@lru_cache(maxsize=_LATELY)
def disk_in(table: str, path: str, device: str = "") -> Disk | None:
    """The disk of the absolute `path` by a table in the form of `/proc/self/mountinfo`.

    Of the mounts on the way to it the deepest counts, of several at one place the last. A mount
    higher up that was made later hides deeper ones; `device` (`major:minor`) tells which is meant.
    """
    on_the_way = [
        mount for mount in map(_mount, table.splitlines()) if mount and _holds(mount, path)
    ]
    seen = [mount for mount in on_the_way if mount.device == device] or on_the_way
    if not seen:
        return None
    deepest = max(len(mount.point) for mount in seen)
    return next(mount.disk for mount in reversed(seen) if len(mount.point) == deepest)


def _holds(mount: _Mount, path: str) -> bool:
    return path == mount.point or path.startswith(mount.point.rstrip("/") + "/")


def _mount(line: str) -> _Mount | None:
    """A line of the table; None when it has another form."""
    before, dash, after = line.partition(" - ")
    own, system = before.split(" "), after.split(" ")
    if not dash or len(own) < 6 or not system[0]:
        return None
    kind = _plain(system[0])
    options = {*own[5].split(","), *(system[2].split(",") if len(system) > 2 else ())}
    return _Mount(_plain(own[4]), own[2], Disk(kind, kind in _NETWORK, "ro" in options))


def _plain(text: str) -> str:
    """Blanks and backslashes stand in the table as octal numbers."""
    return _ESCAPE.sub(lambda found: chr(int(found[1], 8)), text)
