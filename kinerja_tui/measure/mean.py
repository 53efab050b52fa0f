"""Weighted means of the unrounded, capped achievements of what is counted; n.a. never moves one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from kinerja_tui.locale import N_, Message, message
from kinerja_tui.measure.exact import exactly, none, shown
from kinerja_tui.measure.figures import Figure, GoalScore, IndicatorScore, Mean, Reason, Step

REASONS: dict[Reason, Message] = {
    "no-target": Message(N_("no target")),
    "zero-target": Message(N_("target 0")),
    "no-realisation": Message(N_("no realisation")),
    "unavailable": Message(N_("not yet available")),
    "unmeasured": Message(N_("not measured")),
    "not-counted": Message(N_("not counted")),
    "no-activity": Message(N_("no activity linked")),
    "not-computable": Message(N_("not computable")),
}

_Term = tuple[Message, Decimal | None, Decimal, Reason | None, Message | None]


@exactly
def goal_mean(indicators: Sequence[IndicatorScore]) -> Mean:
    """The goal's mean in percent, by the indicators' weights; n of N in indicators."""
    terms = [
        (
            message(N_("{code} {name}"), code=each.indicator.code, name=each.indicator.name),
            each.achievement.counted,
            each.indicator.weight,
            each.reason,
            _formula(each.achievement.figure),
        )
        for each in indicators
    ]
    counted = sum(1 for each in indicators if each.counts and each.indicator.weight)
    return _mean(terms, counted, len(indicators))


@exactly
def unit_mean(goals: Sequence[GoalScore]) -> Mean:
    """The mean of the goals that have one, by the goals' weights; n of N in indicators."""
    terms = [
        (
            message(N_("{code} {name}"), code=each.goal.code, name=each.goal.name),
            each.mean.value,
            each.goal.weight,
            each.mean.figure.reason,
            _formula(each.mean.figure),
        )
        for each in goals
    ]
    counted = sum(each.mean.counted for each in goals if each.goal.weight)
    total = sum(each.mean.total for each in goals)
    return _mean(terms, counted, total)


def _mean(terms: Sequence[_Term], counted: int, total: int) -> Mean:
    """The mean, and n of N: what weighs 0 is not counted, and without a mean nothing is."""
    figure = _figure(terms, counted, total)
    return Mean(figure, 0 if figure.value is None else counted, total)


def _figure(terms: Sequence[_Term], counted: int, total: int) -> Figure:
    steps = tuple(_step(*term) for term in terms)
    present = [(number, weight) for _, number, weight, *_ in terms if number is not None]
    if not present:
        return none(_shared(reason for *_, reason, _ in terms), steps)
    # With a weight below zero the mean could lie outside its own terms.
    if any(weight < 0 for _, weight in present):
        return none("not-computable", steps)
    above = sum((number * weight for number, weight in present), Decimal(0))
    below = sum((weight for _, weight in present), Decimal(0))
    if not below:
        return none("not-computable", steps)
    what = message(N_("Mean, {n} of {total} indicators"), n=counted, total=total)
    formula = message(N_("{sum} / {n}"), sum=shown(above), n=below)
    return Figure(above / below, None, (*steps, Step(what, above / below, formula)))


def _shared(reasons: Iterable[Reason | None]) -> Reason:
    """The one reason all have; `not-computable` for several, `no-realisation` for none at all."""
    found = set(reasons)
    if not found:
        return "no-realisation"
    only = found.pop()
    return only if only and not found else "not-computable"


def _step(
    name: Message,
    number: Decimal | None,
    weight: Decimal,
    reason: Reason | None,
    formula: Message | None,
) -> Step:
    if number is None:
        return Step(
            message(N_("{name}: {why}"), name=name, why=REASONS[reason or "not-computable"])
        )
    if weight == 1:
        return Step(name, number, formula)
    return Step(message(N_("{name}, weight {weight}"), name=name, weight=weight), number, formula)


def _formula(figure: Figure) -> Message | None:
    return figure.steps[-1].formula if figure.steps else None
