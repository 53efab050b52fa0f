"""Letters that lead to rows, and rows that are read out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja_tui.tui.modes.jumping import Jumping, labels
from kinerja_tui.tui.screens.reading import Reading
from tests.tui.desks import (
    SAMPLE,
    desk_of,
    main_of,
    memory_desk,
    panel,
    press,
    row_of,
    thousand,
    type_text,
    workspace,
)

SIZE = (80, 24)


@given(st.integers(0, 26 * 26))
def test_no_label_is_the_beginning_of_another(many: int) -> None:
    found = labels(many)
    assert len(set(found)) == len(found) == many
    assert len({len(label) for label in found}) <= 1
    assert not found or len(found[0]) == (1 if many <= 52 else 2)


async def test_two_keys_go_to_any_row_in_sight() -> None:
    app = workspace(desk_of(SAMPLE))
    async with app.run_test(size=SIZE) as pilot:
        grid = main_of(app).grid
        await press(pilot, "right", "right", "f")
        assert row_of(app, "IK 3").startswith("f ") and "go to the row" in panel(app, "foot")
        await press(pilot, "f")
        assert (grid.row, grid.column) == (3, 3) and main_of(app).mode is None
        assert row_of(app, "IK 3").startswith("> ") and not row_of(app, "IK 2").startswith("d")
        await press(pilot, "f", "Z")
        assert grid.row == 3 and main_of(app).mode is None
        await press(pilot, "f", "escape", "f", "down")
        assert grid.row == 4
        await press(pilot, "f", "3")
        assert "Budget" in panel(app, "top") and main_of(app).place == 2
        await press(pilot, "f", "s")
        assert main_of(app).grid.row == 1


async def test_rows_of_a_tall_screen_have_two_letters_and_only_those_in_sight() -> None:
    app = workspace(memory_desk(thousand(many=200)))
    async with app.run_test(size=(80, 80)) as pilot:
        grid = main_of(app).grid
        await press(pilot, "G", "f")
        mode = main_of(app).mode
        assert isinstance(mode, Jumping)
        first = grid.in_sight[0]
        assert len(grid.in_sight) > 52 and grid.labels[first] == "aa"
        await press(pilot, "a")
        assert main_of(app).mode is mode
        await press(pilot, "s")
        assert grid.row == first + 1
        await press(pilot, "f", "a", "1")
        assert main_of(app).mode is None and grid.row == first + 1 and main_of(app).place == 0


async def test_units_and_years_are_in_the_palette() -> None:
    app = workspace(desk_of(SAMPLE.parent / "tests" / "stores" / "pulau-senja", "dinas-air", 2022))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "c")
        await type_text(pilot, "unit pulau")
        await press(pilot, "enter")
        assert main_of(app).desk.unit == "pulau-senja"
        await press(pilot, "c")
        await type_text(pilot, "place 3")
        await press(pilot, "enter")
        assert main_of(app).place == 2


async def test_a_row_is_read_out_as_one_sentence() -> None:
    app = workspace(desk_of(SAMPLE))
    async with app.run_test(size=SIZE) as pilot:
        main_of(app).grid.go(4, 1)
        await press(pilot, "R")
        said = " ".join(panel(app, "detail").replace("─", " ").split())
        assert said.startswith("IK 4, Indeks Maturitas Sistem Pemerintahan")
        assert "target 2.6; realisation 2.28; achievement 87.69%; near; 0.32 short" in said
        assert said.endswith("Row 5 of 8.")
        await press(pilot, "j", "j")
        assert "SS 2," in panel(app, "detail") and "mean 100.40%" in panel(app, "detail")
        await press(pilot, "3")
        assert main_of(app).mode is None and main_of(app).place == 2
        await press(pilot, "R")
        assert "Row 1 of" in " ".join(panel(app, "detail").split())
        await press(pilot, "escape")
        assert "Row 1 of" not in panel(app, "detail")


@pytest.mark.parametrize("place", ["1", "2", "3", "4", "6", "7"])
async def test_a_table_is_read_in_sentences(place: str) -> None:
    app = workspace(desk_of(SAMPLE))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, place)
        many = main_of(app).grid.count
        await press(pilot, "L")
        assert isinstance(app.screen, Reading)
        rows = app.screen.sheet.text.splitlines()
        assert len(rows) >= many and all(len(row) <= 80 for row in rows)
        await press(pilot, "escape")
        assert len(app.screen_stack) == 1
