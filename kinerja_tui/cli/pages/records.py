"""Goals, versions of the agreement, activities and recommendations, each as facts and tables."""

from __future__ import annotations

from msgspec.structs import replace

from kinerja_tui.cli.pages.facts import Fact, facts_table
from kinerja_tui.cli.pages.indicator import done_word
from kinerja_tui.locale import N_, message
from kinerja_tui.measure.figures import ActivityScore, GoalScore
from kinerja_tui.model.agreement import Agreement
from kinerja_tui.model.recommendation import Recommendation
from kinerja_tui.report import cells, phrases
from kinerja_tui.report.page import Page
from kinerja_tui.report.table import Cell, Column, Row, Table
from kinerja_tui.report.tables.agreement import name_of, versions
from kinerja_tui.report.tables.overview import counted_of, overview

_NAMED = "{id}: {name}"  # no words: nothing to translate

Made = tuple[Table, tuple[Table, ...]]


def goal_page(score: GoalScore, page: Page) -> Made:
    """A goal: its mean, and its indicators as in the overview."""
    efficiency = next((e for e in page.card.efficiency.goals if e.goal == score.id), None)
    rows: list[Fact] = [
        (message(N_("Achievement")), cells.percent(score.mean.figure, page.rules)),
        (message(N_("Indicators counted")), cells.text(counted_of(score.mean))),
        (message(N_("Status")), cells.status(score.status, score.mean.figure)),
        (message(N_("Weight")), cells.number(score.goal.weight)),
    ]
    if efficiency is not None:
        rows.append((message(N_("Efficiency")), cells.computed(efficiency.difference, page.rules)))
    goals = page.book.goals
    rows.append((message(N_("File")), cells.text(goals.origin if goals else None)))
    whole = overview(page)
    own = {each.id for each in score.indicators}
    part = replace(
        whole,
        id=score.id,
        slug=f"{score.id}-indikator",
        title=message(N_("Indicators")),
        rows=tuple(row for row in whole.rows if row.kind == "item" and row.subject in own),
        notes=(),
    )
    title = message(N_("{code} {name}"), code=score.goal.code, name=score.goal.name)
    return facts_table(score.id, title, rows), (part,) if part.rows else ()


def agreement_page(agreement: Agreement, page: Page) -> Made:
    """A version: its papers, its parties, its targets and its budget."""
    force = page.card.agreement is not None and page.card.agreement.id == agreement.id
    rows: list[Fact] = [
        (message(N_("Date")), Cell(value=agreement.date)),
        (message(N_("In force")), cells.text(message(N_("yes")) if force else message(N_("no")))),
        (message(N_("Number")), cells.text(agreement.number)),
        (message(N_("Date of the statement")), Cell(value=agreement.statement_date)),
        (message(N_("Date of the annex")), Cell(value=agreement.annex_date)),
        (
            message(N_("Ground")),
            cells.text(message(phrases.GROUNDS[agreement.ground]) if agreement.ground else None),
        ),
        (message(N_("Reason")), cells.text(agreement.reason)),
        (message(N_("Document")), cells.text(agreement.document)),
        (message(N_("Stated total")), cells.rupiah(agreement.budget_total)),
        (message(N_("File")), cells.text(agreement.origin)),
    ]
    own = {f"t02-perjanjian-{agreement.id}", f"t02-anggaran-{agreement.id}"}
    found = tuple(each for each in versions(page) if each.slug in own)
    title = message(_NAMED, id=agreement.id, name=name_of(page, agreement))
    return facts_table(agreement.id, title, rows), found


def activity_page(score: ActivityScore, page: Page) -> Made:
    """A budget line: money, volume, and the goals it serves."""
    activity, volume = score.activity, score.activity.volume
    rows: list[Fact] = [
        (message(N_("Code")), cells.text(activity.code)),
        (message(N_("Programme")), cells.text(activity.programme)),
        (message(N_("Initial ceiling")), cells.rupiah(activity.ceiling_initial)),
        (message(N_("Ceiling")), cells.rupiah(score.ceiling)),
        (
            message(N_("Spending")),
            Cell(
                value=score.spending.value,
                kind="rupiah",
                absent=phrases.reason(score.spending.reason),
            ),
        ),
        (message(N_("Absorption")), cells.percent(score.absorption, page.rules)),
        (message(N_("Physical")), Cell(value=score.physical, kind="percent")),
        (message(N_("Measured in")), cells.text(volume.measured_in if volume else None)),
        (message(N_("Target volume")), cells.number(volume.target if volume else None)),
        (message(N_("Volume reached")), cells.number(volume.value if volume else None)),
        (message(N_("Volume as entered")), cells.number(volume.reported if volume else None)),
        *(
            (
                message(N_("Share in {goal}"), goal=id_),
                Cell(value=share.percent, kind="percent"),
            )
            for id_, share in activity.share.items()
        ),
        (message(N_("Note")), cells.text(activity.note)),
        (message(N_("File")), cells.text(activity.origin)),
    ]
    title = message(_NAMED, id=activity.id, name=activity.name)
    return facts_table(activity.id, title, rows), ()


def recommendation_page(found: Recommendation) -> Made:
    """What an evaluator asked, and what was done, item by item."""
    rows: list[Fact] = [
        (message(N_("From")), cells.text(found.issuer)),
        (message(N_("Document")), cells.text(found.document)),
        (message(N_("Date")), Cell(value=found.date)),
        (message(N_("Indicator")), cells.text(found.indicator)),
        (message(N_("File")), cells.text(found.origin)),
    ]
    items = tuple(
        Row(
            cells=(
                cells.text(each.text),
                done_word(each.status),
                Cell(value=each.progress, kind="percent"),
                cells.text(each.follow_up),
            ),
            subject=f"{found.id}.{id_}",
        )
        for id_, each in found.item.items()
    )
    table = Table(
        id=found.id,
        slug=f"{found.id}-butir",
        title=message(N_("Recommendations and what was done")),
        columns=(
            Column(id="text", title=message(N_("Recommendation"))),
            Column(id="status", title=message(N_("Status")), kind="word"),
            Column(id="progress", title=message(N_("Progress")), kind="percent"),
            Column(id="follow_up", title=message(N_("Follow-up"))),
        ),
        rows=items,
    )
    title = message(_NAMED, id=found.id, name=found.name)
    return facts_table(found.id, title, rows), (table,) if items else ()
