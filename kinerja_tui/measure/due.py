"""What is still to be filled in of a unit's year, or of one of its quarters: each with the file and
the key where it belongs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Literal, get_args

from msgspec import Struct
from msgspec.structs import replace

from kinerja_tui.measure.figures import IndicatorScore, Scorecard
from kinerja_tui.measure.lateness import days_late
from kinerja_tui.measure.written import silent
from kinerja_tui.model.activity import Activity
from kinerja_tui.model.agreement import Agreement
from kinerja_tui.model.base import Number
from kinerja_tui.model.indicator import Borrowed, Indicator, Quarter, Realisation, home
from kinerja_tui.model.library import Book

What = Literal[
    "agreement",
    "target",
    "realisation",
    "expected",
    "components",
    "analysis",
    "follow-up",
    "ceiling",
    "spending",
    "physical",
    "obstacle",
    "overdue",
]
ALL_WHATS: tuple[What, ...] = get_args(What)
QUARTERS = (1, 2, 3, 4)
_FULL = 100


class Due(Struct, frozen=True, kw_only=True):
    """One thing that is not filled in: `what` it is, of which record (`code` is how people call
    it), where it belongs, and since when it is due, as far as that is known.
    """

    what: What
    subject: str
    code: str
    file: str
    key: str
    day: date | None = None

    @property
    def quarter(self) -> int:
        """The quarter whose value is due; 0 for what is of the year."""
        table = self.key.partition(".")[0]
        return int(table[1]) if table in ("q1", "q2", "q3", "q4") else 0

    @property
    def unit(self) -> str:
        """The unit whose file it is: a shared indicator's values belong to another unit."""
        return self.file.partition("/")[0]


def due_in_year(card: Scorecard, book: Book, today: date) -> tuple[Due, ...]:
    """What the year's record lacks on `today`: indicators in the order of the page, activities,
    recommendations.
    """
    found = [*_of_agreement(card, book)]
    for score in card.indicators:
        found += _of_indicator(card.agreement, score, today)
    for each in book.activities_as_in(card.agreement):
        found += _of_activity(each)
    return (*found, *_overdue_items(book, today))


def due_in_quarter(card: Scorecard, book: Book, quarter: int) -> tuple[Due, ...]:
    """What quarter 1 to 4 lacks: of the indicators that go by quarters, and of the activities."""
    key = f"q{quarter}"
    found: list[Due] = []
    for score in card.indicators:
        if by_quarters(score.indicator):
            found += _of_quarter(score, key)
    for each in book.activities_as_in(card.agreement):
        found += _of_activity_in(each, key)
    return tuple(found)


def due_in_quarters(card: Scorecard, book: Book, today: date) -> tuple[Due, ...]:
    """What the quarters lack that are over on `today`, each with its last day: of the indicators
    that go by quarters, and of the activities that have some.
    """
    found: list[Due] = []
    for quarter in QUARTERS:
        day = last_day(book.year, quarter)
        if day >= today:
            break
        whole = {each.id for each in book.activities.values() if not each.quarters}
        of_quarter = due_in_quarter(card, book, quarter)
        found += [replace(each, day=day) for each in of_quarter if each.subject not in whole]
    return tuple(found)


def last_day(year: int, quarter: int) -> date:
    """The last day of quarter 1 to 4."""
    month = quarter * 3
    return date(year, month, 31 if month in (3, 12) else 30)


def by_quarters(indicator: Indicator) -> bool:
    """Whether the indicator is measured by quarters: it has one, or they make its year."""
    return bool(indicator.quarters) or indicator.consolidation != "last" or indicator.cumulative


def _of_agreement(card: Scorecard, book: Book) -> Iterator[Due]:
    if card.agreement is None and not book.agreements:
        folder = f"{book.unit}/{book.year}/agreements/"
        yield Due(what="agreement", subject="", code=str(book.year), file=folder, key="")


