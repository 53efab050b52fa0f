"""Where the cursor stands when a page is opened, and where its end is."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.desks import desk_of, press, sample, workspace
from tests.tui.record.pages import REVISION, SIZE, SKM, open_page, part


async def test_a_page_is_opened_on_a_key_that_is_still_empty(tmp_path: Path) -> None:
    root = sample(tmp_path)
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        screen = await open_page(pilot, SKM, "realisation.reason")
        entry = screen.entry
        assert entry is not None
        assert (entry.what, entry.path) == ("absent", ("realisation", "reason"))
        await press(pilot, "e")
        assert screen.mode is not None


@pytest.mark.parametrize("key", ["target.another.value", "target.another"])
async def test_a_table_that_is_not_there_opens_beside_its_like(key: str, tmp_path: Path) -> None:
    app = workspace(desk_of(sample(tmp_path)))
    async with app.run_test(size=SIZE) as pilot:
        screen = await open_page(pilot, REVISION, key)
        assert screen.entry is not None and screen.entry.path[0] == "target"
        assert not screen.with_empty


@pytest.mark.parametrize("keys", [("G",), ("pagedown",) * 30, ("j",) * 80], ids=["G", "page", "j"])
async def test_the_comments_at_the_end_can_be_read(keys: tuple[str, ...], tmp_path: Path) -> None:
    root = sample(tmp_path)
    with (root / SKM).open("a", encoding="utf-8") as file:
        file.write("".join(f"\n# remark {number}\n" for number in range(40)) + "# the very last\n")
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        screen = await open_page(pilot, SKM)
        first = screen.grid.text
        assert "the very last" not in first
        await press(pilot, *keys, *keys)
        assert "the very last" in screen.grid.text
        await press(pilot, "e")
        assert "comment" in part(app, "foot") and screen.mode is None
        await press(pilot, "k", "g")
        assert screen.entry is not None and screen.entry.what != "comment"
