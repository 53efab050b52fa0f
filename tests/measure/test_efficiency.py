from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja_tui.measure.budget import score_activity
from kinerja_tui.measure.efficiency import difference, pmk_efficiency
from kinerja_tui.measure.exact import half_up, none
from kinerja_tui.measure.figures import Efficiency, Figure, PmkEfficiency
from kinerja_tui.measure.scorecard import scorecard
from kinerja_tui.model.activity import Activity
from tests.measure.builders import (
    FICTION,
    SAMPLE,
    agreement,
    book,
    indicator,
    library,
    record,
    stated,
    store,
    target,
)

VOLUME = "[volume]\ntarget = 4\nvalue = 4\n"


def activity(text: str, ceiling: int = 1000, id_: str = "satu") -> Activity:
    head = f"id = '{id_}'\nname = '{id_}'\nceiling = {ceiling}\n"
    return record(Activity, head + text, f"u/2022/activities/{id_}.toml")


def pmk(*activities: Activity) -> PmkEfficiency:
    return pmk_efficiency([score_activity(each) for each in activities])


def efficiency(*activities: Activity, value: str = stated(90)) -> Efficiency:
    own = book(
        indicator(value),
        agreements=(agreement({"satu": target(100)}),),
        activities={each.id: each for each in activities},
    )
    return scorecard(library(own), "u", 2022).efficiency


def two(figure: Figure) -> Decimal:
    assert figure.value is not None
    return half_up(figure.value, 2)


def test_the_sample() -> None:
    found = scorecard(store(SAMPLE), "biro-osdm", 2022).efficiency
    assert two(found.difference) == Decimal("4.73")
    assert [(each.difference.value, each.difference.reason) for each in found.goals] == [
        (None, "no-activity"),
        (None, "no-activity"),
    ]
    assert two(found.pmk.efficiency) == Decimal("3.60")
    assert two(found.pmk.value) == Decimal("59.00")


def test_a_goal_spends_through_its_shares() -> None:
    half = activity("spending = 400\n[share.g]\npercent = 50")
    whole = activity("spending = 900\n[share.g]\npercent = 100", id_="dua")
    other = activity("spending = 0\n[share.h]\npercent = 100", id_="tiga")
    goal = efficiency(half, whole, other).goals[0]
    # (200 + 900) of (500 + 1000)
    assert goal.absorption.value is not None
    assert half_up(goal.absorption.value, 4) == Decimal("73.3333")
    assert two(goal.difference) == Decimal("16.67")
    keys = [step.source.key for step in goal.absorption.steps if step.source]
    assert keys[:3] == ["share.g.percent", "ceiling", "spending"]


def test_a_share_with_unknown_spending() -> None:
    known = activity("spending = 400\n[share.g]\npercent = 50")
    unknown = activity("[share.g]\npercent = 50", id_="dua")
    found = efficiency(known, unknown)
    assert found.goals[0].absorption.reason == "not-computable"
    assert found.goals[0].difference.reason == "not-computable"
    assert found.difference.reason == "not-computable"


def test_without_an_achievement_there_is_no_difference() -> None:
    found = efficiency(activity("spending = 400\n[share.g]\npercent = 50"), value="")
    assert (found.difference.value, found.difference.reason) == (None, "no-realisation")
    assert found.goals[0].absorption.value == 40


def test_difference() -> None:
    figure = difference(Figure(Decimal("99.67")), Figure(Decimal("96.40")))
    assert figure.value == Decimal("3.27")
    assert str(figure.steps[-1].formula) == "99.67 - 96.40"
    assert difference(none("not-counted"), none("no-activity")).reason == "no-activity"


@pytest.mark.parametrize(
    ("spending", "raw", "e", "ne"),
    [(970, 3, 3, "57.5"), (1000, 0, 0, 50), (500, 50, 20, 100), (1500, -50, -20, 0)],
)
def test_the_limit_of_twenty(spending: int, raw: int, e: int, ne: object) -> None:
    found = pmk(activity(f"spending = {spending}\n{VOLUME}"))
    assert (found.raw, found.efficiency.value) == (Decimal(raw), Decimal(e))
    assert found.value.value == Decimal(str(ne))
    limited = [step for step in found.value.steps if "within" in str(step.what)]
    assert len(limited) == (raw != e)


def test_the_reported_volume_is_the_one_that_counts() -> None:
    text = "spending = 900\n[volume]\ntarget = 100\nvalue = 50\nreported = 99\n"
    found = pmk(activity(text))
    assert found.outputs[0].reached == Decimal("0.99")
    assert found.raw is not None
    assert half_up(found.raw, 6) == Decimal("9.090909")
    keys = [step.source.key for step in found.value.steps if step.source]
    assert keys == ["ceiling", "spending", "volume.target", "volume.reported"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("spending = 900", "no-target"),
        ("spending = 900\n[volume]\nvalue = 3", "no-target"),
        ("spending = 900\n[volume]\ntarget = 3", "no-realisation"),
        (VOLUME, "no-realisation"),
        ("spending = 900\n[volume]\ntarget = 0\nvalue = 1", "zero-target"),
        ("spending = 900\n[volume]\ntarget = -1\nvalue = 1", "not-computable"),
    ],
)
def test_an_output_that_lacks_something(text: str, reason: str) -> None:
    alone = pmk(activity(text))
    assert alone.outputs[0].reason == reason
    assert (alone.value.value, alone.value.reason) == (None, reason)
    beside = pmk(activity(text), activity(f"spending = 1\n{VOLUME}", id_="dua"))
    assert (beside.raw, beside.efficiency.reason) == (None, "not-computable")


def test_nothing_was_due() -> None:
    assert pmk().efficiency.reason == "no-activity"
    nothing = pmk(activity("spending = 0\n[volume]\ntarget = 3\nvalue = 0"))
    assert nothing.efficiency.reason == "not-computable"


def test_beyond_the_limit_in_the_fictional_store() -> None:
    found = scorecard(store(FICTION), "dinas-air", 2021).efficiency.pmk
    assert found.raw is not None
    assert half_up(found.raw, 2) == Decimal("57.14")
    assert (found.efficiency.value, found.value.value) == (Decimal(20), Decimal(100))


@given(
    lines=st.lists(
        st.tuples(st.integers(1, 10**9), st.integers(0, 10**9), st.integers(1, 200)),
        min_size=1,
        max_size=4,
    )
)
def test_e_and_ne_stay_within_their_limits(lines: list[tuple[int, int, int]]) -> None:
    found = pmk(
        *[
            activity(
                f"spending = {spent}\n[volume]\ntarget = 100\nvalue = {value}", ceiling, f"a{n}"
            )
            for n, (ceiling, spent, value) in enumerate(lines)
        ]
    )
    assert found.efficiency.value is not None and found.value.value is not None
    assert -20 <= found.efficiency.value <= 20
    assert 0 <= found.value.value <= 100
