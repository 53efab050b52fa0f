"""The real workspace in a terminal of its own, which can be typed into, hung up and killed."""

from __future__ import annotations

import fcntl
import os
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

import pyte

from tests.faults.commands import HERE, command

ROWS, COLUMNS = 24, 80
PATIENCE = 20.0


class Terminal:
    """A terminal of 80x24 in which `kinerja` runs; `screen` is what it shows."""

    def __init__(self, root: Path, *arguments: str) -> None:
        self._ours, theirs = os.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        self._screen = pyte.Screen(COLUMNS, ROWS)
        self._stream = pyte.ByteStream(self._screen)
        self.process = subprocess.Popen(
            # setsid --ctty makes the terminal the session's own, so that hanging up is noticed.
            ("setsid", "--ctty", *command(root, *arguments)),
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            cwd=HERE,
            env={**os.environ, "TERM": "xterm-256color"},
        )
        os.close(theirs)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def screen(self) -> str:
        """The lines of the screen."""
        return "\n".join(self._screen.display)

    def type_(self, text: str) -> None:
        """Press keys."""
        os.write(self._ours, text.encode())

    def read(self, seconds: float) -> bool:
        """Take in what is written within some seconds; whether anything was."""
        ready, _, _ = select.select([self._ours], [], [], seconds)
        if not ready:
            return False
        try:
            data = os.read(self._ours, 1 << 16)
        except OSError:
            return False
        self._stream.feed(data)
        return bool(data)

    def until(self, holds: Callable[[str], bool], patience: float = PATIENCE) -> float | None:
        """Wait until the screen `holds`; the seconds, None when it did not come to that."""
        start = time.perf_counter()
        while time.perf_counter() - start < patience:
            if holds(self.screen):
                return time.perf_counter() - start
            self.read(0.02)
            if self.process.poll() is not None and not self.read(0):
                break
        return time.perf_counter() - start if holds(self.screen) else None

    def kill(self, number: signal.Signals) -> None:
        """Send a signal to the program."""
        self.process.send_signal(number)

    def hang_up(self) -> None:
        """The line is dropped."""
        os.close(self._ours)
        self._ours = -1

    def ended(self, patience: float = PATIENCE) -> bool:
        """Whether the program ends by itself in this time."""
        until = time.monotonic() + patience
        while time.monotonic() < until:
            if self._ours >= 0:
                self.read(0.02)
            try:
                self.process.wait(0.02)
            except subprocess.TimeoutExpired:
                continue
            return True
        return False

    def close(self) -> None:
        """End it, whatever it does."""
        self.process.kill()
        self.process.wait()
        if self._ours >= 0:
            self.hang_up()


@contextmanager
def opened(root: Path, shows: str) -> Iterator[Terminal]:
    """A workspace on the records, once it shows `shows`."""
    with Terminal(root) as terminal:
        if terminal.until(lambda screen: shows in screen) is None:
            raise RuntimeError(f"the workspace does not open: {terminal.screen.strip()}")
        yield terminal
