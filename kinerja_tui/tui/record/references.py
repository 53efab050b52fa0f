"""The ids that a key may hold, from what there is: each with the name that people know it by."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from msgspec import Struct

from kinerja_tui.model.activity import Activity
from kinerja_tui.model.base import Record
from kinerja_tui.model.indicator import Component, Indicator
from kinerja_tui.model.library import Book, Library, UnitRecords, code_order
from kinerja_tui.model.plan import Plan
from kinerja_tui.model.published import Published, Row
from kinerja_tui.model.recommendation import Recommendation
from kinerja_tui.model.year import Goal
from kinerja_tui.report import phrases
from kinerja_tui.store.format.kinds import Kind, kind_of, unit_and_year

Ids = dict[str, str]
"""Ids and what people call them."""

Path = tuple[str, ...]


class Around(Struct, frozen=True):
    """What stands around the key at `path` of the record in `file`."""

    library: Library
    file: str
    path: Path
    record: Record | None

    @property
    def kind(self) -> Kind | None:
        """The kind of the record."""
        return kind_of(self.file)

    @property
    def records(self) -> UnitRecords | None:
        """The unit's records."""
        return self.library.units.get(unit_and_year(self.file)[0])

    @property
    def book(self) -> Book:
        """The unit's year; an empty one where the record lies in none."""
        unit, year = unit_and_year(self.file)
        return self.library.book(unit, year) or Book(unit=unit, year=year)

    def ids(self) -> Ids:
        """What the key may refer to; nothing where that is not known."""
        name = self.path[-1]
        own = _OWN.get((self.kind, _kindly(self.path)))
        found = own or _ANYWHERE.get(name)
        return found(self) if found is not None else {}

    def names(self) -> Ids:
        """What tables below the one at `path` are named after; nothing where names are free."""
        found = _NAMED.get((self.kind, self.path[0] if self.path else ""))
        return found(self) if found is not None else {}


def _kindly(path: Path) -> str:
    """The path by its first and its last part."""
    return path[0] if len(path) == 1 else f"{path[0]}.{path[-1]}"


def _goals(around: Around) -> Ids:
    return _by_label(_labels(around.book.goal))


def _indicators(around: Around) -> Ids:
    return _by_label(_labels(around.book.indicators))


def _activities(around: Around) -> Ids:
    return _by_label(_labels(around.book.activities))


def _agreements(around: Around) -> Ids:
    """In the order in which they were signed."""
    return {each.id: each.name for each in around.book.agreements}


def _recommendations(around: Around) -> Ids:
    return _by_label((id_, each.name) for id_, each in around.book.recommendations.items())


def _scales(around: Around) -> Ids:
    return _by_label((id_, each.name) for id_, each in around.library.scales.items())


def _laws(around: Around) -> Ids:
    return _by_label((id_, each.name) for id_, each in around.library.laws.items())


def _units(around: Around) -> Ids:
    return _by_label((id_, each.unit.name) for id_, each in around.library.units.items())


def _coded(each: Goal | Indicator | Activity) -> str:
    """The code as it is printed, and the name."""
    return f"{each.code}  {each.name}" if each.code else each.name


def _by_label(every: Iterable[tuple[str, str]]) -> Ids:
    """In the order of what people read: `IK 2` before `IK 10`."""
    return dict(sorted(every, key=lambda each: (code_order(each[1].casefold()), each[0])))


def _plans(around: Around) -> Ids:
    records = around.records
    return {id_: each.name for id_, each in records.plans.items()} if records else {}


def _holders(around: Around) -> Ids:
    records = around.records
    return _named(records.unit.holder) if records else {}


def _awards(around: Around) -> Ids:
    head = around.book.head
    return _named(head.award) if head else {}


def _aims(around: Around) -> Ids:
    record = around.record
    aims = record.aim if isinstance(record, Plan) else {}
    return {id_: each.text for id_, each in aims.items()}


def _plan_goals(around: Around) -> Ids:
    return _named(around.record.goal) if isinstance(around.record, Plan) else {}


