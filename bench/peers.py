"""What the workspace costs beside programs that its users know.

Usage: python -m bench.peers [--runs N] [--rows N] [--size 80x24]

Each program opens a table or a text of as many rows, as far as it is installed: posting, harlequin,
visidata (`vd`), vim, less; and an app of Textual with one Static, which is the floor. Printed are
medians, and for each that is missing that it is. Times exclude the network.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from bench.store import write_store
from bench.terminal import NoAnswer, opened

_FLOOR = """
import os
os.environ |= {"TEXTUAL_ANIMATIONS": "none", "TEXTUAL_THEME": "ansi-dark"}
from textual.app import App
from textual.widgets import Static
class Floor(App):
    BINDINGS = [("q", "quit", "")]
    def compose(self):
        yield Static("\\n".join(f"{n:4} " + "row " * 18 for n in range(24)))
Floor().run(mouse=False)
"""
_DOWN = "\x1b[B"
_MEASURES = (
    ("first screen, ms", 0),
    ("first screen, B", 0),
    ("Down, ms", 1),
    ("Down, B", 0),
    ("scrolling Down, B", 0),
    ("idle 1 s, B", 0),
    ("peak memory, MB", 1),
    ("end, ms", 0),
)


class Peer(NamedTuple):
    """A program: its command over a file of rows, the keys that end it, the least of its screen."""

    name: str
    command: Callable[[Path], tuple[str, ...]]
    end: str = "q"
    least: int = 500


_PEERS = (
    Peer("kinerja", lambda at: (sys.executable, "-m", "kinerja_tui", "--records", str(at / "r"))),
    Peer("one Static", lambda at: (sys.executable, "-c", _FLOOR)),
    Peer("posting", lambda at: ("posting", "--collection", str(at)), "\x03", 5000),
    Peer("harlequin", lambda at: ("harlequin", "--no-download-tzdata"), "\x11", 5000),
    Peer("visidata", lambda at: ("vd", "--config", "/dev/null", str(at / "rows.csv")), "gq"),
    Peer("vim", lambda at: ("vim", "-u", "NONE", str(at / "rows.csv")), ":q!\r"),
    Peer("less", lambda at: ("less", str(at / "rows.csv"))),
)


def main() -> int:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("--runs", type=int, default=3)
    options.add_argument("--rows", type=int, default=1000)
    options.add_argument("--size", default="80x24")
    given, _ = options.parse_known_args()
    columns, lines = map(int, given.size.split("x"))
    with tempfile.TemporaryDirectory() as folder:
        at = Path(folder)
        write_store(at / "r", given.rows)
        _write_rows(at / "rows.csv", given.rows)
        print(f"{given.size}, {given.rows} rows" + "".join(f"{what:>20}" for what, _ in _MEASURES))
        for peer in _PEERS:
            command = peer.command(at)
            if shutil.which(command[0]) is None:
                print(f"{peer.name:18}not installed")
                continue
            try:
                runs = [_measured(peer, command, (columns, lines)) for _ in range(given.runs + 1)]
            except NoAnswer as error:
                print(f"{peer.name:18}{error}")
                continue
            cells = (
                f"{statistics.median(run[what] for run in runs[1:]):20.{digits}f}"
                for what, digits in _MEASURES
            )
            print(f"{peer.name:18}" + "".join(cells), flush=True)
    return 0


def _measured(peer: Peer, command: tuple[str, ...], size: tuple[int, int]) -> dict[str, float]:
    with opened(command, size, {}) as program:
        count, taken = program.first(peer.least)
        idle = program.answer(1.0, 1.0)[0]
        downs = [program.press(_DOWN) for _ in range(size[1] // 3)]
        for _ in range(size[1]):
            program.press(_DOWN)
        scrolls = [program.press(_DOWN) for _ in range(10)]
        return {
            "first screen, ms": taken,
            "first screen, B": count,
            "Down, ms": statistics.median(ms for _, ms in downs),
            "Down, B": statistics.median(size for size, _ in downs),
            "scrolling Down, B": statistics.median(size for size, _ in scrolls),
            "idle 1 s, B": idle,
            "peak memory, MB": program.memory(),
            "end, ms": program.end(peer.end),
        }


def _write_rows(path: Path, rows: int) -> None:
    names = ",".join(f"column{n}" for n in range(8))
    lines = (f"{n},Indikator {n},61,{60 + n % 9}.5,100.56,tercapai,2022,x" for n in range(rows))
    path.write_text("\n".join((names, *lines)) + "\n", "utf-8")


if __name__ == "__main__":
    raise SystemExit(main())
