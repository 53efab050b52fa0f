"""Several rows changed in one action: marked ones, and a column pasted from a spreadsheet."""

from __future__ import annotations

from pathlib import Path
from threading import Event

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual.pilot import Pilot

from kinerja_tui.store.state.journal import read_journal
from kinerja_tui.tui.modes.editing import Editing
from kinerja_tui.tui.modes.for_all import StateForAll, ValueForAll
from kinerja_tui.tui.modes.leaving import Leaving
from kinerja_tui.tui.modes.pasting import Pasting
from kinerja_tui.tui.several import lines_of
from tests.tui.desks import (
    IP_ASN,
    desk_of,
    main_of,
    memory_desk,
    panel,
    press,
    row_of,
    sample,
    thousand,
    type_text,
    workspace,
)

SIZE = (80, 24)
FOLDER = "biro-osdm/2022/indicators"


async def paste(pilot: Pilot[int], text: str) -> None:
    """Paste as a terminal does."""
    pilot.app.screen.post_message(events.Paste(text))
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def texts(root: Path) -> dict[str, str]:
    return {path.stem: path.read_text("utf-8") for path in sorted((root / FOLDER).iterdir())}


def changed(before: dict[str, str], root: Path) -> set[str]:
    after = texts(root)
    return {name for name in before if before[name] != after[name]}


@given(st.lists(st.text("0123456789,. ", max_size=5), min_size=1, max_size=6), st.booleans())
def test_the_lines_of_a_column_are_the_cells_that_were_copied(
    cells: list[str], ended: bool
) -> None:
    for end in ("\n", "\r\n", "\r"):
        text = end.join(cells) + (end if ended else "")
        expected = cells if ended or len(cells) == 1 or cells[-1] else cells[:-1]
        assert lines_of(text) == tuple(expected)


async def test_marks_are_seen_counted_and_let_go(tmp_path: Path) -> None:
    app = workspace(desk_of(sample(tmp_path)))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "v")
        assert "Only indicators are marked." in panel(app, "foot")
        await press(pilot, "down", "v", "v")
        assert "2 rows marked" in panel(app, "top")
        assert row_of(app, "IK 1").startswith(" * IK 1")
        assert main_of(app).grid.row == 3
        await press(pilot, "up", "v")
        assert "1 row marked" in panel(app, "top")
        await press(pilot, "V")
        assert "6 rows marked" in panel(app, "top")
        await press(pilot, "V")
        assert "marked" not in panel(app, "top") and "*" not in row_of(app, "IK 1")
        await press(pilot, "V", "escape")
        assert "marked" not in panel(app, "top")
        await press(pilot, "V", "slash", "s", "p", "b", "enter", "e")
        mode = main_of(app).mode
        # What is not in sight is not changed.
        assert isinstance(mode, ValueForAll) and len(mode.aims) == 1


async def test_a_value_goes_to_all_marked_rows_in_one_action(tmp_path: Path) -> None:
    root = sample(tmp_path)
    before = texts(root)
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "down", "v", "v", "v", "e")
        assert "Value for 3 rows:" in panel(app, "detail")
        await type_text(pilot, "1,234")
        assert "1.234 or 1234?" in panel(app, "detail") and "3 refused" in panel(app, "detail")
        await press(pilot, "enter")
        assert "3 lines are refused; nothing is saved." in panel(app, "foot")
        assert not changed(before, root)
        await press(pilot, "backspace", "backspace", "backspace", "backspace", "7", "0")
        assert "61.34 → 170   278.69%" in panel(app, "detail")
        assert "278.69%" in row_of(app, "IK 1")
        await press(pilot, "enter")
        assert "Saved: 3 realisations. u undoes them." in panel(app, "foot")
        assert changed(before, root) == {"ip-asn", "merit", "kelembagaan"}
        assert "marked" not in panel(app, "top") and main_of(app).mode is None
        assert len(read_journal(root).entries) == 1
        await press(pilot, "u")
        assert "Undone: changes in 3 files." in panel(app, "foot")
        assert "100.56%" in row_of(app, "IK 1")
    assert not changed(before, root)


