"""What the workspace costs on the line, with our driver and with the stock one beside each other.

Usage: python -m bench.wire [--runs N] [--indicators N] [--size 80x24]

Each run starts the workspace on a pseudo-terminal and presses keys. Printed are medians: bytes of
the first screen, of a key, of a key that scrolls, of a dialog, of idling; milliseconds from a key
to the last byte of its answer, and of the end; memory. Times exclude the network. Fails when the
workspace does not come to a useful screen or does not end by itself.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from contextlib import AbstractContextManager
from pathlib import Path

from bench.store import write_store
from bench.terminal import Program, opened

_DRIVERS = (("ours", "0"), ("stock", "1"))
Figures = dict[str, list[float]]
_GOALS = {
    "first screen, B": "3000",
    "first screen, ms": "1.6x a one-Static app",
    "Down, B": "250",
    "Down, ms": "4 (p95 8)",
    "scrolling Down, B": "300",
    "scrolling Down, ms": "",
    "typed digit, B": "60",
    "typed decimal, B": "60",
    "help opens, B": "1500",
    "help closes, B": "",
    "idle 1 s, B": "0",
    "end, ms": "80",
    "peak memory, MB": "45",
}


def main() -> int:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("--runs", type=int, default=3)
    options.add_argument("--indicators", type=int, default=1000)
    options.add_argument("--size", default="80x24")
    given, _ = options.parse_known_args()
    columns, lines = map(int, given.size.split("x"))
    with tempfile.TemporaryDirectory() as folder:
        records = write_store(Path(folder) / "records", given.indicators)
        found: dict[str, Figures] = {name: {} for name, _ in _DRIVERS}
        for run in range(given.runs + 1):
            for name, plain in _DRIVERS:
                figures = found[name] if run else {}  # the first run fills caches
                with _workspace(records, (columns, lines), plain) as program:
                    _measure(program, lines, figures)
    print(f"{given.size}, {given.indicators} indicators{'ours':>12}{'stock':>10}   goal (ours)")
    for what, goal in _GOALS.items():
        ours, stock = (statistics.median(found[name][what]) for name, _ in _DRIVERS)
        print(f"{what:25}{ours:12.1f}{stock:10.1f}   {goal}")
    return 0


def _workspace(records: Path, size: tuple[int, int], plain: str) -> AbstractContextManager[Program]:
    command = (sys.executable, "-m", "kinerja_tui", "--records", str(records))
    return opened(command, size, {"KINERJA_PLAIN_DRIVER": plain})


def _measure(program: Program, lines: int, figures: Figures) -> None:
    def note(what: str, number: float) -> None:
        figures.setdefault(what, []).append(number)

    def noted(what: str, answers: list[tuple[int, float]]) -> None:
        for count, taken in answers:
            note(f"{what}, B", count)
            if f"{what}, ms" in _GOALS:
                note(f"{what}, ms", taken)

    noted("first screen", [program.first()])
    note("idle 1 s, B", program.answer(1.0, 1.0)[0])
    noted("Down", [program.press("\x1b[B") for _ in range(lines // 3)])
    for _ in range(lines):
        program.press("\x1b[B")
    noted("scrolling Down", [program.press("\x1b[B") for _ in range(10)])
    noted("help opens", [program.press("?")])
    noted("help closes", [program.press("\x1b")])
    program.press("e")
    noted("typed digit", [program.press(digit) for digit in "712"])
    program.press("\x7f")
    program.press(",")
    noted("typed decimal", [program.press(digit) for digit in "34"])
    program.press("\x1b")
    note("peak memory, MB", program.memory())
    note("end, ms", program.end())


if __name__ == "__main__":
    raise SystemExit(main())
