"""Printing: worked examples, the way back through reading, and rounding against whole numbers."""

from __future__ import annotations

from decimal import Context, Decimal, Inexact, getcontext, localcontext

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kinerja_tui.locale import ENGLISH, INDONESIAN, LANGUAGES, Language
from kinerja_tui.numbers import (
    Expects,
    Refused,
    Rounding,
    as_typed,
    number,
    percent,
    plain,
    read,
    rounded,
    rupiah,
)

languages = st.sampled_from(sorted(LANGUAGES)).map(LANGUAGES.__getitem__)
# 24 digits are the most that reading takes.
values = st.builds(
    lambda whole, places: Decimal(whole).scaleb(-places, Context(prec=30)),
    st.integers(-(10**14), 10**14),
    st.integers(0, 9),
)
amounts = st.integers(-(10**23), 10**23).map(Decimal)
SEVEN = Decimal("7719313000")


@pytest.mark.parametrize(
    ("printed", "indonesian", "english"),
    [
        (lambda language: as_typed(Decimal("60.00"), language), "60,00", "60.00"),
        (lambda language: as_typed(Decimal("62"), language), "62", "62"),
        (lambda language: as_typed(Decimal("1E+5"), language), "100000", "100000"),
        (lambda language: as_typed(Decimal("1E-7"), language), "0,0000001", "0.0000001"),
        (lambda language: number(Decimal("83.32088745"), language, 2), "83,32", "83.32"),
        (lambda language: number(Decimal("2.5"), language, 0), "3", "3"),
        (lambda language: number(Decimal("2.5"), language, 0, rounding="half-even"), "2", "2"),
        (lambda language: number(Decimal("-0.004"), language, 2), "0,00", "0.00"),
        (lambda language: number(SEVEN, language), "7719313000", "7719313000"),
        (lambda language: number(SEVEN, language, grouped=True), "7.719.313.000", "7,719,313,000"),
        (
            lambda language: number(Decimal("-1234.5"), language, 2, grouped=True),
            "-1.234,50",
            "-1,234.50",
        ),
        (lambda language: number(Decimal("999.999"), language, 2, True), "1.000,00", "1,000.00"),
        (lambda language: percent(Decimal("100.5574"), language), "100,56%", "100.56%"),
        (lambda language: percent(Decimal("100"), language), "100,00%", "100.00%"),
        (lambda language: percent(Decimal("100"), language, drop_zeros=True), "100%", "100%"),
        (lambda language: percent(Decimal("99.999"), language, drop_zeros=True), "100%", "100%"),
        (
            lambda language: percent(Decimal("100.50"), language, drop_zeros=True),
            "100,50%",
            "100.50%",
        ),
        (lambda language: percent(Decimal("87.6"), language, None), "87,6%", "87.6%"),
        (lambda language: percent(Decimal("2.5"), language, 0, rounding="half-even"), "2%", "2%"),
        (lambda language: rupiah(SEVEN, language), "Rp7.719.313.000", "Rp7,719,313,000"),
        (lambda language: rupiah(SEVEN, language, False), "7.719.313.000", "7,719,313,000"),
        (lambda language: rupiah(Decimal(0), language), "Rp0", "Rp0"),
        (lambda language: rupiah(Decimal(-500000), language), "-Rp500.000", "-Rp500,000"),
        (lambda language: rupiah(Decimal("1234.50"), language), "Rp1.234,50", "Rp1,234.50"),
        (lambda language: plain(SEVEN), "7719313000", "7719313000"),
        (lambda language: plain(Decimal("-61.340")), "-61.340", "-61.340"),
    ],
)
def test_worked_examples(printed: object, indonesian: str, english: str) -> None:
    assert callable(printed)
    assert printed(INDONESIAN) == indonesian
    assert printed(ENGLISH) == english


@pytest.mark.parametrize("value", ["NaN", "sNaN", "Infinity", "-Infinity"])
def test_what_is_not_finite_is_not_printed(value: str) -> None:
    odd = Decimal(value)
    for printed in (
        lambda: plain(odd),
        lambda: as_typed(odd, INDONESIAN),
        lambda: rounded(odd, 2),
        lambda: number(odd, INDONESIAN),
        lambda: number(odd, INDONESIAN, 2, True),
        lambda: percent(odd, INDONESIAN),
        lambda: percent(odd, INDONESIAN, None),
        lambda: rupiah(odd, INDONESIAN),
    ):
        with pytest.raises(ValueError, match="finite"):
            printed()


@pytest.mark.parametrize("value", ["1E+1000001", "1E+999999999999999999", "-1E+10000000"])
def test_a_number_that_would_fill_the_memory_is_not_printed(value: str) -> None:
    with pytest.raises(ValueError, match="too wide"):
        plain(Decimal(value))
    with pytest.raises(ValueError, match="too wide"):
        rounded(Decimal(value), 2)


def test_a_tiny_number_rounds_to_zero_but_is_not_written_out() -> None:
    tiny = Decimal("1E-999999999999")
    assert str(rounded(tiny, 2)) == "0.00"
    with pytest.raises(ValueError, match="too wide"):
        plain(tiny)


