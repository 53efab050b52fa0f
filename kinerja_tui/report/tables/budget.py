"""T11 and T12: the budget and how efficiently it was used (PermenPANRB 53/2014 Bab III B; PMK
22/2021).
"""

from __future__ import annotations

from kinerja_tui.locale import N_, Message, message
from kinerja_tui.measure.figures import ActivityScore, OutputEfficiency
from kinerja_tui.numbers import printing
from kinerja_tui.report import cells, phrases
from kinerja_tui.report.page import Page
from kinerja_tui.report.table import Cell, Column, Row, Table
from kinerja_tui.report.tables.achievement import GOAL, GOAL_CODE, bare

_ACTIVITY = Column(id="activity", title=message(N_("Activity / output")))


def budget(page: Page) -> Table:
    """T11: ceiling, volume, physical and financial realisation and absorption of each activity, and
    the total; the initial ceiling too where one is recorded.
    """
    score = page.card.budget
    revised = any(each.activity.ceiling_initial is not None for each in score.activities)
    rows = [_activity_row(each, revised, page) for each in score.activities]
    initial = sum(_initial(each) for each in score.activities)
    rows.append(
        Row(
            kind="total",
            subject="budget",
            cells=(
                cells.text(message(N_("TOTAL"))),
                *((cells.amount(initial),) if revised else ()),
                cells.amount(score.ceiling),
                cells.EMPTY,
                cells.EMPTY,
                cells.EMPTY,
                cells.amount(score.spending.value)
                if not score.without_spending
                else Cell(absent=cells.NOT_AVAILABLE),
                bare(cells.percent(score.absorption, page.rules, "budget")),
            ),
        )
    )
    first = Column(id="ceiling_initial", title=message(N_("Initial ceiling (Rp)")), kind="amount")
    return Table(
        id="T11",
        slug="t11-anggaran",
        title=message(N_("Budget realisation {year}"), year=page.year),
        columns=(
            _ACTIVITY,
            *((first,) if revised else ()),
            Column(id="ceiling", title=message(N_("Ceiling (Rp)")), kind="amount"),
            Column(id="volume", title=message(N_("Target volume")), kind="number"),
            Column(id="measured_in", title=message(N_("Measured in")), kind="word"),
            Column(id="physical", title=message(N_("Physical (%)")), kind="number"),
            Column(id="spending", title=message(N_("Spending (Rp)")), kind="amount"),
            Column(id="absorption", title=message(N_("Absorption (%)")), kind="number"),
        ),
        rows=tuple(rows),
        notes=_budget_notes(page),
        rounding=page.rules.rounding,
    )


def _initial(score: ActivityScore) -> int:
    """The ceiling the year began with: as recorded, else the final one."""
    initial = score.activity.ceiling_initial
    return initial if initial is not None else score.ceiling


def _activity_row(score: ActivityScore, revised: bool, page: Page) -> Row:
    activity = score.activity
    volume = activity.volume
    spending = score.spending
    return Row(
        kind="item",
        subject=f"activity.{activity.id}",
        cells=(
            cells.text(activity.name),
            *((cells.amount(_initial(score)),) if revised else ()),
            cells.amount(score.ceiling),
            cells.number(volume.target if volume else None),
            cells.text(volume.measured_in if volume else None),
            cells.number(score.physical),
            Cell(value=spending.value, kind="amount", absent=cells.NOT_AVAILABLE),
            bare(cells.percent(score.absorption, page.rules, f"activity.{activity.id}")),
        ),
    )


def _budget_notes(page: Page) -> tuple[Message, ...]:
    notes: list[Message] = []
    head = page.book.head
    if head and head.budget.document:
        notes.append(message(N_("Source: {document}"), document=head.budget.document))
    if page.card.budget.without_spending:
        notes.append(
            message(
                N_("{n} of {total} activities have no spending recorded."),
                n=page.card.budget.without_spending,
                total=len(page.card.budget.activities),
            )
        )
    return tuple(notes)


