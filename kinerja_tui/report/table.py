"""A table as plain rows: described once, drawn by every painter (screen, terminal, Markdown, CSV,
JSON).
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from kinerja_tui.locale import Message
from kinerja_tui.model.base import Rounding

Kind = Literal[
    "text",
    "code",
    "number",
    "integer",
    "percent",
    "points",
    "rupiah",
    "amount",
    "status",
    "word",
    "date",
]
RowKind = Literal["plain", "group", "item", "part", "total"]


class Column(Struct, frozen=True, kw_only=True):
    """A column: a stable English `id`, its title, what its cells hold, and a short title for
    narrow screens.
    """

    id: str
    title: Message
    kind: Kind = "text"
    short: Message | None = None
    data_only: bool = False

    @property
    def right(self) -> bool:
        """Whether the cells are aligned to the right."""
        return self.kind in ("number", "integer", "percent", "points", "rupiah", "amount")


class Cell(Struct, frozen=True, kw_only=True):
    """One cell.

    `value` is text of a record (untrusted), a Message (translated when painted), or a number:
    `decimals` None prints it as recorded, else rounded. `word` is the stable English code that
    machine formats write instead of a Message. `mark` is a footnote sign, `aside` puts the number
    in brackets (known but not counted), `absent` says why there is none.
    """

    value: str | Message | Decimal | int | date | None = None
    kind: Kind | None = None
    decimals: int | None = None
    word: str = ""
    mark: str = ""
    aside: bool = False
    absent: Message | None = None
    colour: Literal["green", "yellow", "red", "grey"] | None = None
    subject: str = ""


class Row(Struct, frozen=True, kw_only=True):
    """A row: cells in the order of the columns; `subject` is what `explain` and the screen call
    it.
    """

    cells: tuple[Cell, ...]
    kind: RowKind = "plain"
    subject: str = ""


class Table(Struct, frozen=True, kw_only=True):
    """A table of the report: `id` as T4, `slug` as `t04-capaian`, notes below (basis, footnotes).

    The first `grouped` columns repeat from row to row, and a page may print them once, above the
    rows they belong to. A table of `records` is read row by row, as a list of facts. `chief` is
    the column that stands beside the names where there is room for one figure only.
    """

    id: str
    slug: str
    title: Message
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[Message, ...] = ()
    rounding: Rounding = "half-up"
    grouped: int = 0
    layout: Literal["grid", "records"] = "grid"
    chief: str = ""

    def on_a_page(self) -> Table:
        """The table without the columns that only a spreadsheet or another program needs."""
        shown = [index for index, column in enumerate(self.columns) if not column.data_only]
        if len(shown) == len(self.columns):
            return self
        rows = (replace(row, cells=tuple(row.cells[index] for index in shown)) for row in self.rows)
        columns = tuple(self.columns[index] for index in shown)
        return replace(self, columns=columns, rows=tuple(rows))

    def folded(self) -> Table:
        """The table with what its first columns repeat printed once, as a row above those that
        share it.
        """
        first = self.grouped
        if not first:
            return self
        rows: list[Row] = []
        group: tuple[Cell, ...] = ()
        for row in self.rows:
            if row.cells[:first] != group:
                group = row.cells[:first]
                blanks = (Cell(),) * (len(self.columns) - 2 * first)
                rows.append(Row(cells=(*group, *blanks), kind="group"))
            rows.append(replace(row, cells=row.cells[first:]))
        return replace(self, columns=self.columns[first:], rows=tuple(rows), grouped=0)
