"""The detail of the row under the cursor in places 2 to 7, and of the tables that place 1 opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kinerja_tui.locale import Words
from kinerja_tui.report.page import Page
from kinerja_tui.tui import details_budget, details_course, details_more, details_owed
from kinerja_tui.tui import details_papers as papers
from kinerja_tui.tui.facts import Facts
from kinerja_tui.tui.sources import number_of
from kinerja_tui.tui.tables import TableRows

if TYPE_CHECKING:
    from kinerja_tui.tui.screens.main import MainScreen

_COURSE = frozenset({"years", "trend", "mid-term"})


def facts_of(screen: MainScreen, width: int) -> Facts | None:
    """The facts of the row under the cursor in `width` cells; None where there is no table."""
    source, row = screen.grid.source, screen.grid.current
    if not isinstance(source, TableRows) or row is None:
        return None
    table, words = source.table, screen.words
    if table.id == "problems":
        problems = screen.desk.problems
        number = number_of(screen)
        return details_more.problem(problems[number], words) if number < len(problems) else None
    found = _of_record(screen.page, table.id, row.subject, words, width)
    return found or details_more.by_cells(source, screen.grid.row, screen.grid.column, words)


def _of_record(page: Page, table: str, subject: str, words: Words, width: int) -> Facts | None:
    kind, _, rest = subject.partition(".")
    book = page.book
    if kind == "agreement":
        found = next((each for each in book.agreements if each.id == rest), None)
        return papers.agreement(page, found, words) if found else None
    if kind == "activity":
        if table == "budgets":
            return papers.amounts(page, rest, words)
        own = next((each for each in page.card.budget.activities if each.activity.id == rest), None)
        return details_budget.activity(page, own, words) if own else None
    if kind in ("budget", "efficiency", "pmk") and not rest:
        return details_budget.total(page, words)
    if kind in ("recommendation", "action"):
        return _owed(page, kind, rest, words)
    score = page.card.indicator(kind)
    if score is None:
        return details_more.goal(page, subject, words)
    if table == "versions":
        return papers.targets(page, score.indicator, words)
    if table == "quarters":
        return details_course.quarters(page, score, rest, words, width)
    if table not in _COURSE:
        return None
    return details_course.years(page, score, words, width, ahead=table == "mid-term")


def _owed(page: Page, kind: str, rest: str, words: Words) -> Facts | None:
    first, _, second = rest.partition(".")
    if kind == "action":
        score = page.card.indicator(first)
        action = score.indicator.action.get(second) if score else None
        return details_owed.action(page, score, action, words) if score and action else None
    found = page.book.recommendations.get(first)
    item = found.item.get(second) if found else None
    return details_owed.recommendation(page, found, item, words) if found and item else None
