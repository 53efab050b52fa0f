"""Efficiency: achievement minus absorption, and the way of PMK 22/2021."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from kinerja_tui.locale import N_, Message, message
from kinerja_tui.measure.budget import absorb, ceiling_step, spending_step
from kinerja_tui.measure.exact import HUNDRED, exactly, given, none, shown
from kinerja_tui.measure.figures import (
    ActivityScore,
    BudgetScore,
    Efficiency,
    Figure,
    GoalEfficiency,
    GoalScore,
    Mean,
    OutputEfficiency,
    PmkEfficiency,
    Reason,
    Step,
)

ACHIEVEMENT = Message(N_("Achievement"))
ABSORPTION = Message(N_("Absorption"))
DIFFERENCE = Message(N_("Achievement minus absorption"))
EFFICIENCY = Message(N_("Efficiency (E)"))
LIMITED = Message(N_("Efficiency within -20 and 20"))
EFFICIENCY_VALUE = Message(N_("Value of efficiency (NE)"))
SPENDING_OWN = Message(N_("Spending for the goal"))
CEILING_OWN = Message(N_("Ceiling for the goal"))
DUE = Message(N_("Spending that the outputs were worth"))
SPENT = Message(N_("Spending"))
LIMIT = Decimal(20)
FIFTY = Decimal(50)


@exactly
def efficiency_of(goals: Sequence[GoalScore], mean: Mean, budget: BudgetScore) -> Efficiency:
    """Achievement minus absorption, of the unit and each goal (points), and the PMK's E and NE."""
    return Efficiency(
        difference=difference(mean.figure, budget.absorption),
        goals=tuple(goal_efficiency(each, budget.activities) for each in goals),
        pmk=pmk_efficiency(budget.activities),
    )


@exactly
def with_achievements(
    efficiency: Efficiency, goals: Sequence[GoalScore], mean: Mean, budget: BudgetScore
) -> Efficiency:
    """`efficiency` for other achievements and the same budget: only the differences are new."""
    absorption = {each.goal: each.absorption for each in efficiency.goals}
    return Efficiency(
        difference=difference(mean.figure, budget.absorption),
        goals=tuple(_goal_efficiency(each, absorption[each.id]) for each in goals),
        pmk=efficiency.pmk,
    )


@exactly
def goal_efficiency(goal: GoalScore, activities: Iterable[ActivityScore]) -> GoalEfficiency:
    """A goal's achievement minus the absorption of its shares; without a share `no-activity`."""
    return _goal_efficiency(goal, _absorption(goal.id, activities))


def _goal_efficiency(goal: GoalScore, absorption: Figure) -> GoalEfficiency:
    return GoalEfficiency(
        goal=goal.id,
        achievement=goal.mean.value,
        absorption=absorption,
        difference=difference(goal.mean.figure, absorption),
    )


def difference(achievement: Figure, absorption: Figure) -> Figure:
    """achievement - absorption in points; where both are missing, absorption's reason is told."""
    steps = tuple(
        Step(what, figure.value, figure.steps[-1].formula if figure.steps else None)
        for what, figure in ((ACHIEVEMENT, achievement), (ABSORPTION, absorption))
    )
    if achievement.value is None or absorption.value is None:
        return none(absorption.reason or achievement.reason or "not-computable", steps)
    number = achievement.value - absorption.value
    formula = message(N_("{a} - {b}"), a=shown(achievement.value), b=shown(absorption.value))
    return Figure(number, None, (*steps, Step(DIFFERENCE, number, formula)))


