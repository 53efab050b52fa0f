"""How a table is looked at: filtered, sorted, columns hidden and wide, for this session."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from kinerja_tui.locale import ENGLISH, Words, message
from kinerja_tui.report.paint.plain import Ink
from kinerja_tui.report.table import Cell, Column, Row, RowKind, Table
from kinerja_tui.tui.columns import beside, shown_columns, visible
from kinerja_tui.tui.lines import plain
from kinerja_tui.tui.overview import OverviewRows
from kinerja_tui.tui.rows import head_line
from kinerja_tui.tui.tables import TableRows
from kinerja_tui.tui.viewing import PLAIN, Order, View, natural
from tests.tui.desks import (
    SAMPLE,
    desk_of,
    main_of,
    panel,
    press,
    row_of,
    sample,
    type_text,
    workspace,
)

WORDS = Words(ENGLISH)
SIZE = (80, 24)
COLUMNS = (
    Column(id="code", title=message("Code"), kind="code"),
    Column(id="name", title=message("Name")),
    Column(id="value", title=message("Value"), kind="number"),
    Column(id="status", title=message("Status"), kind="status"),
)


def row(kind: RowKind, code: str, name: str, value: str | None, colour: str = "") -> Row:
    number = None if value is None else Decimal(value)
    status = Cell(value=colour or None, colour=colour or None)  # type: ignore[arg-type]
    return Row(kind=kind, cells=(Cell(value=code), Cell(value=name), Cell(value=number), status))


ROWS = (
    row("group", "A", "first goal", None),
    row("item", "IK 10", "water", "9", "green"),
    row("part", "a", "of water", "100"),
    row("item", "IK 2", "air", None),
    row("group", "B", "second goal", None),
    row("item", "IK 1", "soil", "-3.5", "red"),
    row("plain", "IK 3", "fire", "12", "yellow"),
    row("total", "", "all", "17.5"),
)
TABLE = Table(id="T", slug="t", title=message("Table"), columns=COLUMNS, rows=ROWS)


def codes(view: View) -> list[str]:
    source = TableRows(TABLE, WORDS, Ink(80), view)
    return [source.row(index).cells[0].text for index in range(len(source))]


def by(column: str, descending: bool = False) -> View:
    return View(order=Order(column, descending))


def test_a_filter_keeps_the_group_above_and_the_parts_below_and_no_total() -> None:
    assert codes(View(wanted="WATER")) == ["A", "IK 10", "a"]
    assert codes(View(wanted="of water")) == ["A", "IK 10", "a"]
    assert codes(View(wanted="second")) == ["B", "IK 1", "IK 3"]
    assert codes(View(wanted="12")) == ["B", "IK 3"]
    assert codes(View(wanted="soil nothing")) == []
    assert len(codes(View(wanted="  "))) == len(ROWS)


def test_sorted_rows_stand_in_one_list_with_parts_and_totals_where_they_belong() -> None:
    assert codes(by("value")) == ["IK 1", "IK 10", "a", "IK 3", "IK 2", ""]
    assert codes(by("value", True)) == ["IK 3", "IK 10", "a", "IK 1", "IK 2", ""]
    assert codes(by("code")) == ["IK 1", "IK 2", "IK 3", "IK 10", "a", ""]
    assert codes(by("name")) == ["IK 2", "IK 3", "IK 1", "IK 10", "a", ""]
    assert codes(by("status")) == ["IK 1", "IK 3", "IK 10", "a", "IK 2", ""]
    assert codes(by("no such column")) == codes(PLAIN)


def test_the_third_press_gives_the_order_of_the_records_again() -> None:
    view = PLAIN.sorted_by("value")
    assert view.sign("value") == "↑" and view.sign("code") == ""
    view = view.sorted_by("value")
    assert view.sign("value") == "↓"
    assert view.sorted_by("value") == PLAIN
    assert view.sorted_by("code").sign("code") == "↑"
    assert view.without("value").order is None and view.without("code").order is not None


@given(st.lists(st.tuples(st.text("aB", max_size=2), st.integers(0, 10**9)), max_size=6))
def test_numbers_in_texts_are_sorted_as_numbers(found: list[tuple[str, int]]) -> None:
    texts = [f"{head} {number}" for head, number in found]
    expected = sorted(found, key=lambda each: (each[0].casefold(), each[1]))
    keys = [natural(text) for text in sorted(texts, key=natural)]
    assert keys == [natural(f"{head} {number}") for head, number in expected]


def test_a_very_long_number_in_a_text_is_sorted_too() -> None:
    assert natural("9" * 10_000) > natural("8") and natural("007") == natural("7")


def test_a_hidden_column_keeps_its_number_and_is_passed_over() -> None:
    source = TableRows(TABLE, WORDS, Ink(80), View(hidden=frozenset({"name", "status"})))
    assert visible(source) == [0, 2] == list(shown_columns(source, 0, 80))
    assert source.row(1).cells[2].text == "9"
    assert (beside(source, 0, 1), beside(source, 2, -1), beside(source, 2, 1)) == (2, 0, 2)
    text = plain([head_line(source, shown_columns(source, 0, 80), 80, "…")])
    assert "Name" not in text and "Value" in text and not text.endswith(">")


def test_the_sign_of_the_order_is_never_cut() -> None:
    source = TableRows(TABLE, WORDS, Ink(80), by("value", True))
    for width in (80, 30):
        shown = shown_columns(source, 0, width)
        assert 2 not in shown or "Value↓" in plain([head_line(source, shown, width, "…")])
    rows = OverviewRows(desk_of(SAMPLE).page, WORDS, Ink(80), by("achievement"))
    assert "Achievement↑" in plain([head_line(rows, shown_columns(rows, 0, 80), 80, "…")])


async def test_every_place_is_filtered_by_what_stands_in_its_rows() -> None:
    app = workspace(desk_of(SAMPLE))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "4")
        whole = main_of(app).grid.count
        await press(pilot, "slash")
        await type_text(pilot, "spbe")
        assert 0 < main_of(app).grid.count < whole
        await press(pilot, "enter")
        assert "filter: spbe" in panel(app, "top")
        await press(pilot, "3")
        assert "filter" not in panel(app, "top")
        await press(pilot, "4")
        assert "filter: spbe" in panel(app, "top")
        await press(pilot, "escape")
        assert main_of(app).grid.count == whole


async def test_sorting_follows_the_cursor_and_is_said() -> None:
    app = workspace(desk_of(SAMPLE))
    async with app.run_test(size=SIZE) as pilot:
        grid = main_of(app).grid
        grid.go(4, 4)
        assert grid.current is not None and grid.current.subject == "spbe"
        await press(pilot, "S")
        assert "Achievement↑" in grid.text and "upwards" in panel(app, "foot")
        assert (grid.row, grid.current.subject) == (0, "spbe")
        assert grid.count == 6
        await press(pilot, "S")
        assert "Achievement↓" in grid.text
        assert grid.text.splitlines()[1].lstrip("> ").startswith("IK 3")
        await press(pilot, "S")
        assert grid.count == 8 and "order of the records" in panel(app, "foot")
        assert grid.subject.startswith("spbe")


async def test_a_row_does_not_run_away_from_what_is_typed_into_it(tmp_path: Path) -> None:
    app = workspace(desk_of(sample(tmp_path)))
    async with app.run_test(size=SIZE) as pilot:
        grid = main_of(app).grid
        grid.go(4, 3)
        await press(pilot, "S", "S", "g", "e")
        first = grid.current
        assert first is not None and "336.5" in row_of(app, "IK 2")
        await type_text(pilot, "1")
        assert grid.row == 0 and "> IK 2" in row_of(app, "IK 2").replace(">  ", "> ")
        await press(pilot, "enter")
        assert grid.row == 0 and grid.current is not None
        assert grid.current.subject == first.subject
        await press(pilot, "2", "1")
        assert main_of(app).grid.current is not None
        assert main_of(app).grid.text.splitlines()[1].lstrip("> ").startswith("IK 6")


async def test_columns_are_hidden_widened_and_shown_again() -> None:
    app = workspace(desk_of(SAMPLE))
    async with app.run_test(size=SIZE) as pilot:
        grid = main_of(app).grid
        await press(pilot, "right", "minus")
        assert "Target" not in grid.text and "Hidden: Target." in panel(app, "foot")
        assert "a column hidden" in panel(app, "top")
        assert grid.column == 3
        await press(pilot, "minus")
        assert "This column stays: Realisation." in panel(app, "foot")
        await press(pilot, "right", "minus", "left", "left")
        assert grid.column == 1 and "2 columns hidden" in panel(app, "top")
        assert "Maturitas Sistem Pemerintahan" in grid.text
        await press(pilot, "down", "e")
        await type_text(pilot, "7")
        assert "missed" in row_of(app, "IK 1")
        await press(pilot, "escape", "plus")
        assert "Target" in grid.text and "hidden" not in panel(app, "top")
        await press(pilot, "plus")
        assert "No column is hidden." in panel(app, "foot")


async def test_a_wide_column_shows_its_longest_text() -> None:
    app = workspace(desk_of(SAMPLE))
    async with app.run_test(size=SIZE) as pilot:
        grid = main_of(app).grid
        grid.go(0, 1)
        assert "…" in grid.text
        await press(pilot, "w")
        assert grid.source is not None and grid.source.heads[1].width > 30
        assert "…" not in grid.text or grid.source.heads[1].width == 78
        await press(pilot, "right")
        assert "Target" in grid.text
        await press(pilot, "left", "w")
        assert "Status" in grid.text
        assert "texts already" not in panel(app, "foot")


async def test_a_column_that_shows_all_says_so() -> None:
    app = workspace(desk_of(SAMPLE))
    async with app.run_test(size=(120, 30)) as pilot:
        grid = main_of(app).grid
        await press(pilot, "down", "right", "right")
        before = grid.text
        for _ in range(2):
            await press(pilot, "w")
            assert "The column shows all of its texts already." in panel(app, "foot")
            assert grid.text == before
        await press(pilot, "2", "right", "w")
        said = "The column shows all of its texts already."
        assert grid.source is not None
        head, at = grid.source.heads[grid.column], grid.column
        texts = [grid.source.row(row).cells[at].text for row in range(grid.count)]
        assert (said in panel(app, "foot")) == all(len(each) <= head.width for each in texts)


async def test_a_name_longer_than_the_screen_stays_as_it_is_when_it_is_widened() -> None:
    app = workspace(desk_of(SAMPLE))
    async with app.run_test(size=(40, 24)) as pilot:
        grid = main_of(app).grid
        grid.go(0, 1)
        await press(pilot, "w")
        assert grid.source is not None and grid.source.heads[1].width == 38
        await press(pilot, "w", "w", "w")
        assert "already" not in panel(app, "foot")


async def test_the_file_of_a_sorted_finding_is_its_own(tmp_path: Path) -> None:
    root = sample(tmp_path)
    for name in ("ip-asn", "spbe", "skm"):
        path = root / f"biro-osdm/2022/indicators/{name}.toml"
        path.write_text(path.read_text("utf-8") + "\nnonsense = \n", "utf-8")
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "5")
        source = main_of(app).grid.source
        assert source is not None
        main_of(app).grid.go(0, [head.id for head in source.heads].index("file"))
        await press(pilot, "S", "S", "g")
        names = []
        for _ in range(3):
            names.append(main_of(app).file_here()[0].rpartition("/")[2])
            await press(pilot, "down")
        assert names == ["spbe.toml", "skm.toml", "ip-asn.toml"]
