"""Number tokens of TOML: kept as typed, refused where they are no number of a record."""

from __future__ import annotations

from decimal import Decimal

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from kinerja_tui.numbers import MOST_DIGITS, RefusedToken, token, token_like, toml_float

values = st.builds(
    lambda whole, places: Decimal(f"{whole}E-{places}"),
    st.integers(-(10**20), 10**20),
    st.integers(0, 12),
)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("60.00", "60.00"),
        ("62", "62"),
        ("-0.5", "-0.5"),
        ("1E+5", "100000"),
        ("1E-9", "0.000000001"),
        ("83.32088745", "83.32088745"),
        ("7719313000", "7719313000"),
    ],
)
def test_tokens_are_written_as_typed_and_without_exponent(value: str, text: str) -> None:
    assert token(Decimal(value)) == text


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity"])
def test_only_finite_numbers_have_tokens(value: str) -> None:
    with pytest.raises(ValueError, match="finite"):
        token(Decimal(value))
    with pytest.raises(ValueError, match="finite"):
        token_like("1_000", Decimal(value))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("61.34", "61.34"),
        ("60.00", "60.00"),
        ("1_000.5", "1000.5"),
        ("1_000.000_5", "1000.0005"),
        ("+1.50", "1.50"),
        ("-0.5", "-0.5"),
        ("0." + "1" * (MOST_DIGITS - 1), "0." + "1" * (MOST_DIGITS - 1)),
    ],
)
def test_float_tokens_are_read(text: str, value: str) -> None:
    parsed = tomli.loads(f"value = {text}", parse_float=toml_float)["value"]
    assert isinstance(parsed, Decimal)
    assert str(parsed) == value


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("nan", "This is not a number that can be counted with."),
        ("+nan", "This is not a number that can be counted with."),
        ("inf", "This is not a number that can be counted with."),
        ("-inf", "This is not a number that can be counted with."),
        ("1e5", "Write the number out in digits."),
        ("6.0E-3", "Write the number out in digits."),
        ("1e999999999", "Write the number out in digits."),
        ("0." + "1" * MOST_DIGITS, "The number is too long: at most 24 digits."),
    ],
)
def test_refused_tokens_are_text_that_says_why(text: str, reason: str) -> None:
    parsed = tomli.loads(f"value = {text}", parse_float=toml_float)["value"]
    assert isinstance(parsed, RefusedToken)
    assert parsed == text
    assert str(parsed.message) == reason


@pytest.mark.parametrize(
    ("old", "value", "new"),
    [
        ("7_719_313_000", "1255330000", "1_255_330_000"),
        ("7_719_313_000", "999", "999"),
        ("7_719_313_000", "-1000", "-1_000"),
        ("1_000", "1234.5", "1_234.5"),
        ("1_000.25", "1234567.25", "1_234_567.25"),
        ("+1_000", "2000", "2_000"),
        ("7719313000", "1255330000", "1255330000"),
        ("61.34", "62", "62"),
        ("0.000_1", "12345.0001", "12345.0001"),
        ("0xdead_beef", "1255330000", "1255330000"),
        ('"1_000"', "2000", "2000"),
    ],
)
def test_a_new_token_keeps_the_style_of_the_old(old: str, value: str, new: str) -> None:
    assert token_like(old, Decimal(value)) == new


@given(values, st.sampled_from(["61.34", "7_719_313_000", "1_000.5"]))
def test_every_token_is_toml_and_gives_the_value_back(value: Decimal, old: str) -> None:
    for text in (token(value), token_like(old, value)):
        parsed = tomli.loads(f"value = {text}", parse_float=toml_float)["value"]
        assert not isinstance(parsed, RefusedToken)
        assert parsed == value
        decimals = len(text.partition(".")[2])
        assert -decimals == value.as_tuple().exponent


@given(st.text())
def test_any_text_gives_a_number_or_a_refused_token(text: str) -> None:
    parsed = toml_float(text)
    assert isinstance(parsed, RefusedToken) or parsed.is_finite()
