"""Markdown: pipe tables that pandoc turns into Word tables, with a title above and notes below."""

from __future__ import annotations

from collections.abc import Sequence

from kinerja_tui.locale import Words
from kinerja_tui.report import safe
from kinerja_tui.report.table import Column, Row, Table
from kinerja_tui.report.text import cell_text, words_of

# Pandoc gives each column its share of the rule's dashes. A page takes about this many characters;
# what should not be broken (codes, numbers, single words) gets what it needs, names get the rest.
_PAGE = 76
_NARROWEST = 22
_LONGEST_WORDS = 24
_LONGEST_NAME = 60


def paint(table: Table, words: Words, level: int = 3) -> str:
    """`table` as a heading of `level`, a pipe table (or a list of facts) and its notes; text of
    records is escaped.
    """
    table = table.on_a_page()
    content = body(table, words) if table.layout == "grid" else facts(table, words)
    lines = [f"{'#' * level} {title(table, words)}", "", *content]
    for note in table.notes:
        lines += ["", safe.markdown(words_of(note, words))]
    return "\n".join(lines) + "\n"


def title(table: Table, words: Words) -> str:
    """The table's id and title, escaped."""
    return f"{table.id}. {safe.markdown(words.say(table.title))}"


def body(table: Table, words: Words) -> list[str]:
    """The lines of the pipe table; groups and totals are bold, and a group stands once."""
    table = table.folded()
    head = [safe.markdown(words.say(column.title)) for column in table.columns]
    rows = []
    for row in table.rows:
        texts = _texts(row, table, words)
        bold = row.kind in ("group", "total")
        rows.append([f"**{text}**" if text else "" for text in texts] if bold else texts)
    widths = _shares(table.columns, head, rows)
    rule = [
        "-" * (width - 1) + ":" if column.right else "-" * width
        for width, column in zip(widths, table.columns, strict=True)
    ]
    return [_line(cells, widths, table.columns) for cells in (head, rule, *rows)]


def facts(table: Table, words: Words) -> list[str]:
    """A row a paragraph: its first two cells as its name, then `title: text` for the others."""
    titles = [safe.markdown(words.say(column.title)) for column in table.columns]
    lines: list[str] = []
    for row in table.rows:
        texts = _texts(row, table, words)
        lines += [
            *([""] if lines else []),
            f"**{' '.join(text for text in texts[:2] if text)}**",
            "",
        ]
        lines += [
            f"- {name}: {text}" for name, text in zip(titles[2:], texts[2:], strict=True) if text
        ]
    return lines


def _texts(row: Row, table: Table, words: Words) -> list[str]:
    return [
        safe.markdown(cell.value)
        if isinstance(cell.value, str) and not cell.mark and not cell.aside
        else safe.markdown(cell_text(cell, column, words, table.rounding))
        for cell, column in zip(row.cells, table.columns, strict=True)
    ]


def _line(cells: list[str], widths: list[int], columns: Sequence[Column]) -> str:
    padded = [
        cell.rjust(width) if column.right else cell.ljust(width)
        for cell, width, column in zip(cells, widths, columns, strict=True)
    ]
    return f"| {' | '.join(padded)} |"


def _shares(columns: Sequence[Column], head: list[str], rows: list[list[str]]) -> list[int]:
    """How many characters wide each column is written, and so its share of the page."""
    natural = [
        max((len(row[index].strip("*")) for row in rows), default=0) for index in range(len(head))
    ]
    words = [max(len(word) for word in (*title.split(), "---")) for title in head]
    names = [column.kind == "text" for column in columns]
    widths = [
        max(_NARROWEST if name else min(cells, _LONGEST_WORDS) + 3, word + 2)
        for name, cells, word in zip(names, natural, words, strict=True)
    ]
    wants = [
        max(min(cells, _LONGEST_NAME) - width, 0) if name else 0
        for name, cells, width in zip(names, natural, widths, strict=True)
    ]
    room = max(_PAGE - sum(widths), 0)
    total = sum(wants)
    granted = min(room, total)
    return [
        width + (granted * want // total if total else 0)
        for width, want in zip(widths, wants, strict=True)
    ]
