"""T5 and T6: this year against earlier years and against the mid-term target (PermenPANRB
53/2014, Bab III A.2-3).
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from kinerja_tui.locale import N_, Message, message
from kinerja_tui.measure.figures import GoalScore, IndicatorScore, YearScore
from kinerja_tui.report import cells, phrases
from kinerja_tui.report.page import Page, basis, marked
from kinerja_tui.report.table import Cell, Column, Kind, Row, Table
from kinerja_tui.report.tables.achievement import CODE, GOAL, GOAL_CODE, INDICATOR, bare

_NOT_RECORDED = Cell(absent=cells.NOT_AVAILABLE)


def years(page: Page) -> Table:
    """T5: targets, realisations and achievements of this year and of every earlier one that is
    known.
    """
    earlier = sorted({each.year for score in page.card.indicators for each in score.years})
    rows = tuple(
        _years_row(goal, score, earlier, page)
        for goal in page.card.goals
        for score in goal.indicators
    )
    columns: list[Column] = [GOAL_CODE, GOAL, CODE, INDICATOR]
    groups: tuple[tuple[str, str, Kind], ...] = (
        ("target", N_("Target {year}"), "number"),
        ("realisation", N_("Realisation {year}"), "number"),
        ("achievement", N_("Achievement {year} (%)"), "number"),
    )
    for id_, title, kind in groups:
        columns += [
            Column(id=f"{id_}_{year}", title=message(title, year=year), kind=kind)
            for year in (*earlier, page.year)
        ]
    columns.append(Column(id="change", title=message(N_("Change (points)")), kind="points"))
    return Table(
        id="T5",
        slug="t05-antar-tahun",
        grouped=2,
        title=message(N_("Comparison between years")),
        columns=tuple(columns),
        rows=rows,
        notes=(*_absences(page), basis(page), *marked(page)),
        rounding=page.rules.rounding,
    )


def _years_row(goal: GoalScore, score: IndicatorScore, earlier: list[int], page: Page) -> Row:
    known = {each.year: each for each in score.years}
    decimals = score.indicator.decimals

    def each_year(make: Callable[[YearScore], Cell], own: Cell) -> tuple[Cell, ...]:
        found = (known.get(year) for year in earlier)
        return (*(make(each) if each is not None else _NOT_RECORDED for each in found), own)

    return Row(
        kind="item",
        subject=score.id,
        cells=(
            cells.text(goal.goal.code),
            cells.text(goal.goal.name),
            cells.text(score.indicator.code),
            cells.text(score.indicator.name),
            *each_year(
                lambda year: cells.target(year.target, decimals),
                cells.target(score.target, decimals),
            ),
            *each_year(
                lambda year: cells.realised(year.value, page.rules, decimals),
                cells.indicator_value(score, page.rules),
            ),
            *each_year(
                lambda year: bare(cells.earlier_achievement(year.achievement, page.rules)),
                bare(cells.achievement(score, page.rules)),
            ),
            cells.derived(change(score), page.rules),
        ),
    )


def change(score: IndicatorScore) -> Decimal | None:
    """This year's counted achievement minus last year's, in points; None when either is missing."""
    before = score.last_year.achievement.counted if score.last_year else None
    now = score.achievement.counted
    return now - before if now is not None and before is not None else None


def _absences(page: Page) -> tuple[Message, ...]:
    return tuple(
        message(
            N_("{code}: no comparison with last year: {reason}"),
            code=score.indicator.code,
            reason=score.indicator.absent.last_year,
        )
        for score in page.card.indicators
        if score.indicator.absent.last_year and score.last_year is None
    )


def mid_term(page: Page) -> Table:
    """T6: the realisation against the plan's target of its last year: progress in percent, and
    what remains.
    """
    plan = page.records.plan_of(page.year)
    end = plan.end if plan else page.year
    return Table(
        id="T6",
        slug="t06-jangka-menengah",
        title=message(N_("Comparison with the mid-term target {year}"), year=end),
        columns=(
            CODE,
            INDICATOR,
            Column(
                id="plan_target_year",
                title=message(N_("Plan's target {year}"), year=page.year),
                kind="number",
            ),
            Column(
                id="plan_target_end",
                title=message(N_("Plan's last target {year}"), year=end),
                kind="number",
            ),
            Column(
                id="realisation",
                title=message(N_("Realisation to {year}"), year=page.year),
                kind="number",
            ),
            Column(id="progress", title=message(N_("Progress (%)")), kind="number"),
            Column(id="remaining", title=message(N_("Remaining")), kind="number"),
            Column(id="remarks", title=message(N_("Remarks"))),
        ),
        rows=tuple(_mid_term_row(score, end, page) for score in page.card.indicators),
        notes=(basis(page), *marked(page)),
        rounding=page.rules.rounding,
    )


def _mid_term_row(score: IndicatorScore, end: int, page: Page) -> Row:
    found = {each.year: each for each in score.mid_term}
    last = found.get(end)
    this_year = found.get(page.year)
    decimals = score.indicator.decimals
    missing = Cell(absent=cells.NOT_AVAILABLE)
    remark: Message | str = score.indicator.absent.mid_term
    if last is None and not remark:
        remark = message(N_("none in the plan"))
    if last is not None and last.progress.value is None:
        remark = phrases.reason(last.progress.reason)
    return Row(
        kind="item",
        subject=score.id,
        cells=(
            cells.text(score.indicator.code),
            cells.text(score.indicator.name),
            cells.target(this_year.target, decimals) if this_year else missing,
            cells.target(last.target, decimals) if last else missing,
            cells.indicator_value(score, page.rules),
            bare(cells.percent(last.progress, page.rules)) if last else cells.EMPTY,
            cells.remaining(last.remaining, score.value, page.rules, decimals)
            if last
            else cells.EMPTY,
            cells.text(remark),
        ),
    )
