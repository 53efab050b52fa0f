"""<unit>/<year>/published/<id>.toml: what a document prints, cell by cell; never an input to
arithmetic.
"""

from __future__ import annotations

from typing import Literal

from kinerja_tui.model.base import Count, Day, Id, Name, Part, Record, YearNumber


class Place(Part, frozen=True, kw_only=True):
    """A table, a card or a stretch of text of the document."""

    name: Name
    kind: Literal["table", "card", "text"]
    page: Count | None = None
    number: str = ""
    agreement: Id | None = None


class Row(Part, frozen=True, kw_only=True):
    """One printed row: subject keys say what it is about, cells are text exactly as printed."""

    indicator: Id | None = None
    component: Id | None = None
    breakdown: Id | None = None
    part: Id | None = None
    goal: Id | None = None
    activity: Id | None = None
    agreement: Id | None = None
    recommendation: Id | None = None
    item: Id | None = None
    award: Id | None = None
    scale: Id | None = None
    law: Id | None = None
    total: bool = False
    year: YearNumber | None = None
    data_year: YearNumber | None = None
    counts: (
        Literal["goals", "indicators", "agreements", "activities", "staff", "respondents"] | None
    ) = None
    names: Literal["goal", "indicator", "activity", "unit"] | None = None
    claim: (
        Literal[
            "all-targets-met", "target-met", "target-missed", "targets-not-lowered", "efficient"
        ]
        | None
    ) = None
    label: str = ""
    target: str = ""
    realisation: str = ""
    achievement: str = ""
    value: str = ""
    max: str = ""
    weight: str = ""
    deviation: str = ""
    share: str = ""
    base: str = ""
    amount: str = ""
    ceiling: str = ""
    spending: str = ""
    physical: str = ""
    absorption: str = ""
    volume: str = ""
    difference: str = ""
    efficiency: str = ""
    efficiency_value: str = ""
    counted: str = ""
    count: str = ""
    progress: str = ""
    rank: str = ""
    name: str = ""
    code: str = ""
    grade: str = ""
    status: str = ""
    range: str = ""
    date: str = ""
    unit_name: str = ""
    position: str = ""
    document: str = ""
    website: str = ""
    quote: str = ""


class Published(Record, frozen=True, kw_only=True):
    """A document and the figures it prints, by place and row."""

    id: Id
    name: Name
    kind: Literal["report", "agreement", "plan", "presentation", "site"] = "report"
    year: YearNumber | None = None
    unit_name: str = ""
    link: str = ""
    date: Day | None = None
    place: dict[Id, Place] = {}
    row: dict[Id, dict[Id, Row]] = {}
