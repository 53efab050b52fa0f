"""A conflict on the screen: three values side by side, and no answer loses one of them."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from textual.pilot import Pilot

from kinerja_tui.report.width import wide
from kinerja_tui.store.splicing.edit import Author, Conflict
from kinerja_tui.store.state.journal import read_journal
from kinerja_tui.tui.lines import plain, width_of
from kinerja_tui.tui.modes.conflict import Choosing
from kinerja_tui.tui.modes.editing import Editing
from kinerja_tui.tui.modes.state import StateChoice
from kinerja_tui.tui.screens.main import MainScreen
from kinerja_tui.tui.workspace import Workspace
from tests.tui.desks import (
    IP_ASN,
    desk_of,
    main_of,
    panel,
    press,
    row_of,
    sample,
    type_text,
    workspace,
)
from tests.tui.together import colleague, editor, kept, opened, until

SIZE = (80, 24)
MERIT = "biro-osdm/2022/indicators/merit.toml"
REASON = "realisation.reason"
LONG = "Siti menulis sebab yang panjang sekali supaya tidak muat dalam satu baris isian."


def text(root: Path, file: str = IP_ASN) -> str:
    return (root / file).read_text("utf-8")


async def meet(app: Workspace, pilot: Pilot[int], root: Path) -> None:
    """Somebody types 70, a colleague has saved 65."""
    await press(pilot, "down", "e")
    await type_text(pilot, "70")
    colleague(root, "65")
    await press(pilot, "enter")
    assert isinstance(main_of(app).mode, Choosing)


async def test_the_three_values_stand_side_by_side_with_who_and_when(tmp_path: Path) -> None:
    root = sample(tmp_path)
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        await meet(app, pilot, root)
        title, labels, values = panel(app, "detail").splitlines()[1:4]
        assert "IK 1, realisation: changed meanwhile by siti (" in title
        assert labels.split() == ["before", "theirs", "mine"]
        assert values.split() == ["61.34", "65", "70"]
        assert [labels.index(label) for label in ("before", "theirs", "mine")] == [
            values.index(value) for value in ("61.34", "65", "70")
        ]
        assert "70" in row_of(app, "IK 1") and "106.56%" in row_of(app, "IK 1")
        assert "t keep theirs" in panel(app, "foot") and "Esc back" in panel(app, "foot")


@pytest.mark.parametrize(
    ("answer", "stands", "choice", "lost"),
    [("t", "65", "theirs", "70"), ("m", "70", "mine", "65")],
)
async def test_the_value_that_loses_is_in_the_journal(
    answer: str, stands: str, choice: str, lost: str, tmp_path: Path
) -> None:
    root = sample(tmp_path)
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        await meet(app, pilot, root)
        await press(pilot, answer)
        assert main_of(app).mode is None and main_of(app).grid.field is None
        assert f"value = {stands}\n" in text(root)
        assert f" {stands} " in row_of(app, "IK 1")
        (found,) = read_journal(root).lost
        assert (found.choice, found.seen, found.found, found.mine) == (choice, "61.34", "65", "70")
        assert lost in (found.found, found.mine)


@pytest.mark.parametrize("key", ["escape", "enter"])
async def test_going_back_writes_nothing_and_asks_again(key: str, tmp_path: Path) -> None:
    root = sample(tmp_path)
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        await meet(app, pilot, root)
        await press(pilot, "x", key)
        assert isinstance(main_of(app).mode, Editing)
        assert "70" in row_of(app, "IK 1")
        assert "realisation: 65. Enter asks." in main_of(app).grid.text
        await press(pilot, "enter")
        assert isinstance(main_of(app).mode, Choosing)
        assert "value = 65\n" in text(root)


async def test_editing_both_shows_theirs_beside_mine_and_saves_over_it(tmp_path: Path) -> None:
    root = sample(tmp_path)
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        await meet(app, pilot, root)
        await press(pilot, "e")
        assert "70" in row_of(app, "IK 1")
        assert "theirs: 65 (siti, " in main_of(app).grid.text
        assert "before: 61.34" in main_of(app).grid.text
        await press(pilot, "backspace", "5", "enter")
        assert "value = 75\n" in text(root)
        (found,) = read_journal(root).lost
        assert (found.choice, found.found, found.mine) == ("mine", "65", "75")
        await press(pilot, "u")
        assert "value = 65\n" in text(root)


async def test_taking_over_their_value_is_no_conflict_any_more(tmp_path: Path) -> None:
    root = sample(tmp_path)
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        await meet(app, pilot, root)
        await press(pilot, "e", "backspace", "backspace", "6", "5", "enter")
        assert main_of(app).mode is None and " 65 " in row_of(app, "IK 1")
        assert read_journal(root).lost == ()


async def test_mine_can_wait_as_a_draft(tmp_path: Path) -> None:
    root = sample(tmp_path)
    async with opened(root) as (app, pilot):
        await meet(app, pilot, root)
        await press(pilot, "d")
        assert "Yours is kept as a draft (D)." in panel(app, "foot")
        assert "value = 65\n" in text(root) and " 65 " in row_of(app, "IK 1")
        await until(pilot, lambda: "a draft (D)" in panel(app, "top"))
        assert [(each.text, each.kept) for each in kept(root)] == [("70", True)]
        (found,) = read_journal(root).lost
        assert found.choice == "draft"
        await press(pilot, "D", "enter")
        assert "70" in row_of(app, "IK 1")
        assert "(siti, " in main_of(app).grid.text
        await press(pilot, "enter", "m")
        assert "value = 70\n" in text(root)
        assert kept(root) == []


async def test_a_draft_that_cannot_be_kept_leaves_the_question(tmp_path: Path) -> None:
    root = sample(tmp_path)
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        await meet(app, pilot, root)
        await press(pilot, "d")
        assert isinstance(main_of(app).mode, Choosing)
        assert "could not be written" in panel(app, "foot")
        assert read_journal(root).lost == ()


async def test_another_program_has_no_name(tmp_path: Path) -> None:
    root = sample(tmp_path)
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "down", "e")
        await type_text(pilot, "70")
        editor(root, "value = 61.34", "value = 66")
        await press(pilot, "enter")
        assert "changed meanwhile with another program (" in panel(app, "detail")


async def long_texts(app: Workspace, pilot: Pilot[int], root: Path) -> None:
    """Both have written a reason."""
    await press(pilot, "down", "down", "s", "enter")
    await type_text(pilot, "Mine is short")
    colleague(root, f'"{LONG}"', MERIT, REASON)
    await press(pilot, "enter")
    assert isinstance(main_of(app).mode, Choosing)


async def test_long_texts_are_readable_in_three_columns(tmp_path: Path) -> None:
    root = sample(tmp_path)
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        await long_texts(app, pilot, root)
        rows = panel(app, "detail").splitlines()[3:-1]
        theirs = " ".join(row[27:51].strip() for row in rows).split()
        assert theirs == LONG.split()
        assert all(wide(row) <= 80 for row in rows)
        assert " IK 2 " in main_of(app).grid.text
        await press(pilot, "t")
        assert len(panel(app, "detail").splitlines()) == 6


async def test_long_texts_are_put_together_in_the_editor(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = sample(tmp_path)
    script = tmp_path / "editor.py"
    script.write_text(
        "import pathlib, sys\n"
        "path = pathlib.Path(sys.argv[-1])\n"
        "text = path.read_text('utf-8')\n"
        "assert 'Mine is short' in text and 'theirs: siti' in text and 'Siti menulis' in text\n"
        "path.write_text('Both.\\nTwo lines.\\n' + text.partition('short')[2], 'utf-8')\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("VISUAL", f"{sys.executable} {script}")
    monkeypatch.setattr(MainScreen, "run_outside", lambda _, call: [call()] != [])
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        await long_texts(app, pilot, root)
        await press(pilot, "e")
        assert isinstance(main_of(app).mode, StateChoice)
        assert "Reason: Both.↵Two lines." in panel(app, "detail")
        assert LONG in text(root, MERIT)
        await press(pilot, "enter")
    assert "Both.\nTwo lines." in text(root, MERIT)
    (found,) = read_journal(root).lost
    assert found.choice == "mine" and found.found == f'"{LONG}"'


async def test_a_choice_of_state_comes_back_as_it_was_chosen(tmp_path: Path) -> None:
    root = sample(tmp_path)
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "down", "s", "4", "enter")
        await type_text(pilot, "late")
        colleague(root, '"provisional"', key="realisation.state")
        await press(pilot, "enter")
        assert "state of the figure" in panel(app, "detail")
        assert "provisional" in panel(app, "detail")
        await press(pilot, "escape")
        assert isinstance(main_of(app).mode, StateChoice)
        assert "Reason: late" in panel(app, "detail")
        await press(pilot, "enter", "m")
    assert 'state = "unavailable"' in text(root) and 'reason = "late"' in text(root)


@pytest.mark.parametrize("size", [(80, 12), (60, 16), (40, 10), (130, 40)])
async def test_it_can_be_answered_on_every_screen(size: tuple[int, int], tmp_path: Path) -> None:
    root = sample(tmp_path)
    app = workspace(desk_of(root))
    async with app.run_test(size=size) as pilot:
        await meet(app, pilot, root)
        name = "beside" if main_of(app).has_class("-beside") else "detail"
        assert "65" in panel(app, name) and "70" in panel(app, name)
        assert size[1] < 12 or main_of(app).grid.size.height >= 2
        if size[0] > 60:
            assert "by siti (" in panel(app, name).replace("\n", "").replace("│", "")
        await press(pilot, "t")
        assert "value = 65\n" in text(root)


async def test_very_long_texts_are_read_on_with_the_arrows(tmp_path: Path) -> None:
    app = workspace(desk_of(sample(tmp_path)))
    async with app.run_test(size=SIZE) as pilot:
        main = main_of(app)
        words = " ".join(f"kata{number}" for number in range(90))
        found = Conflict(IP_ASN, REASON, '"a"', f'"{words}"', '"c"', Author("siti", "x"))
        left: list[str] = []
        mode = Choosing(main, "IK 1", found, {"t": ("keep theirs", left.clear)}, left.clear)
        main.enter(mode)
        await press(pilot, "down")
        assert "↓" in panel(app, "detail") and "kata0 " not in panel(app, "detail")
        assert "read on" in panel(app, "foot")
        await press(pilot, *["down"] * 60)
        assert "kata89" in panel(app, "detail") and "↓" not in panel(app, "detail")
        for width in (20, 34, 60, 200):
            assert max(map(width_of, mode.lines(width))) <= width
        assert "kata" in plain(mode.lines(34))
