"""G1, the real command: SIGKILL by strace at every call that `kinerja set`, `undo` and `remove`
make on the store from the moment at which they take the lock.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import MappingProxyType
from typing import Final

from tests.faults import needs
from tests.faults.aftermath import STUCK, look_after_next_save, look_at_once
from tests.faults.commands import SET, command, kinerja, mishap
from tests.faults.counting import Scale, Tally
from tests.faults.doings import copy
from tests.faults.stores import ENDS, FILE, digest, held, store
from tests.faults.tracing import Point, points, share, struck, was_struck

STRUCK = "kills of the real command"
COMMANDS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "set": (*SET, "62.5"),
        "undo": ("undo",),
        "remove": ("remove", "sehat", "realisation", "--yes"),
    }
)
_TORN = "torn, missing or mixed files"
_KILLED = (137, -9)
_TRIES = 5
"""A call that is meant by its number is not hit when the interpreter made one more or fewer."""
_AS_COUNTED = 2
"""So often a missed call is tried by the same number, before the calls are counted anew."""


def kill_commands(tally: Tally, folder: Path, scale: Scale) -> None:
    """Kill the commands at each point, and run the next one."""
    strace = needs.tracing()
    few = (("set", "LF"),)
    every = tuple((name, kind) for name in COMMANDS for kind in ENDS)
    for name, kind in scale.of(few, every):
        ready = warm_store(folder / f"traced-{name}-{kind}", ENDS[kind])
        found = points_of(strace, ready, folder, name)
        whole = copy(ready, folder / f"whole-{name}-{kind}")
        kinerja(whole, *COMMANDS[name])
        either = (held(ready), held(whole))
        tally.expect(either[0] != either[1], _TORN, f"kinerja {name} does nothing")
        with ThreadPoolExecutor(2) as workers:
            jobs = [
                workers.submit(_kill, strace, ready, name, (point, found), either)
                for point in share(found, *scale.of((2, 24), (1, 2)))
            ]
            for job in jobs:
                tally.merge(job.result())


def warm_store(folder: Path, data: bytes) -> Path:
    """A store in which the command has saved twice, long ago: a command makes the same calls on it
    however long the test takes.
    """
    ready = store(folder, data)
    kinerja(ready, *SET, "61.5")
    kinerja(ready, *SET, "61.30")
    replaced = ready / ".kinerja" / "replaced"
    for each in replaced.iterdir():
        each.unlink()
    os.utime(replaced, (0, 0))
    return ready


def points_of(strace: str, ready: Path, folder: Path, name: str) -> list[Point]:
    """The calls of one command on a copy of the store, counted until two runs agree."""
    found: list[Point] = []
    for _ in range(_TRIES):
        root = copy(ready, folder / "counted")
        before = found
        found = points(strace, command(root, *COMMANDS[name]), root, folder / "log")
        if found == before:
            return found
    raise RuntimeError(f"kinerja {name} makes other calls each time")


def _counted_anew(
    strace: str, ready: Path, folder: Path, name: str, meant: tuple[Point, list[Point]]
) -> Point:
    """The same call by the number that it has now; as it was where the calls are others."""
    point, found = meant
    root = copy(ready, folder / "recounted")
    now = points(strace, command(root, *COMMANDS[name]), root, folder / "recounted.log")
    shutil.rmtree(root)
    same = [each.text for each in now] == [each.text for each in found]
    return now[found.index(point)] if same else point


def _kill(
    strace: str,
    ready: Path,
    name: str,
    meant: tuple[Point, list[Point]],
    either: tuple[bytes | None, ...],
) -> Tally:
    """Kill the command at a point, which is one of those that were found."""
    point, _ = meant
    tally = Tally()
    with tempfile.TemporaryDirectory() as folder:
        story = f"kinerja {name} killed at {point.call} {point.nth} ({point.text[:60]})"
        number, hit = 0, False
        root = Path(folder)
        while not hit and number < _TRIES:
            number += 1
            if number > _AS_COUNTED:
                point = _counted_anew(strace, ready, Path(folder), name, meant)
            root = copy(ready, Path(folder) / f"records-{number}")
            log = Path(folder) / f"log-{number}"
            done = struck(strace, command(root, *COMMANDS[name]), point, "signal=KILL", log)
            hit = done.returncode in _KILLED and was_struck(log, point, root)
        tally.add(STRUCK)
        tally.expect(hit, "kills that missed", story)
        now = held(root)
        tally.expect(now in either, _TORN, story)
        tally.add("old files afterwards" if now == either[0] else "new files afterwards")
        look_at_once(tally, root, (FILE,), story)
        after = kinerja(root, "set", "kegiatan", "ceiling", "200")
        works = after.returncode == 0 and not mishap(after)
        tally.expect(works, STUCK, f"{story}: {after.stderr}")
        tally.expect(held(root) in either, _TORN, f"{story}, after the next save")
        look_after_next_save(tally, root, (FILE,), story, (digest(either[0]),))
    return tally
