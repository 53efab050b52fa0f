"""Quarters, all units, printing a version, exporting, sections, and the way from a problem."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from kinerja_tui.store.writing.publish import compare
from kinerja_tui.tui.screens.main import MainScreen
from tests.tui.desks import (
    ROOT,
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

SMALL = (80, 24)


def subject(screen: MainScreen) -> str:
    assert screen.grid.current is not None
    return screen.grid.current.subject


async def test_the_quarters_come_and_go_with_one_key_and_keep_the_indicator() -> None:
    app = workspace(desk_of(SENJA, "dinas-air", 2022))
    async with app.run_test(size=SMALL) as pilot:
        main = main_of(app)
        indicator = main.desk.page.card.indicators[5].id
        assert main.show_indicator(indicator)
        await press(pilot, "t")
        assert "Quarters 2022" in panel(app, "top") and subject(main) == indicator
        row = next(row for row in main.grid.text.splitlines() if " Q2 " in row)
        assert "78.13%" in row and "80.00%" in row
        await press(pilot, "down", "down", "x")
        text = " ".join(app.screen.sheet.text.split())  # type: ignore[attr-defined]
        assert "Quarter 2, of its own target" in text and "78.13%" in text
        await press(pilot, "escape", "t")
        assert subject(main) == indicator and main.where == "achievement"


async def test_nothing_is_edited_in_the_table_of_the_quarters() -> None:
    app = workspace(desk_of(SENJA, "dinas-air", 2022))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "t", "down", "right", "right", "e", "s")
        assert main_of(app).mode is None
        await press(pilot, "escape")
        assert main_of(app).opened_table is None


async def test_all_units_stand_in_one_table_and_enter_opens_one(tmp_path: Path) -> None:
    app = workspace(desk_of(senja(tmp_path), "dinas-air", 2022))
    async with app.run_test(size=SMALL) as pilot:
        main = main_of(app)
        await press(pilot, "3", "0")
        rows = main.grid.text.splitlines()
        assert "Dinas Air" in rows[1] and "89.56%" in rows[1] and "94.65%" in rows[1]
        assert "▲ 4  ◆ 3  ▼ 2  · 4" in rows[1]
        assert "68.07%" in rows[2] and subject(main) == "unit.dinas-air.2022"
        await press(pilot, "down", "enter")
        assert main.desk.unit == "pulau-senja" and main.opened_table is None


async def test_a_unit_counts_only_its_own_problems(tmp_path: Path) -> None:
    root = senja(tmp_path)
    path = root / "pulau-senja/2022/goals.toml"
    path.write_text("schema = 1\n[", "utf-8")
    app = workspace(desk_of(root, "dinas-air", 2022))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "0")
        first, second = main_of(app).grid.text.splitlines()[1:3]
        assert first.split()[-1] == "0" or " 0 " in first
        await press(pilot, "down")
        assert "Problems 1" in panel(app, "detail"), second


async def test_a_version_is_printed_to_a_new_file_and_never_over_one(tmp_path: Path) -> None:
    app = workspace(desk_of(SAMPLE))
    target = tmp_path / "pk.md"
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "2", "down", "p")
        assert "2-revisi" in panel(app, "detail")
        await type_text(pilot, str(target))
        await press(pilot, "enter")
        assert str(target.name) in panel(app, "foot") or "Written" in panel(app, "foot")
        text = target.read_text("utf-8")
        assert text.startswith("# Performance agreement 2022: revision 1, 27 June 2022")
        assert "- Ground: change of official" in text and "Suratna" in text
        assert "| IK 2" in text and "7,719,313,000" in text and "330" in text
        await press(pilot, "p")
        await type_text(pilot, str(target))
        await press(pilot, "enter")
        assert "Not written" in panel(app, "detail") and main_of(app).mode is not None
        await press(pilot, "escape")
        assert main_of(app).mode is None and target.read_text("utf-8") == text


async def test_what_is_printed_is_read_before(tmp_path: Path) -> None:
    app = workspace(desk_of(SAMPLE))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "2", "G", "p")
        assert "# Performance agreement 2022" in panel(app, "detail")
        await press(pilot, "down")
        assert "# Performance agreement 2022" not in panel(app, "detail")
        for _ in range(9):
            await press(pilot, "pagedown")
        last = panel(app, "detail")
        assert "7,719,313,000" in last and "3-revisi.md" in last
        await press(pilot, "down")
        assert panel(app, "detail") == last
        for _ in range(9):
            await press(pilot, "pageup")
        assert "# Performance agreement 2022" in panel(app, "detail")
        await press(pilot, "up", "x")
        assert "3-revisi.mdx" in panel(app, "detail") or " x" in panel(app, "detail")


async def test_a_version_is_copied_instead(monkeypatch: pytest.MonkeyPatch) -> None:
    app = workspace(desk_of(SAMPLE))
    copied: list[str] = []
    monkeypatch.setattr(app, "copy_to_clipboard", copied.append)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "2", "G", "p", "tab")
        assert "3-revisi" in panel(app, "foot")
        assert copied[0].startswith("# Performance agreement 2022: revision 2, 4 September 2022")


async def test_a_year_without_an_agreement_says_so(tmp_path: Path) -> None:
    root = sample(tmp_path)
    for path in (root / "biro-osdm/2022/agreements").iterdir():
        path.unlink()
    app = workspace(desk_of(root))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "p")
        assert "This year has no agreement." in panel(app, "foot")


async def test_an_export_writes_what_the_command_writes(tmp_path: Path) -> None:
    app = workspace(desk_of(sample(tmp_path)))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "7", "X")
        assert "Exported, 49 files changed:" in panel(app, "detail")
        made = tmp_path / "exports" / "biro-osdm-2022"
        committed = ROOT / "exports" / "biro-osdm-2022"
        names = sorted(path.name for path in committed.iterdir())
        assert sorted(path.name for path in made.iterdir()) == names
        files = {path.name: path.read_bytes() for path in made.iterdir() if path.name[0] != "."}
        assert compare(committed, files) == ()
        await press(pilot, "X")
        assert "no file changed" in panel(app, "detail")


async def test_an_export_that_cannot_be_written_gives_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "exports").mkdir()
    (tmp_path / "exports" / "biro-osdm-2022").symlink_to(tmp_path)
    app = workspace(desk_of(sample(tmp_path)))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "X")
        assert "Not exported: this is a symbolic link" in panel(app, "foot")
    app = workspace(memory_desk(thousand(many=3)))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "X")
        assert "the disk has gone" in panel(app, "foot")


async def test_a_section_is_made_when_it_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = senja(tmp_path)
    script = tmp_path / "editor.py"
    script.write_text(
        "import pathlib, sys\n"
        "path = pathlib.Path(sys.argv[-1])\n"
        "path.write_text(path.read_text('utf-8') + 'Dua kata\\n', 'utf-8')\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("VISUAL", f"{sys.executable} {script}")
    monkeypatch.setattr(MainScreen, "run_outside", lambda _, call: [call()] != [])
    app = workspace(desk_of(root, "dinas-air", 2022))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "7", "tab", "down", "o")
        made = root / "dinas-air/2022/report/bab-2.md"
        assert made.read_text("utf-8") == "# bab-2\nDua kata\n"
        assert "▲ written" in main_of(app).grid.text.splitlines()[2]
        await press(pilot, "o")
        assert made.read_text("utf-8") == "# bab-2\nDua kata\nDua kata\n"


async def test_a_linked_report_folder_is_refused(tmp_path: Path) -> None:
    root = sample(tmp_path)
    outside = tmp_path / "outside"
    outside.mkdir()
    (root / "biro-osdm/2022/report").symlink_to(outside)
    app = workspace(desk_of(root))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "7", "tab", "enter")
        assert panel(app, "foot").strip() and list(outside.iterdir()) == []


async def test_a_section_that_was_only_looked_at_is_not_begun(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = senja(tmp_path)
    monkeypatch.setenv("VISUAL", "true")
    monkeypatch.setattr(MainScreen, "run_outside", lambda _, call: [call()] != [])
    app = workspace(desk_of(root, "dinas-air", 2022))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "7", "tab", "down", "o")
        assert "· not begun" in main_of(app).grid.text.splitlines()[2]
        left = sorted(path.name for path in (root / "dinas-air/2022/report").iterdir())
        assert left == ["bab-1.md", "bab-4.md"]
