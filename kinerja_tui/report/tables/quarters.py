"""An indicator's quarters: target, value and value to date, against the quarter and the year."""

from __future__ import annotations

from kinerja_tui.locale import N_, message
from kinerja_tui.measure.figures import IndicatorScore, QuarterScore
from kinerja_tui.model.scale import Scale
from kinerja_tui.report import cells, phrases
from kinerja_tui.report.page import Page
from kinerja_tui.report.table import Cell, Column, Row, Table


def quarters(score: IndicatorScore, page: Page) -> Table:
    """A row a quarter that is written; grades by their names, computed numbers rounded."""
    scale = page.library.scales.get(score.indicator.scale or "")
    rows = tuple(
        Row(
            cells=(
                cells.text(each.key.upper()),
                _target(score, each, scale),
                _value(score, each, scale, page),
                cells.derived(each.to_date, page.rules) if not _graded(score) else cells.EMPTY,
                cells.percent(each.of_quarter, page.rules),
                cells.percent(each.of_year, page.rules),
            ),
            subject=f"{score.id}.{each.key}",
        )
        for each in score.quarters
    )
    return Table(
        id=score.id,
        slug=f"{score.id}-triwulan",
        title=message(N_("Quarters")),
        columns=(
            Column(id="quarter", title=message(N_("Quarter")), kind="code"),
            Column(id="target", title=message(N_("Target")), kind="number"),
            Column(id="value", title=message(N_("Realisation")), kind="number"),
            Column(id="to_date", title=message(N_("To date")), kind="number"),
            Column(id="of_quarter", title=message(N_("Of the quarter")), kind="percent"),
            Column(id="of_year", title=message(N_("Of the year")), kind="percent"),
        ),
        rows=rows,
        rounding=page.rules.rounding,
    )


def _graded(score: IndicatorScore) -> bool:
    """A grade has no number to add up: its score is arithmetic's own."""
    return score.indicator.kind == "grade"


def _target(score: IndicatorScore, quarter: QuarterScore, scale: Scale | None) -> Cell:
    written = score.indicator.quarters[quarter.key]
    return _named(written.target_grade, scale) or cells.number(quarter.target)


def _value(score: IndicatorScore, quarter: QuarterScore, scale: Scale | None, page: Page) -> Cell:
    written = score.indicator.quarters[quarter.key]
    return _named(written.grade, scale) or Cell(
        value=quarter.value.value,
        decimals=None if written.value is not None else page.rules.decimals,
        absent=phrases.reason(quarter.value.reason),
    )


def _named(id_: str | None, scale: Scale | None) -> Cell | None:
    """A grade by its name, or by its id where the scale does not know it."""
    if id_ is None:
        return None
    grade = scale.grade.get(id_) if scale else None
    return Cell(value=phrases.grade_name(grade) if grade else id_, kind="text", word=id_)
