from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from kinerja_tui.measure.budget import ceilings_of, score_activity, score_budget
from kinerja_tui.measure.exact import half_up
from kinerja_tui.model.activity import Activity
from kinerja_tui.model.base import Source
from tests.measure.builders import SAMPLE, record, store

ACTIVITIES = store(SAMPLE).units["biro-osdm"].books[2022].activities


def activity(text: str, ceiling: int = 1000, id_: str = "satu") -> Activity:
    head = f"id = '{id_}'\nname = 'Satu'\nceiling = {ceiling}\n"
    return record(Activity, head + text, f"u/2022/activities/{id_}.toml")


def test_the_sample() -> None:
    budget = score_budget(ACTIVITIES.values())
    found = {
        each.activity.id: half_up(each.absorption.value or Decimal(0), 2)
        for each in budget.activities
    }
    assert found == {
        "dukungan-manajemen": Decimal("93.04"),
        "manajemen-sdm": Decimal("96.87"),
        "manajemen-kinerja": Decimal("98.79"),
    }
    assert budget.ceiling == 7_719_313_000
    assert budget.spending.value == 7_441_369_733
    assert half_up(budget.absorption.value or Decimal(0), 2) == Decimal("96.40")
    assert budget.without_spending == 0


def test_spending_from_the_quarters() -> None:
    text = "[q1]\nspending = 100\nphysical = 20\n[q3]\nspending = 150\nphysical = 60\n[q4]\n"
    score = score_activity(activity(text))
    assert (score.spending.value, score.absorption.value) == (Decimal(250), Decimal(25))
    assert score.physical == 60
    sources = [step.source for step in score.spending.steps if step.source]
    assert sources[0] == Source("u/2022/activities/satu.toml", "q1.spending")
    assert str(score.spending.steps[-1].formula) == "the sum of the quarters that have a value (2)"


def test_stated_figures_win() -> None:
    score = score_activity(
        activity("spending = 400\nphysical = 90\n[q1]\nspending = 1\nphysical = 5")
    )
    assert (score.spending.value, score.physical) == (Decimal(400), Decimal(90))
    assert str(score.absorption.steps[-1].formula) == "400 / 1000 x 100"


def test_unknown_spending_is_not_zero() -> None:
    score = score_activity(activity("[q1]\nphysical = 5"))
    assert (score.spending.value, score.spending.reason) == (None, "no-realisation")
    assert (score.absorption.value, score.absorption.reason) == (None, "no-realisation")
    nothing = score_activity(activity("spending = 0"))
    assert (nothing.spending.value, nothing.absorption.value) == (Decimal(0), Decimal(0))


def test_a_total_needs_all_its_lines() -> None:
    budget = score_budget([activity("spending = 400"), activity("", id_="dua")])
    assert (budget.ceiling, budget.without_spending) == (2000, 1)
    assert budget.spending.value == 400
    assert (budget.absorption.value, budget.absorption.reason) == (None, "not-computable")
    empty = score_budget([activity("")])
    assert (empty.spending.value, empty.spending.reason) == (None, "no-realisation")


def test_a_ceiling_of_zero() -> None:
    score = score_activity(activity("spending = 0", ceiling=0))
    assert (score.absorption.value, score.absorption.reason) == (None, "not-computable")
    budget = score_budget([activity("spending = 0", ceiling=0), activity("spending = 5", id_="b")])
    assert budget.absorption.value == Decimal("0.5")


def test_no_activity() -> None:
    budget = score_budget([])
    assert (budget.ceiling, budget.spending.reason) == (None, "no-activity")
    assert budget.absorption.reason == "no-activity"


def test_over_the_ceiling_is_told() -> None:
    assert score_activity(activity("spending = 1020")).absorption.value == 102


def test_ceilings_in_order() -> None:
    text = (
        "ceiling_initial = 900\n"
        "[revision.kedua]\nceiling = 700\ndate = 2022-08-01\n"
        "[revision.pertama]\nceiling = 800\ndate = 2022-03-01\n"
    )
    assert ceilings_of(activity(text)) == (900, 800, 700, 1000)
    assert score_activity(activity("")).ceilings == (1000, 1000)


@given(
    lines=st.lists(
        st.tuples(st.integers(1, 10**12), st.integers(0, 10**12)), min_size=1, max_size=5
    )
)
def test_the_total_is_of_the_sums_not_a_mean_of_percents(lines: list[tuple[int, int]]) -> None:
    budget = score_budget(
        activity(f"spending = {spent}", ceiling, f"a{place}")
        for place, (ceiling, spent) in enumerate(lines)
    )
    ceiling, spent = sum(each for each, _ in lines), sum(each for _, each in lines)
    assert budget.absorption.value is not None
    assert abs(budget.absorption.value * ceiling - Decimal(spent) * 100) < Decimal("1e-20")
