"""Whether a file could be saved if somebody typed now, so that nobody types in vain."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

from kinerja_tui.locale import N_, message
from kinerja_tui.store.disk.access import STATE_FOLDER, parts_of
from kinerja_tui.store.disk.files import Unreadable, opened, read, read_in
from kinerja_tui.store.disk.git import busy, forbids, repository
from kinerja_tui.store.disk.mounts import disk_of
from kinerja_tui.store.format.kinds import is_section, is_year, kind_of, where
from kinerja_tui.store.format.record import understand
from kinerja_tui.store.format.upgrade import outdated
from kinerja_tui.store.splicing.edit import Refused
from kinerja_tui.store.splicing.refusals import (
    closed_year,
    git_at_work,
    hard_link,
    network_disk,
    no_such_place,
    older_schema,
    other_disk,
    refused,
    system_reason,
    write_protected,
)
from kinerja_tui.store.toml.parse import decoded, parse

_NEWER: Final = "B12"
_OPEN_IN_A_CLOSED_YEAR: Final = ("accepted", "published")
_OWN: Final = ("lock", "tmp", "journal")
_CHANGE: Final = os.W_OK | os.X_OK


def ready(root: Path, file: str, *, migrating: bool = False) -> Refused | None:
    """Why `file`, a record or a section below `root`, could not be saved now; None when nothing is
    in the way.

    Looks and reads, writes nothing, and does not wait for others who are saving. An earlier schema
    is in the way of everything but `migrating`.
    """
    try:
        parts = parts_of(file)
    except ValueError:
        return no_such_place(file)
    try:
        with opened(root, parts[:-1]) as folder:
            data = read_in(folder, parts[-1], file)
            found = os.stat(parts[-1], dir_fd=folder, follow_symlinks=False)
            return (
                by_disk(root, "/".join(parts[:-1]), file)
                or _by_stopped_git(root, file)
                or _by_text(root, parts, file, data, migrating)
                or _by_rights(folder, parts[-1], file, found)
                or _by_own_folder(root, file, found)
            )
    except Unreadable as unreadable:
        return Refused(unreadable.problem)
    except OSError as error:
        return refused("B65", file, *system_reason(error))


class GitBusy(NamedTuple):
    """Git is in the way; `passing` by itself, or until a person ends it."""

    refusal: Refused
    passing: bool


def by_git(root: Path, files: Sequence[str]) -> GitBusy | None:
    """Whether Git is about to replace one of `files`, or would take the change of it away."""
    around = repository(root)
    found = busy(around) if around is not None else None
    if around is None or found is None:
        return None
    for file in files:
        if forbids(around, found, root / file):
            return GitBusy(git_at_work(file, found), found.operation == "writing")
    return None


def _by_stopped_git(root: Path, file: str) -> Refused | None:
    found = by_git(root, (file,))
    return found.refusal if found is not None and not found.passing else None


def by_disk(root: Path, folder: str, file: str) -> Refused | None:
    """A disk that can only be read, or whose locks cannot be trusted; a folder that is yet to be
    made counts as the one that it will lie in.
    """
    while folder and not os.path.lexists(root / folder):
        folder = folder.rpartition("/")[0]
    disk = disk_of(root / folder)
    if disk.read_only:
        return refused(
            "B65",
            file,
            message(N_("the disk can only be read")),
            message(N_("Ask the administrator to make it writable.")),
        )
    return network_disk(file, disk.kind) if disk.network and not _allows_network(root) else None


def _allows_network(root: Path) -> bool:
    """Whether kinerja.toml says so; one that cannot be read does not."""
    settings = where("settings")
    try:
        return parse(read(root, settings), settings).tables.get("network") is True
    except Unreadable:
        return False


def _by_text(
    root: Path, parts: tuple[str, ...], file: str, data: bytes, migrating: bool
) -> Refused | None:
    """A text that is no TOML or of another schema, or a closed year; raises `Unreadable`."""
    if is_section(file):
        decoded(data, file)
        return closed_year(file, parts[1]) if is_closed(root, parts) else None
    schema = outdated(parse(data, file).tables)
    if schema is not None and not migrating:
        return older_schema(file, schema)
    problems = understand(data, file).problems if kind_of(file) is not None else ()
    newer = next((each for each in problems if each.code == _NEWER), None)
    if newer is not None:
        return Refused(newer)
    return closed_year(file, parts[1]) if is_closed(root, parts) else None


def is_closed(root: Path, parts: tuple[str, ...]) -> bool:
    """Whether the record at the path `parts` lies in a closed year and closes with it; raises
    `Unreadable` when the year's own file is there and cannot be read.
    """
    if len(parts) < 3 or not is_year(parts[1]):
        return False
    if len(parts) > 3 and parts[2] in _OPEN_IN_A_CLOSED_YEAR:
        return False
    head = where("year", parts[0], int(parts[1]))
    try:
        data = read(root, head)
    except Unreadable:
        if not os.path.lexists(root / head):
            return False
        raise
    return parse(data, head).tables.get("closed") is True


def _by_rights(folder: int, name: str, file: str, found: os.stat_result) -> Refused | None:
    if found.st_nlink > 1:
        return hard_link(file)
    if not found.st_mode & 0o222 or not os.access(name, os.W_OK, dir_fd=folder):
        return write_protected(file)
    if not os.access(".", _CHANGE, dir_fd=folder):
        return refused(
            "B65",
            file,
            message(N_("the folder of this file is write-protected")),
            message(N_("Ask the owner of the records folder for write access to it.")),
        )
    outer = os.stat(folder)
    mine = os.geteuid() in (0, found.st_uid, outer.st_uid)
    if outer.st_mode & stat.S_ISVTX and not mine:
        return refused(
            "B65",
            file,
            message(
                N_("in this folder only the owner of a file may replace it (the sticky bit is set)")
            ),
            message(N_("Ask the owner of the folder to take the bit away: chmod -t FOLDER")),
        )
    return None


def _by_own_folder(root: Path, file: str, found: os.stat_result) -> Refused | None:
    """Whether `.kinerja`, on the same disk, can be made or written to."""
    with opened(root, ()) as base:
        try:
            own = os.stat(STATE_FOLDER, dir_fd=base, follow_symlinks=False)
        except FileNotFoundError:
            holder = os.stat(base)
            if not os.access(".", _CHANGE, dir_fd=base):
                return _no_own_folder(file, STATE_FOLDER)
            return _other_disk_or_group(file, found, holder)
        if not stat.S_ISDIR(own.st_mode):
            return refused(
                "B65",
                file,
                message(N_("{path} is not the program's folder"), path=STATE_FOLDER),
                message(N_("Take it away; the program makes its own.")),
            )
    if not os.access(root / STATE_FOLDER, _CHANGE):
        return _no_own_folder(file, STATE_FOLDER)
    with opened(root, (STATE_FOLDER,)) as state:
        for name in _OWN:
            there = _there(name, state)
            if there is None:
                continue
            right = _CHANGE if stat.S_ISDIR(there.st_mode) else os.W_OK
            if stat.S_ISLNK(there.st_mode) or not os.access(name, right, dir_fd=state):
                return _no_own_folder(file, f"{STATE_FOLDER}/{name}")
        return _other_disk_or_group(file, found, _there("tmp", state) or own)


def _there(name: str, folder: int) -> os.stat_result | None:
    try:
        return os.stat(name, dir_fd=folder, follow_symlinks=False)
    except FileNotFoundError:
        return None


def _no_own_folder(file: str, path: str) -> Refused:
    return refused(
        "B65",
        file,
        message(N_("{path}, where the program keeps its own files, cannot be written"), path=path),
        message(N_("Ask the owner of the records folder for write access to it.")),
    )


def _other_disk_or_group(
    file: str, found: os.stat_result, holder: os.stat_result
) -> Refused | None:
    """A new file in `holder` must be on the same disk, and able to get the record's group."""
    if found.st_dev != holder.st_dev:
        return other_disk(file)
    mode, group = found.st_mode, found.st_gid
    if os.geteuid() == 0 or (mode & 0o070) >> 3 == mode & 0o007:
        return None
    inherits = sys.platform == "darwin" or holder.st_mode & stat.S_ISGID
    if group in (os.getegid(), *os.getgroups()) or (inherits and holder.st_gid == group):
        return None
    return refused(
        "B65",
        file,
        message(N_("this file belongs to a group that you are not in; a save would lock it out")),
        message(N_("Ask the administrator to take you into the group of the records.")),
    )
