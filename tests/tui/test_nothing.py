"""Places without rows say what is missing and what comes first; the keys that need a row go."""

from __future__ import annotations

from pathlib import Path

import pytest

from kinerja_tui.store.writing.start import start
from tests.tui.desks import (
    IP_ASN,
    SAMPLE,
    desk_of,
    main_of,
    panel,
    press,
    sample,
    senja,
    shown,
    type_text,
    workspace,
)

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


@pytest.mark.parametrize(
    "key", ["enter", "e", "f", "y", "S", "d", "H", "R", "L", "x", "o"], ids=lambda key: f"key {key}"
)
async def test_a_key_that_needs_a_row_says_that_there_is_none(key: str) -> None:
    app = workspace(desk_of(SAMPLE))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "5", key)
        assert main_of(app).mode is None and app.screen is main_of(app)
        assert panel(app, "foot").strip() == "There is no row here."


@pytest.mark.parametrize("key", ["enter", "e", "s", "v", "V"])
async def test_it_is_said_in_a_filter_without_hits_too(key: str) -> None:
    app = workspace(desk_of(SAMPLE))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "slash")
        await type_text(pilot, "zzz")
        await press(pilot, "enter", key)
        assert panel(app, "foot").strip() == "There is no row here."


async def test_a_place_of_one_table_says_that_there_is_no_other() -> None:
    app = workspace(desk_of(SAMPLE))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "5", "tab")
        assert "There is no other table here." in panel(app, "foot")
        await press(pilot, "shift+tab")
        assert "There is no other table here." in panel(app, "foot")


async def test_an_empty_cell_is_not_copied_in_silence(monkeypatch: pytest.MonkeyPatch) -> None:
    app = workspace(desk_of(SAMPLE))
    copied: list[str] = []
    async with app.run_test(size=SIZE) as pilot:
        monkeypatch.setattr(app, "copy_to_clipboard", copied.append)
        await press(pilot, "right", "y")
        assert not copied and "This cell is empty." in panel(app, "foot")


async def test_reading_again_says_whether_anything_is_new(tmp_path: Path) -> None:
    root = sample(tmp_path)
    app = workspace(desk_of(root))
    path = root / IP_ASN
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "r")
        assert "Read again: no record has changed." in panel(app, "foot")
        path.write_text(path.read_text("utf-8").replace("61.34", "60"), "utf-8")
        await press(pilot, "r")
        assert panel(app, "foot").strip() == "Read again."
        await press(pilot, "r")
        assert "Read again: no record has changed." in panel(app, "foot")
        path.write_text("nonsense = ", "utf-8")
        await press(pilot, "r")
        assert panel(app, "foot").strip() == "Read again."