async def test_a_state_with_its_reason_goes_to_all_marked_rows(tmp_path: Path) -> None:
    root = sample(tmp_path)
    before = texts(root)
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "down", "v", "v", "s")
        assert isinstance(main_of(app).mode, StateForAll)
        assert "State of 2 rows:" in panel(app, "detail") and "1-5 choose" in panel(app, "foot")
        await press(pilot, "4")
        assert all("unavailable" in row_of(app, code) for code in ("IK 1", "IK 2"))
        await press(pilot, "enter", "enter")
        assert "needs a reason" in panel(app, "detail")
        assert not changed(before, root)
        await type_text(pilot, "no survey")
        await press(pilot, "enter")
        assert "Saved: 2 realisations." in panel(app, "foot")
    for name in ("ip-asn", "merit"):
        assert 'state = "unavailable"' in texts(root)[name]
        assert 'reason = "no survey"' in texts(root)[name]
    assert changed(before, root) == {"ip-asn", "merit"}


async def test_a_column_is_offered_before_anything_is_written(tmp_path: Path) -> None:
    root = sample(tmp_path)
    before = texts(root)
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        main_of(app).grid.go(1, 3)
        await paste(pilot, "62,5\r\n\r\n1,234\r\nabc\r\n")
        detail = panel(app, "detail")
        assert "4 lines pasted, 6 rows from here on." in detail
        assert "1 row changes, 1 stays, 2 refused" in detail
        assert "IK 1  61.34 → 62.5   102.46%" in detail and "IK 2  stays as it is" in detail
        assert "! IK 3  1,234: Is that 1.234 or 1234?" in detail or "1.234 or 1234?" in detail
        assert "! IK 4  abc:" in detail
        assert "102.46%" in row_of(app, "IK 1")
        await press(pilot, "enter")
        assert "2 lines are refused; nothing is saved." in panel(app, "foot")
        await press(pilot, "escape")
        assert "100.56%" in row_of(app, "IK 1") and main_of(app).mode is None
        assert not changed(before, root)
        await paste(pilot, "62,5\r340\r70")
        await press(pilot, "enter")
        assert "Saved: 3 realisations." in panel(app, "foot")
        (entry,) = read_journal(root).entries
        assert entry.doing == "paste" and len(entry.files) == 3
        await press(pilot, "u")
    assert not changed(before, root)


async def test_more_lines_than_rows_are_refused_whole(tmp_path: Path) -> None:
    root = sample(tmp_path)
    before = texts(root)
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        main_of(app).grid.go(7, 3)
        await paste(pilot, "90\n91\n92\n")
        assert "3 lines pasted, 1 row from here on." in panel(app, "detail")
        assert "there is no row for this line: 91" in panel(app, "detail")
        await press(pilot, "enter")
        assert "2 lines are refused" in panel(app, "foot")
    assert not changed(before, root)


async def test_goals_take_a_line_when_that_is_asked_for(tmp_path: Path) -> None:
    root = sample(tmp_path)
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        main_of(app).grid.go(0, 3)
        await paste(pilot, "\n62,5\n")
        assert "2 lines pasted, 6 rows" in panel(app, "detail")
        assert "IK 2  336.5 → 62.5" in panel(app, "detail")
        await press(pilot, "g")
        assert "2 lines pasted, 8 rows" in panel(app, "detail")
        assert "IK 1  61.34 → 62.5" in panel(app, "detail")
        await press(pilot, "enter")
    assert "value = 62.5\n" in (root / IP_ASN).read_text("utf-8")


async def test_a_column_is_taken_while_a_value_is_typed_and_esc_goes_back_to_it(
    tmp_path: Path,
) -> None:
    root = sample(tmp_path)
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "down", "e")
        await type_text(pilot, "55")
        await paste(pilot, "62,5\n")
        assert "5562,5" in row_of(app, "IK 1")
        await paste(pilot, "62,5\n340")
        assert isinstance(main_of(app).mode, Pasting)
        await press(pilot, "ctrl+q")
        assert isinstance(main_of(app).mode, Leaving)
        assert "It is kept" not in panel(app, "detail")
        await press(pilot, "n", "escape")
        assert isinstance(main_of(app).mode, Editing) and "5562,5" in row_of(app, "IK 1")
        await paste(pilot, "62,5\n340")
        await press(pilot, "enter")
        assert main_of(app).mode is None and "62.5" in row_of(app, "IK 1")


