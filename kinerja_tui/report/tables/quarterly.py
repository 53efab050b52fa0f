"""All indicators' quarters in one table: target and value of each, and the percents."""

from __future__ import annotations

from msgspec.structs import replace

from kinerja_tui.locale import N_, message
from kinerja_tui.measure.figures import IndicatorScore
from kinerja_tui.report import bars, cells, phrases
from kinerja_tui.report.page import Page
from kinerja_tui.report.table import Column, Row, Table
from kinerja_tui.report.tables.quarters import quarters

SLUG = "triwulan"
BAR = 12


def quarterly(page: Page) -> Table:
    """A row an indicator with its year, below it a row for each of its quarters that is written."""
    rows: list[Row] = []
    for score in page.card.indicators:
        rows += [_year(score, page), *_quarters(score, page)]
    return Table(
        id="quarters",
        slug=SLUG,
        title=message(N_("Quarters {year}"), year=page.year),
        columns=(
            Column(id="code", title=message(N_("Code")), kind="code"),
            Column(id="name", title=message(N_("Indicator / of the year"))),
            Column(
                id="of_quarter",
                title=message(N_("Of the quarter")),
                short=message(N_("% quarter")),
                kind="percent",
            ),
            Column(
                id="of_year",
                title=message(N_("Of the year")),
                short=message(N_("% year")),
                kind="percent",
            ),
            Column(id="target", title=message(N_("Target")), kind="number"),
            Column(
                id="value",
                title=message(N_("Realisation")),
                short=message(N_("Real.")),
                kind="number",
            ),
            Column(id="to_date", title=message(N_("To date")), kind="number"),
        ),
        rows=tuple(rows),
        rounding=page.rules.rounding,
        chief="of_year",
    )


def _year(score: IndicatorScore, page: Page) -> Row:
    """The whole year, above its quarters."""
    indicator = score.indicator
    return Row(
        kind="item",
        subject=score.id,
        cells=(
            cells.text(indicator.code),
            cells.text(indicator.name),
            cells.EMPTY,
            cells.achievement(score, page.rules),
            cells.target(score.target, indicator.decimals),
            cells.indicator_value(score, page.rules),
            cells.EMPTY,
        ),
    )


def _quarters(score: IndicatorScore, page: Page) -> list[Row]:
    found: list[Row] = []
    for each, row in zip(score.quarters, quarters(score, page).rows, strict=True):
        drawn = cells.text(bars.bar(each.of_year.value, BAR))
        _, target, value, to_date, of_quarter, of_year = row.cells
        name = cells.text(bars.indented(message(N_("Q{n}"), n=each.key[1:])))
        if value.absent is not None:
            value = replace(value, absent=phrases.short_reason(each.value.reason))
        percents = (replace(of_quarter, subject=row.subject), of_year)
        made = (name, drawn, *percents, target, value, to_date)
        found.append(Row(kind="part", subject=row.subject, cells=made))
    return found
