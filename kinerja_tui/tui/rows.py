"""A table as the grid draws it: columns with widths, and rows formatted when they are seen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from msgspec import Struct

from kinerja_tui.locale import Words
from kinerja_tui.report.paint.plain import Ink, fit, symbol
from kinerja_tui.report.table import Cell, Column, RowKind, Table
from kinerja_tui.report.text import cell_text
from kinerja_tui.report.width import cut, pad, wide
from kinerja_tui.tui.field import Field
from kinerja_tui.tui.lines import Line, Piece, Tone, line

MARGIN = 2
_WIDEST = 26


class Head(Struct, frozen=True):
    """A column on the screen: what it is called, its width in cells, the blanks before it."""

    id: str
    title: str
    width: int
    right: bool = False
    gap: int = 2


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
    """The rows of a report table; columns that do not fit are reached by going right."""

    least = 0

    def __init__(self, table: Table, words: Words, ink: Ink) -> None:
        """The table in `ink.width` cells."""
        self.table = table
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
            for row in table.rows
        )
        titles = [words.say(column.short or column.title) for column in table.columns]
        texts = [[piece.text for piece in each.cells] for each in self.drawn]
        widths = fit(table, titles, texts, ink.width - MARGIN) or _natural(titles, texts)
        self.heads = tuple(
            Head(column.id, title, width, column.right)
            for column, title, width in zip(table.columns, titles, widths, strict=True)
        )
        codes = [index for index, column in enumerate(table.columns) if column.id == "code"]
        self.frozen = codes[0] if codes else 0

    def __len__(self) -> int:
        """How many rows the table has."""
        return len(self.drawn)

    def row(self, index: int) -> Drawn:
        """The row."""
        return self.drawn[index]

    def mark(self, column: int) -> int:
        """The cell under the cursor itself."""
        return column


def _natural(titles: Sequence[str], texts: Sequence[Sequence[str]]) -> list[int]:
    return [
        min(max([wide(title), *(wide(row[index]) for row in texts)]), max(_WIDEST, wide(title)))
        for index, title in enumerate(titles)
    ]


def shown_columns(source: Source, first: int, width: int) -> tuple[int, ...]:
    """The columns that are (partly) visible: the frozen one, then those from `first` on."""
    room = width - MARGIN
    heads = source.heads
    shown: list[int] = []
    fits_whole = sum(head.width + head.gap for head in heads) - heads[0].gap <= room
    order = range(len(heads)) if fits_whole else [source.frozen, *_without(source, first)]
    for index in order:
        head = heads[index]
        # A number that is cut is another number: it is shown whole or not at all.
        need = (head.width if head.right and shown else min(head.width, 6)) + (
            head.gap if shown else 0
        )
        if need > room:
            break
        shown.append(index)
        room -= head.width + (head.gap if len(shown) > 1 else 0)
    return tuple(shown)


def _without(source: Source, first: int) -> list[int]:
    return [index for index in range(first, len(source.heads)) if index != source.frozen]


def first_column(source: Source, column: int, first: int, width: int) -> int:
    """The first scrolled column with which `column` is wholly visible, moving little."""
    if column == source.frozen:
        return 0
    first = min(first, column)
    while first < column and not _whole(source, column, first, width):
        first += 1
    return first


def _whole(source: Source, column: int, first: int, width: int) -> bool:
    shown = shown_columns(source, first, width)
    if column not in shown:
        return False
    taken = sum(source.heads[index].width + source.heads[index].gap for index in shown)
    return taken - source.heads[shown[0]].gap + MARGIN <= width or column != shown[-1]


def head_line(source: Source, shown: tuple[int, ...], width: int, ellipsis: str) -> Line:
    """The titles of the visible columns."""
    pieces = [" " * MARGIN]
    for place, index in enumerate(shown):
        head = source.heads[index]
        pieces.append(" " * (head.gap if place else 0))
        pieces.append(pad(cut(head.title, head.width, ellipsis), head.width, head.right))
    text = cut("".join(pieces).rstrip(), width, ellipsis)
    hidden = set(range(len(source.heads))) - set(shown)
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
) -> Line:
    """A row; the cell in `column` is under the cursor, and shows the `field` being typed."""
    drawn = source.row(index)
    marked = source.mark(column) if column is not None and field is None else column
    pieces: list[Piece] = [Piece(">" if column is not None else " ", "bold")]
    pieces.append(Piece("!", "red") if drawn.marked else Piece(" ", "bold"))
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
            if number != marked and drawn.kind == "group" and wide(cell.text) > room:
                room += _borrowed(source, drawn, places, marked)
            text = pad(cut(cell.text, room, ellipsis), room, head.right)
            tone: Tone = "reverse" if number == marked else (cell.tone or bold)
            pieces.append(Piece(text, tone))
        taken += gap + room
    return _merged(pieces)


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
