"""The real workspace, driven by keys at random: the terminal shows the same with our driver."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.tui.desks import desk_of, memory_desk, sample, senja, thousand
from tests.tui.wire.sessions import Session, session

_KEYS = (*"jjjjkkgGhl1234567[]xet?/c", "down", "down", "up", "enter", "escape", "escape", "tab")
_KEYS += ("pagedown", "pageup", "right", "left", "7", "8", "comma", "backspace")
_SIZES = ((80, 24), (120, 40), (60, 18), (40, 12), (100, 30))


async def _wander(shown: Session, seed: int, steps: int) -> None:
    choose = random.Random(seed)
    for _ in range(steps):
        if choose.random() < 0.03:
            await shown.resize(*choose.choice(_SIZES))
        await shown.press(choose.choice(_KEYS))


@pytest.mark.parametrize("seed", range(2))
async def test_the_bureau_shows_the_same(seed: int, tmp_path: Path) -> None:
    async with session(desk_of(sample(tmp_path))) as shown:
        await _wander(shown, seed, 60)
        assert shown.ours.fed < shown.plain.fed * 0.8


@pytest.mark.parametrize("theme", ["textual-dark", "ansi-light", "kinerja-contrast"])
async def test_the_island_shows_the_same_in_every_theme(theme: str, tmp_path: Path) -> None:
    async with session(desk_of(senja(tmp_path), "dinas-air", 2022), theme=theme) as shown:
        await _wander(shown, 7, 25)


async def test_a_long_table_shows_the_same() -> None:
    async with session(memory_desk(thousand())) as shown:
        await _wander(shown, 3, 50)
