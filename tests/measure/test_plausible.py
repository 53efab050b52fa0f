"""What speaks against a number, and what does not."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kinerja_tui.measure.plausible import Known, doubt, value_doubt
from kinerja_tui.model.activity import Activity
from kinerja_tui.model.agreement import Agreement, Party
from kinerja_tui.model.base import Number
from kinerja_tui.model.indicator import Component, Indicator
from kinerja_tui.model.plan import Plan, PlanIndicator
from kinerja_tui.model.scale import Grade, Scale

INDICATOR = Indicator(
    schema=1, id="x", code="IK 1", goal="g", name="X", measured_in="indeks", polarity="maximize"
)
SCALE = Scale(
    schema=1,
    id="s",
    name="S",
    grade={"a": Grade(name="A")},
    min=Number("1"),
    max=Number("5.00"),
)
ON_SCALE = Known(scale=SCALE)
VALUE = ("realisation", "value")
NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, places=2)


def said(number: str, indicator: Indicator = INDICATOR, known: Known = ON_SCALE) -> str:
    return str(value_doubt(indicator, Decimal(number), known) or "")


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("5.01", "Above the highest value of the scale, 5.00."),
        ("0.99", "Below the lowest value of the scale, 1."),
        ("1", ""),
        ("5", ""),
    ],
)
def test_a_scale_has_a_domain(number: str, text: str) -> None:
    assert said(number) == text


@given(NUMBERS)
def test_inside_its_scale_a_value_is_never_doubted(number: Decimal) -> None:
    found = value_doubt(INDICATOR, number, ON_SCALE)
    assert (found is None) == (Decimal(1) <= number <= Decimal(5))


@pytest.mark.parametrize(
    ("unit", "number", "text"),
    [
        ("orang", "-1", "Below 0, which this number cannot be."),
        ("orang", "0", ""),
        ("%", "-3.5", ""),
        ("Persen", "-3.5", ""),
        ("Rp", "-1000000", ""),
        ("%", "1000", ""),
        ("%", "6134", "Far above 100%: is the decimal sign right?"),
        ("orang", "6134", ""),
    ],
)
def test_a_unit_says_what_cannot_be(unit: str, number: str, text: str) -> None:
    assert said(number, replace(INDICATOR, measured_in=unit), Known()) == text


def test_what_is_below_0_itself_may_go_on_being_so() -> None:
    growing = replace(INDICATOR, measured_in="poin", baseline=Number("-4"))
    assert said("-3", growing, Known()) == ""
    assert said("-3", INDICATOR, Known(target=Decimal("-1"))) == ""


def test_ten_times_the_target_is_a_slip_of_the_decimal_sign() -> None:
    known = Known(target=Decimal("61"))
    slip = "More than 10 times the target, 61: is the decimal sign right?"
    assert said("6134", INDICATOR, known) == slip
    assert said("610", INDICATOR, known) == ""
    assert said("6134", INDICATOR, Known(target=Decimal(0))) == ""


def test_decimals_that_are_not_printed_are_said() -> None:
    printed = replace(INDICATOR, decimals=2)
    assert said("61.345", printed, Known()).startswith("Printed with 2 decimals")
    assert said("61.34", printed, Known()) == ""


@pytest.mark.parametrize(
    ("name", "number", "text"),
    [
        ("value", "40.5", "Above the maximum of this component, 40."),
        ("value", "40", ""),
        ("value", "-1", "Below 0, which this number cannot be."),
        ("weight", "-1", "Below 0, which this number cannot be."),
        ("min", "-1", ""),
    ],
)
def test_a_component_has_a_maximum(name: str, number: str, text: str) -> None:
    part = Component(name="P", max=Number("40"))
    record = replace(INDICATOR, component={"p": part})
    found = doubt(record, ("component", "p", name), Decimal(number))
    assert str(found or "") == text


def test_bounds_that_are_typed_beside_it_hold_too() -> None:
    path = ("component", "new", "value")
    beside = {"max": Decimal(10), "min": Decimal(2)}
    found = doubt(INDICATOR, path, Decimal(11), Known(beside=beside))
    assert str(found) == "Above the maximum of this component, 10."
    found = doubt(INDICATOR, path, Decimal(1), Known(beside=beside))
    assert str(found) == "Below the minimum of this component, 2."
    assert doubt(INDICATOR, path, Decimal(11)) is None


def test_a_component_on_a_scale_of_its_own() -> None:
    path = ("component", "new", "value")
    found = doubt(INDICATOR, path, Decimal(7), Known(parts=SCALE))
    assert str(found) == "Above the highest value of the scale, 5.00."


@pytest.mark.parametrize("path", [VALUE, ("q2", "target"), ("history", "2020", "value")])
def test_every_value_and_target_of_an_indicator_is_looked_at(path: tuple[str, ...]) -> None:
    assert doubt(INDICATOR, path, Decimal(9), ON_SCALE) is not None
    assert doubt(INDICATOR, path, Decimal(3), ON_SCALE) is None


def test_a_target_is_judged_by_its_indicator() -> None:
    party = Party(name="A", position="B")
    record = Agreement(schema=1, id="1", date="2022-01-01", first=party, second=party)  # type: ignore[arg-type]
    known = Known(indicator=INDICATOR, scale=SCALE)
    assert doubt(record, ("target", "x", "value"), Decimal(9), known) is not None
    assert doubt(record, ("target", "x", "value"), Decimal(3), known) is None
    assert doubt(record, ("target", "y", "value"), Decimal(-3)) is None


@pytest.mark.parametrize(
    ("path", "number", "text"),
    [
        (("physical",), "100.5", "Above 100%."),
        (("q1", "physical"), "-1", "Below 0, which this number cannot be."),
        (("share", "g", "percent"), "101", "Above 100%."),
        (("q2", "spending"), "5000001", "Above the ceiling, Rp5,000,000."),
        (("spending",), "5000000", ""),
        (("volume", "value"), "-1", "Below 0, which this number cannot be."),
        (("ceiling",), "1", ""),
    ],
)
def test_an_activity(path: tuple[str, ...], number: str, text: str) -> None:
    record = Activity(schema=1, id="x", name="X", ceiling=5_000_000)
    assert str(doubt(record, path, Decimal(number)) or "") == text


def test_a_plan_knows_only_units() -> None:
    own = PlanIndicator(name="X", measured_in="orang")
    record = Plan(schema=1, id="p", name="P", start=2020, end=2024, indicator={"x": own})
    path = ("indicator", "x", "target", "2022", "value")
    assert doubt(record, path, Decimal(-1)) is not None
    assert doubt(record, path, Decimal(9)) is None


def test_weights_and_parts_of_a_ratio_are_not_negative() -> None:
    for name in ("weight", "cap"):
        assert doubt(INDICATOR, (name,), Decimal(-1)) is not None
    assert doubt(INDICATOR, ("realisation", "numerator"), Decimal(-1)) is not None
    assert doubt(None, ("floor",), Decimal(-1)) is None
