"""<unit>/<year>/activities/<id>.toml: a budget line (kegiatan / output)."""

from __future__ import annotations

from typing import Literal

from kinerja_tui.model.base import Day, Id, Name, Number, Part, Record, Rupiah


class CeilingRevision(Part, frozen=True, kw_only=True):
    """A revision of the ceiling between the initial and the final one, in rupiah."""

    ceiling: Rupiah
    date: Day
    document: str = ""


class ActivityQuarter(Part, frozen=True, kw_only=True):
    """Spending of the quarter alone (rupiah), and physical progress to date (percent)."""

    spending: Rupiah | None = None
    physical: Number | None = None


class Volume(Part, frozen=True, kw_only=True):
    """The output's volume: promised, true, and as entered for CRO."""

    target: Number | None = None
    value: Number | None = None
    reported: Number | None = None
    measured_in: str = ""


class Share(Part, frozen=True, kw_only=True):
    """The part of this activity, in percent, that serves a goal."""

    percent: Number


class Support(Part, frozen=True, kw_only=True):
    """Whether the activity supports or hinders an indicator."""

    effect: Literal["supports", "hinders"]
    note: str = ""


class Activity(Record, frozen=True, kw_only=True):
    """A budget line; `ceiling` is the final pagu, `spending` None when the quarters give it."""

    id: Id
    name: Name
    ceiling: Rupiah
    also: list[str] = []
    code: str = ""
    programme: str = ""
    ceiling_initial: Rupiah | None = None
    spending: Rupiah | None = None
    physical: Number | None = None
    note: str = ""
    revision: dict[Id, CeilingRevision] = {}
    q1: ActivityQuarter | None = None
    q2: ActivityQuarter | None = None
    q3: ActivityQuarter | None = None
    q4: ActivityQuarter | None = None
    volume: Volume | None = None
    share: dict[Id, Share] = {}
    support: dict[Id, Support] = {}

    @property
    def quarters(self) -> dict[str, ActivityQuarter]:
        """The quarters that are written, by key (`q1` ... `q4`)."""
        found = {"q1": self.q1, "q2": self.q2, "q3": self.q3, "q4": self.q4}
        return {key: quarter for key, quarter in found.items() if quarter is not None}
