from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja_tui.measure.exact import half_up
from kinerja_tui.measure.grade import built_in_status, grade_named, grade_of, status_scale
from kinerja_tui.model.base import Number
from kinerja_tui.model.scale import Grade, Scale
from tests.measure.builders import SAMPLE, scale, store


def found(of: Scale, value: str) -> str | None:
    graded = grade_of(of, Decimal(value))
    return graded.id if graded else None


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("sakip-2021", "90", "A"),
        ("sakip-2021", "90.01", "AA"),
        ("sakip-2021", "75.24", "BB"),
        ("sakip-2021", "0", "D"),
        ("skm-2017", "88.305", "A"),
        ("skm-2017", "88.304", "B"),
        ("skm-unsur-2017", "3.5321", "B"),
        ("kelembagaan-2018", "83.32", "P-5"),
        ("kelembagaan-2018", "80.5", "P-4"),
    ],
)
def test_the_scales_of_the_sample(name: str, value: str, code: str) -> None:
    graded = grade_of(store(SAMPLE).scales[name], Decimal(value))
    assert graded is not None
    assert graded.grade.code == code


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("ip-asn-2018", "61.34", "Rendah"),
        ("ip-asn-2018", "90.5", "Tinggi"),
        ("merit-2019", "336.5", "Sangat Baik"),
        ("merit-2019", "324.5", "Baik"),
        ("spbe-2020", "2.28", "Cukup"),
        ("spbe-2020", "2.6", "Baik"),
    ],
)
def test_a_value_between_two_classes_has_the_lower(name: str, value: str, expected: str) -> None:
    graded = grade_of(store(SAMPLE).scales[name], Decimal(value))
    assert graded is not None
    assert graded.grade.name == expected


def test_the_number_looked_up_is_the_rounded_one() -> None:
    rounded = scale("r", {"a": {"at_least": "88.31"}, "b": {}}, round=2)
    graded = grade_of(rounded, Decimal("88.305"))
    assert graded is not None
    assert (graded.id, graded.number) == ("a", Decimal("88.31"))
    exact = scale("r", {"a": {"at_least": "88.31"}, "b": {}})
    assert found(exact, "88.305") == "b"


def test_up_to_never_decides() -> None:
    grades = {"a": Grade(name="a", at_least=Number(80), up_to=Number(90)), "b": Grade(name="b")}
    assert found(Scale(schema=1, id="s", name="s", grade=grades), "95") == "a"


def test_below_the_last_bound_there_is_no_grade() -> None:
    merit = store(SAMPLE).scales["merit-2019"]
    assert found(merit, "99.9") is None
    assert grade_of(merit, None) is None
    assert grade_of(None, Decimal(1)) is None


def test_a_stated_grade_was_not_looked_up() -> None:
    sakip = store(SAMPLE).scales["sakip-2021"]
    graded = grade_named(sakip, "bb")
    assert graded is not None
    assert (graded.scale, graded.grade.code, graded.number) == ("sakip-2021", "BB", None)
    assert grade_named(sakip, "zz") is None
    assert grade_named(None, "bb") is None


@pytest.mark.parametrize(
    ("value", "id_"),
    [("100", "achieved"), ("99.999", "near"), ("80", "near"), ("79.9", "missed"), ("-5", "missed")],
)
def test_the_built_in_status(value: str, id_: str) -> None:
    assert found(built_in_status(), value) == id_


def test_an_unknown_status_scale_is_not_replaced() -> None:
    own = scale("status", {"x": {}})
    assert status_scale({"status": own}, "status") is own
    assert status_scale({}, "status") == built_in_status()
    assert status_scale({}, "lain") is None


values = st.decimals(min_value=-1000, max_value=1000, places=3)
bounds = st.lists(values, min_size=1, max_size=6, unique=True)


@given(bounds=bounds, exclusive=st.booleans(), decimals=st.sampled_from([None, 0, 2]), value=values)
def test_every_value_has_exactly_one_class(
    bounds: list[Decimal], exclusive: bool, decimals: int | None, value: Decimal
) -> None:
    key = "above" if exclusive else "at_least"
    classes = {f"k{n}": {key: each} for n, each in enumerate(sorted(bounds, reverse=True))}
    whole = scale("s", {**classes, "rest": {}}, round=decimals)
    graded = grade_of(whole, value)
    assert graded is not None
    number = value if decimals is None else half_up(value, decimals)
    reached = [n for n in bounds if (number > n if exclusive else number >= n)]
    assert graded.id == (f"k{len(bounds) - len(reached)}" if reached else "rest")


@given(bounds=bounds, a=values, b=values)
def test_a_better_value_has_no_worse_class(bounds: list[Decimal], a: Decimal, b: Decimal) -> None:
    classes = {f"k{n}": {"at_least": x} for n, x in enumerate(sorted(bounds, reverse=True))}
    whole = scale("s", {**classes, "rest": {}}, round=1)
    order = list(whole.grade)
    low, high = grade_of(whole, min(a, b)), grade_of(whole, max(a, b))
    assert low is not None and high is not None
    assert order.index(high.id) <= order.index(low.id)