async def test_a_column_elsewhere_is_not_taken(tmp_path: Path) -> None:
    root = sample(tmp_path)
    before = texts(root)
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        await paste(pilot, "q\nq\nq\n")
        assert (
            "A column is pasted on the realisations" in panel(app, "foot")
            and main_of(app).mode is None
        )
        await press(pilot, "2")
        await paste(pilot, "1\n2")
        assert "A column is pasted on the realisations" in panel(app, "foot")
        await press(pilot, "1", "down", "v", "down", "v")
        await paste(pilot, "62,5\n70\n")
        assert "2 lines pasted, 2 rows" in panel(app, "detail")
        assert "IK 1  61.34 → 62.5" in panel(app, "detail")
        assert "IK 3  83.32" in panel(app, "detail")
    assert not changed(before, root)


async def test_what_somebody_else_wrote_meanwhile_is_shown_before_it_is_written_over(
    tmp_path: Path,
) -> None:
    root = sample(tmp_path)
    before = texts(root)
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "down", "v", "v", "e")
        await type_text(pilot, "65")
        path = root / IP_ASN
        path.write_text(path.read_text("utf-8").replace("61.34", "63.5"), "utf-8")
        await press(pilot, "enter")
        assert "changed meanwhile" in panel(app, "foot") or "meanwhile" in panel(app, "foot")
        assert changed(before, root) == {"ip-asn"}
        assert "theirs: 63.5" in panel(app, "detail")
        await press(pilot, "enter")
        assert "Saved: 2 realisations." in panel(app, "foot")
        (lost,) = read_journal(root).lost
        assert lost.choice == "mine" and "63.5" in str(lost)
    assert "value = 65\n" in path.read_text("utf-8")


async def test_a_closed_year_takes_nothing(tmp_path: Path) -> None:
    root = sample(tmp_path)
    year = root / "biro-osdm/2022/year.toml"
    year.write_text(year.read_text("utf-8").replace("closed = false", "closed = true"), "utf-8")
    before = texts(root)
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        main_of(app).grid.go(1, 3)
        await paste(pilot, "62\n63")
        assert "is closed" in panel(app, "detail") and "2 refused" in panel(app, "detail")
        await press(pilot, "enter")
    assert not changed(before, root)


async def test_what_could_not_be_saved_stays_on_the_screen() -> None:
    app = workspace(memory_desk(thousand(many=30)))
    async with app.run_test(size=SIZE) as pilot:
        main_of(app).grid.go(2, 3)
        await paste(pilot, "\n".join(str(number) for number in range(25)))
        assert "25 lines pasted" in panel(app, "detail")
        assert "more lines, ↓ reads on" in panel(app, "detail")
        first = panel(app, "detail")
        await press(pilot, "down", "down")
        assert panel(app, "detail") != first
        await press(pilot, "enter")
        assert "That did not work" in panel(app, "foot")
        assert isinstance(main_of(app).mode, Pasting)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 12), (60, 15)])
async def test_the_preview_stands_in_every_size(size: tuple[int, int], tmp_path: Path) -> None:
    app = workspace(desk_of(sample(tmp_path)))
    async with app.run_test(size=size) as pilot:
        main_of(app).grid.go(1, 3)
        await paste(pilot, "62,5\n1,234\n70\n")
        name = "beside" if size[0] >= 110 else "detail"
        text = panel(app, name)
        assert "3 lines pasted" in text
        assert all(len(row) <= size[0] for row in text.splitlines())
        assert main_of(app).grid.size.height >= 2


async def test_what_is_pasted_while_the_program_works_is_pasted_afterwards(
    tmp_path: Path,
) -> None:
    app = workspace(desk_of(sample(tmp_path)))
    async with app.run_test(size=SIZE) as pilot:
        main = main_of(app)
        main.grid.go(1, 3)
        gate = Event()
        main.work(lambda: gate.wait(10), lambda _: None)
        main.paste("62,5\n340\n")
        gate.set()
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert isinstance(main.mode, Pasting) and "2 lines pasted" in panel(app, "detail")


async def test_what_can_hardly_be_is_said_below_its_row_and_written(tmp_path: Path) -> None:
    root = sample(tmp_path)
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        main = main_of(app)
        main.grid.go(1, 3)
        main.paste("6134\n340\n")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        rows = panel(app, "detail").splitlines()
        first = next(index for index, row in enumerate(rows) if "6134" in row)
        assert "? Above the highest value of the scale, 100." in rows[first + 1]
        assert "?" not in rows[first + 2]
        await press(pilot, "enter")
        assert "2 realisations" in panel(app, "foot")
