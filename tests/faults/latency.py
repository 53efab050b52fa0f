"""G11: how long a save takes, against a temporary file, fsync and rename alone; and that the screen
never waits for it.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Event
from typing import Any

from kinerja_tui.store.splicing.edit import Edit, Saved
from kinerja_tui.store.toml.locate import token_at
from kinerja_tui.store.writing.keep import keep
from tests.faults.counting import Result, Scale, Tally, measured, most
from tests.store.documents import HERE
from tests.tui.desks import IP_ASN, desk_of, main_of, workspace

GOAL_MS, GOAL_RATIO, GOAL_SCREEN = 5.0, 6.0, 16.0
_BARE_MS = 0.37
"""A temporary file, fsync and rename alone, where the goal in milliseconds was set."""

_SLOW_DISK = 0.15
_TICK = 0.001


def run(scale: Scale) -> Result:
    tally = Tally()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "records"
        ignored = shutil.ignore_patterns(".kinerja")
        shutil.copytree(HERE / "records", root, ignore=ignored, symlinks=True)
        saves, floors = _in_turns(tally, root, scale.of(150, 2_000))
        waits = asyncio.run(_on_screen(tally, root, scale.of(8, 60), _SLOW_DISK))
    ratio = statistics.median(a / b for a, b in zip(saves, floors, strict=True))
    slowness = max(_at(floors, 0.5) / _BARE_MS, 1.0)
    return tally.result(
        *tally.told("saves"),
        measured("a save, median", _at(saves, 0.5), "ms"),
        most("a save, 95 of 100", _at(saves, 0.95), round(GOAL_MS * slowness, 2), "ms"),
        measured("temporary file, fsync, rename alone, median", _at(floors, 0.5), "ms"),
        most("a save against that, median of pairs", ratio, GOAL_RATIO, "x"),
        *tally.told("saves on the screen, every fsync taking 150 ms"),
        most("the screen waited, median of the longest", _at(waits, 0.5), GOAL_SCREEN, "ms"),
        most("the screen waited, longest of all", max(waits), 1000 * _SLOW_DISK, "ms"),
        *tally.none("saves that failed"),
        note=f"goal in ms for a disk slower by {slowness:.2f}",
    )


def _at(values: list[float], share: float) -> float:
    return sorted(values)[int(share * (len(values) - 1))]


def _in_turns(tally: Tally, root: Path, times: int) -> tuple[list[float], list[float]]:
    """Milliseconds of saves and of the bare calls, in turns, so that a slow moment slows both."""
    saves, floors = [], []
    key = "realisation.value"
    for number in range(times):
        seen = token_at(root, IP_ASN, key)
        edit = Edit.one(IP_ASN, key, seen, f"{60 + number % 30}.{number % 10}1")
        saves.append(_ms(_save, tally, root, edit))
        floors.append(_ms(_bare, root / IP_ASN))
    return saves, floors


def _save(tally: Tally, root: Path, edit: Edit) -> None:
    outcome = keep(root, edit)
    tally.add("saves")
    tally.expect(isinstance(outcome, Saved), "saves that failed", str(outcome))


def _bare(path: Path) -> None:
    """The least that keeps a file whole."""
    data = path.read_bytes()
    aside = path.with_name(".bare")
    fd = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    os.write(fd, data)
    os.fsync(fd)
    os.close(fd)
    os.rename(aside, path.with_name("bare"))


def _ms(act: Callable[..., object], *arguments: object) -> float:
    start = time.perf_counter()
    act(*arguments)
    return 1000 * (time.perf_counter() - start)


async def _on_screen(tally: Tally, root: Path, times: int, slowness: float) -> list[float]:
    """Save in the workspace on a disk that takes its time; for each save the longest time in which
    the screen could do nothing, in milliseconds.
    """
    real = os.fsync
    pause = Event()

    def slow(fd: Any) -> None:
        real(fd)
        pause.wait(slowness)

    waits: list[float] = []
    app = workspace(desk_of(root))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("down")
        await pilot.pause()
        os.fsync = slow
        try:
            for number in range(times):
                await pilot.press("e", *f"{61 + number % 30}.5")
                watch = _Watch()
                watch.start()
                await pilot.press("enter")
                await _until(partial(_stands, root, f"{61 + number % 30}.5"))
                waits.append(1000 * watch.stop())
                tally.add("saves on the screen, every fsync taking 150 ms")
                await pilot.pause()
                await main_of(app).workers.wait_for_complete()
        finally:
            os.fsync = real
    return waits


def _stands(root: Path, value: str) -> bool:
    return token_at(root, IP_ASN, "realisation.value") == value


async def _until(holds: Callable[[], bool], patience: float = 20.0) -> None:
    until = time.monotonic() + patience
    beat = asyncio.Event()
    loop = asyncio.get_running_loop()
    while not holds():
        if time.monotonic() > until:
            raise RuntimeError("the save on the screen does not end")
        loop.call_later(0.005, beat.set)
        await beat.wait()
        beat.clear()


class _Watch:
    """The longest time between two turns of the event loop."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._going = True
        self._last = time.perf_counter()
        self._longest = 0.0

    def start(self) -> None:
        """Begin to count."""
        self._last = time.perf_counter()
        self._beat()

    def _beat(self) -> None:
        now = time.perf_counter()
        self._longest = max(self._longest, now - self._last - _TICK)
        self._last = now
        if self._going:
            self._loop.call_later(_TICK, self._beat)

    def stop(self) -> float:
        """The longest gap in seconds."""
        self._going = False
        return self._longest
