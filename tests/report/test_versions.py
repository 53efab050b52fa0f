"""The versions of an agreement where there is only one."""

from __future__ import annotations

from msgspec.structs import replace

from kinerja_tui.locale import ENGLISH, Words
from kinerja_tui.model.agreement import Agreement
from kinerja_tui.report.page import Page
from kinerja_tui.report.table import Table
from kinerja_tui.report.tables import versions
from kinerja_tui.report.text import row_texts
from tests.report.pages import sample


def only(page: Page, agreements: tuple[Agreement, ...]) -> Page:
    """The page with these versions alone."""
    library, card = page.library, page.card
    records = library.units[card.unit]
    book = replace(records.books[page.year], agreements=agreements)
    changed = replace(records, books={**records.books, page.year: book})
    return Page(replace(library, units={**library.units, card.unit: changed}), card)


def words_of_change(table: Table) -> set[str]:
    place = next(n for n, each in enumerate(table.columns) if each.id == "change")
    return {row[place].strip() for row in row_texts(table, Words(ENGLISH))}


def test_one_version_differs_from_nothing() -> None:
    page = sample()
    one = only(page, page.book.agreements[:1])
    for make in (versions.side_by_side, versions.budgets):
        assert words_of_change(make(one)) == {""}
    assert "= unchanged" in words_of_change(versions.side_by_side(page))
