"""Breaks saves on purpose and counts what is lost: `python -m tests.faults [--ci] [G1 G4 ...]`.

Every test runs in a process, a temporary folder and a session of its own. The table at the end
puts the counts beside the goals; the exit code is 1 when a goal was missed or a part could not run.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

import msgspec

from tests.faults import needs
from tests.faults.counting import Lacking, Result, Size, shown

HERE = Path(__file__).resolve().parents[2]

TESTS = {
    "G0": ("careless", "these tests, with saves that take no care"),
    "G1": ("kills", "SIGKILL at every call of a save"),
    "G2": ("errors", "an error at every call of a save"),
    "G3": ("full_disks", "full disks, read-only disks, used-up shares"),
    "G4": ("contests", "colleagues saving at the same time"),
    "G5": ("editors", "editors that know nothing of our lock"),
    "G6": ("leaves", "every value of every document changed"),
    "G7": ("properties", "random documents, and random days of an office"),
    "G8": ("inserts", "keys inserted, files migrated"),
    "G9": ("broken", "broken files"),
    "G10": ("loading", "10,000 files loaded"),
    "G11": ("latency", "how long a save takes"),
    "G12": ("outside", "outside edits shown"),
    "G13": ("users", "two users, groups and access lists"),
    "G14": ("branches", "branches merged by git"),
    "G15": ("dropped", "dropped lines and killed sessions while typing"),
    "G16": ("undoing", "a thousand edits undone after kill -9"),
    "G17": ("cached", "the same with and without the cache"),
    "G18": ("gate", "wrong results put before the gate"),
}
MOUNTING = ("G3",)
PATIENCE: dict[Size, float] = {"ci": 240, "full": 4 * 3600, "nightly": 12 * 3600}


def main() -> int:
    options = argparse.ArgumentParser(prog="tests.faults", description="Break saves on purpose.")
    options.add_argument("tests", nargs="*", metavar="G1", help="which tests (all)")
    sizes = options.add_mutually_exclusive_group()
    sizes.add_argument("--ci", dest="size", action="store_const", const="ci", default="full")
    sizes.add_argument("--nightly", dest="size", action="store_const", const="nightly")
    options.add_argument("--seed", type=int, default=2022, help="where random choices start")
    given = options.parse_args()
    chosen = [name.upper() for name in given.tests] or list(TESTS)
    unknown = [name for name in chosen if name not in TESTS]
    if unknown:
        options.error(f"there is no {', '.join(unknown)}; known are {', '.join(TESTS)}")
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _leave)  # so that what was begun is cleared away
    print(f"faults: {given.size}, seed {given.seed}", flush=True)
    start = time.perf_counter()
    failed = [name for name in chosen if not _tell(name, *_timed(name, given.size, given.seed))]
    print(f"\n{len(chosen) - len(failed)} of {len(chosen)} as they must be", end="")
    print(f", {time.perf_counter() - start:.0f} s", end="")
    print(f"; failed: {', '.join(failed)}" if failed else "")
    return 1 if failed else 0


def _leave(number: int, _: object) -> NoReturn:
    raise SystemExit(128 + number)


def _timed(name: str, size: Size, seed: int) -> tuple[Result, float]:
    start = time.perf_counter()
    try:
        prefix = needs.own_mounts() if name in MOUNTING else ()
        result = _run(TESTS[name][0], prefix, size, seed)
    except Lacking as lacking:
        result = Result((), (f"could not run: {lacking}",))
    return result, time.perf_counter() - start


def _tell(name: str, result: Result, seconds: float) -> bool:
    """Print a test's part of the table; whether it came out as it must."""
    ok = result.ok and bool(result.counts)
    print(f"\n{name:4}{TESTS[name][1]:56}{seconds:8.1f} s  {'ok' if ok else 'FAILED'}")
    for each in result.counts:
        goal = f"goal {each.goal}" if each.goal else ""
        missed = "" if each.reached else "  MISSED"
        print(f"    {each.what:52}{shown(each):>12}  {goal}{missed}")
    if result.note:
        print(f"    ({result.note})")
    for story in result.stories:
        print(f"    ! {story}")
    sys.stdout.flush()
    return ok


def _run(module: str, prefix: Sequence[str], size: Size, seed: int) -> Result:
    """The result of one test; what it leaves behind, processes and files, is removed."""
    with tempfile.TemporaryDirectory(prefix="kinerja-faults-") as folder:
        os.chmod(folder, 0o755)  # two users go in and out
        answer = Path(folder) / "result.json"
        process = subprocess.Popen(
            [*prefix, sys.executable, "-m", "tests.faults.one", module, size, str(seed), answer],
            cwd=HERE,
            env=_environment(folder),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        try:
            said = process.communicate(timeout=PATIENCE[size])[1]
        except subprocess.TimeoutExpired:
            return Result((), (f"not ready after {PATIENCE[size]:.0f} s",))
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        if process.returncode or not answer.exists():
            return Result((), (f"broke off: {_end(said)}",))
        return msgspec.json.decode(answer.read_bytes(), type=Result)


def _environment(folder: str) -> dict[str, str]:
    """No person's own settings; all temporary files below `folder`."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("KINERJA", "XDG"))
    }
    return {
        **kept,
        "TMPDIR": folder,
        "HOME": folder,
        "LANG": "C.UTF-8",
        "PYTHONHASHSEED": "0",
    }


def _end(said: bytes) -> str:
    return " | ".join(said.decode(errors="replace").strip().splitlines()[-3:])


if __name__ == "__main__":
    raise SystemExit(main())
