"""What `a` adds to the record of a row: actions, revisions of a ceiling, links to goals."""

from __future__ import annotations

from pathlib import Path

from textual.pilot import Pilot

from kinerja_tui.store.reading.load import load
from kinerja_tui.store.reading.scope import Scope
from kinerja_tui.tui.modes.adding import Adding
from kinerja_tui.tui.record.form import Form
from kinerja_tui.tui.record.picking import Picking
from tests.tui.desks import (
    IP_ASN,
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
from tests.tui.record.pages import SIZE, open_page, page_of, part, pick

PIPES = "dinas-air/2022/activities/jaringan.toml"
OFFICE = "dinas-air/2022/activities/kantor.toml"
METERS = "dinas-air/2022/activities/meter.toml"
ISLANDS = "kolaborasi"


async def settle(pilot: Pilot[int], *keys: str) -> None:
    """Press keys, and let the page that they open come up."""
    await press(pilot, *keys)
    await pilot.pause()
    await press(pilot)


def problems(root: Path) -> list[str]:
    return [str(each.message) for each in load(root, Scope.everything()).problems]


def put_on(app: object, subject: str) -> None:
    """The cursor on the first row called so."""
    grid = main_of(app).grid  # type: ignore[arg-type]
    source = grid.source
    assert source is not None
    row = next(n for n in range(len(source)) if source.row(n).subject == subject)
    grid.go(row, 1)


async def test_an_action_is_added_where_actions_stand(tmp_path: Path) -> None:
    root = sample(tmp_path)
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "6", "tab", "a")
        assert isinstance(main_of(app).mode, Picking)
        assert "An action of which indicator?" in panel(app, "detail")
        assert "> IK 1 " in panel(app, "detail"), "the row's indicator comes first"
        await settle(pilot, "enter")
        form = page_of(app).mode
        assert isinstance(form, Form) and "new: Action" in part(app, "detail")
        await press(pilot, "down", "down")
        await type_text(pilot, "Menata arsip")
        await press(pilot, "f2", "q")
        assert "Menata arsip" in main_of(app).grid.text
        await press(pilot, "u")
        assert "Menata arsip" not in main_of(app).grid.text
    assert problems(root) == []
    assert "Menata arsip" not in (root / IP_ASN).read_text("utf-8")


async def test_another_indicator_is_chosen_for_the_action(tmp_path: Path) -> None:
    root = sample(tmp_path)
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "6", "tab", "a")
        await type_text(pilot, "merit")
        await settle(pilot, "enter")
        assert page_of(app).register.file.endswith("indicators/merit.toml")
        await press(pilot, "escape", "q")
        assert main_of(app).place == 5


async def test_recommendations_are_still_added_where_they_stand(tmp_path: Path) -> None:
    app = workspace(desk_of(sample(tmp_path)))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "6", "a")
        assert isinstance(main_of(app).mode, Adding)
        assert "Add: recommendations" in panel(app, "detail")


async def test_a_revision_of_the_ceiling_is_added_to_the_row(tmp_path: Path) -> None:
    root = senja(tmp_path)
    app = workspace(desk_of(root, "dinas-air", 2022))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "3", "tab")
        put_on(app, "activity.meter")
        await settle(pilot, "a")
        assert page_of(app).register.file == METERS
        assert "new: Revision of the ceiling" in part(app, "detail")
        assert "empty: revision-1" in part(app, "detail")
        await press(pilot, "down")
        await type_text(pilot, "Rp1.200.000.000")
        await press(pilot, "down")
        await type_text(pilot, "1-8-2022")
        await press(pilot, "f2", "q")
        assert "1 Aug 2022" in main_of(app).grid.text
    text = (root / METERS).read_text("utf-8")
    assert "[revision.revision-1]\nceiling = 1_200_000_000\n\ndate = 2022-08-01\n" in text


