from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja_tui.measure.composite import compose
from kinerja_tui.measure.figures import CompositeScore, PartScore
from kinerja_tui.model.base import Source
from tests.measure.builders import SAMPLE, indicator, scale, store

INDICATORS = store(SAMPLE).units["biro-osdm"].books[2022].indicators


def sample(id_: str) -> CompositeScore:
    own = INDICATORS[id_]
    stated = own.realisation.value if own.realisation else None
    found = compose(own, store(SAMPLE).scales, stated)
    assert found is not None
    return found


def part(score: CompositeScore, id_: str) -> PartScore:
    return next(each for each in score.parts if each.id == id_)


def built(
    method: str, parts: list[dict[str, Any]], stated: str | None = None, more: str = ""
) -> CompositeScore:
    text = f"[composite]\nmethod = '{method}'\n{more}\n"
    for place, fields in enumerate(parts):
        keys = "".join(
            f"{key} = {value!r}\n" if isinstance(value, str) else f"{key} = {value}\n"
            for key, value in fields.items()
            if key != "id"
        )
        text += f"[component.{fields.get('id', f'k{place}')}]\nname = 'K'\n{keys}"
    scales = {"unsur": scale("unsur", {"a": {"at_least": 3}, "b": {}})}
    found = compose(indicator(text), scales, Decimal(stated) if stated else None)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("id_", "value", "difference", "tolerance"),
    [
        ("ip-asn", "59.79", "1.55", "0.025"),
        ("kelembagaan", "83.319", "0.001", "0.0225"),
        ("spbe", "2.2841", "-0.0041", "0.01"),
        ("skm", "90.35875", "0.00125", "0.00625"),
    ],
)
def test_the_sample(id_: str, value: str, difference: str, tolerance: str) -> None:
    score = sample(id_)
    assert score.value.value == Decimal(value)
    assert score.difference == Decimal(difference)
    assert score.tolerance == Decimal(tolerance)


def test_parts_that_are_not_published_give_nothing() -> None:
    score = sample("merit")
    assert (score.value.value, score.value.reason) == (None, "not-computable")
    assert (score.difference, score.tolerance) == (None, None)
    assert [each.value.reason for each in score.parts] == ["no-realisation"] * 8


def test_groups_of_a_sum() -> None:
    score = sample("kelembagaan")
    upper = part(score, "struktur")
    assert upper.group
    assert (upper.value.value, upper.max) == (Decimal("41.64"), Decimal(50))
    assert upper.deviation == Decimal("16.72")
    assert part(score, "proses").value.value == Decimal("41.679")
    assert part(score, "risiko").deviation == 25


def test_groups_of_a_weighted_mean() -> None:
    score = sample("spbe")
    rows = {each.id: each for each in score.parts if each.group}
    shown = {id_: round(each.value.value or 0, 2) for id_, each in rows.items()}
    assert shown == {
        "kebijakan": Decimal("2.70"),
        "tata-kelola": Decimal("2.50"),
        "manajemen": Decimal("1.18"),
        "layanan": Decimal("2.45"),
    }
    assert [each.weight for each in rows.values()] == [13, 25, Decimal("16.5"), Decimal("45.5")]
    assert sum(each.weighted or 0 for each in rows.values()) == score.value.value
    assert {each.max for each in rows.values()} == {5}


def test_an_element_has_its_own_grade() -> None:
    score = sample("skm")
    codes = {each.id: each.grade.grade.code for each in score.parts if each.grade}
    assert codes["u1"] == "A"
    assert codes["u3"] == "B"
    assert len(codes) == 8
    assert part(score, "u8").weighted == Decimal("3.7894") / 8


@pytest.mark.parametrize(
    ("method", "parts", "more", "value", "formula"),
    [
        ("sum", [{"value": "1.5"}, {"value": 2}], "", "3.5", "1.5 + 2"),
        ("sum", [{"value": 2}], "", "2", "2"),
        ("sum", [{"value": 1}, {"value": 2}], "factor = 10", "30", "(1 + 2) x 10"),
        ("mean", [{"value": 3}, {"value": 4}], "factor = 25", "87.5", "(3 + 4) / 2 x 25"),
        (
            "weighted-mean",
            [{"value": 3, "weight": 25}, {"value": 4, "weight": 75}],
            "",
            "3.75",
            "(25 x 3 + 75 x 4) / 100",
        ),
    ],
)
def test_methods(
    method: str, parts: list[dict[str, Any]], more: str, value: str, formula: str
) -> None:
    parts = [{key: Decimal(str(x)) for key, x in each.items()} for each in parts]
    score = built(method, parts, more=more)
    assert score.value.value == Decimal(value)
    assert str(score.value.steps[-1].formula) == formula


