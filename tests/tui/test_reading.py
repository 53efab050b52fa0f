"""The pages on top: help, explanations, indicators in full; and the palette."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.app import App
from textual.command import CommandList
from textual.widgets import OptionList

from kinerja_tui.measure.explain import subjects
from kinerja_tui.model.base import Source
from kinerja_tui.report.paint.plain import Ink
from kinerja_tui.tui.chapters import Chapters
from kinerja_tui.tui.derivation import figure_lines, named
from kinerja_tui.tui.lines import Line, plain, width_of
from kinerja_tui.tui.screens.palette import Palette
from kinerja_tui.tui.screens.reading import Reading
from kinerja_tui.tui.workspace import Workspace
from tests.tui.desks import (
    IP_ASN,
    SAMPLE,
    SENJA,
    desk_of,
    main_of,
    memory_desk,
    panel,
    press,
    sample,
    senja,
    thousand,
    type_text,
    workspace,
)
from tests.tui.together import until

SIZE = (80, 24)


def text_of(app: App[int]) -> str:
    assert isinstance(app.screen, Reading)
    return app.screen.sheet.text


async def test_the_help_says_what_enter_does_here_and_what_short_titles_mean() -> None:
    app = workspace(desk_of(SAMPLE))
    async with app.run_test(size=SIZE) as pilot:
        for keys, enter in (
            (("2",), "the record of the version, or the indicator in full"),
            (("3",), "where the row's number comes from"),
            (("5",), "go to the record that has the problem"),
            (("7",), "open the table, or the summary; write the section here"),
            (("t",), "the indicator in full"),
            (("b",), "go to the key that is still to be filled in"),
            (("0",), "open this unit"),
            (("4",), "the indicator in full"),
        ):
            await press(pilot, *keys, "question_mark")
            row = next(row for row in text_of(app).splitlines() if row.startswith(" Enter "))
            assert enter in row and "edit the realisation" not in row
            await press(pilot, "escape")
        await press(pilot, "question_mark")
        assert "T 2021      Target 2021" in text_of(app)


async def test_the_help_is_for_where_one_is() -> None:
    app = workspace(desk_of(SAMPLE))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "question_mark")
        assert "edit the realisation" in text_of(app)
        assert "on a realisation edit it" in text_of(app)
        await press(pilot, "question_mark")
        assert "edit the realisation" not in text_of(app) and "close this page" in text_of(app)
        await press(pilot, "q", "escape", "2", "question_mark")
        assert "the next table of this place" in text_of(app)
        await press(pilot, "q")
        assert app.screen is main_of(app)


async def test_an_explanation_names_the_file_and_the_line() -> None:
    app = workspace(desk_of(SAMPLE))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "down", "x")
        lines = (SAMPLE / IP_ASN).read_text("utf-8").splitlines()
        number = lines.index("value = 61.34") + 1
        assert f"{IP_ASN}:{number}" in text_of(app)
        assert "100.56%" in text_of(app) and "Achievement: IK 1" in text_of(app)
        await press(pilot, "escape", "right", "right", "x")
        assert "Realisation: IK 1" in text_of(app)
        await press(pilot, "escape", "up", "x")
        assert "101.86%" in text_of(app) and "Mean: SS 1" in text_of(app)


async def test_what_has_no_number_says_so() -> None:
    app = workspace(desk_of(SAMPLE))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "7", "x")
        assert "no computed number" in panel(app, "foot")


async def test_an_explanation_without_a_figure_gives_the_reason(tmp_path: Path) -> None:
    app = workspace(desk_of(senja(tmp_path), "dinas-air", 2022))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "G", "x")
        assert "not available yet" in text_of(app)


async def test_a_derivation_of_very_many_inputs_reads_no_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    desk = memory_desk(thousand())
    monkeypatch.setattr(desk.shelf, "position", lambda *_: pytest.fail("a file is read"))
    app = workspace(desk)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "x")
        assert "IK 1000" in text_of(app)


async def test_an_indicator_in_full_and_scrolling() -> None:
    app = workspace(desk_of(SAMPLE))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "down", "enter")
        text = text_of(app)
        for words in ("Kualifikasi", "Definition", "61.34 : 61 × 100 = 100.56%", IP_ASN, "2021"):
            assert words in text
        assert "Sekretariat Jenderal" in text
        assert isinstance(app.screen, Reading)
        sheet = app.screen.sheet
        await press(pilot, "down", "j", "k")
        assert sheet.top == 1
        await press(pilot, "G")
        assert sheet.top == sheet.last_top > 20
        await press(pilot, "pageup", "g", "up")
        assert sheet.top == 0


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize(
    ("unit", "year"),
    [("dinas-air", 2021), ("dinas-air", 2022), ("dinas-air", 2023), ("pulau-senja", 2023)],
)
def test_every_indicator_and_every_number_can_be_read(unit: str, year: int, width: int) -> None:
    desk = desk_of(SENJA, unit, year)
    page, ink = desk.page, Ink(width)
    texts: list[Line] = []
    for score in page.card.indicators:
        texts += Chapters(page, score, desk.words, nowhere, ink).lines()
    for subject in subjects(page.card):
        figure = desk.explained(subject)
        assert figure is not None
        title, _ = named(page, subject, desk.words)
        assert title
        texts += figure_lines(title, "", figure, page.rules, nowhere, width, desk.words)
    assert all(plain([found]).isprintable() for found in texts)
    assert max(map(width_of, texts)) <= width


def nowhere(source: Source) -> int:
    return 7


async def test_the_palette_finds_and_runs_commands() -> None:
    app = workspace(desk_of(SAMPLE))
    async with app.run_test(size=SIZE) as pilot:
        await open_palette(app, pilot)
        assert app.screen.query_one(OptionList).option_count > 20
        await type_text(pilot, "place 3")
        await press(pilot, "enter")
        assert app.screen is main_of(app)
        assert main_of(app).place == 2


async def test_a_theme_is_chosen_in_the_palette() -> None:
    app = workspace(desk_of(SAMPLE))
    async with app.run_test(size=SIZE) as pilot:
        await open_palette(app, pilot)
        await type_text(pilot, "high contrast")
        await press(pilot, "enter")
        assert app.theme == "kinerja-contrast"
        assert "101.86%" in main_of(app).grid.text


async def open_palette(app: Workspace, pilot: object) -> None:
    await press(pilot, "c")  # type: ignore[arg-type]
    assert isinstance(app.screen, Palette)


async def test_the_palette_is_left_by_esc() -> None:
    app = workspace(desk_of(SAMPLE))
    async with app.run_test(size=SIZE) as pilot:
        await open_palette(app, pilot)
        await press(pilot, "escape")
        assert app.screen is main_of(app)


async def test_a_page_closed_before_it_was_drawn_holds_nothing_back() -> None:
    app = workspace(desk_of(SAMPLE))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("question_mark", "escape", "question_mark", "q", "down")
        await pilot.pause()
        assert app._batch_count == 0
        assert main_of(app).grid.row == 1


async def test_a_mean_says_that_an_indicator_cannot_be_read(tmp_path: Path) -> None:
    root = sample(tmp_path)
    (root / "biro-osdm/2022/indicators/spbe.toml").write_text("x = [", encoding="utf-8")
    app = workspace(desk_of(root))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot)
        assert "(4/5+1?)" in panel(app, "top")
        assert "! cannot be read, in no mean: spbe.toml" in panel(app, "detail")


async def test_the_palette_says_in_the_users_language_that_nothing_is_called_so() -> None:
    app = workspace(desk_of(SAMPLE))
    async with app.run_test(size=SIZE) as pilot:
        await open_palette(app, pilot)
        await type_text(pilot, "zzz")
        found = app.screen.query_one(CommandList)
        await until(pilot, lambda: found.option_count == 1)
        (option,) = found.options
        assert "No command that works here is called so." in str(option.prompt)
