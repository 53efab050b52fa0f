"""A pen over the terminal: it knows where the cursor stands and in which look it writes, and goes
everywhere by the shortest way.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kinerja_tui.tui.wire.cells import Cell, Row, sure
from kinerja_tui.tui.wire.looks import PLAIN, Look, change

_NEAR = 16
"""So many cells may be written again; more are never shorter than a code that passes over them."""


class Pen:
    """Codes and text gather in it; a place or look that is not certain is None."""

    def __init__(self, width: int) -> None:
        """A pen of which nothing is known, on lines of `width` cells."""
        self._out: list[str] = []
        self._width = width
        self._look: Look | None = None
        self._y: int | None = None
        self._x: int | None = None

    @property
    def line(self) -> int | None:
        """The line in which the cursor stands."""
        return self._y

    def fork(self) -> Pen:
        """Another pen in the same place and look, to try a way with."""
        pen = Pen(self._width)
        pen._look, pen._y, pen._x = self._look, self._y, self._x
        return pen

    def join(self, *tried: Pen) -> None:
        """Go on where the fork ends that wrote least."""
        best = min(tried, key=Pen._length) if len(tried) > 1 else tried[0]
        self._out += best._out
        self._look, self._y, self._x = best._look, best._y, best._x

    def _length(self) -> int:
        return sum(map(_bytes, self._out))

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

    def erase(self, y: int, x: int, line: Row) -> None:
        """Empty a line from the cell `x` on; what stands to the left of it in `line` is there."""
        if self._y != y or self._x != x:
            self._reach(y, x, line, PLAIN)
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

    def between(self, y: int, first: int, last: int) -> int | None:
        """The cell in which the cursor stands, if it is one of these in the line `y`."""
        here = self._y == y and self._x is not None and first <= self._x <= last
        return self._x if here else None

    def _reach(self, y: int, x: int, line: Row, look: Look) -> None:
        """Go where `look` is worn next by the shortest way: by a code, or by writing again what
        stands in between, from here or from where the line begins.
        """
        way = min(self._ways(y, x), key=_bytes) + change(self._look, look)
        for start, codes in self._starts(y, x):
            if len(codes) + x - start < len(way):
                again = self._again(line[start:x], look)
                if again is not None:
                    way = min(way, codes + again, key=_bytes)
        self._out.append(way)
        self._look, self._y, self._x = look, y, x

    def _starts(self, y: int, x: int) -> Iterator[tuple[int, str]]:
        """Cells to the left of a place from which one might write up to it, and the way there."""
        if self._y == y and self._x is not None and 0 < x - self._x <= _NEAR:
            yield self._x, ""
        if self._y is not None and 0 < x <= _NEAR and y - self._y in (0, 1):
            yield 0, "\r" if y == self._y else "\r\n"

    def _again(self, cells: Sequence[Cell | None], look: Look) -> str | None:
        """What writes the cells once more and then wears `look`; None where that is not safe."""
        worn, found = self._look, []
        for cell in cells:
            if cell is None or len(cell[0]) != 1 or not sure(cell[0]):
                return None
            found.append(change(worn, cell[1]) + cell[0])
            worn = cell[1]
        return "".join(found) + change(worn, look)

    def _ways(self, y: int, x: int) -> Iterator[str]:
        if x:
            yield f"\x1b[{y + 1};{x + 1}H"
        else:
            yield f"\x1b[{y + 1}H" if y else "\x1b[H"
        if self._y is None:
            return
        if y == self._y:
            yield from self._along(x)
            return
        down = _code(y - self._y, "B") if y > self._y else _code(self._y - y, "A")
        if self._x is not None or x == 0:
            yield from (down + across for across in self._along(x))
        if y == self._y + 1 and x == 0:
            yield "\r\n"

    def _along(self, x: int) -> Iterator[str]:
        """The ways within a line."""
        yield f"\x1b[{x + 1}G" if x else "\r"
        if self._x is None:
            return
        if x == self._x:
            yield ""
        elif x > self._x:
            yield _code(x - self._x, "C")
        else:
            yield _code(self._x - x, "D")
            yield "\b" * (self._x - x)


def _code(number: int, letter: str) -> str:
    return f"\x1b[{number}{letter}" if number > 1 else f"\x1b[{letter}"


def _bytes(text: str) -> int:
    """How long it is on the line, where the system puts a return before each newline."""
    return (len(text) if text.isascii() else len(text.encode())) + text.count("\n")
