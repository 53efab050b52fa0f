"""The tables of places 2 to 7; imported when one of them is visited."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from kinerja_tui.locale import N_, Message, message
from kinerja_tui.model.base import Problem
from kinerja_tui.report import cells
from kinerja_tui.report.bundle import SUMMARY
from kinerja_tui.report.page import Page
from kinerja_tui.report.table import Cell, Column, Row, Table
from kinerja_tui.report.tables import BUILDERS, tables
from kinerja_tui.tui.chapters import ACTION_STATES

Tables = Callable[[Page], tuple[Table, ...]]


def agreements(page: Page) -> tuple[Table, ...]:
    """T3, the changes, then each version's own tables."""
    return (*tables(page, "T3"), *tables(page, "T2"))


def budget(page: Page) -> tuple[Table, ...]:
    """T11 and T12."""
    return (*tables(page, "T11"), *tables(page, "T12"))


def years(page: Page) -> tuple[Table, ...]:
    """T5 and T6."""
    return (*tables(page, "T5"), *tables(page, "T6"))


def problems(page: Page) -> tuple[Table, ...]:
    """What stops records from loading: place, sentence, hint."""
    rows = tuple(
        Row(
            subject=each.file,
            cells=(
                cells.text(position(each)),
                cells.text(each.message),
                cells.text(each.hint),
                cells.text(each.code),
            ),
        )
        for each in page.library.problems
    )
    columns = (
        Column(id="file", title=message(N_("File"))),
        Column(id="message", title=message(N_("What is wrong"))),
        Column(id="hint", title=message(N_("What to do"))),
        Column(id="code", title=message(N_("Code")), kind="code"),
    )
    title = message(N_("Problems of the files"))
    return (Table(id="problems", slug="masalah", title=title, columns=columns, rows=rows),)


def position(problem: Problem) -> str:
    """`file:line:column`, as far as it is known."""
    place = problem.file
    if problem.line:
        place += f":{problem.line}"
        if problem.column:
            place += f":{problem.column}"
    return place


def follow_up(page: Page) -> tuple[Table, ...]:
    """What evaluators asked and what was done; then the actions that the indicators plan."""
    asked = tuple(
        Row(
            kind="item",
            subject=found.indicator or "",
            cells=(
                cells.text(found.issuer),
                cells.text(item.text),
                cells.text(message(ACTION_STATES[item.status])),
                Cell(value=item.progress),
                cells.text(item.follow_up or item.reason),
                cells.text(item.person),
                Cell(value=item.due),
            ),
        )
        for found in page.book.recommendations.values()
        for item in found.item.values()
    )
    planned = tuple(
        Row(
            kind="item",
            subject=score.id,
            cells=(
                cells.text(score.indicator.code),
                cells.text(action.text),
                cells.text(message(ACTION_STATES[action.status])),
                cells.text(action.person),
                Cell(value=action.due),
            ),
        )
        for score in page.card.indicators
        for action in score.indicator.action.values()
    )
    return (
        _table("recommendations", message(N_("Recommendations and follow-up")), _ASKED, asked),
        _table("actions", message(N_("Planned actions")), _PLANNED, planned),
    )


def _table(id_: str, title: Message, columns: tuple[Column, ...], rows: tuple[Row, ...]) -> Table:
    return Table(id=id_, slug=id_, title=title, columns=columns, rows=rows)


_STATUS = Column(id="status", title=message(N_("Status")), kind="word")
_PERSON = Column(id="person", title=message(N_("Person")))
_DUE = Column(id="due", title=message(N_("Due")), kind="date")
_ASKED = (
    Column(id="issuer", title=message(N_("Issuer"))),
    Column(id="text", title=message(N_("Recommendation"))),
    _STATUS,
    Column(id="progress", title=message(N_("Progress (%)")), kind="number"),
    Column(id="follow_up", title=message(N_("Follow-up"))),
    _PERSON,
    _DUE,
)
_PLANNED = (
    Column(id="code", title=message(N_("IK")), kind="code"),
    Column(id="text", title=message(N_("Action"))),
    _STATUS,
    _PERSON,
    _DUE,
)


def contents(page: Page) -> tuple[Table, ...]:
    """The tables that the export writes; the row's subject is the table's slug."""
    rows = tuple(
        Row(
            kind="item",
            subject=table.slug,
            cells=(
                cells.text(table.id),
                cells.text(table.title),
                Cell(value=len(table.rows)),
                cells.text(f"{table.slug}.csv"),
            ),
        )
        for id_ in BUILDERS
        for table in tables(page, id_)
    )
    columns = (
        Column(id="code", title=message(N_("Table")), kind="code"),
        Column(id="title", title=message(N_("Title"))),
        Column(id="rows", title=message(N_("Rows")), kind="integer"),
        Column(id="file", title=message(N_("File"))),
    )
    note = message(N_("`kinerja export` writes these tables and {file}."), file=SUMMARY)
    title = message(N_("The report's tables"))
    return (
        Table(id="contents", slug="isi", title=title, columns=columns, rows=rows, notes=(note,)),
    )


def table_of(page: Page, slug: str) -> Table | None:
    """The report's table with this slug."""
    every = (table for id_ in BUILDERS for table in tables(page, id_))
    return next((table for table in every if table.slug == slug), None)


NOTHING = Table(id="", slug="", title=message(N_("Nothing is recorded here.")), columns=(), rows=())

LISTINGS: Mapping[str, Tables] = MappingProxyType(
    {
        "agreement": agreements,
        "budget": budget,
        "years": years,
        "findings": problems,
        "follow-up": follow_up,
        "report": contents,
    }
)


def listed(place: str, page: Page) -> tuple[Table, ...]:
    """The tables of the place, at least one; a unit that is not readable has only problems."""
    if place != "findings" and page.card.unit not in page.library.units:
        return (NOTHING,)
    return LISTINGS[place](page) or (NOTHING,)
