"""What the terminal shows, what it is to show, and the bytes that lead from one to the other."""

from __future__ import annotations

from kinerja_tui.tui.wire.cells import BLANK, Row, sure_row
from kinerja_tui.tui.wire.frame import Frame, Span
from kinerja_tui.tui.wire.looks import PLAIN
from kinerja_tui.tui.wire.pen import Pen
from kinerja_tui.tui.wire.scrolling import find, moved

_FEW = 2
"""So many blanks are written rather than erased."""
_MANY = 5
"""Where more cells of a line become blank, it may be shorter to write it over an empty line."""


class Shadow:
    """A screen of which nothing is known at first."""

    def __init__(self, width: int, height: int) -> None:
        """The shadow of a screen of this size."""
        self.size = (width, height)
        self._pen = Pen(width)
        self._shown: list[Row] = [[None] * width for _ in range(height)]
        self._wanted: list[Row] = [[None] * width for _ in range(height)]
        self._gaps = True

    def paint(self, frame: Frame) -> str | None:
        """What shows the frame on the terminal; None when the frame is not of this size."""
        width, height = self.size
        if frame.y >= height or frame.x >= width or not all(map(self._fits, frame.spans)):
            return None
        for span in frame.spans:
            self._want(span)
        if self._gaps:
            self._clear()
        scroll = find(self._shown, self._wanted)
        if scroll is not None:
            self._pen.scroll(*scroll)
            self._shown[scroll.top : scroll.bottom + 1] = moved(self._shown, scroll)
        changed = [y for y, wanted in enumerate(self._wanted) if self._shown[y] != wanted]
        if 2 * len(changed) < height:
            changed.sort(key=lambda y: y != self._pen.line)  # no way leads to where the cursor is
        for y in changed:
            self._paint_line(y, self._shown[y], self._wanted[y])
        self._pen.go(frame.y, frame.x)
        return self._pen.take()

    def _fits(self, span: Span) -> bool:
        return span.y < self.size[1] and span.x + len(span.cells) <= self.size[0]

    def _want(self, span: Span) -> None:
        """Take over a span. Of a wide sign that it halves, terminals show the rest as they like."""
        row, end = self._wanted[span.y], span.x + len(span.cells)
        for x, other in ((span.x, span.x - 1), (end, end)):
            if other >= 0 and x < len(row) and row[x] is not None and not _text(row, x):
                row[other] = self._shown[span.y][other] = None
                self._gaps = True
        row[span.x : end] = span.cells

    def _clear(self) -> None:
        """Begin with an empty screen where little of it is known and all of it is to be painted."""
        unknown = sum(row.count(None) for row in self._shown)
        self._gaps = unknown > 0
        if 2 * unknown > self.size[0] * self.size[1] and not any(
            None in row for row in self._wanted
        ):
            self._pen.clear()
            self._shown = [[BLANK] * self.size[0] for _ in self._shown]
            self._gaps = False

    def _paint_line(self, y: int, shown: Row, wanted: Row) -> None:
        differing = [x for x, new in enumerate(wanted) if new is not None and new != shown[x]]
        if not differing:
            return
        first = differing[0]
        if not (sure_row(shown) and sure_row(wanted)):
            first = self._begin_anew(y, first, shown, wanted)
            tried = [self._painted(y, first, shown, wanted)]
        else:
            tried = [self._painted(y, first, shown, wanted)]
            blanks = [x for x in differing if wanted[x] == BLANK]
            if len(blanks) > _MANY and None not in wanted[first:]:
                pen = self._pen.fork()
                pen.erase(y, first, wanted)
                over = [*shown[:first], *[BLANK] * (len(shown) - first)]
                tried.append(self._painted(y, first, over, wanted, pen))
        self._pen.join(*tried)
        shown[first:] = [
            old if new is None else new
            for old, new in zip(shown[first:], wanted[first:], strict=True)
        ]

    def _painted(self, y: int, first: int, shown: Row, wanted: Row, pen: Pen | None = None) -> Pen:
        """A pen that has written what differs of a line, from the cell `first` on."""
        pen = pen or self._pen.fork()
        blank = len(wanted)
        while blank > first and wanted[blank - 1] == BLANK:
            blank -= 1
        worn = blank if self._ends_worn(shown, wanted, blank) else -1
        for x in range(first, blank + (worn >= 0)):
            cell = wanted[x]
            if cell is not None and (cell != shown[x] or x == worn):
                pen.put(y, x, cell, wanted)
        rest = [x for x in range(blank, len(wanted)) if shown[x] != BLANK and x != worn]
        if rest and rest[-1] - rest[0] < _FEW:
            for x in rest:
                pen.put(y, x, BLANK, wanted)
        elif rest:
            pen.erase(y, pen.between(y, blank, rest[0]) or rest[0], wanted)
        return pen

    @staticmethod
    def _ends_worn(shown: Row, wanted: Row, blank: int) -> bool:
        """Whether the line ends anew in a look. Then one blank follows: in what tmux and others
        print of their screen, cells that were never written do not end it.
        """
        last = wanted[blank - 1] if 0 < blank < len(wanted) else None
        return last is not None and last[1] != PLAIN and shown[blank - 1 :] != wanted[blank - 1 :]

    def _begin_anew(self, y: int, first: int, shown: Row, wanted: Row) -> int:
        """Where terminals may differ, the line is written again from its first difference on, over
        nothing, so that no half of a sign is left.
        """
        while first > 0 and not (_text(shown, first) and _text(wanted, first)):
            first -= 1
        if None in wanted[first:]:
            shown[first:] = [None] * (len(shown) - first)
            return first
        self._pen.erase(y, first, wanted)
        shown[first:] = [BLANK] * (len(shown) - first)
        return first


def _text(row: Row, x: int) -> str:
    """The sign in a cell; any other where it is not known, none in a wide sign's second cell."""
    cell = row[x]
    return "?" if cell is None else cell[0]
