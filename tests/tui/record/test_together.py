"""Others change the record that is open: it is said, asked about, and nothing is lost."""

from __future__ import annotations

from pathlib import Path

from textual.pilot import Pilot

from kinerja_tui.store.state.journal import read_journal
from kinerja_tui.tui.modes.leaving import Leaving
from kinerja_tui.tui.record.form import Form
from kinerja_tui.tui.record.saving import Unsettled
from kinerja_tui.tui.record.typing_line import TypingLine
from kinerja_tui.tui.record.typing_text import TypingText
from kinerja_tui.tui.screens.main import MainScreen
from tests.tui.desks import IP_ASN, desk_of, main_of, panel, press, sample, type_text, workspace
from tests.tui.record.pages import SIZE, open_page, page_of, part, pick, row_with, shown
from tests.tui.together import colleague, editor, kept, opened, until

DOCUMENT = "realisation.document"


def text(root: Path) -> str:
    return (root / IP_ASN).read_text("utf-8")


async def meet(pilot: Pilot[int], root: Path) -> None:
    """Somebody types a document, a colleague has saved another."""
    await open_page(pilot, IP_ASN, DOCUMENT)
    await press(pilot, "e")
    await type_text(pilot, "Mine")
    colleague(root, '"Siti wrote this"', key=DOCUMENT)
    await press(pilot, "enter")
    assert isinstance(page_of(pilot.app).mode, Unsettled)


async def test_the_three_values_are_shown(tmp_path: Path) -> None:
    root = sample(tmp_path)
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        await meet(pilot, root)
        found = part(app, "detail")
        assert "changed meanwhile by siti" in found
        assert "Siti wrote this" in found and "Mine" in found and "Laporan Hasil" in found
        await press(pilot, "escape")
        assert isinstance(page_of(app).mode, TypingLine)
        assert "Mine" in row_with(app, "document")


async def test_theirs_stays_and_mine_is_in_the_journal(tmp_path: Path) -> None:
    root = sample(tmp_path)
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        await meet(pilot, root)
        await press(pilot, "t")
        assert page_of(app).mode is None
        assert "Siti wrote this" in row_with(app, "document")
    assert 'document = "Siti wrote this"' in text(root)
    (lost,) = read_journal(root).lost
    assert (lost.choice, lost.mine) == ("theirs", '"Mine"')


async def test_mine_is_written_over_theirs_which_the_journal_keeps(tmp_path: Path) -> None:
    root = sample(tmp_path)
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        await meet(pilot, root)
        await press(pilot, "m")
        assert page_of(app).mode is None and "Mine" in row_with(app, "document")
    assert 'document = "Mine"' in text(root)
    (lost,) = read_journal(root).lost
    assert (lost.choice, lost.found) == ("mine", '"Siti wrote this"')


async def test_both_are_put_together_in_the_field(tmp_path: Path) -> None:
    root = sample(tmp_path)
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        await meet(pilot, root)
        await press(pilot, "e")
        assert "theirs: Siti wrote this (siti" in page_of(app).grid.text
        await type_text(pilot, " and hers")
        await press(pilot, "enter")
    assert 'document = "Mine and hers"' in text(root)


async def test_mine_waits_as_a_draft_and_is_taken_up(tmp_path: Path) -> None:
    root = sample(tmp_path)
    async with opened(root) as (app, pilot):
        await meet(pilot, root)
        await press(pilot, "d")
        assert page_of(app).mode is None
        assert [each.text for each in kept(root)] == ["Mine"]
        await press(pilot, "escape")
        await until(pilot, lambda: "a draft (D)" in panel(app, "top"))
        await press(pilot, "D", "enter")
        await until(pilot, lambda: not isinstance(app.screen, MainScreen))
        await until(pilot, lambda: isinstance(page_of(app).mode, TypingLine))
        assert "Mine" in row_with(app, "document")
        assert "Changed meanwhile (siti" in page_of(app).grid.text
        await press(pilot, "enter", "m")
        assert 'document = "Mine"' in text(root)
        await until(pilot, lambda: kept(root) == [])


