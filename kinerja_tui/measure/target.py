"""What is promised for an indicator: by an agreement, a plan, a year before or a quarter."""

from __future__ import annotations

from decimal import Decimal

from kinerja_tui.locale import N_, Message, message
from kinerja_tui.measure.figures import Step, TargetValue
from kinerja_tui.measure.grade import grade_named
from kinerja_tui.model.agreement import Agreement
from kinerja_tui.model.base import Source
from kinerja_tui.model.indicator import Indicator, home
from kinerja_tui.model.plan import Plan, PlanTarget
from kinerja_tui.model.scale import Scale

TARGET = Message(N_("Target"))
LOWER = Message(N_("Target, lower bound"))
UPPER = Message(N_("Target, upper bound"))


def target_in_agreement(
    agreement: Agreement | None, indicator: Indicator, scale: Scale | None
) -> TargetValue | None:
    """What this version promises; None when the indicator is not in it (nothing is inherited)."""
    target = agreement.target.get(indicator.id) if agreement else None
    if agreement is None or target is None:
        return None
    return _planned(target, agreement.origin, f"target.{indicator.id}.", scale)


def target_in_plan(
    plan: Plan | None, indicator: Indicator, year: int, scale: Scale | None
) -> TargetValue | None:
    """The plan's target of `year`, under the indicator's id or one it had before."""
    if plan is None:
        return None
    for id_ in (indicator.id, *indicator.was):
        planned = plan.indicator.get(id_)
        if planned is not None:
            target = planned.target.get(year)
            key = f"indicator.{id_}.target.{year}."
            return _planned(target, plan.origin, key, scale) if target else None
    return None


def target_in_history(indicator: Indicator, year: int, scale: Scale | None) -> TargetValue | None:
    """The target that `[history.<year>]` gives."""
    history = indicator.history.get(year)
    if history is None:
        return None
    file, key = home(indicator), f"history.{year}.target"
    if history.target is not None:
        return TargetValue(Source(file, key), number=history.target)
    if history.target_grade is not None:
        return _graded(history.target_grade, Source(file, key + "_grade"), scale)
    if history.target_lo is not None and history.target_hi is not None:
        source = Source(file, key + "_lo")
        return TargetValue(source, lo=history.target_lo, hi=history.target_hi)
    return None


def target_in_quarter(indicator: Indicator, key: str, scale: Scale | None) -> TargetValue | None:
    """The target of the quarter `key` (`q1` ... `q4`)."""
    quarter = indicator.quarters.get(key)
    if quarter is None:
        return None
    if quarter.target is not None:
        return TargetValue(Source(home(indicator), f"{key}.target"), number=quarter.target)
    if quarter.target_grade is not None:
        source = Source(home(indicator), f"{key}.target_grade")
        return _graded(quarter.target_grade, source, scale)
    return None


def target_number(target: TargetValue | None) -> Decimal | None:
    """The target as one number (a grade's score); None for a band."""
    if target is None:
        return None
    return target.number if target.number is not None else target.score


def target_steps(target: TargetValue | None) -> tuple[Step, ...]:
    """Where the target is written: one step, or two for a band."""
    if target is None:
        return ()
    if target.lo is not None:
        upper = Source(target.source.file, target.source.key[:-2] + "hi")
        return (
            Step(LOWER, target.lo, None, target.source),
            Step(UPPER, target.hi, None, upper),
        )
    if target.grade is not None:
        what = message(N_("Target, grade {name}"), name=target.grade.grade.name)
        return (Step(what, target.score, None, target.source),)
    return (Step(TARGET, target.number, None, target.source),)


def _planned(target: PlanTarget, file: str, prefix: str, scale: Scale | None) -> TargetValue | None:
    if target.value is not None:
        return TargetValue(Source(file, prefix + "value"), target.value)
    if target.grade is not None:
        return _graded(target.grade, Source(file, prefix + "grade"), scale)
    if target.lo is not None and target.hi is not None:
        return TargetValue(Source(file, prefix + "lo"), lo=target.lo, hi=target.hi)
    return None


def _graded(id_: str, source: Source, scale: Scale | None) -> TargetValue:
    grade = grade_named(scale, id_)
    return TargetValue(source, grade=grade, score=grade.grade.score if grade else None)
