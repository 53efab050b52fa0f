"""G0: the fault tests themselves. A save is made careless on purpose, in one way after another; the
test that is there for it must notice.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, NamedTuple
from unittest.mock import patch

from kinerja_tui.locale import message
from kinerja_tui.store.disk.system import System
from kinerja_tui.store.splicing.edit import Action, Change, Done
from kinerja_tui.store.splicing.refusals import refused
from kinerja_tui.store.splicing.splice import Step, steps
from tests.faults import aftermath, editors, errors, gate, kills, leaves
from tests.faults.counting import Result, Scale, Tally
from tests.faults.doings import DOINGS
from tests.faults.forks import together
from tests.faults.stores import ENDS, store

_SAVE = "kinerja_tui.store.writing.save"
_SHARE = 8


class Carelessness(NamedTuple):
    """What is replaced by what, which test is run then, and the fault that it must count."""

    target: str
    instead: Callable[..., Any]
    run: Callable[[Tally, Path], None]
    noticed: str


def run(scale: Scale) -> Result:
    tally = Tally()
    for name, each in CARELESS.items():
        found = together(_careless, [(name,)])
        tally.add("ways of saving carelessly")
        number = found.numbers[each.noticed]
        tally.expect(number > 0, "ways that nobody noticed", f"{name}: no {each.noticed}")
    return tally.result(
        *tally.told("ways of saving carelessly"), *tally.none("ways that nobody noticed")
    )


def _careless(name: str) -> Tally:
    each = CARELESS[name]
    tally = Tally()
    with tempfile.TemporaryDirectory() as folder, patch(each.target, each.instead):
        each.run(tally, Path(folder))
    return tally


def _killed(tally: Tally, folder: Path) -> None:
    kills.kill_at_each(tally, folder, "careless", DOINGS["set"], ENDS["LF"], _SHARE)


def _failing(tally: Tally, folder: Path) -> None:
    errors.fail_at_each(tally, folder, "careless", DOINGS["set"], 3 * _SHARE)


def _beside_an_editor(tally: Tally, folder: Path) -> None:
    root = store(folder, editors.text_of(0))
    editors.race(tally, root, "by rename", 150, 1)


def _at_the_gate(tally: Tally, folder: Path) -> None:
    gate.put_before(tally, 1, 50, 20)


def _on_leaves(tally: Tally, folder: Path) -> None:
    leaves.edit_all(tally, 1, 50, 20, 2)


def _in_place(system: System, temporary: Any, folder: int, file: str, old: Any, new: bytes) -> None:
    """Cut the record to nothing and write it anew."""
    fd = system.open(file.rpartition("/")[2], os.O_WRONLY | os.O_TRUNC, at=folder)
    for at in range(0, len(new), 50):
        system.write(fd, new[at : at + 50])
    system.fsync(fd)
    system.close(fd)


def _always_failed(root: Path, action: Action, work: Any, error: OSError) -> Any:
    return refused("B65", "", message("failed"), message("again"))


def _always_saved(root: Path, action: Action, work: Any, error: OSError) -> Any:
    return Done((), Action(()))


def _nothing(*arguments: Any) -> None:
    """Take no care at all."""


def _true(*arguments: Any) -> bool:
    return True


def _tidy(text: str, changes: tuple[Change, ...]) -> tuple[Step, ...]:
    """Take away blanks before comments, as a formatter would."""
    made = steps(text, changes)
    return tuple(Step(each.text.replace("  #", " #"), each.change) for each in made)


CARELESS: Final[Mapping[str, Carelessness]] = MappingProxyType(
    {
        "the record written in place": Carelessness(
            "kinerja_tui.store.writing.turn.swap", _in_place, _killed, kills.TORN
        ),
        "mode and group forgotten": Carelessness(
            "kinerja_tui.store.writing.temporary._dress", _nothing, _killed, aftermath.MODES
        ),
        "no look at what a dead process left": Carelessness(
            f"{_SAVE}.recover", _nothing, _killed, aftermath.TEMPORARY
        ),
        "no journal": Carelessness(f"{_SAVE}.append", _nothing, _killed, aftermath.APART),
        '"failed" without looking': Carelessness(
            f"{_SAVE}._after_failure", _always_failed, _failing, errors.FALSE_FAILED
        ),
        '"saved" without looking': Carelessness(
            f"{_SAVE}._after_failure", _always_saved, _failing, errors.FALSE_SAVED
        ),
        "no look at what was swapped out": Carelessness(
            "kinerja_tui.store.writing.swap._as_read", _true, _beside_an_editor, editors.UNSEEN
        ),
        "a gate that stands open": Carelessness(
            "tests.faults.gate.prove_piece", _nothing, _at_the_gate, gate.LET_THROUGH
        ),
        "a splicer that tidies up": Carelessness(
            "tests.faults.leaves.steps", _tidy, _on_leaves, leaves.OUTSIDE
        ),
    }
)
