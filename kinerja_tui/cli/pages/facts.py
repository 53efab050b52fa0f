"""Facts of one record: a label and what stands beside it, for the terminal and for every
painter.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kinerja_tui.cli.pages.lines import labelled, paragraphs, wrapped
from kinerja_tui.cli.pages.tables import Format, painted, plain_table
from kinerja_tui.locale import N_, Message, Words, message
from kinerja_tui.report.paint.plain import Ink, symbol
from kinerja_tui.report.safe import one_line
from kinerja_tui.report.table import Cell, Column, Row, Table
from kinerja_tui.report.text import cell_text

Fact = tuple[Message, Cell]

_COLUMNS = (
    Column(id="item", title=message(N_("Item"))),
    Column(id="value", title=message(N_("Content"))),
)


def facts_table(id_: str, title: Message, facts: Iterable[Fact]) -> Table:
    """The facts as a table of two columns; those that say nothing are left out."""
    rows = tuple(
        Row(cells=(Cell(value=label), cell))
        for label, cell in facts
        if cell.value is not None or cell.absent is not None
    )
    return Table(id=id_, slug=id_, title=title, columns=_COLUMNS, rows=rows)


def record_page(
    facts: Table, tables: Sequence[Table], how: Format, words: Words, ink: Ink
) -> bytes | str:
    """A record in any format but JSON: its facts, then its tables."""
    if how != "plain":
        return painted([facts, *tables], how, words, ink)
    title = wrapped(one_line(words.say(facts.title)), ink.width)
    head = [ink.paint(line, "1") for line in title]
    body = labelled([_texts(row, words, ink) for row in facts.rows], ink.width)
    return paragraphs([head, body, *(plain_table(each, words, ink).split("\n") for each in tables)])


def _texts(row: Row, words: Words, ink: Ink) -> tuple[str, str]:
    label, cell = row.cells
    text = cell_text(cell, _COLUMNS[1], words)
    if cell.kind == "status":
        text = f"{symbol(cell, ink)} {text}"
    return cell_text(label, _COLUMNS[0], words), text
