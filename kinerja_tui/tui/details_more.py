"""Details of what is no record of its own: a problem, a goal, a table or a section of the report,
and any row by its cells.
"""

from __future__ import annotations

from kinerja_tui.locale import Words
from kinerja_tui.model.base import Problem
from kinerja_tui.report.page import Page
from kinerja_tui.report.text import cell_text, words_of
from kinerja_tui.tui.facts import Facts
from kinerja_tui.tui.speech import Speech
from kinerja_tui.tui.tables import TableRows


def problem(found: Problem, words: Words) -> Facts:
    """What is wrong, where, what to do, and the line as it stands in the file."""
    place = words_of(found.file, words)
    if found.line:
        place += f":{found.line}" + (f":{found.column}" if found.column else "")
    excerpt = [words_of(row, words) for row in found.excerpt.splitlines()]
    return Facts(
        code=found.code,
        title=place,
        facts=(
            (words("What is wrong"), words_of(found.message, words)),
            (words("What to do"), words_of(found.hint, words) if found.hint else ""),
            (words("Key"), words_of(found.key, words)),
        ),
        drawn=excerpt,
    )


def goal(page: Page, subject: str, words: Words) -> Facts | None:
    """A goal: its achievement against the money spent for it."""
    found = page.goal(subject)
    if found is None:
        return None
    speech = Speech(words, page.rules)
    own = next((each for each in page.card.efficiency.goals if each.goal == subject), None)
    absorption = speech.percent(own.absorption.value) if own else ""
    difference = own.difference.value if own else None
    points = words("{n} points", n=speech.rounded(difference)) if difference is not None else ""
    return Facts(
        code=words_of(found.goal.code, words),
        title=words_of(found.goal.name, words),
        facts=(
            (words("Achievement"), speech.mean(found.mean)),
            (words("Absorption"), absorption or words("n.a.")),
            (words("Achievement minus absorption"), points),
        ),
    )


def by_cells(source: TableRows, index: int, column: int, words: Words) -> Facts:
    """A row by its cells: the one under the cursor first, then the others, then the notes."""
    table = source.table
    row = table.rows[index]
    texts = [
        cell_text(cell, each, words, table.rounding).strip()
        for cell, each in zip(row.cells, table.columns, strict=True)
    ]
    titles = [words_of(each.title, words) for each in table.columns]
    order = [column, *(index for index in range(len(texts)) if index != column)]
    return Facts(
        facts=[(titles[index], texts[index]) for index in order if index < len(texts)],
        notes=[words_of(note, words) for note in table.notes],
    )
