"""Saving with the format's own checks: an action may not leave a record worse than it was."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from kinerja_tui.model.base import Problem, Record
from kinerja_tui.model.indicator import Indicator
from kinerja_tui.numbers.reading import Refused
from kinerja_tui.store.disk.files import Unreadable, read
from kinerja_tui.store.format.kinds import kind_of, unit_and_year
from kinerja_tui.store.format.record import STRUCTS, problems_of, understand
from kinerja_tui.store.format.rules import slips_of
from kinerja_tui.store.format.rules.around import Around
from kinerja_tui.store.format.typed import refers
from kinerja_tui.store.reading.load import load
from kinerja_tui.store.reading.scope import Scope
from kinerja_tui.store.splicing.edit import Action, Change, Done, Edit, Part, Rework
from kinerja_tui.store.writing.save import Acted, Outcome, carry_out, saved

NEWER = "B12"
"""The code of a record that a newer version of the program wrote: it is shown, never changed."""

New = Mapping[str, bytes | None]


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
    return carry_out(root, action, validate=partial(_worse, root, action))


def _worse(root: Path, action: Action, new: New) -> Problem | None:
    """The first problem that the new bytes would bring."""
    for file, data in new.items():
        found = _unsound(root, file, data) if data is not None else None
        if found is not None:
            return found
    if len(new) == 1 and all(_alone(part) for part in action.parts):
        ((file, data),) = new.items()
        return _unruly(root, file, data) if data is not None else None
    return _unmet(root, new)


def _unsound(root: Path, file: str, data: bytes) -> Problem | None:
    """The first problem of the file alone: of an older one, it had none before."""
    if kind_of(file) is None:
        return None
    after = understand(data, file)
    newer = next((each for each in after.problems if each.code == NEWER), None)
    if newer is not None:
        return newer
    fresh = _fresh(after.problems, _understood(root, file))
    return fresh or (after.problems[0] if after.record is None else None)


def _understood(root: Path, file: str) -> tuple[Problem, ...]:
    try:
        return understand(read(root, file), file).problems
    except Unreadable:
        return ()


def _fresh(after: tuple[Problem, ...], before: tuple[Problem, ...]) -> Problem | None:
    """The first problem that was not there before, by file, code and key."""
    known = {(each.file, each.code, each.key) for each in before}
    return next((each for each in after if (each.file, each.code, each.key) not in known), None)


def _alone(part: Part) -> bool:
    """Whether the part concerns its own record only: no reference by id changes, nothing that
    others may refer to comes or goes.
    """
    if not isinstance(part, Edit | Rework) or kind_of(part.file) == "agreement":
        return False
    pieces = part.changes if isinstance(part, Edit) else part.pieces
    return all(isinstance(each, Change) and not _refers(part.file, each.key) for each in pieces)


def _refers(file: str, key: str) -> bool:
    """Whether the record refers to another by id at `key`."""
    kind = kind_of(file)
    if kind is None:
        return False
    try:
        return refers(STRUCTS[kind], key)
    except Refused:
        return False


def _unruly(root: Path, file: str, data: bytes) -> Problem | None:
    """The first rule between the record's own keys that the new bytes would break."""
    old, new = understand(read(root, file), file).record, understand(data, file).record
    if new is None:
        return None
    known = {(each.code, each.path) for each in (slips_of(old, Around()) if old else ())}
    if _without_value(new):
        known.add(("B27", ("realisation", "state")))
    broken = [each for each in slips_of(new, Around()) if (each.code, each.path) not in known]
    return problems_of(data, file, broken)[0] if broken else None


def _without_value(record: Record) -> bool:
    """Whether the state says that there is no value, with its reason.

    A value that still stands beside it is kept on purpose: the state takes it out of every mean.
    """
    found = record.realisation if isinstance(record, Indicator) else None
    return found is not None and found.state in ("unavailable", "unmeasured") and bool(found.reason)


def _unmet(root: Path, new: New) -> Problem | None:
    """The first problem, in any record of the units and years concerned, that the new bytes would
    bring.
    """
    places = [unit_and_year(file) for file in new]
    units = tuple(dict.fromkeys(unit for unit, _ in places))
    years = tuple(dict.fromkeys(year for _, year in places))
    scope = Scope.everything()
    if all(units) and all(years):
        scope = Scope(units=units, years=years, compared=tuple(year - 1 for year in years))
    try:
        before, after = load(root, scope), load(root, scope, new)
    except Unreadable as unreadable:
        return unreadable.problem
    return _fresh(after.problems, before.problems)
