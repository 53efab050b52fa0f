"""G17: the same snapshot with a cache, with a memory, and with neither, whatever happened to the
files in between.
"""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from kinerja_tui.store.reading import cache
from kinerja_tui.store.reading.cache import cached_load
from kinerja_tui.store.reading.load import load
from kinerja_tui.store.reading.memory import Memory
from kinerja_tui.store.reading.scope import Scope
from tests.faults.counting import Result, Scale, Tally
from tests.store.unrest import disturb, restless, spelt, wait_for_a_tick

APART = "snapshots that differ"
_SCOPES = (
    Scope.everything(),
    Scope.of("biro", 2022),
    Scope.with_history("biro", 2022),
)
_LATER = 10_000_000_000
_STORES = 10


def run(scale: Scale) -> Result:
    cache.FEWEST_FILES = 0  # type: ignore[misc]  # small stores are cached here too
    tally = Tally()
    sequences = scale.of(250, 1_000, 10_000)
    with tempfile.TemporaryDirectory() as folder:
        for number in range(_STORES):
            _disturb(tally, Path(folder) / str(number), scale.seed + number, sequences // _STORES)
    return tally.result(
        tally.least("sequences of edits", scale.of(250, 1_000)),
        *tally.told("edits"),
        tally.least("times put back", scale.of(10, 50)),
        *tally.told("snapshots with problems in them"),
        *tally.none(APART),
    )


def _disturb(tally: Tally, place: Path, seed: int, sequences: int) -> None:
    choose = random.Random(seed)
    root = restless(place / "records")
    memory = Memory(_clock(choose))
    for _ in range(sequences):
        wait_for_a_tick(place / "probe")
        deeds = [disturb(root, choose) for _ in range(choose.randint(1, 3))]
        tally.add("sequences of edits")
        tally.add("edits", len(deeds))
        tally.add("times put back", deeds.count("change_unseen"))
        scope = choose.choice(_SCOPES)
        fresh = load(root, scope)
        tally.add("snapshots with problems in them", bool(fresh.problems))
        remembered = load(root, scope, memory=memory)
        cached = cached_load(root, scope, place / "cache", _clock(choose))
        for way, other in (("memory", remembered), ("cache", cached)):
            same = other == fresh and spelt(other) == spelt(fresh)
            tally.expect(same, APART, f"{way} after {', '.join(deeds)}")


def _clock(choose: random.Random) -> Callable[[], int]:
    """The true time, when everything has just changed, or a time when nothing has."""
    return lambda: time.time_ns() + choose.choice((0, _LATER))
