"""Painters: what leaves the program is whole, escaped, and the same each time."""

from __future__ import annotations

import csv as reader
import io
import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja_tui.locale import ENGLISH, INDONESIAN, Message, Words
from kinerja_tui.report.bundle import SUMMARY, bundle
from kinerja_tui.report.paint import csv, markdown
from kinerja_tui.report.paint.plain import Ink, paint
from kinerja_tui.report.safe import one_line, spreadsheet
from kinerja_tui.report.table import Cell, Column, Row, Table
from kinerja_tui.report.tables import BUILDERS, tables
from kinerja_tui.report.width import cut, pad, wide
from tests.report.pages import EVERY, page_of, sample

_ID = Words(INDONESIAN)
_EN = Words(ENGLISH)
_HOSTILE = (
    "=HYPERLINK(1)",
    "+1+cmd",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "a|b",
    "<script>x</script>",
    "`code`",
    "[bold red]x[/]",
    "\x1b[31mred",
    "\u202eabc",
    "line\nbreak\r\n",
    "＝1+1",
    "汉字 e\u0301",
)


def _table(text: str, number: Decimal = Decimal("1.50")) -> Table:
    return Table(
        id="T0",
        slug="t00-uji",
        title=Message("Name"),
        columns=(
            Column(id="name", title=Message("Name")),
            Column(id="value", title=Message("Value"), kind="number"),
        ),
        rows=(Row(cells=(Cell(value=text), Cell(value=number))),),
    )


def _read(data: bytes, delimiter: str) -> list[list[str]]:
    return list(
        reader.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=delimiter)
    )


@pytest.mark.parametrize("text", _HOSTILE)
def test_no_cell_is_a_formula(text: str) -> None:
    for dialect, delimiter in (("std", ","), ("id", ";")):
        data = csv.paint(_table(text), _ID, dialect)  # type: ignore[arg-type]
        cell = _read(data, delimiter)[1][0]
        assert cell.lstrip()[:1] not in tuple("=+-@＝")
        assert "\n" not in cell and "\r" not in cell and "\x1b" not in cell


@given(st.text(max_size=60))
def test_a_spreadsheet_never_runs_a_text(text: str) -> None:
    cell = spreadsheet(text)
    head = cell.lstrip()[:1]
    number = re.fullmatch(r"[+-]?[0-9]+([.,][0-9]+)?", cell.strip())
    assert head not in tuple("=+-@＝＋－＠") or number


@given(st.text(max_size=60))
def test_one_line_is_one_printable_line(text: str) -> None:
    assert one_line(text).isprintable()


@given(st.text(max_size=40), st.integers(1, 30))
def test_cutting_and_padding_keep_the_width(text: str, width: int) -> None:
    shown = pad(cut(one_line(text), width), width)
    assert wide(shown) == width


def test_numbers_are_neither_quoted_nor_neutralised() -> None:
    negative = _table("x", Decimal("-5.10"))
    assert csv.paint(negative, _ID, "std") == b"name,value\nx,-5.10\n"
    assert csv.paint(negative, _ID, "id").decode() == "\ufeffNama;Nilai\r\nx;-5,10\r\n"


@given(st.text(max_size=60))
def test_a_markdown_row_keeps_its_columns(text: str) -> None:
    lines = markdown.body(_table(text), _EN)
    for line in lines:
        bare = re.sub(r"\\.", "", line)
        assert bare.count("|") == 3
        assert "<" not in bare and "`" not in bare


@pytest.mark.parametrize(("root", "unit", "year"), EVERY)
@pytest.mark.parametrize("width", [80, 120])
def test_no_line_is_wider_than_the_terminal(root: Path, unit: str, year: int, width: int) -> None:
    page = page_of(root, unit, year)
    for id_ in BUILDERS:
        for table in tables(page, id_):
            for words in (_ID, _EN):
                text = paint(table, words, Ink(width=width))
                assert max((wide(line) for line in text.splitlines()), default=0) <= width
                assert all(line.isprintable() for line in text.splitlines())


def test_without_colour_there_is_no_code_and_ascii_signs_are_ascii() -> None:
    from kinerja_tui.report.tables.overview import overview

    plain = paint(overview(sample()), _EN, Ink(width=120))
    assert "\x1b" not in plain and "▲ achieved" in plain
    signs = paint(overview(sample()), _EN, Ink(width=80, ascii_only=True))
    assert signs.isascii() and "+ achieved" in signs
    coloured = paint(overview(sample()), _EN, Ink(width=80, colour=True))
    assert "\x1b[32m▲ achieved" in coloured


@pytest.mark.parametrize(("root", "unit", "year"), EVERY)
def test_the_bundle_is_the_same_each_time(root: Path, unit: str, year: int) -> None:
    page = page_of(root, unit, year)
    first, again = bundle(page, _ID), bundle(page, _ID)
    assert first == again
    for name, data in first.items():
        text = data.decode("utf-8-sig")
        assert re.fullmatch(r"[a-z0-9.-]+", name)
        # No empty cell hides a value that is known to be missing as a zero, and no code leaves.
        assert not re.search(
            r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text
        )


def test_csv_and_table_agree_cell_for_cell() -> None:
    page = sample()
    for id_ in BUILDERS:
        for table in tables(page, id_):
            std = _read(csv.paint(table, _ID, "std"), ",")
            local = _read(csv.paint(table, _ID, "id"), ";")
            assert std[0] == [column.id for column in table.columns]
            assert len(std) == len(local) == len(table.rows) + 1
            for row, one, two in zip(table.rows, std[1:], local[1:], strict=True):
                for cell, machine, person in zip(row.cells, one, two, strict=True):
                    if cell.aside:
                        assert machine == person == ""
                    elif isinstance(cell.value, Decimal | int):
                        assert machine.replace(".", ",") == person
                        assert abs(Decimal(machine) - cell.value) <= Decimal("0.005")
                    if cell.value is None:
                        assert machine == person == ""


def test_the_summary_names_every_table_in_both_languages() -> None:
    for words in (_ID, _EN):
        text = bundle(sample(), words)[SUMMARY].decode()
        for id_ in BUILDERS:
            assert f"### {id_}. " in text
