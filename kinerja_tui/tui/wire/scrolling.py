"""Whether lines of the screen have moved up or down, so that the terminal can move them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from operator import ne
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
    matched = [
        y
        for y in changed
        if 0 <= y + by < len(shown) and wanted[y] == shown[y + by] != blank(shown)
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
    best = max(((_gain(shown, wanted, each), each) for each in choices), default=None)
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
    """By how many lines most of the changed lines have moved."""
    stood: dict[str, int] = {}
    twice: set[str] = set()
    for y in range(changed[0], changed[-1] + 1):
        text = _text(shown[y])
        if text in stood:
            twice.add(text)
        stood[text] = y
    votes: Counter[int] = Counter()
    for y in changed:
        text = _text(wanted[y])
        if text in stood and text not in twice and text.strip() and stood[text] != y:
            votes[stood[text] - y] += 1
    best = votes.most_common(1)
    return best[0][0] if best and best[0][1] > 1 else None


def _text(row: Row) -> str:
    return "".join(["\0" if cell is None else cell[0] for cell in row])


def _gain(shown: Sequence[Row], wanted: Sequence[Row], scroll: Scroll) -> int:
    region = slice(scroll.top, scroll.bottom + 1)
    before = sum(map(_cost, shown[region], wanted[region]))
    return before - sum(map(_cost, moved(shown, scroll), wanted[region]))


def _cost(shown: Row, wanted: Row) -> int:
    return 0 if shown == wanted else _LINE + sum(map(ne, shown, wanted))
