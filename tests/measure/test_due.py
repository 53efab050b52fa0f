"""What is still to be filled in of quarters that are over."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from kinerja_tui.measure.due import due_in_quarter, due_in_quarters, due_in_year, last_day
from kinerja_tui.measure.scorecard import scorecard
from kinerja_tui.model.library import Book, Library
from kinerja_tui.report.page import Page
from kinerja_tui.report.tables.due import due_of, due_table, named
from kinerja_tui.store.reading.load import load
from kinerja_tui.store.reading.scope import Scope

SENJA = Path(__file__).resolve().parents[1] / "stores" / "pulau-senja"
UNIT, YEAR = "dinas-air", 2022


@pytest.fixture(scope="module")
def library() -> Library:
    return load(SENJA, Scope.everything())


@pytest.fixture
def page(library: Library) -> Page:
    return Page(library, scorecard(library, UNIT, YEAR, date(YEAR, 12, 31)))


def book_of(page: Page) -> Book:
    return page.book


def test_the_last_days_of_the_quarters() -> None:
    found = [last_day(2022, quarter).isoformat()[5:] for quarter in (1, 2, 3, 4)]
    assert found == ["03-31", "06-30", "09-30", "12-31"]


@pytest.mark.parametrize(
    ("day", "quarters"),
    [
        (date(2022, 3, 31), set()),
        (date(2022, 4, 1), {1}),
        (date(2022, 9, 30), {1, 2}),
        (date(2023, 1, 1), {1, 2, 3, 4}),
        (date(2021, 12, 31), set()),
    ],
)
def test_only_quarters_that_are_over_are_due(day: date, quarters: set[int], page: Page) -> None:
    found = due_in_quarters(page.card, book_of(page), day)
    lacking = {n for n in quarters if due_in_quarter(page.card, book_of(page), n)}
    assert {each.quarter for each in found} <= lacking
    assert all(each.day == last_day(YEAR, each.quarter) for each in found)
    assert all(each.day is not None and each.day < day for each in found)


def test_an_activity_without_quarters_owes_the_year_alone(page: Page) -> None:
    book = book_of(page)
    name, activity = next((n, a) for n, a in book.activities.items() if a.quarters)
    bare = replace(
        activity, q1=None, q2=None, q3=None, q4=None, spending=None, physical=None, ceiling=1
    )
    changed = replace(book, activities={**book.activities, name: bare})
    day = date(2023, 6, 1)
    year = due_in_year(page.card, changed, day)
    assert {each.key for each in year if each.subject == name} == {"spending", "physical"}
    assert not [e for e in due_in_quarters(page.card, changed, day) if e.subject == name]
    assert [e for e in due_in_quarter(page.card, changed, 1) if e.subject == name]


def test_the_list_has_the_year_then_its_quarters(page: Page) -> None:
    found = due_of(page, date(2023, 6, 1))
    order = [each.quarter for each in found]
    assert order == sorted(order) and order[0] == 0 and order[-1] > 0
    quarter = next(each for each in found if each.quarter)
    assert str(named(quarter)).endswith(f", quarter {quarter.quarter}")
    assert "quarter" not in str(named(found[0]))
    table = due_table(page, found, numbered=True)
    assert [each.id for each in table.columns] == ["code", "what", "day", "key"]
    assert all(len(row.cells) == 4 for row in table.rows)
    assert [row.subject for row in table.rows[:2]] == ["due.0", "due.1"]
    assert len(due_table(page, found).columns) == 5
