"""The way to the mid-term target: what each year that is left must bring, in equal steps."""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct

from kinerja_tui.locale import N_, Message, message
from kinerja_tui.measure.exact import exactly, none, shown
from kinerja_tui.measure.figures import Figure, IndicatorScore, MidTerm, Step, TargetValue
from kinerja_tui.measure.target import target_in_plan, target_number, target_steps
from kinerja_tui.model.plan import Plan
from kinerja_tui.model.scale import Scale

REMAINING = Message(N_("Remaining to the mid-term target"))
A_YEAR = Message(N_("What each remaining year must bring, in equal steps"))


class Stage(Struct, frozen=True):
    """A year on the way: the value that equal steps ask for, and what the plan says of it."""

    year: int
    needed: Decimal
    planned: TargetValue | None


class Path(Struct, frozen=True, kw_only=True):
    """The way from the year's value to the plan's target of its last year.

    `step` is what each of the `left` years must add (less than 0 where less is better), in the
    indicator's own unit; 0 once the target is reached, without a number where none is left.
    """

    due: MidTerm
    left: int
    step: Figure
    stages: tuple[Stage, ...] = ()


@exactly
def path_of(score: IndicatorScore, plan: Plan | None, scale: Scale | None) -> Path | None:
    """The way of an indicator; None where the plan has no target of its last year.

    The assumption is stated with the step: every remaining year moves the value by the same
    amount. A grade has no steps (`not-computable`), nor has a year after which none is left.
    """
    due = next((each for each in score.mid_term if plan and each.year == plan.end), None)
    if plan is None or due is None:
        return None
    left = max(plan.end - score.year, 0)
    step = step_to(score, due)
    if step.value is None or score.value.number is None:
        return Path(due=due, left=left, step=step)
    stages = tuple(
        Stage(
            score.year + number,
            score.value.number + step.value * number,
            target_in_plan(plan, score.indicator, score.year + number, scale),
        )
        for number in range(1, left + 1)
    )
    return Path(due=due, left=left, step=step, stages=stages)


@exactly
def step_to(score: IndicatorScore, due: MidTerm) -> Figure:
    """What each year after the one shown must bring to reach `due` in equal steps."""
    value, target = score.value, due.target
    left = max(due.year - score.year, 0)
    inputs = (*value.figure.steps, *target_steps(target))
    if value.number is None or due.remaining is None:
        return none(value.figure.reason or "not-computable", inputs)
    if target.grade is not None or value.grade is not None or not left:
        return none("not-computable", inputs)
    remaining = due.remaining
    bound = _bound(target, value.number)
    if remaining and bound < value.number:
        remaining = -remaining
    formula = message(N_("{target} - {value}"), target=shown(bound), value=shown(value.number))
    if not remaining:
        formula = message(N_("the target is reached"))
    number = remaining / left
    each = message(N_("{remaining} / {n} years"), remaining=shown(remaining), n=left)
    return Figure(
        number, None, (*inputs, Step(REMAINING, remaining, formula), Step(A_YEAR, number, each))
    )


def _bound(target: TargetValue, value: Decimal) -> Decimal:
    """The target, or the nearer end of a band."""
    if target.lo is not None and target.hi is not None:
        return target.lo if value < target.lo else target.hi
    return target_number(target) or Decimal(0)
