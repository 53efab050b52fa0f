"""<unit>/<year>/indicators/<id>.toml: how reaching a goal is measured, and what was reached."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from kinerja_tui.model.base import (
    Count,
    Day,
    Evidence,
    FormulaName,
    Id,
    Name,
    Number,
    Part,
    Polarity,
    Record,
    Reference,
    State,
    YearNumber,
)

Method = Literal["sum", "weighted-mean", "mean"]


class Ratio(Part, frozen=True, kw_only=True):
    """What is divided by what; `factor` makes it a percentage."""

    numerator: Name
    denominator: Name
    factor: Number = Number(100)


class Realisation(Part, frozen=True, kw_only=True):
    """What was reached in the year: a value, a grade, a numerator and denominator, or derived."""

    state: State
    value: Number | None = None
    grade: Id | None = None
    numerator: Number | None = None
    denominator: Number | None = None
    data_year: YearNumber | None = None
    counted: bool | None = None
    reason: str = ""
    expected: Day | None = None
    date: Day | None = None
    document: str = ""


class Quarter(Part, frozen=True, kw_only=True):
    """A quarter's target and value."""

    target: Number | None = None
    target_grade: Id | None = None
    value: Number | None = None
    grade: Id | None = None
    numerator: Number | None = None
    denominator: Number | None = None
    state: State = "final"
    note: str = ""
    obstacle: str = ""
    solution: str = ""


class Composite(Part, frozen=True, kw_only=True):
    """How the components make the value; `factor` multiplies the result."""

    method: Method
    factor: Number = Number(1)
    scale: Id | None = None
    respondents: Count | None = None
    expected_components: Count | None = None
    tolerance: Number | None = None


class Component(Part, frozen=True, kw_only=True):
    """A leaf (with its value, maximum and weight) or a group, which other components name as
    parent.
    """

    name: Name
    value: Number | None = None
    code: str = ""
    parent: Id | None = None
    max: Number | None = None
    min: Number = Number(0)
    weight: Number | None = None


class BreakdownPart(Part, frozen=True, kw_only=True):
    """One supporting figure."""

    name: Name
    value: Number
    weight: Number | None = None


class Breakdown(Part, frozen=True, kw_only=True):
    """Supporting figures that do not make the value."""

    name: Name
    kind: Literal["mean", "count", "share"]
    base: Number | None = None
    multiple: bool = False
    measured_in: str = ""
    part: dict[Id, BreakdownPart] = {}


class History(Part, frozen=True, kw_only=True):
    """A year that has no folder in this store."""

    target: Number | None = None
    target_grade: Id | None = None
    target_lo: Number | None = None
    target_hi: Number | None = None
    value: Number | None = None
    grade: Id | None = None
    state: State = "final"
    document: str = ""


class Standard(Part, frozen=True, kw_only=True):
    """A standard to compare with, of a year and a source."""

    name: Name
    year: YearNumber
    source: Name
    value: Number | None = None
    grade: Id | None = None


class Absent(Part, frozen=True, kw_only=True):
    """Comparisons that do not exist, each with the reason."""

    last_year: str = ""
    mid_term: str = ""
    standard: str = ""
    components: str = ""


class Analysis(Part, frozen=True, kw_only=True):
    """The writer's explanation of the figure."""

    cause: str = ""
    obstacle: str = ""
    solution: str = ""
    efficiency: str = ""
    programme: str = ""
    target_change: str = ""


class Action(Part, frozen=True, kw_only=True):
    """A planned follow-up (rencana tindak lanjut)."""

    text: Name
    status: Literal["open", "started", "done", "dropped"] = "open"
    person: str = ""
    due: Day | None = None
    done: Day | None = None
    quarter: Annotated[int, Meta(ge=1, le=4)] | None = None
    note: str = ""


class SharedIndicator(Record, frozen=True, kw_only=True):
    """An indicator that another unit measures; `same_as` is `<unit>/<indicator>` of the same
    year.
    """

    id: Id
    code: Name
    goal: Id
    same_as: Reference
    weight: Number = Number(1)
    cap: Number | None = None
    floor: Number | None = None
    parent: Reference | None = None
    absent: Absent = Absent()
    analysis: Analysis = Analysis()
    action: dict[Id, Action] = {}


class Indicator(Record, frozen=True, kw_only=True):
    """An indicator."""

    id: Id
    code: Name
    goal: Id
    name: Name
    measured_in: Name
    polarity: Polarity
    also: list[str] = []
    kind: Literal["number", "ratio", "grade"] = "number"
    formula: FormulaName | None = None
    baseline: Number | None = None
    weight: Number = Number(1)
    cap: Number | None = None
    floor: Number | None = None
    decimals: Annotated[int, Meta(ge=0, le=9)] | None = None
    consolidation: Literal["last", "sum", "mean"] = "last"
    cumulative: bool = False
    scale: Id | None = None
    parent: Reference | None = None
    was: list[Id] = []
    definition: str = ""
    source: str = ""
    owner: str = ""
    ratio: Ratio | None = None
    realisation: Realisation | None = None
    q1: Quarter | None = None
    q2: Quarter | None = None
    q3: Quarter | None = None
    q4: Quarter | None = None
    composite: Composite | None = None
    component: dict[Id, Component] = {}
    breakdown: dict[Id, Breakdown] = {}
    history: dict[YearNumber, History] = {}
    standard: dict[Id, Standard] = {}
    absent: Absent = Absent()
    analysis: Analysis = Analysis()
    action: dict[Id, Action] = {}
    evidence: dict[Id, Evidence] = {}

    @property
    def quarters(self) -> dict[str, Quarter]:
        """The quarters that are written, by key (`q1` ... `q4`)."""
        found = {"q1": self.q1, "q2": self.q2, "q3": self.q3, "q4": self.q4}
        return {key: quarter for key, quarter in found.items() if quarter is not None}

    @property
    def leaves(self) -> dict[str, Component]:
        """The components that no other component names as its parent."""
        groups = {component.parent for component in self.component.values()}
        return {id_: part for id_, part in self.component.items() if id_ not in groups}

    @property
    def formula_in_force(self) -> FormulaName:
        """The formula written, or the polarity's own (minimize: min-linear)."""
        if self.formula is not None:
            return self.formula
        return {"maximize": "max", "minimize": "min-linear", "stabilize": "stabilize"}[
            self.polarity
        ]  # type: ignore[return-value]


class Borrowed(Indicator, frozen=True, kw_only=True):
    """A shared indicator made whole: `measured_at` is the file its data come from."""

    same_as: Reference
    measured_at: str


_OWN = (
    "origin",
    "id",
    "goal",
    "code",
    "weight",
    "cap",
    "floor",
    "parent",
    "absent",
    "analysis",
    "action",
)


def borrow(shared: SharedIndicator, measured: Indicator) -> Borrowed:
    """`shared` with everything it does not own taken from `measured`."""
    fields = {name: getattr(measured, name) for name in Indicator.__struct_fields__}
    fields |= {name: getattr(shared, name) for name in _OWN}
    return Borrowed(**fields, same_as=shared.same_as, measured_at=measured.origin)


def home(indicator: Indicator) -> str:
    """The file that the indicator's figures are written in."""
    return indicator.measured_at if isinstance(indicator, Borrowed) else indicator.origin
