"""The status page: the unit's year at a glance, in at most the terminal's width."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from kinerja_tui.cli.pages.lines import labelled, paragraphs, wrapped
from kinerja_tui.locale import Words, message
from kinerja_tui.numbers import printing
from kinerja_tui.report import cells, phrases
from kinerja_tui.report.page import Page, footnotes, unsure
from kinerja_tui.report.paint import plain
from kinerja_tui.report.paint.plain import Ink
from kinerja_tui.report.safe import one_line
from kinerja_tui.report.table import Cell, Column
from kinerja_tui.report.tables.achievement import class_of
from kinerja_tui.report.tables.agreement import name_of
from kinerja_tui.report.tables.overview import counted_of, overview
from kinerja_tui.report.text import cell_text, words_of
from kinerja_tui.report.width import cut, wide

FIRST_PROBLEMS = 3
_WITHOUT_CLASS = (
    ("no-class", phrases.NO_CLASS),
    ("not-counted", phrases.NOT_COUNTED),
    ("none", phrases.NO_DATA),
)
_UNSAID = ""
_FIGURE = Column(id="figure", title=message(_UNSAID))


def status_page(page: Page, words: Words, ink: Ink, problems: Sequence[tuple[str, str]]) -> str:
    """Head, counts, the overview, the unit's figures, footnotes, and the first of the problems.

    `problems` are sentences ready to print, each with its hint, which may be empty.
    """
    table = overview(page)
    return paragraphs(
        [
            [*_head(page, words, ink), *counts_lines(page, words, ink)],
            plain.paint(table, words, ink).rstrip("\n").split("\n") if table.rows else [],
            labelled(_figures(page, words), ink.width),
            _notes(page, words, ink.width),
            _problems(problems, words, ink.width),
        ]
    )


def _head(page: Page, words: Words, ink: Ink) -> list[str]:
    unit = one_line(page.records.unit.label)
    card = page.card
    first = words("{unit}  {year}  on {day}", unit=unit, year=str(card.year), day=card.at)
    if card.agreement is None:
        second = words("No agreement is in force on {day}.", day=card.at)
    else:
        second = words(
            "Agreement in force: {id} ({name})",
            id=card.agreement.id,
            name=name_of(page, card.agreement),
        )
    head = ink.paint(cut(first, ink.width, ink.ellipsis), "1")
    doubts = [line for each in unsure(page) for line in wrapped(words_of(each, words), ink.width)]
    return [head, *wrapped(second, ink.width), *doubts]


def counts_lines(page: Page, words: Words, ink: Ink) -> list[str]:
    """How many indicators are in each class: `▲ 4 tercapai  ◆ 1 mendekati ...`."""
    tally = Counter(class_of(each) for each in page.card.indicators)
    pieces = []
    for id_, grade in page.card.scale.grade.items() if page.card.scale else ():
        cell = Cell(value=phrases.shipped(grade.name), kind="status", colour=grade.colour)
        pieces.append(_count(tally[id_], cell, words, ink))
    for id_, text in _WITHOUT_CLASS:
        if tally[id_]:
            cell = Cell(value=message(text), kind="status", colour="grey")
            pieces.append(_count(tally[id_], cell, words, ink))
    lines = pieces[:1]
    for piece in pieces[1:]:
        longer = f"{lines[-1]}  {piece}"
        if wide(longer) <= ink.width:
            lines[-1] = longer
        else:
            lines.append(piece)
    return lines


def _count(number: int, cell: Cell, words: Words, ink: Ink) -> str:
    return f"{plain.symbol(cell, ink)} {number} {cell_text(cell, _FIGURE, words)}"


def _figures(page: Page, words: Words) -> list[tuple[str, str]]:
    """The unit's mean, absorption and efficiency; each says why when it has no number."""
    card, rules = page.card, page.rules
    mean = _text(cells.percent(card.mean.figure, rules), words)
    difference = card.efficiency.difference
    efficiency = _text(cells.computed(difference, rules), words)
    if difference.value is not None:
        efficiency = words("{n} points (achievement − absorption)", n=efficiency)
    return [
        (
            words("Achievement of the unit"),
            words(
                "{mean} ({counted} indicators counted)",
                mean=mean,
                counted=counted_of(card.mean),
            ),
        ),
        (words("Absorption"), _absorption(page, words)),
        (words("Efficiency"), efficiency),
    ]


def _absorption(page: Page, words: Words) -> str:
    """The percent with both amounts; else why not, and how many activities lack their spending."""
    budget, language = page.card.budget, words.language
    text = _text(cells.percent(budget.absorption, page.rules), words)
    spending, ceiling = budget.spending.value, budget.ceiling
    if budget.without_spending:
        missing = words(
            "{n} of {total} activities have no spending recorded.",
            n=budget.without_spending,
            total=len(budget.activities),
        )
        return f"{text}: {missing}"
    if spending is None or ceiling is None:
        return text
    return words(
        "{absorption} (Rp{spending} of Rp{ceiling})",
        absorption=text,
        spending=printing.rupiah(spending, language, symbol=False),
        ceiling=printing.rupiah(Decimal(ceiling), language, symbol=False),
    )


def _text(cell: Cell, words: Words) -> str:
    return cell_text(cell, _FIGURE, words)


def _notes(page: Page, words: Words, width: int) -> list[str]:
    return [
        line
        for note in footnotes(page)
        for line in wrapped(words_of(note, words), width, "  ", f"{cells.FOOTNOTE_MARK} ")
    ]


def _problems(problems: Sequence[tuple[str, str]], words: Words, width: int) -> list[str]:
    """The first of them; a hint where it takes no more than one line."""
    if not problems:
        return []
    head = words.count(
        "! {n} problem in the records:", "! {n} problems in the records:", len(problems)
    )
    lines = [head]
    for each, hint in problems[:FIRST_PROBLEMS]:
        lines += wrapped(each, width, "    ", "  ")
        more = wrapped(hint, width, "    ") if hint else []
        lines += more if len(more) == 1 else []
    left = len(problems) - FIRST_PROBLEMS
    if left > 0:
        lines.append(words.count("  and {n} more", "  and {n} more", left))
    return lines
