"""Textual's output, piece by piece, and what of it goes to the terminal."""

from __future__ import annotations

import re

from kinerja_tui.tui.wire.frame import is_frame, parse
from kinerja_tui.tui.wire.shadow import Shadow

SYNC_START, SYNC_END = "\x1b[?2026h", "\x1b[?2026l"
_LARGE = 1024
"""What is shorter goes in one packet: nobody sees half of it, so it needs no marks around it."""

_POINTER = re.compile(r"\x1b\]22;[^\x07\x1b]*\x07")
"""The shape of the mouse's pointer, which Textual sets anew with every screen."""

# Modes, questions, titles, the clipboard, the bell: they leave cells, look and cursor alone.
# Other screens (47, 1047, 1049), widths (3), the place of the origin (6) and margins (69) do not.
_HARMLESS = re.compile(
    r"(?:\x1b\[\?(?!(?:3|6|47|69|1047|1048|1049)[hl])\d+[hl]|\x1b\[\?\d+\$p|\x1b\[[<>=][\d;]*[a-z]"
    r"|\x1b\[\?u|\x1b\[>?c|\x1b\[[56]n|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x07)*"
)


class Stream:
    """It remembers the screen from frame to frame."""

    def __init__(self) -> None:
        """A stream to a terminal of which nothing is known."""
        self.shadow: Shadow | None = None
        self._held = False
        self._pointer = "\x1b]22;default\x07"

    def forget(self) -> None:
        """What the terminal shows is not known any more."""
        self.shadow = None

    def send(self, data: str, size: tuple[int, int]) -> str:
        """What to send to a terminal of `size` (columns, lines) so that it shows what `data` says.

        What is not understood is sent as it is, and the screen forgotten.
        """
        if data == SYNC_START:
            self._held = True
            return ""
        if data == SYNC_END:
            held, self._held = self._held, False
            return "" if held else data
        if _POINTER.fullmatch(data):
            known, self._pointer = self._pointer, data
            return "" if data == known else self._released(data)
        if is_frame(data):
            data = self._frame(data, size)
            return self._released(data) if len(data) > _LARGE else data
        if not _HARMLESS.fullmatch(data):
            self.forget()
        return self._released(data)

    def _released(self, data: str) -> str:
        """`data` behind the mark that was held back."""
        held, self._held = self._held, False
        return SYNC_START + data if held and data else data

    def _frame(self, data: str, size: tuple[int, int]) -> str:
        frame = parse(data)
        if frame is None:
            self.forget()
            return data
        shadow = self.shadow
        if shadow is None or shadow.size != size:
            shadow = self.shadow = Shadow(*size)
        painted = shadow.paint(frame)
        if painted is None or shadow is not self.shadow:
            # Not of this size; or a signal came in between, and the screen was forgotten.
            self.forget()
            return data
        return painted
