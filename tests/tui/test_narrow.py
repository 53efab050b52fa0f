"""What is still seen where not all fits: the one figure beside the names, headers, messages."""

from __future__ import annotations

from pathlib import Path

import pytest

from kinerja_tui.locale import ENGLISH, INDONESIAN, Words, message
from kinerja_tui.model.base import Problem
from kinerja_tui.report.paint.plain import Ink
from kinerja_tui.report.table import Cell, Column, Row, Table
from kinerja_tui.report.width import wide
from kinerja_tui.tui.columns import first_column, shown_columns
from kinerja_tui.tui.desk import Desk
from kinerja_tui.tui.detail import detail_lines
from kinerja_tui.tui.heading import header, places_bar
from kinerja_tui.tui.lines import in_rows, plain, rule, width_of
from kinerja_tui.tui.listings import LISTINGS
from kinerja_tui.tui.rows import head_line, row_line
from kinerja_tui.tui.screens.main import Body
from kinerja_tui.tui.screens.reading import Reading
from kinerja_tui.tui.shelf import Folder
from kinerja_tui.tui.tables import TableRows
from tests.tui.desks import SAMPLE, SENJA, desk_of, main_of, panel, press, sample, workspace

TINY, SMALL = (40, 12), (80, 24)
STORES = pytest.mark.parametrize(
    ("root", "unit", "year"), [(SAMPLE, "biro-osdm", 2022), (SENJA, "dinas-air", 2023)]
)


def _drawn(rows: TableRows, width: int) -> list[str]:
    shown = shown_columns(rows, 0, width)
    lines = [head_line(rows, shown, width, "…")]
    lines += [row_line(rows, index, shown, width, "…") for index in range(len(rows))]
    return plain(lines).splitlines()


@STORES
@pytest.mark.parametrize("language", [ENGLISH, INDONESIAN], ids=["en", "id"])
@pytest.mark.parametrize("width", [40, 60, 80])
def test_the_chief_figure_of_every_table_is_in_sight_with_its_whole_title(
    root: Path, unit: str, year: int, language: object, width: int
) -> None:
    words = Words(ENGLISH if language is ENGLISH else INDONESIAN)
    page = desk_of(root, unit, year).page
    for make in LISTINGS.values():
        for table in make(page):
            rows = TableRows(table, words, Ink(width))
            chief = next((n for n, c in enumerate(rows.table.columns) if c.id == table.chief), None)
            if not table.rows or chief is None:
                continue
            assert chief in shown_columns(rows, 0, width), table.slug
            column = rows.table.columns[chief]
            title = words.say(column.short or column.title)
            assert title in _drawn(rows, width)[0], table.slug


@STORES
def test_titles_over_numbers_are_never_cut_at_80_columns(root: Path, unit: str, year: int) -> None:
    page = desk_of(root, unit, year).page
    for language in (ENGLISH, INDONESIAN):
        words = Words(language)
        for make in LISTINGS.values():
            for table in make(page):
                rows = TableRows(table, words, Ink(80))
                shown = shown_columns(rows, 0, 80)
                line = plain([head_line(rows, shown, 80, "…")])
                for index in shown:
                    column = rows.table.columns[index]
                    if column.right:
                        assert words.say(column.short or column.title) in line, table.slug


def _table(chief: str = "") -> Table:
    columns = (
        Column(id="code", title=message("IK"), kind="code"),
        Column(id="name", title=message("Name")),
        *(Column(id=f"n{n}", title=message(f"Number {n}"), kind="number") for n in range(4)),
    )
    row = Row(cells=(Cell(value="IK 1"), Cell(value="a long name " * 3), *[Cell(value=12345)] * 4))
    return Table(id="t", slug="t", title=message("T"), columns=columns, rows=(row,), chief=chief)


def test_only_a_figure_that_is_out_of_sight_changes_its_place() -> None:
    words = Words(ENGLISH)
    ids = [each.id for each in TableRows(_table("n2"), words, Ink(40)).table.columns]
    assert ids == ["code", "name", "n2", "n0", "n1", "n3"]
    for table, width in ((_table("n2"), 120), (_table(), 40), (_table("gone"), 40)):
        found = TableRows(table, words, Ink(width)).table
        assert [each.id for each in found.columns] == ["code", "name", "n0", "n1", "n2", "n3"]


def test_the_cells_go_with_their_titles() -> None:
    rows = TableRows(_table("n2"), Words(ENGLISH), Ink(40))
    head, row = _drawn(rows, 40)
    assert head.split() == ["IK", "Name", "Number", "2", ">"]
    assert row.split()[0:2] == ["IK", "1"] and row.endswith(" 12345") and "…" in row
    assert all(wide(each) <= 40 for each in (head, row))


def test_no_column_is_scrolled_away_without_need() -> None:
    rows = TableRows(_table(), Words(ENGLISH), Ink(120))
    assert first_column(rows, 2, 2, 120) == 0
    assert first_column(rows, 5, 0, 40) > 0


def test_a_rule_cuts_its_words_with_an_ellipsis() -> None:
    found = rule("─", 20, "words that are too long for it")
    assert width_of(found) == 20 and plain([found]) == "─ words that are… ──"[:20]
    assert "~" in plain([rule("-", 20, "words that are too long for it", ellipsis="~")])


def test_a_message_of_two_lines_ends_with_an_ellipsis_where_it_needs_three() -> None:
    assert in_rows("short", 20, 2) == ["short"]
    assert in_rows("one two three seven", 9, 2) == ["one two", "three se…"]
    assert in_rows("a/very/long/path/without/blanks", 10, 2) == ["a/very/lon", "g/path/wi…"]
    assert all(wide(each) <= 9 for each in in_rows("one two three four five", 9, 2))


