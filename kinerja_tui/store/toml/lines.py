"""Lines and columns of many places in one text, each found without reading the text again."""

from __future__ import annotations

import re
from bisect import bisect_right

from kinerja_tui.store.disk.excerpt import window

_MARK = "\ufeff"


class Lines:
    """The lines of a text; a byte order mark at its start has no column."""

    def __init__(self, text: str) -> None:
        """Find where the lines begin."""
        self._text = text
        self._starts = [0, *(found.end() for found in re.finditer("\n", text))]

    def place(self, offset: int) -> tuple[int, int]:
        """The line and column, both from 1, of a character of the text."""
        line = bisect_right(self._starts, offset)
        column = offset - self._starts[line - 1] + 1
        return line, max(column - 1, 1) if line == 1 and self._text[:1] == _MARK else column

    def excerpt(self, line: int, column: int) -> str:
        """The line around the column with a caret below, as `window` shows it."""
        start = self._starts[line - 1]
        end = self._text.find("\n", start)
        shown = self._text[start : end if end >= 0 else len(self._text)].removesuffix("\r")
        return window(shown.removeprefix(_MARK) if line == 1 else shown, column)