async def test_what_is_typed_is_kept_on_the_disk_and_goes_when_saved(tmp_path: Path) -> None:
    root = sample(tmp_path)
    async with opened(root) as (app, pilot):
        await open_page(pilot, IP_ASN, "analysis.cause")
        await press(pilot, "e")
        assert isinstance(page_of(app).mode, TypingText)
        await type_text(pilot, "x")
        await until(pilot, lambda: len(kept(root)) == 1)
        (paper,) = kept(root)
        assert paper.key == "analysis.cause" and paper.text.endswith("x")
        await press(pilot, "tab")
        await until(pilot, lambda: kept(root) == [])


async def test_leaving_asks_and_keeps_the_text(tmp_path: Path) -> None:
    root = sample(tmp_path)
    async with opened(root) as (app, pilot):
        await open_page(pilot, IP_ASN, DOCUMENT)
        await press(pilot, "e")
        await type_text(pilot, "Mine")
        await press(pilot, "ctrl+q")
        assert isinstance(page_of(app).mode, Leaving)
        await press(pilot, "escape")
        assert isinstance(page_of(app).mode, TypingLine)
        await press(pilot, "ctrl+q", "q")
    assert [each.text for each in kept(root)] == ["Mine"]
    async with opened(root) as (app, pilot):
        assert "Mine" in panel(app, "detail")
        await press(pilot, "enter")
        await until(pilot, lambda: not isinstance(app.screen, MainScreen))
        await until(pilot, lambda: isinstance(page_of(app).mode, TypingLine))
        await press(pilot, "enter")
        assert 'document = "Mine"' in text(root)


async def test_a_form_that_was_left_is_taken_up(tmp_path: Path) -> None:
    root = sample(tmp_path)
    async with opened(root) as (app, pilot):
        await open_page(pilot, IP_ASN)
        await press(pilot, "a")
        await pick(pilot, "one more: evidence")
        assert isinstance(page_of(app).mode, Form)
        await press(pilot, "tab", "tab")
        await type_text(pilot, "Berita acara")
        await until(pilot, lambda: len(kept(root)) == 1)
        await press(pilot, "ctrl+q", "q")
    async with opened(root) as (app, pilot):
        await press(pilot, "enter")
        await until(pilot, lambda: not isinstance(app.screen, MainScreen))
        await until(pilot, lambda: isinstance(page_of(app).mode, Form))
        assert "Berita acara" in part(app, "detail")
        await press(pilot, "f2")
        assert '[evidence.berita-acara]\nname = "Berita acara"' in text(root)


async def test_an_open_page_follows_what_others_change(tmp_path: Path) -> None:
    root = sample(tmp_path)
    async with opened(root) as (app, pilot):
        await open_page(pilot, IP_ASN, DOCUMENT)
        editor(root, "Laporan Hasil IP ASN", "Laporan lain")
        await until(pilot, lambda: "Laporan lain" in shown(app))
        assert (entry := page_of(app).entry) is not None and entry.path[-1] == "document"


async def test_an_open_field_keeps_its_text_and_says_theirs(tmp_path: Path) -> None:
    root = sample(tmp_path)
    async with opened(root) as (app, pilot):
        await open_page(pilot, IP_ASN, DOCUMENT)
        await press(pilot, "e")
        await type_text(pilot, "Mine")
        colleague(root, '"Siti wrote this"', key=DOCUMENT)
        await until(pilot, lambda: "Changed meanwhile (siti" in page_of(app).grid.text)
        assert "Mine" in row_with(app, "document")


async def test_a_record_that_goes_takes_the_page_but_not_the_text(tmp_path: Path) -> None:
    root = sample(tmp_path)
    async with opened(root) as (app, pilot):
        await open_page(pilot, IP_ASN, DOCUMENT)
        await press(pilot, "e")
        await type_text(pilot, "Mine")
        (root / IP_ASN).unlink()
        await until(pilot, lambda: isinstance(app.screen, MainScreen))
        await until(pilot, lambda: [each.text for each in kept(root)] == ["Mine"])
        assert main_of(app).mode is None


async def test_a_file_that_breaks_keeps_its_page_and_says_so(tmp_path: Path) -> None:
    root = sample(tmp_path)
    async with opened(root) as (app, pilot):
        await open_page(pilot, IP_ASN, DOCUMENT)
        editor(root, "[realisation]", "[realisation")
        await until(pilot, lambda: "cannot be read any more" in part(app, "detail"))
        assert "Laporan Hasil IP ASN" in row_with(app, "document")
        await press(pilot, "e")
        assert page_of(app).mode is None
