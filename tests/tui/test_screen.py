"""The main screen: moving, filtering, places, years, units, copies, and what is never drawn."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.message_pump import MessagePump
from textual.timer import Timer
from textual.widget import Widget

from kinerja_tui.report.tables import overview
from kinerja_tui.tui.screens.main import MainScreen
from kinerja_tui.tui.screens.reading import Reading
from kinerja_tui.tui.widgets.panel import Painted
from tests.tui.desks import (
    IP_ASN,
    SAMPLE,
    desk_of,
    main_of,
    memory_desk,
    panel,
    press,
    sample,
    senja,
    shown,
    thousand,
    type_text,
    workspace,
)

SIZE = (80, 24)


def subject(screen: MainScreen) -> str:
    assert screen.grid.current is not None
    return screen.grid.current.subject


async def test_moving_with_arrows_letters_and_ends() -> None:
    app = workspace(desk_of(SAMPLE))
    async with app.run_test(size=SIZE) as pilot:
        grid = main_of(app).grid
        await press(pilot, "j", "down")
        assert subject(main_of(app)) == "merit"
        assert "Merit" in panel(app, "detail")
        await press(pilot, "k", "G")
        assert subject(main_of(app)) == "skm"
        await press(pilot, "down", "right", "l", "l")
        assert (grid.row, grid.column) == (7, 4)
        await press(pilot, "g", "up", "h", "left")
        assert (grid.row, grid.column) == (0, 2)
        await press(pilot, "pagedown")
        assert grid.row == 7
        await press(pilot, "pageup")
        assert grid.row == 0


async def test_a_filter_follows_the_typing_and_esc_clears_it() -> None:
    app = workspace(desk_of(SAMPLE))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "slash")
        await type_text(pilot, "spb")
        assert main_of(app).grid.count == 2
        assert "Filter: spb" in panel(app, "foot")
        await press(pilot, "enter")
        assert "filter: spb" in panel(app, "top")
        await press(pilot, "down", "x")
        assert isinstance(app.screen, Reading) and "Maturitas" in app.screen.sheet.text
        await press(pilot, "escape", "escape")
        assert main_of(app).grid.count == 8
        await press(pilot, "slash")
        await type_text(pilot, "zz")
        assert "Nothing has “zz”." in panel(app, "detail")
        await press(pilot, "escape")
        assert main_of(app).grid.count == 8 and main_of(app).mode is None


async def test_an_edit_in_a_filtered_table_keeps_the_filter(tmp_path: Path) -> None:
    app = workspace(desk_of(sample(tmp_path)))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "slash")
        await type_text(pilot, "spbe")
        await press(pilot, "enter", "down", "e")
        await type_text(pilot, "2,6")
        await press(pilot, "enter")
        assert main_of(app).grid.count == 2
        assert "100.00%" in main_of(app).grid.text


@pytest.mark.parametrize(
    ("key", "title", "tables"),
    [
        ("2", "Versions side by side", 8),
        ("3", "Spending and absorption", 5),
        ("4", "Years side by side", 3),
        ("5", "Problems of the files", 1),
        ("6", "Recommendations", 2),
        ("7", "The report's tables", 2),
    ],
)
async def test_every_place_shows_its_tables(key: str, title: str, tables: int) -> None:
    app = workspace(desk_of(SAMPLE))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, key)
        assert title in panel(app, "top")
        assert len(main_of(app).tables) == tables
        first = main_of(app).grid.text
        await press(pilot, *["tab"] * tables)
        assert main_of(app).grid.text == first
        await press(pilot, "1")
        assert "101.86%" in main_of(app).grid.text


async def test_without_problems_the_fifth_place_says_so() -> None:
    app = workspace(desk_of(SAMPLE))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "5", "enter", "x")
        assert "! " not in panel(app, "top")
        await press(pilot, "down")
        assert "No file has a problem." in panel(app, "detail")


async def test_a_broken_file_is_counted_and_named_with_its_line(tmp_path: Path) -> None:
    root = sample(tmp_path)
    path = root / IP_ASN
    path.write_text(path.read_text("utf-8").replace("61.34", "61,34"), "utf-8")
    app = workspace(desk_of(root))
    async with app.run_test(size=(100, 24)) as pilot:
        assert "! 1" in panel(app, "top")
        assert main_of(app).grid.count == 7
        await press(pilot, "5", "left")
        problem = main_of(app).desk.problems[0]
        assert f"{IP_ASN}:{problem.line}:{problem.column}" in panel(app, "detail")
        assert main_of(app).file_here() == (IP_ASN, problem.line)


async def test_the_listed_tables_open_and_close() -> None:
    app = workspace(desk_of(SAMPLE))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "7", "enter")
        assert "Executive summary 2022" in panel(app, "top")
        await press(pilot, "tab", "escape")
        assert "The report's tables" in panel(app, "top")


async def test_years_and_units_are_switched(tmp_path: Path) -> None:
    app = workspace(desk_of(senja(tmp_path), "dinas-air", 2022))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "left_square_bracket")
        assert "2021" in panel(app, "top").split("\n", 1)[0]
        await press(pilot, "left_square_bracket")
        assert "no other year" in panel(app, "foot")
        await press(pilot, "right_square_bracket", "right_curly_bracket")
        assert "Pulau Senja  2022" in panel(app, "top")
        await press(pilot, "right_curly_bracket")
        assert "no other unit" in panel(app, "foot")
        await press(pilot, "left_curly_bracket")
        assert (main_of(app).desk.unit, main_of(app).desk.year) == ("dinas-air", 2022)


async def test_a_unit_whose_own_file_is_broken_can_still_be_looked_at(tmp_path: Path) -> None:
    root = sample(tmp_path)
    desk = desk_of(root)
    (root / "biro-osdm/unit.toml").write_text("schema = 1\nname = ", "utf-8")
    app = workspace(desk)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "r")
        for place in "1234567":
            await press(pilot, place, "down", "enter", "escape")
        await press(pilot, "5")
        assert "unit.toml" in main_of(app).grid.text


async def test_the_cell_is_copied(monkeypatch: pytest.MonkeyPatch) -> None:
    app = workspace(desk_of(SAMPLE))
    copied: list[str] = []
    async with app.run_test(size=SIZE) as pilot:
        monkeypatch.setattr(app, "copy_to_clipboard", copied.append)
        await press(pilot, "down", "right", "right", "y")
        assert copied == ["61.34"]
        assert "Copied: 61.34" in panel(app, "foot")


async def test_a_thousand_indicators_format_only_the_rows_that_are_seen(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made: list[str] = []
    original = overview.indicator_row

    def counted(score: object, page: object) -> object:
        made.append("")
        return original(score, page)  # type: ignore[arg-type]

    monkeypatch.setattr(overview, "indicator_row", counted)
    app = workspace(memory_desk(thousand()))
    async with app.run_test(size=SIZE) as pilot:
        assert main_of(app).grid.count == 1002
        assert len(made) <= 24
        assert "1/1002" in panel(app, "top")
        made.clear()
        await press(pilot, "down")
        assert made == []
        await press(pilot, "G")
        assert len(made) <= 24
        assert "1002/1002" in panel(app, "top")
        await press(pilot, "g", "down", "e")
        made.clear()
        await type_text(pilot, "7")
        assert len(made) <= 48


async def test_hostile_text_is_shown_and_never_sent(tmp_path: Path) -> None:
    root = senja(tmp_path)
    for unit, year in (("dinas-air", 2022), ("pulau-senja", 2023)):
        app = workspace(desk_of(root, unit, year))
        async with app.run_test(size=(130, 40)) as pilot:
            for place in "1234567":
                await press(pilot, place)
                grid = main_of(app).grid
                for row in range(grid.count):
                    grid.go(row, row % 5)
                    assert drawn_is_printable(main_of(app))
            await press(pilot, "1")
            assert "[link=https" in main_of(app).grid.text or unit != "dinas-air"


def drawn_is_printable(screen: MainScreen) -> bool:
    widgets = [widget for widget in screen.query(Painted) if widget.size.height]
    strips = [widget.render_line(y) for widget in widgets for y in range(widget.size.height)]
    return all(
        segment.text.isprintable() and not (segment.style and segment.style.link)
        for strip in strips
        for segment in strip
    )


async def test_ascii_only_draws_ascii_only(tmp_path: Path) -> None:
    app = workspace(desk_of(senja(tmp_path), "dinas-air", 2022), ascii_only=True)
    async with app.run_test(size=(120, 40)) as pilot:
        for place in "1234567":
            await press(pilot, place)
            widgets = [widget for widget in main_of(app).query(Painted) if widget.size.height]
            for widget in widgets:
                for y in range(widget.size.height):
                    assert widget.render_line(y).text.isascii()
        await press(pilot, "1")
        assert "+ " in main_of(app).grid.text and "- " in main_of(app).grid.text


async def test_nothing_runs_while_nobody_touches_it() -> None:
    app = workspace(desk_of(SAMPLE))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "down", "e", "7", "escape", "question_mark", "escape")
        nodes: list[MessagePump] = [app, *app.screen_stack]
        nodes += [widget for screen in app.screen_stack for widget in screen.walk_children(Widget)]
        timers = [timer for node in nodes for timer in node._timers]
        names = [timer.name for timer in timers]
        assert names and not [timer.name for timer in timers if runs(timer)]


def runs(timer: Timer) -> bool:
    """Whether it will fire; one that was stopped has no task any more."""
    return all([timer._active.is_set(), getattr(timer, "_task", None) is not None])


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 10), (60, 15), (109, 24), (250, 60)])
async def test_it_stands_in_every_size_and_when_that_changes(size: tuple[int, int]) -> None:
    app = workspace(desk_of(SAMPLE))
    async with app.run_test(size=size) as pilot:
        assert len(main_of(app).grid.text.splitlines()) >= 5
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        await press(pilot, "down")
        assert "100.56%" in main_of(app).grid.text
        assert all(len(row) <= 80 for row in shown(app).splitlines())


async def test_a_message_goes_with_the_next_key() -> None:
    app = workspace(desk_of(SAMPLE))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "u")
        assert "nothing to undo" in panel(app, "foot")
        await press(pilot, "down")
        assert "edit" in panel(app, "foot")


async def test_moved_keys_work_and_the_old_ones_do_not() -> None:
    app = workspace(desk_of(SAMPLE))
    async with app.run_test(size=SIZE) as pilot:
        app.remap({"explain": "f2"})
        await press(pilot, "down", "x")
        assert app.screen is main_of(app)
        await press(pilot, "f2")
        assert app.screen is not main_of(app)


async def test_quitting_needs_one_key() -> None:
    app = workspace(desk_of(SAMPLE))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("q")
    assert app.return_code == 0


async def test_the_filter_knows_ids_and_other_names() -> None:
    app = workspace(desk_of(SAMPLE))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "slash", "s", "k", "m")
        assert "IK 6" in main_of(app).grid.text
        assert "IK 1 " not in main_of(app).grid.text
