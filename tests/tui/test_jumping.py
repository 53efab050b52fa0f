"""Letters that lead to rows, and rows that are read out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja_tui.tui.modes.jumping import EVERY, Jumping, plan
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


@given(st.integers(1, 3000), st.integers(0, 2999), st.integers(1, 90))
def test_two_letters_at_most_lead_to_every_row(many: int, top: int, room: int) -> None:
    top = max(min(top, many - room), 0)
    sight = range(top, min(top + room, many))
    found = plan(range(many), sight)
    assert not set(found.rows) & set(found.pages)
    led = [*found.rows.values(), *(row for page in found.pages.values() for row in page)]
    assert sorted(led) == list(range(many))
    if many <= len(EVERY) ** 2:
        assert all(len(page) <= len(EVERY) for page in found.pages.values())
    if many <= room:
        assert not found.pages or room > len(EVERY)
    if found.rows:
        assert list(found.rows.values()) == list(sight)


async def test_a_letter_shows_a_page_and_a_second_goes_to_its_row() -> None:
    app = workspace(memory_desk(thousand(many=60)))
    async with app.run_test(size=SIZE) as pilot:
        grid = main_of(app).grid
        await press(pilot, "right", "f")
        assert grid.in_sight == range(13) and row_of(app, "IK 12").startswith("r ")
        assert " t IK 13         y IK 26  " in panel(app, "detail")
        await press(pilot, "y")
        assert grid.in_sight == range(26, 39) and row_of(app, "IK 26").startswith("a ")
        assert "y IK 26" not in panel(app, "detail")
        await press(pilot, "d")
        assert grid.row == 28 and main_of(app).mode is None
        await press(pilot, "f", "p", "escape")
        assert grid.row == 28 and row_of(app, "IK 28").startswith(">  ")
        await press(pilot, "G", "f")
        assert grid.in_sight == range(49, 62) and " t SS 1" in panel(app, "detail")
        await press(pilot, "t", "d")
        assert grid.row == 2


@pytest.mark.parametrize("size", [SIZE, (120, 40), (40, 12), (80, 12)])
@pytest.mark.parametrize("place", ["1", "2", "4", "7"])
async def test_the_rows_stand_still_under_their_letters(place: str, size: tuple[int, int]) -> None:
    app = workspace(desk_of(SAMPLE))
    async with app.run_test(size=size) as pilot:
        await press(pilot, place)
        grid = main_of(app).grid
        before, rows = grid.in_sight, grid.text.splitlines()
        await press(pilot, "f")
        assert grid.in_sight == before
        assert [row[2:] for row in grid.text.splitlines()] == [row[2:] for row in rows]
        assert all(len(grid.labels[row]) == 1 for row in before)
        await press(pilot, "escape")
        assert grid.text.splitlines() == rows


async def test_pages_are_turned_while_letters_are_shown() -> None:
    app = workspace(memory_desk(thousand()))
    async with app.run_test(size=SIZE) as pilot:
        grid = main_of(app).grid
        await press(pilot, "f", "pagedown")
        top = grid.in_sight.start
        assert top > 0 and grid.labels[top] == "a"
        await press(pilot, "escape")
        assert grid.row == 0
        await press(pilot, "f", "Z")
        page = sorted(grid.labels)
        assert len(page) > len(grid.in_sight)
        await press(pilot, "pagedown")
        assert sorted(grid.labels) == page and grid.in_sight.stop > page[13]
        await press(pilot, grid.labels[page[-1]])
        assert grid.row == page[-1] and main_of(app).mode is None


@pytest.mark.parametrize("size", [SIZE, (120, 40), (40, 12)])
async def test_a_thousand_rows_are_two_letters_away(size: tuple[int, int]) -> None:
    app = workspace(memory_desk(thousand()))
    async with app.run_test(size=size) as pilot:
        grid = main_of(app).grid
        for letters in ("aa", "Zs", "wp", "nq"):
            await press(pilot, "f")
            mode = main_of(app).mode
            assert isinstance(mode, Jumping)
            await press(pilot, letters[0])
            if main_of(app).mode is mode:
                assert letters[1] in grid.labels.values()
                await press(pilot, letters[1])
            assert main_of(app).mode is None and grid.count == 1002


async def test_a_place_that_was_moved_is_reached_by_its_key() -> None:
    app = workspace(desk_of(SAMPLE))
    app.remap({"place_3": "f3"})
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "f")
        assert "1-7" not in panel(app, "foot")
        await press(pilot, "f3")
        assert main_of(app).place == 2


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
        label = grid.labels[first]
        assert len(grid.in_sight) > 52 and len(label) == 2
        await press(pilot, label[0])
        assert main_of(app).mode is mode and grid.labels[first] == label[1]
        await press(pilot, grid.labels[first + 1])
        assert grid.row == first + 1
        await press(pilot, "f", label[0], "exclamation_mark")
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
