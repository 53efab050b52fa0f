"""G1: SIGKILL at every call of a save; afterwards the old or the new file stands, and whoever comes
next needs no repair.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from kinerja_tui.store.splicing.edit import Action, Done, Refused
from kinerja_tui.store.writing.save import carry_out
from tests.faults import needs
from tests.faults.aftermath import (
    FAULTS,
    look_after_next_save,
    look_at_once,
    save_something_else,
)
from tests.faults.counting import Result, Scale, Tally
from tests.faults.doings import DOINGS, Doing, copy, states
from tests.faults.forks import in_child, together
from tests.faults.kills_traced import STRUCK, kill_commands
from tests.faults.kills_worse import BESIDE, LOST, RESCUES, kill_beside_an_editor, kill_rescues
from tests.faults.stores import ENDS, digest, store
from tests.store.faults import Killed, Watched

TORN = "torn, missing or mixed files"
_KILLED = -9


def run(scale: Scale) -> Result:
    needs.tracing()
    shares = scale.of((2, 24), (1, 1))
    work = [(name, kind, shares[kind != "LF"]) for name in DOINGS for kind in ENDS]
    with tempfile.TemporaryDirectory() as folder:
        halves = [(folder, tuple(work[half::2])) for half in range(2)]
        tally = together(_kill_all, halves)
        worse = [(folder, half, scale.of(6, 1), scale.of(12, 2)) for half in range(2)]
        tally.merge(together(_kill_worse, worse))
        kill_commands(tally, Path(folder), scale)
    return tally.result(
        *tally.told("calls of a save"),
        tally.least("kills through the seam", scale.of(600, 3_000)),
        tally.least(STRUCK, scale.of(50, 1_000)),
        tally.least(RESCUES, scale.of(40, 2_000)),
        tally.least(BESIDE, scale.of(60, 500)),
        *tally.told("old files afterwards", "new files afterwards"),
        *tally.none(TORN, *FAULTS, LOST, "actions that cannot be done again", "kills that missed"),
    )


def _kill_all(folder: str, work: tuple[tuple[str, str, int], ...]) -> Tally:
    tally = Tally()
    for name, kind, share in work:
        place = Path(folder) / f"{name}-{kind}"
        place.mkdir()
        kill_at_each(tally, place, f"{name}, {kind}", DOINGS[name], ENDS[kind], share)
    return tally


def _kill_worse(folder: str, half: int, share: int, calls: int) -> Tally:
    tally = Tally()
    place = Path(folder) / f"worse-{half}"
    place.mkdir()
    if half:
        kill_rescues(tally, place, "several files", (2 * share, calls))
        return tally
    kill_rescues(tally, place, "set", (2 * share, calls))
    kill_beside_an_editor(tally, place, share)
    return tally


def kill_at_each(
    tally: Tally, place: Path, story: str, doing: Doing, data: bytes, share: int
) -> None:
    """The doing, killed before and right after every `share`-th of its calls.

    What the disk holds after one call is what it holds before the next: with a share of 2 it is
    still seen in every state.
    """
    ready = store(place / "ready", data)
    doing.prepare(ready)
    old = states(ready, doing.files)
    whole = copy(ready, place / "whole")
    system = Watched()
    assert isinstance(carry_out(whole, doing.action(whole), system=system), Done)
    new = states(whole, doing.files)
    tally.add("calls of a save", len(system.calls))
    for at, name in enumerate(system.calls):
        if at % share:
            continue
        for done in (False, True):
            root = copy(ready, place / "records")
            told = f"{story}, {'after' if done else 'before'} call {at} ({name})"
            action = doing.action(root)
            code = in_child(carry_out, root, action, None, Killed(at, done=done))
            tally.add("kills through the seam")
            tally.expect(code == _KILLED, "kills that missed", f"{told}: {code}")
            _look(tally, root, doing.files, action, (old, new), told)


States = tuple[bytes | None, ...]


def _look(
    tally: Tally,
    root: Path,
    files: tuple[str, ...],
    action: Action,
    either: tuple[States, States],
    story: str,
) -> None:
    old, new = either
    for now, before, after in zip(states(root, files), old, new, strict=True):
        tally.expect(now in (before, after), TORN, story)
    look_at_once(tally, root, files, story)
    save_something_else(tally, root, story)
    now_all = states(root, files)
    tally.expect(now_all in either, TORN, f"{story}, after the next save")
    tally.add("old files afterwards" if now_all == old else "new files afterwards")
    look_after_next_save(tally, root, files, story, tuple(digest(each) for each in old))
    again = carry_out(root, action)
    whole = not isinstance(again, Refused) and states(root, files) == new
    tally.expect(whole, "actions that cannot be done again", f"{story}: {again}")
