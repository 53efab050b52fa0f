"""Rows as the grid draws them: columns with widths, and cells formatted when they are seen."""

from __future__ import annotations

from typing import Protocol

from msgspec import Struct

from kinerja_tui.locale import Words
from kinerja_tui.report.paint.plain import Ink, symbol
from kinerja_tui.report.table import Cell, Column, RowKind, Table
from kinerja_tui.report.text import cell_text
from kinerja_tui.report.width import cut, pad, wide
from kinerja_tui.tui.field import Field
from kinerja_tui.tui.lines import Line, Piece, Tone, line

MARGIN = 2


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
    sign = Piece("*", "bold") if picked else Piece(" ")
    if broken:
        sign = Piece("!", "reverse" if picked else "red")
    return [Piece(">", "bold") if here else Piece(" "), sign]


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
    """Neighbouring pieces of one tone as one piece, and no blanks at the end: fewer codes on the
    wire.
    """
    found: list[Piece] = []
    for piece in pieces:
        if not piece.text:
            continue
        plain = piece.text.isspace() and piece.tone not in ("reverse", "caret")
        if found and (found[-1].tone == piece.tone or plain):
            found[-1] = Piece(found[-1].text + piece.text, found[-1].tone)
        else:
            found.append(piece)
    while found and found[-1].tone not in ("reverse", "caret"):
        last = found.pop()
        if text := last.text.rstrip(" "):
            found.append(Piece(text, last.tone))
            break
    return tuple(found)
