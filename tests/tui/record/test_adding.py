"""Keys and tables that come, and those that go after a look at every line."""

from __future__ import annotations

from pathlib import Path

import pytest

from kinerja_tui.tui.record.form import Form
from kinerja_tui.tui.record.removing import Removing
from kinerja_tui.tui.record.typing_line import TypingLine
from kinerja_tui.tui.screens.main import MainScreen
from tests.tui.desks import (
    IP_ASN,
    SPBE,
    desk_of,
    panel,
    press,
    row_of,
    sample,
    type_text,
    workspace,
)
from tests.tui.record.pages import (
    KASN,
    MERIT,
    REVISION,
    SIZE,
    go_to,
    open_page,
    page_of,
    part,
    pick,
    row_with,
)


async def test_an_empty_key_is_filled_in(tmp_path: Path) -> None:
    root = sample(tmp_path)
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        await open_page(pilot, MERIT, "realisation.value")
        await press(pilot, "a")
        assert "Realisation: Expected on" in part(app, "detail")
        await pick(pilot, "expected on")
        assert isinstance(page_of(app).mode, TypingLine)
        assert (entry := page_of(app).entry) is not None
        assert entry.path == ("realisation", "expected")
        await type_text(pilot, "31-03-2023")
        await press(pilot, "enter")
        assert "31 March 2023" in row_with(app, "expected")
    assert "expected = 2023-03-31\n" in (root / MERIT).read_text("utf-8")


async def test_a_key_that_is_given_up_leaves_no_row(tmp_path: Path) -> None:
    root = sample(tmp_path)
    old = (root / MERIT).read_bytes()
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        await open_page(pilot, MERIT, "realisation.value")
        count = page_of(app).grid.count
        await press(pilot, "a")
        await pick(pilot, "expected on")
        assert page_of(app).grid.count == count + 1
        await press(pilot, "escape")
        assert page_of(app).grid.count == count
    assert (root / MERIT).read_bytes() == old


async def test_one_more_of_a_kind_is_filled_in_and_comes_at_once(tmp_path: Path) -> None:
    root = sample(tmp_path)
    old = (root / MERIT).read_text("utf-8")
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        await open_page(pilot, MERIT)
        await press(pilot, "a")
        await pick(pilot, "one more: action")
        assert isinstance(page_of(app).mode, Form)
        await press(pilot, "enter")
        assert "open, started, done, dropped" in part(app, "detail")
        await type_text(pilot, "started")
        await press(pilot, "f2")
        assert "This must be filled in." in part(app, "detail")
        await type_text(pilot, "a-1")
        await press(pilot, "f2")
        assert "> ! Text *" in part(app, "detail") or ">! Text *" in part(app, "detail")
        await type_text(pilot, "Menyusun kebijakan")
        await press(pilot, "down", "down")
        await type_text(pilot, "31/12/2023")
        await press(pilot, "f2")
        assert page_of(app).mode is None
        assert (entry := page_of(app).entry) is not None and entry.path == ("action", "a-1")
        new = (root / MERIT).read_text("utf-8")
        lines = '[action.a-1]\nstatus = "started"\n'
        assert lines in new and 'text = "Menyusun kebijakan"\n' in new
        assert "due = 2023-12-31\n" in new
        await press(pilot, "u")
        assert (root / MERIT).read_text("utf-8") == old


async def test_a_name_is_made_from_the_text_and_may_not_stand_twice(tmp_path: Path) -> None:
    root = sample(tmp_path)
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        await open_page(pilot, IP_ASN)
        for _ in range(2):
            await press(pilot, "a")
            await pick(pilot, "one more: component")
            await press(pilot, *["down"] * 2)
            await type_text(pilot, "Nilai Baru")
            await press(pilot, "f2")
        assert "[component.nilai-baru]\n" in (root / IP_ASN).read_text("utf-8")
        assert "There is one of this name already." in part(app, "detail")
        await press(pilot, "escape")
        assert page_of(app).mode is None


async def test_a_choice_of_a_form_is_made_from_a_list(tmp_path: Path) -> None:
    root = sample(tmp_path)
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        await open_page(pilot, "biro-osdm/2022/activities/manajemen-sdm.toml")
        await press(pilot, "a")
        await pick(pilot, "one more: support")
        await press(pilot, "f3")
        await pick(pilot, "IK 4")
        await press(pilot, "f3")
        await pick(pilot, "hinders")
        await press(pilot, "f2")
        text = (root / "biro-osdm/2022/activities/manajemen-sdm.toml").read_text("utf-8")
        assert '[support.spbe]\neffect = "hinders"\n' in text


