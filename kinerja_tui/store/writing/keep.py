"""Saving with the format's own checks: an edit may not leave a record worse than it was."""

from __future__ import annotations

from pathlib import Path

from kinerja_tui.model.base import Problem
from kinerja_tui.numbers.reading import Refused
from kinerja_tui.store.disk.files import Unreadable, read
from kinerja_tui.store.format.kinds import kind_of, unit_and_year
from kinerja_tui.store.format.record import STRUCTS, understand
from kinerja_tui.store.format.typed import refers
from kinerja_tui.store.reading.load import load
from kinerja_tui.store.reading.scope import Scope
from kinerja_tui.store.writing.edit import Edit
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
        if after.record is None or after.problems:
            fresh = _fresh(after.problems, understand(read(root, file), file).problems)
            return fresh or (after.problems[0] if after.record is None else None)
        return _unmet(root, file, data) if _refers(edit) else None

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
