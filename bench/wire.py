"""What the workspace costs on the line, with our driver and with the stock one beside each other.

Usage: python -m bench.wire [--runs N] [--indicators N] [--size 80x24]

Each run starts the workspace on a pseudo-terminal and presses keys. Printed are medians: bytes of
the first screen, of a key, of a key that scrolls, of a dialog, of idling; milliseconds from a key
to the last byte of its answer, and of the end; memory. Times exclude the network. Fails when the
workspace does not come to a useful screen or does not end by itself.
"""

from __future__ import annotations

import argparse
import fcntl
import os
import pty
import select
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.store import write_store

_QUIET = 0.05
"""Seconds without a byte after which an answer has ended."""
_STANDS = 0.3
_PATIENCE = 20.0
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
    "help opens, B": "1500",
    "help closes, B": "",
    "idle 1 s, B": "0",
    "end, ms": "80",
    "peak memory, MB": "45",
}


class Program:
    """The workspace on a terminal of a given size."""

    def __init__(self, records: Path, size: tuple[int, int], plain: str) -> None:
        self.start = time.perf_counter()
        self._ours, theirs = pty.openpty()
        columns, lines = size
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        environment = {key: value for key, value in os.environ.items() if key != "NO_COLOR"}
        self.process = subprocess.Popen(
            (sys.executable, "-m", "kinerja_tui", "--records", str(records)),
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env=environment | {"TERM": "xterm-256color", "KINERJA_PLAIN_DRIVER": plain},
            start_new_session=True,
        )
        os.close(theirs)

    def answer(self, quiet: float) -> tuple[int, float]:
        """The bytes that come until nothing comes any more, and the time of the last."""
        count, last = 0, time.perf_counter()
        while time.perf_counter() - self.start < _PATIENCE * 10:
            if not select.select([self._ours], [], [], quiet)[0]:
                break
            try:
                data = os.read(self._ours, 1 << 16)
            except OSError:
                break
            if not data:
                break
            count, last = count + len(data), time.perf_counter()
            if b"\x1b[?2026$p" in data:  # a terminal that knows the marks around frames says so
                os.write(self._ours, b"\x1b[?2026;2$y")
        return count, last

    def press(self, key: str) -> tuple[int, float]:
        """The bytes and the milliseconds of a key's answer."""
        begun = time.perf_counter()
        os.write(self._ours, key.encode())
        if not select.select([self._ours], [], [], 2.0)[0]:
            return 0, 0.0
        count, last = self.answer(_QUIET)
        return count, (last - begun) * 1000

    def first(self) -> tuple[int, float]:
        """The bytes and the milliseconds of the first screen."""
        if not select.select([self._ours], [], [], _PATIENCE)[0]:
            raise SystemExit("the workspace shows nothing")
        total, last = 0, self.start
        while total < 1000:
            count, last = self.answer(_STANDS)
            total += count
            if not count and self.process.poll() is not None:
                raise SystemExit("the workspace does not start")
        return total, (last - self.start) * 1000

    def memory(self) -> float:
        """The most memory that it has had, in megabytes."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return next(int(line.split()[1]) for line in status.splitlines() if "VmHWM" in line) / 1000

    def end(self) -> float:
        """The milliseconds from `q` to its end."""
        begun = time.perf_counter()
        os.write(self._ours, b"q")
        while self.process.poll() is None:
            if time.perf_counter() - begun > _PATIENCE:
                raise SystemExit("the workspace does not end")
            if select.select([self._ours], [], [], 0.001)[0]:
                try:
                    os.read(self._ours, 1 << 16)
                except OSError:
                    continue
        return (time.perf_counter() - begun) * 1000

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        os.close(self._ours)


@contextmanager
def _opened(records: Path, size: tuple[int, int], plain: str) -> Iterator[Program]:
    program = Program(records, size, plain)
    try:
        yield program
    finally:
        program.close()


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
                with _opened(records, (columns, lines), plain) as program:
                    _measure(program, lines, figures)
    print(f"{given.size}, {given.indicators} indicators{'ours':>12}{'stock':>10}   goal (ours)")
    for what, goal in _GOALS.items():
        ours, stock = (statistics.median(found[name][what]) for name, _ in _DRIVERS)
        print(f"{what:25}{ours:12.1f}{stock:10.1f}   {goal}")
    return 0


def _measure(program: Program, lines: int, figures: Figures) -> None:
    def note(what: str, number: float) -> None:
        figures.setdefault(what, []).append(number)

    def noted(what: str, answers: list[tuple[int, float]]) -> None:
        for count, taken in answers:
            note(f"{what}, B", count)
            if f"{what}, ms" in _GOALS:
                note(f"{what}, ms", taken)

    noted("first screen", [program.first()])
    note("idle 1 s, B", program.answer(1.0)[0])
    noted("Down", [program.press("\x1b[B") for _ in range(lines // 3)])
    for _ in range(lines):
        program.press("\x1b[B")
    noted("scrolling Down", [program.press("\x1b[B") for _ in range(10)])
    noted("help opens", [program.press("?")])
    noted("help closes", [program.press("\x1b")])
    program.press("e")
    noted("typed digit", [program.press(digit) for digit in "712"])
    program.press("\x1b")
    note("peak memory, MB", program.memory())
    note("end, ms", program.end())


if __name__ == "__main__":
    raise SystemExit(main())
