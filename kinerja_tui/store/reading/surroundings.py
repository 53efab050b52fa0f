"""What lies around a file, seen from inside its unit's year."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from typing import Final

from kinerja_tui.model.laws import Law
from kinerja_tui.model.library import Book
from kinerja_tui.model.scale import Scale
from kinerja_tui.model.unit import Unit
from kinerja_tui.store.format.rules.around import Around
from kinerja_tui.store.reading.listing import Tree
from kinerja_tui.store.reading.scope import Scope

Ids = Mapping[str, frozenset[str] | None]
_NAMES: Final = tuple(field.name for field in fields(Around))


class Surroundings:
    """The store as every unit's year sees it; `goals` gives the ids in a year's goals.toml."""

    def __init__(
        self,
        tree: Tree,
        scope: Scope,
        scales: Mapping[str, Scale],
        laws: Mapping[str, Law],
        units: Mapping[str, Unit],
        holders: Mapping[str, frozenset[str]],
        goals: Callable[[str, int], frozenset[str] | None],
    ) -> None:
        """`units` are those to be shown, `holders` known where unit.toml can be read."""
        self._tree = tree
        self._scope = scope
        self._holders = holders
        self._goals = goals
        self._elsewhere: dict[int, tuple[Ids, Ids]] = {}
        self._prints: dict[int, tuple[object, bytes]] = {}
        self._of_store: bytes | None = None
        self.store = Around(
            scale_ids=frozenset(tree.scales),
            scales=scales,
            laws=frozenset(laws) if laws or not tree.laws else None,
            units=frozenset(tree.units),
            parents={id_: unit.parent for id_, unit in units.items()},
        )

    def of(self, unit: str, year: int) -> Around:
        """What lies around the files of a unit's year, or of the unit itself (year 0), without what
        the year's own records hold; of the store's own files for no unit.
        """
        if not unit:
            return self.store
        if year not in self._elsewhere:
            self._elsewhere[year] = self._in_other_units(year)
        elsewhere, goals_elsewhere = self._elsewhere[year]
        files = self._tree.units[unit]
        return replace(
            self.store,
            elsewhere=elsewhere,
            goals_elsewhere=goals_elsewhere,
            unit=unit,
            year=year,
            plan_ids=frozenset(files.plans),
            holders=self._holders.get(unit),
            ids={kind: frozenset(ids) for kind, ids in files.years.get(year, {}).items()},
        )

    def _in_other_units(self, year: int) -> tuple[Ids, Ids]:
        """The indicators and the goals of every unit in a year; None where they were not looked
        at.
        """
        indicators: dict[str, frozenset[str] | None] = {}
        goals: dict[str, frozenset[str] | None] = {}
        for unit, files in self._tree.units.items():
            if year not in files.years:
                indicators[unit] = goals[unit] = frozenset()
            elif not self._scope.reads_year(unit, year):
                indicators[unit] = goals[unit] = None
            else:
                indicators[unit] = frozenset(files.years[year].get("indicator", ()))
                goals[unit] = self._goals(unit, year)
        return indicators, goals

    def key(self, around: Around) -> bytes:
        """The same bytes for what looks the same in every respect, and other bytes for the rest."""
        from hashlib import blake2b

        if self._of_store is None:
            self._of_store = b"".join(self._print(getattr(self.store, name)) for name in _NAMES)
        whole = blake2b(self._of_store, digest_size=16)
        for place, name in enumerate(_NAMES):
            value = getattr(around, name)
            if value is not getattr(self.store, name):
                whole.update(bytes((place,)) + self._print(value))
        return whole.digest()

    def _print(self, value: object) -> bytes:
        """The digest of a value; those that many years share are worked out once."""
        known = self._prints.get(id(value))
        if known is None:
            # The value is kept beside its digest, so that no other can get its identity.
            known = self._prints[id(value)] = (value, _digest(value))
        return known[1]


def within(outside: Around, book: Book) -> Around:
    """`outside` with what the year's own records hold."""
    return replace(
        outside,
        goals=frozenset(book.goals.goal) if book.goals else None,
        awards=frozenset(book.head.award) if book.head else None,
        indicators=book.indicators,
        agreements=book.agreements,
        recommendations=book.recommendations,
    )


def _digest(value: object) -> bytes:
    from hashlib import blake2b

    from msgspec.msgpack import encode

    return blake2b(encode(value, enc_hook=str, order="deterministic"), digest_size=16).digest()
