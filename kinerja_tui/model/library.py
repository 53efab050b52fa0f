"""Everything valid in the store at one moment, and the problems; an immutable snapshot."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from msgspec import Struct

from kinerja_tui.model.accepted import Accepted
from kinerja_tui.model.activity import Activity
from kinerja_tui.model.agreement import Agreement
from kinerja_tui.model.base import Problem
from kinerja_tui.model.indicator import Indicator
from kinerja_tui.model.laws import Law
from kinerja_tui.model.plan import Plan
from kinerja_tui.model.published import Published
from kinerja_tui.model.recommendation import Recommendation
from kinerja_tui.model.scale import Scale
from kinerja_tui.model.settings import Rules, RulesTable, Settings, rules_in_force
from kinerja_tui.model.unit import Unit
from kinerja_tui.model.year import Goal, Goals, YearHead


class Book(Struct, frozen=True, kw_only=True):
    """A unit's year: what its folder holds, each kind by id in the order of the files' names."""

    unit: str
    year: int
    head: YearHead | None = None
    goals: Goals | None = None
    indicators: dict[str, Indicator] = {}
    agreements: tuple[Agreement, ...] = ()
    activities: dict[str, Activity] = {}
    recommendations: dict[str, Recommendation] = {}
    published: dict[str, Published] = {}
    accepted: dict[str, Accepted] = {}

    @property
    def goal(self) -> dict[str, Goal]:
        """The goals by id, in the order of goals.toml.

        Where that file cannot be read, the goals that the indicators name go by their ids: what
        was measured is shown, and the problem with the file says why the names are missing.
        """
        if self.goals:
            return self.goals.goal
        named = dict.fromkeys(each.goal for each in self.indicators.values())
        return {id_: Goal(code=id_, name=id_) for id_ in named}

    @property
    def closed(self) -> bool:
        """Whether the year is closed to edits."""
        return self.head is not None and self.head.closed

    def indicators_of(self, goal: str) -> tuple[Indicator, ...]:
        """The goal's indicators in the order of their codes, numbers compared as numbers."""
        found = [each for each in self.indicators.values() if each.goal == goal]
        return tuple(sorted(found, key=lambda each: (code_order(each.code), each.id)))

    def activities_as_in(self, agreement: Agreement | None) -> tuple[Activity, ...]:
        """The activities in the order of the agreement's budget, others after them by file name."""
        lines = [id_ for id_ in (agreement.budget if agreement else ()) if id_ in self.activities]
        rest = [id_ for id_ in self.activities if id_ not in lines]
        return tuple(self.activities[id_] for id_ in (*lines, *rest))

    def agreement_at(self, day: date) -> Agreement | None:
        """The version in force on `day`: the last one dated on or before it (Perpres 29/2014 Ps
        8-14).
        """
        signed = [each for each in self.agreements if each.date <= day]
        return max(signed, key=lambda each: (each.date, each.version)) if signed else None


class UnitRecords(Struct, frozen=True, kw_only=True):
    """A unit with its plans and its years; `years` are all year folders, `books` those that were
    read (each may be made only when it is asked for).
    """

    unit: Unit
    plans: dict[str, Plan] = {}
    years: tuple[int, ...] = ()
    books: Mapping[int, Book] = {}

    def plan_of(self, year: int) -> Plan | None:
        """The plan that year.toml names, else the one whose years hold `year`."""
        book = self.books.get(year)
        if book and book.head and book.head.plan:
            return self.plans.get(book.head.plan)
        return next((p for p in self.plans.values() if p.start <= year <= p.end), None)


class Library(Struct, frozen=True, kw_only=True):
    """A snapshot of the store."""

    settings: Settings | None = None
    scales: dict[str, Scale] = {}
    laws: dict[str, Law] = {}
    units: dict[str, UnitRecords] = {}
    problems: tuple[Problem, ...] = ()

    def book(self, unit: str, year: int) -> Book | None:
        """The unit's year, or None when it is not there or was not read."""
        records = self.units.get(unit)
        return records.books.get(year) if records else None

    def rules(self, unit: str, year: int) -> Rules:
        """The rules in force: the store's, overridden key by key by the year's."""
        store = self.settings.rules if self.settings else RulesTable()
        book = self.book(unit, year)
        return rules_in_force(store, book.head.rules if book and book.head else RulesTable())


def code_order(code: str) -> tuple[tuple[int, str], ...]:
    """A sorting key that puts `IK 2` before `IK 10`, however many digits a number has."""
    pieces = re.findall(r"([0-9]+)|([^0-9]+)", code)
    return tuple(_number_order(digits) if digits else (-1, text) for digits, text in pieces)


def _number_order(digits: str) -> tuple[int, str]:
    """Of two whole numbers the longer is the greater: int() refuses thousands of digits."""
    plain = digits.lstrip("0")
    return len(plain), plain
