from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja_tui.measure.figures import Scorecard
from kinerja_tui.measure.scorecard import scorecard
from kinerja_tui.model.indicator import Indicator
from tests.measure.builders import agreement, book, goals, indicator, library, stated, target

CARRIED = "data_year = 2021\nreason = 'x'"


def each(id_: str, text: str, weight: object = 1, goal: str = "g") -> Indicator:
    return indicator(text, id_=id_, goal=goal, weight=Decimal(str(weight)))


def card(*indicators: Indicator, **weights: str) -> Scorecard:
    """Every target is 100, so that a value is its own achievement."""
    names = sorted({own.goal for own in indicators} | set(weights)) or ["g"]
    signed = agreement({own.id: target(100) for own in indicators})
    return scorecard(
        library(book(*indicators, goals=goals(*names, **weights), agreements=(signed,))), "u", 2022
    )


def test_weights() -> None:
    mean = card(each("a", stated(80), 3), each("b", stated(120))).goals[0].mean
    assert (mean.value, mean.counted, mean.total) == (Decimal(90), 2, 2)
    assert str(mean.figure.steps[-1].formula) == "360 / 4"
    assert str(mean.figure.steps[0].what) == "IK 1 Satu, weight 3"


def test_what_is_not_counted_is_named_and_left_out() -> None:
    own = card(
        each("a", stated(80)),
        each("b", stated(120, "carried", CARRIED)),
        each("c", "[realisation]\nstate = 'unavailable'\nreason = 'x'"),
        each("d", ""),
    )
    mean = own.goals[0].mean
    assert (mean.value, mean.counted, mean.total) == (Decimal(80), 1, 4)
    texts = [str(step.what) for step in mean.figure.steps]
    assert texts[1:] == [
        "IK 1 Satu: not counted",
        "IK 1 Satu: not yet available",
        "IK 1 Satu: no realisation",
        "Mean, 1 of 4 indicators",
    ]
    assert [score.counts for score in own.indicators] == [True, False, False, False]


def test_the_unit_takes_the_goals_that_have_a_mean() -> None:
    own = card(
        each("a", stated(80), goal="x"),
        each("b", stated(100), goal="x"),
        each("c", stated(120), goal="y"),
        each("d", "", goal="z"),
        x="3",
        y="1",
        z="5",
    )
    assert [goal.mean.value for goal in own.goals] == [90, 120, None]
    assert own.mean.value == Decimal("97.5")
    assert (own.mean.counted, own.mean.total) == (3, 4)


@pytest.mark.parametrize(
    ("texts", "reason"),
    [
        (["", ""], "no-realisation"),
        ([stated(1, "carried", CARRIED)], "not-counted"),
        (["", stated(1, "carried", CARRIED)], "not-computable"),
        ([], "no-realisation"),
    ],
)
def test_a_mean_of_nothing_says_why(texts: list[str], reason: str) -> None:
    own = card(*[each(f"i{place}", text) for place, text in enumerate(texts)])
    mean = own.goals[0].mean
    assert (mean.value, mean.figure.reason, mean.counted) == (None, reason, 0)
    assert own.goals[0].status is None
    assert own.mean.figure.reason == reason


def test_weights_that_add_up_to_nothing() -> None:
    own = card(each("a", stated(80), 0))
    for mean in (own.goals[0].mean, own.mean):
        assert (mean.value, mean.figure.reason) == (None, "not-computable")
        assert (mean.counted, mean.total) == (0, 1)


def test_what_weighs_nothing_is_not_among_the_counted() -> None:
    own = card(
        each("a", stated(80)),
        each("b", stated(120), 0),
        each("c", stated(50), goal="h"),
        h="0",
    )
    assert [(goal.mean.value, goal.mean.counted) for goal in own.goals] == [
        (Decimal(80), 1),
        (Decimal(50), 1),
    ]
    assert (own.mean.value, own.mean.counted, own.mean.total) == (Decimal(80), 1, 3)
    assert str(own.mean.figure.steps[-1].what) == "Mean, 1 of 3 indicators"


def test_a_negative_weight_leaves_no_mean() -> None:
    own = card(each("a", stated(80), 3), each("b", stated(120), -1))
    for mean in (own.goals[0].mean, own.mean):
        assert (mean.value, mean.figure.reason) == (None, "not-computable")
        assert (mean.counted, mean.total) == (0, 2)
    goal = card(each("a", stated(80)), each("b", stated(90), goal="h"), h="-1")
    assert (goal.mean.value, goal.mean.figure.reason) == (None, "not-computable")
    silent = card(each("a", stated(80)), each("b", "", -1)).goals[0].mean
    assert (silent.value, silent.counted) == (Decimal(80), 1)


numbers = st.decimals(min_value=-50, max_value=300, places=2)
weights = st.decimals(min_value=1, max_value=9, places=1)
rows = st.lists(st.tuples(numbers, weights), min_size=1, max_size=6)


def mean_of(found: list[tuple[Decimal, Decimal]], *more: Indicator) -> Decimal:
    own = [each(f"i{place}", stated(value), weight) for place, (value, weight) in enumerate(found)]
    mean = card(*own, *more).goals[0].mean.value
    assert mean is not None
    return mean


@given(found=rows, extra=numbers)
def test_an_uncounted_value_never_moves_a_mean(
    found: list[tuple[Decimal, Decimal]], extra: Decimal
) -> None:
    silent = each("x", stated(extra, "final", "counted = false"))
    absent = each("y", f"[realisation]\nvalue = {extra}\nstate = 'unmeasured'\nreason = 'x'")
    assert mean_of(found, silent, absent, each("z", "")) == mean_of(found)


@given(found=rows, scaling=st.sampled_from([Decimal(2), Decimal("0.5"), Decimal(10)]))
def test_weights_matter_only_in_proportion(
    found: list[tuple[Decimal, Decimal]], scaling: Decimal
) -> None:
    scaled = [(value, weight * scaling) for value, weight in found]
    assert abs(mean_of(scaled) - mean_of(found)) < Decimal("1e-40")


@given(found=rows, data=st.data())
def test_the_order_of_the_indicators_does_not_matter(
    found: list[tuple[Decimal, Decimal]], data: st.DataObject
) -> None:
    assert mean_of(data.draw(st.permutations(found))) == mean_of(found)


@given(found=rows)
def test_a_mean_lies_between_its_terms(found: list[tuple[Decimal, Decimal]]) -> None:
    values = [value for value, _ in found]
    slack = Decimal("1e-40")
    assert min(values) - slack <= mean_of(found) <= max(values) + slack