async def test_a_table_inside_a_table_is_added(tmp_path: Path) -> None:
    root = sample(tmp_path)
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        page = await open_page(pilot, KASN)
        item = next(iter(page.register.record.item))  # type: ignore[union-attr]
        await go_to(pilot, f"item.{item}.text")
        await press(pilot, "a")
        await pick(pilot, "one more: evidence")
        await type_text(pilot, "surat-baru")
        await press(pilot, "tab", "tab")
        await type_text(pilot, "Surat Edaran")
        await press(pilot, "f2")
        header = f'[item.{item}.evidence.surat-baru]\nname = "Surat Edaran"\n'
        assert header in (root / KASN).read_text("utf-8")


async def test_nothing_is_added_to_what_was_signed(tmp_path: Path) -> None:
    root = sample(tmp_path)
    old = (root / REVISION).read_bytes()
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        await open_page(pilot, REVISION)
        await press(pilot, "a")
        await pick(pilot, "one more: target")
        assert "it changes by a new revision" in part(app, "foot")
    assert (root / REVISION).read_bytes() == old


async def test_every_line_and_comment_is_shown_before_it_goes(tmp_path: Path) -> None:
    root = sample(tmp_path)
    old = (root / SPBE).read_bytes()
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        await open_page(pilot, SPBE, "analysis.cause")
        await press(pilot, "d", "enter")
        assert isinstance(page_of(app).mode, Removing)
        found = part(app, "detail")
        assert "analysis.cause goes (5 lines, 2 comments):" in found
        words = " ".join(found.replace("-", " ").split())
        assert "dibaca sebagai belum selesai." in words and "# Butir pertama" in words
        assert "peraturan menteri" in words
        await press(pilot, "x", "n", "enter")
        assert (root / SPBE).read_bytes() == old
        await press(pilot, "y")
        assert "Removed: analysis.cause. u brings it back." in part(app, "foot")
        assert b"cause" not in (root / SPBE).read_bytes()
        await press(pilot, "u")
        assert (root / SPBE).read_bytes() == old


async def test_a_table_goes_with_its_keys(tmp_path: Path) -> None:
    root = sample(tmp_path)
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        await open_page(pilot, IP_ASN, "evidence.laporan.name")
        await press(pilot, "d")
        await pick(pilot, "[evidence.laporan]")
        assert "evidence.laporan goes (2 lines)" in part(app, "detail")
        await press(pilot, "escape")
        assert page_of(app).mode is None
        assert "[evidence.laporan]" in (root / IP_ASN).read_text("utf-8")
        await press(pilot, "d")
        await pick(pilot, "[evidence.laporan]")
        await press(pilot, "y")
    assert "evidence" not in (root / IP_ASN).read_text("utf-8")


async def test_what_others_need_stays(tmp_path: Path) -> None:
    root = sample(tmp_path)
    old = (root / SPBE).read_bytes()
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        await open_page(pilot, SPBE)
        await press(pilot, "d")
        await pick(pilot, "whole record")
        found = part(app, "detail")
        assert "It stays, for without it this is wrong:" in found
        assert "agreements/3-revisi.toml" in found
        await press(pilot, "y")
        assert (root / SPBE).read_bytes() == old
        await press(pilot, "escape")
        assert page_of(app).mode is None


async def test_a_required_key_stays(tmp_path: Path) -> None:
    root = sample(tmp_path)
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        await open_page(pilot, IP_ASN, "measured_in")
        await press(pilot, "d", "enter")
        assert "It stays" in part(app, "detail")
        assert "measured_in" in part(app, "detail")


async def test_a_whole_record_goes_and_comes_back(tmp_path: Path) -> None:
    root = sample(tmp_path)
    for each in (root / "biro-osdm/2022/published").iterdir():
        each.unlink()
    old = (root / KASN).read_bytes()
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        await open_page(pilot, KASN)
        await press(pilot, "d")
        await pick(pilot, "whole record")
        assert "The whole record goes (" in part(app, "detail")
        await press(pilot, "y")
        assert isinstance(app.screen, MainScreen)
        assert "Removed: kasn-merit.toml. u brings it back." in panel(app, "foot")
        assert not (root / KASN).exists()
        await press(pilot, "u")
        assert (root / KASN).read_bytes() == old


@pytest.mark.parametrize(
    "file", ["kinerja.toml", "biro-osdm/unit.toml", "biro-osdm/2022/year.toml"]
)
async def test_a_unit_a_year_and_the_settings_are_never_removed(file: str, tmp_path: Path) -> None:
    root = sample(tmp_path)
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        await open_page(pilot, file)
        await press(pilot, "d")
        await pick(pilot, "whole record")
        assert "not removed as a whole" in part(app, "foot")
        assert (root / file).exists()


async def test_from_the_main_screen_the_row_is_looked_at_first(tmp_path: Path) -> None:
    app = workspace(desk_of(sample(tmp_path)))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "down", "d")
        assert "the whole record" in part(app, "detail")
        await press(pilot, "escape", "escape")
        assert "IK 1" in row_of(app, "IK 1")
