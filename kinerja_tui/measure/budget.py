"""The budget lines: ceilings, spending and absorption (serapan); money in rupiah."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import pairwise

from kinerja_tui.locale import N_, Message, message
from kinerja_tui.measure.exact import HUNDRED, exactly, given, none, shown
from kinerja_tui.measure.figures import ActivityScore, BudgetScore, Figure, Step
from kinerja_tui.model.activity import Activity

CEILING = Message(N_("Ceiling"))
SPENDING = Message(N_("Spending"))
ABSORPTION = Message(N_("Absorption"))
QUARTERS = {
    "q1": Message(N_("Spending in quarter 1")),
    "q2": Message(N_("Spending in quarter 2")),
    "q3": Message(N_("Spending in quarter 3")),
    "q4": Message(N_("Spending in quarter 4")),
}


@exactly
def score_activity(activity: Activity) -> ActivityScore:
    """An activity's spending, stated or the sum of its quarters, in percent of its final ceiling.

    Physical progress that is not stated is that of the last quarter that tells it (it is to date).
    """
    spending = spending_of(activity)
    inputs = (ceiling_step(activity), *spending.steps)
    return ActivityScore(
        activity=activity,
        ceiling=activity.ceiling,
        ceilings=ceilings_of(activity),
        spending=spending,
        absorption=absorb(spending, Decimal(activity.ceiling), inputs),
        physical=_physical(activity),
    )


@exactly
def score_budget(activities: Iterable[Activity]) -> BudgetScore:
    """The unit's budget; absorption needs the spending of every line, because n.a. is no 0.

    `spending` is the sum of what is known. Reasons: `no-activity` without lines,
    `not-computable` when spending is missing or the ceiling is 0.
    """
    scores = tuple(score_activity(each) for each in activities)
    if not scores:
        return _empty()
    known = [each.spending.value for each in scores if each.spending.value is not None]
    missing = len(scores) - len(known)
    ceiling = sum(each.ceiling for each in scores)
    spending = _total(scores, known)
    inputs = (*_ceilings(scores, ceiling), *spending.steps)
    whole = spending if not missing else none("not-computable")
    return BudgetScore(
        activities=scores,
        ceiling=ceiling,
        spending=spending,
        absorption=absorb(whole, Decimal(ceiling), inputs),
        without_spending=missing,
    )


def _empty() -> BudgetScore:
    return BudgetScore(
        activities=(),
        ceiling=None,
        spending=none("no-activity"),
        absorption=none("no-activity"),
        without_spending=0,
    )


def spending_of(activity: Activity) -> Figure:
    """The stated spending, else the sum of the quarters that have one; else `no-realisation`."""
    if activity.spending is not None:
        step = given(SPENDING, activity.spending, activity.origin, "spending")
        return Figure(Decimal(activity.spending), None, (step,))
    known = {
        key: quarter.spending
        for key, quarter in activity.quarters.items()
        if quarter.spending is not None
    }
    if not known:
        return none("no-realisation")
    total = Decimal(sum(known.values()))
    steps = (
        given(QUARTERS[key], amount, activity.origin, f"{key}.spending")
        for key, amount in known.items()
    )
    formula = message(N_("the sum of the quarters that have a value ({n})"), n=len(known))
    return Figure(total, None, (*steps, Step(SPENDING, total, formula)))


def ceilings_of(activity: Activity) -> tuple[int, ...]:
    """The initial ceiling, the revised ones in order of their dates, and the final one."""
    initial = activity.ceiling if activity.ceiling_initial is None else activity.ceiling_initial
    revised = sorted(activity.revision.values(), key=lambda each: each.date)
    return (initial, *(each.ceiling for each in revised), activity.ceiling)


def changes_of(ceilings: Sequence[int]) -> tuple[int | None, ...]:
    """By how much each ceiling differs from the one before; None for the first."""
    return (None, *(after - before for before, after in pairwise(ceilings)))


def ceiling_step(activity: Activity) -> Step:
    """The activity's final ceiling, and where it is written."""
    name = message(N_("Ceiling of {name}"), name=activity.name)
    return given(name, activity.ceiling, activity.origin, "ceiling")


def spending_step(score: ActivityScore) -> Step:
    """The activity's spending, with its source or the formula that gave it."""
    name = message(N_("Spending of {name}"), name=score.activity.name)
    if not score.spending.steps:
        return Step(name)
    last = score.spending.steps[-1]
    return Step(name, last.value, last.formula, last.source)


def absorb(spending: Figure, ceiling: Decimal, inputs: tuple[Step, ...]) -> Figure:
    """spending / ceiling in percent; a ceiling of 0 is `not-computable`."""
    if spending.value is None:
        return none(spending.reason or "no-realisation", inputs)
    if not ceiling:
        return none("not-computable", inputs)
    number = spending.value * HUNDRED / ceiling
    formula = message(N_("{spent} / {ceiling} x 100"), spent=shown(spending.value), ceiling=ceiling)
    return Figure(number, None, (*inputs, Step(ABSORPTION, number, formula)))


def _total(scores: tuple[ActivityScore, ...], known: list[Decimal]) -> Figure:
    steps = tuple(spending_step(each) for each in scores)
    if not known:
        return none("no-realisation", steps)
    total = sum(known, Decimal(0))
    formula = message(N_("the sum of the lines ({n} of {total})"), n=len(known), total=len(scores))
    return Figure(total, None, (*steps, Step(SPENDING, total, formula)))


def _ceilings(scores: tuple[ActivityScore, ...], total: int) -> Iterable[Step]:
    for each in scores:
        yield ceiling_step(each.activity)
    formula = message(N_("the sum of the lines ({n} of {total})"), n=len(scores), total=len(scores))
    yield Step(CEILING, Decimal(total), formula)


def _physical(activity: Activity) -> Decimal | None:
    if activity.physical is not None:
        return activity.physical
    known = [each.physical for each in activity.quarters.values() if each.physical is not None]
    return known[-1] if known else None
