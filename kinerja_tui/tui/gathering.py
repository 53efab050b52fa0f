"""All units at once: each unit's year nearest to the one that is open, measured one by one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from kinerja_tui.report import cells
from kinerja_tui.report.page import Page
from kinerja_tui.report.table import Row, Table
from kinerja_tui.report.tables.units import UnitLine, tally_of, units

if TYPE_CHECKING:
    from kinerja_tui.tui.desk import Desk


def gathered(desk: Desk, told: Callable[[int, int], None]) -> tuple[UnitLine, ...]:
    """A line a unit, in the order of their ids; `told` hears how many of how many are read.

    Slow.
    """
    found: list[UnitLine] = []
    every = desk.shelf.units()
    for number, (unit, years) in enumerate(every.items(), 1):
        told(number, len(every))
        year = min(years, key=lambda each: (abs(each - desk.year), -each))
        here = (unit, year) == (desk.unit, desk.year)
        found.append(line_of(desk.page if here else desk.opened(unit, year)))
    return tuple(found)


def with_own(table: Table, page: Page) -> Table:
    """The `table` of all units with the line of the page's own unit as it is now, and with what
    the others are called now.
    """
    (own,) = units((line_of(page),)).rows
    names = [each.id for each in table.columns]
    rows = (
        own if each.subject == own.subject else _called(each, names, page) for each in table.rows
    )
    return replace(table, rows=tuple(rows))


def _called(row: Row, names: Sequence[str], page: Page) -> Row:
    records = page.library.units.get(row.subject.split(".")[1])
    if records is None:
        return row
    now = {"unit": cells.text(records.unit.label), "name": cells.text(records.unit.name)}
    pairs = zip(names, row.cells, strict=True)
    return replace(row, cells=tuple(now.get(name, cell) for name, cell in pairs))


def line_of(page: Page) -> UnitLine:
    """A unit's year in one line."""
    card = page.card
    records = page.library.units.get(card.unit)
    own = f"{card.unit}/"
    return UnitLine(
        unit=card.unit,
        label=records.unit.label if records else card.unit,
        name=records.unit.name if records else card.unit,
        year=card.year,
        mean=card.mean,
        status=card.status,
        tally=tally_of(card),
        absorption=card.budget.absorption,
        rules=card.rules,
        problems=sum(each.file.startswith(own) for each in page.library.problems),
    )
