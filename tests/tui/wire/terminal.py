"""The workspace on a real terminal of its own, which an emulator shows."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios
import time
from codecs import getincrementaldecoder
from collections.abc import Callable
from pathlib import Path

from tests.tui.desks import ROOT
from tests.tui.wire.emulator import Emulator

_PROGRAM = """
import fcntl, os, sys, termios
from pathlib import Path
if "NO_TTY" not in os.environ:
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
from kinerja_tui.locale import INDONESIAN
from kinerja_tui.tui.app import open_workspace
sys.exit(open_workspace(Path(sys.argv[1]), "biro-osdm", 2022, INDONESIAN, None, False))
"""
_PATIENCE = 30.0


class Terminal:
    """A terminal of 80x24 in which the workspace runs on the records of `root`."""

    def __init__(self, root: Path, program: str = _PROGRAM, **environment: str) -> None:
        self.written = b""
        self._emulator = Emulator(80, 24)
        self._decoder = getincrementaldecoder("utf-8")()
        self.fd, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        known = {key: os.environ[key] for key in ("PATH", "HOME", "LANG") if key in os.environ}
        self.running = subprocess.Popen(
            [sys.executable, "-c", program, str(root)],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env=known
            | {"TERM": "xterm-256color", "PYTHONPATH": str(ROOT), "KINERJA_USER": "budi"}
            | environment,
            start_new_session=True,
        )
        os.close(theirs)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: object) -> None:
        if self.running.poll() is None:
            self.running.kill()
            self.running.wait()
        if self.fd >= 0:
            self.hang_up()

    def hang_up(self) -> None:
        """The line drops."""
        os.close(self.fd)
        self.fd = -1

    def press(self, keys: str) -> None:
        """Press keys."""
        os.write(self.fd, keys.encode())

    def shows(self, *texts: str) -> None:
        """Take what comes until the screen shows all of these."""
        self.until(lambda: all(text in self.screen for text in texts))

    def until(self, condition: Callable[[], bool]) -> None:
        """Take what comes until the condition holds."""
        deadline = time.monotonic() + _PATIENCE
        while not condition():
            assert time.monotonic() < deadline, self.screen
            self.take(0.02)

    def take(self, seconds: float) -> bool:
        """Take what comes within so many seconds; whether anything came."""
        if not select.select([self.fd], [], [], seconds)[0]:
            return False
        try:
            data = os.read(self.fd, 1 << 16)
        except OSError:
            return False
        self.written += data
        self._emulator.feed(self._decoder.decode(data))
        return bool(data)

    @property
    def screen(self) -> str:
        return self._emulator.text

    def state(self) -> tuple[object, ...]:
        """Every cell, the cursor, the title, once nothing more comes."""
        while self.take(0.3):
            pass
        return self._emulator.state()

    def ended(self) -> int:
        """The exit code."""
        self.until(lambda: self.running.poll() is not None)
        while self.take(0):
            pass
        return self.running.returncode
