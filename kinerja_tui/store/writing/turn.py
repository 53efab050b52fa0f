"""Turning the files of an action from old to new, all or none."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack, suppress

from kinerja_tui.store.disk.access import NotPlain, contents
from kinerja_tui.store.disk.system import System
from kinerja_tui.store.writing.plan import Planned
from kinerja_tui.store.writing.swap import put_new, swap, take_out
from kinerja_tui.store.writing.temporary import Temporary, clear, passing_folder, prepare

Stacks = tuple[ExitStack, ExitStack]


def turn(system: System, state: int, id_: str, planned: Sequence[Planned], stacks: Stacks) -> None:
    """Put every file's new bytes in its place; `state` is the open `.kinerja`, `id_` names the
    temporary files.

    The first of `stacks` closes folders, the second clears the temporary files away. When one file
    cannot be turned, those before it are turned back. Raises `Moved`, `Stop`, `OSError`.
    """
    made = [
        _aside(system, state, f"{id_}.{place}.{each.name}.tmp", each, stacks)
        for place, each in enumerate(planned)
    ]
    for place, (each, temporary) in enumerate(zip(planned, made, strict=True)):
        try:
            put(system, temporary, each)
        except BaseException:
            if len(planned) > 1:
                _turn_back(system, state, id_, planned[: place + 1], stacks)
            raise


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


def _aside(system: System, state: int, name: str, each: Planned, stacks: Stacks) -> Temporary:
    within = passing_folder(system, state, each.folder, each.file, stacks[0])
    if each.new is None:
        temporary = Temporary(within, name)
    else:
        temporary = prepare(system, within, name, each.new, each.found, each.folder)
    stacks[1].callback(clear, system, state, temporary)
    return temporary


def _turn_back(
    system: System, state: int, id_: str, planned: Sequence[Planned], stacks: Stacks
) -> None:
    """Put the old bytes back where the new ones stand; what others wrote meanwhile stays."""
    for place, each in enumerate(planned):
        if not stands(system, each):
            continue
        with ExitStack() as stack:
            back = reversed_(system, each, stack)
            name = f"{id_}.{place}.{each.name}.back.tmp"
            put(system, _aside(system, state, name, back, stacks), back)


def reversed_(system: System, each: Planned, stack: ExitStack) -> Planned:
    """The way back of a file that holds its new bytes."""
    found = None if each.new is None else contents(system, each.folder, each.name, stack)
    return Planned(each.file, each.folder, found, each.old, each.back, each.part)
