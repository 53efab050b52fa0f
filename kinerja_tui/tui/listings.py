"""The tables of places 2 to 7; imported when one of them is visited."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Literal

from kinerja_tui.locale import N_, message
from kinerja_tui.model.base import Problem
from kinerja_tui.report import cells
from kinerja_tui.report.bundle import SUMMARY
from kinerja_tui.report.page import Page
from kinerja_tui.report.table import Cell, Column, Row, Table
from kinerja_tui.report.tables import (
    BUILDERS,
    ceilings,
    course,
    due,
    follow_up,
    quarterly,
    tables,
    units,
    versions,
)
from kinerja_tui.store.reading.sections import Section
from kinerja_tui.tui.places import PLACES

Tables = Callable[[Page], tuple[Table, ...]]

IN_SHORT = "summary"
"""The subject of the row that is the report's summary, no table of its own."""


def agreements(page: Page) -> tuple[Table, ...]:
    """The versions side by side, targets and budgets; then each version as it is printed (T2)."""
    if not page.book.agreements:
        return ()
    own = (versions.side_by_side(page), versions.budgets(page))
    return (*(each for each in own if each.rows), *tables(page, "T2"))


def budget(page: Page) -> tuple[Table, ...]:
    """Absorption, ceilings, goals; then T12."""
    return (
        ceilings.absorption(page),
        ceilings.revisions(page),
        ceilings.links(page),
        *tables(page, "T12"),
    )


def years(page: Page) -> tuple[Table, ...]:
    """The years side by side, drawn, and the way to the mid-term target."""
    return (course.years(page), course.trend(page), course.mid_term(page))


def problems(page: Page) -> tuple[Table, ...]:
    """What stops records from loading: place, sentence, hint."""
    rows = tuple(
        Row(
            subject=each.file,
            cells=(
                cells.text(each.code),
                cells.text(position(each)),
                cells.text(each.message),
                cells.text(each.hint),
            ),
        )
        for each in page.library.problems
    )
    columns = (
        Column(id="code", title=message(N_("Code")), kind="code"),
        Column(id="file", title=message(N_("File"))),
        Column(id="message", title=message(N_("What is wrong"))),
        Column(id="hint", title=message(N_("What to do"))),
    )
    title = message(N_("Problems of the files"))
    slug = "masalah"
    found = Table(
        id="problems", slug=slug, title=title, columns=columns, rows=rows, chief="message"
    )
    return (found,)


def position(problem: Problem) -> str:
    """`file:line:column`, as far as it is known."""
    place = problem.file
    if problem.line:
        place += f":{problem.line}"
        if problem.column:
            place += f":{problem.column}"
    return place


def owed(page: Page) -> tuple[Table, ...]:
    """What evaluators asked and what was done; then the actions that the indicators plan."""
    return (follow_up.recommendations(page), follow_up.actions(page))


def contents(page: Page) -> tuple[Table, ...]:
    """What the export writes: the tables, the row's subject is the table's slug; then the
    summary.
    """
    listed = tuple(
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
    summary = Row(
        kind="item",
        subject=IN_SHORT,
        cells=(
            cells.EMPTY,
            cells.text(message(N_("Summary of all tables (Markdown)"))),
            cells.EMPTY,
            cells.text(SUMMARY),
        ),
    )
    columns = (
        Column(id="code", title=message(N_("Table")), kind="code"),
        Column(id="title", title=message(N_("Title"))),
        Column(id="rows", title=message(N_("Rows")), kind="integer"),
        Column(id="file", title=message(N_("File"))),
    )
    note = message(
        N_(
            "{key_open} shows it. `kinerja export` writes these files, and each table also for "
            "Indonesian spreadsheets, as {file}."
        ),
        file=".id.csv",
    )
    title = message(N_("The report's tables"))
    rows, notes = (*listed, summary), (note,)
    return (Table(id="contents", slug="isi", title=title, columns=columns, rows=rows, notes=notes),)


def written(sections: Sequence[Section]) -> Table:
    """The report's own texts: the row's subject is the file."""
    rows = tuple(
        Row(
            kind="item",
            subject=each.file,
            cells=(
                cells.text(each.name),
                Cell(value=message(state_of(each)), kind="status", colour=colour_of(each)),
                Cell(value=each.words if each.size else None),
                Cell(value=each.size),
                cells.text(heading_of(each)),
            ),
        )
        for each in sections
    )
    columns = (
        Column(id="code", title=message(N_("File")), kind="code"),
        Column(id="status", title=message(N_("Status")), kind="status"),
        Column(id="words", title=message(N_("Words")), kind="integer"),
        Column(id="size", title=message(N_("Bytes")), kind="integer"),
        Column(id="title", title=message(N_("Begins with"))),
    )
    title = message(N_("The report's sections"))
    note = message(N_("{key_open} writes a section here, {key_editor} opens it in your editor."))
    return Table(
        id="sections", slug="bagian", title=title, columns=columns, rows=rows, notes=(note,)
    )


def state_of(section: Section) -> str:
    """What is to be said of a section."""
    if section.problem is not None:
        return N_("cannot be read")
    if section.size is None:
        return N_("not begun")
    return N_("written") if section.words else N_("empty")


def colour_of(section: Section) -> Literal["green", "red", "grey"]:
    """Its colour."""
    if section.problem is not None:
        return "red"
    return "green" if section.words else "grey"


def heading_of(section: Section) -> str:
    """The first line that says something."""
    lines = (each.strip().lstrip("#").strip() for each in section.start.splitlines())
    return next((each for each in lines if each), "")


def again(page: Page, table: Table, today: date) -> Table | None:
    """An opened table as it is `today`; of all units only the page's own is measured again."""
    if table.slug == due.SLUG:
        return due.due_table(page, due.due_of(page, today), numbered=True)
    if table.slug == units.SLUG:
        from kinerja_tui.tui.gathering import with_own

        return with_own(table, page)
    return table_of(page, table.slug)


def table_of(page: Page, slug: str) -> Table | None:
    """The report's table with this slug, or the quarters'."""
    if slug == quarterly.SLUG:
        return quarterly.quarterly(page)
    every = (table for id_ in BUILDERS for table in tables(page, id_))
    return next((table for table in every if table.slug == slug), None)


LISTINGS: Mapping[str, Tables] = MappingProxyType(
    {
        "agreement": agreements,
        "budget": budget,
        "years": years,
        "findings": problems,
        "follow-up": owed,
    }
)


def listed(place: str, page: Page, sections: Sequence[Section] = ()) -> tuple[Table, ...]:
    """The tables of the place, at least one; a unit that is not readable has only problems. The
    report has its `sections`.
    """
    if place != "findings" and page.card.unit not in page.library.units:
        return (_without(place),)
    if place == "report":
        return (*contents(page), written(sections))
    return LISTINGS[place](page) or (_without(place),)


def _without(place: str) -> Table:
    """The place's only table where it has none: named like the place."""
    label = next(each.label for each in PLACES if each.id == place)
    return Table(id="", slug="", title=message(label), columns=(), rows=())
