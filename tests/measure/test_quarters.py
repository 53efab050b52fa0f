from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja_tui.measure.figures import QuarterScore, TargetValue
from kinerja_tui.measure.quarters import consolidate, consolidated_target, score_quarters
from kinerja_tui.model.base import Source
from kinerja_tui.model.indicator import Indicator
from kinerja_tui.model.settings import Rules
from tests.measure.builders import indicator, scale

OPINION = scale(
    "opini",
    {"a": {"at_least": 90, "score": 4}, "b": {"at_least": 70, "score": 3}, "c": {"score": 1}},
)


def quarters(*tables: str, **fields: Any) -> Indicator:
    """An indicator whose quarters hold `tables`, in order."""
    text = "".join(f"[q{place}]\n{table}\n" for place, table in enumerate(tables, 1))
    return indicator(text, **fields)


def number(each: Indicator) -> Decimal | None:
    found = consolidate(each, OPINION)
    return found.figure.value if found else None


def scores(each: Indicator, year: int = 40) -> list[QuarterScore]:
    target = TargetValue(Source("f", "k"), number=Decimal(year))
    return list(score_quarters(each, target, Rules(), OPINION))


FOUR = ("value = 10", "value = 12.5", "value = 7.5", "value = 20")


@pytest.mark.parametrize(("way", "value"), [("last", 20), ("sum", 50), ("mean", "12.5")])
def test_three_ways(way: str, value: Any) -> None:
    assert number(quarters(*FOUR, consolidation=way)) == Decimal(value)


def test_nothing_is_made_of_nothing() -> None:
    assert consolidate(indicator(), None) is None
    assert consolidate(quarters("target = 5", "state = 'unmeasured'\nvalue = 3"), None) is None


@pytest.mark.parametrize(("way", "value"), [("last", 20), ("sum", 30), ("mean", 15)])
def test_missing_quarters_are_left_out(way: str, value: int) -> None:
    found = consolidate(
        quarters("value = 10", "target = 1", "", "value = 20", consolidation=way), None
    )
    assert found is not None
    assert (found.figure.value, found.complete) == (Decimal(value), False)
    complete = consolidate(quarters(*FOUR, consolidation=way), None)
    assert complete is not None
    assert complete.complete


RATIOS = ("numerator = 30\ndenominator = 40", "numerator = 10\ndenominator = 60")


@pytest.mark.parametrize(
    ("way", "value"), [("sum", 40), ("last", "16.66666667"), ("mean", "45.83333333")]
)
def test_ratios(way: str, value: Any) -> None:
    found = number(quarters(*RATIOS, kind="ratio", consolidation=way))
    assert found is not None
    assert round(found, 8) == Decimal(value)


def test_a_sum_of_ratios_needs_every_numerator() -> None:
    mixed = quarters(*RATIOS, "value = 50", kind="ratio", consolidation="sum")
    found = consolidate(mixed, None)
    assert found is not None
    assert (found.figure.value, found.figure.reason) == (None, "not-computable")


def test_grades_by_quarter() -> None:
    graded = ("grade = 'b'", "grade = 'a'")
    last = consolidate(quarters(*graded, kind="grade"), OPINION)
    assert last is not None
    assert last.grade is not None
    assert (last.figure.value, last.grade.id) == (Decimal(4), "a")
    mean = consolidate(quarters(*graded, kind="grade", consolidation="mean"), OPINION)
    assert mean is not None
    assert (mean.figure.value, mean.grade) == (Decimal("3.5"), None)


def test_scores_and_values_do_not_add_up() -> None:
    mixed = quarters("grade = 'b'", "value = 75", kind="grade", consolidation="mean")
    plain = quarters("grade = 'b'", "value = 75", kind="grade")
    graded = quarters("value = 75", "grade = 'b'", consolidation="sum")
    for each in (mixed, plain, graded):
        found = consolidate(each, OPINION)
        assert found is not None
        assert found.figure.reason == "not-computable"
    assert number(quarters("value = 75", "grade = 'b'", kind="grade")) == 3


