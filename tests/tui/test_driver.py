"""What reaches the terminal: no colour where none is wanted, and a terminal that is put back."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kinerja_tui.tui.driver import without_colour
from tests.tui.desks import ROOT, sample

COLOURS = re.compile(rb"\x1b\[(?:[0-9;]*;)?(?:3[0-9]|4[0-9]|9[0-7]|10[0-7])(?:;[0-9;]*)?m")
REVERSE = re.compile(rb"\x1b\[(?:[0-9;]*;)?7m")
PROGRAM = """
import sys
from pathlib import Path
from kinerja_tui.locale import INDONESIAN
from kinerja_tui.tui.app import open_workspace
sys.exit(open_workspace(Path(sys.argv[1]), "biro-osdm", 2022, INDONESIAN, None, False))
"""


@pytest.mark.parametrize(
    ("given", "left"),
    [
        ("\x1b[31mred\x1b[0m", "red\x1b[0m"),
        ("\x1b[1;38;2;1;2;3;48;5;7mx\x1b[0m", "\x1b[1mx\x1b[0m"),
        ("\x1b[7;39;49mx", "\x1b[7mx"),
        ("\x1b[2mdim\x1b[0m \x1b[4;91mx", "\x1b[2mdim\x1b[0m \x1b[4mx"),
        ("\x1b[38:2::1:2:3mx", "x"),
        ("\x1b[mx\x1b[12;30H", "\x1b[mx\x1b[12;30H"),
        ("\x1b[?2026h38;5;1m", "\x1b[?2026h38;5;1m"),
    ],
)
def test_colours_go_and_everything_else_stays(given: str, left: str) -> None:
    assert without_colour(given) == left


@pytest.mark.parametrize("colours", [True, False])
def test_a_real_terminal_gets_colours_only_when_it_wants_them(
    colours: bool, tmp_path: Path
) -> None:
    written = b"".join(session({} if colours else {"NO_COLOR": "1"}, tmp_path))
    assert b"mendekati" in written or b"near" in written
    assert bool(COLOURS.search(written)) is colours
    assert REVERSE.search(written)
    assert b"\x1b[?1003h" not in written
    assert written.rindex(b"\x1b[?1049l") > written.rindex(b"\x1b[?1049h")


def session(extra: dict[str, str], folder: Path) -> Iterator[bytes]:
    """What the workspace writes until `q`, which is pressed when the table stands."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm-256color", **extra}
    environment |= {"COLUMNS": "80", "LINES": "24"}
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(sample(folder))],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        cwd=folder,
        env=environment,
    ) as running:
        os.close(theirs)
        seen = b""
        pressed = False
        while piece := read(ours):
            yield piece
            seen += piece
            if not pressed and b"100,40%" in seen:
                os.write(ours, b"q")
                pressed = True
        assert running.wait(30) == 0
    os.close(ours)


def read(descriptor: int) -> bytes:
    """The next bytes; none when the other side has gone."""
    try:
        return os.read(descriptor, 65536)
    except OSError:
        return b""
