"""Taking back what the journal tells of, across restarts: the same road as a save, backwards."""

from __future__ import annotations

from pathlib import Path

from kinerja_tui.store.splicing.edit import Action, Doing, Done
from kinerja_tui.store.state.journal import Entry
from kinerja_tui.store.writing.empty import take_empty_years
from kinerja_tui.store.writing.keep import keep_all
from kinerja_tui.store.writing.save import Acted


def take_back(root: Path, entry: Entry, session: str = "") -> Acted:
    """Undo the action of `entry`; of an undo, do again what it took back.

    Where somebody has changed one of its fields since, nothing is written: a `Conflict`.
    """
    parts = tuple(each.back for each in reversed(entry.files))
    doing: Doing = "redo" if entry.doing == "undo" else "undo"
    acted = keep_all(root, Action(parts, doing, entry.id, session))
    if isinstance(acted, Done):
        gone = [file for file, sha in acted.files if sha is None]
        if gone:
            take_empty_years(root, gone)
    return acted
