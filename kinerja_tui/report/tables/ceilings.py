"""The budget to look at: absorption as bars, ceilings by revision, and the goals that activities
serve.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from kinerja_tui.locale import N_, Message, message
from kinerja_tui.measure.budget import changes_of
from kinerja_tui.measure.figures import ActivityScore
from kinerja_tui.report import bars, cells
from kinerja_tui.report.page import Page
from kinerja_tui.report.table import Cell, Column, Row, Table
from kinerja_tui.report.tables.achievement import bare

BAR = 10
_ACTIVITY = Column(id="activity", title=message(N_("Activity / output")))
_CEILING = Column(
    id="ceiling", title=message(N_("Ceiling (Rp)")), short=message(N_("Ceiling")), kind="amount"
)
_ABSORPTION = Column(
    id="absorption",
    title=message(N_("Absorption (%)")),
    short=message(N_("Abs. %")),
    kind="number",
)


def absorption(page: Page) -> Table:
    """A row an activity: ceiling, spending, absorption with a bar, physical progress; the total."""
    score = page.card.budget
    rows = [_absorption_row(each, page) for each in score.activities]
    if score.activities:
        spent = score.spending.value if not score.without_spending else None
        rows.append(
            Row(
                kind="total",
                subject="budget",
                cells=(
                    cells.text(message(N_("TOTAL"))),
                    cells.amount(score.ceiling),
                    Cell(value=spent, kind="amount", absent=cells.NOT_AVAILABLE),
                    bare(cells.percent(score.absorption, page.rules, "budget")),
                    cells.text(bars.bar(score.absorption.value, BAR)),
                    cells.EMPTY,
                ),
            )
        )
    return Table(
        id="absorption",
        slug="serapan",
        title=message(N_("Spending and absorption {year}"), year=page.year),
        columns=(
            _ACTIVITY,
            _CEILING,
            Column(
                id="spending",
                title=message(N_("Spending (Rp)")),
                short=message(N_("Spent")),
                kind="amount",
            ),
            _ABSORPTION,
            Column(id="bar", title=message(N_("Absorption")), kind="code"),
            Column(
                id="physical",
                title=message(N_("Physical (%)")),
                short=message(N_("Phys. %")),
                kind="number",
            ),
        ),
        rows=tuple(rows),
        rounding=page.rules.rounding,
        chief="absorption",
    )


def _absorption_row(score: ActivityScore, page: Page) -> Row:
    subject = f"activity.{score.activity.id}"
    return Row(
        kind="item",
        subject=subject,
        cells=(
            cells.text(score.activity.name),
            cells.amount(score.ceiling),
            Cell(value=score.spending.value, kind="amount", absent=cells.NOT_AVAILABLE),
            bare(cells.percent(score.absorption, page.rules, subject)),
            cells.text(bars.bar(score.absorption.value, BAR)),
            cells.number(score.physical),
        ),
    )


def revisions(page: Page) -> Table:
    """A row an activity, below it its ceilings from the first to the last; one that never
    changed has only its row."""
    rows = [row for each in page.card.budget.activities for row in _revision_rows(each)]
    return Table(
        id="revisions",
        slug="revisi-pagu",
        title=message(N_("Ceilings by revision {year}"), year=page.year),
        columns=(
            Column(id="stage", title=message(N_("Activity / ceiling"))),
            Column(id="date", title=message(N_("Date")), kind="date"),
            _CEILING,
            Column(
                id="change",
                title=message(N_("Change (Rp)")),
                short=message(N_("Change")),
                kind="amount",
            ),
            Column(id="document", title=message(N_("Document"))),
        ),
        rows=tuple(rows),
        rounding=page.rules.rounding,
        chief="ceiling",
    )


def _revision_rows(score: ActivityScore) -> Iterable[Row]:
    activity = score.activity
    subject = f"activity.{activity.id}"
    yield Row(
        kind="item",
        subject=subject,
        cells=(
            cells.text(activity.name),
            cells.EMPTY,
            cells.amount(score.ceiling),
            _changed(changes_of((score.ceilings[0], score.ceilings[-1]))[1]),
            cells.EMPTY,
        ),
    )
    revised = sorted(activity.revision.values(), key=lambda each: each.date)
    stages: list[tuple[Message, Cell, Cell]] = [
        (bars.indented(message(N_("initial"))), cells.EMPTY, cells.EMPTY),
        *(
            (
                bars.indented(message(N_("revision {n}"), n=number)),
                Cell(value=each.date, kind="date"),
                cells.text(each.document),
            )
            for number, each in enumerate(revised, 1)
        ),
        (bars.indented(message(N_("final ceiling"))), cells.EMPTY, cells.EMPTY),
    ]
    if len(set(score.ceilings)) == 1:
        return
    changes = changes_of(score.ceilings)
    for (name, day, document), ceiling, change in zip(stages, score.ceilings, changes, strict=True):
        yield Row(
            kind="part",
            subject=subject,
            cells=(
                cells.text(name),
                day,
                cells.amount(ceiling),
                _changed(change),
                document,
            ),
        )


def _changed(change: int | None) -> Cell:
    sign = bars.direction(change)
    return replace(cells.amount(change), mark=f" {sign}" if sign else "  ")


def links(page: Page) -> Table:
    """A row a goal, below it the activities that serve it and with which share; then those that
    serve none.
    """
    scores = page.card.budget.activities
    rows: list[Row] = []
    for goal in page.card.goals:
        rows.append(_head(goal.goal.code, goal.goal.name, goal.id))
        own = [each for each in scores if goal.id in each.activity.share]
        rows += [_link_row(each, goal.id, page) for each in own]
        if not own:
            rows.append(_nothing(message(N_("no activity is linked to it")), goal.id))
    loose = [each for each in scores if not each.activity.share]
    if loose:
        rows.append(_head("-", message(N_("Linked to no goal")), ""))
        rows += [_link_row(each, "", page) for each in loose]
    return Table(
        id="links",
        slug="kegiatan-sasaran",
        title=message(N_("Activities and the goals they serve")),
        columns=(
            Column(id="code", title=message(N_("No")), kind="code"),
            Column(id="name", title=message(N_("Goal / activity"))),
            Column(
                id="share",
                title=message(N_("Share (%)")),
                short=message(N_("Share %")),
                kind="number",
            ),
            _CEILING,
            _ABSORPTION,
        ),
        rows=tuple(rows),
        rounding=page.rules.rounding,
        chief="absorption",
    )


def _head(code: str, name: str | Message, subject: str) -> Row:
    return Row(
        kind="group",
        subject=subject,
        cells=(cells.text(code), cells.text(name), *[cells.EMPTY] * 3),
    )


def _nothing(text: Message, subject: str) -> Row:
    return Row(
        kind="item", subject=subject, cells=(cells.EMPTY, cells.text(text), *[cells.EMPTY] * 3)
    )


def _link_row(score: ActivityScore, goal: str, page: Page) -> Row:
    share = score.activity.share.get(goal)
    subject = f"activity.{score.activity.id}"
    return Row(
        kind="item",
        subject=subject,
        cells=(
            cells.EMPTY,
            cells.text(score.activity.name),
            cells.number(share.percent if share else None),
            cells.amount(score.ceiling),
            bare(cells.percent(score.absorption, page.rules, subject)),
        ),
    )
