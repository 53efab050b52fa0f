"""Places without rows say what is missing and what comes first; the keys that need a row go."""

from __future__ import annotations

from pathlib import Path

import pytest

from kinerja_tui.store.writing.start import start
from tests.tui.desks import desk_of, main_of, panel, press, senja, shown, type_text, workspace

SIZE = (80, 24)


def unbegun(folder: Path) -> Path:
    """Records with a unit, a year and one goal."""
    root = folder / "records"
    start(root, "dinas", "Dinas Baca", 2025, "en")
    return root


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        (("2",), "This year has no agreement yet. a adds the first."),
        (("3",), "This year has no activities yet. a adds the first."),
        (("4",), "This year has no indicators yet. They are added in place 1."),
        (("5",), "No file has a problem."),
        (("6",), "No recommendations are recorded yet. a adds the first."),
        (("6", "tab"), "This year has no indicators yet. They are added in place 1."),
        (("t",), "This year has no indicators yet. They are added in place 1."),
    ],
)
async def test_an_empty_place_says_it_once_and_what_comes_first(
    keys: tuple[str, ...], said: str, tmp_path: Path
) -> None:
    app = workspace(desk_of(unbegun(tmp_path), "dinas", 2025))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, *keys)
        assert shown(app).count(said) == 1
        assert "Nothing is recorded here." not in shown(app)
        foot = panel(app, "foot")
        assert all(each not in foot for each in ("Enter", "x why", "/ filter", "e edit"))


async def test_actions_are_missing_where_indicators_are_there(tmp_path: Path) -> None:
    app = workspace(desk_of(unbegun(tmp_path), "dinas", 2025))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "a", "down", "right", "enter", "6", "tab")
        assert "No actions are planned yet. a adds the first." in panel(app, "detail")


async def test_a_closed_year_does_not_offer_to_add(tmp_path: Path) -> None:
    root = senja(tmp_path)
    for each in (root / "dinas-air/2021/activities").iterdir():
        each.unlink()
    app = workspace(desk_of(root, "dinas-air", 2021))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "3")
        assert "This year has no activities yet." in panel(app, "detail")
        assert "adds the first" not in panel(app, "detail")


async def test_a_filter_without_hits_keeps_its_key(tmp_path: Path) -> None:
    app = workspace(desk_of(senja(tmp_path), "dinas-air", 2022))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "3", "slash")
        await type_text(pilot, "zzz")
        await press(pilot, "enter")
        foot = panel(app, "foot")
        assert "/ filter" in foot and "x why" not in foot
        assert "Nothing has “zzz”." in panel(app, "detail")


async def test_a_goal_names_the_key_that_opens_its_record(tmp_path: Path) -> None:
    app = workspace(desk_of(unbegun(tmp_path), "dinas", 2025))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "e")
        assert "computed from its indicators. i opens its record." in panel(app, "foot")
        await press(pilot, "i")
        assert app.screen is not main_of(app)


async def test_after_the_agreement_its_targets_come_next(tmp_path: Path) -> None:
    app = workspace(desk_of(unbegun(tmp_path), "dinas", 2025))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "a", "down", "right", "enter", "2", "a")
        for field in ("3-1-2025", "Ratna; Kepala", "Harun; Bupati"):
            await type_text(pilot, field)
            await press(pilot, "down")
        await press(pilot, "enter")
        assert "Added: 1-first. b lists its targets, which come next." in panel(app, "foot")
        await press(pilot, "b")
        assert "target" in main_of(app).grid.text
