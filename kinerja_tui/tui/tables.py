"""A table of the report as rows for the grid: which columns it has room for, and how wide."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from msgspec.structs import replace

from kinerja_tui.locale import Words
from kinerja_tui.report.paint.plain import Ink, fit
from kinerja_tui.report.table import Column, Table
from kinerja_tui.report.text import cell_text
from kinerja_tui.report.width import wide
from kinerja_tui.tui.columns import EDGE
from kinerja_tui.tui.rows import MARGIN, Drawn, Head, piece_of
from kinerja_tui.tui.viewing import PLAIN, View, arranged

Item = TypeVar("Item")

_GAP = 2
_WIDEST = 26
_LEAST = 12
"""Of a name so many cells stay in sight beside the one figure that a narrow screen has room for."""


class TableRows:
    """The rows of a report table; columns that do not fit are reached by going right.

    `table` is what is shown of the whole one, and `numbers` are its rows' numbers there; its chief
    figure stands beside the names where it would be out of sight.
    """

    least = 0

    def __init__(
        self,
        table: Table,
        words: Words,
        ink: Ink,
        view: View = PLAIN,
        marks: frozenset[str] = frozenset(),
    ) -> None:
        """The table in `ink.width` cells, looked at as `view` says; `marks` are the subjects of
        which only the last good values are known.
        """
        rounding = table.rounding
        texts = [
            [
                cell_text(cell, column, words, rounding)
                for cell, column in zip(row.cells, table.columns, strict=True)
            ]
            for row in table.rows
        ]
        self.numbers = arranged(table.rows, texts, table.columns, view)
        self.table = replace(table, rows=tuple(table.rows[index] for index in self.numbers))
        self.drawn = tuple(
            Drawn(
                tuple(
                    piece_of(cell, column, words, ink, table)
                    for cell, column in zip(row.cells, table.columns, strict=True)
                ),
                row.kind,
                row.subject,
                tuple(cell.subject for cell in row.cells),
                row.subject in marks,
            )
            for row in self.table.rows
        )
        codes = [index for index, column in enumerate(table.columns) if column.id == "code"]
        self.frozen = codes[0] if codes else 0
        titles = [words.say(column.short or column.title) for column in table.columns]
        shown = [[piece.text for piece in each.cells] for each in self.drawn]
        self.heads = _table_heads(table, titles, shown, ink, view)
        whole = [each.width for each in self.heads if not each.hidden]
        room = ink.width - MARGIN
        if sum(whole) + _GAP * (len(whole) - 1) > room:
            order = _chief_first(self.table, self.heads, self.frozen, room - EDGE)
            if order:
                self._arrange(order, room - EDGE)

    def _arrange(self, order: Sequence[int], room: int) -> None:
        """The columns in another order; the last name before the chief figure gives way to it."""
        own, rows = self.table.columns, self.table.rows
        self.table = replace(
            self.table,
            columns=_picked(own, order),
            rows=tuple(replace(row, cells=_picked(row.cells, order)) for row in rows),
        )
        self.drawn = tuple(
            replace(each, cells=_picked(each.cells, order), subjects=_picked(each.subjects, order))
            for each in self.drawn
        )
        self.frozen = order.index(self.frozen)
        heads = list(_picked(self.heads, order))
        columns = self.table.columns
        chief = next(n for n, each in enumerate(columns) if each.id == self.table.chief)
        name = _name(columns[:chief])
        if name is not None:
            others = sum(each.width + _GAP for each in heads[: chief + 1]) - _GAP
            width = min(heads[name].width, room - others + heads[name].width)
            heads[name] = replace(heads[name], width=width)
        self.heads = tuple(heads)

    def __len__(self) -> int:
        """How many rows the table has."""
        return len(self.drawn)

    def row(self, index: int) -> Drawn:
        """The row."""
        return self.drawn[index]

    def mark(self, column: int) -> int:
        """The cell under the cursor itself."""
        return column


def _picked(found: Sequence[Item], order: Sequence[int]) -> tuple[Item, ...]:
    return tuple(found[index] for index in order)


def _name(columns: Sequence[Column]) -> int | None:
    """The last of the columns that holds names, which can be shortened."""
    return next((n for n in reversed(range(len(columns))) if columns[n].kind == "text"), None)


def _chief_first(
    table: Table, heads: Sequence[Head], frozen: int, room: int
) -> tuple[int, ...] | None:
    """The order of the columns in which the chief figure stands right after the names, if it has
    one that is out of sight; None where there is nothing to change.
    """
    columns = table.columns
    chief = next((n for n, each in enumerate(columns) if each.id == table.chief), None)
    if chief is None or heads[chief].hidden:
        return None
    rest = [n for n, each in enumerate(heads) if n != frozen and not each.hidden]
    before = [frozen, *(n for n in rest if n < chief)]

    def taken(found: Sequence[int]) -> int:
        return sum(heads[n].width + _GAP for n in found)

    if taken(before) + heads[chief].width <= room:
        return None
    after = [n for n in rest[:1] if columns[n].kind in ("text", "code")]
    for lead in ([frozen, *after], [frozen]):
        name = _name([columns[n] for n in lead])
        spare = room - taken(lead) - heads[chief].width
        if name is not None:
            spare += max(heads[lead[name]].width - _LEAST, 0)
        if spare >= 0:
            return (*lead, chief, *(n for n in range(len(columns)) if n not in (*lead, chief)))
    return None


def _table_heads(
    table: Table, titles: Sequence[str], texts: Sequence[Sequence[str]], ink: Ink, view: View
) -> tuple[Head, ...]:
    """The columns with their widths: as they fit into `ink.width` cells, else as wide as their
    texts up to a bound; a broad one is as wide as its longest text.
    """
    columns = table.columns
    signs = [view.sign(column.id) for column in columns]
    named = [title + sign for title, sign in zip(titles, signs, strict=True)]
    shown = [index for index, column in enumerate(columns) if column.id not in view.hidden]
    part = replace(table, columns=tuple(columns[index] for index in shown), rows=())
    # A line of titles cannot be broken: what has a short title, or a number below it, keeps it.
    heads = [
        named[index].replace(" ", "_")
        if columns[index].short or columns[index].right
        else named[index]
        for index in shown
    ]
    cells = [[row[index] for index in shown] for row in texts]
    fitting = fit(part, heads, cells, ink.width - MARGIN) or _natural(heads, cells)
    widths = dict(zip(shown, fitting, strict=True))
    for index in shown:
        if columns[index].id in view.broad:
            widths[index] = max([wide(named[index]), *(wide(row[index]) for row in texts)])
    return tuple(
        Head(
            column.id,
            titles[index],
            min(widths.get(index, 0), max(ink.width - MARGIN, 1)),
            column.right,
            sign=signs[index],
            hidden=index not in widths,
        )
        for index, column in enumerate(columns)
    )


def _natural(titles: Sequence[str], texts: Sequence[Sequence[str]]) -> list[int]:
    return [
        min(max([wide(title), *(wide(row[index]) for row in texts)]), max(_WIDEST, wide(title)))
        for index, title in enumerate(titles)
    ]
