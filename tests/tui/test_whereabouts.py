"""Where the cursor is found again: in every table, after a filter without hits, on another day."""

from __future__ import annotations

from pathlib import Path

from kinerja_tui.tui.rows import Drawn, Head
from kinerja_tui.tui.whereabouts import Whereabouts
from tests.tui.desks import SAMPLE, desk_of, main_of, panel, press, sample, type_text, workspace

SIZE = (80, 24)


class Rows:
    """Rows that are nothing but their names."""

    frozen = 0
    least = 0

    def __init__(self, subjects: str, heads: str = "abc") -> None:
        self.subjects = subjects.split()
        self.heads = tuple(Head(each, each, 3) for each in heads)

    def __len__(self) -> int:
        return len(self.subjects)

    def row(self, index: int) -> Drawn:
        return Drawn((), subject=self.subjects[index].strip("-"))

    def mark(self, column: int) -> int:
        return column


def test_a_spot_is_a_name_and_of_several_the_nearest() -> None:
    kept = Whereabouts()
    kept.leave("t", Rows("x y x z"), 2, 1)
    assert kept.back("t", Rows("x y x z")) == (2, 1)
    assert kept.back("t", Rows("x y y x")) == (3, 1)
    assert kept.back("t", Rows("y x")) == (1, 1)
    assert kept.back("t", Rows("y z")) is None
    assert kept.back("another", Rows("x")) is None


def test_columns_are_found_by_their_ids_and_rows_without_a_name_by_their_number() -> None:
    kept = Whereabouts()
    kept.leave("t", Rows("- - -"), 2, 2)
    assert kept.back("t", Rows("- - -", "cab")) == (2, 0)
    assert kept.back("t", Rows("- - -", "ab")) == (2, 1)
    assert kept.back("t", Rows("-")) is None


def test_a_table_without_rows_changes_nothing() -> None:
    kept = Whereabouts()
    kept.leave("t", Rows("x y"), 1, 1)
    kept.leave("t", Rows(""), 0, 0)
    kept.leave("t", None, 0, 0)
    assert kept.back("t", Rows("x y")) == (1, 1)


async def test_every_place_and_table_has_its_own_cursor() -> None:
    app = workspace(desk_of(SAMPLE))
    async with app.run_test(size=SIZE) as pilot:
        grid = main_of(app).grid
        await press(pilot, "down", "down", "right", "right", "5", "1")
        assert (grid.row, grid.column) == (2, 3)
        await press(pilot, "4", "down", "tab", "down", "down", "down", "right", "1")
        assert (grid.row, grid.column) == (2, 3)
        await press(pilot, "4")
        assert grid.row == 1
        await press(pilot, "tab")
        assert (grid.row, grid.column) == (3, 2)
        await press(pilot, "shift+tab", "7", "down", "enter", "down", "escape")
        assert grid.row == 1


async def test_a_filter_without_hits_gives_the_cursor_back() -> None:
    app = workspace(desk_of(SAMPLE))
    async with app.run_test(size=SIZE) as pilot:
        grid = main_of(app).grid
        await press(pilot, "down", "down", "down", "slash")
        await type_text(pilot, "zz")
        assert grid.count == 0
        await press(pilot, "escape")
        assert (grid.row, grid.column) == (3, 1)
        await press(pilot, "slash")
        await type_text(pilot, "zz")
        await press(pilot, "enter", "escape")
        assert grid.row == 3
        # Letters that hit other rows on the way to none do not move it either.
        await press(pilot, "slash")
        await type_text(pilot, "kepuasanz")
        await press(pilot, "escape")
        assert grid.row == 3


async def test_whoever_moves_among_the_hits_stays_there() -> None:
    app = workspace(desk_of(SAMPLE))
    async with app.run_test(size=SIZE) as pilot:
        grid = main_of(app).grid
        await press(pilot, "slash")
        await type_text(pilot, "kepuasan")
        await press(pilot, "down", "escape")
        row = grid.current
        assert row is not None and row.subject == "skm"


async def test_a_year_without_indicators_is_not_said_to_be_without_goals(tmp_path: Path) -> None:
    root = sample(tmp_path)
    for each in (root / "biro-osdm" / "2022" / "indicators").iterdir():
        each.unlink()
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "t")
        assert "This year has no indicators yet." in panel(app, "detail")
    (root / "biro-osdm" / "2022" / "goals.toml").unlink()
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "t")
        assert "This year has no goals yet." in panel(app, "detail")
