"""Realisation against target, in percent, by named formulas (records.md 16; PermenPANRB 8/2021)."""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct

from kinerja_tui.locale import N_, Message, message
from kinerja_tui.measure.exact import HUNDRED, exactly, given, none, shown
from kinerja_tui.measure.figures import (
    Achievement,
    Figure,
    Graded,
    Reason,
    Step,
    TargetValue,
    Value,
)
from kinerja_tui.measure.grade import grade_of
from kinerja_tui.measure.target import target_steps
from kinerja_tui.model.base import FormulaName, Source
from kinerja_tui.model.indicator import Indicator, Realisation, home
from kinerja_tui.model.scale import Scale
from kinerja_tui.model.settings import Rules

ACHIEVEMENT = Message(N_("Achievement"))
BASELINE = Message(N_("Baseline"))
CAP = Message(N_("Cap"))
FLOOR = Message(N_("Floor"))
CAPPED = Message(N_("Achievement after the cap"))
FLOORED = Message(N_("Achievement after the floor"))
STATES = {
    "final": Message(N_("final")),
    "provisional": Message(N_("provisional")),
    "carried": Message(N_("carried over")),
    "unavailable": Message(N_("unavailable")),
    "unmeasured": Message(N_("unmeasured")),
}


class Basis(Struct, frozen=True):
    """The rules in force for a year, and the file each that limits or counts is written in."""

    rules: Rules
    cap: Source | None = None
    floor: Source | None = None
    counted: Source | None = None


class _Case(Struct, frozen=True):
    """One target against one realisation: what a formula may look at."""

    indicator: Indicator
    t: Decimal
    r: Decimal
    all_or_nothing: bool


_Result = tuple[Decimal, Message] | Reason


@exactly
def achieve(
    indicator: Indicator,
    target: TargetValue | None,
    value: Value,
    basis: Basis,
    scale: Scale | None,
) -> Achievement:
    """The achievement of a year: by formula, then cap, then floor, then whether it counts.

    What the realisation lacks is said before what the target lacks: unavailable, unmeasured,
    no-realisation and a value that cannot be computed come before no-target and zero-target.
    """
    percent = percent_of(indicator, target, value, basis.rules, scale)
    steps = (*target_steps(target), *value.figure.steps, *percent.steps)
    band = target is not None and target.lo is not None
    formula = "band" if band else indicator.formula_in_force
    raw = percent.value
    if raw is None:
        return Achievement(formula, None, Figure(None, percent.reason, steps))
    counted, limits = _limit(indicator, raw, basis)
    if counts(indicator, value, basis.rules):
        return Achievement(formula, raw, Figure(counted, None, steps + limits))
    said = _not_counted(indicator, value, basis)
    return Achievement(formula, raw, Figure(None, "not-counted", (*steps, *limits, said)))


@exactly
def percent_of(
    indicator: Indicator,
    target: TargetValue | None,
    value: Value,
    rules: Rules,
    scale: Scale | None,
) -> Figure:
    """`value` in percent of `target` by the indicator's formula alone, without cap or counting.

    A target that is a grade compares scores; a number is then given its grade on `scale` first.
    """
    number = value.figure.value
    if number is None:
        return none(value.figure.reason or "no-realisation")
    if target is None:
        return none("no-target")
    if target.lo is not None and target.hi is not None:
        return _figure(_band(indicator, target.lo, target.hi, number), ())
    if target.number is not None:
        return _against(indicator, target.number, number, rules, ())
    if target.score is None:
        return none("not-computable")
    if value.grade is not None or _is_score(indicator, value):
        return _against(indicator, target.score, number, rules, ())
    graded = grade_of(scale, number)
    if graded is None or graded.grade.score is None:
        return none("not-computable")
    return _against(indicator, target.score, graded.grade.score, rules, (_scored(graded),))


def class_of(indicator: Indicator, value: Value, scale: Scale | None) -> Graded | None:
    """The grade of a value by the indicator's scale: the stated one, else the one it reaches."""
    if value.grade is not None or _is_score(indicator, value):
        return value.grade
    return grade_of(scale, value.figure.value)


def _is_score(indicator: Indicator, value: Value) -> bool:
    """Whether the number is made of grades' scores, which the scale's bounds say nothing about."""
    return indicator.kind == "grade" and value.way == "quarters"


def counts(indicator: Indicator, value: Value, rules: Rules) -> bool:
    """Whether the value enters a mean: `realisation.counted`, else its state is in `rules.counted`.

    A value of `[history]` goes by its state alone: `realisation` speaks of the year shown.
    """
    stated = _stated(indicator, value)
    if stated is not None and stated.counted is not None:
        return stated.counted
    return value.state in rules.counted


def _stated(indicator: Indicator, value: Value) -> Realisation | None:
    return None if value.way == "history" else indicator.realisation


