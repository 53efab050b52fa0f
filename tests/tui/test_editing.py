"""Editing in place: what is seen while typing, what is saved, what comes back."""

from __future__ import annotations

from pathlib import Path

import pytest

from kinerja_tui.store.splicing.edit import Edit, Saved
from kinerja_tui.tui.desk import Desk
from kinerja_tui.tui.lines import differs_to
from kinerja_tui.tui.modes.editing import Editing
from kinerja_tui.tui.modes.leaving import Leaving
from kinerja_tui.tui.modes.state import StateChoice
from kinerja_tui.tui.widgets.panel import Painted
from tests.tui.desks import (
    IP_ASN,
    Memory,
    desk_of,
    main_of,
    memory_desk,
    panel,
    press,
    row_of,
    sample,
    senja,
    thousand,
    type_text,
    workspace,
)

SIZE = (80, 24)


async def test_the_result_changes_with_every_key_before_anything_is_written(tmp_path: Path) -> None:
    root = sample(tmp_path)
    before = (root / IP_ASN).read_bytes()
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "down", "e")
        await type_text(pilot, "4")
        assert "6.56%" in row_of(app, "IK 1") and "missed" in row_of(app, "IK 1")
        await type_text(pilot, "5,5")
        assert "74.59%" in row_of(app, "IK 1")
        assert "95.36%" in row_of(app, "SS 1")
        assert "97.88%" in panel(app, "top")
        assert "45,5" in row_of(app, "IK 1")
        assert "45.5 : 61 × 100 = 74.59%" in " ".join(panel(app, "detail").split())
        await press(pilot, "escape")
        assert "100.56%" in row_of(app, "IK 1") and "101.86%" in row_of(app, "SS 1")
    assert (root / IP_ASN).read_bytes() == before


async def test_a_save_repaints_the_row_its_goal_and_the_lines_around(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = desk_of(sample(tmp_path))
    app = workspace(desk)
    drawn: list[tuple[str | None, int]] = []

    def repaint(self: Painted, y: int, old: object, new: object) -> None:
        if differs_to(old, new):  # type: ignore[arg-type]
            drawn.append((self.id, y))

    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "down", "e")
        monkeypatch.setattr(Painted, "repaint", repaint)
        monkeypatch.setattr(desk.shelf, "load", lambda *_: pytest.fail("the records are read"))
        await type_text(pilot, "6")
        assert {y for id_, y in drawn if id_ == "grid"} == {1, 2}
        drawn.clear()
        await press(pilot, "enter")
        assert {y for id_, y in drawn if id_ == "grid"} <= {1, 2}
        assert {y for id_, y in drawn if id_ == "top"} == set()
        assert {id_ for id_, _ in drawn} <= {"grid", "foot", "detail"}
        assert "Saved: IK 1" in panel(app, "foot")


async def test_a_refused_text_stays_with_its_reason_under_it(tmp_path: Path) -> None:
    root = sample(tmp_path)
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "down", "e")
        await type_text(pilot, "1,234")
        rows = main_of(app).grid.text.splitlines()
        at = next(index for index, row in enumerate(rows) if "1,234" in row)
        assert "1.234 or 1234?" in rows[at + 1]
        await press(pilot, "enter")
        assert isinstance(main_of(app).mode, Editing)
        assert "1,234" in row_of(app, "IK 1")
        await press(pilot, "backspace", "enter")
        assert "value = 1.23\n" in (root / IP_ASN).read_text(encoding="utf-8")


async def test_nobody_complains_about_a_comma_before_its_decimals(tmp_path: Path) -> None:
    root = sample(tmp_path)
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "down", "e")
        await type_text(pilot, "45")
        result = row_of(app, "IK 1").partition("45")[2]
        await type_text(pilot, ",")
        assert row_of(app, "IK 1").partition("45,")[2].split() == result.split()
        assert "!" not in main_of(app).grid.text
        await press(pilot, "enter")
        assert isinstance(main_of(app).mode, Editing) and "! " in main_of(app).grid.text
        await type_text(pilot, "5")
        assert "74.59%" in row_of(app, "IK 1") and "! " not in main_of(app).grid.text
        await press(pilot, "enter")
        assert "value = 45.5\n" in (root / IP_ASN).read_text(encoding="utf-8")


