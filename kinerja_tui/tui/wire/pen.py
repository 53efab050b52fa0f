"""A pen over the terminal: it knows where the cursor stands and in which look it writes, and goes
everywhere by the shortest way.
"""

from __future__ import annotations

from collections.abc import Iterator

from kinerja_tui.tui.wire.cells import Cell, Row, sure
from kinerja_tui.tui.wire.looks import PLAIN, Look, change

_NEAR = 4
"""So many cells may be written again: to pass over them is no shorter."""


class Pen:
    """Codes and text gather in it; a place or look that is not certain is None."""

    def __init__(self, width: int) -> None:
        """A pen of which nothing is known, on lines of `width` cells."""
        self._out: list[str] = []
        self._width = width
        self._look: Look | None = None
        self._y: int | None = None
        self._x: int | None = None

    def take(self) -> str:
        """What is to be sent; after it the terminal writes plainly."""
        self.wear(PLAIN)
        text = "".join(self._out)
        self._out = []
        return text

    def wear(self, look: Look) -> None:
        """Write in `look` from here on."""
        if look != self._look:
            self._out.append(change(self._look, look))
            self._look = look

    def put(self, y: int, x: int, cell: Cell, line: Row) -> None:
        """Write a cell of `line`; what stands to the left of it is on the screen already."""
        text, look = cell
        if not text:
            return  # the sign before it has filled it
        if self._x != x or self._y != y:
            self._reach(y, x, line, look)
        if look != self._look:
            self.wear(look)
        self._out.append(text)
        # In the last column a terminal may hold the cursor back; and of a sign whose width
        # terminals see differently nobody knows where it leaves the cursor.
        self._x = x + 1 if x + 1 < self._width and sure(text) else None

    def go(self, y: int, x: int) -> None:
        """Put the cursor there."""
        if self._y != y or self._x != x:
            self._out.append(min(self._ways(y, x), key=_bytes))
            self._y, self._x = y, x

    def erase(self) -> None:
        """Empty the line from the cursor on."""
        self.wear(PLAIN)  # many terminals erase in the colour of the look
        self._out.append("\x1b[K")

    def clear(self) -> None:
        """Empty the screen."""
        self.wear(PLAIN)
        self._out.append("\x1b[2J")

    def scroll(self, top: int, bottom: int, by: int) -> None:
        """Move the lines from `top` to `bottom` up by so many lines; down where it is negative."""
        self.wear(PLAIN)
        self._out.append(f"\x1b[{top + 1};{bottom + 1}r")
        self._y = self._x = None
        # Every terminal knows these; the console of Linux has no code to scroll by itself.
        self.go(bottom if by > 0 else top, 0)
        self._out.append(("\x1bD" if by > 0 else "\x1bM") * abs(by))
        self._out.append("\x1b[r")
        self._y = self._x = None

    def between(self, y: int, first: int, last: int) -> bool:
        """Whether the cursor stands in the line `y`, in one of these cells."""
        return self._y == y and self._x is not None and first <= self._x <= last

    def _reach(self, y: int, x: int, line: Row, look: Look) -> None:
        """Go where `look` is worn next; over a few cells of this look or the one worn now by
        writing them again.
        """
        if self._y == y and self._x is not None and 0 < x - self._x <= _NEAR:
            cells = line[self._x : x]
            for worn in (self._look, look):
                again = "".join([cell[0] for cell in cells if cell and cell[1] == worn])
                if again.isascii() and len(again) == len(cells):
                    self.wear(worn or look)
                    self._out.append(again)
                    self._x = x
                    return
        self.go(y, x)

    def _ways(self, y: int, x: int) -> Iterator[str]:
        if x:
            yield f"\x1b[{y + 1};{x + 1}H"
        else:
            yield f"\x1b[{y + 1}H" if y else "\x1b[H"
        if self._y is None:
            return
        if y == self._y:
            yield f"\x1b[{x + 1}G" if x else "\r"
            if self._x is not None:
                yield _code(x - self._x, "C") if x > self._x else _code(self._x - x, "D")
                if x < self._x:
                    yield "\b" * (self._x - x)
            return
        if y == self._y + 1 and x == 0:
            yield "\r\n"
        if x == self._x:
            yield _code(y - self._y, "B") if y > self._y else _code(self._y - y, "A")


def _code(number: int, letter: str) -> str:
    return f"\x1b[{number}{letter}" if number > 1 else f"\x1b[{letter}"


def _bytes(codes: str) -> int:
    """How long codes are on the line, where the system puts a return before each newline."""
    return len(codes) + codes.count("\n")
