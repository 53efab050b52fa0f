"""How many bytes the real workspace costs on the line, at 80x24 on a thousand indicators."""

from __future__ import annotations

from statistics import median

from kinerja_tui.locale import INDONESIAN
from tests.tui.desks import memory_desk, thousand
from tests.tui.wire.sessions import Session, session

FIRST, DOWN, SCROLLING, DIGIT, DIALOG = 3000, 250, 300, 60, 1500
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
            # What lay under it is painted again, and under a page of help that is everything.
            assert 0 < await shown.press("escape") <= FIRST


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