async def test_the_reason_is_seen_in_the_last_row_too(tmp_path: Path) -> None:
    app = workspace(desk_of(senja(tmp_path), "dinas-air", 2022))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "G", "up", "up", "up", "e")
        await type_text(pilot, "1,234")
        assert "1.234 or 1234?" in main_of(app).grid.text


async def test_tab_saves_and_goes_on_to_the_next_that_can_be_edited(tmp_path: Path) -> None:
    root = sample(tmp_path)
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "G", "up", "up", "e")
        await type_text(pilot, "80")
        await press(pilot, "tab")
        assert main_of(app).grid.subject == "skm.value"
        assert isinstance(main_of(app).mode, Editing)
        await press(pilot, "tab")
        assert main_of(app).mode is None
    assert "value = 80" in (root / "biro-osdm/2022/indicators/sakip.toml").read_text("utf-8")


async def test_undo_and_redo_from_the_keyboard(tmp_path: Path) -> None:
    root = sample(tmp_path)
    before = (root / IP_ASN).read_bytes()
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "down", "e")
        await type_text(pilot, "62,5")
        await press(pilot, "enter", "u")
        assert (root / IP_ASN).read_bytes() == before
        assert "100.56%" in row_of(app, "IK 1")
        assert "Undone: realisation of IK 1 2022." in panel(app, "foot")
        await press(pilot, "U")
        assert "102.46%" in row_of(app, "IK 1")
        await press(pilot, "U")
        assert "nothing to redo" in panel(app, "foot")
        await press(pilot, "u", "u")
        assert "nothing to undo" in panel(app, "foot")
    assert (root / IP_ASN).read_bytes() == before


async def test_no_number_asks_for_the_state_and_its_reason(tmp_path: Path) -> None:
    root = sample(tmp_path)
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "down", "e")
        await type_text(pilot, "-")
        assert "choose a state" in main_of(app).grid.text
        await press(pilot, "enter", "4")
        assert isinstance(main_of(app).mode, StateChoice)
        assert "unavailable" in row_of(app, "IK 1")
        await press(pilot, "enter", "enter")
        assert "needs a reason" in panel(app, "detail")
        await type_text(pilot, "no survey")
        await press(pilot, "enter")
        assert main_of(app).mode is None
        assert "not available yet: no survey" in panel(app, "detail")
    text = (root / IP_ASN).read_text(encoding="utf-8")
    assert 'state = "unavailable"' in text and 'reason = "no survey"' in text
    assert "value = 61.34" in text


async def test_a_state_can_be_left_as_it_was(tmp_path: Path) -> None:
    root = sample(tmp_path)
    before = (root / IP_ASN).read_bytes()
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "down", "s", "right", "down", "enter", "escape", "escape")
        assert main_of(app).mode is None
        assert "achieved" in row_of(app, "IK 1")
        await press(pilot, "s", "enter")
        assert main_of(app).mode is None
    assert (root / IP_ASN).read_bytes() == before


async def test_targets_and_goals_say_why_they_are_not_edited(tmp_path: Path) -> None:
    app = workspace(desk_of(sample(tmp_path)))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "e")
        assert "computed from its indicators" in panel(app, "foot")
        await press(pilot, "down", "right", "e")
        assert "new revision" in panel(app, "foot")
        assert main_of(app).mode is None
        await press(pilot, "down")
        assert "revision" not in panel(app, "foot")


