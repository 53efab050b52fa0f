"""A column from a spreadsheet pasted into a column of a record: all of it or nothing."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

from textual.app import App

from kinerja_tui.store.state.journal import read_journal
from kinerja_tui.tui.modes.conflict import Choosing
from kinerja_tui.tui.record.column import Column, alike
from kinerja_tui.tui.record.typing_line import TypingLine
from tests.tui.desks import SPBE, desk_of, press, sample, type_text, workspace
from tests.tui.record.pages import SIZE, go_to, open_page, page_of, part
from tests.tui.together import colleague, kept, opened, until

ACTIVITY = "biro-osdm/2022/activities/manajemen-sdm.toml"
LEAVES = ("kebijakan-internal", "perencanaan", "tik")


def data(root: Path, file: str) -> dict[str, Any]:
    return tomllib.loads((root / file).read_text("utf-8"), parse_float=Decimal)


def column_of(app: App[int]) -> Column:
    mode = page_of(app).mode
    assert isinstance(mode, Column)
    return mode


async def test_a_column_goes_to_the_components_and_not_to_their_groups(tmp_path: Path) -> None:
    root = sample(tmp_path)
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        screen = await open_page(pilot, SPBE)
        await press(pilot, "tab", "down")
        screen.paste("2,5\r\n\r\n3\r\n")
        await app.workers.wait_for_complete()
        await pilot.pause()
        said = part(app, "detail")
        assert "3 lines pasted, 8 cells from here on." in said and "2 rows change" in said
        assert "Perencanaan Strategis SPBE      stays as it is" in said and said.count("→") == 2
        before = data(root, SPBE)["component"]
        await press(pilot, "enter")
        found = data(root, SPBE)["component"]
        values = [found[id_]["value"] for id_ in LEAVES]
        assert values == [Decimal("2.5"), before["perencanaan"]["value"], 3]
        (entry,) = read_journal(root).entries
        assert entry.doing == "paste"
        await press(pilot, "u")
        assert data(root, SPBE)["component"] == before


async def test_the_quarters_of_an_activity_take_a_column(tmp_path: Path) -> None:
    root = sample(tmp_path)
    path = root / ACTIVITY
    quarters = "".join(f"\n[q{n}]\nspending = {n}\n" for n in range(1, 5))
    path.write_text(path.read_text("utf-8") + quarters, "utf-8")
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        screen = await open_page(pilot, ACTIVITY)
        await go_to(pilot, "q2.spending")
        await press(pilot, "e")
        screen.paste("1.000.000\n2.000.000\n3.000.000")
        assert "3 lines pasted, 3 cells from here on." in part(app, "detail")
        await press(pilot, "enter")
        found = data(root, ACTIVITY)
        spent = [found[f"q{n}"]["spending"] for n in range(1, 5)]
        assert spent == [1, 1_000_000, 2_000_000, 3_000_000]


async def test_one_refused_line_refuses_all_and_esc_goes_back_to_the_field(
    tmp_path: Path,
) -> None:
    root = sample(tmp_path)
    before = (root / SPBE).read_bytes()
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        screen = await open_page(pilot, SPBE)
        await press(pilot, "tab", "down", "e")
        await type_text(pilot, "4")
        screen.paste("2,5\nbanyak\n3\t4\n" + "1\n" * 7)
        mode = column_of(app)
        assert mode.unsaved
        text = "\n".join("".join(piece.text for piece in row) for row in mode.lines(80) or [])
        assert "banyak: " in text and "there is no cell for this line" in text
        await press(pilot, "enter")
        assert "4 lines are refused; nothing is saved." in part(app, "foot")
        assert (root / SPBE).read_bytes() == before
        await press(pilot, "escape")
        assert isinstance(page_of(app).mode, TypingLine)
        await press(pilot, "enter")
        assert data(root, SPBE)["component"][LEAVES[0]]["value"] == 4


async def test_what_can_hardly_be_is_said_and_written(tmp_path: Path) -> None:
    root = sample(tmp_path)
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        screen = await open_page(pilot, SPBE)
        await press(pilot, "tab", "down", "e")
        screen.paste("7\n2")
        assert "? Above the maximum of this component, 5" in part(app, "detail")
        await press(pilot, "enter")
        assert data(root, SPBE)["component"][LEAVES[0]]["value"] == 7


async def test_a_colleague_s_cell_is_not_written_over(tmp_path: Path) -> None:
    root = sample(tmp_path)
    key = f"component.{LEAVES[1]}.value"
    async with opened(root) as (app, pilot):
        screen = await open_page(pilot, SPBE)
        await press(pilot, "tab", "down", "e")
        screen.paste("2,5\n2,75")
        column_of(app)
        colleague(root, "4", SPBE, key)
        await press(pilot, "enter")
        assert isinstance(page_of(app).mode, Choosing)
        await press(pilot, "m")
        found = data(root, SPBE)["component"]
        assert [found[id_]["value"] for id_ in LEAVES[:2]] == [Decimal("2.5"), Decimal("2.75")]
        assert [each.found for each in read_journal(root).lost] == ["4"]
        await until(pilot, lambda: kept(root) == [])


async def test_where_no_value_is_a_sentence_says_so(tmp_path: Path) -> None:
    app = workspace(desk_of(sample(tmp_path)))
    async with app.run_test(size=SIZE) as pilot:
        screen = await open_page(pilot, SPBE)
        await press(pilot, "tab")
        screen.paste("1\n2")
        await app.workers.wait_for_complete()
        assert screen.mode is None and "from a value on" in part(app, "foot")


def test_only_the_same_key_of_tables_side_by_side_is_a_column() -> None:
    assert alike(("q1", "value"), ("q3", "value"))
    assert alike(("component", "a", "value"), ("component", "b", "value"))
    assert not alike(("q1", "value"), ("realisation", "value"))
    assert not alike(("q1", "value"), ("q2", "target"))
    assert not alike(("component", "a", "value"), ("target", "a", "value"))
    assert not alike(("weight",), ("weight",))


async def test_esc_after_a_paste_leaves_no_field_that_nobody_opened(tmp_path: Path) -> None:
    root = sample(tmp_path)
    async with opened(root) as (app, pilot):
        screen = await open_page(pilot, SPBE)
        await press(pilot, "tab", "down")
        screen.paste("2,5\n3\n")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert not column_of(app).unsaved
        await press(pilot, "escape")
        assert screen.mode is None
        await until(pilot, lambda: kept(root) == [])


async def test_the_undo_of_a_column_says_how_many_values_come_back(tmp_path: Path) -> None:
    app = workspace(desk_of(sample(tmp_path)))
    async with app.run_test(size=SIZE) as pilot:
        screen = await open_page(pilot, SPBE)
        await press(pilot, "tab", "down", "e")
        screen.paste("2,5\n2,75\n")
        await press(pilot, "enter", "u")
        assert "Undone: 2 values of IK 4." in part(app, "foot")
