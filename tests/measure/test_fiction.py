"""The fictional store against figures that were worked out apart from the package."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest

from kinerja_tui.measure.exact import half_up
from kinerja_tui.measure.figures import IndicatorScore, Scorecard
from kinerja_tui.measure.scorecard import scorecard
from tests.measure.builders import FICTION, store

EXPECTED: dict[str, Any] = json.loads(
    FICTION.with_name("pulau-senja.expected.json").read_text(encoding="utf-8")
)
YEARS = sorted(EXPECTED["years"])


def card(year: str) -> Scorecard:
    return scorecard(store(FICTION), EXPECTED["unit"], int(year))


def two(value: Decimal | None) -> str | None:
    return None if value is None else str(half_up(value, 2).quantize(Decimal("0.01")))


def ten(value: Decimal | None) -> Decimal | None:
    return None if value is None else half_up(value, 10)


def capped(each: IndicatorScore) -> Decimal | None:
    """The figure after cap and floor, which an uncounted value has only in its steps."""
    if each.reason != "not-counted":
        return each.achievement.counted
    found = [step.value for step in each.achievement.figure.steps if step.formula]
    return found[-1]


def indicator_row(each: IndicatorScore, expected: dict[str, Any]) -> dict[str, Any]:
    row: dict[str, Any] = {
        "goal": each.indicator.goal,
        "value": ten(each.value.number),
        "value_from": each.value.way,
        "state": each.value.state,
        "achievement_raw": two(each.achievement.raw),
        "achievement": two(capped(each)),
        "counted": each.counts,
        "reason": each.reason,
        "grade": each.grade.id if each.grade else None,
    }
    if "status" in expected:
        row["status"] = each.status.id if each.status else None
    if "derived" in expected:
        row["derived"] = ten(each.composite.value.value) if each.composite else None
    if "groups" in expected:
        parts = each.composite.parts if each.composite else ()
        row["groups"] = {part.id: ten(part.value.value) for part in parts if part.group}
    return row


def exact(row: dict[str, Any]) -> dict[str, Any]:
    """A row of the file with its values as numbers, so that 83 and 83.0 are the same."""
    found = {key: value for key, value in row.items() if key != "achievement_half_even"}
    for key in ("value", "derived"):
        if found.get(key) is not None:
            found[key] = Decimal(found[key])
    if "groups" in found:
        found["groups"] = {
            id_: None if value is None else Decimal(value) for id_, value in found["groups"].items()
        }
    return found


@pytest.mark.parametrize("year", YEARS)
def test_indicators(year: str) -> None:
    expected = EXPECTED["years"][year]["indicators"]
    found = {each.id: indicator_row(each, expected[each.id]) for each in card(year).indicators}
    assert found == {id_: exact(row) for id_, row in expected.items()}


@pytest.mark.parametrize("year", YEARS)
def test_goals(year: str) -> None:
    own = card(year)
    spent = {each.goal: each for each in own.efficiency.goals}
    found = {
        each.id: {
            "achievement": two(each.mean.value),
            "counted": each.mean.counted,
            "total": each.mean.total,
            "status": each.status.id if each.status else None,
            "absorption": two(spent[each.id].absorption.value),
            "difference": two(spent[each.id].difference.value),
            "reason": spent[each.id].difference.reason,
        }
        for each in own.goals
    }
    assert found == EXPECTED["years"][year]["goals"]


@pytest.mark.parametrize("year", YEARS)
def test_the_unit(year: str) -> None:
    own = card(year)
    assert own.agreement is not None
    assert own.agreement.id == EXPECTED["years"][year]["agreement"]
    assert {
        "achievement": two(own.mean.value),
        "counted": own.mean.counted,
        "total": own.mean.total,
        "goals_counted": sum(1 for each in own.goals if each.mean.value is not None),
        "goals_total": len(own.goals),
        "status": own.status.id if own.status else None,
        "difference": two(own.efficiency.difference.value),
    } == EXPECTED["years"][year]["unit"]


@pytest.mark.parametrize("year", YEARS)
def test_the_budget(year: str) -> None:
    budget, expected = card(year).budget, EXPECTED["years"][year]
    assert {
        each.activity.id: {
            "ceiling": each.ceiling,
            "spending": each.spending.value,
            "absorption": two(each.absorption.value),
        }
        for each in budget.activities
    } == expected["activities"]
    assert {
        "ceiling": budget.ceiling,
        "spending_known": budget.spending.value,
        "activities_with_spending": len(budget.activities) - budget.without_spending,
        "activities": len(budget.activities),
        "absorption": two(budget.absorption.value),
        "reason": budget.absorption.reason,
    } == expected["budget"]


@pytest.mark.parametrize("year", sorted(EXPECTED["pmk"]))
def test_pmk(year: str) -> None:
    pmk = card(year).efficiency.pmk
    found = {
        each.activity: {
            "aaro": each.ceiling,
            "raro": each.spending,
            "cro": two(None if each.reached is None else each.reached * 100),
        }
        for each in pmk.outputs
    }
    expected = EXPECTED["pmk"][year]
    assert found == expected["outputs"]
    assert (two(pmk.raw), two(pmk.efficiency.value), two(pmk.value.value)) == (
        expected["e_raw"],
        expected["e"],
        expected["ne"],
    )
