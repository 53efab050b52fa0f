"""A cell as the text people read, in one language."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from kinerja_tui.locale import Message, Words
from kinerja_tui.model.base import Rounding
from kinerja_tui.numbers import printing
from kinerja_tui.report.safe import one_line
from kinerja_tui.report.table import Cell, Column, Table


def words_of(value: str | Message, words: Words) -> str:
    """Text of a record on one safe line, or our own words translated."""
    return one_line(words.say(value) if isinstance(value, Message) else value)


def cell_text(cell: Cell, column: Column, words: Words, rounding: Rounding = "half-up") -> str:
    """What stands in the cell: numbers with the language's signs, `100,56%`, `Rp7.719.313.000`,
    marks, brackets.

    A cell without a value says why when it knows (`absent`), and is empty when there is nothing to
    say.
    """
    value = cell.value
    if value is None:
        return words_of(cell.absent, words) + cell.mark if cell.absent is not None else ""
    if isinstance(value, str | Message):
        text = words_of(value, words)
    elif isinstance(value, date):
        text = words.short_day(value)
    else:
        text = _number(value, cell, column, words, rounding)
    text += cell.mark
    return f"({text})" if cell.aside else text


def _number(
    value: Decimal | int, cell: Cell, column: Column, words: Words, rounding: Rounding
) -> str:
    kind = cell.kind or column.kind
    language = words.language
    number = Decimal(value)
    if kind in ("rupiah", "amount"):
        return printing.rupiah(number, language, symbol=kind == "rupiah")
    if cell.decimals is not None:
        number = printing.rounded(number, cell.decimals, rounding)
    if kind == "percent":
        return f"{printing.as_typed(number, language)}%"
    return printing.as_typed(number, language)


def row_texts(table: Table, words: Words) -> list[list[str]]:
    """All cells of `table` as text, row by row."""
    return [
        [
            cell_text(cell, column, words, table.rounding)
            for cell, column in zip(row.cells, table.columns, strict=True)
        ]
        for row in table.rows
    ]
