"""G5: a text editor that knows nothing of our lock rewrites a record every millisecond, while the
record is saved. Nothing that it wrote may be overwritten unseen.
"""

from __future__ import annotations

import os
import random
import re
import tempfile
from datetime import datetime, timedelta
from multiprocessing import get_context
from pathlib import Path
from threading import Event
from typing import Any

from kinerja_tui.store.disk.system import System
from kinerja_tui.store.splicing.edit import Conflict, Edit, Refused
from kinerja_tui.store.state.aside import set_aside
from kinerja_tui.store.toml.locate import token_at
from kinerja_tui.store.writing.recover import settle
from kinerja_tui.store.writing.save import save
from tests.faults.counting import Result, Scale, Tally
from tests.faults.stores import FILE, passing, store, strangers

UNSEEN = "texts of the editor overwritten unseen"
HALF = "refused, the file being half written"
BUSY = "refused, the editor writing all the time"
KEPT = "refused, with an earlier text kept aside"
ASIDE = "written into the file just replaced, and put aside"
WAYS = ("by rename", "in place")
_PATIENCE = 2000
_ASIDE = re.compile(r"\.kinerja/\S+")


class _Counting(System):
    """The real system; counts how often the files were exchanged."""

    exchanges = 0

    def exchange(self, source: int, one: str, target: int, other: str) -> None:
        self.exchanges += 1
        super().exchange(source, one, target, other)


class Later(System):
    """A minute and a bit later."""

    def wall(self) -> datetime:
        return super().wall() + timedelta(seconds=61)


def run(scale: Scale) -> Result:
    tally = Tally()
    with tempfile.TemporaryDirectory() as folder:
        for number, way in enumerate(WAYS):
            root = store(Path(folder) / str(number), text_of(0))
            race(tally, root, way, scale.of(500, 6_000), scale.seed + number)
    return tally.result(
        *(tally.least(f"saves against an editor {way}", scale.of(500, 6_000)) for way in WAYS),
        *tally.told("texts of the editor", "caught at the exchange and given back"),
        *tally.told("saved", "conflicts offered", HALF, BUSY, KEPT, ASIDE),
        *tally.none(UNSEEN, "refused for another reason", "temporary files left"),
    )


def text_of(mark: int, value: str = "0") -> bytes:
    return f"schema = 1 # {'x' * (mark % 50)}\nmark = {mark}\n\nvalue = {value}\n".encode()


def race(tally: Tally, root: Path, way: str, tries: int, seed: int) -> None:
    """Save `tries` times while the editor writes; it says afterwards what it lost."""
    context = get_context("spawn")
    here, there = context.Pipe()
    editor = context.Process(target=_editor, args=(there, str(root / FILE), way, seed), daemon=True)
    editor.start()
    here.recv()
    system = _Counting()
    for number in range(tries):
        _save_once(tally, root, system, f"{number + 1}")
        tally.add(f"saves against an editor {way}")
    here.send("stop")
    tally.merge(here.recv())
    editor.join()
    for name in (*passing(root), *strangers(root)):
        tally.fault("temporary files left", name)


def _save_once(tally: Tally, root: Path, system: _Counting, value: str) -> None:
    before = system.exchanges
    seen = token_at(root, FILE, "value")
    outcome = save(root, Edit.one(FILE, "value", seen or "0", value), system=system)
    tally.add("caught at the exchange and given back", (system.exchanges - before) // 2)
    if isinstance(outcome, Conflict):
        tally.add("conflicts offered")
    elif isinstance(outcome, Refused):
        _refused(tally, root, outcome)
    else:
        tally.add("saved")


def _refused(tally: Tally, root: Path, outcome: Refused) -> None:
    """A refusal must have one of the three reasons there can be."""
    said = str(outcome.problem.message)
    aside = _ASIDE.search(said)
    if outcome.problem.code in ("B06", "B08"):
        tally.add(HALF)
    elif outcome.problem.code == "B66":
        tally.add(BUSY)
    elif aside is not None and (root / aside[0]).is_file():
        tally.add(KEPT)
        (root / aside[0]).unlink()
    else:
        tally.fault("refused for another reason", said)


def _editor(pipe: Any, name: str, way: str, seed: int) -> None:
    """Write a text with the next mark, wait about a millisecond, and look whether it still stands:
    only its value may have changed.
    """
    path = Path(name)
    choose = random.Random(seed)
    pause = Event()
    tally = Tally()
    mark = 0
    missing: list[int] = []
    pipe.send("ready")
    while not pipe.poll():
        mark += 1
        _write(path, way, mark)
        tally.add("texts of the editor")
        pause.wait(choose.uniform(0, 0.002))
        if not _stands(path, mark, pause):
            missing.append(mark)
    pipe.recv()
    if missing:
        _look_aside(tally, path, way, missing)
    pipe.send(tally)


def _look_aside(tally: Tally, path: Path, way: str, missing: list[int]) -> None:
    """A text that does not stand must have been put aside, at the latest a minute later."""
    root = path.parents[len(Path(FILE).parts) - 1]
    settle(root, Later())
    aside = [(root / each).read_bytes() for each in set_aside(root)]
    for mark in missing:
        start = text_of(mark).rpartition(b"=")[0]
        found = any(each.startswith(start) for each in aside)
        tally.add(ASIDE, int(found))
        tally.expect(found, UNSEEN, f"{way}: text {mark}")


def _write(path: Path, way: str, mark: int) -> None:
    if way == "in place":
        path.write_bytes(text_of(mark))
        return
    aside = path.with_name("editor~")
    aside.write_bytes(text_of(mark))
    os.replace(aside, path)


def _stands(path: Path, mark: int, pause: Event) -> bool:
    """Whether the text with `mark` is the file's; while a save takes itself back, it is for a
    moment not.
    """
    start = text_of(mark).rpartition(b"=")[0]
    for _ in range(_PATIENCE):
        if path.read_bytes().startswith(start):
            return True
        pause.wait(0.001)
    return False
