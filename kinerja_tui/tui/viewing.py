"""How a table is looked at: what is filtered, by what it is sorted, which columns are hidden or
wide; pure functions from rows to the rows that are shown.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from itertools import zip_longest
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from kinerja_tui.report.table import Cell, Column, Kind, Row

Item = TypeVar("Item")
Key = tuple[int, Decimal, tuple[tuple[int, str], ...]]

_COLOURS = ("red", "yellow", "green")


class Order(Struct, frozen=True):
    """The column by which rows are sorted."""

    column: str
    descending: bool = False

    @property
    def sign(self) -> str:
        """What the column's title shows."""
        return "↓" if self.descending else "↑"


class View(Struct, frozen=True):
    """How a table is looked at; columns are named by their ids."""

    wanted: str = ""
    order: Order | None = None
    hidden: frozenset[str] = frozenset()
    broad: frozenset[str] = frozenset()

    def sorted_by(self, column: str) -> View:
        """Sorted by the column upwards, then downwards, then in the order of the records."""
        if self.order is None or self.order.column != column:
            return replace(self, order=Order(column))
        return replace(self, order=None if self.order.descending else Order(column, True))

    def without(self, column: str) -> View:
        """The column hidden; rows that were sorted by it stand as the records do."""
        order = self.order if self.order is None or self.order.column != column else None
        return replace(self, order=order, hidden=self.hidden | {column})

    def sign(self, column: str) -> str:
        """What the title of the column shows of the order."""
        return self.order.sign if self.order is not None and self.order.column == column else ""

    def widened(self, column: str) -> View:
        """The column as wide as its longest text, or as before."""
        return replace(self, broad=self.broad ^ {column})


PLAIN = View()


class Views:
    """The views of a session, by the name of the table."""

    def __init__(self) -> None:
        """Every table is seen as it is."""
        self._found: dict[str, View] = {}

    def of(self, name: str) -> View:
        """The view of the table."""
        return self._found.get(name, PLAIN)

    def put(self, name: str, view: View) -> None:
        """Look at the table so from now on."""
        self._found[name] = view


def words_in(wanted: str) -> tuple[str, ...]:
    """The words that a filter looks for."""
    return tuple(wanted.casefold().split())


def has(text: str, words: Iterable[str]) -> bool:
    """Whether a text has every one of the words."""
    folded = text.casefold()
    return all(word in folded for word in words)


def kept(rows: Sequence[Row], texts: Sequence[Sequence[str]], wanted: str) -> list[int]:
    """The numbers of the rows that have what is wanted in their cells.

    A group stays above its rows, and one that has it itself keeps them all; so does a row with its
    parts. Totals are of all rows, and go when some of these go.
    """
    words = words_in(wanted)
    if not words:
        return list(range(len(rows)))
    hits = [has(" ".join(each), words) for each in texts]
    found: set[int] = set()
    group: int | None = None
    item: int | None = None
    for index, row in enumerate(rows):
        if row.kind == "total":
            continue
        if row.kind == "group":
            group, item = index, None
        elif row.kind != "part":
            item = index
        above = [each for each in (group, item) if each is not None]
        if hits[index]:
            found |= {index, *above}
        elif any(hits[each] for each in above):
            found.add(index)
    return sorted(found)


def arranged(
    rows: Sequence[Row], texts: Sequence[Sequence[str]], columns: Sequence[Column], view: View
) -> tuple[int, ...]:
    """The numbers of the rows that are shown, in their order.

    Sorted rows stand in one list: their groups are left out, parts stay below their row, and
    totals stay at the end.
    """
    left = kept(rows, texts, view.wanted)
    places = {column.id: index for index, column in enumerate(columns)}
    if view.order is None or view.order.column not in places:
        return tuple(left)
    place = places[view.order.column]
    kind = columns[place].kind
    blocks: list[list[int]] = []
    totals: list[int] = []
    for index in left:
        if rows[index].kind == "total":
            totals.append(index)
        elif rows[index].kind == "part" and blocks:
            blocks[-1].append(index)
        elif rows[index].kind != "group":
            blocks.append([index])

    def key(block: list[int]) -> Key | None:
        return key_of(rows[block[0]].cells[place], kind, texts[block[0]][place])

    ordered = in_order(blocks, key, view.order.descending)
    return (*(index for block in ordered for index in block), *totals)


def key_of(cell: Cell, kind: Kind, text: str) -> Key | None:
    """By what a cell of a column of this `kind` is sorted; None when it holds nothing.

    Numbers stand before days and days before texts; numbers within texts count as numbers, and a
    status is sorted from the worst to the best.
    """
    value = cell.value
    if (cell.kind or kind) == "status":
        known = cell.colour in _COLOURS
        return (0, Decimal(_COLOURS.index(cell.colour)), natural(text)) if known else None
    if value is None or not text:
        return None
    if isinstance(value, Decimal | int):
        return (0, Decimal(value), ())
    if isinstance(value, date):
        return (1, Decimal(value.toordinal()), ())
    return (2, Decimal(0), natural(text))


def natural(text: str) -> tuple[tuple[int, str], ...]:
    """A text by which `IK 2` stands before `IK 10`."""
    found = re.split(r"([0-9]+)", text.casefold())
    digits = (each.lstrip("0") for each in found[1::2])
    pairs = zip_longest(((0, each) for each in found[::2]), ((len(d), d) for d in digits))
    return tuple(each for pair in pairs for each in pair if each is not None)


def in_order(
    items: Sequence[Item], key: Callable[[Item], Key | None], descending: bool
) -> list[Item]:
    """The items sorted; those that have nothing to be sorted by stay last both ways."""
    keyed = [(key(each), each) for each in items]
    full = [(found, each) for found, each in keyed if found is not None]
    full.sort(key=lambda pair: pair[0], reverse=descending)
    return [each for _, each in full] + [each for found, each in keyed if found is None]