@exactly
def pmk_efficiency(activities: Sequence[ActivityScore]) -> PmkEfficiency:
    """E = sum(AARO x CRO - RARO) / sum(AARO x CRO), within +-20; NE = 50 + E / 20 x 50.

    PMK 22/2021. CRO is the reported volume (else the true one) by its target. One output without
    volume, target or spending leaves the whole without a number: E is of all outputs.
    """
    outputs = tuple(_output(each) for each in activities)
    steps = tuple(step for each in activities for step in _output_steps(each))
    if not outputs:
        return _without("no-activity", outputs, steps)
    lacking = {each.reason for each in outputs}
    if lacking != {None}:
        only = lacking.pop() if len(lacking) == 1 else None
        return _without(only or "not-computable", outputs, steps)
    due = sum((each.ceiling * (each.reached or Decimal(0)) for each in outputs), Decimal(0))
    spent = Decimal(sum(each.spending or 0 for each in outputs))
    # Reported volumes below zero would turn the fraction round.
    if due <= 0:
        return _without("not-computable", outputs, steps)
    raw = (due - spent) * HUNDRED / due
    limited = max(-LIMIT, min(LIMIT, raw))
    value = FIFTY + limited / LIMIT * FIFTY
    efficiency = (*steps, *_pmk_steps(due, spent, raw, limited))
    formula = message(N_("50 + {e} / 20 x 50"), e=shown(limited))
    return PmkEfficiency(
        outputs=outputs,
        raw=raw,
        efficiency=Figure(limited, None, efficiency),
        value=Figure(value, None, (*efficiency, Step(EFFICIENCY_VALUE, value, formula))),
    )


def _without(
    reason: Reason, outputs: tuple[OutputEfficiency, ...], steps: tuple[Step, ...]
) -> PmkEfficiency:
    refused = none(reason, steps)
    return PmkEfficiency(outputs=outputs, raw=None, efficiency=refused, value=refused)


def _absorption(goal: str, activities: Iterable[ActivityScore]) -> Figure:
    shared = [each for each in activities if goal in each.activity.share]
    if not shared:
        return none("no-activity")
    steps = tuple(step for each in shared for step in _share_steps(each, goal))
    if any(each.spending.value is None for each in shared):
        return none("not-computable", steps)
    spent, ceiling = Decimal(0), Decimal(0)
    for each in shared:
        percent = each.activity.share[goal].percent
        spent += (each.spending.value or 0) * percent / HUNDRED
        ceiling += each.ceiling * percent / HUNDRED
    formula = message(N_("the sum of the activities' shares ({n})"), n=len(shared))
    sums = (Step(SPENDING_OWN, spent, formula), Step(CEILING_OWN, ceiling, formula))
    return absorb(Figure(spent), ceiling, (*steps, *sums))


def _share_steps(score: ActivityScore, goal: str) -> Iterable[Step]:
    activity = score.activity
    share = message(N_("Share of {name}"), name=activity.name)
    yield given(share, activity.share[goal].percent, activity.origin, f"share.{goal}.percent")
    yield ceiling_step(activity)
    yield spending_step(score)


def _output(score: ActivityScore) -> OutputEfficiency:
    volume = score.activity.volume
    target = volume.target if volume else None
    reported = volume.value if volume and volume.reported is None else None
    if volume and volume.reported is not None:
        reported = volume.reported
    spending = score.spending.value
    reason: Reason | None = None
    if target is None:
        reason = "no-target"
    elif reported is None or spending is None:
        reason = "no-realisation"
    elif not target:
        reason = "zero-target"
    elif target < 0:
        reason = "not-computable"
    reached = reported / target if reported is not None and target and target > 0 else None
    return OutputEfficiency(
        activity=score.activity.id,
        ceiling=score.ceiling,
        spending=None if spending is None else int(spending),
        target=target,
        reported=reported,
        reached=reached,
        reason=reason,
    )


def _output_steps(score: ActivityScore) -> Iterable[Step]:
    activity, volume = score.activity, score.activity.volume
    yield ceiling_step(activity)
    yield spending_step(score)
    if volume is None:
        return
    if volume.target is not None:
        what = message(N_("Volume promised of {name}"), name=activity.name)
        yield given(what, volume.target, activity.origin, "volume.target")
    what = message(N_("Volume reported of {name}"), name=activity.name)
    if volume.reported is not None:
        yield given(what, volume.reported, activity.origin, "volume.reported")
    elif volume.value is not None:
        yield given(what, volume.value, activity.origin, "volume.value")


def _pmk_steps(due: Decimal, spent: Decimal, raw: Decimal, limited: Decimal) -> Iterable[Step]:
    yield Step(DUE, due, message(N_("the sum of ceiling x volume reported / volume promised")))
    yield Step(SPENT, spent, message(N_("the sum over the outputs")))
    formula = message(N_("({due} - {spent}) / {due} x 100"), due=shown(due), spent=spent)
    yield Step(EFFICIENCY, raw, formula)
    if limited != raw:
        yield Step(LIMITED, limited, message(N_("{e} within -20 and 20"), e=shown(raw)))