async def test_the_next_revision_has_the_next_number(tmp_path: Path) -> None:
    root = senja(tmp_path)
    with (root / METERS).open("a", encoding="utf-8") as file:
        file.write("\n[revision.revision-1]\nceiling = 1\ndate = 2022-08-01\n")
    app = workspace(desk_of(root, "dinas-air", 2022))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "3", "tab")
        put_on(app, "activity.meter")
        await settle(pilot, "a")
        assert "empty: revision-2" in part(app, "detail")
        await press(pilot, "down", "down")
        assert "[revision-2]" in part(app, "detail") and "!" not in part(app, "detail")


async def test_an_activity_is_linked_to_a_goal(tmp_path: Path) -> None:
    root = senja(tmp_path)
    app = workspace(desk_of(root, "dinas-air", 2022))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "3", "tab", "tab")
        put_on(app, "activity.jaringan")
        await press(pilot, "a")
        asked = panel(app, "detail")
        assert "Which goal does this activity serve?" in asked
        assert "SS 4" in asked and "SS 1" not in asked, "it serves SS 1 already"
        await press(pilot, "down")
        await settle(pilot, "enter")
        assert "new: Share of a goal" in part(app, "detail")
        await type_text(pilot, "10")
        await press(pilot, "f2", "q")
        assert "no activity is linked to it" not in main_of(app).grid.text
        await press(pilot, "u")
        assert "no activity is linked to it" in main_of(app).grid.text
        await press(pilot, "U")
        assert "no activity is linked to it" not in main_of(app).grid.text
    assert f"[share.{ISLANDS}]\npercent = 10\n" in (root / PIPES).read_text("utf-8")


async def test_a_goal_is_linked_to_an_activity(tmp_path: Path) -> None:
    root = senja(tmp_path)
    app = workspace(desk_of(root, "dinas-air", 2022))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "3", "tab", "tab")
        put_on(app, ISLANDS)
        await press(pilot, "a")
        assert "Which activity serves SS 4?" in panel(app, "detail")
        await type_text(pilot, "kantor")
        await settle(pilot, "enter")
        await type_text(pilot, "25")
        await press(pilot, "f2", "q")
    assert f"[share.{ISLANDS}]\npercent = 25\n" in (root / OFFICE).read_text("utf-8")


async def test_what_is_linked_to_everything_says_so(tmp_path: Path) -> None:
    root = senja(tmp_path)
    with (root / PIPES).open("a", encoding="utf-8") as file:
        for goal in ("tata-kelola", ISLANDS):
            file.write(f"\n[share.{goal}]\npercent = 5\n")
    app = workspace(desk_of(root, "dinas-air", 2022))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "3", "tab", "tab")
        put_on(app, "activity.jaringan")
        await press(pilot, "a")
        assert "serves every goal already" in panel(app, "foot")
        put_on(app, "")
        await press(pilot, "a")
        assert "On a goal or an activity" in panel(app, "foot")


async def test_a_support_of_an_indicator_is_linked_on_the_page_of_the_activity(
    tmp_path: Path,
) -> None:
    root = senja(tmp_path)
    app = workspace(desk_of(root, "dinas-air", 2022))
    async with app.run_test(size=SIZE) as pilot:
        await open_page(pilot, METERS)
        await press(pilot, "a")
        await pick(pilot, "one more: support")
        await press(pilot, "f3")
        assert "IK 1" in part(app, "detail") and "IK 5" not in part(app, "detail")
        await press(pilot, "enter")
        await type_text(pilot, "supports")
        await press(pilot, "f2")
        assert page_of(app).mode is None
    assert '[support.cakupan]\neffect = "supports"\n' in (root / METERS).read_text("utf-8")


async def test_without_activities_the_form_of_one_comes_first(tmp_path: Path) -> None:
    root = senja(tmp_path)
    for each in (root / "dinas-air/2022/activities").iterdir():
        each.unlink()
    app = workspace(desk_of(root, "dinas-air", 2022))
    async with app.run_test(size=SIZE) as pilot:
        for tabs in (1, 2):
            await press(pilot, "3", *["tab"] * tabs, "a")
            assert isinstance(main_of(app).mode, Adding) and "Add: an activity" in shown(app)
            await press(pilot, "escape")
