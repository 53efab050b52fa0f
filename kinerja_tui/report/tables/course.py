"""The years side by side, each year against its target as a bar, and the way to the mid-term
target.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import NamedTuple

from msgspec.structs import replace

from kinerja_tui.locale import N_, Message, message
from kinerja_tui.measure.figures import Achievement, IndicatorScore, TargetValue, Value
from kinerja_tui.measure.path import Path, path_of
from kinerja_tui.report import bars, cells
from kinerja_tui.report.page import Page, basis, marked
from kinerja_tui.report.table import Cell, Column, Row, RowKind, Table
from kinerja_tui.report.tables.achievement import (
    ACHIEVEMENT,
    CODE,
    INDICATOR,
    REALISATION,
    TARGET,
    bare,
)
from kinerja_tui.report.tables.comparison import change

BAR = 18
MOST = Decimal(120)
"""The achievement, in percent, at which a bar is full."""

MID_TERM = "jangka-menengah"
"""The slug of the way to the mid-term target."""

EQUAL_STEPS = N_(
    "Assumption: every remaining year moves the realisation by the same amount, from the value of "
    "{year} to the plan's target of {end}."
)


class Course(NamedTuple):
    """A year of an indicator."""

    year: int
    target: TargetValue | None
    value: Value
    achievement: Achievement


def course(score: IndicatorScore) -> tuple[Course, ...]:
    """The earlier years that are known, oldest first, and the year shown."""
    before = (Course(each.year, each.target, each.value, each.achievement) for each in score.years)
    return (*before, Course(score.year, score.target, score.value, score.achievement))


def years(page: Page) -> Table:
    """A row an indicator: targets, realisations and achievements of every year that is known."""
    scores = page.card.indicators
    known = sorted({year for score in scores for year, *_ in course(score)} | {page.year})
    groups: tuple[tuple[str, str, str], ...] = (
        ("target", N_("Target {year}"), N_("T {year}")),
        ("realisation", N_("Realisation {year}"), N_("R {year}")),
        ("achievement", N_("Achievement {year} (%)"), N_("% {year}")),
    )
    columns = [CODE, INDICATOR]
    for id_, title, short in groups:
        columns += [
            Column(
                id=f"{id_}_{year}",
                title=message(title, year=year),
                short=message(short, year=year),
                kind="number",
            )
            for year in known
        ]
    columns.append(
        Column(
            id="change",
            title=message(N_("Change (points)")),
            short=message(N_("Change")),
            kind="points",
        )
    )
    return Table(
        id="years",
        slug="tahun",
        title=message(N_("Years side by side")),
        columns=tuple(columns),
        rows=tuple(_years_row(score, known, page) for score in scores),
        notes=(basis(page), *marked(page)),
        rounding=page.rules.rounding,
        chief=f"achievement_{page.year}",
    )


def _years_row(score: IndicatorScore, known: Sequence[int], page: Page) -> Row:
    found = {year: (target, value, reached) for year, target, value, reached in course(score)}

    def each(make: Callable[[TargetValue | None, Value, Achievement], Cell]) -> list[Cell]:
        return [
            make(*found[year]) if year in found else Cell(absent=cells.NOT_AVAILABLE)
            for year in known
        ]

    return Row(
        kind="item",
        subject=score.id,
        cells=(
            cells.text(score.indicator.code),
            cells.text(score.indicator.name),
            *each(lambda target, *_: cells.target(target, score.indicator.decimals)),
            *each(lambda _, value, __: _value(value, score, page)),
            *each(lambda _, __, reached: bare(cells.earlier_achievement(reached, page.rules))),
            _turned(change(score), page),
        ),
    )


def _value(value: Value, score: IndicatorScore, page: Page) -> Cell:
    if value is score.value:
        return cells.indicator_value(score, page.rules)
    return cells.realised(value, page.rules, score.indicator.decimals)


def _turned(found: Decimal | None, page: Page) -> Cell:
    """A change in points, with the sign of its direction behind it."""
    sign = bars.direction(found)
    return replace(cells.derived(found, page.rules), mark=f" {sign}" if sign else "")


def trend(page: Page) -> Table:
    """A row an indicator with the year shown, below it a row for each earlier year; achievements
    are drawn against 100%.
    """
    rows: list[Row] = []
    for score in page.card.indicators:
        *before, now = course(score)
        rows.append(_trend_row("item", score.indicator.code, now, score, page))
        rows += [
            _trend_row("part", f"  {each.year}", each, score, page) for each in reversed(before)
        ]
    return Table(
        id="trend",
        slug="tren",
        title=message(N_("Trend against the target")),
        columns=(
            Column(
                id="code",
                title=message(N_("IK / year")),
                short=message(N_("IK")),
                kind="code",
            ),
            Column(
                id="trend",
                title=message(N_("Achievement; | is 100%")),
                short=message(N_("| is 100%")),
                kind="code",
            ),
            replace(ACHIEVEMENT, short=message(N_("Ach. %"))),
            TARGET,
            REALISATION,
            INDICATOR,
        ),
        rows=tuple(rows),
        rounding=page.rules.rounding,
        chief="achievement",
    )


def _trend_row(kind: RowKind, code: str, year: Course, score: IndicatorScore, page: Page) -> Row:
    if year.value is score.value:
        reached = bare(cells.achievement(score, page.rules))
    else:
        reached = bare(cells.earlier_achievement(year.achievement, page.rules))
    return Row(
        kind=kind,
        subject=score.id,
        cells=(
            cells.text(code),
            cells.text(bars.against(year.achievement.raw, MOST, BAR)),
            reached,
            cells.target(year.target, score.indicator.decimals),
            _value(year.value, score, page),
            cells.text(score.indicator.name if kind == "item" else ""),
        ),
    )


def way(score: IndicatorScore, page: Page) -> Path | None:
    """The indicator's way to the mid-term target."""
    scale = page.library.scales.get(score.indicator.scale or "")
    return path_of(score, page.records.plan_of(page.year), scale)


