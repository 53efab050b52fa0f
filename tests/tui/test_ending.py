"""How the workspace begins and ends in a real terminal: what it brings in before the first frame,
and what a dropped line or the system's wish to end leave behind.
"""

from __future__ import annotations

import fcntl
import json
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kinerja_tui.store.state.sessions import others
from tests.tui.desks import IP_ASN, ROOT, sample
from tests.tui.together import colleague

PROGRAM = """
import fcntl, sys, termios
from pathlib import Path
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
from kinerja_tui.locale import INDONESIAN
from kinerja_tui.tui.app import open_workspace
sys.exit(open_workspace(Path(sys.argv[1]), "biro-osdm", 2022, INDONESIAN, None, False))
"""
_PATIENCE = 30.0


class Terminal:
    """The workspace on a terminal of its own, which it controls."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.seen = b""
        self.fd, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.running = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, str(root)],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env={**os.environ, "TERM": "xterm-256color", "PYTHONPATH": str(ROOT)}
            | {"KINERJA_USER": "budi"},
            start_new_session=True,
        )
        os.close(theirs)

    def until(self, condition: Callable[[], bool]) -> None:
        """Take what it writes until the condition holds."""
        deadline = time.monotonic() + _PATIENCE
        while not condition():
            assert time.monotonic() < deadline, self.seen[-2000:]
            self.take(0.02)

    def take(self, seconds: float) -> None:
        if select.select([self.fd], [], [], seconds)[0]:
            try:
                self.seen += os.read(self.fd, 65536)
            except OSError:
                return

    def press(self, keys: str, shows: str) -> None:
        """Press keys, and wait until the screen shows what they lead to."""
        self.seen = b""
        os.write(self.fd, keys.encode())
        self.until(lambda: shows.encode() in self.seen)

    def ended(self) -> int:
        """The exit code."""
        self.until(lambda: self.running.poll() is not None)
        os.close(self.fd)
        return self.running.returncode

    def drafts(self) -> list[str]:
        found = (self.root / ".kinerja/drafts").glob("*/*.json")
        return [json.loads(each.read_text("utf-8"))["text"] for each in found]

    def sessions(self) -> list[Path]:
        return list((self.root / ".kinerja/sessions").glob("*.json"))


def typing(root: Path) -> Terminal:
    """Somebody has just typed 77 into the first indicator."""
    terminal = Terminal(root)
    terminal.until(lambda: b"100,40%" in terminal.seen and bool(terminal.sessions()))
    terminal.press("j", "IK 1")
    terminal.press("e", "Enter")
    terminal.press("77", "126,23%")
    return terminal


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_keeps_what_is_typed_and_puts_the_terminal_back(
    number: signal.Signals, tmp_path: Path
) -> None:
    terminal = typing(sample(tmp_path))
    terminal.running.send_signal(number)
    assert terminal.ended() == 128 + number
    assert terminal.drafts() == ["77"] and terminal.sessions() == []
    assert b"\x1b[?1049l" in terminal.seen and b"Traceback" not in terminal.seen


def test_a_dropped_line_keeps_what_is_typed(tmp_path: Path) -> None:
    terminal = typing(sample(tmp_path))
    os.close(terminal.fd)
    assert terminal.running.wait(_PATIENCE) == 128 + signal.SIGHUP
    assert terminal.drafts() == ["77"] and terminal.sessions() == []


def test_a_killed_workspace_loses_no_more_than_a_second(tmp_path: Path) -> None:
    root = sample(tmp_path)
    terminal = typing(root)
    terminal.until(lambda: terminal.drafts() == ["77"])
    terminal.running.kill()
    assert terminal.ended() == -signal.SIGKILL
    assert others(root, "") == ()
    again = Terminal(root)
    again.until(lambda: b"IK 1 2022   77" in again.seen)
    again.press("\r", "126,23%")
    os.write(again.fd, b"\r")
    again.until(lambda: "value = 77\n" in (root / IP_ASN).read_text("utf-8"))
    again.until(lambda: again.drafts() == [])
    os.write(again.fd, b"q")
    assert again.ended() == 0
    assert again.sessions() == []


def test_nothing_is_written_while_nothing_happens_and_news_are_short(tmp_path: Path) -> None:
    root = sample(tmp_path)
    terminal = Terminal(root)
    terminal.until(lambda: b"100,40%" in terminal.seen and bool(terminal.sessions()))
    terminal.press("j", "IK 1")
    while select.select([terminal.fd], [], [], 1.0)[0]:
        terminal.take(0)
    terminal.seen = b""
    colleague(root, "65")
    terminal.until(lambda: b"106,56%" in terminal.seen)
    while select.select([terminal.fd], [], [], 1.0)[0]:
        terminal.take(0)
    assert len(terminal.seen) <= 1500
    os.write(terminal.fd, b"q")
    assert terminal.ended() == 0


LATE = (
    "watchfiles",
    "kinerja_tui.store.watching",
    "kinerja_tui.store.writing",
    "kinerja_tui.store.state",
    "kinerja_tui.tui.past",
    "kinerja_tui.tui.history",
    "kinerja_tui.tui.modes.conflict",
    "kinerja_tui.tui.modes.offering",
)
START = """
import sys
from pathlib import Path
from kinerja_tui.locale import ENGLISH, Words
from kinerja_tui.tui.company import Presence
from kinerja_tui.tui.desk import Desk
from kinerja_tui.tui.screens.live import Live
from kinerja_tui.tui.shelf import Folder
from kinerja_tui.tui.workspace import Workspace
root = Path(sys.argv[1])
company, folder = Presence(root), Folder(root)
folder.settle()
desk = Desk(folder, "biro-osdm", 2022, Words(ENGLISH), None, company)
app = Workspace(desk)
loaded = []
def begin(self):
    loaded.extend(sys.modules)
    self._screen.app.exit()
Live.begin = begin
app.run(headless=True, size=(80, 24))
print("\\n".join(loaded))
"""


def test_the_first_frame_brings_in_nothing_that_can_wait(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", START, str(sample(tmp_path))],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    loaded = done.stdout.split()
    assert "textual.app" in loaded and "kinerja_tui.tui.screens.live" in loaded
    assert [name for name in loaded if name.startswith(LATE)] == []
