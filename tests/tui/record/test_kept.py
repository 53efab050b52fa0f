"""What would be much to type once more waits as a draft when it is left, and comes back."""

from __future__ import annotations

from pathlib import Path

from textual.pilot import Pilot

from kinerja_tui.tui.record.form import Form
from kinerja_tui.tui.record.typing_text import TypingText
from tests.tui.desks import main_of, panel, press, sample, type_text
from tests.tui.record.pages import SKM, go_to, open_page, page_of, part
from tests.tui.together import kept, opened, until

NEW_ACTION = ("6", "tab", "a", "enter")
ANALYSIS = "analysis.cause"
LONG = "Survei baru selesai pada Desember; sebagian responden tidak menjawab."


async def waits(pilot: Pilot[int], count: int) -> None:
    """Until so many drafts are known to wait."""
    await until(pilot, lambda: len(main_of(pilot.app).live.papers) == count)


async def test_a_long_text_that_is_left_waits_and_comes_back(tmp_path: Path) -> None:
    root = sample(tmp_path)
    before = (root / SKM).read_bytes()
    async with opened(root) as (app, pilot):
        await open_page(pilot, SKM, ANALYSIS)
        await press(pilot, "v")
        await go_to(pilot, ANALYSIS)
        await press(pilot, "e")
        assert isinstance(page_of(app).mode, TypingText)
        await type_text(pilot, LONG)
        assert "Esc later" in part(app, "foot")
        await press(pilot, "escape")
        assert page_of(app).mode is None and (root / SKM).read_bytes() == before
        assert "kept as a draft" in part(app, "foot")
        await waits(pilot, 1)
        assert [each.text.endswith(LONG) for each in kept(root)] == [True]
        await press(pilot, "e")
        assert LONG[-20:] in part(app, "detail") and "draft" in part(app, "detail")
        await press(pilot, "tab")
        assert LONG.encode() in (root / SKM).read_bytes()
        await waits(pilot, 0)
        assert kept(root) == []


async def test_a_form_that_is_left_waits_and_comes_back(tmp_path: Path) -> None:
    root = sample(tmp_path)
    async with opened(root) as (app, pilot):
        await press(pilot, *NEW_ACTION)
        file = root / page_of(app).register.file
        before = file.read_bytes()
        assert isinstance(page_of(app).mode, Form)
        await type_text(pilot, "baru")
        await press(pilot, "tab")
        await type_text(pilot, "Susun pedoman")
        await press(pilot, "escape")
        assert app.screen is main_of(app) and file.read_bytes() == before
        assert "kept as a draft" in panel(app, "foot")
        await waits(pilot, 1)
        await press(pilot, *NEW_ACTION)
        assert isinstance(page_of(app).mode, Form)
        assert "Susun pedoman" in part(app, "detail") and "baru" in part(app, "detail")
        assert "draft" in part(app, "detail")


async def test_a_form_in_which_nothing_was_typed_leaves_nothing(tmp_path: Path) -> None:
    root = sample(tmp_path)
    async with opened(root) as (app, pilot):
        await press(pilot, *NEW_ACTION)
        assert isinstance(page_of(app).mode, Form)
        await press(pilot, "escape")
        assert app.screen is main_of(app) and kept(root) == []
        assert "draft" not in panel(app, "foot")
