"""A long text to read: it scrolls by lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.strip import Strip

from kinerja_tui.tui.lines import BLANK, Line, Piece, line, plain
from kinerja_tui.tui.widgets.panel import Painted

SIGN = ">"
"""Stands before the line that commands are about."""


class Sheet(Painted):
    """Lines made for the width at hand by `make`; the line `mark` has a sign before it."""

    DEFAULT_CSS = "Sheet { height: 1fr; width: 1fr; }"

    def __init__(
        self, make: Callable[[int], Sequence[Line]], moved: Callable[[], None], ascii_only: bool
    ) -> None:
        """A text that `make` gives for a width in cells; `moved` is called when it scrolls."""
        super().__init__()
        self.ascii_only = ascii_only
        self.lines: Sequence[Line] = ()
        self.top = 0
        self.mark = -1
        self._make = make
        self._moved = moved

    @property
    def text(self) -> str:
        """The whole text."""
        return plain(self.lines)

    @property
    def last_top(self) -> int:
        """The furthest it scrolls."""
        return max(len(self.lines) - self.size.height, 0)

    def on_resize(self) -> None:
        """Make the text anew for the width."""
        self.lines = self._make(self.size.width)
        self.top = min(self.top, self.last_top)
        self.refresh()
        self._moved()

    def renew(self) -> None:
        """Make the text anew from what is known now; what is in sight stays in sight when lines
        came or went only above it.
        """
        old, before, drawn = self.lines, self.top, self._in_sight()
        self.lines = self._make(self.size.width)
        if before > 0 and before >= len(old) - _alike_at_the_end(old, self.lines):
            self.top += len(self.lines) - len(old)
        self.top = max(min(self.top, self.last_top), 0)
        self._moved()
        self._redraw(drawn)

    def point(self, at: int) -> None:
        """Put the sign before the line `at`, and the line in sight."""
        drawn, top = self._in_sight(), self.top
        self.mark = at
        if not self.top <= at < self.top + self.size.height:
            self.top = max(min(at - 1, self.last_top), 0)
        if self.top != top:
            self.refresh()
            self._moved()
        else:
            self._redraw(drawn)

    def _in_sight(self) -> list[Line]:
        return [self._line(self.top + y) for y in range(self.size.height)]

    def _redraw(self, before: Sequence[Line]) -> None:
        """Draw the lines that differ from those that were in sight before."""
        for y, (old, new) in enumerate(zip(before, self._in_sight(), strict=True)):
            self.repaint(y, old, new)

    def _line(self, at: int) -> Line:
        found = _at(self.lines, at)
        return _signed(found) if at == self.mark else found

    def scroll_lines(self, lines: int) -> None:
        """Scroll down, or up."""
        self.go(self.top + lines)

    def scroll_pages(self, pages: int) -> None:
        """Scroll by whole screens."""
        self.go(self.top + pages * max(self.size.height - 1, 1))

    def go(self, top: int) -> None:
        """Put the line `top` first."""
        top = max(min(top, self.last_top), 0)
        if top != self.top:
            self.top = top
            self.refresh()
            self._moved()

    def render_line(self, y: int) -> Strip:
        """The line of the text."""
        return self.strip(self._line(self.top + y))


def _at(lines: Sequence[Line], at: int) -> Line:
    return lines[at] if at < len(lines) else BLANK


def _signed(found: Line) -> Line:
    """The line with a sign in its margin."""
    first, *rest = found or (Piece(" "),)
    return line(SIGN, first._replace(text=first.text.removeprefix(" ")), *rest)


def _alike_at_the_end(old: Sequence[Line], new: Sequence[Line]) -> int:
    """How many lines at the end of both are the same."""
    many = 0
    for one, other in zip(reversed(old), reversed(new), strict=False):
        if one != other:
            break
        many += 1
    return many
