"""Pages that lie open while others change what they are made from."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from kinerja_tui.tui.screens.reading import Reading
from kinerja_tui.tui.widgets.panel import Painted, Panel
from kinerja_tui.tui.widgets.sheet import Sheet
from kinerja_tui.tui.workspace import Workspace
from tests.tui.desks import IP_ASN, main_of, panel, press, row_of, sample, senja
from tests.tui.together import colleague, editor, opened, until

LONG = "x" * 200


def sheet_of(app: Workspace) -> Sheet:
    assert isinstance(app.screen, Reading)
    return app.screen.sheet


def title_of(app: Workspace) -> str:
    return app.screen.query_one("#title", Panel).text


def seen(sheet: Sheet) -> list[object]:
    """The lines in sight."""
    return list(sheet.lines[sheet.top : sheet.top + sheet.size.height])


async def follows(app: Workspace, pilot: Pilot[int], text: str) -> None:
    await until(pilot, lambda: text in sheet_of(app).text)


async def test_an_indicator_in_full_follows_and_stays_where_it_was_scrolled_to(
    tmp_path: Path,
) -> None:
    root = sample(tmp_path)
    async with opened(root) as (app, pilot):
        await press(pilot, "down", "enter", "j", "j", "j")
        assert sheet_of(app).top == 3 and "100.56%" in sheet_of(app).text
        colleague(root, "65")
        await follows(app, pilot, "106.56%")
        assert sheet_of(app).top == 3 and "100.56%" not in sheet_of(app).text
        await press(pilot, "escape")
        assert "106.56%" in row_of(app, "IK 1")


async def test_what_is_in_sight_stays_when_lines_come_above_it(tmp_path: Path) -> None:
    root = sample(tmp_path)
    async with opened(root) as (app, pilot):
        await press(pilot, "down", "enter", "G", "k")
        sheet = sheet_of(app)
        before, many = seen(sheet), len(sheet.lines)
        definition = 'definition = "Ukuran mutu ASN'
        editor(root, definition, f'definition = "{LONG} Ukuran mutu ASN')
        await until(pilot, lambda: len(sheet.lines) > many)
        assert seen(sheet) == before
        editor(root, f'definition = "{LONG} Ukuran mutu ASN', definition)
        await until(pilot, lambda: len(sheet.lines) == many)
        assert seen(sheet) == before


async def test_only_the_lines_that_differ_are_drawn_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = sample(tmp_path)
    drawn: list[Painted] = []
    original = Painted.refresh

    def refresh(self: Painted, *regions: object, **how: object) -> object:
        drawn.extend(self for _ in regions)
        assert regions or not isinstance(self, Sheet)
        return original(self, *regions, **how)  # type: ignore[arg-type]

    async with opened(root) as (app, pilot):
        await press(pilot, "down", "enter")
        sheet = sheet_of(app)
        monkeypatch.setattr(Painted, "refresh", refresh)
        editor(root, "value = 61.34", "value = 61.35")
        await follows(app, pilot, "61.35")
        changed = drawn.count(sheet)
        assert 0 < changed < sheet.size.height // 2
        drawn.clear()
        editor(root, "schema = 1", "schema = 1 # the same")
        editor(root, "value = 2.28", "value = 2.29", "biro-osdm/2022/indicators/spbe.toml")
        await until(pilot, lambda: "2.29" in row_of(app, "IK 4"))
        assert drawn.count(sheet) == 0


async def test_a_derivation_follows(tmp_path: Path) -> None:
    root = sample(tmp_path)
    async with opened(root) as (app, pilot):
        await press(pilot, "x")
        assert "101.86%" in sheet_of(app).text
        editor(root, "value = 61.34", "value = 65")
        await until(pilot, lambda: "101.86%" not in sheet_of(app).text)
        mean = main_of(app).desk.page.card.goals[0].mean.value
        assert mean is not None and f"{mean:.2f}%" in sheet_of(app).text


@pytest.mark.parametrize("key", ["enter", "x"])
async def test_an_indicator_that_goes_is_said_to_be_gone(tmp_path: Path, key: str) -> None:
    root = sample(tmp_path)
    async with opened(root) as (app, pilot):
        await press(pilot, "down", key)
        text = (root / IP_ASN).read_text("utf-8")
        (root / IP_ASN).unlink()
        await follows(app, pilot, "is not there any more.")
        assert "IK 1" in sheet_of(app).text and "100.56%" in sheet_of(app).text
        (root / IP_ASN).write_text(text, "utf-8")
        await until(pilot, lambda: "not there any more" not in sheet_of(app).text)


async def test_a_broken_file_leaves_the_page_with_its_last_good_values(tmp_path: Path) -> None:
    root = sample(tmp_path)
    async with opened(root) as (app, pilot):
        await press(pilot, "down", "enter")
        assert "61.34 : 61 × 100 = 100.56%" in sheet_of(app).text
        editor(root, "value = 61.34", "value = 61,34")
        await until(pilot, lambda: "! 1" in panel(app, "top"))
        assert "61.34 : 61 × 100 = 100.56%" in sheet_of(app).text
        assert "! last good values" in title_of(app)
        editor(root, "value = 61,34", "value = 61.34")
        await until(pilot, lambda: "! 1" not in panel(app, "top"))
        assert "! last good values" not in title_of(app)
        await press(pilot, "escape", "x")
        editor(root, "value = 61.34", "value = 61,34")
        await until(pilot, lambda: "! 1" in panel(app, "top"))
        assert "! last good values" in title_of(app)


async def test_a_history_follows(tmp_path: Path) -> None:
    root = sample(tmp_path)
    for value in range(65, 90):
        colleague(root, str(value))
    async with opened(root) as (app, pilot):
        await press(pilot, "down", "H")
        sheet = sheet_of(app)
        colleague(root, "90")
        await follows(app, pilot, "89 → 90")
        assert sheet.top == 0
        await press(pilot, "pagedown")
        before = seen(sheet)
        colleague(root, "91")
        await follows(app, pilot, "90 → 91")
        assert sheet.top > 0 and seen(sheet) == before


async def test_a_history_that_was_closed_meanwhile_is_left_alone(tmp_path: Path) -> None:
    root = sample(tmp_path)
    async with opened(root) as (app, pilot):
        await press(pilot, "down", "H")
        page = app.screen
        assert isinstance(page, Reading)
        page.renew()
        await press(pilot, "escape")
        page.renew()
        await press(pilot)
        assert app.screen is main_of(app)


async def test_the_help_on_a_page_stays(tmp_path: Path) -> None:
    root = sample(tmp_path)
    async with opened(root) as (app, pilot):
        await press(pilot, "down", "enter", "question_mark")
        text = sheet_of(app).text
        editor(root, "value = 61.34", "value = 65")
        await until(pilot, lambda: "106.56%" in row_of(app, "IK 1"))
        assert sheet_of(app).text == text
        await press(pilot, "escape")
        assert "106.56%" in sheet_of(app).text


async def test_last_good_values_are_there_when_one_comes_back_to_their_year(
    tmp_path: Path,
) -> None:
    root = senja(tmp_path)
    file = "dinas-air/2022/indicators/keluhan.toml"
    async with opened(root, "dinas-air", 2022) as (app, pilot):
        score = main_of(app).desk.score("keluhan")
        (root / file).write_text("x = [", "utf-8")
        await until(pilot, lambda: file in main_of(app).desk.broken)
        await press(pilot, "left_square_bracket", "right_square_bracket")
        desk = main_of(app).desk
        assert desk.year == 2022 and list(desk.broken) == [file]
        assert desk.score("keluhan") == score and desk.stale("keluhan") is not None
        assert "! " in panel(app, "top")
