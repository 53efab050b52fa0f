"""What must hold after a fault, whatever it was."""

from __future__ import annotations

import stat
import time
from pathlib import Path

from kinerja_tui.store.splicing.edit import Edit, Saved
from kinerja_tui.store.state.aside import set_aside
from kinerja_tui.store.state.journal import read_journal
from kinerja_tui.store.toml.locate import token_at
from kinerja_tui.store.writing.keep import keep
from tests.faults.counting import Tally
from tests.faults.stores import FILE, MODE, digest, held, passing, problems, strangers

UNIT = "biro/unit.toml"
_PATIENCE = 3.0

MODES = "modes changed"
BESIDE_RECORDS = "files left beside a record"
STUCK = "next saves that did not work at once"
TEMPORARY = "temporary files left after the next save"
APART = "files that the journal does not agree with"
UNREAD = "records that no longer load"
FAULTS = (MODES, BESIDE_RECORDS, STUCK, TEMPORARY, APART, UNREAD)


def look_at_once(tally: Tally, root: Path, files: tuple[str, ...], story: str) -> None:
    """What must hold before anybody saves again."""
    for file in files:
        path = root / file
        if file == FILE and path.exists():
            mode = stat.S_IMODE(path.stat().st_mode)
            tally.expect(mode == MODE, MODES, f"{story}: {mode:o}")
    for name in strangers(root):
        tally.fault(BESIDE_RECORDS, f"{story}: {name}")


def look_after_next_save(
    tally: Tally, root: Path, files: tuple[str, ...], story: str, said: tuple[str | None, ...]
) -> None:
    """What must hold once somebody has saved something else; `said` are the digests of the files
    where the journal has never told of them.
    """
    for name in (*passing(root), *set_aside(root)):
        tally.fault(TEMPORARY, f"{story}: {name}")
    for file, old in zip(files, said, strict=True):
        told = told_of(root, file, old)
        tally.expect(told == digest(held(root, file)), APART, f"{story}: {file}")
    found = problems(root)
    tally.expect(not found, UNREAD, f"{story}: {found[:1]}")


def save_something_else(tally: Tally, root: Path, story: str) -> None:
    """The next save, of another record, must go through at once."""
    start = time.monotonic()
    seen = token_at(root, UNIT, "name") or ""
    outcome = keep(root, Edit.one(UNIT, "name", seen, f'"Biro {len(seen)}"'))
    taken = time.monotonic() - start
    at_once = isinstance(outcome, Saved) and outcome.doubt is None and taken < _PATIENCE
    tally.expect(at_once, STUCK, f"{story}: {outcome} after {taken:.1f} s")


def told_of(root: Path, file: str, otherwise: str | None) -> str | None:
    """The digest that the journal's last word on a file gives; `otherwise` where it has none."""
    for entry in reversed(read_journal(root).entries):
        for each in entry.files:
            if each.file == file:
                return each.after
    return otherwise
