"""Holding every loaded record to the rules, each seen with what lies around it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kinerja_tui.model.base import Record
from kinerja_tui.model.library import Book, Library
from kinerja_tui.store.format.kinds import unit_and_year, where
from kinerja_tui.store.format.rules import slips_of
from kinerja_tui.store.format.rules.around import Around
from kinerja_tui.store.format.rules.book import codes_differ
from kinerja_tui.store.format.slip import Slip
from kinerja_tui.store.reading.listing import Tree
from kinerja_tui.store.reading.scope import Scope

Ids = Mapping[str, frozenset[str] | None]


def rule_slips(
    records: Mapping[str, Record], library: Library, tree: Tree, scope: Scope
) -> Iterator[tuple[str, Slip]]:
    """Everything the rules find in `records`, with the file beside each slip."""
    store = _of_store(library, tree)
    around: dict[tuple[str, int], Around] = {("", 0): store}
    years: dict[int, tuple[Ids, Ids]] = {}
    for file, record in records.items():
        place = unit_and_year(file)
        if place not in around:
            unit, year = place
            if unit not in tree.units or (year and not scope.reads_year(unit, year)):
                continue
            if year not in years:
                years[year] = _elsewhere(year, library, tree, scope)
            known = where("unit", unit) in records
            around[place] = _of_year(store, unit, year, library, tree, years[year], known)
        for slip in slips_of(record, around[place]):
            yield file, slip
    for found in library.units.values():
        for book in found.books.values():
            yield from codes_differ(book)


def _of_store(library: Library, tree: Tree) -> Around:
    return Around(
        scale_ids=frozenset(tree.scales),
        scales=library.scales,
        laws=frozenset(library.laws) if library.laws or not tree.laws else None,
        units=frozenset(tree.units),
        parents={id_: records.unit.parent for id_, records in library.units.items()},
    )


def _of_year(
    store: Around,
    unit: str,
    year: int,
    library: Library,
    tree: Tree,
    elsewhere: tuple[Ids, Ids],
    known: bool,
) -> Around:
    """What lies around a unit's files; `known` when its unit.toml could be read."""
    records = library.units.get(unit)
    book = (records.books.get(year) if records else None) or Book(unit=unit, year=year)
    files = tree.units[unit]
    return Around(
        scale_ids=store.scale_ids,
        scales=store.scales,
        laws=store.laws,
        units=store.units,
        parents=store.parents,
        elsewhere=elsewhere[0],
        goals_elsewhere=elsewhere[1],
        unit=unit,
        year=year,
        plan_ids=frozenset(files.plans),
        holders=frozenset(records.unit.holder) if records and known else None,
        ids={kind: frozenset(ids) for kind, ids in files.years.get(year, {}).items()},
        goals=frozenset(book.goals.goal) if book.goals else None,
        awards=frozenset(book.head.award) if book.head else None,
        indicators=book.indicators,
        agreements=book.agreements,
        recommendations=book.recommendations,
    )


def _elsewhere(year: int, library: Library, tree: Tree, scope: Scope) -> tuple[Ids, Ids]:
    """The indicators and the goals of every unit in a year; None where they were not looked at."""
    indicators: dict[str, frozenset[str] | None] = {}
    goals: dict[str, frozenset[str] | None] = {}
    for unit, files in tree.units.items():
        if year not in files.years:
            indicators[unit] = goals[unit] = frozenset()
        elif not scope.reads_year(unit, year):
            indicators[unit] = goals[unit] = None
        else:
            indicators[unit] = frozenset(files.years[year].get("indicator", ()))
            book = library.book(unit, year)
            goals[unit] = frozenset(book.goals.goal) if book and book.goals else None
    return indicators, goals
