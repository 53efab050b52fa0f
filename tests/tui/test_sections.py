"""A section of the report typed on the screen: saved, argued over, kept as a draft, given back."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from kinerja_tui.store.splicing.edit import Action, Done
from kinerja_tui.store.splicing.passage import rewriting
from kinerja_tui.store.state.journal import read_journal
from kinerja_tui.store.writing.keep import keep_all
from kinerja_tui.tui.modes.composing import Composing
from kinerja_tui.tui.modes.leaving import Leaving
from kinerja_tui.tui.modes.offering import Offering
from kinerja_tui.tui.modes.section import Disputed
from kinerja_tui.tui.screens.main import MainScreen
from tests.tui.desks import desk_of, main_of, panel, press, sample, type_text, workspace
from tests.tui.together import kept, opened, somebody, until

SECTION = "biro-osdm/2022/report/bab-1.md"
TEXT = "# Bab 1\n\nSatu.\n"
TO_SECTIONS = ("7", "tab")


def begun(folder: Path, text: str = TEXT) -> tuple[Path, Path]:
    """The records, and a section in them."""
    root = sample(folder)
    path = root / SECTION
    path.parent.mkdir()
    path.write_bytes(text.encode())
    return root, path


def siti(root: Path, seen: str, text: str) -> None:
    """A colleague writes the section with this program."""
    with somebody("siti"):
        done = keep_all(root, Action((rewriting(SECTION, seen, text),), session="siti.other"))
    assert isinstance(done, Done) and done.changed


async def test_a_new_section_is_typed_saved_and_taken_back(tmp_path: Path) -> None:
    root = sample(tmp_path)
    path = root / SECTION
    async with opened(root) as (app, pilot):
        await press(pilot, *TO_SECTIONS, "enter")
        assert isinstance(main_of(app).mode, Composing) and not path.exists()
        assert "# bab-1" in panel(app, "detail") and "Tab save" in panel(app, "foot")
        await type_text(pilot, "Isi")
        await press(pilot, "enter")
        await type_text(pilot, "dua")
        assert "Isi\n  dua" in panel(app, "detail")
        await press(pilot, "tab")
        assert path.read_text("utf-8") == "# bab-1\n\nIsi\ndua\n"
        assert "▲ written" in main_of(app).grid.text.splitlines()[1]
        assert "Saved: bab-1.md" in panel(app, "foot")
        await until(pilot, lambda: kept(root) == [])
        await press(pilot, "u")
        assert not path.exists()
        assert "Undone: the addition of bab-1.md." in panel(app, "foot")
        await press(pilot, "U")
        assert path.read_text("utf-8") == "# bab-1\n\nIsi\ndua\n"


async def test_looking_leaves_nothing(tmp_path: Path) -> None:
    root = sample(tmp_path)
    async with opened(root) as (app, pilot):
        await press(pilot, *TO_SECTIONS, "e", "escape")
        assert main_of(app).mode is None and not (root / SECTION).parent.exists()
        assert kept(root) == []


@pytest.mark.parametrize("text", ["\ufeff# A\r\n\r\nSatu.\r\n", "# A\n\ntanpa akhir", TEXT])
async def test_line_ends_a_bom_and_a_missing_end_stay(tmp_path: Path, text: str) -> None:
    root, path = begun(tmp_path, text)
    app = workspace(desk_of(root))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, *TO_SECTIONS, "enter", "end")
        await type_text(pilot, "x")
        await press(pilot, "tab")
    first = text.splitlines()[0]
    assert path.read_bytes() == text.replace(first, f"{first}x", 1).encode()


@pytest.mark.parametrize(
    ("text", "reason"),
    [("a\nb\r\n", "line ends of two kinds"), ("a" * 100_001, "too long to be typed here")],
)
async def test_what_cannot_be_typed_here_is_left_to_the_editor(
    tmp_path: Path, text: str, reason: str
) -> None:
    root, path = begun(tmp_path, text)
    app = workspace(desk_of(root))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, *TO_SECTIONS, "enter")
        assert main_of(app).mode is None and reason in panel(app, "foot")
    assert path.read_bytes() == text.encode()


async def test_a_closed_year_is_said_before_anyone_types(tmp_path: Path) -> None:
    root, _ = begun(tmp_path)
    year = root / "biro-osdm/2022/year.toml"
    year.write_text(year.read_text("utf-8") + "\n", "utf-8")
    text = year.read_text("utf-8").replace("closed = false", "closed = true")
    year.write_text(text if "closed = true" in text else f"closed = true\n{text}", "utf-8")
    app = workspace(desk_of(root))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, *TO_SECTIONS, "enter")
        assert main_of(app).mode is None and "closed" in panel(app, "foot")


@pytest.mark.parametrize(
    ("answer", "stands", "drafts"),
    [("t", "Siti.", 0), ("m", "xSatu.", 0), ("d", "Siti.", 1)],
)
async def test_a_conflict_loses_nothing(
    tmp_path: Path, answer: str, stands: str, drafts: int
) -> None:
    root, path = begun(tmp_path)
    async with opened(root) as (app, pilot):
        await press(pilot, *TO_SECTIONS, "enter", "down", "down")
        await type_text(pilot, "x")
        siti(root, TEXT, TEXT.replace("Satu.", "Siti."))
        await press(pilot, "tab")
        mode = main_of(app).mode
        assert isinstance(mode, Disputed) and mode.unsaved
        said = panel(app, "detail")
        assert "bab-1.md: changed meanwhile by siti" in said
        assert all(each in said for each in ("Satu.", "Siti.", "xSatu."))
        await press(pilot, answer)
        await until(pilot, lambda: len(kept(root)) == drafts)
        assert path.read_text("utf-8") == TEXT.replace("Satu.", stands)
        (lost,) = read_journal(root).lost
        assert lost.mine is not None and lost.found is not None
        assert {"xSatu." in lost.mine, "Siti." in lost.found} == {True}


async def test_back_from_a_conflict_the_text_is_there(tmp_path: Path) -> None:
    root, path = begun(tmp_path)
    async with opened(root) as (app, pilot):
        await press(pilot, *TO_SECTIONS, "enter")
        await type_text(pilot, "x")
        path.write_text("vim\n", "utf-8")
        await press(pilot, "tab")
        assert "with another program" in panel(app, "detail")
        await press(pilot, "escape")
        assert "x# Bab 1" in panel(app, "detail")
        await press(pilot, "tab")
        assert isinstance(main_of(app).mode, Disputed)
    assert path.read_text("utf-8") == "vim\n"


async def test_both_are_put_together_in_the_editor(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, path = begun(tmp_path)
    script = tmp_path / "editor.py"
    script.write_text(
        "import pathlib, sys\n"
        "path = pathlib.Path(sys.argv[-1])\n"
        "text = path.read_text('utf-8')\n"
        "assert 'xSatu.' in text and 'Siti.' in text\n"
        "path.write_text(text.replace('xSatu.', 'xSatu. Siti.', 1), 'utf-8')\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("VISUAL", f"{sys.executable} {script}")
    monkeypatch.setattr(MainScreen, "run_outside", lambda _, call: [call()] != [])
    async with opened(root) as (app, pilot):
        await press(pilot, *TO_SECTIONS, "enter", "down", "down")
        await type_text(pilot, "x")
        siti(root, TEXT, TEXT.replace("Satu.", "Siti."))
        await press(pilot, "tab", "e")
        assert isinstance(main_of(app).mode, Composing)
        assert "Saving writes over theirs (siti" in panel(app, "detail")
        await press(pilot, "tab")
    assert path.read_text("utf-8") == "# Bab 1\n\nxSatu. Siti.\n"
    assert read_journal(root).lost[0].choice == "mine"


async def test_leaving_keeps_a_draft_that_is_taken_up_again(tmp_path: Path) -> None:
    root, path = begun(tmp_path)
    async with opened(root) as (app, pilot):
        await press(pilot, *TO_SECTIONS, "enter")
        await type_text(pilot, "Awal")
        await until(pilot, lambda: [each.text for each in kept(root)] == ["Awal" + TEXT])
        await press(pilot, "escape")
        assert "kept as a draft" in panel(app, "foot") and path.read_text("utf-8") == TEXT
        await press(pilot, "1", "D")
        assert isinstance(main_of(app).mode, Offering)
        await press(pilot, "enter")
        assert isinstance(main_of(app).mode, Composing)
        await press(pilot, "tab")
        await until(pilot, lambda: kept(root) == [])
    assert path.read_text("utf-8") == "Awal" + TEXT


async def test_a_killed_terminal_gives_the_text_back(tmp_path: Path) -> None:
    root, path = begun(tmp_path)
    async with opened(root) as (app, pilot):
        await press(pilot, *TO_SECTIONS, "enter")
        await type_text(pilot, "Awal")
        await press(pilot, "ctrl+q")
        assert isinstance(main_of(app).mode, Leaving) and "keep the draft" in panel(app, "foot")
        await press(pilot, "q")
    path.write_text("vim\n", "utf-8")
    async with opened(root, year=2021) as (app, pilot):
        await until(pilot, lambda: isinstance(main_of(app).mode, Offering))
        await press(pilot, "enter")
        assert main_of(app).desk.year == 2022
        assert "Awal# Bab 1" in panel(app, "detail")
        await press(pilot, "tab")
        assert isinstance(main_of(app).mode, Disputed)
        await press(pilot, "m")
        await until(pilot, lambda: kept(root) == [])
    assert path.read_text("utf-8") == "Awal" + TEXT


async def test_a_wide_screen_is_written_on_whole(tmp_path: Path) -> None:
    root, _ = begun(tmp_path, f"# Bab 1\n\n{'kata ' * 40}\n")
    app = workspace(desk_of(root))
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, *TO_SECTIONS)
        assert main_of(app).has_class("-beside")
        await press(pilot, "enter")
        assert not main_of(app).has_class("-beside")
        rows = panel(app, "detail").splitlines()
        assert max(map(len, rows[1:-1])) > 100 and len(rows) == 36
        await press(pilot, "escape")
        assert main_of(app).has_class("-beside")


async def test_a_section_that_somebody_removed_is_not_lost(tmp_path: Path) -> None:
    root, path = begun(tmp_path)
    async with opened(root) as (app, pilot):
        await press(pilot, *TO_SECTIONS, "enter")
        await type_text(pilot, "x")
        path.unlink()
        await press(pilot, "tab")
        assert isinstance(main_of(app).mode, Disputed)
        await press(pilot, "m")
        assert path.read_text("utf-8") == "x" + TEXT


async def test_enter_goes_on_with_the_draft_that_waits_for_the_section(tmp_path: Path) -> None:
    root = sample(tmp_path)
    async with opened(root) as (app, pilot):
        await press(pilot, *TO_SECTIONS, "enter")
        await type_text(pilot, "Naskah")
        await press(pilot, "escape")
        await until(pilot, lambda: len(main_of(app).live.papers) == 1)
        await press(pilot, "enter")
        assert "Naskah" in panel(app, "detail") and "draft" in panel(app, "detail")
        await press(pilot, "tab")
        assert "Naskah" in (root / SECTION).read_text("utf-8")
        await until(pilot, lambda: kept(root) == [] and not main_of(app).live.papers)


async def test_a_beginning_to_which_nothing_was_added_makes_no_file(tmp_path: Path) -> None:
    root = sample(tmp_path)
    async with opened(root) as (app, pilot):
        await press(pilot, *TO_SECTIONS, "enter", "f2")
        assert main_of(app).mode is None and "Nothing changed" in panel(app, "foot")
        assert not (root / SECTION).exists() and kept(root) == []
