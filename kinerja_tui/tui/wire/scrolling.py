"""Whether lines of the screen have moved up or down, so that the terminal can move them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from kinerja_tui.tui.wire.cells import BLANK, Row

_FEWEST = 3
_PRICE = 24
"""About what the codes of scrolling cost, in bytes."""
_LINE = 8
"""About what it costs to go to a line."""


class Scroll(NamedTuple):
    """The lines `top` to `bottom` (inclusive) move up by `by` lines; down where it is negative."""

    top: int
    bottom: int
    by: int


def find(shown: Sequence[Row], wanted: Sequence[Row]) -> Scroll | None:
    """The scroll after which the least is to be painted; None when painting alone is cheaper."""
    changed = [y for y, row in enumerate(wanted) if row != shown[y]]
    if len(changed) < _FEWEST:
        return None
    by = _distance(shown, wanted, changed)
    if by is None:
        return None
    empty = blank(shown)
    matched = [
        y for y in changed if 0 <= y + by < len(shown) and wanted[y] == shown[y + by] != empty
    ]
    if not matched:
        return None
    top, bottom = min(matched), max(matched)
    top, bottom = (top, bottom + by) if by > 0 else (top + by, bottom)
    choices = [
        Scroll(upper, lower, by)
        for upper in {top, max(top - 1, 0)}
        for lower in {bottom, min(bottom + 1, len(shown) - 1)}
        if not any(None in row for row in wanted[upper : lower + 1])
    ]
    price = _Price(shown, wanted)
    best = max(((price.gain(each), each) for each in choices), default=None)
    return best[1] if best is not None and best[0] > _PRICE else None


def blank(rows: Sequence[Row]) -> Row:
    """An empty line as wide as the rows."""
    return [BLANK] * len(rows[0])


def moved(shown: Sequence[Row], scroll: Scroll) -> list[Row]:
    """The lines of the region after the scroll; those that come in are empty."""
    rows = [list(row) for row in shown[scroll.top : scroll.bottom + 1]]
    new = [blank(shown) for _ in range(abs(scroll.by))]
    return [*rows[scroll.by :], *new] if scroll.by > 0 else [*new, *rows[: scroll.by]]


def _distance(shown: Sequence[Row], wanted: Sequence[Row], changed: Sequence[int]) -> int | None:
    """By how many lines most of what changed has moved, in bytes; of the likes the nearest."""
    stood: dict[str, list[int]] = {}
    for y in range(changed[0], changed[-1] + 1):
        stood.setdefault(_text(shown[y]), []).append(y)
    votes: Counter[int] = Counter()
    for y in changed:
        text = _text(wanted[y])
        if text in stood and text.strip():
            by = min((each - y for each in stood[text]), key=abs)
            votes[by] += _bytes(text)
    del votes[0]
    return max(votes, key=lambda by: (votes[by], -abs(by)), default=None)


def _text(row: Row) -> str:
    return "".join(["\0" if cell is None else cell[0] for cell in row])


class _Price:
    """What it costs to paint lines; each is counted once, however many scrolls are weighed."""

    def __init__(self, shown: Sequence[Row], wanted: Sequence[Row]) -> None:
        self._shown, self._wanted, self._empty = shown, wanted, blank(shown)
        self._known: dict[tuple[int, int], int] = {}

    def gain(self, scroll: Scroll) -> int:
        """What a scroll spares, in bytes."""
        top, bottom, by = scroll
        return sum(
            self._over(y, y) - self._over(y, y + by if top <= y + by <= bottom else -1)
            for y in range(top, bottom + 1)
        )

    def _over(self, y: int, source: int) -> int:
        """The price of the line `y` over what the line `source` shows; -1 is an empty line."""
        found = self._known.get((y, source))
        if found is None:
            shown = self._empty if source < 0 else self._shown[source]
            found = self._known[y, source] = _cost(shown, self._wanted[y])
        return found


def _cost(shown: Row, wanted: Row) -> int:
    """About how many bytes it takes to paint a line."""
    if shown == wanted:
        return 0
    cells = zip(shown, wanted, strict=True)
    return _LINE + _bytes("".join([new[0] for old, new in cells if new != old and new is not None]))


def _bytes(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode())
