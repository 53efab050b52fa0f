"""Saving with the format's own checks: an edit may not leave a record worse than it was."""

from __future__ import annotations

from pathlib import Path

from kinerja_tui.model.base import Problem
from kinerja_tui.store.edit import Edit
from kinerja_tui.store.files import Unreadable, read
from kinerja_tui.store.record import understand
from kinerja_tui.store.save import Outcome, save

NEWER = "B12"
"""The code of a record that a newer version of the program wrote: it is shown, never changed."""


def keep(root: Path, edit: Edit) -> Outcome:
    """Save `edit` below the records folder `root`, unless the record would no longer stand or would
    have a problem that it did not have before; then it is refused with that problem.
    """

    def problem(file: str, data: bytes) -> Problem | None:
        after = understand(data, file)
        if not after.problems:
            return None
        newer = next((each for each in after.problems if each.code == NEWER), None)
        if newer is not None:
            return newer
        before = _problems(root, file)
        fresh = [each for each in after.problems if (each.code, each.key) not in before]
        if fresh:
            return fresh[0]
        return after.problems[0] if after.record is None else None

    return save(root, edit, validate=problem)


def _problems(root: Path, file: str) -> frozenset[tuple[str, str]]:
    """What is wrong with the file as it stands, as codes and keys."""
    try:
        found = understand(read(root, file), file).problems
    except Unreadable:
        return frozenset()
    return frozenset((each.code, each.key) for each in found)
