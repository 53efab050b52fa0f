"""Where the cell under the cursor is written: the one answer that editing, opening, removing,
history and the editor go by.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from kinerja_tui.locale import N_, message
from kinerja_tui.model.agreement import Agreement
from kinerja_tui.model.indicator import Indicator
from kinerja_tui.report.page import Page
from kinerja_tui.report.tables import due
from kinerja_tui.tui.located import Cell, Written, computed, heading, located, named, typed
from kinerja_tui.tui.places import PLACES
from kinerja_tui.tui.sources import number_of
from kinerja_tui.tui.tables import TableRows
from kinerja_tui.tui.written_measured import of_component, of_goal, of_indicator, target_name
from kinerja_tui.tui.written_money import of_activity

if TYPE_CHECKING:
    from kinerja_tui.tui.screens.main import MainScreen

_MISSING: Final = "B13"
"""The code of a key that must be there and is not; the problem names the table around it."""
_TARGETS: Final = "t02-perjanjian-"
_BUDGET: Final = "t02-anggaran-"
_SIDE_BY_SIDE: Final = frozenset({"versi", "anggaran-versi", "t03-perubahan-perjanjian"})
_VERSIONS: Final = N_("This is computed from what the versions say.")
_LINE: Final = N_("This line is put together from the version's date, its parties and its ground.")
_SUM: Final = N_("This is the sum of the rows above.")
_REASONS: Final = N_("This is put together from the reasons of several versions.")
_WITH_INDICATOR: Final = N_("Code and name are written with the indicator, not in the agreement.")
_WITH_ACTIVITY: Final = N_("Code and name are written with the activity, not in the agreement.")
_OF_UNIT: Final = N_("This is computed from the records of that unit.")
_UNIT: Final[Mapping[str, str]] = MappingProxyType({"unit": "short", "name": "name"})
_OWED: Final[Mapping[str, str]] = MappingProxyType(
    {
        "status": "status",
        "due": "due",
        "text": "text",
        "person": "person",
        "progress": "progress",
    }
)
_FAMILY: Final = ("value", "grade", "lo", "hi")
"""The keys of which one says what a target is."""


def here(screen: MainScreen) -> Written | None:
    """Where the cell under the cursor is written; None for a row that is in no record."""
    page, cell = screen.desk.page, cell_here(screen)
    if cell is None:
        return None
    if PLACES[screen.place].id == "findings":
        problem = screen.desk.problems[number_of(screen)]
        key = problem.key
        if problem.code == _MISSING:
            name = str(dict(problem.message.args).get("key", ""))
            key = ".".join(each for each in (key, name) if each)
        return Written(problem.file, key, value=True, heading=True, line=problem.line)
    if cell.table == due.SLUG:
        from kinerja_tui.tui.beginning import today

        found = due.due_of(page, today(screen))
        number = int(cell.subject.removeprefix("due."))
        if number >= len(found) or not found[number].key:
            return None
        return typed(found[number].file, found[number].key)
    return written(page, cell)


def cell_here(screen: MainScreen) -> Cell | None:
    """The cell under the cursor; None without rows."""
    grid = screen.grid
    source, row = grid.source, grid.current
    if source is None or row is None or grid.column >= len(source.heads):
        return None
    column = source.heads[grid.column].id
    if not isinstance(source, TableRows):
        return Cell("", row.subject, column)
    table = screen.opened_table or screen.tables[screen.turned]
    above = table.rows[: number_of(screen)]
    nth = sum(each.subject == row.subject for each in above)
    group = next((each.subject for each in reversed(above) if each.kind == "group"), "")
    return Cell(table.slug, row.subject, column, nth, group)


def written(page: Page, cell: Cell) -> Written | None:
    """Where a cell is written; None for a row that is in no record."""
    subject, column = cell.subject, cell.column
    if "/" in subject:
        return Written(subject, heading=True)
    part = of_component(page, cell)
    if part is not None:
        return part
    if _by_version(cell.table):
        return _of_version(page, cell)
    kind, _, rest = subject.partition(".")
    activity = page.book.activities.get(rest) if kind == "activity" else None
    if activity is not None:
        return of_activity(page, cell, activity)
    found = located(page, subject)
    if found is None:
        return None
    file, key = found
    if kind in ("recommendation", "action"):
        return _owed(page, kind, rest, column, file, key)
    if kind == "unit":
        name = _UNIT.get(column)
        return named(file, name) if name else heading(file, key, message(_OF_UNIT))
    score = page.card.indicator(kind)
    if score is not None:
        return of_indicator(page, cell, score, rest)
    return of_goal(page, subject, column) or heading(file, key)


def version_of(page: Page, cell: Cell) -> Agreement | None:
    """The version of the agreement that the cell's row, column or table is about."""
    for each in page.book.agreements:
        columns = (f"version_{each.id}", f"target_{each.id}") if _by_version(cell.table) else ()
        if (
            cell.subject == f"agreement.{each.id}"
            or cell.column in columns
            or cell.table in (f"{_TARGETS}{each.id}", f"{_BUDGET}{each.id}")
        ):
            return each
    return None


