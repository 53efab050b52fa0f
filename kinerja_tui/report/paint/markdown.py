"""Markdown: pipe tables that pandoc turns into Word tables, with a title above and notes below."""

from __future__ import annotations

from kinerja_tui.locale import Words
from kinerja_tui.report import safe
from kinerja_tui.report.table import Table
from kinerja_tui.report.text import row_texts, words_of

# Pandoc gives each column its share of the rule's dashes: no column may starve beside a long name.
_NARROWEST = 7
_WIDEST = 40


def paint(table: Table, words: Words, level: int = 3) -> str:
    """`table` as a heading of `level`, a pipe table and its notes; text of records is escaped."""
    lines = [f"{'#' * level} {title(table, words)}", "", *body(table, words)]
    for note in table.notes:
        lines += ["", safe.markdown(words_of(note, words))]
    return "\n".join(lines) + "\n"


def title(table: Table, words: Words) -> str:
    """The table's id and title, escaped."""
    return f"{table.id}. {safe.markdown(words.say(table.title))}"


def body(table: Table, words: Words) -> list[str]:
    """The lines of the pipe table; groups and totals are bold."""
    head = [safe.markdown(words.say(column.title)) for column in table.columns]
    rows = [[safe.markdown(text) for text in row] for row in row_texts(table, words)]
    for row, source in zip(rows, table.rows, strict=True):
        if source.kind in ("group", "total"):
            row[:] = [f"**{text}**" if text else "" for text in row]
    widths = [
        min(max(_NARROWEST, *(len(line[index]) for line in (head, *rows))), _WIDEST)
        for index in range(len(head))
    ]
    rule = [
        "-" * (width - 1) + ":" if column.right else "-" * width
        for width, column in zip(widths, table.columns, strict=True)
    ]
    return [_line(cells, widths, table) for cells in (head, rule, *rows)]


def _line(cells: list[str], widths: list[int], table: Table) -> str:
    padded = [
        cell.rjust(width) if column.right else cell.ljust(width)
        for cell, width, column in zip(cells, widths, table.columns, strict=True)
    ]
    return f"| {' | '.join(padded)} |"
