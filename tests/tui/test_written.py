"""Where every cell of every table is written: what is shown stands in the file at that key."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from kinerja_tui.report.page import Page
from kinerja_tui.report.table import Row, Table
from kinerja_tui.report.tables import BUILDERS, quarterly, tables
from kinerja_tui.store.format.shape import shape_at
from kinerja_tui.store.toml.lexer import split_key
from kinerja_tui.tui.listings import LISTINGS
from kinerja_tui.tui.located import Cell, Written
from kinerja_tui.tui.overview import OverviewRows
from kinerja_tui.tui.record.register import Register, register
from kinerja_tui.tui.record.values import value_of
from kinerja_tui.tui.shelf import Folder
from kinerja_tui.tui.written import version_of, written
from tests.tui.desks import SAMPLE, SENJA, desk_of, main_of, workspace

STORES = [(SAMPLE, "biro-osdm", 2022), (SENJA, "dinas-air", 2022)]


def every_table(page: Page) -> Iterator[Table]:
    """The tables of all places."""
    for place, listed in LISTINGS.items():
        if place != "findings":
            yield from listed(page)
    yield quarterly.quarterly(page)
    for id_ in BUILDERS:
        yield from tables(page, id_)


def cells(table: Table) -> Iterator[tuple[Cell, Row, int]]:
    """The cells of a table with their rows and columns."""
    seen: dict[str, int] = {}
    group = ""
    for row in table.rows:
        nth = seen.get(row.subject, 0)
        for index, column in enumerate(table.columns):
            yield Cell(table.slug, row.subject, column.id, nth, group), row, index
        seen[row.subject] = nth + 1
        group = row.subject if row.kind == "group" else group


def read(root: Path, file: str, known: dict[str, Register]) -> Register:
    """A record, read once."""
    if file not in known:
        found = register(Folder(root), file)
        assert isinstance(found, Register), file
        known[file] = found
    return known[file]


def plain(page: Page, cell: Cell) -> Written:
    """Where a cell is written, which must be somewhere."""
    found = written(page, cell)
    assert found is not None, cell
    return found


@pytest.mark.parametrize(("root", "unit", "year"), STORES)
def test_a_number_that_is_shown_stands_where_it_is_said_to_be(
    root: Path, unit: str, year: int
) -> None:
    page, known = desk_of(root, unit, year).page, dict[str, Register]()
    compared = 0
    for table in every_table(page):
        for cell, row, index in cells(table):
            found = written(page, cell)
            if found is None or not found.value:
                continue
            record = read(root, found.file, known)
            shape = shape_at(record.kind, split_key(found.key))
            assert shape is not None, (cell, found)
            shown, token = row.cells[index].value, record.token(found.key)
            if found.key == "ceiling_initial" and token is None:
                continue  # without one the final ceiling is shown
            if isinstance(shown, Decimal | int) and found.key.rpartition(".")[2] != "numerator":
                assert token is not None, (cell, found)
                assert value_of(token) == shown, (cell, found)
                compared += 1
            elif token is not None and isinstance(shown, str) and cell.column != "scale":
                assert value_of(token) == shown.strip() or row.cells[index].word, (cell, found)
    assert compared > 60


@pytest.mark.parametrize(("root", "unit", "year"), STORES)
def test_a_cell_is_typed_or_says_why_not_or_stands_for_its_row(
    root: Path, unit: str, year: int
) -> None:
    page = desk_of(root, unit, year).page
    for table in every_table(page):
        for cell, _, _ in cells(table):
            found = written(page, cell)
            assert found is None or found.value or found.why or found.heading, cell
            assert found is None or not (found.value and found.why), cell


async def test_the_cells_of_the_first_place_are_known_too() -> None:
    app = workspace(desk_of(SENJA, "dinas-air", 2022))
    async with app.run_test(size=(160, 40)):
        main = main_of(app)
        source, page = main.grid.source, main.desk.page
        assert isinstance(source, OverviewRows)
        columns = [each.id for each in source.heads]
        assert {"last_year", "grade", "change"} <= set(columns)
        for entry in source.entries:
            for column in columns:
                assert plain(page, Cell("", entry.subject, column)).file


def test_a_target_is_in_the_version_of_its_column_or_table() -> None:
    page = desk_of(SAMPLE).page
    first = "biro-osdm/2022/agreements/1-awal.toml"
    files = {each.id: each.origin for each in page.book.agreements}
    for id_, file in files.items():
        for cell in (
            Cell("versi", "merit", f"version_{id_}"),
            Cell("t03-perubahan-perjanjian", "merit", f"target_{id_}"),
            Cell(f"t02-perjanjian-{id_}", "merit", "target"),
        ):
            found = plain(page, cell)
            assert (found.file, found.key) == (file, "target.merit.value")
            assert found.part == "target.merit"
            assert found.apart and version_of(page, cell) is not None
        for cell in (
            Cell("anggaran-versi", "activity.manajemen-sdm", f"version_{id_}"),
            Cell(f"t02-anggaran-{id_}", "activity.manajemen-sdm", "amount"),
        ):
            found = plain(page, cell)
            assert (found.file, found.key) == (file, "budget.manajemen-sdm.amount")
    assert first in files.values()
    in_force = page.card.agreement
    assert in_force is not None
    row = plain(page, Cell("versi", "merit", "indicator"))
    assert (row.file, row.part, row.heading) == (in_force.origin, "target.merit", True)
    assert version_of(page, Cell("serapan", "activity.manajemen-sdm", "ceiling")) is None


def test_a_ceiling_is_in_the_revision_of_its_row_and_a_share_in_its_goal() -> None:
    page = desk_of(SENJA, "dinas-air", 2022).page
    activity = next(each for each in page.book.activities.values() if each.revision)
    subject, first = f"activity.{activity.id}", next(iter(activity.revision))
    keys = [plain(page, Cell("revisi-pagu", subject, "ceiling", nth)).key for nth in range(3)]
    assert keys == ["ceiling", "ceiling_initial", f"revision.{first}.ceiling"]
    last = plain(page, Cell("revisi-pagu", subject, "ceiling", len(activity.revision) + 2))
    assert last.key == "ceiling"
    goal = next(iter(activity.share))
    share = plain(page, Cell("kegiatan-sasaran", subject, "share", 0, goal))
    assert (share.key, share.part) == (f"share.{goal}.percent", f"share.{goal}")
    assert plain(page, Cell("kegiatan-sasaran", subject, "share", 0, "none")).key == "share"


def test_what_is_computed_says_from_what() -> None:
    page = desk_of(SENJA, "dinas-air", 2022).page
    quarterly_ = next(
        each.activity
        for each in page.card.budget.activities
        if each.activity.spending is None and each.spending.value is not None
    )
    found = plain(page, Cell("serapan", f"activity.{quarterly_.id}", "spending"))
    assert not found.value and found.why is not None and "quarters" in found.why.text
    score = next(each for each in page.card.indicators if each.value.way == "composite")
    found = plain(page, Cell("tahun", score.id, f"realisation_{page.year}"))
    assert not found.value and found.why is not None and "components" in found.why.text
    assert written(page, Cell("serapan", "budget", "ceiling")) is None


@pytest.mark.parametrize(
    ("root", "unit", "year", "cell"),
    [
        (SENJA, "dinas-air", 2022, Cell("t12-efisiensi", "{goal}", "absorption")),
        (SENJA, "dinas-air", 2022, Cell("t12-efisiensi", "{goal}", "difference")),
        (SAMPLE, "biro-osdm", 2022, Cell("tahun", "ip-asn", "change_2022")),
        (SAMPLE, "biro-osdm", 2022, Cell("tahun", "ip-asn", "target_2022")),
        (SAMPLE, "biro-osdm", 2022, Cell("serapan", "{activity}", "physical")),
    ],
)
def test_the_rows_number_is_not_told_for_a_cell_that_it_says_nothing_of(
    root: Path, unit: str, year: int, cell: Cell
) -> None:
    page = desk_of(root, unit, year).page
    names = {
        "{goal}": page.card.goals[0].id,
        "{activity}": f"activity.{next(iter(page.book.activities))}",
    }
    subject = names.get(cell.subject, cell.subject)
    assert plain(page, cell._replace(subject=subject)).apart
