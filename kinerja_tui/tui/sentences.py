"""A row of the screen as one sentence, and a table as sentences: for those who listen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kinerja_tui.locale import Words
from kinerja_tui.measure.figures import GoalScore, IndicatorScore
from kinerja_tui.report.page import Page
from kinerja_tui.report.text import words_of
from kinerja_tui.tui.lines import Line, line, wrapped
from kinerja_tui.tui.rows import Source
from kinerja_tui.tui.speech import Speech
from kinerja_tui.tui.tables import TableRows

if TYPE_CHECKING:
    from kinerja_tui.tui.screens.main import MainScreen


def indicator_sentence(page: Page, score: IndicatorScore, words: Words) -> str:
    """An indicator's code, name and figures, each with what it is."""
    speech, indicator = Speech(words, page.rules), score.indicator
    parts = [
        words("target {value}", value=speech.target(score.target, indicator.decimals)),
        words("realisation {value}", value=speech.value(score.value, indicator.decimals)),
        words("achievement {value}", value=speech.achievement(score)),
        speech.status(score),
        speech.gap(score),
        speech.grade(score),
        speech.state(score) if score.value.state not in (None, "final") else "",
    ]
    name = words_of(f"{indicator.code}, {indicator.name}", words)
    return f"{name}: {'; '.join(part for part in parts if part)}."


def goal_sentence(page: Page, goal: GoalScore, words: Words) -> str:
    """A goal's code, name and mean."""
    speech = Speech(words, page.rules)
    name = words_of(f"{goal.goal.code}, {goal.goal.name}", words)
    return f"{name}: {words('mean {mean}', mean=speech.mean(goal.mean))}."


def sentence_of(screen: MainScreen, index: int) -> str:
    """A row of the table that is shown."""
    source = screen.grid.source
    assert source is not None
    if isinstance(source, TableRows):
        return _cells(source, index, screen.words)
    page, subject = screen.page, source.row(index).subject
    score, goal = page.card.indicator(subject), page.goal(subject)
    if score is not None:
        return indicator_sentence(page, score, screen.words)
    return goal_sentence(page, goal, screen.words) if goal is not None else _plain(source, index)


def _cells(source: TableRows, index: int, words: Words) -> str:
    """Every cell that holds something, after its column's title."""
    parts = [
        f"{words.say(column.title)}: {piece.text.strip()}"
        for column, piece in zip(source.table.columns, source.row(index).cells, strict=True)
        if piece.text.strip()
    ]
    return "; ".join(parts) + "."


def _plain(source: Source, index: int) -> str:
    return " ".join(piece.text.strip() for piece in source.row(index).cells if piece.text.strip())


def table_lines(screen: MainScreen, width: int) -> list[Line]:
    """Every row of the table that is shown, a sentence each."""
    found: list[Line] = []
    for index in range(screen.grid.count):
        found += [line(" ", row) for row in wrapped(sentence_of(screen, index), width - 2)]
    return found
