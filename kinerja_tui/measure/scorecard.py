"""A unit's year on a day, every number with its derivation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from msgspec import UNSET, Struct
from msgspec.structs import replace

from kinerja_tui.measure.achievement import Basis, achieve, class_of
from kinerja_tui.measure.budget import score_budget
from kinerja_tui.measure.comparison import Earlier, against_standards, mid_terms, years_before
from kinerja_tui.measure.composite import compose
from kinerja_tui.measure.efficiency import efficiency_of, with_achievements
from kinerja_tui.measure.exact import exactly
from kinerja_tui.measure.figures import GoalScore, IndicatorScore, Scorecard
from kinerja_tui.measure.grade import grade_of, status_scale
from kinerja_tui.measure.mean import goal_mean, unit_mean
from kinerja_tui.measure.quarters import score_quarters
from kinerja_tui.measure.target import target_in_agreement
from kinerja_tui.measure.value import value_of
from kinerja_tui.model.agreement import Agreement
from kinerja_tui.model.base import Source
from kinerja_tui.model.indicator import Indicator
from kinerja_tui.model.library import Book, Library, code_order
from kinerja_tui.model.plan import Plan
from kinerja_tui.model.scale import Scale
from kinerja_tui.model.settings import RulesTable
from kinerja_tui.model.year import Goal


class Frame(Struct, frozen=True, kw_only=True):
    """What every indicator of a unit's year is measured with."""

    year: int
    book: Book
    basis: Basis
    agreement: Agreement | None
    status: Scale | None
    plan: Plan | None
    earlier: tuple[Earlier, ...]
    unread: frozenset[int]
    scales: dict[str, Scale]


def usual_day(year: int, today: date) -> date:
    """The day for which a year is shown when nobody names one: today, within the year."""
    return min(max(today, date(year, 1, 1)), date(year, 12, 31))


@exactly
def scorecard(library: Library, unit: str, year: int, at: date | None = None) -> Scorecard:
    """The unit's year on the day `at` (31 December of the year when None).

    The agreement in force on that day gives the targets. Records that are missing raise nothing:
    the card then has no goals, and its figures say why.
    """
    day = at or date(year, 12, 31)
    frame = frame_of(library, unit, year, day)
    goals = tuple(
        _goal(id_, goal, _scores(frame, frame.book.indicators_of(id_)), frame.status)
        for id_, goal in frame.book.goal.items()
    )
    mean = unit_mean(goals)
    budget = score_budget(frame.book.activities_as_in(frame.agreement))
    return Scorecard(
        unit=unit,
        year=year,
        at=day,
        agreement=frame.agreement,
        rules=frame.basis.rules,
        scale=frame.status,
        goals=goals,
        mean=mean,
        status=grade_of(frame.status, mean.value),
        budget=budget,
        efficiency=efficiency_of(goals, mean, budget),
    )


@exactly
def preview(
    library: Library, card: Scorecard, indicator: Indicator, agreement: Agreement | None = None
) -> Scorecard:
    """`card` with `indicator` as it would be, while a value (or a target: `agreement`) is typed.

    Only this indicator, its goal, the unit's mean and the differences of efficiency are computed
    again; the budget stays. An indicator that is not on the card leaves it as it is.
    """
    if card.indicator(indicator.id) is None:
        return card
    frame = frame_of(library, card.unit, card.year, card.at)
    if agreement is not None:
        frame = replace(frame, agreement=agreement)
    score = score_indicator(frame, indicator)
    goals = tuple(_with(goal, score, frame.status) for goal in card.goals)
    mean = unit_mean(goals)
    return replace(
        card,
        agreement=frame.agreement,
        goals=goals,
        mean=mean,
        status=grade_of(frame.status, mean.value),
        efficiency=with_achievements(card.efficiency, goals, mean, card.budget),
    )


