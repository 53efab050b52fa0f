"""What of the store is to be read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kinerja_tui.store.format.kinds import KINDS, Kind

EVERY_KIND: Final[frozenset[Kind]] = frozenset(KINDS)
STATUS_KINDS: Final[frozenset[Kind]] = EVERY_KIND - {"recommendation", "published", "accepted"}
COMPARED_KINDS: Final[frozenset[Kind]] = frozenset({"year", "goals", "indicator", "agreement"})


@dataclass(frozen=True, slots=True)
class Scope:
    """Units and years to read (None: all of them) and the kinds of file.

    `compared` are years of which only what earlier years' values need is read; None compares every
    year before the ones read. Settings, laws and
    scales are read when their kind is asked for; a unit brings its parents' unit.toml and its
    plans, a shared indicator the file that it refers to.
    """

    units: tuple[str, ...] | None = None
    years: tuple[int, ...] | None = None
    kinds: frozenset[Kind] = EVERY_KIND
    compared: tuple[int, ...] | None = ()

    @classmethod
    def everything(cls) -> Scope:
        """The whole store."""
        return cls()

    @classmethod
    def of(cls, unit: str, year: int, kinds: frozenset[Kind] = STATUS_KINDS) -> Scope:
        """A unit's year, and of the year before what last year's values need."""
        return cls(units=(unit,), years=(year,), kinds=kinds, compared=(year - 1,))

    @classmethod
    def with_history(cls, unit: str, year: int, kinds: frozenset[Kind] = STATUS_KINDS) -> Scope:
        """A unit's year, and of every year before what its values need."""
        return cls(units=(unit,), years=(year,), kinds=kinds, compared=None)

    def _compares(self, year: int) -> bool:
        if self.compared is None:
            return self.years is not None and year < max(self.years)
        return year in self.compared

    def reads_unit(self, unit: str) -> bool:
        """Whether the unit's own files are read."""
        return self.units is None or unit in self.units

    def reads_year(self, unit: str, year: int) -> bool:
        """Whether anything of the unit's year is read."""
        if not self.reads_unit(unit):
            return False
        return self.years is None or year in self.years or self._compares(year)

    def reads(self, kind: Kind, unit: str = "", year: int = 0) -> bool:
        """Whether files of `kind` are read: of the store, of a unit, or of a unit's year."""
        if kind not in self.kinds:
            return False
        if not unit:
            return True
        if not year:
            return self.reads_unit(unit)
        if self.years is None or year in self.years:
            return self.reads_unit(unit)
        return self._compares(year) and kind in COMPARED_KINDS and self.reads_unit(unit)
