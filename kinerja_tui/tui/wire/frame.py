"""A frame as Textual writes it: where each piece of text goes, and where the cursor ends."""

from __future__ import annotations

import re
from typing import NamedTuple

from kinerja_tui.tui.wire.cells import Cell, put
from kinerja_tui.tui.wire.looks import PLAIN, Look, look_after

_BEGINS = re.compile("\n*\x1b\\[\\d+;\\d+H")
_TOKEN = re.compile(
    "\x1b\\[(\\d{1,5});(\\d{1,5})H|\x1b\\[([0-9;]*)m|(\n)|([^\x00-\x1f\x7f-\x9f\u2028\u2029]+)"
)


class Span(NamedTuple):
    """Cells written from one place to the right."""

    y: int
    x: int
    cells: list[Cell]


class Frame(NamedTuple):
    """What a frame paints, in order, and the cursor's place after it."""

    spans: list[Span]
    y: int
    x: int


def is_frame(data: str) -> bool:
    """Whether a piece of Textual's output paints: every frame begins by placing the cursor."""
    return _BEGINS.match(data) is not None


def parse(data: str) -> Frame | None:
    """The frame; None when anything in it is not understood, or when it does not end as one."""
    spans: list[Span] = []
    cells: list[Cell] = []
    look: Look | None = PLAIN
    placed = False
    y = x = end = 0
    for token in iter(_TOKEN.scanner(data).match, None):  # type: ignore[attr-defined]
        end = token.end()
        kind = token.lastindex
        if kind == 2:
            y, x = int(token[1]) - 1, int(token[2]) - 1
            if y < 0 or x < 0:
                return None
            cells, placed = [], True
            spans.append(Span(y, x, cells))
        elif kind == 3:
            if look is None or (look := look_after(token[3], look)) is None:
                return None
        elif kind == 4:
            placed = False  # where the text would go after it depends on the terminal
        elif not placed or look is None or not put(cells, token[5], look):
            return None
    if end != len(data) or not placed or cells or look != PLAIN:
        return None
    return Frame([span for span in spans if span.cells], y, x)
