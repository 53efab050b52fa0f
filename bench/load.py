"""How long a store of 10,000 indicators takes to load, as ratios to the parser alone.

Usage: python -m bench.load [--runs N] [--units N]

Prints one line a way of loading: median seconds, the median ratio to reading and parsing the same
files with tomli in the same run, and the goal. All ways take turns, so that a machine that slows
down slows them all. Fails when a way gives another result than a plain load.
"""

from __future__ import annotations

import argparse
import gc
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import tomli

from bench.store import write_offices
from kinerja_tui.model.library import Library
from kinerja_tui.store.reading.cache import cached_load
from kinerja_tui.store.reading.load import load, undisturbed
from kinerja_tui.store.reading.memory import Memory
from kinerja_tui.store.reading.scope import Scope

_YEARS = 5
_INDICATORS = 25
_EVERYTHING = Scope.everything()
_CHANGED = "unit-0/2022/indicators"


class Way(NamedTuple):
    """A way of loading, and how much of the parser's time it may take; with `change` a unit's year
    is written anew before it.
    """

    name: str
    load: Callable[[], Library]
    goal: float
    change: bool = False


def main() -> int:
    """Measure and print; raises when a way gives another result than a plain load."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("--runs", type=int, default=5)
    options.add_argument("--units", type=int, default=80)
    given, _ = options.parse_known_args()
    gc.disable()  # as a command does; else one way pays for going through what another has made
    with tempfile.TemporaryDirectory() as folder:
        root = write_offices(Path(folder) / "records", given.units, _YEARS, _INDICATORS)
        ways = _ways(root, Path(folder) / "cache")
        plain = load(root, _EVERYTHING)
        for way in ways:  # which also fills the memory and the cache
            if way.load() != plain:
                raise SystemExit(f"{way.name}: not the same result as a plain load")
        files = sorted(path for path in root.rglob("*.toml"))
        size = sum(path.stat().st_size for path in files)
        print(f"{len(files)} files of a store, {size / 1e6:.1f} MB")
        taken: dict[str, list[tuple[float, float]]] = {way.name: [] for way in ways}
        for run in range(given.runs):
            floor = _seconds(lambda: _parsed(files))
            for way in ways:
                if way.change:
                    _change(root / _CHANGED, run)
                seconds = _seconds(way.load)
                taken[way.name].append((seconds, seconds / floor))
        for way in ways:
            median, ratio = (statistics.median(each) for each in zip(*taken[way.name], strict=True))
            print(f"{way.name:40} {median * 1000:7.1f} ms  {ratio:5.2f}x  goal {way.goal}x")
    return 0


def _ways(root: Path, cache: Path) -> tuple[Way, ...]:
    memory = Memory()

    def remembered() -> Library:
        return load(root, _EVERYTHING, memory=memory)

    def cached() -> Library:
        return cached_load(root, _EVERYTHING, cache)

    return (
        Way("load, cold", lambda: load(root, _EVERYTHING, processes=1), 1.4),
        Way("load, cold, by two processes", lambda: load(root, _EVERYTHING, processes=2), 0.7),
        Way("load, cold, by two, all looked at", lambda: _looked_at(root), 0.8),
        Way("load, cold, and the cache written", lambda: _first(root, cache), 1.7),
        Way("load, with a memory", remembered, 0.17),
        Way("load, with a memory, a year changed", remembered, 0.25, change=True),
        Way("load, cached", cached, 0.17),
        Way("load, cached, a year changed", cached, 0.33, change=True),
    )


def _looked_at(root: Path) -> Library:
    """Load by two processes, and make every book: what the other one tells is made late."""
    with undisturbed():
        library = load(root, _EVERYTHING, processes=2)
        for unit in library.units.values():
            for book in unit.books.values():
                len(book.indicators)
    return library


def _first(root: Path, cache: Path) -> Library:
    """The first load of somebody who has no cache yet."""
    return cached_load(root, _EVERYTHING, cache / "first" / os.urandom(4).hex())


def _change(folder: Path, run: int) -> None:
    """Write every file of a folder anew, with another remark at its end."""
    for path in folder.iterdir():
        text = path.read_text(encoding="utf-8").partition("\n# ")[0]
        path.write_text(f"{text}\n# {run} {time.time_ns()}\n", encoding="utf-8")


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _parsed(files: list[Path]) -> list[dict[str, Any]]:
    """The floor: every file read and parsed, without the collector as in a load."""
    with undisturbed():
        return [
            tomli.loads(path.read_bytes().decode("utf-8"), parse_float=Decimal) for path in files
        ]


if __name__ == "__main__":
    raise SystemExit(main())
