"""Tables that are opened over a place follow everything that changes the page."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from textual.pilot import Pilot

from kinerja_tui.report.page import Page
from kinerja_tui.report.table import Table
from kinerja_tui.tui import listings
from kinerja_tui.tui.screens.main import MainScreen
from kinerja_tui.tui.screens.record import RecordScreen
from tests.tui.desks import (
    IP_ASN,
    SPBE,
    desk_of,
    main_of,
    panel,
    press,
    sample,
    senja,
    type_text,
    workspace,
)
from tests.tui.record.pages import open_page

SIZE = (80, 24)
QUARTER = '\n[q1]\ntarget = 60.5\nvalue = 62\nstate = "final"\n'


def text(main: MainScreen) -> str:
    return main.grid.text


def cursor(main: MainScreen) -> str:
    return main.grid.current.subject if main.grid.current else ""


async def retyped(pilot: Pilot[int], key: str, value: str) -> None:
    """Go to a key of the record that is open, and type another value."""
    screen = pilot.app.screen
    assert isinstance(screen, RecordScreen)
    screen.show_rows(key)
    await press(pilot, "e", "ctrl+u")
    await type_text(pilot, value)
    await press(pilot, "enter")


async def test_a_table_of_the_report_follows_a_save_and_what_takes_it_back(tmp_path: Path) -> None:
    app = workspace(desk_of(sample(tmp_path)))
    async with app.run_test(size=SIZE) as pilot:
        main = main_of(app)
        await press(pilot, "7", "enter")
        assert "61.34" in text(main) and "100.56" in text(main)
        here = cursor(main)
        await open_page(pilot, IP_ASN)
        await retyped(pilot, "realisation.value", "40")
        await press(pilot, "q")
        assert "40" in text(main) and "61.34" not in text(main) and "65.57" in text(main)
        assert cursor(main) == here and main.opened_table is not None
        await press(pilot, "u")
        assert "100.56" in text(main) and "65.57" not in text(main)
        await press(pilot, "U")
        assert "65.57" in text(main) and "100.56" not in text(main)
        assert cursor(main) == here


async def test_the_quarters_follow_what_is_added_and_removed(tmp_path: Path) -> None:
    root = sample(tmp_path)
    path = root / IP_ASN
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        main = main_of(app)
        await press(pilot, "down", "t", "a")
        await type_text(pilot, "60,5")
        await press(pilot, "enter")
        await type_text(pilot, "62")
        await press(pilot, "f2", "q")
        assert "Q1" in text(main) and "62" in text(main)
        assert cursor(main) == "ip-asn"
        await press(pilot, "u")
        assert "Q1" not in text(main)
        path.write_text(path.read_text("utf-8") + QUARTER, "utf-8")
        await press(pilot, "r")
        assert "Q1" in text(main)
        await press(pilot, "down", "down")
        here = cursor(main)
        assert here == "merit"
        await open_page(pilot, IP_ASN, "q1.value")
        await press(pilot, "d", "down", "enter", "y")
        assert "[q1]" not in path.read_text("utf-8")
        await press(pilot, "q")
        assert "Q1" not in text(main)


async def test_the_cursor_stays_with_its_row_when_rows_come_above_it(tmp_path: Path) -> None:
    root = sample(tmp_path)
    path = root / IP_ASN
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        main = main_of(app)
        await press(pilot, "t", "down", "down", "down")
        here = cursor(main)
        path.write_text(path.read_text("utf-8") + QUARTER, "utf-8")
        await press(pilot, "r")
        assert "Q1" in text(main) and cursor(main) == here == "spbe"


async def test_what_is_due_follows_what_is_filled_in(tmp_path: Path) -> None:
    root = sample(tmp_path)
    spbe = root / SPBE
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        main = main_of(app)
        await press(pilot, "b", "down")
        assert "analysis.cause" in _row(main)
        spbe.write_text(spbe.read_text("utf-8") + '\n[action.x]\ntext = "x"\n', "utf-8")
        await press(pilot, "r")
        # The row under the cursor is the same one, though the one above it has gone.
        assert main.grid.count == 1 and "analysis.cause" in _row(main)
        await press(pilot, "enter", "e")
        await type_text(pilot, "Terlambat")
        await press(pilot, "f2", "q")
        assert main.grid.count == 0
        await press(pilot, "u")
        assert "analysis.cause" in _row(main)


def _row(main: MainScreen) -> str:
    current = main.grid.current
    return " ".join(each.text for each in current.cells) if current else ""


async def test_all_units_show_the_own_line_as_it_is_now(tmp_path: Path) -> None:
    root = senja(tmp_path)
    app = workspace(desk_of(root, "dinas-air", 2022))
    async with app.run_test(size=(120, 40)) as pilot:
        main = main_of(app)
        await press(pilot, "0")
        before = _row(main)
        file = next((root / "dinas-air/2022/activities").glob("*.toml"))
        head = file.read_text("utf-8").partition("\n[")[0]
        spent = next(row for row in head.splitlines() if row.startswith("spending = "))
        file.write_text(file.read_text("utf-8").replace(spent, "spending = 1", 1), "utf-8")
        await press(pilot, "r")
        assert _row(main) != before and cursor(main) == "unit.dinas-air.2022"
        assert main.grid.count == 2 and "89.56" in text(main)


async def test_the_name_of_any_unit_is_typed_among_all_units(tmp_path: Path) -> None:
    root = senja(tmp_path)
    app = workspace(desk_of(root, "dinas-air", 2022))
    async with app.run_test(size=(120, 40)) as pilot:
        main = main_of(app)
        await press(pilot, "0", "j")
        here = cursor(main)
        file = root / here.split(".")[1] / "unit.toml"
        before = file.read_bytes()
        assert here.split(".")[1] != "dinas-air"
        main.grid.go(main.grid.row, 0)
        await press(pilot, "e", "ctrl+u")
        await type_text(pilot, "Kabupaten")
        await press(pilot, "enter")
        assert b'short = "Kabupaten"' in file.read_bytes()
        assert cursor(main) == here and "Kabupaten " in text(main)
        await press(pilot, "u")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert file.read_bytes() == before
        assert cursor(main) == here and "Kabupaten " not in text(main)
        main.grid.go(main.grid.row, 2)
        await press(pilot, "e")
        assert "computed from the records of that unit" in panel(app, "foot")


async def test_all_units_follow_a_unit_that_goes_and_comes_back(tmp_path: Path) -> None:
    app = workspace(desk_of(sample(tmp_path)))
    async with app.run_test(size=SIZE) as pilot:
        main = main_of(app)
        await press(pilot, "0")
        many = main.grid.count
        await press(pilot, "a")
        await type_text(pilot, "Biro Umum")
        await press(pilot, "enter")
        assert main.mode is None and main.grid.count == many + 1
        for key, left, said in (("u", many, "Undone"), ("U", many + 1, "Redone")):
            await press(pilot, key)
            await pilot.app.workers.wait_for_complete()
            await pilot.pause()
            assert main.grid.count == left and said in panel(app, "foot")
            assert main.opened_table is not None


async def test_a_key_that_changes_nothing_makes_no_table_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = workspace(desk_of(sample(tmp_path)))
    made = []
    again = listings.again

    def counted(page: Page, table: Table, today: date) -> Table | None:
        made.append(table.slug)
        return again(page, table, today)

    monkeypatch.setattr(listings, "again", counted)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "t", "down", "right", "S", "slash", "a", "escape", "x", "escape")
        assert made == []
        await press(pilot, "r")
        assert len(made) == 1
        await press(pilot, "S", "down")
        assert len(made) == 1
        assert "Quarters" in panel(app, "top")
