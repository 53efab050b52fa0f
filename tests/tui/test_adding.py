"""Adding in the workspace: the form, what it makes, where the cursor is afterwards; a new year."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from kinerja_tui.report.width import wide
from kinerja_tui.store.reading.load import load
from kinerja_tui.store.reading.scope import Scope
from kinerja_tui.store.writing.start import start
from kinerja_tui.tui.modes.adding import Adding
from kinerja_tui.tui.modes.editing import Editing
from kinerja_tui.tui.modes.next_year import NextYear
from kinerja_tui.tui.overview import REALISATION
from kinerja_tui.tui.screens.record import RecordScreen
from tests.tui.desks import (
    desk_of,
    main_of,
    panel,
    press,
    row_of,
    sample,
    senja,
    shown,
    type_text,
    workspace,
)

SIZE = (80, 24)


async def typed(pilot: Pilot[int], *fields: str) -> None:
    """Type into one field after the other; an empty text leaves the field."""
    for place, text in enumerate(fields):
        if place:
            await press(pilot, "down")
        await type_text(pilot, text)


def problems(root: Path) -> list[str]:
    return [str(each.message) for each in load(root, Scope.everything()).problems]


async def test_an_indicator_stands_under_its_goal_with_the_cursor_on_it(tmp_path: Path) -> None:
    root = sample(tmp_path)
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "G", "a")
        assert "Add: an indicator" in panel(app, "detail")
        assert "SS 2" in panel(app, "detail")
        await typed(pilot, "", "", "Waktu layanan")
        assert "waktu-layanan" in panel(app, "detail")
        await press(pilot, "down", "down", "down")
        await type_text(pilot, "hari")
        await press(pilot, "down", "right", "enter")
        grid = main_of(app).grid
        assert (grid.subject, grid.column) == ("waktu-layanan.value", REALISATION)
        assert "IK 7" in row_of(app, "IK 7") and "not filled in" in row_of(app, "IK 7")
        assert "Added: waktu-layanan. u undoes it." in panel(app, "foot")
        text = (root / "biro-osdm/2022/indicators/waktu-layanan.toml").read_text("utf-8")
        assert 'polarity = "minimize"' in text and 'goal = "kepuasan"' in text
        assert problems(root) == []
        await press(pilot, "u")
        assert "IK 7" not in grid.text
    assert not (root / "biro-osdm/2022/indicators/waktu-layanan.toml").exists()


async def test_a_first_year_with_three_indicators_from_nothing(tmp_path: Path) -> None:
    root = tmp_path / "records"
    start(root, "dinas", "Dinas Baca", 2025, "en")
    app = workspace(desk_of(root, "dinas", 2025))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "a", "down", "right", "enter")
        await press(pilot, "a", "down", "right", "right", "enter")
        await press(pilot, "a")
        await typed(pilot, "", "", "Berkas tepat waktu", "", "", "%")
        await press(pilot, "enter")
        assert [row_of(app, f"IK {n}")[:1] for n in (1, 2, 3)] == [" ", " ", ">"]
        await press(pilot, "2", "a")
        await typed(pilot, "3-1-2025", "Ratna; Kepala", "Harun; Bupati")
        await press(pilot, "enter")
        assert "Added: 1-first" in panel(app, "foot")
        await press(pilot, "3", "a")
        await typed(pilot, "Layanan", "", "", "Rp5.000.000")
        await press(pilot, "enter")
        assert main_of(app).grid.current is not None
        assert "Layanan" in main_of(app).grid.text
        await press(pilot, "6", "a")
        await typed(pilot, "LHE", "", "Inspektorat", "2024", "Perbaiki rencana")
        await press(pilot, "enter")
        assert "Perbaiki rencana" in main_of(app).grid.text
        await press(pilot, "1", "a", "right")
        await typed(pilot, "", "Meningkatnya disiplin")
        await press(pilot, "enter")
        current = main_of(app).grid.current
        assert current is not None and current.subject == "meningkatnya-disiplin"
    assert problems(root) == []
    book = load(root, Scope.everything()).book("dinas", 2025)
    assert book is not None
    assert (len(book.indicators), len(book.goal), len(book.agreements)) == (3, 2, 1)


async def test_a_unit_with_its_first_year_stands_among_all_units(tmp_path: Path) -> None:
    root = sample(tmp_path)
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "0", "a")
        assert "Add: a unit" in panel(app, "detail") and "2022" in panel(app, "detail")
        await typed(pilot, "Biro Umum")
        await press(pilot, "enter")
        current = main_of(app).grid.current
        assert current is not None and current.subject == "unit.biro-umum.2022"
        assert "Added: biro-umum. u undoes it." in panel(app, "foot")
        assert problems(root) == []
        await press(pilot, "enter")
        assert main_of(app).desk.unit == "biro-umum"
        await press(pilot, "a")
        await typed(pilot, "", "Meningkatnya layanan")
        await press(pilot, "enter")
        assert "Meningkatnya layanan" in main_of(app).grid.text
        await press(pilot, "u", "u")
        assert main_of(app).desk.unit == "biro-osdm"
    assert not (root / "biro-umum/unit.toml").exists()
    assert problems(root) == []


async def test_a_unit_needs_a_year_that_is_one(tmp_path: Path) -> None:
    root = sample(tmp_path)
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "0", "a")
        await typed(pilot, "Biro Umum", "", "x")
        await press(pilot, "enter")
        form = main_of(app).mode
        assert isinstance(form, Adding) and form.name == "year"
        assert "four digits" in panel(app, "detail")
    assert not (root / "biro-umum").exists()


async def test_a_plan_is_added_beside_indicators_and_goals(tmp_path: Path) -> None:
    root = sample(tmp_path)
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "a", "left")
        assert "Add: a plan" in panel(app, "detail")
        assert "[for example 2025-2029]" in panel(app, "detail")
        await typed(pilot, "", "2025-2029", "Renstra 2025-2029")
        await press(pilot, "enter")
        assert "Added: plan-2025-2029. u undoes it." in panel(app, "foot")
        assert main_of(app).place == 0
    assert "start = 2025" in (root / "biro-osdm/plan-2025-2029.toml").read_text("utf-8")
    assert problems(root) == []


async def test_a_revision_is_a_copy_of_the_last(tmp_path: Path) -> None:
    root = sample(tmp_path)
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "2", "a")
        await type_text(pilot, "1-11-2022")
        await press(pilot, "down", "right", "enter")
        current = main_of(app).grid.current
        assert current is not None and current.subject == "agreement.4-revisi"
        assert "agreement revision 3" in panel(app, "top")
    text = (root / "biro-osdm/2022/agreements/4-revisi.toml").read_text("utf-8")
    assert 'ground = "strategy"' in text and "value = 2.6" in text
    assert problems(root) == []


async def test_what_is_missing_is_said_at_its_field_and_nothing_is_written(tmp_path: Path) -> None:
    root = sample(tmp_path)
    before = {path: path.read_bytes() for path in root.rglob("*.toml")}
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "a", "enter")
        mode = main_of(app).mode
        assert isinstance(mode, Adding) and mode.name == "name"
        assert "! The name is missing." in panel(app, "detail")
        await type_text(pilot, "x")
        assert "missing" not in panel(app, "detail")
        await press(pilot, "enter")
        assert mode.name == "measured_in"
        await press(pilot, "up", "up")
        await type_text(pilot, "IP ASN")
        await press(pilot, "down", "down")
        await type_text(pilot, "y")
        await press(pilot, "enter")
        assert mode.name == "id" and "cannot be an id" in panel(app, "detail")
    assert {path: path.read_bytes() for path in root.rglob("*.toml")} == before


async def test_what_was_typed_is_there_again_after_esc(tmp_path: Path) -> None:
    app = workspace(desk_of(sample(tmp_path)))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "a", "down", "down")
        await type_text(pilot, "Waktu layanan")
        await press(pilot, "escape")
        assert main_of(app).mode is None
        assert "kept for the next a" in panel(app, "foot")
        await press(pilot, "2", "1", "a")
        assert "Waktu layanan" in panel(app, "detail")


async def test_somebody_who_was_first_is_told_and_the_form_stays(tmp_path: Path) -> None:
    root = sample(tmp_path)
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "3", "a")
        await typed(pilot, "Layanan", "layanan", "", "5000000")
        other = root / "biro-osdm/2022/activities/layanan.toml"
        other.write_text("# theirs\n", "utf-8")
        await press(pilot, "enter")
        assert isinstance(main_of(app).mode, Adding)
        assert "is there already" in panel(app, "detail")
        assert "Layanan" in panel(app, "detail")
    assert other.read_text("utf-8") == "# theirs\n"


async def test_a_closed_year_says_so_first(tmp_path: Path) -> None:
    app = workspace(desk_of(senja(tmp_path), "dinas-air", 2021))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "a")
        assert "The year 2021 is closed" in panel(app, "foot")
        assert main_of(app).mode is None


async def test_a_new_year_is_shown_made_opened_and_undone(tmp_path: Path) -> None:
    root = sample(tmp_path)
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "N")
        assert isinstance(main_of(app).mode, NextYear)
        assert "biro-osdm 2023, from 2022: 12 files would be made." in panel(app, "detail")
        assert "the date stands in for the day of signing" in panel(app, "detail")
        assert "year.toml" not in panel(app, "detail")
        await press(pilot, "pagedown")
        assert "year.toml" in panel(app, "detail")
        await press(pilot, "escape")
        assert not (root / "biro-osdm/2023").exists()
        await press(pilot, "N", "enter")
        assert main_of(app).desk.year == 2023
        assert "The year 2023 is made" in panel(app, "foot")
        await press(pilot, "b")
        assert "Still to be filled in for 2023" in shown(app)
        assert main_of(app).grid.count == 21
        await press(pilot, "escape", "u")
        assert not (root / "biro-osdm/2023").exists()
        assert main_of(app).desk.year == 2022 and "IK 1" in row_of(app, "IK 1")
        assert "Undone: " in shown(app)
    assert problems(root) == []


async def test_components_that_are_not_filled_in_yet_are_called_so(tmp_path: Path) -> None:
    root = tmp_path / "records"
    start(root, "dinas", "Dinas Baca", 2025, "en")
    app = workspace(desk_of(root, "dinas", 2025))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "a", "down", "right", "right", "right", "enter")
        assert "9 components: not filled in yet" in panel(app, "detail")
        path = root / "dinas/2025/indicators/skm.toml"
        text = path.read_text("utf-8")
        at = text.index("[component.")
        path.write_text(text[:at] + text[at:].replace("\n", "\nvalue = 3.5\n", 1), "utf-8")
        await press(pilot, "r")
        assert "9 components, not filled in yet: 8" in panel(app, "detail")


async def test_what_is_due_leads_to_its_field(tmp_path: Path) -> None:
    root = sample(tmp_path)
    (root / "biro-osdm/2022/indicators/spbe.toml").unlink()
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "a", "down", "right", "right", "down", "down")
        await type_text(pilot, "spbe")
        await press(pilot, "enter", "b", "down", "enter")
        grid = main_of(app).grid
        assert (grid.subject, grid.column) == ("spbe.value", REALISATION)
        assert isinstance(main_of(app).mode, Editing)
        await press(pilot, "escape", "b", "g", "enter")
        screen = app.screen
        assert isinstance(screen, RecordScreen)
        assert screen.register.file.endswith("indicators/sakip.toml")
        assert screen.entry is not None and screen.entry.path == ("analysis", "cause")


async def test_nothing_is_due(tmp_path: Path) -> None:
    root = sample(tmp_path)
    for name, more in (("spbe", '\n[action.x]\ntext = "x"\n'), ("sakip", "")):
        path = root / f"biro-osdm/2022/indicators/{name}.toml"
        text = path.read_text("utf-8").replace('cause = ""', 'cause = "x"')
        path.write_text(text + more, "utf-8")
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "b")
        assert "Everything is filled in." in panel(app, "foot")


@pytest.mark.parametrize("size", [(80, 24), (40, 12), (120, 40)])
async def test_every_line_of_the_form_fits(size: tuple[int, int], tmp_path: Path) -> None:
    app = workspace(desk_of(sample(tmp_path)), ascii_only=True)
    async with app.run_test(size=size) as pilot:
        await press(pilot, "a")
        mode = main_of(app).mode
        assert isinstance(mode, Adding)
        for _ in mode.names:
            width = 34 if size[0] >= 120 else size[0]
            assert all(
                sum(wide(piece.text) for piece in line) <= width for line in mode.lines(width)
            )
            assert len(mode.lines(width)) <= mode.height
            assert any(line and line[0].text.startswith(">") for line in mode.lines(width))
            await press(pilot, "tab")
        assert mode.at == 0
        assert app.export_screenshot().replace("\xa0", " ").isascii()