def test_percent_of_the_quarter_and_of_the_year() -> None:
    tables = ("target = 10\nvalue = 8", "target = 10\nvalue = 12")
    first, second = scores(quarters(*tables, consolidation="sum"))
    assert (first.target, first.to_date) == (Decimal(10), Decimal(8))
    assert (first.of_quarter.value, first.of_year.value) == (Decimal(80), Decimal(20))
    assert (second.of_quarter.value, second.to_date) == (Decimal(120), Decimal(20))
    assert second.of_year.value == 50
    assert str(second.of_year.steps[-1].formula) == "20 / 40 x 100"


def test_a_cumulative_series_stands_at_its_last_value() -> None:
    tables = ("target = 10\nvalue = 8", "target = 20\nvalue = 18")
    second = scores(quarters(*tables, cumulative=True))[1]
    assert (second.to_date, second.of_quarter.value) == (Decimal(18), Decimal(90))
    assert second.of_year.value == 45


def test_quarters_follow_the_polarity() -> None:
    first = scores(quarters("target = 10\nvalue = 8", polarity="minimize"))[0]
    assert first.of_quarter.value == 120
    assert first.of_year.value == 180


def test_a_quarter_without_a_value_says_why() -> None:
    tables = ("value = 5", "target = 10", "state = 'unavailable'\nvalue = 9", "value = 7")
    one, two, three, four = scores(quarters(*tables, consolidation="sum"))
    assert one.of_quarter.reason == "no-target"
    assert (two.value.reason, two.of_year.reason) == ("no-realisation", "no-realisation")
    assert (three.value.value, three.value.reason) == (None, "unavailable")
    assert three.to_date is None
    assert four.to_date == 12


def test_a_quarters_denominator_of_zero() -> None:
    score = scores(quarters("numerator = 1\ndenominator = 0", kind="ratio"))[0]
    assert score.value.reason == "not-computable"
    assert score.of_quarter.reason == "not-computable"


def test_a_grade_to_date_is_a_score() -> None:
    tables = ("grade = 'b'\ntarget_grade = 'a'", "grade = 'a'\ntarget_grade = 'a'")
    each = quarters(*tables, kind="grade", consolidation="mean")
    year = TargetValue(Source("f", "k"), grade=None, score=Decimal(4))
    first, second = score_quarters(each, year, Rules(), OPINION)
    assert (first.target, first.of_quarter.value) == (Decimal(4), Decimal(75))
    assert second.of_year.value == Decimal("87.5")


@pytest.mark.parametrize(("way", "value"), [("last", 40), ("sum", 100), ("mean", 25)])
def test_the_targets_consolidate_as_the_values_do(way: str, value: int) -> None:
    tables = [f"target = {n}0" for n in range(1, 5)]
    assert consolidated_target(quarters(*tables, consolidation=way), None) == value
    assert consolidated_target(quarters(*tables[:3], consolidation=way), None) is None


def test_steps_name_the_quarters_keys() -> None:
    found = consolidate(quarters(*FOUR, consolidation="mean"), None)
    assert found is not None
    keys = [step.source.key for step in found.figure.steps if step.source]
    assert keys == ["q1.value", "q2.value", "q3.value", "q4.value"]
    assert str(found.figure.steps[-1].formula) == "50.0 / 4"


values = st.lists(st.decimals(min_value=-100, max_value=100, places=2), min_size=4, max_size=4)


@given(values=values)
def test_the_mean_is_a_fourth_of_the_sum(values: list[Decimal]) -> None:
    tables = [f"value = {each}" for each in values]
    total = number(quarters(*tables, consolidation="sum"))
    mean = number(quarters(*tables, consolidation="mean"))
    assert total is not None and mean is not None
    assert mean * 4 == total == sum(values)
