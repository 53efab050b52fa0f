"""The year at a glance: goals with their means, indicators with target, realisation, achievement
and status.
"""

from __future__ import annotations

from kinerja_tui.locale import N_, Message, message
from kinerja_tui.measure.figures import GoalScore, IndicatorScore, Mean
from kinerja_tui.report import cells
from kinerja_tui.report.page import Page, basis, marked
from kinerja_tui.report.table import Cell, Column, Row, Table

COLUMNS = (
    Column(id="code", title=message(N_("Code")), kind="code"),
    Column(id="name", title=message(N_("Goal / indicator"))),
    Column(id="target", title=message(N_("Target")), kind="number"),
    Column(id="realisation", title=message(N_("Realisation")), kind="number"),
    Column(id="achievement", title=message(N_("Achievement")), kind="percent"),
    Column(id="status", title=message(N_("Status")), kind="status"),
)


def counted_of(mean: Mean) -> Message:
    """How many indicators a mean counts: `4 of 5`."""
    return message(N_("{counted} of {total}"), counted=mean.counted, total=mean.total)


def overview(page: Page) -> Table:
    """The main screen's table: a row a goal, below it a row an indicator."""
    rows: list[Row] = []
    for goal in page.card.goals:
        rows.append(goal_row(goal, page))
        rows.extend(indicator_row(score, page) for score in goal.indicators)
    return Table(
        id="overview",
        slug="ikhtisar",
        title=message(N_("Performance {year}"), year=page.year),
        columns=COLUMNS,
        rows=tuple(rows),
        notes=(basis(page), *marked(page)),
        rounding=page.rules.rounding,
    )


def goal_row(score: GoalScore, page: Page) -> Row:
    """A goal: its mean, and how many of its indicators count."""
    status = cells.status(score.status, score.mean.figure)
    return Row(
        kind="group",
        subject=score.id,
        cells=(
            cells.text(score.goal.code),
            cells.text(score.goal.name),
            cells.EMPTY,
            cells.EMPTY,
            cells.percent(score.mean.figure, page.rules, score.id),
            Cell(
                value=counted_of(score.mean),
                kind="status",
                word=status.word,
                colour=status.colour,
            ),
        ),
    )


def indicator_row(score: IndicatorScore, page: Page) -> Row:
    """An indicator: target, realisation, achievement, status."""
    indicator = score.indicator
    return Row(
        kind="item",
        subject=score.id,
        cells=(
            cells.text(indicator.code),
            cells.text(indicator.name),
            cells.target(score.target, indicator.decimals),
            cells.indicator_value(score, page.rules),
            cells.achievement(score, page.rules),
            cells.score_status(score),
        ),
    )
