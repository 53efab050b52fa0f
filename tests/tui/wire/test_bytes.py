"""How many bytes the real workspace costs on the line, at 80x24 on a thousand indicators."""

from __future__ import annotations

from pathlib import Path
from statistics import median

from kinerja_tui.locale import INDONESIAN, Words
from kinerja_tui.tui.desk import Desk
from kinerja_tui.tui.shelf import Folder
from kinerja_tui.tui.wire.frame import is_frame
from tests.tui.desks import memory_desk, sample, thousand
from tests.tui.wire.sessions import Session, session

FIRST, WIDE, DOWN, SCROLLING, DIGIT = 2600, 5000, 250, 300, 60
DIALOG = 1200
"""Help, the derivation, the palette."""
LETTERS = 800
"""The letters with the pages out of sight, such a page, and the row."""
BACK = 2450
"""What lay under a page is painted again: everything but the lines that both have."""
ELSEWHERE = 300
"""What a key may cost that changes what is written below the table, or figures in many places."""


async def _each(shown: Session, keys: list[str]) -> list[int]:
    return [await shown.press(key) for key in keys]


async def test_what_one_does_most_costs_few_bytes() -> None:
    async with session(memory_desk(thousand(), language=INDONESIAN)) as shown:
        assert 2000 < shown.compare() <= FIRST
        down = await _each(shown, ["j"] * 12)
        assert median(down) <= 100 and sorted(down)[-2] <= DOWN and max(down) <= ELSEWHERE
        await shown.press("j", "j")
        assert 0 < max(await _each(shown, ["down"] * 6)) <= SCROLLING
        await shown.press(*["k"] * 12)
        assert 0 < max(await _each(shown, ["up"] * 6)) <= SCROLLING
        for key in ("question_mark", "x", "c"):
            assert 0 < await shown.press(key) <= DIALOG
            assert 0 < await shown.press("escape") <= BACK


async def test_letters_before_the_rows_cost_few_bytes() -> None:
    async with session(memory_desk(thousand(), language=INDONESIAN)) as shown:
        shown.compare()
        for letters in ("fd", "fZs", "ftd"):
            assert max(await _each(shown, list(letters))) <= LETTERS


async def test_a_wide_screen_is_painted_once_with_what_stands_beside_the_table() -> None:
    async with session(memory_desk(thousand(), language=INDONESIAN), (120, 40)) as shown:
        frames = [piece for piece in shown.waiting if is_frame(piece)]
        assert 2000 < shown.compare() <= WIDE
        assert "│" in frames[0] and "1000 dihitung" in frames[0]


async def test_a_typed_digit_costs_what_it_changes() -> None:
    async with session(memory_desk(thousand(), language=INDONESIAN)) as shown:
        await shown.press("slash", "1")
        assert 0 < await shown.press("0") <= ELSEWHERE
        await shown.press("escape", "j", "e")
        # A digit also changes the achievement, its goal's mean, the unit's and the derivation.
        assert 0 < max(await _each(shown, list("612"))) <= ELSEWHERE
        await shown.press(*"3456789012345678901234")
        # A number that is too long changes nothing but its field.
        assert 0 < await shown.press("5") <= DIGIT


async def test_a_number_costs_little_once_its_status_stands(tmp_path: Path) -> None:
    """The first digits move statuses and means by much; a comma only itself, decimals little."""
    desk = Desk(Folder(sample(tmp_path)), "biro-osdm", 2022, Words(INDONESIAN))
    async with session(desk) as shown:
        await shown.press("j", "j", "j", "e", "8", "3")
        assert 0 < await shown.press("comma") <= 20
        assert 0 < await shown.press("5") <= 140
        assert 0 < await shown.press("1") <= 80


async def test_nothing_is_sent_while_nothing_happens() -> None:
    async with session(memory_desk(thousand(many=60))) as shown:
        assert shown.compare() > 0
        for _ in range(20):
            await shown.pilot.pause()
        assert shown.compare() == 0
        # Nor for what is drawn again without a difference.
        shown.pilot.app.refresh(layout=True)
        shown.pilot.app.screen.refresh()
        await shown.pilot.pause()
        assert shown.waiting and shown.compare() == 0
