"""A terminal for measuring: it starts a program, presses keys and counts what comes back."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import struct
import subprocess
import termios
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

_QUIET = 0.05
"""Seconds without a byte after which an answer has ended."""
_STANDS = 0.3
_MOST = 3.0
_SOON = 0.5
_PATIENCE = 20.0
_REPLIES = (
    (b"\x1b[?2026$p", b"\x1b[?2026;2$y"),
    (b"\x1b[c", b"\x1b[?62;22c"),
    (b"\x1b[>c", b"\x1b[>41;354;0c"),
    (b"\x1b[6n", b"\x1b[1;1R"),
)
"""What programs ask, and what a plain terminal answers."""


class NoAnswer(SystemExit):
    """The program cannot be measured; the message says why."""


class Program:
    """A program on a pseudo-terminal of `size` (columns, lines) that answers what it asks."""

    def __init__(
        self, command: Sequence[str], size: tuple[int, int], environment: Mapping[str, str]
    ) -> None:
        self.name = command[0]
        self.start = time.perf_counter()
        self._ours, theirs = pty.openpty()
        columns, lines = size
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        own = {key: value for key, value in os.environ.items() if key != "NO_COLOR"}
        self.process = subprocess.Popen(
            command,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env=own | {"TERM": "xterm-256color"} | dict(environment),
            start_new_session=True,
        )
        os.close(theirs)

    def answer(self, quiet: float, most: float = _MOST) -> tuple[int, float]:
        """The bytes that come until nothing comes for `quiet` seconds, or for `most` seconds of a
        program that never rests; and the time of the last.
        """
        begun = last = time.perf_counter()
        count = 0
        while time.perf_counter() - begun < most:
            if not select.select([self._ours], [], [], quiet)[0]:
                break
            try:
                data = os.read(self._ours, 1 << 16)
            except OSError:
                break
            if not data:
                break
            count, last = count + len(data), time.perf_counter()
            for question, reply in _REPLIES:
                if question in data:
                    os.write(self._ours, reply)
        return count, last

    def press(self, key: str) -> tuple[int, float]:
        """The bytes and the milliseconds of a key's answer."""
        begun = time.perf_counter()
        os.write(self._ours, key.encode())
        if not select.select([self._ours], [], [], 2.0)[0]:
            return 0, 0.0
        count, last = self.answer(_QUIET, _SOON)
        return count, (last - begun) * 1000

    def first(self, least: int = 1000) -> tuple[int, float]:
        """The bytes, at least so many, and the milliseconds of the first screen."""
        if not select.select([self._ours], [], [], _PATIENCE)[0]:
            raise NoAnswer(f"{self.name} shows nothing")
        total, last = 0, self.start
        while total < least:
            count, last = self.answer(_STANDS)
            total += count
            if not count and self.process.poll() is not None:
                raise NoAnswer(f"{self.name} does not start")
            if not count and time.perf_counter() - self.start > _PATIENCE:
                raise NoAnswer(f"{self.name} does not come to a screen")
        return total, (last - self.start) * 1000

    def memory(self) -> float:
        """The most memory that it has had, in megabytes."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return next(int(line.split()[1]) for line in status.splitlines() if "VmHWM" in line) / 1000

    def end(self, key: str = "q") -> float:
        """The milliseconds from the key that ends it to its end."""
        begun = time.perf_counter()
        os.write(self._ours, key.encode())
        while self.process.poll() is None:
            if time.perf_counter() - begun > _PATIENCE:
                raise NoAnswer(f"{self.name} does not end")
            if select.select([self._ours], [], [], 0.001)[0]:
                try:
                    os.read(self._ours, 1 << 16)
                except OSError:
                    continue
        return (time.perf_counter() - begun) * 1000

    def close(self) -> None:
        """Kill what is left of it."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        os.close(self._ours)


@contextmanager
def opened(
    command: Sequence[str], size: tuple[int, int], environment: Mapping[str, str]
) -> Iterator[Program]:
    """A program that is gone afterwards."""
    program = Program(command, size, environment)
    try:
        yield program
    finally:
        program.close()
