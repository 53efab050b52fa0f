"""What every theme must give: a status that is read without colour, and no more colours than the
terminal has.
"""

from __future__ import annotations

import re

import pytest
from rich.color import ColorType
from rich.style import Style

from kinerja_tui.locale import INDONESIAN
from kinerja_tui.tui.commands import THEMES
from kinerja_tui.tui.driver import without_colour
from kinerja_tui.tui.lines import Tone
from kinerja_tui.tui.widgets.grid import Grid
from kinerja_tui.tui.workspace import Workspace
from tests.tui.desks import SAMPLE, desk_of, main_of, memory_desk, press, row_of, thousand
from tests.tui.wire.sessions import session

SIZE = (80, 24)
RICH = re.compile(r"\x1b\[[0-9;]*[34]8[;:][25]")
NAMES = [name for name, _ in THEMES]


@pytest.mark.parametrize("ascii_only", [False, True])
@pytest.mark.parametrize("theme", NAMES)
async def test_a_status_is_a_sign_and_a_word_in_every_theme(theme: str, ascii_only: bool) -> None:
    app = Workspace(desk_of(SAMPLE), ascii_only, theme=theme)
    async with app.run_test(size=SIZE) as pilot:
        signs = ("+", "~", ".") if ascii_only else ("▲", "◆", "·")
        found = (row_of(app, "IK 1"), row_of(app, "IK 4"), row_of(app, "IK 5"))
        words = ("achieved", "near", "not counted")
        for row, sign, word in zip(found, signs, words, strict=True):
            assert f"{sign} {word}" in row
        await press(pilot, "down", "v")
        assert " * IK 1" in row_of(app, "IK 1") and row_of(app, "IK 2").startswith(">")
        await press(pilot, "S")
        strip = main_of(app).grid.render_line(0)
        assert ("^" if ascii_only else "↑") in strip.text


@pytest.mark.parametrize("theme", NAMES)
async def test_the_tones_of_a_theme_can_be_told_from_each_other(theme: str) -> None:
    app = Workspace(desk_of(SAMPLE), theme=theme)
    async with app.run_test(size=SIZE):
        styles = tones(main_of(app).grid)
        colours = [styles[tone].color for tone in ("green", "yellow", "red")]
        assert len({str(colour) for colour in colours}) == 3 and None not in colours
        assert styles["reverse"].reverse and styles["bold"].bold and styles["caret"].underline
        if theme.startswith("ansi"):
            assert all(colour and colour.type is ColorType.STANDARD for colour in colours)
        if theme == "kinerja-contrast":
            assert all(contrast(styles[tone]) >= 7 for tone in ("", "green", "yellow", "red"))


def tones(grid: Grid) -> dict[Tone, Style]:
    return grid._read_theme()


def contrast(style: Style) -> float:
    """The contrast of WCAG between the two colours of a style."""
    assert style.color is not None and style.bgcolor is not None
    light = sorted(luminance(each.get_truecolor()) for each in (style.color, style.bgcolor))
    return (light[1] + 0.05) / (light[0] + 0.05)


def luminance(colour: tuple[int, int, int]) -> float:
    parts = [each / 255 for each in colour]
    linear = [
        each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("theme", ["ansi-dark", "ansi-light"])
async def test_the_terminals_own_themes_use_its_sixteen_colours(theme: str) -> None:
    desk = memory_desk(thousand(many=30), language=INDONESIAN)
    async with session(desk, theme=theme) as shown:
        written: list[str] = shown.waiting
        shown.compare()
        for key in (
            "j",
            "v",
            "S",
            "f",
            "escape",
            "e",
            "7",
            "escape",
            "R",
            "escape",
            "question_mark",
        ):
            await shown.pilot.press(key)
            await shown.pilot.app.workers.wait_for_complete()
            await shown.pilot.pause()
            written += shown.waiting
            shown.compare()
        text = "".join(written)
        assert "▲" in text and not RICH.search(text)
        assert "▲" in without_colour(text) and not re.search(r"\x1b\[3[0-9]m", without_colour(text))
