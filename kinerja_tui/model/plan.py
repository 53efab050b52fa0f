"""<unit>/plan-<start>-<end>.toml: the strategic plan (Renstra) and its mid-term targets."""

from __future__ import annotations

from kinerja_tui.model.base import Day, Id, Name, Number, Part, Record, YearNumber


class Mission(Part, frozen=True, kw_only=True):
    """One mission, or one aim (tujuan)."""

    text: Name


class PlanGoal(Part, frozen=True, kw_only=True):
    """A goal (sasaran) of the plan."""

    name: Name
    code: str = ""
    aim: Id | None = None


class PlanTarget(Part, frozen=True, kw_only=True):
    """A target: a value, or a grade, or a band from `lo` to `hi`."""

    value: Number | None = None
    grade: Id | None = None
    lo: Number | None = None
    hi: Number | None = None


class PlanIndicator(Part, frozen=True, kw_only=True):
    """An indicator of the plan, with one target a year."""

    name: Name
    measured_in: str = ""
    goal: Id | None = None
    baseline: Number | None = None
    baseline_year: YearNumber | None = None
    reason: str = ""
    target: dict[YearNumber, PlanTarget] = {}


class Plan(Record, frozen=True, kw_only=True):
    """A plan; `start` and `end` are its first and last year."""

    id: Id
    name: Name
    start: YearNumber
    end: YearNumber
    date: Day | None = None
    document: str = ""
    vision: str = ""
    direction: str = ""
    mission: dict[Id, Mission] = {}
    aim: dict[Id, Mission] = {}
    goal: dict[Id, PlanGoal] = {}
    indicator: dict[Id, PlanIndicator] = {}
