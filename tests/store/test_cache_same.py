"""With a memory, with a cache and without either: the same result after whatever happened."""

from __future__ import annotations

import os
import random
import time
from pathlib import Path

import pytest

from kinerja_tui.store.reading import cache, listing, reader
from kinerja_tui.store.reading.cache import cached_load
from kinerja_tui.store.reading.load import load
from kinerja_tui.store.reading.memory import Memory
from kinerja_tui.store.reading.moments import Moment, moment_of
from kinerja_tui.store.reading.scope import Scope
from tests.store.unrest import disturb, restless, spelt, wait_for_a_tick

SEQUENCES = 1000
LATER = 10_000_000_000
SCOPES = (
    Scope.everything(),
    Scope.everything(),
    Scope.of("biro", 2022),
    Scope.with_history("biro", 2022),
)


@pytest.fixture(autouse=True)
def _even_for_small_stores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "FEWEST_FILES", 0)
    monkeypatch.setattr(cache, "_programs", lambda: iter(()))


@pytest.mark.parametrize("seed", range(10))
def test_after_a_thousand_sequences_of_edits(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    root = restless(tmp_path / "s")
    memory = Memory(_clock(chance))
    for _ in range(SEQUENCES // 10):
        wait_for_a_tick(tmp_path / "probe")
        deeds = [disturb(root, chance) for _ in range(chance.randint(1, 3))]
        scope = chance.choice(SCOPES)
        fresh = load(root, scope)
        remembered = load(root, scope, memory=memory)
        cached = cached_load(root, scope, tmp_path / "cache", _clock(chance))
        assert remembered == fresh and cached == fresh, deeds
        assert spelt(remembered) == spelt(cached) == spelt(fresh), deeds


def _clock(chance: random.Random) -> cache.Clock:
    """The true time, when everything has just changed, or a time when nothing has."""
    return lambda: time.time_ns() + chance.choice((0, LATER))


def _coarse(state: os.stat_result) -> Moment:
    """The moment as a file system tells it that counts in steps of two seconds."""
    *rest, modified, changed = moment_of(state)
    step = 2_000_000_000
    device, inode, size = rest
    return device, inode, size, modified // step * step, changed // step * step


def _stale(root: Path, seed: int) -> int:
    """How often of a hundred times a memory gave something else than a fresh load."""
    chance = random.Random(seed)
    memory = Memory()
    wrong = 0
    for _ in range(100):
        disturb(root, chance)
        fresh = load(root, Scope.everything())
        wrong += spelt(load(root, Scope.everything(), memory=memory)) != spelt(fresh)
    return wrong


def test_on_a_clock_of_coarse_steps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "moment_of", _coarse)
    monkeypatch.setattr(reader, "moment_of", _coarse)
    assert _stale(restless(tmp_path / "s"), 1) == 0
    monkeypatch.setattr(reader, "is_settled", lambda moment, started: True)
    assert _stale(restless(tmp_path / "t"), 1) > 0
