"""Saving with the format's own checks: an action may not leave a record worse than it was."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from msgspec import Struct, structs

from kinerja_tui.locale import N_, message
from kinerja_tui.model.base import Problem, Record
from kinerja_tui.model.indicator import Indicator
from kinerja_tui.numbers.reading import Refused as Unread
from kinerja_tui.store.disk.access import open_folder
from kinerja_tui.store.disk.files import Unreadable, read
from kinerja_tui.store.disk.system import System
from kinerja_tui.store.format.kinds import kind_of, unit_and_year
from kinerja_tui.store.format.record import STRUCTS, Understood, problems_of, understand
from kinerja_tui.store.format.rules import slips_of
from kinerja_tui.store.format.rules.around import Around
from kinerja_tui.store.format.shape import refers, shape_at
from kinerja_tui.store.reading.load import load
from kinerja_tui.store.reading.scope import Scope
from kinerja_tui.store.splicing.edit import (
    Action,
    Change,
    Conflict,
    Creation,
    Deletion,
    Done,
    Edit,
    Part,
    Refused,
    Removal,
    Rework,
    Rewriting,
)
from kinerja_tui.store.splicing.refusals import Stop, refused, system_reason
from kinerja_tui.store.state.history import author_of
from kinerja_tui.store.state.journal import begun, prune, today_of
from kinerja_tui.store.writing.empty import take_empty_years
from kinerja_tui.store.writing.folders import Folders
from kinerja_tui.store.writing.lastgoal import with_another
from kinerja_tui.store.writing.plan import Planned, plan
from kinerja_tui.store.writing.save import TRIES, Acted, Outcome, carry_out, saved
from kinerja_tui.store.writing.swap import Moved

NEWER = "B12"
"""The code of a record that a newer version of the program wrote: it is shown, never changed."""
DANGLING = "B21"
"""The code of a reference to something that does not exist."""

New = Mapping[str, bytes | None]


class Foreseen(Struct, frozen=True):
    """What an action would make of its files: the bytes after it (None = no file), and the problems
    for which it would be refused.
    """

    new: dict[str, bytes | None]
    problems: tuple[Problem, ...] = ()


def keep(root: Path, edit: Edit, session: str = "") -> Outcome:
    """Save `edit` below the records folder `root`, unless the record would no longer stand or would
    have a problem that it did not have before; then it is refused with that problem.
    """
    acted = keep_all(root, Action((edit,), session=session))
    return saved(edit, acted) if isinstance(acted, Done) else acted


def keep_all(root: Path, action: Action) -> Acted:
    """Carry out `action`, unless one of its records, or another that refers to them, would have a
    problem that it did not have before; then it is refused with that problem.
    """
    today = today_of(System())
    first = not begun(root, today)
    acted = carry_out(root, action, validate=partial(_worse, root, action))
    if isinstance(acted, Done):
        if first:  # of ours today: once a day is enough
            prune(root, today)
    else:
        made = [part.file for part in action.parts if isinstance(part, Creation)]
        if made:
            take_empty_years(root, made)
    return acted


def would(root: Path, action: Action) -> Foreseen | Conflict | Refused:
    """What `keep_all` would make of `action`, by the same steps up to the first that writes.

    Nothing is written. What only the disk can say when it is written to stays open.
    """
    file = action.parts[0].file if action.parts else ""
    for _ in range(TRIES):
        try:
            new = _planned(root, action)
        except Moved:
            continue
        except Stop as stop:
            return stop.reason
        except OSError as error:
            return refused("B65", file, *system_reason(error))
        if isinstance(new, Conflict):
            return structs.replace(new, by=author_of(root, new.file, new.key, new.found))
        return Foreseen(new, tuple(_brought(root, action, new)))
    return refused("B66", file, message(N_("another program keeps writing this file")))


class _NoFolder(Exception):  # noqa: N818 - it says what is missing
    """A folder would have to be made."""


class _Looking(System):
    """The calls of a plan; a folder that is missing stays so."""

    def mkdir(self, name: str, mode: int, at: int | None = None) -> None:
        raise _NoFolder


def _planned(root: Path, action: Action) -> dict[str, bytes | None] | Conflict:
    """The bytes that each file would hold; raises `Stop`, `Moved`, `OSError`."""
    new: dict[str, bytes | None] = {}
    with ExitStack() as stack:
        system = _Looking()
        base = open_folder(system, str(root), stack, linked=True)
        folders = Folders(system, base, base, stack)
        for part in action.parts:
            try:
                found = plan(folders, part)
            except _NoFolder:
                text = part.text if isinstance(part, Creation | Rewriting) else None
                new[part.file] = text.encode() if text is not None else None
                continue
            if isinstance(found, Conflict):
                return found
            if isinstance(found, Planned):
                new[part.file] = found.new
    return new


def _worse(root: Path, action: Action, new: New) -> Problem | None:
    """The first problem that the new bytes would bring."""
    return next(_brought(root, action, new), None)


def _brought(root: Path, action: Action, new: New) -> Iterator[Problem]:
    """The problems that the new bytes would bring: of files alone the first of each; of others
    that refer to them, all.
    """
    known = {file: _Known(root, file, data) for file, data in new.items() if data is not None}
    gone = [file for file, data in new.items() if data is None and kind_of(file) is not None]
    goes = (_newer(_understood(root, file)) for file in gone)
    for found in (*goes, *(each.unsound() for each in known.values())):
        if found is not None:
            yield from _bereft(root, action, new, found)
            yield found
            return
    # A record that could not stand broke no rules before: only what is around it can tell.
    mended = any(each.record and each.before.record is None for each in known.values())
    if not mended and all(_alone(part) for part in action.parts):
        yield from (found for each in known.values() if (found := each.unruly()) is not None)
    elif new:
        yield from _unmet(root, new, any(_takes(part) for part in action.parts))


def _bereft(root: Path, action: Action, new: New, wrong: Problem) -> Iterator[Problem]:
    """Who refers to the last goals of a year, which go: that is the reason why they stay, rather
    than that their file cannot stand without one.
    """
    data = new.get(wrong.file)
    instead = with_another(wrong.file, data) if data is not None else None
    if instead is not None and any(_takes(part) for part in action.parts):
        for each in _unmet(root, {**new, wrong.file: instead}, True):
            if each.code == DANGLING and each.file != wrong.file:
                yield structs.replace(each, hint=None)  # which would offer the goal of nobody


class _Known:
    """A file as it was and as it would be, each understood once."""

    def __init__(self, root: Path, file: str, data: bytes) -> None:
        self.file, self.data = file, data
        self.record = kind_of(file) is not None
        self.after = understand(data, file) if self.record else Understood(None)
        self.before = _understood(root, file) if self.record else Understood(None)

    def unsound(self) -> Problem | None:
        """The first problem of the file alone that it did not have before."""
        if not self.record:
            return None
        after = self.after
        newer = _newer(after)
        if newer is not None:
            return newer
        fresh = next(_fresh(after.problems, self.before.problems), None)
        return fresh or (after.problems[0] if after.record is None else None)

    def unruly(self) -> Problem | None:
        """The first rule between the record's own keys that would be broken."""
        old, new = self.before.record, self.after.record
        if new is None:
            return None
        known = {(each.code, each.path) for each in (slips_of(old, Around()) if old else ())}
        if _without_value(new):
            known.add(("B27", ("realisation", "state")))
        broken = [each for each in slips_of(new, Around()) if (each.code, each.path) not in known]
        return problems_of(self.data, self.file, broken)[0] if broken else None


