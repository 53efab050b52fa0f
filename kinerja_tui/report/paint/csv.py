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
from kinerja_tui.report.text import words_of

Dialect = Literal["std", "id"]
_BOM = "\ufeff"


def paint(table: Table, words: Words, dialect: Dialect = "std") -> bytes:
    """`table` as UTF-8 CSV.

    std: comma, decimal point, LF, no BOM, column ids as header, stable codes for classes. id:
    semicolon, decimal comma, CRLF, BOM, titles as header, words. Both repeat every cell and carry
    no thousands signs.
    """
    local = dialect == "id"
    out = io.StringIO()
    writer = csv.writer(
        out, delimiter=";" if local else ",", lineterminator="\r\n" if local else "\n"
    )
    writer.writerow(
        [spreadsheet(words.say(column.title)) if local else column.id for column in table.columns]
    )
    for row in table.rows:
        writer.writerow([_cell(cell, table, words, local) for cell in row.cells])
    return ((_BOM if local else "") + out.getvalue()).encode()


def _cell(cell: Cell, table: Table, words: Words, local: bool) -> str:
    value = cell.value
    if value is None:
        return ""
    if not local and cell.word:
        return cell.word
    if isinstance(value, str | Message):
        return spreadsheet(words_of(value, words))
    if isinstance(value, date):
        return value.isoformat()
    number = Decimal(value)
    if cell.decimals is not None:
        number = printing.rounded(number, cell.decimals, table.rounding)
    text = printing.plain(number)
    return text.replace(".", ",") if local else text