def _of_indicator(agreement: Agreement | None, score: IndicatorScore, today: date) -> Iterator[Due]:
    own, found = score.indicator, score.indicator.realisation
    if agreement is not None and score.target is None:
        key = f"target.{own.id}.{'grade' if own.kind == 'grade' else 'value'}"
        yield Due(what="target", subject=own.id, code=own.code, file=agreement.origin, key=key)
    empty = score.value.number is None and score.value.grade is None
    if empty and silent(score.value.state) is None:
        yield _indicator(score, "realisation", f"realisation.{value_key(own)}")
    elif found is not None and _awaited(found, today):
        yield _indicator(score, "expected", f"realisation.{value_key(own)}", found.expected)
    yield from _of_parts(score)
    if not empty and not own.analysis.cause.strip():
        yield _indicator(score, "analysis", "analysis.cause")
    raw = score.achievement.raw
    if raw is not None and raw < _FULL and score.value.state != "carried" and not own.action:
        yield _indicator(score, "follow-up", "action")
    for id_, action in own.action.items():
        if days_late(action.status, action.due, today):
            yield _indicator(score, "overdue", f"action.{id_}.status", action.due)


def _awaited(found: Realisation, today: date) -> bool:
    """Whether the final value should have been there by now."""
    return found.state != "final" and found.expected is not None and found.expected <= today


def _of_parts(score: IndicatorScore) -> Iterator[Due]:
    """The components without a value, where the indicator has one and nothing says why not."""
    own = score.indicator
    if score.value.number is None or own.absent.components.strip():
        return
    if score.value.state in ("carried", "unavailable", "unmeasured"):
        return
    missing = [id_ for id_, each in own.leaves.items() if each.value is None]
    if missing:
        yield _indicator(score, "components", f"component.{missing[0]}.value")


def _of_quarter(score: IndicatorScore, key: str) -> Iterator[Due]:
    own = score.indicator
    table = own.quarters.get(key)
    if table is None or _is_empty(table):
        yield _indicator(score, "realisation", f"{key}.{value_key(own)}")
        return
    figure = next((each.of_quarter for each in score.quarters if each.key == key), None)
    reached = figure.value if figure is not None else None
    if reached is not None and reached < _FULL and not table.obstacle.strip():
        yield _indicator(score, "obstacle", f"{key}.obstacle")


def _of_activity_in(activity: Activity, key: str) -> Iterator[Due]:
    """What a quarter of the activity lacks; one whose year alone is recorded has no quarters."""
    table = activity.quarters.get(key)
    names: tuple[What, ...] = ("spending", "physical")
    for name in names:
        whole = getattr(activity, name) is not None and not activity.quarters
        if not whole and (table is None or getattr(table, name) is None):
            yield _activity(activity, name, f"{key}.{name}")


def _is_empty(table: Quarter) -> bool:
    values: Iterable[Number | str | None] = (table.value, table.grade, table.numerator)
    stated = table.state in ("unavailable", "unmeasured")
    return all(each is None for each in values) and not stated


def _of_activity(activity: Activity) -> Iterator[Due]:
    if not activity.ceiling:
        yield _activity(activity, "ceiling", "ceiling")
    quarters = activity.quarters.values()
    if activity.spending is None and not any(each.spending is not None for each in quarters):
        yield _activity(activity, "spending", "spending")
    if activity.physical is None and not any(each.physical is not None for each in quarters):
        yield _activity(activity, "physical", "physical")


def _overdue_items(book: Book, today: date) -> Iterator[Due]:
    for record in book.recommendations.values():
        for id_, item in record.item.items():
            if days_late(item.status, item.due, today):
                yield Due(
                    what="overdue",
                    subject=record.id,
                    code=record.issuer,
                    file=record.origin,
                    key=f"item.{id_}.status",
                    day=item.due,
                )


def value_key(indicator: Indicator) -> str:
    """The key in which the indicator's value is given."""
    return {"number": "value", "ratio": "numerator", "grade": "grade"}[indicator.kind]


def _indicator(score: IndicatorScore, what: What, key: str, day: date | None = None) -> Due:
    own = score.indicator
    measured = key.partition(".")[0] in ("realisation", "component", "q1", "q2", "q3", "q4")
    file = home(own) if measured and isinstance(own, Borrowed) else own.origin
    return Due(what=what, subject=own.id, code=own.code, file=file, key=key, day=day)


def _activity(activity: Activity, what: What, key: str) -> Due:
    return Due(what=what, subject=activity.id, code=activity.id, file=activity.origin, key=key)