def test_the_header_leaves_out_the_date_then_the_agreement_then_the_statuses() -> None:
    page, words = desk_of(SAMPLE).page, Words(ENGLISH)
    for width, there, gone in (
        (120, "agreement revision 2, 4 Sep 2022", "…"),
        (80, "agreement revision 2  ", "Sep"),
        (72, "Biro OSDM  2022  revision 2  ", "agreement"),
        (56, "Biro OSDM  2022  ", "revision"),
        (40, "Biro OSDM  2022  ", "▲"),
    ):
        text = plain([header(page, words, Ink(width), 0)])
        assert there in text and gone not in text and wide(text) <= width
        assert "101.13% (5/6)" in text


def test_the_place_where_one_is_keeps_its_name() -> None:
    places = [("1", "Achievement"), ("2", "Agreements"), ("3", "Budget")]
    assert plain([places_bar(places, 3, 20, "…")]) == " 1 2 3 Budget"
    assert plain([places_bar(places, 3, 80, "…")]) == " 1 Achievement 2 Agreements 3 Budget"


async def test_a_long_filter_and_title_leave_the_position_and_the_count() -> None:
    app = workspace(desk_of(SAMPLE))
    async with app.run_test(size=TINY) as pilot:
        await press(pilot, "4", "tab", "slash", *"indeksprofesionalitas")
        text = panel(app, "top").splitlines()[2]
        assert "filter: " in text and "…" in text and wide(text) == TINY[0]
        await press(pilot, "escape")
        text = panel(app, "top").splitlines()[2]
        assert "1/11" in text and "(2/3)" in text


async def test_the_position_is_that_of_the_table_just_opened() -> None:
    app = workspace(desk_of(SAMPLE))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "2", "tab")
        assert "/" not in panel(app, "top").splitlines()[2].split("Budgets")[0]
        await press(pilot, "3", "tab", "tab")
        main = main_of(app)
        seen = panel(app, "top").splitlines()[2]
        assert (f"1/{main.grid.count}" in seen) == main.grid.scrolls
        for size in (SMALL, TINY, (120, 40)):
            await pilot.resize_terminal(*size)
            for key in ("1", "2", "3", "4", "6", "7", "tab", "t", "0"):
                await press(pilot, key)
                seen = panel(app, "top").splitlines()[2]
                assert (f"1/{main.grid.count} " in seen) == main.grid.scrolls, (size, key)


async def test_what_the_screen_needs_is_said_in_two_lines(tmp_path: Path) -> None:
    desk = Desk(Folder(sample(tmp_path)), "biro-osdm", 2022, Words(INDONESIAN))
    app = workspace(desk)
    async with app.run_test(size=TINY) as pilot:
        assert "80x24" in panel(app, "detail") and "40x12" in panel(app, "foot")
        await press(pilot, "down")
        assert "80x24" not in panel(app, "detail")
        await press(pilot, "e", "6", "ctrl+c")
        said = panel(app, "detail")
        assert "belum disimpan." in said and "…" not in said
        assert all(wide(row) <= TINY[0] for row in said.splitlines())


async def test_the_sum_has_no_gap_while_it_is_typed() -> None:
    app = workspace(desk_of(SAMPLE))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "down", "e", "6")
        assert " 6 : 61 × 100 = 9.84% " in panel(app, "detail")
        at = panel(app, "detail").splitlines()[2].index("missed")
        await press(pilot, "2", "comma", "5")
        row = panel(app, "detail").splitlines()[2]
        assert " 62.5 : 61 × 100 = 102.46% " in row and row.index("achieved") == at


@pytest.mark.parametrize("width", [40, 60, 80])
def test_what_is_broken_is_said_in_as_many_lines_as_there_are(width: int) -> None:
    page, words = desk_of(SAMPLE).page, Words(ENGLISH)
    problem = Problem(
        file="biro-osdm/2022/indicators/ip-asn.toml",
        line=12,
        column=3,
        code="B01",
        message=message("A number is written with a decimal point, as in 61.34, not a comma."),
    )
    lines = detail_lines(page, page.card.indicators[0], width, words, problem)
    assert len(lines) == 4 and all(width_of(each) <= width for each in lines)
    text = " ".join(plain(lines).split())
    assert "! ip-asn.toml is broken, line 12 column 3; these are its last good " in text
    assert "values. A number is written" in text or "good val… A number is written" in text
    assert "not a comma." in text or text.endswith("…")


async def test_what_is_not_written_yet_has_not_the_sign_of_what_was_missed() -> None:
    app = workspace(desk_of(SAMPLE))
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "down", "enter")
        assert isinstance(app.screen, Reading)
        text = app.screen.sheet.text
        assert "not written yet" in text and "· 6." in text and "▼" not in text


@pytest.mark.parametrize("height", range(12, 26))
@pytest.mark.parametrize("keys", [("5",), ("b",), ("6",), ("3",)])
async def test_rows_stay_in_sight_in_every_height(
    height: int, keys: tuple[str, ...], tmp_path: Path
) -> None:
    root = sample(tmp_path)
    (root / "biro-osdm/2022/indicators/skm.toml").write_text("rusak", "utf-8")
    app = workspace(desk_of(root))
    async with app.run_test(size=(60, height)) as pilot:
        await press(pilot, *keys)
        main = main_of(app)
        assert main.query_one(Body).display and main.grid.size.height >= 2
        assert main.grid.count > 0
