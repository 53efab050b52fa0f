"""<unit>/<year>/agreements/<n>-<id>.toml: one signed version of the agreement (Perjanjian
Kinerja).
"""

from __future__ import annotations

from typing import Literal

from kinerja_tui.model.base import Acting, Day, Id, Name, Part, Record, Rupiah
from kinerja_tui.model.plan import PlanTarget

Ground = Literal["official", "strategy", "assumption"]


class Party(Part, frozen=True, kw_only=True):
    """A signatory; the acting dates are due when he signs as Plt. or Plh."""

    name: Name
    position: Name
    acting: Acting | None = None
    acting_start: Day | None = None
    acting_end: Day | None = None
    decree: str = ""


class Target(PlanTarget, frozen=True, kw_only=True):
    """What this version promises for an indicator: a value, a grade, or a band."""

    reason: str = ""
    name: str = ""


class BudgetLine(Part, frozen=True, kw_only=True):
    """An activity's budget in this version, in rupiah."""

    amount: Rupiah


class Agreement(Record, frozen=True, kw_only=True):
    """A version; it is a whole document: an indicator without a target here is not in it."""

    id: Id
    date: Day
    first: Party
    second: Party
    name: str = ""
    number: str = ""
    statement_date: Day | None = None
    annex_date: Day | None = None
    place: str = ""
    unit_name: str = ""
    ground: Ground | None = None
    reason: str = ""
    document: str = ""
    budget_total: Rupiah | None = None
    target: dict[Id, Target] = {}
    budget: dict[Id, BudgetLine] = {}

    @property
    def version(self) -> int:
        """The number the file's name begins with; 0 without one."""
        head = self.id.split("-", 1)[0]
        return int(head) if head.isdigit() else 0
