"""<unit>/<year>/year.toml and goals.toml: what belongs to the year as a whole."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from kinerja_tui.model.base import Count, Day, Id, Name, Number, Part, Record, Reference
from kinerja_tui.model.settings import RulesTable


class ReportTable(Part, frozen=True, kw_only=True):
    """When, where and by whom the report is signed."""

    date: Day | None = None
    due: Day | None = None
    place: str = ""
    signatory: Id | None = None


class BudgetTable(Part, frozen=True, kw_only=True):
    """Where the spending figures come from, and of which day they are."""

    document: str = ""
    date: Day | None = None


class Issue(Part, frozen=True, kw_only=True):
    """A strategic issue."""

    name: Name
    text: str = ""


class Award(Part, frozen=True, kw_only=True):
    """A recognition: `rank` out of `of` that were ranked."""

    name: Name
    rank: Count | None = None
    of: Count | None = None
    group: str = ""
    giver: str = ""
    date: Day | None = None
    document: str = ""
    indicator: Id | None = None


class YearHead(Record, frozen=True, kw_only=True):
    """The file year.toml; `closed` refuses edits outside accepted/ and published/."""

    closed: bool = False
    plan: Id | None = None
    staff: Count | None = None
    rules: RulesTable = RulesTable()
    report: ReportTable = ReportTable()
    budget: BudgetTable = BudgetTable()
    issue: dict[Id, Issue] = {}
    award: dict[Id, Award] = {}


class Goal(Part, frozen=True, kw_only=True):
    """A strategic goal (sasaran strategis); `weight` counts in the unit's mean."""

    code: Name
    name: Name
    weight: Number = Number(1)
    also: list[str] = []
    parent: Reference | None = None


class Goals(Record, frozen=True, kw_only=True):
    """The file goals.toml."""

    goal: Annotated[dict[Id, Goal], Meta(min_length=1)]
