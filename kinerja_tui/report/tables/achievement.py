"""T1, T4 and T14: what was promised and what was reached this year (PermenPANRB 53/2014, Bab III
A.1).
"""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

from kinerja_tui.locale import N_, Message, message
from kinerja_tui.measure.figures import GoalScore, IndicatorScore
from kinerja_tui.report import cells, phrases
from kinerja_tui.report.page import Page, basis, marked, unsure
from kinerja_tui.report.table import Cell, Column, Row, Table
from kinerja_tui.report.tables.overview import counted_of

GOAL_CODE = Column(id="goal_code", title=message(N_("No")), kind="code")
GOAL = Column(id="goal", title=message(N_("Strategic goal")))
CODE = Column(id="code", title=message(N_("IK")), kind="code")
INDICATOR = Column(id="indicator", title=message(N_("Performance indicator")))
UNIT_OF_MEASURE = Column(id="measured_in", title=message(N_("Measured in")), kind="word")
TARGET = Column(id="target", title=message(N_("Target")), kind="number")
REALISATION = Column(id="realisation", title=message(N_("Realisation")), kind="number")
ACHIEVEMENT = Column(id="achievement", title=message(N_("Achievement (%)")), kind="number")
RAW = Column(
    id="raw_achievement",
    title=message(N_("Achievement before cap and count (%)")),
    kind="number",
    data_only=True,
)
STATUS = Column(id="status", title=message(N_("Status")), kind="status")
REMARKS = Column(id="remarks", title=message(N_("Remarks")))


def bare(cell: Cell) -> Cell:
    """The cell without its percent sign, for a column whose title says (%)."""
    return cells.as_kind(cell, "number")


def summary(page: Page) -> Table:
    """T1, the executive summary: one line an indicator."""
    rows = tuple(
        Row(
            kind="item",
            subject=score.id,
            cells=(
                cells.text(score.indicator.code),
                cells.text(goal.goal.name),
                cells.text(score.indicator.name),
                cells.target(score.target, score.indicator.decimals),
                cells.indicator_value(score, page.rules),
                bare(cells.achievement(score, page.rules)),
            ),
        )
        for goal in page.card.goals
        for score in goal.indicators
    )
    return Table(
        id="T1",
        slug="t01-ringkasan",
        title=message(N_("Executive summary {year}"), year=page.year),
        columns=(CODE, GOAL, INDICATOR, TARGET, REALISATION, ACHIEVEMENT),
        rows=rows,
        notes=(basis(page), *marked(page)),
        rounding=page.rules.rounding,
    )


def achievement(page: Page) -> Table:
    """T4, target against realisation this year: one line an indicator, its goal repeated."""
    rows = tuple(
        _achievement_row(goal, score, page) for goal in page.card.goals for score in goal.indicators
    )
    return Table(
        id="T4",
        slug="t04-capaian",
        grouped=2,
        title=message(N_("Performance achievement {year}"), year=page.year),
        columns=(
            GOAL_CODE,
            GOAL,
            CODE,
            INDICATOR,
            UNIT_OF_MEASURE,
            TARGET,
            REALISATION,
            ACHIEVEMENT,
            RAW,
            STATUS,
            REMARKS,
        ),
        rows=rows,
        notes=(basis(page), *marked(page)),
        rounding=page.rules.rounding,
    )


def _achievement_row(goal: GoalScore, score: IndicatorScore, page: Page) -> Row:
    indicator = score.indicator
    return Row(
        kind="item",
        subject=score.id,
        cells=(
            cells.text(goal.goal.code),
            cells.text(goal.goal.name),
            cells.text(indicator.code),
            cells.text(indicator.name),
            cells.text(indicator.measured_in),
            cells.target(score.target, indicator.decimals),
            cells.indicator_value(score, page.rules),
            bare(cells.achievement(score, page.rules)),
            cells.derived(score.achievement.raw, page.rules),
            cells.score_status(score),
            cells.text(phrases.remarks(score)),
        ),
    )


def goals(page: Page) -> Table:
    """T4, the goals' means: each says how many of its indicators it counts, and so does the
    unit's.
    """
    rows = [
        Row(
            kind="item",
            subject=score.id,
            cells=(
                cells.text(score.goal.code),
                cells.text(score.goal.name),
                bare(cells.percent(score.mean.figure, page.rules, score.id)),
                Cell(value=counted_of(score.mean), kind="word"),
                cells.status(score.status, score.mean.figure),
            ),
        )
        for score in page.card.goals
    ]
    rows.append(
        Row(
            kind="total",
            subject="unit",
            cells=(
                cells.EMPTY,
                cells.text(message(N_("Mean of the unit"))),
                bare(cells.percent(page.card.mean.figure, page.rules, "unit")),
                Cell(value=counted_of(page.card.mean), kind="word"),
                cells.status(page.card.status, page.card.mean.figure),
            ),
        )
    )
    return Table(
        id="T4",
        slug="t04-sasaran",
        title=message(N_("Achievement of the strategic goals {year}"), year=page.year),
        columns=(
            GOAL_CODE,
            GOAL,
            ACHIEVEMENT,
            Column(id="counted", title=message(N_("Indicators counted")), kind="word"),
            STATUS,
        ),
        rows=tuple(rows),
        notes=(*unsure(page), basis(page)),
        rounding=page.rules.rounding,
    )


def recapitulation(page: Page) -> Table:
    """T14: how many indicators are in each class; those not counted and those without data
    apart.
    """
    tally: Counter[str] = Counter()
    for score in page.card.indicators:
        tally[class_of(score)] += 1
    total = sum(tally.values())
    rows = [
        _tally_row(phrases.shipped(grade.name), tally[id_], total, page)
        for id_, grade in (page.card.scale.grade.items() if page.card.scale else ())
    ]
    if tally["no-class"]:
        rows.append(_tally_row(message(phrases.NO_CLASS), tally["no-class"], total, page))
    rows.append(_tally_row(message(phrases.NOT_COUNTED), tally["not-counted"], total, page))
    rows.append(_tally_row(message(phrases.NO_DATA), tally["none"], total, page))
    rows.append(_tally_row(message(N_("TOTAL")), total, total, page, total_row=True))
    return Table(
        id="T14",
        slug="t14-rekapitulasi",
        title=message(N_("Recapitulation of statuses {year}"), year=page.year),
        columns=(
            Column(id="category", title=message(N_("Category"))),
            Column(id="indicators", title=message(N_("Number of indicators")), kind="integer"),
            Column(id="share", title=message(N_("Share (%)")), kind="number"),
        ),
        rows=tuple(rows),
        notes=unsure(page),
        rounding=page.rules.rounding,
    )


def class_of(score: IndicatorScore) -> str:
    """The id of the indicator's class, or `no-class`, `not-counted`, `none` (no data)."""
    if score.status is not None:
        return score.status.id
    if score.achievement.counted is not None:
        return "no-class"
    return "not-counted" if score.reason == "not-counted" else "none"


def _tally_row(
    name: str | Message, count: int, total: int, page: Page, total_row: bool = False
) -> Row:
    share = Decimal(count) * 100 / total if total else None
    return Row(
        kind="total" if total_row else "plain",
        cells=(cells.text(name), Cell(value=count), cells.derived(share, page.rules)),
    )
