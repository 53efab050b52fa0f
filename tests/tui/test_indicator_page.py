"""An indicator in full is where it is edited: the mark, the record at it, undo, the editor."""

from __future__ import annotations

from pathlib import Path
from threading import Event

import pytest
from textual.pilot import Pilot

from kinerja_tui.tui.screens.indicator import IndicatorPage
from kinerja_tui.tui.screens.reading import Reading
from kinerja_tui.tui.screens.record import RecordScreen
from kinerja_tui.tui.widgets.panel import Panel
from kinerja_tui.tui.workspace import Workspace
from tests.tui.desks import (
    IP_ASN,
    SPBE,
    desk_of,
    main_of,
    press,
    row_of,
    sample,
    senja,
    type_text,
    workspace,
)

SIZE = (80, 24)


def page_of(app: Workspace) -> IndicatorPage:
    assert isinstance(app.screen, IndicatorPage)
    return app.screen


def foot(app: Workspace) -> str:
    return app.screen.query_one("#foot", Panel).text


def marked(app: Workspace) -> str:
    """The line with the mark, which must be in sight."""
    sheet = page_of(app).sheet
    assert sheet.top <= sheet.mark < sheet.top + sheet.size.height
    strip = sheet.render_line(sheet.mark - sheet.top)
    assert strip.text.startswith(">")
    return strip.text[1:].strip()


def at(app: Workspace) -> str:
    """The dotted key of the record that is open, under its cursor."""
    screen = app.screen
    assert isinstance(screen, RecordScreen) and screen.entry is not None
    return ".".join(screen.entry.path)


def reading(app: Workspace) -> str:
    """The text of the page that lies uppermost."""
    assert isinstance(app.screen, Reading)
    return app.screen.sheet.text


async def rest(pilot: Pilot[int]) -> None:
    """Wait until what was begun has ended, and what that began."""
    for _ in range(4):
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()


async def to_mark(pilot: Pilot[int], app: Workspace, wanted: str) -> None:
    for _ in range(40):
        if wanted in marked(app):
            return
        await pilot.press("tab")
    raise AssertionError(wanted)


async def test_the_realisation_is_edited_at_the_top_and_the_page_shows_it(tmp_path: Path) -> None:
    root = sample(tmp_path)
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "down", "enter")
        assert marked(app) == "Figures" and "e edit" in foot(app)
        await press(pilot, "e", "ctrl+u")
        assert at(app) == "realisation.value"
        await type_text(pilot, "40")
        await press(pilot, "enter")
        assert "40 : 61 × 100 = 65.57%" in page_of(app).sheet.text
        assert "value = 40\n" in (root / IP_ASN).read_text("utf-8") and "Saved" in foot(app)
        await press(pilot, "u")
        assert "61.34 : 61 × 100 = 100.56%" in page_of(app).sheet.text and "Undone" in foot(app)
        await press(pilot, "U")
        assert "65.57%" in page_of(app).sheet.text and "Redone" in foot(app)
        await press(pilot, "q")
        assert "65.57%" in row_of(app, "IK 1") and main_of(app).message == ""
        await press(pilot, "u")
        assert "100.56%" in row_of(app, "IK 1") and "Undone" in main_of(app).message


async def test_a_comparison_that_is_missing_is_written_where_it_is_shown(tmp_path: Path) -> None:
    root = sample(tmp_path)
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        main_of(app).show_indicator("spbe")
        main_of(app).verbs.do_left()
        await press(pilot, "enter")
        await to_mark(pilot, app, "6. Efficiency of the resources")
        await press(pilot, "e")
        assert at(app) == "analysis.efficiency"
        await type_text(pilot, "Hemat 3 persen")
        await press(pilot, "f2")
        text = page_of(app).sheet.text
        assert "written: Efficiency" in text and "Hemat 3 persen" in text
        assert marked(app).endswith("6. Efficiency of the resources")
        assert 'efficiency = "Hemat 3 persen"' in (root / SPBE).read_text("utf-8")
        await to_mark(pilot, app, "7. Programmes")
        await press(pilot, "i")
        assert at(app) == "analysis.programme"
        await press(pilot, "q")
        assert marked(app).endswith("7. Programmes and activities")


