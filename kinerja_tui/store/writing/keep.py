"""Saving with the format's own checks: an edit may not leave a record worse than it was."""

from __future__ import annotations

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
from kinerja_tui.store.splicing.edit import Edit
from kinerja_tui.store.writing.save import Outcome, save

NEWER = "B12"
"""The code of a record that a newer version of the program wrote: it is shown, never changed."""


def keep(root: Path, edit: Edit) -> Outcome:
    """Save `edit` below the records folder `root`, unless the record would no longer stand or would
    have a problem that it did not have before; then it is refused with that problem.
    """

    def problem(file: str, data: bytes) -> Problem | None:
        after = understand(data, file)
        newer = next((each for each in after.problems if each.code == NEWER), None)
        if newer is not None:
            return newer
        fresh = _fresh(after.problems, understand(read(root, file), file).problems)
        if fresh is not None or after.record is None:
            return fresh or after.problems[0]
        if _refers(edit) or kind_of(file) == "agreement":
            return _unmet(root, file, data)
        return _unruly(root, file, data)

    return save(root, edit, validate=problem)


def _fresh(after: tuple[Problem, ...], before: tuple[Problem, ...]) -> Problem | None:
    """The first problem that was not there before, by code and key."""
    known = {(each.code, each.key) for each in before}
    return next((each for each in after if (each.code, each.key) not in known), None)


def _refers(edit: Edit) -> bool:
    """Whether the edit changes what the record refers to by id."""
    kind = kind_of(edit.file)
    if kind is None:
        return False
    for change in edit.changes:
        try:
            if refers(STRUCTS[kind], change.key):
                return True
        except Refused:
            continue
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


def _unmet(root: Path, file: str, data: bytes) -> Problem | None:
    """The first problem with other records that the new bytes would bring."""
    unit, year = unit_and_year(file)
    scope = Scope.of(unit, year) if unit and year else Scope.everything()
    try:
        before, after = load(root, scope), load(root, scope, {file: data})
    except Unreadable as unreadable:
        return unreadable.problem
    return _fresh(
        tuple(each for each in after.problems if each.file == file),
        tuple(each for each in before.problems if each.file == file),
    )