def _groups(around: Around) -> Ids:
    """The components that can be a parent: those without a value."""
    record = around.record
    parts: Mapping[str, Component] = record.component if isinstance(record, Indicator) else {}
    own = around.path[1] if len(around.path) > 1 else ""
    return {id_: each.name for id_, each in parts.items() if each.value is None and id_ != own}


def _components(around: Around) -> Ids:
    found = _indicator_meant(around)
    return _named(found.component) if found else {}


def _breakdowns(around: Around) -> Ids:
    found = _indicator_meant(around)
    return _named(found.breakdown) if found else {}


def _parts(around: Around) -> Ids:
    found, row = _indicator_meant(around), _row(around)
    breakdown = found.breakdown.get(row.breakdown or "") if found and row else None
    return _named(breakdown.part) if breakdown else {}


def _items(around: Around) -> Ids:
    row = _row(around)
    found = around.book.recommendations.get(row.recommendation or "") if row else None
    return {id_: each.text for id_, each in found.item.items()} if found else {}


def _grades(around: Around) -> Ids:
    """The grades of the scale that the key's indicator has."""
    found = _indicator_meant(around)
    scale = around.library.scales.get(found.scale or "") if found else None
    return {id_: phrases.grade_name(each) for id_, each in scale.grade.items()} if scale else {}


def _row(around: Around) -> Row | None:
    record, path = around.record, around.path
    if not isinstance(record, Published) or len(path) < 3:
        return None
    return record.row.get(path[1], {}).get(path[2])


def _indicator_meant(around: Around) -> Indicator | None:
    """The indicator that the key speaks of: its own, or the one that its table names."""
    record, path, every = around.record, around.path, around.book.indicators
    if isinstance(record, Indicator):
        return record
    if isinstance(record, Recommendation):
        return every.get(record.indicator or "")
    row = _row(around)
    if row is not None:
        return every.get(row.indicator or "")
    return every.get(path[1]) if len(path) > 1 else None


def _elsewhere(around: Around, of: Callable[[Book], Iterable[tuple[str, str]]]) -> Ids:
    """`unit/id` of what other units have in the same year, as far as it is known here."""
    unit, year = unit_and_year(around.file)
    found: Ids = {}
    for id_, records in around.library.units.items():
        book = records.books.get(year) if id_ != unit else None
        for name, label in of(book) if book else ():
            found[f"{id_}/{name}"] = label
    return found


def _their_goals(around: Around) -> Ids:
    return _elsewhere(around, lambda book: _by_label(_labels(book.goal)).items())


def _their_indicators(around: Around) -> Ids:
    return _elsewhere(around, lambda book: _by_label(_labels(book.indicators)).items())


def _labels(every: Mapping[str, Goal | Indicator | Activity]) -> list[tuple[str, str]]:
    return [(id_, _coded(each)) for id_, each in every.items()]


def _named(every: Mapping[str, Any]) -> Ids:
    return {id_: each.name for id_, each in every.items()}


Finder = Callable[[Around], Ids]

_OWN: Mapping[tuple[Kind | None, str], Finder] = {
    ("indicator", "parent"): _their_indicators,
    ("indicator", "same_as"): _their_indicators,
    ("indicator", "component.parent"): _groups,
    ("goals", "goal.parent"): _their_goals,
    ("unit", "parent"): _units,
    ("plan", "goal.aim"): _aims,
    ("plan", "indicator.goal"): _plan_goals,
    ("year", "rules.status"): _scales,
    ("settings", "rules.status"): _scales,
}

_ANYWHERE: Mapping[str, Finder] = {
    "goal": _goals,
    "indicator": _indicators,
    "activity": _activities,
    "agreement": _agreements,
    "recommendation": _recommendations,
    "item": _items,
    "award": _awards,
    "law": _laws,
    "scale": _scales,
    "plan": _plans,
    "unit": _units,
    "signatory": _holders,
    "component": _components,
    "breakdown": _breakdowns,
    "part": _parts,
    "grade": _grades,
    "target_grade": _grades,
}

_NAMED: Mapping[tuple[Kind | None, str], Finder] = {
    ("agreement", "target"): _indicators,
    ("agreement", "budget"): _activities,
    ("activity", "share"): _goals,
    ("activity", "support"): _indicators,
    ("plan", "indicator"): _indicators,
}
