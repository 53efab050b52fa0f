"""The year's quarters: each against its own target and the year's, and what they make together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from msgspec import Struct

from kinerja_tui.locale import N_, Message, message
from kinerja_tui.measure.achievement import percent_of
from kinerja_tui.measure.exact import exactly, none, shown
from kinerja_tui.measure.figures import Figure, Graded, QuarterScore, Step, TargetValue, Value
from kinerja_tui.measure.target import target_in_quarter, target_number
from kinerja_tui.measure.written import Written, divide, silence, silent, written
from kinerja_tui.model.indicator import Indicator, Quarter, home
from kinerja_tui.model.scale import Scale
from kinerja_tui.model.settings import Rules

NAMES = {
    "q1": Message(N_("Quarter 1")),
    "q2": Message(N_("Quarter 2")),
    "q3": Message(N_("Quarter 3")),
    "q4": Message(N_("Quarter 4")),
}
CONSOLIDATED = Message(N_("Value from the quarters"))
TO_DATE = Message(N_("Value to date"))
IN_A_YEAR = 4


class Consolidated(Struct, frozen=True):
    """What the quarters give together; `complete` when all four have a value."""

    figure: Figure
    complete: bool
    grade: Graded | None = None


@exactly
def consolidate(indicator: Indicator, scale: Scale | None) -> Consolidated | None:
    """The year's value by `consolidation` over the quarters that have one; None when none has.

    A sum of ratios is the sum of numerators by the sum of denominators; where a quarter of a ratio
    gives no numerator it is `not-computable`.
    """
    known = _known(indicator, scale)
    if not known:
        return None
    complete = len(known) == IN_A_YEAR
    figure = _together(indicator, known, CONSOLIDATED)
    steps = tuple(step for each in known.values() for step in each.figure.steps)
    whole = Figure(figure.value, figure.reason, (*steps, *figure.steps))
    last = next(reversed(known.values()))
    return Consolidated(whole, complete, last.grade if indicator.consolidation == "last" else None)


@exactly
def score_quarters(
    indicator: Indicator, target: TargetValue | None, rules: Rules, scale: Scale | None
) -> tuple[QuarterScore, ...]:
    """The quarters that are written, in order; percents by the indicator's formula, without cap.

    `to_date` is what the quarters up to this one make by `consolidation`; None without a value.
    """
    scores = []
    for key in indicator.quarters:
        known = _known(indicator, scale, key)
        own = known.get(key)
        figure = own.figure if own else _missing(indicator, key)
        value = Value(figure, grade=own.grade if own else None)
        to_date = _to_date(indicator, known, value) if own else value
        quarter_target = target_in_quarter(indicator, key, scale)
        scores.append(
            QuarterScore(
                key=key,
                target=target_number(quarter_target),
                value=figure,
                to_date=to_date.number,
                of_quarter=percent_of(indicator, quarter_target, value, rules, scale),
                of_year=percent_of(indicator, target, to_date, rules, scale),
            )
        )
    return tuple(scores)


@exactly
def consolidated_target(indicator: Indicator, scale: Scale | None) -> Decimal | None:
    """The quarters' targets made one by `consolidation`; None unless all four are numbers."""
    found = [target_number(target_in_quarter(indicator, key, scale)) for key in NAMES]
    targets = [each for each in found if each is not None]
    if len(targets) < IN_A_YEAR:
        return None
    return _plain(indicator, targets)


def _known(indicator: Indicator, scale: Scale | None, last: str = "q4") -> dict[str, Written]:
    """The quarters up to `last` that have a value, in order."""
    known = {}
    for key, quarter in indicator.quarters.items():
        if key > last:
            break
        own = _own(indicator, key, quarter, scale)
        if own is not None and own.figure.value is not None:
            known[key] = own
    return known


def _own(indicator: Indicator, key: str, quarter: Quarter, scale: Scale | None) -> Written | None:
    if silent(quarter.state):
        return None
    return written(indicator, quarter, key, scale, NAMES[key])


def _missing(indicator: Indicator, key: str) -> Figure:
    quarter = indicator.quarters[key]
    reason = silent(quarter.state)
    if reason:
        return silence(reason, home(indicator), key)
    refused = written(indicator, quarter, key, None, NAMES[key])
    return refused.figure if refused else none("no-realisation")


def _to_date(indicator: Indicator, known: Mapping[str, Written], own: Value) -> Value:
    if indicator.consolidation == "last":
        return own
    return Value(_together(indicator, known, TO_DATE), way="quarters")


def _together(indicator: Indicator, known: Mapping[str, Written], what: Message) -> Figure:
    if indicator.kind == "ratio" and indicator.consolidation == "sum":
        return _ratio_of_sums(indicator, list(known), what)
    values = [each.figure.value for each in known.values() if each.figure.value is not None]
    if not _on_one_scale(indicator, [each.way == "grade" for each in known.values()]):
        return none("not-computable")
    number = _plain(indicator, values)
    if indicator.consolidation == "last":
        formula = message(N_("the last of the quarters that have a value"))
    elif indicator.consolidation == "sum":
        formula = message(N_("the sum of the quarters that have a value ({n})"), n=len(values))
    else:
        total = sum(values, Decimal(0))
        formula = message(N_("{sum} / {n}"), sum=shown(total), n=len(values))
    return Figure(number, None, (Step(what, number, formula),))


def _on_one_scale(indicator: Indicator, graded: Sequence[bool]) -> bool:
    """Whether the numbers taken together are all scores of grades, or all plain values."""
    if indicator.consolidation == "last":
        return graded[-1] or indicator.kind != "grade"
    return all(graded) if indicator.kind == "grade" else not any(graded)


def _plain(indicator: Indicator, values: Sequence[Decimal]) -> Decimal:
    if indicator.consolidation == "last":
        return values[-1]
    total = sum(values, Decimal(0))
    return total if indicator.consolidation == "sum" else total / len(values)


def _ratio_of_sums(indicator: Indicator, keys: Sequence[str], what: Message) -> Figure:
    quarters = [indicator.quarters[key] for key in keys]
    above = [each.numerator for each in quarters if each.numerator is not None]
    below = [each.denominator for each in quarters if each.denominator is not None]
    if len(above) < len(keys) or len(below) < len(keys):
        return none("not-computable")
    return divide(indicator, sum(above, Decimal(0)), sum(below, Decimal(0)), (), what)
