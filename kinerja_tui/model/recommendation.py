"""<unit>/<year>/recommendations/<id>.toml: what an evaluator asked, and what was done."""

from __future__ import annotations

from typing import Literal

from kinerja_tui.model.base import Day, Evidence, Id, Name, Number, Part, Record, YearNumber


class Item(Part, frozen=True, kw_only=True):
    """One recommendation and its follow-up; `progress` in percent."""

    text: Name
    status: Literal["open", "started", "done", "declined"] = "open"
    component: Id | None = None
    progress: Number | None = None
    follow_up: str = ""
    person: str = ""
    due: Day | None = None
    done: Day | None = None
    reason: str = ""
    evidence: dict[Id, Evidence] = {}


class Recommendation(Record, frozen=True, kw_only=True):
    """A set of recommendations from one issuer."""

    id: Id
    name: Name
    issuer: Name
    document: str = ""
    date: Day | None = None
    year: YearNumber | None = None
    indicator: Id | None = None
    item: dict[Id, Item] = {}
