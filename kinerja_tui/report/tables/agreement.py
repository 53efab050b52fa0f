"""T2 and T3: the signed versions of the agreement, and what changed between them (PermenPANRB
53/2014).
"""

from __future__ import annotations

from kinerja_tui.locale import N_, Grouped, Message, message
from kinerja_tui.measure.figures import TargetValue
from kinerja_tui.measure.target import target_in_agreement
from kinerja_tui.model.agreement import Agreement
from kinerja_tui.model.indicator import Indicator
from kinerja_tui.report import cells, phrases
from kinerja_tui.report.page import Page
from kinerja_tui.report.table import Column, Row, Table
from kinerja_tui.report.tables.achievement import CODE, GOAL, GOAL_CODE, INDICATOR, UNIT_OF_MEASURE


def versions(page: Page) -> tuple[Table, ...]:
    """T2: for each version its targets, and its budget with the stated total."""
    tables: list[Table] = []
    for agreement in page.book.agreements:
        tables.append(_targets(page, agreement))
        if agreement.budget:
            tables.append(_budget(page, agreement))
    return tuple(tables)


def name_of(page: Page, agreement: Agreement) -> Message:
    """What the version is called: initial or revision n, with its date."""
    return message(
        N_("{version}, {day}"),
        version=phrases.version(agreement, agreement is page.book.agreements[0]),
        day=agreement.date,
    )


def _promise(page: Page, agreement: Agreement, indicator: Indicator) -> TargetValue | None:
    scale = page.library.scales.get(indicator.scale or "")
    return target_in_agreement(agreement, indicator, scale)


def _ordered(page: Page) -> tuple[tuple[str, Indicator], ...]:
    return tuple(
        (goal, indicator) for goal in page.book.goal for indicator in page.book.indicators_of(goal)
    )


def _targets(page: Page, agreement: Agreement) -> Table:
    rows = tuple(
        Row(
            kind="item",
            subject=indicator.id,
            cells=(
                cells.text(page.book.goal[goal].code),
                cells.text(page.book.goal[goal].name),
                cells.text(indicator.code),
                cells.text(agreement.target[indicator.id].name or indicator.name),
                cells.text(indicator.measured_in),
                cells.target(_promise(page, agreement, indicator), indicator.decimals),
            ),
        )
        for goal, indicator in _ordered(page)
        if indicator.id in agreement.target
    )
    return Table(
        id="T2",
        slug=f"t02-perjanjian-{agreement.id}",
        grouped=2,
        title=message(N_("Performance agreement: {version}"), version=name_of(page, agreement)),
        columns=(
            GOAL_CODE,
            GOAL,
            CODE,
            INDICATOR,
            UNIT_OF_MEASURE,
            Column(id="target", title=message(N_("Target {year}"), year=page.year), kind="number"),
        ),
        rows=rows,
        notes=_parties(agreement),
        rounding=page.rules.rounding,
    )


def _parties(agreement: Agreement) -> tuple[Message, ...]:
    return tuple(
        message(label, name=party.name, position=party.position)
        for label, party in (
            (N_("First party: {name}, {position}"), agreement.first),
            (N_("Second party: {name}, {position}"), agreement.second),
        )
    )


def _budget(page: Page, agreement: Agreement) -> Table:
    rows = [
        Row(
            kind="item",
            subject=f"activity.{id_}",
            cells=(
                cells.text(page.book.activities[id_].name if id_ in page.book.activities else id_),
                cells.amount(line.amount),
            ),
        )
        for id_, line in agreement.budget.items()
    ]
    total = sum(line.amount for line in agreement.budget.values())
    rows.append(Row(kind="total", cells=(cells.text(message(N_("TOTAL"))), cells.amount(total))))
    notes: tuple[Message, ...] = ()
    if agreement.budget_total is not None and agreement.budget_total != total:
        notes = (
            message(
                N_("The signed paper states a total of Rp{stated}; the lines add up to Rp{total}."),
                stated=Grouped(agreement.budget_total),
                total=Grouped(total),
            ),
        )
    return Table(
        id="T2",
        slug=f"t02-anggaran-{agreement.id}",
        title=message(N_("Budget in the agreement: {version}"), version=name_of(page, agreement)),
        columns=(
            Column(id="activity", title=message(N_("Activity"))),
            Column(id="amount", title=message(N_("Budget (Rp)")), kind="amount"),
        ),
        rows=tuple(rows),
        notes=notes,
        rounding=page.rules.rounding,
    )


def changes(page: Page) -> Table:
    """T3: an indicator's target in each version, the reason it changed, and the ground of the
    version.
    """
    agreements = page.book.agreements
    rows = tuple(
        Row(
            kind="item",
            subject=indicator.id,
            cells=(
                cells.text(indicator.code),
                cells.text(indicator.name),
                *(
                    cells.target(_promise(page, each, indicator), indicator.decimals)
                    for each in agreements
                ),
                cells.text(_changed(page, indicator)),
                cells.text(_reasons(agreements, indicator)),
            ),
        )
        for _, indicator in _ordered(page)
    )
    return Table(
        id="T3",
        slug="t03-perubahan-perjanjian",
        title=message(N_("Changes of the performance agreement {year}"), year=page.year),
        columns=(
            CODE,
            INDICATOR,
            *(
                Column(id=f"target_{each.id}", title=name_of(page, each), kind="number")
                for each in agreements
            ),
            Column(id="changed", title=message(N_("Changed")), kind="word"),
            Column(id="reason", title=message(N_("Reason"))),
        ),
        rows=rows,
        notes=tuple(_ground(page, each) for each in agreements if each.ground is not None),
        rounding=page.rules.rounding,
    )


def _changed(page: Page, indicator: Indicator) -> Message:
    found = [agreement.target.get(indicator.id) for agreement in page.book.agreements]
    promises = {
        (each.value, each.grade, each.lo, each.hi) if each is not None else None for each in found
    }
    return message(N_("yes")) if len(promises) > 1 else message(N_("no"))


def _reasons(agreements: tuple[Agreement, ...], indicator: Indicator) -> str:
    found = [each.target[indicator.id].reason for each in agreements if indicator.id in each.target]
    return "; ".join(reason for reason in found if reason)


def _ground(page: Page, agreement: Agreement) -> Message:
    assert agreement.ground is not None
    ground = message(phrases.GROUNDS[agreement.ground])
    if agreement.reason:
        return message(
            N_("{version}: {ground}: {reason}"),
            version=name_of(page, agreement),
            ground=ground,
            reason=agreement.reason,
        )
    return message(N_("{version}: {ground}"), version=name_of(page, agreement), ground=ground)
