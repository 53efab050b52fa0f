"""What a place shows, as rows for the grid, and how each of its tables is looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kinerja_tui.report.page import Page
from kinerja_tui.report.paint.plain import Ink
from kinerja_tui.report.table import Table
from kinerja_tui.tui.located import located
from kinerja_tui.tui.overview import WIDE, OverviewRows
from kinerja_tui.tui.places import FIRST, PLACES
from kinerja_tui.tui.rows import Source
from kinerja_tui.tui.tables import TableRows
from kinerja_tui.tui.viewing import View

if TYPE_CHECKING:
    from kinerja_tui.tui.screens.main import MainScreen


def source_of(screen: MainScreen, page: Page, ink: Ink, typing: bool) -> Source:
    """The rows of the place; while something is typed, the ones that stand there, with what it
    would make of them.
    """
    place, table = PLACES[screen.place].id, screen.opened_table
    if place == FIRST and table is None:
        return _overview(screen, page, ink, typing)
    if place != FIRST:
        from kinerja_tui.tui.listings import listed

        desk = screen.desk
        sections = desk.shelf.sections(desk.unit, desk.year) if place == "report" else ()
        screen.tables = listed(place, desk.complete if place == "findings" else page, sections)
        screen.turned = min(screen.turned, len(screen.tables) - 1)
        table = table or screen.tables[screen.turned]
    assert table is not None
    if screen.has_class("-beside"):
        ink = Ink(ink.width - 1, ascii_only=screen.ascii_only)
    return TableRows(table, screen.words, ink, view_of(screen), _stale(screen, page, table))


def _stale(screen: MainScreen, page: Page, table: Table) -> frozenset[str]:
    """The rows whose records cannot be read any more."""
    desk = screen.desk
    if not desk.broken or PLACES[screen.place].id == "findings":
        return frozenset()
    found: set[str] = set()
    for subject in {row.subject for row in table.rows if row.subject}:
        where = located(page, subject)
        score = page.card.indicator(subject.partition(".")[0])
        if (where is not None and where[0] in desk.broken) or (
            score is not None and desk.stale(score.id) is not None
        ):
            found.add(subject)
    return frozenset(found)


def followed(screen: MainScreen) -> Table | None:
    """The table that is opened over the place, made again where the desk has another page than the
    one it was made of; None where none is open, or the page has it no more.
    """
    table, page = screen.opened_table, screen.desk.page
    if table is None or screen.opened_of is page:
        return table
    from kinerja_tui.tui.beginning import today
    from kinerja_tui.tui.listings import again

    return again(page, table, today(screen))


def _overview(screen: MainScreen, page: Page, ink: Ink, typing: bool) -> Source:
    desk, old = screen.desk, screen.grid.source
    marks = frozenset[str]()
    if desk.broken:
        marks = frozenset(
            each.id for each in page.card.indicators if desk.stale(each.id) is not None
        )
    if typing and isinstance(old, OverviewRows):
        return old.becoming(page, marks)
    view = view_of(screen)
    standing = old.stands(page, view) if isinstance(old, OverviewRows) else ()
    wider = screen.app.size.width >= WIDE
    return OverviewRows(page, screen.words, ink, view, wider, marks, standing)


def name_of(screen: MainScreen) -> str:
    """What the table that is shown is called in this session: its place, and its slug there."""
    place = PLACES[screen.place].id
    table = screen.opened_table
    if place == FIRST:
        return f"{place}/{table.slug}" if table is not None else place
    if table is None and screen.tables:
        table = screen.tables[min(screen.turned, len(screen.tables) - 1)]
    return f"{place}/{table.slug if table else ''}"


def view_of(screen: MainScreen) -> View:
    """How the table that is shown is looked at."""
    return screen.views.of(name_of(screen))


def look(screen: MainScreen, view: View) -> None:
    """Look at the table so from now on."""
    screen.views.put(name_of(screen), view)
    screen.show_card()


def row_kept(old: Source | None, row: int, new: Source) -> int | None:
    """Where the row `row` of `old` stands in `new`; None when it is not there."""
    if isinstance(old, OverviewRows) and isinstance(new, OverviewRows):
        return new.place(old.entries[row].subject) if row < len(old) else None
    if isinstance(old, TableRows) and isinstance(new, TableRows) and row < len(old):
        return _alike(old, row, new) if old.table.slug == new.table.slug else None
    return None


def _alike(old: TableRows, row: int, new: TableRows) -> int | None:
    """The row of `new` that is about the same as `row` of `old`, the nearest of several; else the
    one that took its place.
    """
    number, called = old.numbers[row], _called(old, row)
    every = [each for each in range(len(new)) if called and _called(new, each) == called]
    if every:
        return min(every, key=lambda each: abs(new.numbers[each] - number))
    return new.numbers.index(number) if number in new.numbers else None


def _called(rows: TableRows, row: int) -> tuple[object, ...]:
    """What a row is about: what it is called, or of a row that is only numbered what it says."""
    found = rows.table.rows[row]
    if found.subject.startswith("due."):
        return tuple(each.value for each in found.cells)
    return (found.subject,) if found.subject else ()


def leave(screen: MainScreen) -> None:
    """Remember where the cursor is, before another table is shown."""
    grid = screen.grid
    screen.whereabouts.leave(name_of(screen), grid.source, grid.row, grid.column)


def come_back(screen: MainScreen, source: Source) -> tuple[int, int]:
    """The row and column in which the cursor last was in this table, else its beginning."""
    return screen.whereabouts.back(name_of(screen), source) or (0, 1)


def number_of(screen: MainScreen) -> int:
    """The number of the row under the cursor in its whole table, whatever is filtered or sorted."""
    source, row = screen.grid.source, screen.grid.row
    return source.numbers[row] if isinstance(source, TableRows) else row


def short_titles(screen: MainScreen) -> list[tuple[str, str]]:
    """The short titles of the table's columns with what they stand for."""
    source, words = screen.grid.source, screen.words
    columns = source.table.columns if isinstance(source, TableRows) else ()
    return [(words.say(each.short), words.say(each.title)) for each in columns if each.short]


def said_of_table(screen: MainScreen) -> list[str]:
    """How many columns are hidden and how many rows are marked, for the rule above the table."""
    words, grid, source = screen.words, screen.grid, screen.grid.source
    found = []
    hidden = sum(head.hidden for head in source.heads) if source is not None else 0
    if hidden:
        found.append(words.count("a column hidden", "{n} columns hidden", hidden))
    if grid.picked and screen.where == "achievement":
        found.append(words.count("{n} row marked", "{n} rows marked", len(grid.picked)))
    return found