async def test_every_mark_leads_to_its_key(tmp_path: Path) -> None:
    app = workspace(desk_of(senja(tmp_path), "dinas-air", 2022))
    async with app.run_test(size=SIZE) as pilot:
        seen = set()
        for score in main_of(app).desk.page.card.indicators:
            main_of(app).read_indicator(score)
            await pilot.pause()
            for mark in page_of(app)._marks:
                kind = mark.key.partition(".")[0]
                if kind in seen:
                    continue
                seen.add(kind)
                page_of(app)._mark = mark
                page_of(app).action_do("open_part")
                await rest(pilot)
                assert at(app) == mark.key
                await press(pilot, "q")
            await press(pilot, "q")
        assert {"realisation", "definition", "absent", "analysis", "history"} <= seen
        assert any(kind in seen for kind in ("q1", "q2", "q3", "q4"))


async def test_the_mark_stays_in_sight(tmp_path: Path) -> None:
    app = workspace(desk_of(sample(tmp_path)))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "down", "enter", "shift+tab")
        assert marked(app) == "Figures"
        for key in ("tab", "pagedown", "pagedown", "pageup", "tab", "tab", "g", "down", "down"):
            await press(pilot, key)
            marked(app)
        for _ in range(30):
            await pilot.press("tab")
            marked(app)
        last = marked(app)
        await press(pilot, "tab")
        assert marked(app) == last
        await press(pilot, "shift+tab")
        assert marked(app) != last


async def test_what_another_unit_measures_is_edited_there(tmp_path: Path) -> None:
    app = workspace(desk_of(senja(tmp_path), "dinas-air", 2023))
    async with app.run_test(size=SIZE) as pilot:
        score = main_of(app).desk.score("ketahanan")
        assert score is not None
        main_of(app).read_indicator(score)
        await press(pilot, "i")
        screen = app.screen
        assert isinstance(screen, RecordScreen)
        assert screen.register.file == "pulau-senja/2023/indicators/indeks-ketahanan.toml"
        await press(pilot, "q")
        await to_mark(pilot, app, "6. Efficiency")
        await press(pilot, "i")
        screen = app.screen
        assert isinstance(screen, RecordScreen)
        assert screen.register.file == "dinas-air/2023/indicators/ketahanan.toml"


async def test_why_nothing_can_be_typed_is_said_on_the_page(tmp_path: Path) -> None:
    root = sample(tmp_path)
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "down", "enter")
        (root / IP_ASN).unlink()
        await press(pilot, "e")
        assert "is not there any more" in foot(app)
        await press(pilot, "H")
        assert isinstance(app.screen, Reading) and not isinstance(app.screen, IndicatorPage)
        await press(pilot, "q")
        assert isinstance(app.screen, IndicatorPage)


async def test_the_file_in_the_editor_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = sample(tmp_path)
    app = workspace(desk_of(root))

    def outside(call: object) -> bool:
        path = root / IP_ASN
        path.write_text(path.read_text("utf-8").replace("value = 61.34", "value = 40"), "utf-8")
        return True

    async with app.run_test(size=SIZE) as pilot:
        monkeypatch.setattr(main_of(app), "run_outside", outside)
        await press(pilot, "down", "enter", "o")
        assert "65.57%" in page_of(app).sheet.text
        await press(pilot, "q")
        assert "65.57%" in row_of(app, "IK 1")


async def test_keys_typed_while_a_record_is_opened_are_typed_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = sample(tmp_path)
    desk = desk_of(root)
    app = workspace(desk)
    shelf, ready = desk.shelf, Event()
    contents = shelf.contents

    def slow(file: str) -> bytes:
        assert ready.wait(30)
        return contents(file)

    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "down", "enter")
        monkeypatch.setattr(shelf, "contents", slow)
        await pilot.press("e", "ctrl+u", "4", "0", "enter")
        ready.set()
        await rest(pilot)
        assert "value = 40\n" in (root / IP_ASN).read_text("utf-8")
        assert "65.57%" in page_of(app).sheet.text
        ready.clear()
        await press(pilot, "q", "3")
        place = main_of(app).place
        await pilot.press("i", "7")
        ready.set()
        await rest(pilot)
        assert isinstance(app.screen, RecordScreen) and main_of(app).place == place


async def test_the_help_of_the_page_has_its_keys(tmp_path: Path) -> None:
    app = workspace(desk_of(sample(tmp_path)))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "down", "enter", "question_mark")
        text = reading(app)
        assert "edit the part at the mark" in text and "undo the last change" in text
        await press(pilot, "question_mark")
        assert "A page to read." in reading(app)
