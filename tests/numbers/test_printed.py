"""Reading printed cells: every way the table of readings names, and what a cell leaves open."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja_tui.locale import ENGLISH, INDONESIAN, LANGUAGES, Language
from kinerja_tui.numbers import Expects, Printed, Refused, as_typed, read, read_cell


def cell(
    value: str, decimals: int = 0, grade: str | None = None, unit: str = ""
) -> tuple[str, int, str | None, str]:
    return value, decimals, grade, unit


@pytest.mark.parametrize("hint", [INDONESIAN, ENGLISH, None])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("61,34", cell("61.34", 2)),
        ("61.34", cell("61.34", 2)),
        ("336.5", cell("336.5", 1)),
        ("0.123", cell("0.123", 3)),
        ("83,32088745", cell("83.32088745", 8)),
        ("90,3600", cell("90.3600", 4)),
        ("9", cell("9")),
        ("7.719.313.000", cell("7719313000")),
        ("7,719,313,000", cell("7719313000")),
        ("Rp. 7.719.313.000,-", cell("7719313000", unit="Rp")),
        ("Rp.276.585.000", cell("276585000", unit="Rp")),
        ("Rp 500.000,-", cell("500000", unit="Rp")),
        ("87,69%", cell("87.69", 2, unit="%")),
        ("100 %", cell("100", unit="%")),
        ("4 Layanan", cell("4", unit="Layanan")),
        ("336,5 (Sangat Baik)", cell("336.5", 1, "Sangat Baik")),
        ("83,32\u00a0(P-5)", cell("83.32", 2, "P-5")),
        ("103% ( Baik )", cell("103", 0, "Baik", "%")),
        ("-4,73", cell("-4.73", 2)),
    ],
)
def test_cells_with_one_number(
    text: str, expected: tuple[str, int, str | None, str], hint: Language | None
) -> None:
    printed = read_cell(text, hint)
    assert (str(printed.value), printed.decimals, printed.grade, printed.unit) == expected
    assert not printed.absent
    assert printed.ambiguous is None


@pytest.mark.parametrize("text", ["", " ", "-", "–", "n.a", "N/A", "n.a.", "....", "…", "Rp -"])
def test_absent_cells_have_no_value_and_are_never_zero(text: str) -> None:
    for whole in (False, True):
        assert read_cell(text, INDONESIAN, whole=whole) == Printed(absent=True)


@pytest.mark.parametrize(
    "text",
    ["Sangat Baik", "A", "P-5", "4 dari 5", "91 - 100", "53,28 hingga 68,78", "1.23.456", "5 juta",
     "1e5", "nan", "½", "٣", "75,24 (2021)", "83,32 (96,40%)", "236 orang (69%)",
     "Rp1.234,50,-", "1234.567,-", "x" * 5000],
)  # fmt: skip
def test_cells_without_one_number_have_none_and_are_not_absent(text: str) -> None:
    assert read_cell(text, INDONESIAN) == Printed()


@pytest.mark.parametrize(
    ("text", "hint"),
    [("8.125", INDONESIAN), ("8,125", ENGLISH), ("8.125", None), ("8,125", None)],
)
def test_three_digits_stay_open_unless_the_document_says(text: str, hint: Language | None) -> None:
    printed = read_cell(text, hint)
    assert printed.value is None
    assert printed.ambiguous == (Decimal("8.125"), Decimal("8125"))
    assert read_cell("8,125", INDONESIAN).value == Decimal("8.125")
    assert read_cell("8.125", ENGLISH).value == Decimal("8.125")


def test_an_open_cell_keeps_its_grade_and_its_unit() -> None:
    printed = read_cell("1.234 Layanan (Baik)", INDONESIAN)
    assert printed == Printed(
        ambiguous=(Decimal("1.234"), Decimal("1234")), grade="Baik", unit="Layanan"
    )


@pytest.mark.parametrize("hint", [INDONESIAN, ENGLISH, None])
def test_a_column_of_whole_amounts_settles_one_group(hint: Language | None) -> None:
    assert read_cell("606,276", hint, whole=True).value == 606276
    assert read_cell("606.276", hint, whole=True).value == 606276
    assert read_cell("Rp606.276", hint).value == 606276


def test_a_whole_column_leaves_open_what_is_whole_both_ways() -> None:
    assert read_cell("500,000", INDONESIAN, whole=True).ambiguous == (
        Decimal(500),
        Decimal(500000),
    )
    assert read_cell("500.000", INDONESIAN, whole=True).value == 500000
    assert read_cell("500,000", whole=True).value == 500000
    assert read_cell("1234.567", INDONESIAN, whole=True) == Printed()


@given(
    st.one_of(st.text(), st.text(alphabet="0123456789.,.,-%() Rpna…", max_size=20)),
    st.sampled_from([INDONESIAN, ENGLISH, None]),
    st.booleans(),
)
def test_a_cell_says_at_most_one_thing(text: str, hint: Language | None, whole: bool) -> None:
    printed = read_cell(text, hint, whole=whole)
    said = [printed.value is not None, printed.absent, printed.ambiguous is not None]
    assert sum(said) <= 1
    if printed.value is not None:
        assert printed.value.as_tuple().exponent == -printed.decimals
    else:
        assert printed.decimals == 0


@given(
    st.text(alphabet="0123456789.,.,-+", max_size=16),
    st.sampled_from(sorted(LANGUAGES)).map(LANGUAGES.__getitem__),
)
def test_a_typed_number_means_the_same_in_print(text: str, language: Language) -> None:
    try:
        typed = read(text, language, Expects())
    except Refused:
        return
    assert read_cell(text, language).value == typed
    assert read_cell(as_typed(typed, language), language).value == typed
