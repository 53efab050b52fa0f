"""A table as the grid draws it: columns with widths, and rows formatted when they are seen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from kinerja_tui.locale import Words
from kinerja_tui.report.paint.plain import Ink, fit, symbol
from kinerja_tui.report.table import Cell, Column, RowKind, Table
from kinerja_tui.report.text import cell_text
from kinerja_tui.report.width import cut, pad, wide
from kinerja_tui.tui.field import Field
from kinerja_tui.tui.lines import Line, Piece, Tone, line
from kinerja_tui.tui.viewing import PLAIN, View, arranged

MARGIN = 2
_WIDEST = 26


class Head(Struct, frozen=True):
    """A column on the screen: what it is called, its width in cells, the blanks before it, the
    sign of the order by it; a `hidden` one keeps its number and is not drawn.
    """

    id: str
    title: str
    width: int
    right: bool = False
    gap: int = 2
    sign: str = ""
    hidden: bool = False


class Drawn(Struct, frozen=True):
    """A formatted row: a piece a column, what `explain` calls the row and each cell, and whether
    something is the matter with it.
    """

    cells: tuple[Piece, ...]
    kind: RowKind = "plain"
    subject: str = ""
    subjects: tuple[str, ...] = ()
    marked: bool = False


class Source(Protocol):
    """Rows for the grid."""

    heads: tuple[Head, ...]
    frozen: int
    least: int

    def __len__(self) -> int:
        """How many rows there are."""

    def row(self, index: int) -> Drawn:
        """The row, formatted now if it has not been."""

    def mark(self, column: int) -> int:
        """The column whose cell is reversed when the cursor is in `column`."""


def tone_of(cell: Cell, kind: str) -> Tone:
    """The colour of a status cell; every other cell has none."""
    return (cell.colour or "grey") if kind == "status" else ""


def piece_of(cell: Cell, column: Column, words: Words, ink: Ink, table: Table | None) -> Piece:
    """A cell's text, with the sign of its status before it."""
    text = cell_text(cell, column, words, table.rounding if table else "half-up")
    kind = cell.kind or column.kind
    if kind == "status" and text:
        text = f"{symbol(cell, ink)} {text}"
    return Piece(text, tone_of(cell, kind))