def _newer(found: Understood) -> Problem | None:
    """That a newer version wrote the record; even to take it away could not be undone from here."""
    return next((each for each in found.problems if each.code == NEWER), None)


def _understood(root: Path, file: str) -> Understood:
    try:
        return understand(read(root, file), file)
    except Unreadable:
        return Understood(None)


def _fresh(after: Iterable[Problem], before: Iterable[Problem]) -> Iterator[Problem]:
    """The problems that were not there before, by file, code and key."""
    known = {(each.file, each.code, each.key) for each in before}
    return (each for each in after if (each.file, each.code, each.key) not in known)


def _takes(part: Part) -> bool:
    """Whether something goes that records of other units may refer to."""
    if isinstance(part, Rework):
        return any(isinstance(each, Removal) for each in part.pieces)
    return isinstance(part, Deletion)


def _alone(part: Part) -> bool:
    """Whether the part concerns its own record only: no reference by id changes, nothing that
    others may refer to comes or goes.
    """
    if isinstance(part, Rewriting):
        return True
    if not isinstance(part, Edit | Rework) or kind_of(part.file) == "agreement":
        return False
    pieces = part.changes if isinstance(part, Edit) else part.pieces
    return all(
        isinstance(each, Change)
        and not _refers(part.file, each.key)
        and not (each.seen is None and _names(part.file, each.key))
        for each in pieces
    )


def _refers(file: str, key: str) -> bool:
    """Whether the record refers to another by id at `key`."""
    kind = kind_of(file)
    if kind is None:
        return False
    try:
        return refers(STRUCTS[kind], key)
    except Unread:
        return False


def _names(file: str, key: str) -> bool:
    """Whether the key stands in a table with a name, which may be that of another record."""
    kind, parts = kind_of(file), key.split(".")
    if kind is None:
        return False
    shapes = (shape_at(STRUCTS[kind], tuple(parts[:depth])) for depth in range(1, len(parts)))
    return any(each is not None and each.sort == "tables" for each in shapes)


def _without_value(record: Record) -> bool:
    """Whether the state says that there is no value, with its reason.

    A value that still stands beside it is kept on purpose: the state takes it out of every mean.
    """
    found = record.realisation if isinstance(record, Indicator) else None
    return found is not None and found.state in ("unavailable", "unmeasured") and bool(found.reason)


def _unmet(root: Path, new: New, everywhere: bool) -> Iterator[Problem]:
    """The problems, in any record of the years and units concerned (or of all units), that the new
    bytes would bring.
    """
    places = [unit_and_year(file) for file in new]
    units = tuple(dict.fromkeys(unit for unit, _ in places))
    years = tuple(dict.fromkeys(year for _, year in places))
    scope = Scope.everything()
    if all(units) and all(years):
        compared = tuple(year - 1 for year in years)
        scope = Scope(units=None if everywhere else units, years=years, compared=compared)
    try:
        before, after = load(root, scope), load(root, scope, new)
    except Unreadable as unreadable:
        return iter((unreadable.problem,))
    return _fresh(after.problems, before.problems)