def mid_term(page: Page) -> Table:
    """A row an indicator: the mid-term target, progress, what remains, and what each remaining
    year must bring.
    """
    plan = page.records.plan_of(page.year)
    end = plan.end if plan else page.year
    return Table(
        id="mid-term",
        slug=MID_TERM,
        title=message(N_("The way to the mid-term target {year}"), year=end),
        columns=(
            CODE,
            INDICATOR,
            Column(
                id="realisation",
                title=message(N_("Realisation {year}"), year=page.year),
                short=message(N_("R {year}"), year=page.year),
                kind="number",
            ),
            Column(
                id="target",
                title=message(N_("Plan's last target {year}"), year=end),
                short=message(N_("T {year}"), year=end),
                kind="number",
            ),
            Column(
                id="progress",
                title=message(N_("Progress (%)")),
                short=Message("%"),
                kind="number",
            ),
            Column(id="remaining", title=message(N_("Remaining")), kind="number"),
            Column(
                id="step",
                title=message(N_("Each remaining year")),
                short=message(N_("A year")),
                kind="number",
            ),
        ),
        rows=tuple(_mid_term_row(score, page) for score in page.card.indicators),
        notes=(message(EQUAL_STEPS, year=page.year, end=end), *marked(page)),
        rounding=page.rules.rounding,
        chief="progress",
    )


def _mid_term_row(score: IndicatorScore, page: Page) -> Row:
    path = way(score, page)
    decimals = score.indicator.decimals
    head = (cells.text(score.indicator.code), cells.text(score.indicator.name))
    reached = cells.indicator_value(score, page.rules)
    if path is None:
        missing = Cell(absent=message(N_("none")))
        return Row(
            kind="item", subject=score.id, cells=(*head, reached, missing, *[cells.EMPTY] * 3)
        )
    progress = bare(cells.percent(path.due.progress, page.rules))
    return Row(
        kind="item",
        subject=score.id,
        cells=(
            *head,
            reached,
            cells.target(path.due.target, decimals),
            replace(progress, subject=f"{score.id}.mid-term.{path.due.year}"),
            cells.remaining(path.due.remaining, score.value, page.rules, decimals),
            step_cell(path, score, page),
        ),
    )


def step_cell(path: Path, score: IndicatorScore, page: Page) -> Cell:
    """What each remaining year must bring; why there is no such number, else."""
    subject = f"{score.id}.path"
    if path.step.value is None:
        why: Message = cells.NOT_AVAILABLE if path.left else message(N_("no year left"))
        return Cell(absent=why, subject=subject)
    return replace(cells.derived(path.step.value, page.rules), subject=subject)
