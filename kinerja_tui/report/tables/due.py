"""What is still to be filled in, as a table: what, of which record, where it belongs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Final

from kinerja_tui.locale import N_, Message, message
from kinerja_tui.measure.due import Due, What, due_in_quarter, due_in_quarters, due_in_year
from kinerja_tui.report import cells
from kinerja_tui.report.page import Page
from kinerja_tui.report.table import Cell, Column, Row, Table

SLUG: Final = "belum-diisi"
NAMES: Final[Mapping[What, str]] = MappingProxyType(
    {
        "agreement": N_("agreement"),
        "target": N_("target"),
        "realisation": N_("realisation"),
        "expected": N_("final realisation"),
        "components": N_("values of the components"),
        "analysis": N_("analysis of the cause"),
        "follow-up": N_("planned follow-up"),
        "ceiling": N_("ceiling"),
        "spending": N_("spending"),
        "physical": N_("physical progress"),
        "obstacle": N_("obstacle"),
        "overdue": N_("overdue action"),
    }
)

_COLUMNS: Final = (
    Column(id="code", title=message(N_("Record")), kind="code"),
    Column(id="what", title=message(N_("Still to be filled in"))),
    Column(id="day", title=message(N_("Due")), kind="date"),
    Column(id="key", title=message(N_("Key"))),
    Column(id="file", title=message(N_("File"))),
)


def due_of(page: Page, today: date, quarter: int = 0) -> tuple[Due, ...]:
    """What the page's year lacks on `today`, then its quarters that are over; or with `quarter` (1
    to 4) that quarter.
    """
    if quarter:
        return due_in_quarter(page.card, page.book, quarter)
    card, book = page.card, page.book
    return (*due_in_year(card, book, today), *due_in_quarters(card, book, today))


def named(due: Due) -> Message:
    """What is due, and of which quarter."""
    what = message(NAMES[due.what])
    return message(N_("{what}, quarter {n}"), what=what, n=due.quarter) if due.quarter else what


def due_table(page: Page, found: Sequence[Due], quarter: int = 0, numbered: bool = False) -> Table:
    """The same as a table; a row's subject is that of the record, or `due.<its number>`, from where
    the record is opened: then its file has no column.
    """
    rows = tuple(
        Row(
            kind="item",
            subject=f"due.{number}" if numbered else each.subject,
            cells=(
                cells.text(each.code),
                cells.text(named(each)),
                Cell(value=each.day),
                cells.text(each.key),
                *([] if numbered else [cells.text(each.file)]),
            ),
        )
        for number, each in enumerate(found)
    )
    columns = _COLUMNS[:-1] if numbered else _COLUMNS
    return Table(id="due", slug=SLUG, title=_title(page, quarter), columns=columns, rows=rows)


def _title(page: Page, quarter: int) -> Message:
    if quarter:
        return message(
            N_("Still to be filled in for quarter {n} of {year}"), n=quarter, year=str(page.year)
        )
    return message(N_("Still to be filled in for {year}"), year=str(page.year))