@pytest.mark.parametrize(
    ("method", "parts"),
    [
        ("sum", [{"value": 1}, {}]),
        ("mean", [{"value": 1}, {}]),
        ("weighted-mean", [{"value": 1, "weight": 50}, {"value": 2}]),
        ("weighted-mean", [{"value": 1, "weight": 0}]),
    ],
)
def test_one_leaf_missing_and_nothing_comes_out(method: str, parts: list[dict[str, Any]]) -> None:
    score = built(method, parts, stated="3")
    assert (score.value.value, score.value.reason) == (None, "not-computable")
    assert score.difference is None


def test_a_zero_is_a_value() -> None:
    assert built("sum", [{"value": 0}, {"value": 0}]).value.value == 0


def test_an_explicit_tolerance_wins() -> None:
    assert built("sum", [{"value": 1}], "1.5", "tolerance = 0.75").tolerance == Decimal("0.75")


def test_the_tolerance_takes_the_finest_decimals_among_siblings() -> None:
    parts: list[dict[str, Any]] = [
        {"id": "g"},
        {"value": Decimal("1.25"), "parent": "g"},
        {"value": Decimal("1"), "parent": "g"},
        {"value": Decimal("2")},
    ]
    # Half of 0.1 for the stated value, twice half of 0.01 in the group, half of 1 outside it.
    assert built("sum", parts, "4.2").tolerance == Decimal("0.05") + Decimal("0.01") + Decimal(
        "0.5"
    )


def test_groups_come_from_their_leaves_without_the_factor() -> None:
    parts: list[dict[str, Any]] = [
        {"id": "g"},
        {"value": Decimal("3"), "parent": "g", "max": 4},
        {"value": Decimal("2"), "parent": "g", "max": 4},
        {"value": Decimal("4"), "max": 4},
    ]
    score = built("mean", parts, more="factor = 25\nscale = 'unsur'")
    assert score.value.value == 75
    group = part(score, "g")
    assert (group.value.value, group.max) == (Decimal("2.5"), Decimal(4))
    assert group.deviation == Decimal("37.5")
    assert group.grade is None
    assert [each.grade.id for each in score.parts if each.grade] == ["a", "b", "a"]


def test_a_circle_of_parents_ends() -> None:
    parts: list[dict[str, Any]] = [
        {"id": "a", "parent": "b"},
        {"id": "b", "parent": "a"},
        {"value": 1, "parent": "a"},
    ]
    score = built("sum", parts)
    assert score.value.value == 1
    assert part(score, "b").value.value == 1


def test_no_maximum_no_deviation() -> None:
    assert built("sum", [{"value": 1, "max": 0}, {"value": 1}]).parts[0].deviation is None


def test_sources_are_the_components_keys() -> None:
    steps = built("weighted-mean", [{"value": 3, "weight": 100}]).value.steps
    file = "u/2022/indicators/satu.toml"
    assert steps[0].source == Source(file, "component.k0.value")
    assert steps[1].source == Source(file, "component.k0.weight")


def test_an_indicator_without_components_is_no_composite() -> None:
    assert compose(indicator(), {}) is None


leaf = st.decimals(min_value=0, max_value=100, places=2)


@given(values=st.lists(st.tuples(leaf, st.sampled_from("xyz")), min_size=1, max_size=12))
def test_a_sum_is_the_sum_of_its_groups(values: list[tuple[Decimal, str]]) -> None:
    parts: list[dict[str, Any]] = [{"id": id_} for id_ in sorted({group for _, group in values})]
    parts += [{"value": value, "parent": group} for value, group in values]
    score = built("sum", parts)
    groups = [each.value.value or Decimal(0) for each in score.parts if each.group]
    assert sum(groups) == score.value.value == sum(value for value, _ in values)


@given(
    values=st.lists(
        st.tuples(leaf, st.decimals(min_value=1, max_value=50, places=1)), min_size=1, max_size=8
    ),
    scaling=st.sampled_from([2, 8, Decimal("0.5")]),
)
def test_weights_matter_only_in_proportion(
    values: list[tuple[Decimal, Decimal]], scaling: Decimal
) -> None:
    first = built("weighted-mean", [{"value": v, "weight": w} for v, w in values])
    second = built("weighted-mean", [{"value": v, "weight": w * scaling} for v, w in values])
    assert first.value.value is not None and second.value.value is not None
    assert abs(first.value.value - second.value.value) < Decimal("1e-40")
