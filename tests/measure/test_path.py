"""The way to the mid-term target, and what is overdue."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kinerja_tui.measure.explain import explain
from kinerja_tui.measure.figures import IndicatorScore
from kinerja_tui.measure.lateness import days_late
from kinerja_tui.measure.path import Path, path_of
from kinerja_tui.measure.scorecard import scorecard
from kinerja_tui.model.base import Number
from kinerja_tui.model.library import Library
from kinerja_tui.model.plan import PlanTarget
from tests.measure.builders import ROOT, store

SENJA = ROOT / "tests" / "stores" / "pulau-senja"


def path_in(own: Library, id_: str, year: int = 2022) -> tuple[IndicatorScore, Path | None]:
    score = scorecard(own, "dinas-air", year).indicator(id_)
    assert score is not None
    scale = own.scales.get(score.indicator.scale or "")
    return score, path_of(score, own.units["dinas-air"].plan_of(year), scale)


def test_each_remaining_year_brings_the_same() -> None:
    score, path = path_in(store(SENJA), "cakupan")
    assert path is not None and score.value.number == Decimal("83.00")
    assert path.left == 3
    assert path.step.value is not None
    assert path.step.value * 3 == Decimal("12.50")
    assert [each.year for each in path.stages] == [2023, 2024, 2025]
    assert path.stages[-1].needed == Decimal("95.50")
    planned = path.stages[0].planned
    assert planned is not None and planned.number == Decimal("85.00")


def test_the_step_says_where_it_comes_from() -> None:
    score, path = path_in(store(SENJA), "cakupan")
    assert path is not None
    *inputs, remaining, step = path.step.steps
    assert remaining.value == Decimal("12.50") and str(remaining.formula) == "95.5 - 83"
    assert str(step.formula) == "12.5 / 3 years" and "equal steps" in str(step.what)
    assert {each.source.file for each in inputs if each.source} == {
        score.indicator.origin,
        path.due.target.source.file,
    }
    card = scorecard(store(SENJA), "dinas-air", 2022)
    assert explain(card, "cakupan.path") == path.step


def test_towards_a_band_the_step_has_the_sign_of_its_direction() -> None:
    _, path = path_in(store(SENJA), "keasaman")
    assert path is not None and path.step.value is not None
    assert path.step.value < 0
    assert path.stages[-1].needed == Decimal("8.2")


def test_a_grade_has_no_steps() -> None:
    _, path = path_in(store(SENJA), "mutu-laporan")
    assert path is not None and path.step.value is None
    assert path.step.reason == "not-computable" and path.stages == ()


def test_without_a_target_in_the_plan_there_is_no_way() -> None:
    assert path_in(store(SENJA), "keluhan")[1] is None


def test_in_the_last_year_no_year_is_left() -> None:
    own = store(SENJA)
    records = own.units["dinas-air"]
    plan = records.plan_of(2022)
    assert plan is not None
    ends = replace(plan, end=2022)
    units = {**own.units, "dinas-air": replace(records, plans={plan.id: ends})}
    _, path = path_in(replace(own, units=units), "cakupan")
    assert path is not None and path.left == 0 and path.step.value is None


@given(
    st.decimals(min_value=0, max_value=1000, places=2),
    st.decimals(min_value=1, max_value=1000, places=2),
    st.integers(min_value=2023, max_value=2060),
)
def test_the_last_stage_is_the_target_or_better(value: Decimal, goal: Decimal, end: int) -> None:
    own = store(SENJA)
    records = own.units["dinas-air"]
    plan = records.plan_of(2022)
    assert plan is not None
    target = {**plan.indicator["cakupan"].target, end: PlanTarget(value=Number(goal))}
    indicator = replace(plan.indicator["cakupan"], target=target)
    until = replace(plan, end=end, indicator={**plan.indicator, "cakupan": indicator})
    book = records.books[2022]
    measured = book.indicators["cakupan"]
    assert measured.realisation is not None
    realisation = replace(measured.realisation, value=Number(value))
    indicators = {**book.indicators, "cakupan": replace(measured, realisation=realisation)}
    books = {**records.books, 2022: replace(book, indicators=indicators)}
    unit = replace(records, plans={plan.id: until}, books=books)
    score, path = path_in(replace(own, units={**own.units, "dinas-air": unit}), "cakupan")
    assert path is not None and path.step.value is not None and score.value.number == value
    last = path.stages[-1].needed
    assert abs(last - max(goal, value)) < Decimal("1e-40")
    assert (path.step.value == 0) == (value >= goal)


@pytest.mark.parametrize(
    ("status", "due", "late"),
    [
        ("open", date(2022, 12, 30), 1),
        ("started", date(2022, 12, 31), 0),
        ("started", date(2021, 12, 31), 365),
        ("done", date(2021, 12, 31), 0),
        ("declined", date(2021, 12, 31), 0),
        ("dropped", date(2021, 12, 31), 0),
        ("open", None, 0),
    ],
)
def test_what_is_owed_is_late_after_its_day(status: str, due: date | None, late: int) -> None:
    assert days_late(status, due, date(2022, 12, 31)) == late
