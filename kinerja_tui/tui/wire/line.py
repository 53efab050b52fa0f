"""The line to the terminal, which may drop at any time."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import IO


class Line:
    """A file to write to; once the other side has gone, nothing happens any more.

    Textual's writing thread would die of the error, and whoever writes would wait for it forever.
    """

    def __init__(self, file: IO[str]) -> None:
        """The line behind `file`."""
        self._file = file
        self._gone = False

    def write(self, text: str) -> int:
        """Write; what cannot be written any more is dropped."""
        if not self._gone:
            try:
                self._file.write(text)
            except (OSError, ValueError):
                self._lose()
        return len(text)

    def flush(self) -> None:
        """Send what was written."""
        if not self._gone:
            try:
                self._file.flush()
            except (OSError, ValueError):
                self._lose()

    def fileno(self) -> int:
        """The file's number."""
        return self._file.fileno()

    def isatty(self) -> bool:
        """Whether it is a terminal."""
        return self._file.isatty()

    def _lose(self) -> None:
        """What is still to be sent goes nowhere; Python would fail of it once more at its end."""
        self._gone = True
        with suppress(OSError, ValueError):
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, self._file.fileno())
            os.close(nowhere)
