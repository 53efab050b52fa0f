"""<unit>/unit.toml: an organisation that signs an agreement."""

from __future__ import annotations

from typing import Literal

from kinerja_tui.model.base import Acting, Day, Id, Name, Part, Record

Level = Literal["ministry", "echelon-1", "echelon-2", "echelon-3", "upt", "region", "agency"]


class FormerName(Part, frozen=True, kw_only=True):
    """A name the unit had until a day."""

    name: Name
    until: Day | None = None


class Holder(Part, frozen=True, kw_only=True):
    """Who holds, or held, the office; acting as Plt. or Plh., or in full."""

    name: Name
    position: Name
    acting: Acting | None = None
    start: Day | None = None
    end: Day | None = None
    decree: str = ""


class Unit(Record, frozen=True, kw_only=True):
    """A unit; `parent` is another unit's id, None at the top."""

    id: Id
    name: Name
    short: str = ""
    also: list[str] = []
    parent: Id | None = None
    level: Level | None = None
    mandate: str = ""
    duty: str = ""
    functions: list[str] = []
    address: str = ""
    phone: str = ""
    website: str = ""
    former: dict[Id, FormerName] = {}
    holder: dict[Id, Holder] = {}

    @property
    def label(self) -> str:
        """The short name, or the name."""
        return self.short or self.name
