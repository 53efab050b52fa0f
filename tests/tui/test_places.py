"""Places 2 to 7: what each shows, and the detail that follows the cursor, at two sizes."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.app import App
from textual.pilot import Pilot

from kinerja_tui.tui.lines import width_of
from kinerja_tui.tui.widgets.panel import Panel
from tests.tui.desks import (
    SAMPLE,
    SENJA,
    desk_of,
    main_of,
    panel,
    press,
    senja,
    shown,
    workspace,
)

SMALL, LARGE = (80, 24), (120, 40)


def detail(app: App[int]) -> str:
    """The detail, wherever it stands."""
    main = main_of(app)
    return panel(app, "beside" if main.has_class("-beside") else "detail")


def flat(text: str) -> str:
    """A text without its lines."""
    return " ".join(text.replace("│", " ").split())


async def to_row(pilot: Pilot[int], app: App[int], words: str) -> None:
    """Move down to the row that has `words`."""
    grid = main_of(app).grid
    await press(pilot, "g")
    for _ in range(grid.count):
        assert grid.current is not None
        if any(words in cell.text for cell in grid.current.cells):
            return
        await press(pilot, "down")
    raise AssertionError(words)


@pytest.mark.parametrize("size", [SMALL, LARGE, (40, 12)])
@pytest.mark.parametrize("place", ["2", "3", "4", "5", "6", "7", "t", "0"])
async def test_nothing_is_wider_than_the_screen(size: tuple[int, int], place: str) -> None:
    app = workspace(desk_of(SENJA, "dinas-air", 2022))
    async with app.run_test(size=size) as pilot:
        main = main_of(app)
        await press(pilot, place)
        for _ in range(max(len(main.tables), 1)):
            for _ in range(2):
                await press(pilot, "down", "right")
                for name in ("top", "detail", "beside", "foot"):
                    found = main.query_one(f"#{name}", Panel)
                    assert all(width_of(each) <= size[0] for each in found.lines)
                beside = main.query_one("#beside", Panel)
                if beside.display:
                    assert all(width_of(each) <= 36 for each in beside.lines)
            await press(pilot, "tab")


async def test_the_versions_stand_side_by_side_and_differences_have_a_sign_and_a_word() -> None:
    app = workspace(desk_of(SAMPLE))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "2")
        rows = main_of(app).grid.text.splitlines()
        assert rows[1].split()[:2] == [">", "initial"] and "3 January 2022" in rows[1]
        assert "in force" in rows[3] and "Suratna" in rows[3]
        merit = next(row for row in rows if " IK 2 " in row)
        assert merit.split()[-6:] == ["↑", "raised", "330", "330", "336", "↑"]
        same = next(row for row in rows if " IK 1 " in row)
        assert same.split()[-5:] == ["=", "unchanged", "61", "61", "61"]
        assert "First party Agus Zainal Arifin" in detail(app)
        await press(pilot, "down", "down")
        assert "change of priorities or assumptions" in detail(app)
        assert "Rp7,719,313,000" in detail(app) and "27 Jun 2022" in detail(app)


async def test_an_indicator_says_its_target_in_every_version_and_why_it_changed() -> None:
    app = workspace(desk_of(SENJA, "dinas-air", 2022))
    async with app.run_test(size=LARGE) as pilot:
        await press(pilot, "2")
        await to_row(pilot, app, "IK 11")
        assert "not in this version" in flat(detail(app)) or "revision 3" in flat(detail(app))
        await press(pilot, "tab")
        assert "Budgets side by side" in panel(app, "top")
        row = next(r for r in main_of(app).grid.text.splitlines() if "jaringan" in r)
        assert "↑" in row


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_an_activity_shows_its_money_its_output_and_its_goals(size: tuple[int, int]) -> None:
    app = workspace(desk_of(SENJA, "dinas-air", 2022))
    async with app.run_test(size=size) as pilot:
        await press(pilot, "3")
        assert "█████████░" in main_of(app).grid.text
        text = flat(detail(app))
        assert "Rp3,500,000,000 → Rp3,800,000,000 → Rp3,900,000,000 → Rp4,000,000,000" in text
        assert "94.00%" in text and "38 of 40 km" in text and "SS 1 60%, SS 2 30%" in text
        assert "supports IK 1; hinders IK 4" in text
        await press(pilot, "G")
        assert "Achievement minus absorption" in flat(detail(app))


async def test_a_ceiling_says_when_it_changed_and_by_how_much() -> None:
    app = workspace(desk_of(SENJA, "dinas-air", 2022))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "3", "tab")
        text = main_of(app).grid.text
        assert "10 May 2022  3,800,000,000  300,000,000 ↑" in text
        await press(pilot, "tab")
        rows = main_of(app).grid.text.splitlines()
        linked = [row for row in rows if "jaringan" in row]
        assert len(linked) == 2 and " 60 " in linked[0]
        assert any("Linked to no goal" in row for row in rows)


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_the_years_are_drawn_and_the_way_ahead_is_said(size: tuple[int, int]) -> None:
    app = workspace(desk_of(SENJA, "dinas-air", 2022))
    async with app.run_test(size=size) as pilot:
        await press(pilot, "4")
        text = detail(app)
        assert "2021" in text and "█" in text and "101.17%" in text and "103.75%" in text
        await press(pilot, "tab", "tab")
        text = flat(detail(app))
        assert "+4.17 in 3 years" in text and "12.5" in text
        assert "2023: 87.17 (plan 85.00)" in text


async def test_what_a_year_must_bring_is_explained() -> None:
    app = workspace(desk_of(SENJA, "dinas-air", 2022))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "4", "tab", "tab", *["right"] * 5, "x")
        text = flat(app.screen.sheet.text)  # type: ignore[attr-defined]
        assert "in equal steps" in text and "12.5 / 3 years" in text


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_what_is_overdue_comes_first_and_says_for_how_long(
    size: tuple[int, int], tmp_path: Path
) -> None:
    root = senja(tmp_path)
    path = root / "dinas-air/2022/recommendations/warga.toml"
    late = path.read_text("utf-8") + "due = 2022-12-01\nperson = 'Seksi Sumur'\n"
    path.write_text(late, "utf-8")
    app = workspace(desk_of(root, "dinas-air", 2022))
    async with app.run_test(size=size) as pilot:
        await press(pilot, "6")
        rows = main_of(app).grid.text.splitlines()
        assert "▼ overdue" in rows[1] and "1 Dec 2022" in rows[1]
        assert "▲ done" in rows[-1] or any("▲ done" in row for row in rows[3:])
        text = flat(detail(app))
        assert "open, 30 days overdue (31 Dec 2022)" in text and "Seksi Sumur" in text
        await to_row(pilot, app, "done")
        text = flat(detail(app))
        assert "Aturan Pencatatan Angin" in text and "Aturan terbit" in text


async def test_the_sections_are_listed_with_their_state_and_size() -> None:
    app = workspace(desk_of(SENJA, "dinas-air", 2022))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "7", "tab")
        rows = main_of(app).grid.text.splitlines()
        assert "▲ written" in rows[1] and "190" in rows[1] and "Bab I Pendahuluan" in rows[1]
        assert "· not begun" in rows[2]


async def test_hostile_texts_do_no_harm_in_any_detail() -> None:
    app = workspace(desk_of(SENJA, "dinas-air", 2022))
    async with app.run_test(size=SMALL) as pilot:
        for place in ("2", "3", "4", "6", "t"):
            await press(pilot, place)
            for _ in range(main_of(app).grid.count):
                assert "\x1b" not in shown(app) and "\u202e" not in shown(app)
                await press(pilot, "down")
