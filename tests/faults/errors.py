"""G2: an error at every call of a save; what is said must be what is true, and nothing is left."""

from __future__ import annotations

import errno
import os
import tempfile
from pathlib import Path

from kinerja_tui.store.splicing.edit import Conflict, Done, Refused
from kinerja_tui.store.state.aside import set_aside
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
from tests.faults.errors_traced import STRUCK, fail_commands
from tests.faults.forks import together
from tests.faults.stores import ENDS, digest, passing, store
from tests.store.faults import Failing, Watched

ERRNOS = (
    errno.EIO, errno.ENOSPC, errno.EDQUOT, errno.EMFILE,
    errno.EACCES, errno.EPERM, errno.ENOLCK, errno.EROFS,
)  # fmt: skip
ONCE, FROM_THEN_ON = "errors at one call", "errors from one call on"
FALSE_SAVED, FALSE_FAILED = '"saved" that is not', '"failed" that is saved'
MIXED = "torn, missing or mixed files"
LEFT = "temporary files left at once"


class _FailingOn(Watched):
    """Fails from one call on, for good."""

    def __init__(self, at: int, number: int) -> None:
        super().__init__()
        self.at, self.number = at, number

    def before(self, number: int, name: str) -> None:
        if number >= self.at and name != "pause":
            raise OSError(self.number, os.strerror(self.number))


def run(scale: Scale) -> Result:
    needs.tracing()
    share = scale.of(12, 1)
    with tempfile.TemporaryDirectory() as folder:
        halves = [(folder, tuple(DOINGS)[half::2], share) for half in range(2)]
        tally = together(_fail_all, halves)
        fail_commands(tally, Path(folder), scale, ERRNOS)
    return tally.result(
        tally.least(ONCE, scale.of(350, 4_500)),
        tally.least(FROM_THEN_ON, scale.of(350, 4_500)),
        tally.least(STRUCK, scale.of(60, 2_000)),
        *tally.told("told as saved", "told as failed"),
        *tally.none(FALSE_SAVED, FALSE_FAILED, MIXED, LEFT, *FAULTS, "answers without sense"),
        *tally.none("errors that missed"),
    )


def _fail_all(folder: str, names: tuple[str, ...], share: int) -> Tally:
    tally = Tally()
    for name in names:
        place = Path(folder) / name
        place.mkdir()
        fail_at_each(tally, place, name, DOINGS[name], share)
    return tally


def fail_at_each(tally: Tally, place: Path, name: str, doing: Doing, share: int) -> None:
    """The doing with errors at each call; of the eight errors every `share`-th, taking turns."""
    ready = store(place / "ready", ENDS["LF"])
    doing.prepare(ready)
    old = states(ready, doing.files)
    whole = copy(ready, place / "whole")
    system = Watched()
    assert isinstance(carry_out(whole, doing.action(whole), system=system), Done)
    new = states(whole, doing.files)
    for at, call in enumerate(system.calls):
        for place_, number in enumerate(ERRNOS):
            if (at + place_) % share:
                continue
            story = f"{name}, {errno.errorcode[number]} at call {at} ({call})"
            for kind, failing in ((ONCE, Failing), (FROM_THEN_ON, _FailingOn)):
                root = copy(ready, place / "records")
                outcome = carry_out(root, doing.action(root), system=failing(at, number))
                tally.add(kind)
                _look(tally, root, doing, (old, new, outcome), f"{kind}: {story}")


States = tuple[bytes | None, ...]


def _look(
    tally: Tally,
    root: Path,
    doing: Doing,
    before: tuple[States, States, Done | Conflict | Refused],
    story: str,
) -> None:
    old, new, outcome = before
    now = states(root, doing.files)
    if isinstance(outcome, Done):
        tally.add("told as saved")
        tally.expect(now == new, FALSE_SAVED, f"{story}: {outcome}")
    else:
        tally.add("told as failed")
        tally.expect(now != new, FALSE_FAILED, f"{story}: {outcome}")
        told = isinstance(outcome, Refused) and outcome.problem.hint is not None
        tally.expect(told, "answers without sense", f"{story}: {outcome}")
    if story.startswith(ONCE):
        tally.expect(now in (old, new), MIXED, story)
        for name in (*passing(root), *set_aside(root)):
            tally.fault(LEFT, f"{story}: {name}")
    look_at_once(tally, root, doing.files, story)
    save_something_else(tally, root, story)
    tally.expect(states(root, doing.files) in (old, new), MIXED, f"{story}, after the next save")
    look_after_next_save(tally, root, doing.files, story, tuple(digest(each) for each in old))
