from __future__ import annotations

from decimal import Decimal

import pytest

from kinerja_tui.measure.target import (
    target_in_agreement,
    target_in_history,
    target_in_plan,
    target_in_quarter,
    target_number,
    target_steps,
)
from kinerja_tui.model.agreement import Target
from kinerja_tui.model.base import Number
from kinerja_tui.model.plan import Plan
from tests.measure.builders import agreement, indicator, record, scale, target

KELAS = scale("kelas", {"bb": {"above": 70, "score": 5, "name": "BB"}, "b": {}})
PLAN = record(
    Plan,
    """
    id = "plan-2020-2024"
    name = "Renstra"
    start = 2020
    end = 2024
    [indicator.lama]
    name = "Satu"
    [indicator.lama.target.2022]
    value = 61
    [indicator.lama.target.2024]
    lo = 7
    hi = 8
    """,
    "u/plan-2020-2024.toml",
)


def test_a_number_in_an_agreement() -> None:
    found = target_in_agreement(agreement({"satu": target("60.50")}), indicator(), None)
    assert found is not None
    assert str(found.number) == "60.50"
    assert found.source.file == "u/2022/agreements/1-awal.toml"
    assert found.source.key == "target.satu.value"


def test_an_agreement_without_it_promises_nothing() -> None:
    assert target_in_agreement(agreement({"dua": target(1)}), indicator(), None) is None
    assert target_in_agreement(None, indicator(), None) is None
    assert target_in_agreement(agreement({"satu": Target()}), indicator(), None) is None


def test_a_band_is_written_at_two_keys() -> None:
    band = Target(lo=Number(7), hi=Number(8))
    found = target_in_agreement(agreement({"satu": band}), indicator(), None)
    assert found is not None
    assert target_number(found) is None
    steps = target_steps(found)
    assert [step.value for step in steps] == [7, 8]
    keys = [step.source.key for step in steps if step.source]
    assert keys == ["target.satu.lo", "target.satu.hi"]


def test_a_grade_brings_its_score() -> None:
    graded = Target(grade="bb")
    found = target_in_agreement(agreement({"satu": graded}), indicator(), KELAS)
    assert found is not None
    assert found.grade is not None
    assert (found.grade.id, found.score, target_number(found)) == ("bb", Decimal(5), Decimal(5))
    assert found.source.key == "target.satu.grade"
    assert str(target_steps(found)[0].what) == "Target, grade BB"


def test_an_unknown_grade_is_a_target_without_a_number() -> None:
    found = target_in_agreement(agreement({"satu": Target(grade="zz")}), indicator(), KELAS)
    assert found is not None
    assert target_number(found) is None


def test_the_plan_knows_an_indicator_by_its_former_id() -> None:
    renamed = indicator(was=["lama"])
    found = target_in_plan(PLAN, renamed, 2022, None)
    assert found is not None
    assert (found.number, found.source.key) == (Decimal(61), "indicator.lama.target.2022.value")
    last = target_in_plan(PLAN, renamed, 2024, None)
    assert last is not None
    assert (last.lo, last.hi) == (Decimal(7), Decimal(8))
    assert target_in_plan(PLAN, renamed, 2023, None) is None
    assert target_in_plan(PLAN, indicator(), 2022, None) is None


@pytest.mark.parametrize(
    ("text", "key", "numbers"),
    [
        ("target = 60", "history.2021.target", [60]),
        ("target_grade = 'bb'", "history.2021.target_grade", [5]),
        ("target_lo = 7\ntarget_hi = 8", "history.2021.target_lo", [7, 8]),
    ],
)
def test_history(text: str, key: str, numbers: list[int]) -> None:
    found = target_in_history(indicator(f"[history.2021]\n{text}"), 2021, KELAS)
    assert found is not None
    assert found.source.key == key
    assert [step.value for step in target_steps(found)] == numbers


def test_history_without_a_target() -> None:
    past = indicator("[history.2021]\nvalue = 5")
    assert target_in_history(past, 2021, None) is None
    assert target_in_history(past, 2020, None) is None


def test_quarters() -> None:
    each = indicator("[q1]\ntarget = 10\n[q2]\ntarget_grade = 'bb'\n[q3]\nvalue = 3")
    assert target_number(target_in_quarter(each, "q1", None)) == 10
    assert target_number(target_in_quarter(each, "q2", KELAS)) == 5
    assert target_in_quarter(each, "q3", None) is None
    assert target_in_quarter(each, "q4", None) is None
