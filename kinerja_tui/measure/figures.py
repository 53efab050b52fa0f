"""What measuring gives: numbers that carry how they came about. All percents are points of 100,
unrounded.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Literal

from msgspec import Struct

from kinerja_tui.locale import Message
from kinerja_tui.model.activity import Activity
from kinerja_tui.model.agreement import Agreement
from kinerja_tui.model.base import FormulaName, Source, State
from kinerja_tui.model.indicator import Component, Indicator, Standard
from kinerja_tui.model.scale import Grade, Scale
from kinerja_tui.model.settings import Rules
from kinerja_tui.model.year import Goal

Reason = Literal[
    "no-target",
    "zero-target",
    "no-realisation",
    "unavailable",
    "unmeasured",
    "not-counted",
    "no-activity",
    "not-computable",
]
Way = Literal["stated", "grade", "ratio", "composite", "quarters", "history"]


class Step(Struct, frozen=True, gc=False):
    """One step of a derivation: an input with its `source`, or a result with the `formula` that
    gave it.
    """

    what: Message
    value: Decimal | None = None
    formula: Message | None = None
    source: Source | None = None


class Figure(Struct, frozen=True, gc=False):
    """A number, or the reason why there is none, and the steps that led there (inputs first)."""

    value: Decimal | None
    reason: Reason | None = None
    steps: tuple[Step, ...] = ()


class Graded(Struct, frozen=True, gc=False):
    """The class a value falls in: the scale, the grade's id and the grade.

    `number` is what was looked up, after the scale's own rounding; None when the grade was stated.
    """

    scale: str
    id: str
    grade: Grade
    number: Decimal | None = None


class TargetValue(Struct, frozen=True, gc=False):
    """What is promised: a number, a band `lo`..`hi`, or a grade with its score; and where it is
    written.
    """

    source: Source
    number: Decimal | None = None
    lo: Decimal | None = None
    hi: Decimal | None = None
    grade: Graded | None = None
    score: Decimal | None = None


class Value(Struct, frozen=True, gc=False):
    """What was reached: `number` enters arithmetic (a grade's score), `grade` when the grade is
    the value.
    """

    figure: Figure
    state: State | None = None
    way: Way | None = None
    data_year: int | None = None
    grade: Graded | None = None

    @property
    def number(self) -> Decimal | None:
        """The value as a number, or None."""
        return self.figure.value


class Achievement(Struct, frozen=True, gc=False):
    """Realisation against target: `raw` by the formula alone, `counted` after cap and floor; in
    percent.

    `counted` is None with `figure.reason` `not-counted` when the value stays out of the mean.
    """

    formula: FormulaName | Literal["band"]
    raw: Decimal | None
    figure: Figure

    @property
    def counted(self) -> Decimal | None:
        """The achievement that enters a mean, in percent."""
        return self.figure.value


class PartScore(Struct, frozen=True, gc=False, kw_only=True):
    """A component with its value, maximum, weight, contribution and deviation ((max - value) /
    max, percent).
    """

    id: str
    component: Component
    group: bool
    value: Figure
    max: Decimal | None
    weight: Decimal | None
    weighted: Decimal | None
    deviation: Decimal | None
    grade: Graded | None


class CompositeScore(Struct, frozen=True, gc=False):
    """What the leaves give (`value`), the parts, and how far that is from the stated value
    (stated - derived).
    """

    value: Figure
    parts: tuple[PartScore, ...]
    difference: Decimal | None
    tolerance: Decimal | None


class QuarterScore(Struct, frozen=True, gc=False, kw_only=True):
    """A quarter: its target and value, the value to date, and the percents of the quarter's and
    the year's target.
    """

    key: str
    target: Decimal | None
    value: Figure
    to_date: Decimal | None
    of_quarter: Figure
    of_year: Figure


class YearScore(Struct, frozen=True, gc=False, kw_only=True):
    """A year beside the year shown, from its own folder or from `[history]`."""

    year: int
    target: TargetValue | None
    value: Value
    achievement: Achievement
    from_history: bool


class MidTerm(Struct, frozen=True, gc=False, kw_only=True):
    """The plan's target of a year, and the realisation in percent of it by the indicator's
    polarity.
    """

    year: int
    target: TargetValue
    progress: Figure
    remaining: Decimal | None


class StandardScore(Struct, frozen=True, gc=False, kw_only=True):
    """A standard and the realisation minus it, in the indicator's own unit."""

    id: str
    standard: Standard
    value: Decimal | None
    difference: Decimal | None


class IndicatorScore(Struct, frozen=True, gc=False, kw_only=True):
    """Everything that is computed of one indicator in one year."""

    year: int
    indicator: Indicator
    target: TargetValue | None
    value: Value
    achievement: Achievement
    counts: bool
    status: Graded | None
    grade: Graded | None
    composite: CompositeScore | None
    quarters: tuple[QuarterScore, ...]
    years: tuple[YearScore, ...]
    mid_term: tuple[MidTerm, ...]
    standards: tuple[StandardScore, ...]

    @property
    def id(self) -> str:
        """The indicator's id."""
        return self.indicator.id

    @property
    def reason(self) -> Reason | None:
        """Why there is no counted achievement."""
        return self.achievement.figure.reason

    @property
    def last_year(self) -> YearScore | None:
        """The year before this one; an older year is no last year (records.md 16)."""
        return next((each for each in self.years if each.year == self.year - 1), None)


class Mean(Struct, frozen=True):
    """A weighted mean of what counts: the figure in percent, and `counted` of `total`
    indicators: those that moved it, none when there is no figure.
    """

    figure: Figure
    counted: int
    total: int

    @property
    def value(self) -> Decimal | None:
        """The mean in percent, or None."""
        return self.figure.value


class GoalScore(Struct, frozen=True, kw_only=True):
    """A goal, its indicators in order, and their mean."""

    id: str
    goal: Goal
    indicators: tuple[IndicatorScore, ...]
    mean: Mean
    status: Graded | None


class ActivityScore(Struct, frozen=True, kw_only=True):
    """A budget line in rupiah; `absorption` in percent of the ceiling.

    `ceilings` are the initial ceiling, the revised ones by date, and the final one.
    """

    activity: Activity
    ceiling: int
    ceilings: tuple[int, ...]
    spending: Figure
    absorption: Figure
    physical: Decimal | None


class BudgetScore(Struct, frozen=True, kw_only=True):
    """The unit's budget: sums in rupiah over the activities; `without_spending` of them are not
    filled in.
    """

    activities: tuple[ActivityScore, ...]
    ceiling: int | None
    spending: Figure
    absorption: Figure
    without_spending: int


class GoalEfficiency(Struct, frozen=True, kw_only=True):
    """A goal's achievement minus its absorption through the activities' shares, in points."""

    goal: str
    achievement: Decimal | None
    absorption: Figure
    difference: Figure


class OutputEfficiency(Struct, frozen=True, kw_only=True):
    """One output by PMK 22/2021: ceiling (AARO) and spending (RARO) in rupiah, volumes, CRO as a
    fraction.
    """

    activity: str
    ceiling: int
    spending: int | None
    target: Decimal | None
    reported: Decimal | None
    reached: Decimal | None
    reason: Reason | None


class PmkEfficiency(Struct, frozen=True, kw_only=True):
    """Efficiency by PMK 22/2021: E in percent limited to +-20, NE in percent of 100."""

    outputs: tuple[OutputEfficiency, ...]
    raw: Decimal | None
    efficiency: Figure
    value: Figure


class Efficiency(Struct, frozen=True, kw_only=True):
    """The unit's achievement minus its absorption (points), each goal's, and the PMK's way."""

    difference: Figure
    goals: tuple[GoalEfficiency, ...]
    pmk: PmkEfficiency


class Scorecard(Struct, frozen=True, kw_only=True, dict=True):
    """A unit's year on a day: every number of it with its derivation."""

    unit: str
    year: int
    at: date
    agreement: Agreement | None
    rules: Rules
    scale: Scale | None
    goals: tuple[GoalScore, ...]
    mean: Mean
    status: Graded | None
    budget: BudgetScore
    efficiency: Efficiency

    @cached_property
    def indicators(self) -> tuple[IndicatorScore, ...]:
        """The indicators of all goals, in the order of the page."""
        return tuple(each for goal in self.goals for each in goal.indicators)

    def indicator(self, id_: str) -> IndicatorScore | None:
        """The indicator with this id, or None."""
        return self._by_id.get(id_)

    @cached_property
    def _by_id(self) -> dict[str, IndicatorScore]:
        return {each.id: each for each in reversed(self.indicators)}
