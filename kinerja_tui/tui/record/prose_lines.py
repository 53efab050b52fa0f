"""The rows of a text around its caret, as lines of the screen."""

from __future__ import annotations

from typing import NamedTuple

from kinerja_tui.report.safe import one_line
from kinerja_tui.report.width import wide
from kinerja_tui.tui.lines import BLANK, Line, Piece, line
from kinerja_tui.tui.record.prose import Prose, rows


class Window(NamedTuple):
    """The lines, the number of the first row among them, and where the caret is when not every row
    is in sight: `3/40 `.
    """

    lines: list[Line]
    top: int
    position: str


def window(prose: Prose, width: int, room: int, top: int) -> Window:
    """`room` lines of the text in rows of `width` cells, from the row `top` if the caret is in
    sight then.
    """
    every = rows(prose.text, width)
    at, cell = prose.caret(width)
    top = max(min(top, at), at - room + 1, 0)
    top = min(top, max(len(every) - room, 0))
    found: list[Line] = []
    for number in range(top, top + room):
        if number >= len(every):
            found.append(BLANK)
            continue
        text = one_line(prose.text[every[number].start : every[number].end])
        found.append(_row(text, cell if number == at else None))
    return Window(found, top, f"{at + 1}/{len(every)} " if len(every) > room else "")


def _row(text: str, caret: int | None) -> Line:
    """A row of the text; the character under the caret is reversed."""
    if caret is None:
        return line("  ", text)
    index = 0
    while index < len(text) and wide(text[:index]) < caret:
        index += 1
    under = text[index : index + 1] or " "
    return line("  ", text[:index], Piece(under, "reverse"), text[index + 1 :])
