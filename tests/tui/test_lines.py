"""Lines, fields and rows: everything the screen draws before Textual sees it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja_tui.locale import ENGLISH, Words, message
from kinerja_tui.report.paint.plain import Ink
from kinerja_tui.report.table import Cell, Column, Row, Table
from kinerja_tui.report.width import wide
from kinerja_tui.tui.columns import first_column, shown_columns
from kinerja_tui.tui.field import MOST, Field
from kinerja_tui.tui.lines import (
    Piece,
    Tone,
    clipped,
    differs_to,
    line,
    padded,
    plain,
    rule,
    spread,
    width_of,
    wrapped,
)
from kinerja_tui.tui.overview import OverviewRows, entries
from kinerja_tui.tui.rows import head_line, row_line
from kinerja_tui.tui.tables import TableRows
from tests.tui.desks import SAMPLE, SENJA, desk_of

WORDS = Words(ENGLISH)
TEXTS = st.text(alphabet="ab 字é-", max_size=60)


@given(TEXTS, st.integers(1, 40))
def test_wrapped_text_keeps_every_word_and_fits(text: str, width: int) -> None:
    rows = wrapped(text, max(width, 2))
    assert "".join("".join(rows).split()) == "".join(text.split())
    assert all(wide(row) <= max(width, 2) for row in rows)


@given(st.lists(TEXTS, max_size=4), st.integers(1, 50))
def test_a_clipped_line_fits_and_a_whole_one_stays(texts: list[str], width: int) -> None:
    found = line(*texts)
    cut = clipped(found, width)
    assert width_of(cut) <= width
    if width_of(found) <= width:
        assert cut == found


def test_a_spread_line_fills_the_width_and_the_left_gives_way() -> None:
    found = spread(line("left " * 20), line("right"), 30)
    assert width_of(found) == 30
    assert plain([found]).endswith("… right")


def test_a_rule_carries_its_word_near_its_beginning() -> None:
    assert plain([rule("─", 20, "1/7")]) == "─ 1/7 " + "─" * 14
    assert width_of(rule("─", 20)) == 20


def test_lines_that_differ_say_how_far() -> None:
    old = line("abc", Piece("def", "bold"))
    assert differs_to(old, old) == 0
    assert differs_to(old, line("abX", Piece("def", "bold"))) == 3
    assert differs_to(old, line("abc", Piece("def", "red"))) == 6
    assert differs_to(line("abc"), line("abc", "   ")) == 0
    assert differs_to(line("字b"), line("漢b")) == 2
    assert differs_to(line("tables …"), line("files …")) == 8
    assert differs_to(old, ()) == 6


PIECES = st.lists(
    st.builds(Piece, st.text("ab 字", max_size=4), st.sampled_from(["", "bold"])), max_size=4
)


@given(PIECES, PIECES)
def test_two_lines_differ_as_far_as_their_signs_do(one: list[Piece], other: list[Piece]) -> None:
    signs = [
        [(sign, piece.tone) for piece in pieces for sign in piece.text] for pieces in (one, other)
    ]
    for each in signs:
        while each and each[-1] == (" ", ""):
            each.pop()
    before, after = signs

    def cells(each: list[tuple[str, Tone]]) -> int:
        return wide("".join(sign for sign, _ in each))

    same = before == after
    if cells(before) == cells(after):
        while before and after and before[-1] == after[-1]:
            before.pop()
            after.pop()
    expected = 0 if same else max(cells(before), cells(after))
    assert differs_to(tuple(one), tuple(other)) == expected


@pytest.mark.parametrize(
    ("keys", "text", "at"),
    [
        (("left", "left", "x"), "12x34", 3),
        (("home", "x"), "x1234", 1),
        (("home", "delete"), "234", 0),
        (("backspace",), "123", 3),
        (("left", "ctrl+k"), "123", 3),
        (("left", "ctrl+u"), "4", 0),
        (("space", "a", "b", "ctrl+w"), "1234 ", 5),
        (("end", "right", "x"), "1234x", 5),
    ],
)
def test_a_field_is_edited_by_keys(keys: tuple[str, ...], text: str, at: int) -> None:
    field = Field("1234", 4)
    for key in keys:
        field = field.pressed(key) or field.typed(" " if key == "space" else key)
    assert (field.text, field.at) == (text, at)


def test_fresh_text_is_replaced_by_the_first_character_and_kept_by_a_move() -> None:
    fresh = Field.of("61,34")
    assert fresh.typed("7") == Field("7", 1)
    assert fresh.pressed("backspace") == Field("", 0)
    moved = fresh.pressed("left")
    assert moved is not None and moved.typed("9").text == "61,394"
    assert fresh.pressed("f5") is None


def test_pasted_text_is_one_harmless_line() -> None:
    assert Field("", 0).typed("61,3\x1b[31m4\nrm -rf").text == "61,3\ufffd[31m4"
    assert len(Field("", 0).typed("1" * 1000).text) == MOST


@given(st.text(alphabet="ab字", max_size=50), st.integers(0, 50), st.integers(2, 20))
def test_the_window_shows_the_caret(text: str, at: int, width: int) -> None:
    shown, caret = Field(text, min(at, len(text))).window(width)
    assert 0 <= caret <= width - 1
    assert wide(shown) <= width


@given(st.text(alphabet="ab字", min_size=1, max_size=50), st.integers(0, 50), st.integers(5, 20))
def test_what_a_window_leaves_out_has_a_sign(text: str, at: int, width: int) -> None:
    field = Field(text, min(at, len(text)))
    shown, caret = field.window(width)
    left, right = shown.startswith("…"), shown.endswith("…")
    body = shown[left : len(shown) - right]
    assert body and body in text
    assert left or text.startswith(body)
    assert right or text.endswith(body)
    # The sign under the caret is the one that is there, not one that stands for others.
    under, before = text[field.at : field.at + 1], 0
    for sign in shown:
        if before >= caret:
            assert sign == under
            break
        before += wide(sign)
    else:
        assert not under


def test_a_number_that_is_cut_has_a_sign_on_the_side_where_it_is_cut() -> None:
    assert Field("1.234.567,89", 12).window(9) == ("….567,89", 8)
    assert Field("1.234.567,89", 0).window(9) == ("1.234.56…", 0)
    assert Field("1.234.567,89", 6).window(7) == ("…234.5…", 5)
    assert Field.of("Indeks Profesionalitas").window(10) == ("Indeks Pr…", 0)


def table(many: int = 12) -> Table:
    columns = (
        Column(id="code", title=message("Code"), kind="code"),
        Column(id="name", title=message("Name")),
        *(
            Column(id=f"n{number}", title=message("Number"), kind="number")
            for number in range(many)
        ),
    )
    cells = (
        Cell(value="IK 1"),
        Cell(value="国家の指標 " * 9),
        *(Cell(value=Decimal(1000000 + n)) for n in range(many)),
    )
    return Table(
        id="x", slug="x", title=message("Table"), columns=columns, rows=(Row(cells=cells),)
    )


def test_a_wide_table_scrolls_by_columns_and_keeps_its_code() -> None:
    source = TableRows(table(), WORDS, Ink(80))
    first = 0
    for column in range(len(source.heads)):
        first = first_column(source, column, first, 80)
        shown = shown_columns(source, first, 80)
        text = plain([row_line(source, 0, shown, 80, "…", column)])
        assert column in shown and text.startswith("> IK 1")
        if column > 1:
            assert str(1000000 + column - 2) in text
    assert first > 0
    assert plain([head_line(source, shown_columns(source, first, 80), 80, "…")]).startswith("<")
    assert plain([head_line(source, shown_columns(source, 0, 80), 80, "…")]).endswith(">")


def test_a_number_is_drawn_whole_or_not_at_all() -> None:
    source = TableRows(table(), WORDS, Ink(80))
    for first in range(len(source.heads)):
        shown = shown_columns(source, first, 80)
        for number in plain([row_line(source, 0, shown, 80, "…")]).split():
            assert not number.startswith("10000") or len(number) == 7


@pytest.mark.parametrize("width", [40, 80, 109, 120, 200])
def test_no_row_is_wider_than_the_screen(width: int) -> None:
    for unit, year in (("dinas-air", 2022), ("dinas-air", 2023), ("pulau-senja", 2023)):
        page = desk_of(SENJA, unit, year).page
        source = OverviewRows(page, WORDS, Ink(width), wider=width >= 110)
        shown = shown_columns(source, 0, width)
        assert width_of(head_line(source, shown, width, "…")) <= width
        for index in range(len(source)):
            found = row_line(source, index, shown, width, "…", 1)
            assert width_of(found) <= width
            assert plain([found]).isprintable()


def test_a_number_of_the_overview_is_never_cut() -> None:
    page = desk_of(SENJA, "dinas-air", 2021).page
    source = OverviewRows(page, WORDS, Ink(80))
    shown = shown_columns(source, 0, 80)
    rows = [plain([row_line(source, index, shown, 80, "…")]) for index in range(len(source))]
    assert any(" 74.996 " in row for row in rows)


def test_a_goal_uses_the_empty_columns_beside_it() -> None:
    source = OverviewRows(desk_of(SAMPLE).page, WORDS, Ink(80))
    shown = shown_columns(source, 0, 80)
    goal, indicator = (plain([row_line(source, index, shown, 80, "…")]) for index in (0, 1))
    assert "kualitas" in goal
    assert goal.index("101.86%") == indicator.index("100.56%")


@pytest.mark.parametrize(
    ("wanted", "codes"),
    [
        ("", ["SS 1", "IK 1", "IK 2", "IK 3", "IK 4", "IK 5", "SS 2", "IK 6"]),
        ("ik 4", ["SS 1", "IK 4"]),
        ("SPBE", ["SS 1", "IK 4"]),
        ("indeks asn", ["SS 1", "IK 1"]),
        ("ss 2", ["SS 2", "IK 6"]),
        ("nothing of it", []),
    ],
)
def test_a_filter_keeps_goals_above_what_it_finds(wanted: str, codes: list[str]) -> None:
    found = entries(desk_of(SAMPLE).page, wanted)
    assert [
        each.score.indicator.code if each.score else each.goal.goal.code for each in found
    ] == codes


def test_padding_fills_up() -> None:
    assert width_of(padded(line("字"), 5)) == 5
