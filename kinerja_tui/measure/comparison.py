"""A realisation beside other figures: earlier years, the mid-term targets, standards."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal

from msgspec import Struct

from kinerja_tui.measure.achievement import Basis, achieve, percent_of
from kinerja_tui.measure.composite import compose
from kinerja_tui.measure.exact import exactly
from kinerja_tui.measure.figures import MidTerm, StandardScore, TargetValue, Value, YearScore
from kinerja_tui.measure.grade import grade_named
from kinerja_tui.measure.target import (
    target_in_agreement,
    target_in_history,
    target_in_plan,
    target_number,
)
from kinerja_tui.measure.value import value_in_history, value_of
from kinerja_tui.model.agreement import Agreement
from kinerja_tui.model.base import Polarity
from kinerja_tui.model.indicator import Indicator
from kinerja_tui.model.library import Book
from kinerja_tui.model.plan import Plan
from kinerja_tui.model.scale import Scale
from kinerja_tui.model.settings import Rules


class Earlier(Struct, frozen=True):
    """A year before that has a folder: its book, its rules and the agreement at its end."""

    book: Book
    basis: Basis
    agreement: Agreement | None


def years_before(
    indicator: Indicator,
    year: int,
    earlier: Sequence[Earlier],
    basis: Basis,
    scales: dict[str, Scale],
    unread: Collection[int] = (),
) -> tuple[YearScore, ...]:
    """All earlier years that are known, oldest first; a year's folder wins over `[history]`.

    `unread` are years whose folder was not read: they are left out, because `[history]` could
    say otherwise than the folder does. `earlier` comes newest first. An indicator is followed
    backwards under its id and the ids in `was`; each folder's year is measured by its own
    definition, agreement and rules.
    """
    found: dict[int, YearScore] = {}
    if earlier:
        names = [indicator.id, *indicator.was]
        for past in earlier:
            own = next(
                (past.book.indicators[id_] for id_ in names if id_ in past.book.indicators), None
            )
            if own is not None:
                names += [id_ for id_ in (own.id, *own.was) if id_ not in names]
                found[past.book.year] = _in_folder(own, past, scales)
    scale = scales.get(indicator.scale) if indicator.scale else None
    for known in indicator.history:
        if known < year and known not in found and known not in unread:
            found[known] = _in_history(indicator, known, basis, scale)
    return tuple(found[known] for known in sorted(found))


@exactly
def mid_terms(
    indicator: Indicator,
    value: Value,
    plan: Plan | None,
    year: int,
    rules: Rules,
    scale: Scale | None,
) -> tuple[MidTerm, ...]:
    """The plan's targets of the year and of its last year: progress in percent, and what remains.

    `remaining` is in the indicator's own unit, 0 once the target is reached, by polarity.
    """
    if plan is None:
        return ()
    found = []
    for due in sorted({year, plan.end}):
        target = target_in_plan(plan, indicator, due, scale)
        if target is not None:
            progress = percent_of(indicator, target, value, rules, scale)
            remaining = _remaining(indicator.polarity, target, value)
            found.append(MidTerm(year=due, target=target, progress=progress, remaining=remaining))
    return tuple(found)


@exactly
def against_standards(
    indicator: Indicator, value: Value, scale: Scale | None
) -> tuple[StandardScore, ...]:
    """Realisation minus each standard; a standard that is a grade compares with a grade only."""
    return tuple(_standards(indicator, value, scale)) if indicator.standard else ()


def _in_folder(own: Indicator, past: Earlier, scales: dict[str, Scale]) -> YearScore:
    scale = scales.get(own.scale) if own.scale else None
    target = target_in_agreement(past.agreement, own, scale)
    value = value_of(own, past.book.year, scale, compose(own, scales))
    achievement = achieve(own, target, value, past.basis, scale)
    return YearScore(
        year=past.book.year,
        target=target,
        value=value,
        achievement=achievement,
        from_history=False,
    )


def _in_history(indicator: Indicator, year: int, basis: Basis, scale: Scale | None) -> YearScore:
    target = target_in_history(indicator, year, scale)
    value = value_in_history(indicator, year, scale)
    return YearScore(
        year=year,
        target=target,
        value=value,
        achievement=achieve(indicator, target, value, basis, scale),
        from_history=True,
    )


def _remaining(polarity: Polarity, target: TargetValue, value: Value) -> Decimal | None:
    number = value.number
    lo = target.lo if target.lo is not None else target_number(target)
    hi = target.hi if target.hi is not None else target_number(target)
    if number is None or lo is None or hi is None:
        return None
    if target.grade is not None and value.grade is None:
        return None
    below, above = max(lo - number, Decimal(0)), max(number - hi, Decimal(0))
    if polarity == "stabilize":
        return max(below, above)
    return above if polarity == "minimize" else below


def _standards(indicator: Indicator, value: Value, scale: Scale | None) -> Iterable[StandardScore]:
    for id_, standard in indicator.standard.items():
        number: Decimal | None = standard.value
        comparable = number is not None
        if number is None and standard.grade is not None:
            graded = grade_named(scale, standard.grade)
            number = graded.grade.score if graded else None
            comparable = number is not None and value.grade is not None
        reached = value.number
        difference = None
        if comparable and number is not None and reached is not None:
            difference = reached - number
        yield StandardScore(id=id_, standard=standard, value=number, difference=difference)
