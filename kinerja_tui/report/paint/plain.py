"""A table for the terminal: columns fitted into a width, symbols and words before colour."""

from __future__ import annotations

from kinerja_tui.locale import Words
from kinerja_tui.report.table import Cell, Row, Table
from kinerja_tui.report.text import cell_text
from kinerja_tui.report.width import cut, pad, wide

SYMBOLS = {"green": "▲", "yellow": "◆", "red": "▼", "grey": "·"}
ASCII_SYMBOLS = {"green": "+", "yellow": "~", "red": "-", "grey": "."}
_SGR = {"green": "32", "yellow": "33", "red": "31", "grey": "2"}
_GAP = 2
_NARROWEST = 12
_NARROWEST_WORD = 8


class Ink:
    """How a terminal is written to: its width, whether it takes colour, whether it shows
    Unicode.
    """

    def __init__(self, width: int = 80, colour: bool = False, ascii_only: bool = False) -> None:
        """Ink for a terminal of `width` columns."""
        self.width = width
        self.colour = colour
        self.symbols = ASCII_SYMBOLS if ascii_only else SYMBOLS
        self.rule = "-" if ascii_only else "─"
        self.ellipsis = "~" if ascii_only else "…"

    def paint(self, text: str, code: str) -> str:
        """`text` in the SGR `code`, or as it is."""
        return f"\x1b[{code}m{text}\x1b[0m" if self.colour and code else text


def symbol(cell: Cell, ink: Ink) -> str:
    """The sign of a status cell."""
    return ink.symbols[cell.colour or "grey"]


def paint(table: Table, words: Words, ink: Ink) -> str:
    """`table` in at most `ink.width` columns: text columns give way first, numbers never do."""
    table = table.on_a_page()
    texts = [
        [_text(cell, i, table, words, ink) for i, cell in enumerate(row.cells)]
        for row in table.rows
    ]
    heads = [words.say(column.short or column.title) for column in table.columns]
    widths = fit(table, heads, texts, ink.width)
    if widths is None:
        return _records(table, heads, texts, ink)
    lines = [ink.paint(_join(heads, widths, table, ink).rstrip(), "1")]
    for row, cells in zip(table.rows, texts, strict=True):
        lines.append(_row(row, cells, widths, table, ink))
    return "\n".join(lines) + "\n"


def _text(cell: Cell, index: int, table: Table, words: Words, ink: Ink) -> str:
    column = table.columns[index]
    text = cell_text(cell, column, words, table.rounding)
    kind = cell.kind or column.kind
    return f"{symbol(cell, ink)} {text}" if kind == "status" and text else text


def fit(table: Table, heads: list[str], texts: list[list[str]], width: int) -> list[int] | None:
    """Column widths that fit into `width`, shrinking the widest text columns; None when they
    cannot.
    """
    natural = [
        max(wide(head), *(wide(row[index]) for row in texts), 1) if texts else wide(head)
        for index, head in enumerate(heads)
    ]
    room = width - _GAP * (len(natural) - 1)
    for kinds, narrowest in ((("text",), _NARROWEST), (("status", "word"), _NARROWEST_WORD)):
        elastic = [index for index, column in enumerate(table.columns) if column.kind in kinds]
        while sum(natural) > room:
            able = [index for index in elastic if natural[index] > narrowest]
            if not able:
                break
            natural[max(able, key=lambda index: natural[index])] -= 1
    return natural if sum(natural) <= room else None


def _join(cells: list[str], widths: list[int], table: Table, ink: Ink) -> str:
    return (" " * _GAP).join(
        pad(cut(cell, width, ink.ellipsis), width, right=column.right)
        for cell, width, column in zip(cells, widths, table.columns, strict=True)
    )


def _row(row: Row, cells: list[str], widths: list[int], table: Table, ink: Ink) -> str:
    if not ink.colour:
        return _join(cells, widths, table, ink).rstrip()
    bold = row.kind in ("group", "total")
    pieces = []
    for cell, text, width, column in zip(row.cells, cells, widths, table.columns, strict=True):
        shown = pad(cut(text, width, ink.ellipsis), width, right=column.right)
        code = _SGR.get(cell.colour or "", "") if (cell.kind or column.kind) == "status" else ""
        pieces.append(ink.paint(shown, code or ("1" if bold else "")))
    return (" " * _GAP).join(pieces).rstrip()


def _records(table: Table, heads: list[str], texts: list[list[str]], ink: Ink) -> str:
    """Too many columns for the width: one block a row, `title: value` a line."""
    margin = max(wide(head) for head in heads)
    blocks = []
    for cells in texts:
        lines = [
            f"{pad(head, margin)}  {cut(cell, max(ink.width - margin - 2, 8), ink.ellipsis)}"
            for head, cell in zip(heads, cells, strict=True)
            if cell
        ]
        blocks.append("\n".join(lines))
    return f"\n{ink.rule * min(ink.width, 40)}\n".join(blocks) + "\n"
