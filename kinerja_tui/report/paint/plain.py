"""A table for the terminal: columns fitted into a width, symbols and words before colour."""

from __future__ import annotations

from textwrap import wrap
from typing import NamedTuple

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
    table = table.on_a_page().folded()
    if table.layout == "records":
        return _records(table, words, ink)
    texts = [
        [_text(cell, i, table, words, ink) for i, cell in enumerate(row.cells)]
        for row in table.rows
    ]
    heads = [words.say(column.short or column.title) for column in table.columns]
    for gap in (_GAP, 1):
        widths = fit(table, heads, texts, ink.width, gap)
        if widths is not None:
            break
    else:
        return _records(table, words, ink)
    grid = _Grid(table, widths, gap, ink)
    lines = [ink.paint(line.rstrip(), "1") for line in _head(heads, grid)]
    lines += [_row(row, cells, grid) for row, cells in zip(table.rows, texts, strict=True)]
    return "\n".join(lines) + "\n"


class _Grid(NamedTuple):
    """Where the columns of a table stand."""

    table: Table
    widths: list[int]
    gap: int
    ink: Ink

    def join(self, cells: list[str]) -> str:
        """One line of cells, each cut and padded to its column."""
        return (" " * self.gap).join(
            self.placed(cell, width, column.right)
            for cell, width, column in zip(cells, self.widths, self.table.columns, strict=True)
        )

    def placed(self, text: str, width: int, right: bool) -> str:
        """`text` cut and padded to `width`."""
        return pad(cut(text, width, self.ink.ellipsis), width, right=right)


def _text(cell: Cell, index: int, table: Table, words: Words, ink: Ink) -> str:
    column = table.columns[index]
    text = cell_text(cell, column, words, table.rounding)
    kind = cell.kind or column.kind
    return f"{symbol(cell, ink)} {text}" if kind == "status" and text else text


def fit(
    table: Table, heads: list[str], texts: list[list[str]], width: int, gap: int = _GAP
) -> list[int] | None:
    """Column widths that fit into `width`; None when there are none.

    Titles break into lines first, then names are shortened, then words; numbers stay whole.
    """
    cells = [max((wide(row[index]) for row in texts), default=0) for index in range(len(heads))]
    room = width - gap * (len(heads) - 1)
    widths = [max(cell, wide(head)) for cell, head in zip(cells, heads, strict=True)]
    if sum(widths) > room:
        longest = [max(map(wide, head.split()), default=0) for head in heads]
        widths = [max(cell, word) for cell, word in zip(cells, longest, strict=True)]
    for kinds, narrowest in ((("text",), _NARROWEST), (("status", "word"), _NARROWEST_WORD)):
        elastic = [index for index, column in enumerate(table.columns) if column.kind in kinds]
        while sum(widths) > room:
            able = [index for index in elastic if widths[index] > narrowest]
            if not able:
                break
            widths[max(able, key=lambda index: widths[index])] -= 1
    return widths if sum(widths) <= room else None


def _head(heads: list[str], grid: _Grid) -> list[str]:
    """The titles, broken into as many lines as the widest need, standing on the last."""
    pieces = [
        wrap(head, width, break_long_words=False) if wide(head) > width else [head]
        for head, width in zip(heads, grid.widths, strict=True)
    ]
    height = max(len(piece) for piece in pieces)
    tall = [[""] * (height - len(piece)) + piece for piece in pieces]
    return [grid.join([piece[line] for piece in tall]) for line in range(height)]


def _row(row: Row, cells: list[str], grid: _Grid) -> str:
    """A row; the name of a group runs on over the empty cells behind it."""
    bold = row.kind in ("group", "total")
    pieces: list[str] = []
    index = 0
    while index < len(cells):
        column, width, taken = grid.table.columns[index], grid.widths[index], index + 1
        if row.kind == "group" and column.kind == "text":
            while taken < len(cells) and not cells[taken]:
                width += grid.gap + grid.widths[taken]
                taken += 1
        cell = row.cells[index]
        shown = grid.placed(cells[index], width, column.right)
        code = _SGR.get(cell.colour or "", "") if (cell.kind or column.kind) == "status" else ""
        pieces.append(grid.ink.paint(shown, code or ("1" if bold else "")))
        index = taken
    return (" " * grid.gap).join(pieces).rstrip()


def _records(table: Table, words: Words, ink: Ink) -> str:
    """Too many columns for the width: one block a row, `title: value` a line."""
    heads = [words.say(column.title) for column in table.columns]
    margin = min(max(wide(head) for head in heads), ink.width // 2)
    blocks = []
    for row in table.rows:
        texts = [_text(cell, index, table, words, ink) for index, cell in enumerate(row.cells)]
        lines = [
            f"{pad(cut(head, margin, ink.ellipsis), margin)}  {line}"
            for name, text in zip(heads, texts, strict=True)
            if text
            for head, line in _labelled(name, wrap(text, max(ink.width - margin - 2, 8)))
        ]
        blocks.append("\n".join(lines))
    return f"\n{ink.rule * min(ink.width, 40)}\n".join(blocks) + "\n"


def _labelled(name: str, lines: list[str]) -> list[tuple[str, str]]:
    """The lines of a value, the first beside its name."""
    return [(name if index == 0 else "", line) for index, line in enumerate(lines)]