def frame_of(library: Library, unit: str, year: int, day: date) -> Frame:
    """The rules, the agreement in force on `day`, the plan and the years before.

    `unread` are the years that have a folder of which nothing was read.
    """
    book = library.book(unit, year) or Book(unit=unit, year=year)
    basis = basis_of(library, unit, year)
    records = library.units.get(unit)
    return Frame(
        year=year,
        book=book,
        basis=basis,
        agreement=book.agreement_at(day),
        status=status_scale(library.scales, basis.rules.status),
        plan=records.plan_of(year) if records else None,
        earlier=tuple(_earlier(library, unit, year)),
        unread=frozenset(records.years).difference(records.books) if records else frozenset(),
        scales=library.scales,
    )


def basis_of(library: Library, unit: str, year: int) -> Basis:
    """The rules in force for the year, and where each that limits or counts is written."""
    tables: list[tuple[RulesTable, str, str]] = []
    if library.settings:
        tables.append((library.settings.rules, library.settings.origin, "rules."))
    book = library.book(unit, year)
    if book and book.head:
        tables.append((book.head.rules, book.head.origin, "rules."))
    found: dict[str, Source] = {}
    for table, file, prefix in tables:
        for name in ("cap", "floor", "counted"):
            if getattr(table, name) is not UNSET:
                found[name] = Source(file, prefix + name)
    return Basis(
        library.rules(unit, year), found.get("cap"), found.get("floor"), found.get("counted")
    )


def score_indicator(frame: Frame, indicator: Indicator) -> IndicatorScore:
    """Everything that is computed of one indicator."""
    scale = frame.scales.get(indicator.scale) if indicator.scale else None
    target = target_in_agreement(frame.agreement, indicator, scale)
    stated = indicator.realisation.value if indicator.realisation else None
    composite = compose(indicator, frame.scales, stated)
    value = value_of(indicator, frame.year, scale, composite)
    achievement = achieve(indicator, target, value, frame.basis, scale)
    rules = frame.basis.rules
    return IndicatorScore(
        year=frame.year,
        indicator=indicator,
        target=target,
        value=value,
        achievement=achievement,
        counts=achievement.figure.value is not None,
        status=grade_of(frame.status, achievement.figure.value),
        grade=class_of(indicator, value, scale),
        composite=composite,
        quarters=score_quarters(indicator, target, rules, scale),
        years=years_before(
            indicator, frame.year, frame.earlier, frame.basis, frame.scales, frame.unread
        ),
        mid_term=mid_terms(indicator, value, frame.plan, frame.year, rules, scale),
        standards=against_standards(indicator, value, scale),
    )


def _earlier(library: Library, unit: str, year: int) -> Iterable[Earlier]:
    records = library.units.get(unit)
    for before in sorted(records.books if records else (), reverse=True):
        book = library.book(unit, before)
        if book is not None and before < year:
            agreement = book.agreement_at(date(before, 12, 31))
            yield Earlier(book, basis_of(library, unit, before), agreement)


def _scores(frame: Frame, indicators: Iterable[Indicator]) -> tuple[IndicatorScore, ...]:
    return tuple(score_indicator(frame, each) for each in indicators)


def _goal(
    id_: str, goal: Goal, indicators: Sequence[IndicatorScore], status: Scale | None
) -> GoalScore:
    mean = goal_mean(indicators)
    return GoalScore(
        id=id_,
        goal=goal,
        indicators=tuple(indicators),
        mean=mean,
        status=grade_of(status, mean.value),
    )


def _with(goal: GoalScore, score: IndicatorScore, status: Scale | None) -> GoalScore:
    """The goal with the new score in it, in the order of the codes; or just as it was."""
    own = score.indicator.goal == goal.id
    old = next((each for each in goal.indicators if each.id == score.id), None)
    if old is None and not own:
        return goal
    if old is not None and own and old.indicator.code == score.indicator.code:
        indicators = [score if each is old else each for each in goal.indicators]
    else:
        kept = [each for each in goal.indicators if each is not old]
        indicators = sorted(
            [*kept, score] if own else kept,
            key=lambda each: (code_order(each.indicator.code), each.id),
        )
    return _goal(goal.id, goal.goal, indicators, status)
