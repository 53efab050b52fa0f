"""Where the mouse was asked for: a click moves the cursor, the wheel scrolls, typing is let be."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot

from kinerja_tui.tui.columns import column_at, shown_columns
from kinerja_tui.tui.screens.reading import Reading
from kinerja_tui.tui.widgets.grid import Grid
from tests.tui.desks import (
    SAMPLE,
    desk_of,
    main_of,
    memory_desk,
    panel,
    press,
    sample,
    thousand,
    type_text,
    workspace,
)
from tests.tui.record.pages import MERIT, open_page

SIZE = (80, 24)


async def click(pilot: Pilot[int], x: int, y: int) -> None:
    """Click on a cell of the table."""
    await pilot.click(pilot.app.screen.query_one(Grid), offset=(x, y))
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def wheel(pilot: Pilot[int], up: bool = False, y: int = 8) -> None:
    """Turn the wheel by a step."""
    kind = events.MouseScrollUp if up else events.MouseScrollDown
    turned = kind(None, 20, y, 0, 0, 0, False, False, False, screen_x=20, screen_y=y)
    pilot.app.post_message(turned)
    await pilot.pause()
    await pilot.pause()


async def test_a_click_goes_to_the_cell() -> None:
    app = workspace(desk_of(SAMPLE))
    async with app.run_test(size=SIZE) as pilot:
        grid = main_of(app).grid
        await click(pilot, 20, 3)
        assert (grid.row, grid.column) == (2, 1) and "IK 2" in panel(app, "detail")
        x = grid.text.splitlines()[0].index("Realisation")
        await click(pilot, x + 2, 5)
        assert (grid.row, grid.column) == (4, 3)
        # The titles, a gap between two columns, and below the last row.
        for place in ((20, 0), (20, 12)):
            await click(pilot, *place)
            assert (grid.row, grid.column) == (4, 3)
        await click(pilot, x - 1, 1)
        assert (grid.row, grid.column) == (0, 3)


async def test_a_click_lets_be_what_is_typed_and_takes_a_message_away(tmp_path: Path) -> None:
    app = workspace(desk_of(sample(tmp_path)))
    async with app.run_test(size=SIZE) as pilot:
        grid = main_of(app).grid
        await press(pilot, "down", "e")
        await type_text(pilot, "62")
        await click(pilot, 20, 4)
        await wheel(pilot)
        assert grid.row == 1 and grid.field is not None and grid.field.text == "62"
        await press(pilot, "enter")
        assert "Saved: IK 1" in panel(app, "foot")
        await click(pilot, 20, 4)
        assert grid.row == 3 and "Saved" not in panel(app, "foot")


async def test_the_wheel_scrolls_and_the_cursor_stays_in_sight() -> None:
    app = workspace(memory_desk(thousand(many=100)))
    async with app.run_test(size=SIZE) as pilot:
        grid = main_of(app).grid
        await wheel(pilot, up=True)
        assert grid.in_sight == range(13)
        await wheel(pilot)
        assert grid.in_sight == range(3, 16) and grid.row == 3
        grid.go(10, 1)
        await wheel(pilot)
        assert grid.in_sight == range(6, 19) and grid.row == 10
        await click(pilot, 20, 1)
        assert grid.row == 6
        await wheel(pilot, up=True)
        await wheel(pilot, up=True)
        assert grid.in_sight == range(13) and grid.row == 6
        grid.go(200, 1)
        await wheel(pilot)
        assert grid.row == grid.count - 1


async def test_pages_and_records_have_the_mouse_too() -> None:
    app = workspace(desk_of(SAMPLE))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "question_mark")
        assert isinstance(app.screen, Reading)
        await wheel(pilot)
        await wheel(pilot)
        assert app.screen.sheet.top == 6
        await wheel(pilot, up=True)
        assert app.screen.sheet.top == 3
        await press(pilot, "escape")
        page = await open_page(pilot, MERIT)
        # Values are typed in one column, wherever in the row the click was.
        await click(pilot, 70, 5)
        assert (page.grid.row, page.grid.column) == (4, 1)


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_every_cell_of_a_line_belongs_to_the_column_that_is_drawn_there(
    size: tuple[int, int],
) -> None:
    app = workspace(desk_of(SAMPLE))
    async with app.run_test(size=size) as pilot:
        await press(pilot, "3")
        grid = main_of(app).grid
        source = grid.source
        assert source is not None
        shown = shown_columns(source, 0, size[0])
        found = [column_at(source, shown, cell) for cell in range(size[0])]
        assert [each for each in dict.fromkeys(found) if each is not None] == list(shown)
        for index in shown:
            assert found.count(index) <= source.heads[index].width