def test_decimals_cannot_be_negative() -> None:
    with pytest.raises(ValueError, match="negative"):
        rounded(Decimal(1234), -2)


@pytest.mark.parametrize(
    ("value", "decimals", "half_up", "half_even"),
    [
        ("0.005", 2, "0.01", "0.00"),
        ("0.015", 2, "0.02", "0.02"),
        ("-0.005", 2, "-0.01", "0.00"),
        ("2.2841", 2, "2.28", "2.28"),
        ("99.995", 2, "100.00", "100.00"),
        ("62", 2, "62.00", "62.00"),
        ("0.4", 0, "0", "0"),
        ("0.5", 0, "1", "0"),
        ("-0.5", 0, "-1", "0"),
        ("1E+3", 1, "1000.0", "1000.0"),
    ],
)
def test_rounding(value: str, decimals: int, half_up: str, half_even: str) -> None:
    assert str(rounded(Decimal(value), decimals)) == half_up
    assert str(rounded(Decimal(value), decimals, "half-even")) == half_even


@given(st.integers(-(10**60), 10**60), st.integers(0, 40), st.integers(0, 40))
@example(-5, 1, 0)
@example(10**60 - 1, 40, 0)
def test_half_up_is_what_whole_numbers_say(units: int, places: int, decimals: int) -> None:
    value = Decimal(f"{units}E-{places}")
    if decimals >= places:
        expected = abs(units) * 10 ** (decimals - places)
    else:
        step = 10 ** (places - decimals)
        expected = (2 * abs(units) + step) // (2 * step)
    result = rounded(value, decimals)
    sign, digits, exponent = result.as_tuple()
    assert exponent == -decimals
    assert int("".join(map(str, digits))) == expected
    assert bool(sign) == (units < 0 and expected > 0)


@given(st.integers(-(10**60), 10**60), st.integers(0, 40), st.integers(0, 40))
def test_half_even_is_half_up_except_on_a_tie(units: int, places: int, decimals: int) -> None:
    value = Decimal(f"{units}E-{places}")
    up, even = rounded(value, decimals), rounded(value, decimals, "half-even")
    step = 10 ** max(places - decimals, 0)
    if abs(units) % step * 2 == step:
        assert even.as_tuple().digits[-1] % 2 == 0
    else:
        assert even == up


@given(st.integers(-(10**200), 10**200), st.integers(0, 100), languages)
def test_many_digits_are_neither_lost_nor_in_need_of_a_context(
    units: int, places: int, language: Language
) -> None:
    value = Decimal(f"{units}E-{places}")
    with localcontext(Context(prec=1, traps=[Inexact])):
        text = number(value, language, grouped=True)
        printed = (as_typed(value, language), number(value, language, places), plain(value))
        prec = getcontext().prec
    assert prec == 1
    shown = text.replace(language.group, "").replace(language.decimal, ".")
    assert Decimal(shown) == value
    assert {Decimal(each.replace(language.decimal, ".")) for each in printed} == {value}


def test_printing_leaves_the_decimal_context_as_it_was() -> None:
    before = repr(getcontext())
    rounded(Decimal("1.005"), 2)
    rupiah(Decimal("1234567.5"), INDONESIAN)
    assert repr(getcontext()) == before


@given(values, languages)
def test_as_typed_is_read_back_digit_for_digit(value: Decimal, language: Language) -> None:
    back = read(as_typed(value, language), language, Expects())
    assert back == value
    assert back.as_tuple().exponent == value.as_tuple().exponent
    assert read(number(value, language), language, Expects()) == value
    assert read(plain(value), ENGLISH, Expects()) == value


@given(values, languages, st.integers(0, 9), st.sampled_from(["half-up", "half-even"]))
def test_rounded_numbers_are_read_back(
    value: Decimal, language: Language, decimals: int, rounding: Rounding
) -> None:
    shown = rounded(value, decimals, rounding)
    assert read(number(value, language, decimals, rounding=rounding), language, Expects()) == shown
    for drop_zeros in (False, True):
        text = percent(value, language, decimals, drop_zeros, rounding)
        assert read(text, language, Expects(percent=True)) == shown


@given(amounts, languages)
@example(Decimal(1234), INDONESIAN)
@example(Decimal(1234), ENGLISH)
def test_whole_amounts_are_read_back(value: Decimal, language: Language) -> None:
    for symbol in (True, False):
        text = rupiah(value, language, symbol)
        assert read(text, language, Expects(rupiah=True)) == value
    assert read(rupiah(value, language), language, Expects(measured_in="Rp")) == value
    assert read(number(value, language, grouped=True), language, Expects(whole=True)) == value


@given(values, languages)
@example(Decimal("1234"), INDONESIAN)
@example(Decimal("1.234"), ENGLISH)
def test_grouped_numbers_are_read_back_or_asked_about(value: Decimal, language: Language) -> None:
    for text in (number(value, language, grouped=True), rupiah(value, language)):
        expects = Expects(measured_in="Rp") if "R" in text else Expects()
        try:
            back = [read(text, language, expects)]
        except Refused as refused:
            back = [read(offer, language, expects) for offer in refused.offers]
            assert len(back) == 2
        assert value in back