def efficiency(page: Page) -> Table:
    """T12: each goal's achievement against its absorption, and the unit's, in points."""
    card = page.card
    rows = []
    for found in card.efficiency.goals:
        goal = page.goal(found.goal)
        assert goal is not None
        rows.append(
            Row(
                kind="item",
                subject=found.goal,
                cells=(
                    cells.text(goal.goal.code),
                    cells.text(goal.goal.name),
                    bare(cells.percent(goal.mean.figure, page.rules)),
                    bare(cells.percent(found.absorption, page.rules)),
                    cells.computed(found.difference, page.rules),
                    cells.text(
                        phrases.reason(found.difference.reason)
                        if found.difference.value is None
                        else None
                    ),
                ),
            )
        )
    difference = card.efficiency.difference
    rows.append(
        Row(
            kind="total",
            subject="efficiency",
            cells=(
                cells.EMPTY,
                cells.text(message(N_("The unit"))),
                bare(cells.percent(card.mean.figure, page.rules, "unit")),
                bare(cells.percent(card.budget.absorption, page.rules, "budget")),
                cells.computed(difference, page.rules, "efficiency"),
                cells.text(phrases.reason(difference.reason) if difference.value is None else None),
            ),
        )
    )
    return Table(
        id="T12",
        slug="t12-efisiensi",
        title=message(N_("Efficiency {year}: achievement against absorption"), year=page.year),
        columns=(
            GOAL_CODE,
            GOAL,
            Column(
                id="achievement",
                title=message(N_("Achievement (%)")),
                short=message(N_("Ach. %")),
                kind="number",
            ),
            Column(
                id="absorption",
                title=message(N_("Absorption (%)")),
                short=message(N_("Abs. %")),
                kind="number",
            ),
            Column(
                id="difference",
                title=message(N_("Difference (points)")),
                short=message(N_("Difference")),
                kind="points",
            ),
            Column(id="remarks", title=message(N_("Remarks"))),
        ),
        rows=tuple(rows),
        notes=(
            message(
                N_(
                    "Difference = achievement − absorption; a goal's absorption comes from the "
                    "activities' shares in it."
                )
            ),
        ),
        rounding=page.rules.rounding,
        chief="difference",
    )


def pmk(page: Page) -> Table:
    """T12 by PMK 22/2021: ceiling, volumes, CRO and spending of each output, then E and NE."""
    found = page.card.efficiency.pmk
    rows = [_output_row(each, page) for each in found.outputs]
    empty = (cells.EMPTY,) * 5
    limited = found.raw is not None and found.efficiency.value != found.raw
    rows += [
        Row(
            kind="total",
            subject="pmk",
            cells=(
                cells.text(message(N_("Efficiency (E), limited to ±20%"))),
                *empty,
                bare(cells.percent(found.efficiency, page.rules, "pmk")),
            ),
        ),
        Row(
            kind="total",
            subject="pmk",
            cells=(
                cells.text(message(N_("Efficiency value (NE)"))),
                *empty,
                bare(cells.percent(found.value, page.rules, "pmk")),
            ),
        ),
    ]
    notes = [message(N_("E = Σ(AARO × CRO − RARO) / Σ(AARO × CRO) × 100; NE = 50 + E / 20 × 50."))]
    if limited and found.raw is not None:
        notes.append(
            message(
                N_("E before the limit: {raw}%"),
                raw=printing.rounded(found.raw, page.rules.decimals, page.rules.rounding),
            )
        )
    notes += [
        message(
            N_("{activity}: {reason}"),
            activity=page.book.activities[each.activity].name,
            reason=_missing(each),
        )
        for each in found.outputs
        if each.reason is not None or each.spending is None
    ]
    return Table(
        id="T12",
        slug="t12-efisiensi-pmk",
        title=message(N_("Efficiency by PMK 22/2021")),
        columns=(
            _ACTIVITY,
            Column(id="aaro", title=message(N_("AARO (Rp)")), kind="amount"),
            Column(id="tvro", title=message(N_("TVRO")), kind="number"),
            Column(id="rvro", title=message(N_("RVRO")), kind="number"),
            Column(
                id="cro",
                title=message(N_("CRO (%)")),
                short=message(N_("CRO %")),
                kind="number",
            ),
            Column(id="raro", title=message(N_("RARO (Rp)")), kind="amount"),
            Column(
                id="result",
                title=message(N_("Result (%)")),
                short=message(N_("Result %")),
                kind="number",
            ),
        ),
        rows=tuple(rows),
        notes=tuple(notes),
        rounding=page.rules.rounding,
        chief="cro",
    )


def _missing(output: OutputEfficiency) -> Message:
    """What of an output stands in the way of its CRO, or of the sum."""
    if output.spending is None:
        return message(N_("no spending recorded"))
    if output.target is None:
        return message(N_("no target volume recorded"))
    if output.reported is None:
        return message(N_("no volume reported"))
    return phrases.reason(output.reason)


def _output_row(output: OutputEfficiency, page: Page) -> Row:
    name: str | Message = page.book.activities[output.activity].name
    reached = output.reached * 100 if output.reached is not None else None
    return Row(
        kind="item",
        subject=f"activity.{output.activity}",
        cells=(
            cells.text(name),
            cells.amount(output.ceiling),
            cells.number(output.target),
            cells.number(output.reported),
            cells.derived(reached, page.rules)
            if output.reason is None
            else Cell(absent=cells.NOT_AVAILABLE),
            cells.amount(output.spending)
            if output.spending is not None
            else Cell(absent=cells.NOT_AVAILABLE),
            cells.EMPTY,
        ),
    )
