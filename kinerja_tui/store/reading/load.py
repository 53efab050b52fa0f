"""One immutable snapshot of everything valid in the store, and what is wrong with the rest."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from kinerja_tui.locale import N_, message
from kinerja_tui.model.base import Problem
from kinerja_tui.model.library import Book, Library, UnitRecords
from kinerja_tui.store.format.kinds import unit_and_year, where
from kinerja_tui.store.format.rules import slips_of
from kinerja_tui.store.reading.heads import Heads
from kinerja_tui.store.reading.listing import Tree, listing
from kinerja_tui.store.reading.memory import Books, Known, KnownYear, Memory, Place
from kinerja_tui.store.reading.overlay import AS_IT_STANDS, Instead
from kinerja_tui.store.reading.reader import NOTHING_KNOWN, Reader
from kinerja_tui.store.reading.scope import Scope
from kinerja_tui.store.reading.surroundings import Surroundings
from kinerja_tui.store.reading.years import ReadYear, read_year, understand_year


def load(
    root: Path, scope: Scope, instead: Instead = AS_IT_STANDS, memory: Memory | None = None
) -> Library:
    """Everything valid in the store below `root` that `scope` asks for, and all problems found.

    A broken file leaves out its own record alone. `instead` are bytes to read in place of those of
    a file, which need not exist, or None for a file that counts as gone: a look at what an edit
    would give. With the `memory` of earlier loads only what has changed since is read; the result
    is the same. Raises `Unreadable` when `root` cannot be listed.
    """
    with undisturbed():
        started = memory.clock() if memory is not None else None
        tree = listing(root, scope, instead, with_moments=memory is not None)
        return load_listed(root, scope, tree, instead, memory, started)


def load_listed(
    root: Path,
    scope: Scope,
    tree: Tree,
    instead: Instead = AS_IT_STANDS,
    memory: Memory | None = None,
    started: int | None = None,
) -> Library:
    """The same of a `tree` already listed: `started` is the time before that, due with a memory."""
    reader = Reader(root, instead, tree.moments, started)
    loading = _Loading(reader, tree, scope, memory)
    library = loading.library()
    if memory is not None and not instead:
        memory.keep(loading.heads.known | loading.lent, loading.done)
    return library


@contextmanager
def undisturbed() -> Iterator[None]:
    """Without looking for rubbish: a store brings a hundred thousand small objects, all of use.

    Whoever found the collector at work puts it to work again, so threads may overlap.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


class _Loading:
    """One load: first all files, then each year seen with what lies around it."""

    def __init__(self, reader: Reader, tree: Tree, scope: Scope, memory: Memory | None) -> None:
        self.reader = reader
        self.tree = tree
        self.scope = scope
        self.memory = memory
        self.before: Mapping[str, Known] = memory.files if memory is not None else NOTHING_KNOWN
        self.problems = list(tree.problems)
        self.heads = Heads(reader, tree, scope, self.before)
        self.lent: dict[str, Known] = {}
        self.done: dict[Place, KnownYear] = {}
        self._lenders: dict[str, Known | None] = {}
        self._years = {place: self._read(place) for place in self._places()}

    def library(self) -> Library:
        """The snapshot."""
        heads = self.heads
        scales = heads.scales()
        around = Surroundings(
            self.tree, self.scope, scales, heads.laws, heads.units, heads.holders, self._goals
        )
        for place, read in self._years.items():
            outside = around.of(*place)
            key = around.key(outside) if self.memory is not None else b""
            self.done[place] = understand_year(
                read, outside, key, self.tree, self._lender, self.reader
            )
        self.problems += heads.problems
        for year in self.done.values():
            self.problems += year.problems
        self.problems += self._missing()
        self.problems += self._of_heads(around)
        return Library(
            settings=heads.settings,
            scales=scales,
            laws=heads.laws,
            units={unit: self._unit(unit) for unit in heads.units},
            problems=tuple(
                sorted(
                    self.problems, key=lambda each: (each.file, each.line, each.column, each.code)
                )
            ),
        )

    def _places(self) -> Iterator[Place]:
        for unit, files in self.tree.units.items():
            for year in files.years:
                if self.scope.reads_year(unit, year):
                    yield unit, year

    def _read(self, place: Place) -> ReadYear:
        unit, year = place
        before = self.memory.years.get(place) if self.memory is not None else None
        kinds = self.tree.units[unit].years[year]
        return read_year(self.reader, place, kinds, self.scope, self.tree, before)

    def _goals(self, unit: str, year: int) -> frozenset[str] | None:
        return self._years[unit, year].goals

    def _lender(self, file: str) -> Known | None:
        """The file of an indicator that is shared; what lies outside the scope is read now."""
        unit, year = unit_and_year(file)
        if self.scope.reads("indicator", unit, year):
            read = self._years.get((unit, year))
            return read.files().get(file) if read is not None else None
        if file not in self._lenders:
            known, problems = self.reader.one(file, self.before.get(file))
            self.problems += problems
            self._lenders[file] = known
            if known is not None:
                self.lent[file] = known
                self.problems += known.understood.problems
        return self._lenders[file]

    def _unit(self, unit: str) -> UnitRecords:
        files = self.tree.units[unit]
        years = {year: self.done[unit, year] for year in files.years if (unit, year) in self.done}
        books: Mapping[int, Book] = Books(years)
        if self.memory is None:
            books = dict(books)
        return UnitRecords(
            unit=self.heads.units[unit],
            plans=self.heads.plans(unit),
            years=tuple(files.years),
            books=books,
        )

    def _of_heads(self, around: Surroundings) -> list[Problem]:
        slips = (
            (file, slip)
            for file, record in self.heads.records.items()
            for slip in slips_of(record, around.of(*unit_and_year(file)))
        )
        return self.reader.located(slips, self.heads.known)[0]

    def _missing(self) -> Iterator[Problem]:
        """Files that others need and that are not there; of those there, the listing says what is
        wrong.
        """
        said = {each.file for each in self.problems}
        for problem in _missing(self.tree, self.scope, self.heads):
            if problem.code == "B41" or problem.file not in said:
                yield problem


def _missing(tree: Tree, scope: Scope, heads: Heads) -> Iterator[Problem]:
    """Files that others need and that are not there, or cannot be read."""
    if not tree.settings and scope.reads("settings"):
        yield Problem(
            code="B37",
            file=where("settings"),
            message=message(N_("this file is missing")),
            hint=message(N_("Make it with the one line {line}"), line="schema = 1"),
        )
    for unit, files in tree.units.items():
        if not scope.reads_unit(unit):
            continue
        if unit not in heads.holders:
            yield Problem(
                code="B41",
                file=where("unit", unit),
                message=message(
                    N_("this file is missing or cannot be read; the unit is shown as {id}"), id=unit
                ),
            )
        for year, kinds in files.years.items():
            if kinds and "year" not in kinds and scope.reads("year", unit, year):
                yield Problem(
                    code="B37",
                    file=where("year", unit, year),
                    message=message(
                        N_("this file is missing: the year's own rules, and whether it is closed")
                    ),
                    hint=message(N_("Make it with the one line {line}"), line="schema = 1"),
                )
            if kinds.get("indicator") and "goals" not in kinds and scope.reads("goals", unit, year):
                yield Problem(
                    code="B37",
                    file=where("goals", unit, year),
                    message=message(N_("this file is missing, and indicators need its goals")),
                )