def _against(
    indicator: Indicator, t: Decimal, r: Decimal, rules: Rules, extra: tuple[Step, ...]
) -> Figure:
    formula = indicator.formula_in_force
    lenient = rules.zero_target == "all-or-nothing" and indicator.polarity == "minimize"
    case = _Case(indicator, t, r, lenient)
    if formula == "min-baseline":
        if indicator.baseline is not None:
            step = given(BASELINE, indicator.baseline, home(indicator), "baseline")
            extra = (*extra, step)
        return _figure(_by_baseline(case), extra)
    if not t:
        return _figure(_zero(case), extra)
    # Below zero a ratio turns round: a worse realisation would give a better percentage.
    if t < 0:
        return _figure("not-computable", extra)
    return _figure(_by_formula(formula, case), extra)


def _by_formula(formula: FormulaName, case: _Case) -> _Result:
    t, r = case.t, case.r
    if formula == "min-ratio":
        return _inverse(t, r) if r > 0 else "not-computable"
    if formula == "min-linear" or (formula == "stabilize" and r > t):
        return _mirrored(t, r)
    return _ratio(t, r)


def _by_baseline(case: _Case) -> _Result:
    b, t, r = case.indicator.baseline, case.t, case.r
    # A target on the wrong side of the baseline promises to get worse: nearer would be better.
    if b is None or b == t or (b < t) is (case.indicator.polarity == "minimize"):
        return "not-computable"
    formula = message(N_("({b} - {r}) / ({b} - {t}) x 100"), b=b, r=shown(r), t=t)
    return (b - r) * HUNDRED / (b - t), formula


def _zero(case: _Case) -> _Result:
    if not case.all_or_nothing:
        return "zero-target"
    if not case.r:
        return HUNDRED, message(N_("target 0, realisation 0: 100"))
    return Decimal(0), message(N_("target 0, realisation {r}: 0"), r=shown(case.r))


def _band(indicator: Indicator, lo: Decimal, hi: Decimal, r: Decimal) -> _Result:
    if lo > hi:
        return "not-computable"
    if lo <= r <= hi:
        formula = message(N_("{lo} <= {r} <= {hi}: 100"), lo=lo, r=shown(r), hi=hi)
        return HUNDRED, formula
    bound = lo if r < lo else hi
    if bound <= 0:
        return "not-computable"
    above = r > hi
    if indicator.polarity == "minimize" or (indicator.polarity == "stabilize" and above):
        return _mirrored(bound, r)
    return _ratio(bound, r)


def _ratio(t: Decimal, r: Decimal) -> tuple[Decimal, Message]:
    return r * HUNDRED / t, message(N_("{r} / {t} x 100"), r=shown(r), t=t)


def _inverse(t: Decimal, r: Decimal) -> tuple[Decimal, Message]:
    return t * HUNDRED / r, message(N_("{t} / {r} x 100"), t=t, r=shown(r))


def _mirrored(t: Decimal, r: Decimal) -> tuple[Decimal, Message]:
    formula = message(N_("(2 x {t} - {r}) / {t} x 100"), t=t, r=shown(r))
    return (2 * t - r) * HUNDRED / t, formula


def _figure(result: _Result, extra: tuple[Step, ...]) -> Figure:
    if isinstance(result, str):
        return none(result, extra)
    number, formula = result
    return Figure(number, None, (*extra, Step(ACHIEVEMENT, number, formula)))


def _scored(graded: Graded) -> Step:
    what = message(N_("Score of grade {name}"), name=graded.grade.name)
    source = Source(f"scales/{graded.scale}.toml", f"grade.{graded.id}.score")
    return Step(what, graded.grade.score, None, source)


def _limit(indicator: Indicator, raw: Decimal, basis: Basis) -> tuple[Decimal, tuple[Step, ...]]:
    """`raw` after cap and floor; only a limit that changes it leaves steps."""
    rules = basis.rules
    cap = rules.cap if indicator.cap is None else indicator.cap
    floor = rules.floor if indicator.floor is None else indicator.floor
    steps: tuple[Step, ...] = ()
    counted = raw
    if cap is not None and counted > cap:
        source = basis.cap if indicator.cap is None else Source(indicator.origin, "cap")
        formula = message(N_("the lesser of {a} and {cap}"), a=shown(counted), cap=cap)
        counted, steps = cap, (Step(CAP, cap, None, source), Step(CAPPED, cap, formula))
    if floor is not None and counted < floor:
        source = basis.floor if indicator.floor is None else Source(indicator.origin, "floor")
        formula = message(N_("the greater of {a} and {floor}"), a=shown(counted), floor=floor)
        added = (Step(FLOOR, floor, None, source), Step(FLOORED, floor, formula))
        counted, steps = floor, steps + added
    return counted, steps


def _not_counted(indicator: Indicator, value: Value, basis: Basis) -> Step:
    file = home(indicator)
    stated = _stated(indicator, value)
    if stated is not None and stated.counted is not None:
        what = Message(N_("Not counted: the record says so"))
        return Step(what, None, None, Source(file, "realisation.counted"))
    what = message(N_("Not counted: a value that is {state}"), state=STATES[value.state or "final"])
    source = basis.counted
    if value.way == "history":
        source = Source(file, f"history.{value.data_year}.state")
    elif stated is not None:
        source = Source(file, "realisation.state")
    return Step(what, None, None, source)
