"""How long the commands take, as ratios to `python -c "import typer"` in the same run.

Usage: python -m bench [--runs N]

Prints one line a command: median milliseconds, the ratio to the floor, and the goal. Commands and
floor take turns, so that a machine that slows down slows both. Fails when nothing can be measured.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from bench.store import write_store

FLOOR = (sys.executable, "-c", "import typer")
RECORDS = Path(__file__).resolve().parent.parent / "records"


def main() -> int:
    """Measure and print; 1 when a command fails."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("--runs", type=int, default=11)
    options.add_argument("--indicators", type=int, default=1000)
    given, _ = options.parse_known_args()
    with tempfile.TemporaryDirectory() as folder:
        large = write_store(Path(folder) / "records", given.indicators)
        os.environ["XDG_CACHE_HOME"] = f"{folder}/cache"
        export = ("--records", str(large), "export", "--to", f"{folder}/out")
        cases: tuple[tuple[str, Sequence[str], float], ...] = (
            ("--version", _kinerja("--version"), 1.2),
            ("status, the sample", _kinerja("--records", str(RECORDS), "status"), 2.0),
            (
                f"status, {given.indicators} indicators",
                _kinerja("--records", str(large), "status", "--no-cache"),
                4.5,
            ),
            (f"export, {given.indicators} indicators, cold", _kinerja(*export, "--no-cache"), 4.5),
            (f"export, {given.indicators} indicators, cached", _kinerja(*export), 2.7),
        )
        for name, command, goal in cases:
            ratio, median = paired(command, given.runs)
            print(f"{name:40} {median * 1000:7.1f} ms  {ratio:5.2f}x  goal {goal}x")
    return 0


def _kinerja(*arguments: str) -> tuple[str, ...]:
    return (sys.executable, "-m", "kinerja_tui", *arguments)


def paired(command: Sequence[str], runs: int) -> tuple[float, float]:
    """The median ratio of `command` to the floor over pairs run in turn, and its median seconds."""
    once(command), once(FLOOR)
    pairs = [(once(command), once(FLOOR)) for _ in range(runs)]
    return statistics.median(a / b for a, b in pairs), statistics.median(a for a, _ in pairs)


def once(command: Sequence[str]) -> float:
    """Seconds of one run; raises when the command fails."""
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}
    start = time.perf_counter()
    done = subprocess.run(command, capture_output=True, env=environment, check=False)
    taken = time.perf_counter() - start
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stderr.decode()}")
    return taken