def keys_of(found: Written) -> tuple[str, ...]:
    """The keys whose changes are the history of the cell; none for a cell that stands for its
    whole record.
    """
    if found.heading or not found.value or not found.key:
        return ()
    table, dot, name = found.key.rpartition(".")
    if name in _FAMILY and table.startswith(("target.", "indicator.")):
        return (*(f"{table}{dot}{each}" for each in _FAMILY), table)
    return tuple(filter(None, (found.key, table)))


def explained_by(screen: MainScreen) -> tuple[str, ...]:
    """What `explain` may call the number under the cursor, the nearest first: a cell that its row's
    number says nothing of has at most its own.
    """
    grid, found = screen.grid, here(screen)
    row = grid.current.subject if grid.current is not None else ""
    own = grid.subject if grid.subject != row else ""
    if found is not None and found.apart:
        return (own, found.figure)
    return (own, row)


def _by_version(table: str) -> bool:
    return table in _SIDE_BY_SIDE or table.startswith((_TARGETS, _BUDGET))


def _of_version(page: Page, cell: Cell) -> Written | None:
    """A cell of the agreement's tables: in the version of its column or table, else in the one in
    force.
    """
    own = version_of(page, cell)
    kind, _, rest = cell.subject.partition(".")
    agreements = page.book.agreements
    agreement = own or page.card.agreement or (agreements[-1] if agreements else None)
    if agreement is None:
        return None
    if kind == "agreement":
        return heading(agreement.origin, "", message(_LINE))
    score = page.card.indicator(kind)
    if score is not None:
        return _target(page, cell, score.indicator, agreement, own is not None)
    if kind != "activity":
        total = "budget_total" if agreement.budget_total is not None else "budget"
        return computed(agreement.origin, total, message(_SUM), apart=True)
    part = f"budget.{rest}"
    if cell.column == "amount" or (own and cell.column.startswith("version_")):
        return typed(agreement.origin, f"{part}.amount", apart=True)
    if cell.column == "change":
        return computed(agreement.origin, part, message(_VERSIONS), apart=True)
    return heading(agreement.origin, part, message(_WITH_ACTIVITY))


def _target(
    page: Page, cell: Cell, indicator: Indicator, agreement: Agreement, own: bool
) -> Written:
    """What a version promises for an indicator, or what stands beside that."""
    part, column = f"target.{indicator.id}", cell.column
    promised = agreement.target.get(indicator.id)
    if own and (column == "target" or column.startswith(("version_", "target_"))):
        name = target_name(promised, indicator)
        return typed(agreement.origin, f"{part}.{name}", apart=True)
    if column in ("change", "changed"):
        return computed(agreement.origin, part, message(_VERSIONS), apart=True)
    if column == "reason":
        return _reason(page, indicator.id, agreement)
    printed = cell.table.startswith(_TARGETS) and promised is not None and promised.name
    if column == "indicator" and printed:
        return Written(agreement.origin, f"{part}.name", part, value=True, heading=True)
    return heading(agreement.origin, part, message(_WITH_INDICATOR))


def _reason(page: Page, id_: str, agreement: Agreement) -> Written:
    """Why a target was changed: in the version that says so."""
    part = f"target.{id_}"
    every = [each for each in page.book.agreements if id_ in each.target]
    found = [each for each in every if each.target[id_].reason]
    if len(found) > 1:
        return computed(found[-1].origin, part, message(_REASONS), apart=True)
    last = (found or every or [agreement])[-1]
    return typed(last.origin, f"{part}.reason", apart=True)


def _owed(page: Page, kind: str, rest: str, column: str, file: str, part: str) -> Written:
    """A recommendation's or an action's cell."""
    name = _OWED.get(column)
    if name is not None:
        return typed(file, f"{part}.{name}")
    if kind == "recommendation" and column == "issuer":
        return Written(file, "issuer", part, value=True)
    return heading(file, part)
