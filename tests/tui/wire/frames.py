"""Random screens, and the frames in which Textual would paint them."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

Cells = list[tuple[str, str]]
"""Signs and their codes; the second cell of a wide sign is empty."""

_PLAIN_OFTEN = ("",) * 4
_LOOKS = (*_PLAIN_OFTEN, "1", "2", "7", "31", "1;32", "2;7", "38;5;130", "4;38;2;1;2;3;48;5;7")
_MORE_LOOKS = ("3;97", "7;91;104", "9;44", "1;2;7")
_WORDS = ("IK 12", "tercapai", "▲ 4", "100,56%", "─────────", "…", "  ", "      ", "a", "Indeks")
_WIDE = ("漢字", "e\u0301", "한", "ｗ", "n\u0303a", "😀")
_SYNC = ("\x1b[?2026h", "\x1b[?2026l")
_ASIDE = (
    "\x07",
    "\x1b]52;c;a2luZXJqYQ==\x07",
    "\x1b]2;kinerja\x1b\\",
    "\x1b[?25h",
    "\x1b[?25l",
    "\x1b[?2004h",
    "\x1b[?1004h",
    "\x1b[?2048$p",
    "\x1b]22;text\x07",
)
_ODD = (
    "\x1b[2;3H\tx\x1b[1;1H",
    "\x1b[2;2H\x1b[58;5;3mx\x1b[0m\x1b[1;1H",
    "\x1b[1;2H\x1b]8;id=1;http://x\x1b\\on\x1b]8;;\x1b\\\x1b[1;1H",
    "\x1b[1;1Hopen",
    "\x1b[1;3H\u0301\x1b[1;1H",
    "\x1b[2K",
    "\x1b[1;1Hab\ncd\x1b[1;1H",
)


class Painter:
    """A screen that changes at random; `step` gives the pieces that a program writes for it."""

    def __init__(self, seed: int, columns: int, lines: int) -> None:
        self.random = random.Random(seed)
        self.columns, self.lines = columns, lines
        self._rows = [self._blank() for _ in range(lines)]
        self._cursor = (0, 0)

    def resize(self, columns: int, lines: int) -> list[str]:
        """Another size, painted whole."""
        self.columns, self.lines = columns, lines
        self._cursor = (0, 0)
        self._rows = [self._line() for _ in range(lines)]
        return [self._whole()]

    def whole(self) -> list[str]:
        """The whole screen, painted as after a suspend."""
        return [self._whole()]

    def step(self) -> list[str]:
        """What a program writes for one change."""
        change = self.random.choices(
            (self._edit, self._scroll, self._dialog, self._new, self._aside, self._odd),
            (40, 20, 10, 6, 6, 2),
        )[0]
        return list(change())

    def _edit(self) -> Iterator[str]:
        spans = [self._span() for _ in range(self.random.randint(1, 4))]
        yield from self._frame(sorted(spans))

    def _scroll(self) -> Iterator[str]:
        """A table scrolls: its lines move, one loses its mark and one gets it."""
        top = self.random.randrange(self.lines)
        bottom = self.random.randint(top, self.lines - 1)
        by = self.random.choice((1, 1, 1, -1, -1, 2, -3, 5))
        block = self._rows[top : bottom + 1]
        new = [self._line() for _ in range(min(abs(by), len(block)))]
        block = [*block[by:], *new] if by > 0 else [*new, *block[: len(block) - len(new)]]
        self._rows[top : bottom + 1] = [list(row) for row in block]
        for y in self.random.sample(range(top, bottom + 1), min(2, len(block))):
            mark = self.random.choice(">  ")
            if self._rows[y][0][0] and (len(self._rows[y]) < 2 or self._rows[y][1][0]):
                self._rows[y][0] = (mark, "")
        yield from self._frame([(y, 0, self.columns) for y in range(top, bottom + 1)])

    def _dialog(self) -> Iterator[str]:
        """A box over the screen, and the same away again."""
        left = self.random.randrange(self.columns)
        right = self.random.randint(left + 1, self.columns)
        top = self.random.randrange(self.lines)
        bottom = self.random.randint(top, self.lines - 1)
        below = [list(row) for row in self._rows]
        for y in range(top, bottom + 1):
            self._write(y, left, self._cells(right - left))
        spans = [(y, left, right) for y in range(top, bottom + 1)]
        yield from self._frame(spans)
        self._rows = below
        yield from self._frame(spans)

    def _new(self) -> Iterator[str]:
        self._rows = [self._line() for _ in range(self.lines)]
        yield self._whole()

    def _aside(self) -> Iterator[str]:
        yield self.random.choice(_ASIDE)

    def _odd(self) -> Iterator[str]:
        yield self.random.choice(_ODD)

    def _frame(self, spans: list[tuple[int, int, int]]) -> Iterator[str]:
        self._cursor = (self.random.randrange(self.columns), self.random.randrange(self.lines))
        spans = [self._whole_signs(*span) for span in spans]
        parts: list[str] = []
        for number, (y, left, right) in enumerate(spans):
            parts.append(f"\x1b[{y + 1};{left + 1}H")
            parts.append(_coded(self._rows[y][left:right]))
            if number + 1 < len(spans) and spans[number + 1][0] != y:
                parts.append("\n")
        frame = "".join(parts) + f"\x1b[{self._cursor[1] + 1};{self._cursor[0] + 1}H"
        yield from (_SYNC[0], frame, _SYNC[1]) if self.random.random() < 0.5 else (frame,)

    def _whole(self) -> str:
        spans = [(y, 0, self.columns) for y in range(self.lines)]
        return max(self._frame(spans), key=len)

    def _span(self) -> tuple[int, int, int]:
        y = self.random.randrange(self.lines)
        left = self.random.randrange(self.columns)
        cells = self._cells(min(self.random.randint(1, 20), self.columns - left))
        self._write(y, left, cells)
        return y, left, left + len(cells)

    def _write(self, y: int, left: int, cells: Cells) -> None:
        """Put cells on the screen. A half of a wide sign beside them is not painted: what it is
        stays the terminal's choice until something else is painted there.
        """
        row, right = self._rows[y], left + len(cells)
        if not row[left][0]:
            row[left - 1] = (" ", "")
        if right < len(row) and not row[right][0]:
            row[right] = (" ", "")
        row[left:right] = cells

    def _whole_signs(self, y: int, left: int, right: int) -> tuple[int, int, int]:
        """The span widened so that it halves no wide sign."""
        row = self._rows[y]
        while left > 0 and not row[left][0]:
            left -= 1
        while right < len(row) and not row[right][0]:
            right += 1
        return y, left, right

    def _blank(self) -> Cells:
        return [(" ", "")] * self.columns

    def _line(self) -> Cells:
        choose: Callable[[], Cells] = self.random.choice((self._blank, self._some, self._some))
        return choose()

    def _some(self) -> Cells:
        length = self.random.randint(0, self.columns)
        return [*self._cells(length), *self._blank()][: self.columns]

    def _cells(self, length: int) -> Cells:
        cells: Cells = []
        while len(cells) < length:
            look = self.random.choice(_LOOKS + _MORE_LOOKS)
            words = _WIDE if self.random.random() < 0.06 else _WORDS
            new = [(sign, look) for sign in _split(self.random.choice(words))]
            cells += new if len(cells) + len(new) <= length else [(".", look)]
        return cells


def _split(word: str) -> list[str]:
    """The cells of a word."""
    if "\u0300" <= word[1:2] <= "\u036f":
        return [word[:2], *word[2:]]
    wide = [sign for sign in word if sign > "\u1100" and sign not in "▲─…"]
    return [cell for sign in word for cell in ([sign, ""] if sign in wide else [sign])]


def _coded(cells: Cells) -> str:
    """The cells as Textual writes them: each look with its codes before and a reset after."""
    parts: list[str] = []
    index = 0
    while index < len(cells):
        look = cells[index][1]
        end = index
        while end < len(cells) and cells[end][1] == look:
            end += 1
        text = "".join(sign for sign, _ in cells[index:end])
        parts.append(f"\x1b[{look}m{text}\x1b[0m" if look else text)
        index = end
    return "".join(parts)