class TableRows:
    """The rows of a report table; columns that do not fit are reached by going right.

    `table` is what is shown of the whole one, and `numbers` are its rows' numbers there.
    """

    least = 0

    def __init__(self, table: Table, words: Words, ink: Ink, view: View = PLAIN) -> None:
        """The table in `ink.width` cells, looked at as `view` says."""
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
            )
            for row in self.table.rows
        )
        codes = [index for index, column in enumerate(table.columns) if column.id == "code"]
        self.frozen = codes[0] if codes else 0
        titles = [words.say(column.short or column.title) for column in table.columns]
        shown = [[piece.text for piece in each.cells] for each in self.drawn]
        self.heads = _table_heads(table, titles, shown, ink, view)

    def __len__(self) -> int:
        """How many rows the table has."""
        return len(self.drawn)

    def row(self, index: int) -> Drawn:
        """The row."""
        return self.drawn[index]

    def mark(self, column: int) -> int:
        """The cell under the cursor itself."""
        return column


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
    # A title that is short already is not cut further: a line of titles cannot be broken.
    heads = [
        named[index].replace(" ", "_") if columns[index].short else named[index] for index in shown
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


def head_line(source: Source, shown: tuple[int, ...], width: int, ellipsis: str) -> Line:
    """The titles of the visible columns."""
    pieces = [" " * MARGIN]
    for place, index in enumerate(shown):
        head = source.heads[index]
        pieces.append(" " * (head.gap if place else 0))
        title = cut(head.title, head.width - wide(head.sign), ellipsis) + head.sign
        pieces.append(pad(title, head.width, head.right))
    text = cut("".join(pieces).rstrip(), width, ellipsis)
    hidden = {index for index, head in enumerate(source.heads) if not head.hidden} - set(shown)
    if not hidden:
        return line(Piece(text, "dim"))
    left = "<" if min(hidden) < max(shown) else " "
    right = ">" if max(hidden) > max(shown) else ""
    text = cut(f"{left} {text[MARGIN:]}", width - 2, ellipsis)
    return line(Piece(pad(text, width - 1) + right, "dim"))


def row_line(
    source: Source,
    index: int,
    shown: tuple[int, ...],
    width: int,
    ellipsis: str,
    column: int | None = None,
    field: Field | None = None,
    picked: bool = False,
    label: str = "",
) -> Line:
    """A row; the cell in `column` is under the cursor, and shows the `field` being typed. Before it
    stands whether it is `picked`, or the `label` that leads to it.
    """
    drawn = source.row(index)
    marked = source.mark(column) if column is not None and field is None else column
    pieces = _margin(column is not None, drawn.marked, picked, label)
    bold: Tone = "bold" if drawn.kind in ("group", "total") else ""
    taken = MARGIN
    places = list(shown)
    while places:
        number = places.pop(0)
        head = source.heads[number]
        gap = head.gap if taken > MARGIN else 0
        room = min(head.width, width - taken - gap)
        if room <= 0:
            break
        pieces.append(Piece(" " * gap))
        cell = drawn.cells[number]
        if number == column and field is not None:
            pieces.extend(_typing(field, room))
        else:
            if drawn.kind == "group" and wide(cell.text) > room:
                room += _borrowed(source, drawn, places, marked)
            text = pad(cut(cell.text, room, ellipsis), room, head.right)
            tone: Tone = "reverse" if number == marked else (cell.tone or bold)
            pieces.append(Piece(text, tone))
        taken += gap + room
    return _merged(pieces)


def _margin(here: bool, broken: bool, picked: bool, label: str) -> list[Piece]:
    """The two cells before a row: the cursor, and what is the matter with the row."""
    if label:
        return [Piece(pad(label, MARGIN), "reverse")]
    sign = Piece("*" if picked else " ", "bold")
    if broken:
        sign = Piece("!", "reverse" if picked else "red")
    return [Piece(">" if here else " ", "bold"), sign]


def _borrowed(source: Source, drawn: Drawn, places: list[int], column: int | None) -> int:
    """The cells of the empty columns that follow, which are then not drawn themselves."""
    found = 0
    while places and places[0] != column and not drawn.cells[places[0]].text:
        head = source.heads[places.pop(0)]
        found += head.gap + head.width
    return found


def _typing(field: Field, room: int) -> list[Piece]:
    text, caret = field.window(room)
    if field.fresh:
        return [Piece(pad(text, room), "reverse")]
    before, rest = _at(text, caret)
    under = rest[:1] or " "
    after = rest[1:]
    used = wide(before) + wide(under) + wide(after)
    return [
        Piece(before, "caret"),
        Piece(under, "reverse"),
        Piece(after + " " * max(room - used, 0), "caret"),
    ]


def _at(text: str, cells: int) -> tuple[str, str]:
    """`text` before and from the cell."""
    index = 0
    while index < len(text) and wide(text[:index]) < cells:
        index += 1
    return text[:index], text[index:]


def field_line(label: str, field: Field, width: int) -> Line:
    """A label and the field after it, in one line of `width` cells."""
    room = max(width - wide(label) - 2, 1)
    return line(f" {label} ", *_typing(field._replace(fresh=False), room))


def caret_cell(source: Source, shown: tuple[int, ...], column: int, field: Field) -> int:
    """The cell of the line in which the terminal's own caret belongs while typing."""
    at = MARGIN
    for place, index in enumerate(shown):
        head = source.heads[index]
        at += head.gap if place else 0
        if index == column:
            return at + (0 if field.fresh else field.window(head.width)[1])
        at += head.width
    return at


def _merged(pieces: list[Piece]) -> Line:
    """Neighbouring pieces of one tone as one piece: fewer codes on the wire."""
    found: list[Piece] = []
    for piece in pieces:
        if not piece.text:
            continue
        plain = piece.text.isspace() and piece.tone not in ("reverse", "caret")
        if found and (found[-1].tone == piece.tone or plain):
            found[-1] = Piece(found[-1].text + piece.text, found[-1].tone)
        else:
            found.append(piece)
    return tuple(found)
