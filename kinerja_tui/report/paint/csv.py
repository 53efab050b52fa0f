"""CSV in two dialects: `std` for machines (comma, point, codes), `id` for an Indonesian
spreadsheet.

Numeric cells hold a bare number or nothing; text that a spreadsheet would run as a formula is
neutralised.
"""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal
from typing import Literal

from kinerja_tui.locale import Message, Words
from kinerja_tui.numbers import printing
from kinerja_tui.report.safe import spreadsheet
from kinerja_tui.report.table import Cell, Table

Dialect = Literal["std", "id"]
_BOM = "\ufeff"


def paint(table: Table, words: Words, dialect: Dialect = "std") -> bytes:
    """`table` as UTF-8 CSV in one dialect."""
    return paint_both(table, words)[dialect]


def paint_both(table: Table, words: Words) -> dict[Dialect, bytes]:
    """`table` as UTF-8 CSV in both dialects; every cell is made once.

    std: comma, decimal point, LF, no BOM, column ids as header, stable codes for classes. id:
    semicolon, decimal comma, CRLF, BOM, titles as header, words. Both repeat every cell and carry
    no thousands signs.
    """
    titles = [spreadsheet(words.say(column.title)) for column in table.columns]
    machine, person = [[column.id for column in table.columns]], [titles]
    for row in table.rows:
        pairs = [_cell(cell, table, words) for cell in row.cells]
        machine.append([pair[0] for pair in pairs])
        person.append([pair[1] for pair in pairs])
    return {
        "std": _written(machine, ",", "\n").encode(),
        "id": (_BOM + _written(person, ";", "\r\n")).encode(),
    }


def _written(rows: list[list[str]], delimiter: str, end: str) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=end).writerows(rows)
    return out.getvalue()


def _cell(cell: Cell, table: Table, words: Words) -> tuple[str, str]:
    """What the machine and what the person reads in the cell."""
    value = cell.value
    # What does not count is left out: in brackets a spreadsheet would read it as a negative number.
    if value is None or cell.aside:
        return "", ""
    if isinstance(value, Message):
        text = spreadsheet(words.say(value))
    elif isinstance(value, str):
        text = spreadsheet(value)
    elif isinstance(value, date):
        text = value.isoformat()
    else:
        plain = _plain(Decimal(value), cell.decimals, table)
        return plain, plain.replace(".", ",")
    return cell.word or text, text


def _plain(value: Decimal, decimals: int | None, table: Table) -> str:
    shown = value if decimals is None else printing.rounded(value, decimals, table.rounding)
    return printing.plain(shown)
