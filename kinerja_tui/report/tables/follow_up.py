"""What evaluators asked and what was done, and the actions that the indicators plan: what is
overdue first.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal

from msgspec import Struct

from kinerja_tui.locale import N_, Message, message
from kinerja_tui.measure.lateness import OPEN, days_late
from kinerja_tui.report import cells
from kinerja_tui.report.page import Page
from kinerja_tui.report.table import Cell, Column, Row, Table

Colour = Literal["green", "yellow", "red", "grey"]

STATES = {
    "open": N_("open"),
    "started": N_("started"),
    "done": N_("done"),
    "dropped": N_("dropped"),
    "declined": N_("declined"),
}
_RANK = {"open": 0, "started": 1, "declined": 3, "dropped": 3, "done": 4}


class Owed(Struct, frozen=True, kw_only=True):
    """One thing asked or planned."""

    subject: str
    text: str
    status: str
    person: str
    due: date | None
    late: int
    issuer: str = ""
    progress: Cell = cells.EMPTY


def asked(page: Page) -> tuple[Owed, ...]:
    """The recommendations, in the order of their urgency."""
    return _sorted(
        Owed(
            subject=f"recommendation.{found.id}.{id_}",
            text=item.text,
            status=item.status,
            person=item.person,
            due=item.due,
            late=days_late(item.status, item.due, page.card.at),
            issuer=found.issuer,
            progress=cells.number(item.progress),
        )
        for found in page.book.recommendations.values()
        for id_, item in found.item.items()
    )


def planned(page: Page) -> tuple[Owed, ...]:
    """The indicators' actions, in the order of their urgency."""
    return _sorted(
        Owed(
            subject=f"action.{score.id}.{id_}",
            text=action.text,
            status=action.status,
            person=action.person,
            due=action.due,
            late=days_late(action.status, action.due, page.card.at),
            issuer=score.indicator.code,
        )
        for score in page.card.indicators
        for id_, action in score.indicator.action.items()
    )


def _sorted(found: Iterable[Owed]) -> tuple[Owed, ...]:
    """The overdue first, the longest overdue before the others; then what is open, by its day."""
    return tuple(
        sorted(
            found,
            key=lambda each: (
                not each.late,
                _RANK[each.status] if each.status not in OPEN or each.due is None else -1,
                each.due or date.max,
            ),
        )
    )


def recommendations(page: Page) -> Table:
    """A row a recommendation: state, day, text, person, progress, issuer."""
    return Table(
        id="recommendations",
        slug="rekomendasi",
        title=message(N_("Recommendations and follow-up")),
        columns=(
            _STATUS,
            _DUE,
            Column(id="text", title=message(N_("Recommendation"))),
            _PERSON,
            Column(
                id="progress",
                title=message(N_("Progress (%)")),
                short=Message("%"),
                kind="number",
            ),
            Column(id="issuer", title=message(N_("Issuer"))),
        ),
        rows=tuple(
            Row(
                kind="item",
                subject=each.subject,
                cells=(*_first(each), each.progress, cells.text(each.issuer)),
            )
            for each in asked(page)
        ),
    )


def actions(page: Page) -> Table:
    """A row a planned action: state, day, text, person, indicator."""
    return Table(
        id="actions",
        slug="rencana-tindak",
        title=message(N_("Planned actions")),
        columns=(
            _STATUS,
            _DUE,
            Column(id="text", title=message(N_("Action"))),
            _PERSON,
            Column(id="code", title=message(N_("IK")), kind="code"),
        ),
        rows=tuple(
            Row(
                kind="item",
                subject=each.subject,
                cells=(*_first(each), cells.text(each.issuer)),
            )
            for each in planned(page)
        ),
        chief="text",
    )


def state(owed: Owed) -> Message:
    """The state in words; overdue before anything else."""
    if owed.late:
        return message(N_("overdue"))
    return message(STATES[owed.status])


def _first(owed: Owed) -> tuple[Cell, ...]:
    colours: dict[str, Colour] = {"started": "yellow", "done": "green"}
    colour: Colour = "red" if owed.late else colours.get(owed.status, "grey")
    return (
        Cell(
            value=state(owed),
            kind="status",
            word="overdue" if owed.late else owed.status,
            colour=colour,
        ),
        Cell(value=owed.due),
        cells.text(owed.text),
        cells.text(owed.person),
    )


_STATUS = Column(id="status", title=message(N_("Status")), kind="status")
_PERSON = Column(id="person", title=message(N_("Person")), short=message(N_("Resp.")))
_DUE = Column(id="due", title=message(N_("Due")), kind="date")
