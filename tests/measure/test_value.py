from __future__ import annotations

from decimal import Decimal

import pytest

from kinerja_tui.measure.composite import compose
from kinerja_tui.measure.figures import Value
from kinerja_tui.measure.value import value_in_history, value_of
from kinerja_tui.model.base import Source
from kinerja_tui.model.indicator import Indicator, SharedIndicator, borrow
from kinerja_tui.model.scale import Scale
from tests.measure.builders import indicator, record, scale

OPINION = scale(
    "opini", {"wtp": {"at_least": 4, "score": 4, "name": "WTP"}, "lain": {"name": "Lain"}}
)
FINAL = "[realisation]\nstate = 'final'\n"
PARTS = (
    "[composite]\nmethod = 'sum'\n[component.a]\nname = 'A'\n{}\n[component.b]\nname = 'B'\n{}\n"
)
QUARTERS = "".join(f"[q{n}]\nvalue = {n}\n" for n in range(1, 5))


def value(each: Indicator, of: Scale | None = None) -> Value:
    return value_of(each, 2022, of, compose(each, {}))


def ratio(numerator: int, denominator: int, factor: str = "") -> Indicator:
    text = f"{FINAL}numerator = {numerator}\ndenominator = {denominator}\n"
    return indicator(f"{text}[ratio]\nnumerator='a'\ndenominator='b'\n{factor}", kind="ratio")


def test_the_stated_value_comes_first() -> None:
    found = value(indicator(f"{FINAL}value = 61.34\n{PARTS.format('value = 1', 'value = 2')}"))
    assert (found.number, found.way, found.state) == (Decimal("61.34"), "stated", "final")
    beside, first = found.figure.steps
    assert first.source == Source("u/2022/indicators/satu.toml", "realisation.value")
    assert (str(beside.what), beside.value) == ("Value from the components, not used", Decimal(3))
    assert str(beside.formula) == "1 + 2"


def test_quarters_beside_a_stated_value_are_shown_too() -> None:
    found = value(indicator(f"{FINAL}value = 9\n{QUARTERS}", consolidation="sum"))
    assert [step.value for step in found.figure.steps] == [10, 9]


def test_a_grade_is_worth_its_score() -> None:
    found = value(indicator(f"{FINAL}grade = 'wtp'", kind="grade", scale="opini"), OPINION)
    assert (found.number, found.way) == (Decimal(4), "grade")
    assert found.grade is not None
    assert found.grade.id == "wtp"
    assert found.figure.steps[-1].source == Source("scales/opini.toml", "grade.wtp.score")


@pytest.mark.parametrize("grade", ["lain", "zz"])
def test_a_grade_without_a_score_has_no_number(grade: str) -> None:
    found = value(indicator(f"{FINAL}grade = '{grade}'", kind="grade"), OPINION)
    assert (found.number, found.figure.reason) == (None, "not-computable")


def test_a_ratio() -> None:
    found = value(ratio(83, 100))
    assert (found.number, found.way) == (Decimal(83), "ratio")
    assert str(found.figure.steps[-1].formula) == "83 / 100 x 100"
    assert value(ratio(1, 4, "factor = 1")).number == Decimal("0.25")
    assert value(ratio(0, 4)).number == 0


def test_a_denominator_of_zero() -> None:
    found = value(ratio(5, 0))
    assert (found.number, found.figure.reason) == (None, "not-computable")
    assert len(found.figure.steps) == 2


def test_the_composite_then_the_quarters() -> None:
    whole = PARTS.format("value = 1.5", "value = 2")
    found = value(indicator(f"{FINAL}{whole}{QUARTERS}"))
    assert (found.number, found.way, found.state) == (Decimal("3.5"), "composite", "final")
    broken = PARTS.format("value = 1.5", "")
    found = value(indicator(f"{FINAL}{broken}{QUARTERS}"))
    assert (found.number, found.way) == (Decimal(4), "quarters")


def test_an_incomplete_composite_is_not_an_empty_one() -> None:
    begun = value(indicator(FINAL + PARTS.format("value = 1.5", "")))
    assert (begun.number, begun.figure.reason) == (None, "not-computable")
    empty = value(indicator(FINAL + PARTS.format("", "")))
    assert (empty.number, empty.figure.reason, empty.state) == (None, "no-realisation", "final")


def test_fewer_than_four_quarters_are_provisional() -> None:
    three = "[q1]\nvalue = 1\n[q2]\n[q3]\nvalue = 2\n[q4]\nvalue = 3\n"
    found = value(indicator(FINAL + three, consolidation="sum"))
    assert (found.number, found.state) == (Decimal(6), "provisional")
    found = value(indicator(FINAL + QUARTERS, consolidation="sum"))
    assert (found.number, found.state) == (Decimal(10), "final")


def test_without_a_realisation_what_is_derived_is_provisional() -> None:
    for text in (QUARTERS, PARTS.format("value = 1", "value = 3")):
        found = value(indicator(text))
        assert (found.number, found.state) == (Decimal(4), "provisional")
        assert found.data_year == 2022
    nothing = value(indicator())
    assert (nothing.number, nothing.figure.reason) == (None, "no-realisation")
    assert (nothing.state, nothing.way) == (None, None)


@pytest.mark.parametrize("state", ["unavailable", "unmeasured"])
def test_no_value_even_if_one_is_written(state: str) -> None:
    text = f"[realisation]\nstate = '{state}'\nreason = 'x'\nvalue = 5\n{QUARTERS}"
    found = value(indicator(text))
    assert (found.number, found.figure.reason, found.state) == (None, state, state)
    source = found.figure.steps[0].source
    assert source is not None
    assert source.key == "realisation.state"


def test_a_carried_value_says_of_which_year_it_is() -> None:
    text = "[realisation]\nvalue = 75.24\nstate = 'carried'\ndata_year = 2021\nreason = 'x'"
    found = value(indicator(text))
    assert (found.number, found.state, found.data_year) == (Decimal("75.24"), "carried", 2021)
    assert str(found.figure.steps[0].what) == "Realisation, a value of 2021"


def test_a_borrowed_value_names_the_file_it_is_written_in() -> None:
    measured = indicator(f"{FINAL}value = 5")
    shared = record(
        SharedIndicator,
        "id = 'pinjam'\ncode = 'IK 7'\ngoal = 'g'\nsame_as = 'u/satu'",
        "v/2022/indicators/pinjam.toml",
    )
    source = value(borrow(shared, measured)).figure.steps[0].source
    assert source == Source("u/2022/indicators/satu.toml", "realisation.value")


@pytest.mark.parametrize(
    ("text", "number", "reason"),
    [
        ("value = 59", 59, None),
        ("grade = 'wtp'", 4, None),
        ("target = 60", None, "no-realisation"),
        ("value = 59\nstate = 'unavailable'", None, "unavailable"),
    ],
)
def test_history(text: str, number: int | None, reason: str | None) -> None:
    found = value_in_history(indicator(f"[history.2021]\n{text}"), 2021, OPINION)
    assert (found.number, found.figure.reason) == (number, reason)
    assert value_in_history(indicator(), 2021, None).figure.reason == "no-realisation"
