"""Turning the files of an action from old to new, all or none."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack, suppress

from kinerja_tui.store.disk.access import NotPlain, contents
from kinerja_tui.store.disk.system import System
from kinerja_tui.store.writing.folders import Folders
from kinerja_tui.store.writing.plan import Planned
from kinerja_tui.store.writing.replaced import leave
from kinerja_tui.store.writing.swap import put_new, swap, take_out
from kinerja_tui.store.writing.temporary import Temporary, passing_folder, prepare


def turn(
    folders: Folders, id_: str, planned: Sequence[Planned], temporaries: ExitStack
) -> list[Temporary]:
    """Put every file's new bytes in its place; `id_` names the temporary files, which are left when
    `temporaries` closes: one that is not `safe` then was written into since, and is put aside.

    When one file cannot be turned, those before it are turned back. Raises `Moved`, `Stop`,
    `OSError`.
    """
    made = [
        _aside(folders, f"{id_}.{place}.{each.name}.tmp", each, temporaries)
        for place, each in enumerate(planned)
    ]
    for place, (each, temporary) in enumerate(zip(planned, made, strict=True)):
        try:
            put(folders.system, temporary, each)
        except BaseException:
            if len(planned) > 1:
                _turn_back(folders, id_, planned[: place + 1], temporaries)
            raise
    return made


def put(system: System, temporary: Temporary, each: Planned) -> None:
    """Give the file its new bytes, which lie in `temporary`, or take it away."""
    if each.found is None:
        put_new(system, temporary, each.folder, each.file)
    elif each.new is None:
        take_out(system, temporary, each.folder, each.file, each.found)
    else:
        swap(system, temporary, each.folder, each.file, each.found, each.new)


def stands(system: System, each: Planned) -> bool:
    """Whether the file is as the action wants it; raises `OSError`."""
    return _now(system, each) == each.new


def _now(system: System, each: Planned) -> bytes | None:
    with ExitStack() as stack, suppress(FileNotFoundError):
        try:
            return contents(system, each.folder, each.name, stack).data
        except NotPlain:
            return b""
    return None


def _aside(folders: Folders, name: str, each: Planned, temporaries: ExitStack) -> Temporary:
    within = passing_folder(folders, each.folder, each.file)
    if each.new is None:
        temporary = Temporary(within, name)
    else:
        like = None if each.found is None else each.name
        temporary = prepare(folders.system, within, name, each.new, each.folder, like)
    temporaries.callback(leave, folders, temporary)
    return temporary


def _turn_back(
    folders: Folders, id_: str, planned: Sequence[Planned], temporaries: ExitStack
) -> None:
    """Put the old bytes back where the new ones stand; what others wrote meanwhile stays."""
    for place, each in enumerate(planned):
        if stands(folders.system, each):
            back = _reversed(folders.system, each)
            name = f"{id_}.{place}.{each.name}.back.tmp"
            put(folders.system, _aside(folders, name, back, temporaries), back)


def _reversed(system: System, each: Planned) -> Planned:
    """The way back of a file that holds its new bytes."""
    found = None
    if each.new is not None:
        with ExitStack() as stack:
            found = contents(system, each.folder, each.name, stack)
    return Planned(each.file, each.folder, found, each.old, each.back, each.part)