async def test_a_closed_year_and_a_borrowed_indicator_say_so_first(tmp_path: Path) -> None:
    root = senja(tmp_path)
    app = workspace(desk_of(root, "dinas-air", 2021))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "down", "e")
        assert "The year 2021 is closed" in panel(app, "foot")
        await press(pilot, "right_square_bracket", "G", "e")
        assert "measured by another unit" in panel(app, "foot")
        assert main_of(app).mode is None


async def test_a_failure_that_nobody_foresaw_is_a_sentence_and_keeps_the_text() -> None:
    desk = memory_desk(thousand(many=3), OSError("the disk has gone"))
    app = workspace(desk)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "down", "e")
        await type_text(pilot, "70")
        await press(pilot, "enter")
        assert "That did not work: OSError: the disk has gone" in panel(app, "foot")
        assert isinstance(main_of(app).mode, Editing)
        assert "70" in row_of(app, "IK 1")


async def test_keys_typed_during_a_save_are_not_lost() -> None:
    library = thousand(many=3)
    app = workspace(memory_desk(library))
    async with app.run_test(size=SIZE) as pilot:
        main = main_of(app)
        shelf = main.desk.shelf
        assert isinstance(shelf, Memory)
        shelf.outcome = Saved("f", Edit("f", ()), True, "")
        await press(pilot, "down", "e")
        await type_text(pilot, "70")
        # The save begins, and before it has ended the next keys are there.
        assert main.mode is not None
        main.mode.key("enter", "")
        for key in ("down", "e", "8"):
            assert main.mode is not None
            main.mode.key(key, key if len(key) == 1 else "")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert " 70 " in row_of(app, "IK 1")
        assert isinstance(main.mode, Editing)
        assert "8" in row_of(app, "IK 2") and "13.11%" in row_of(app, "IK 2")


@pytest.mark.parametrize("key", ["ctrl+q", "ctrl+c"])
async def test_leaving_asks_only_when_something_would_be_lost(key: str, tmp_path: Path) -> None:
    app = workspace(desk_of(sample(tmp_path)))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "down", "e")
        await type_text(pilot, "7")
        await press(pilot, key)
        assert isinstance(main_of(app).mode, Leaving)
        assert "not saved" in panel(app, "detail")
        await press(pilot, "x")
        assert isinstance(main_of(app).mode, Editing)
        await press(pilot, key, "q")
    assert app.return_code == 0


async def test_pasted_text_is_typed(tmp_path: Path) -> None:
    from textual.events import Paste

    desk: Desk = desk_of(sample(tmp_path))
    app = workspace(desk)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "down", "e")
        app.post_message(Paste("66,1\r\n"))
        await pilot.pause()
        assert "66,1" in row_of(app, "IK 1") and "108.36%" in row_of(app, "IK 1")


async def test_a_question_is_seen_on_a_screen_without_room_for_the_detail(tmp_path: Path) -> None:
    app = workspace(desk_of(sample(tmp_path)))
    async with app.run_test(size=(80, 12)) as pilot:
        detail = main_of(app).query_one("#detail")
        assert detail.size.height == 1
        await press(pilot, "down", "s")
        assert detail.size.height == 6
        assert "100.56%" in row_of(app, "IK 1")
        await press(pilot, "escape")
        assert detail.size.height == 1


async def test_a_state_says_what_it_writes_beside_itself(tmp_path: Path) -> None:
    root = sample(tmp_path)
    app = workspace(desk_of(root))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "down", "down", "s", "1")
        assert "Also written: " in panel(app, "detail")
        assert "2022, the old reason goes" in panel(app, "detail")
        await press(pilot, "enter")
        text = (root / "biro-osdm/2022/indicators/merit.toml").read_text("utf-8")
        assert 'state = "final"' in text and 'reason = ""' in text and "data_year = 2022" in text
        await press(pilot, "down", "s", "3", "enter")
        await type_text(pilot, "Sama")
        assert "Also written: " in panel(app, "detail") and "2021" in panel(app, "detail")
