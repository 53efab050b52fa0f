"""One immutable snapshot of everything valid in the store, and what is wrong with the rest."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Final

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
from kinerja_tui.store.reading.years import (
    ReadYear,
    count_files,
    goals_in,
    read_year,
    stands,
    understand_year,
)

if TYPE_CHECKING:
    from kinerja_tui.store.reading.helping import Helper

FEWEST_FILES: Final = 2000
"""Where fewer are to be read, a second process costs more than it saves."""


def load(
    root: Path,
    scope: Scope,
    instead: Instead = AS_IT_STANDS,
    memory: Memory | None = None,
    processes: int | None = None,
) -> Library:
    """Everything valid in the store below `root` that `scope` asks for, and all problems found.

    A broken file leaves out its own record alone. `instead` are bytes to read in place of those of
    a file, which need not exist, or None for a file that counts as gone: a look at what an edit
    would give. With the `memory` of earlier loads only what has changed since is read. At most two
    `processes` read, None for as many as seem best. The result is always the same. Raises
    `Unreadable` when `root` cannot be listed.
    """
    with undisturbed():
        started = memory.clock() if memory is not None else None
        tree = listing(root, scope, instead, with_moments=memory is not None)
        return load_listed(root, scope, tree, instead, memory, started, processes)


def load_listed(
    root: Path,
    scope: Scope,
    tree: Tree,
    instead: Instead = AS_IT_STANDS,
    memory: Memory | None = None,
    started: int | None = None,
    processes: int | None = None,
) -> Library:
    """The same of a `tree` already listed: `started` is the time before that, due with a memory."""
    standing = dict(_standing(tree, scope, memory))
    waiting = [place for place, year in standing.items() if year is None]
    two = _is_for_two(waiting, tree, scope, processes)
    reader = Reader(root, instead, tree.moments, started, with_digests=two)
    loading = _Loading(reader, tree, scope, memory, two)
    loading.read(standing)
    library = loading.library()
    if memory is not None and not instead:
        memory.keep(loading.heads.known | loading.lent, loading.done)
    return library


def _is_for_two(waiting: list[Place], tree: Tree, scope: Scope, processes: int | None) -> bool:
    """Whether a second process is to help with these years."""
    if processes is None:
        counts = (
            count_files(place, tree.units[place[0]].years[place[1]], scope) for place in waiting
        )
        if sum(counts) < FEWEST_FILES:
            return False
    if len(waiting) < 2 or processes == 1:
        return False
    from kinerja_tui.store.reading.helping import may_help

    return may_help(processes)


def _standing(
    tree: Tree, scope: Scope, memory: Memory | None
) -> Iterator[tuple[Place, ReadYear | None]]:
    """The years of the scope in their order, None for those that must be read."""
    known = memory.years if memory is not None else {}
    for unit, files in tree.units.items():
        for year, kinds in files.years.items():
            if scope.reads_year(unit, year):
                place = unit, year
                yield place, stands(place, kinds, scope, tree, known.get(place))


@contextmanager
def undisturbed() -> Iterator[None]:
    """Without looking for rubbish: a store brings a hundred thousand small objects, all of use.

    Whoever found the collector at work puts it to work again, so threads may overlap. It takes
    what was made meanwhile for old, and does not go through all of it at once.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            if not gc.get_freeze_count():  # else somebody wants the frozen ones to stay so
                gc.freeze()
                gc.unfreeze()
            gc.enable()


class _Goals:
    """The goals of other years, as far as they are read or can be.

    It does not know the load that asks it: an object that holds itself stays until all of the
    memory is looked through.
    """

    def __init__(
        self, reader: Reader, tree: Tree, scope: Scope, years: Mapping[Place, ReadYear]
    ) -> None:
        self.reader, self.tree, self.scope, self.years = reader, tree, scope, years

    def of(self, unit: str, year: int) -> frozenset[str] | None:
        read = self.years.get((unit, year))
        if read is not None:
            return read.goals
        if "goals" not in self.tree.units[unit].years[year]:
            return None
        if not self.scope.reads("goals", unit, year):
            return None
        return goals_in(self.reader.one(where("goals", unit, year), None)[0])


class _Loading:
    """One load: first all files, then each year seen with what lies around it."""

    def __init__(
        self, reader: Reader, tree: Tree, scope: Scope, memory: Memory | None, two: bool
    ) -> None:
        self.reader = reader
        self.tree = tree
        self.scope = scope
        self.memory = memory
        self.two = two
        self.before: Mapping[str, Known] = memory.files if memory is not None else NOTHING_KNOWN
        self.problems = list(tree.problems)
        self.heads = Heads(reader, tree, scope, self.before)
        self.lent: dict[str, Known] = {}
        self.done: dict[Place, KnownYear] = {}
        self._lenders: dict[str, Known | None] = {}
        self._years: dict[Place, ReadYear] = {}
        heads = self.heads
        goals = _Goals(reader, tree, scope, self._years)
        self._around = Surroundings(
            tree, scope, heads.scales(), heads.laws, heads.units, heads.holders, goals.of
        )

    def read(self, standing: Mapping[Place, ReadYear | None]) -> None:
        """Read the years that do not stand, by two processes if there are to be two."""
        waiting = [place for place, year in standing.items() if year is None]
        self._years.update((place, year) for place, year in standing.items() if year is not None)
        with self._helped(waiting) as helper:
            tasks = count()
            found = {
                place: year if year is not None else self._year(place, next(tasks), helper)
                for place, year in standing.items()
            }
        self._years.clear()
        self._years.update(found)

    def library(self) -> Library:
        """The snapshot."""
        heads = self.heads
        for place, read in self._years.items():
            self.done[place] = self._understood(read)
        self.problems += heads.problems
        for year in self.done.values():
            self.problems += year.problems
        self.problems += self._missing()
        self.problems += self._of_heads()
        return Library(
            settings=heads.settings,
            scales=heads.scales(),
            laws=heads.laws,
            units={unit: self._unit(unit) for unit in heads.units},
            problems=tuple(
                sorted(
                    self.problems, key=lambda each: (each.file, each.line, each.column, each.code)
                )
            ),
        )

    @contextmanager
    def _helped(self, waiting: list[Place]) -> Iterator[Helper | None]:
        """A second process for these years, where there is to be one."""
        if not self.two:
            yield None
            return
        from kinerja_tui.store.reading.helping import helped

        with helped(lambda task: self._told(waiting[task]), len(waiting)) as helper:
            yield helper

    def _told(self, place: Place) -> bytes | None:
        """What the other process tells of a year: all that a cache would, where it would hold."""
        from kinerja_tui.store.reading.memoryform import year_bytes

        read = self._years[place] = self._read(place)
        year = self._understood(read)
        with suppress(TypeError, ValueError, OverflowError):
            if year.key and not read.problems:
                return year_bytes(place, year, packed=self.memory is not None)
        return None

    def _year(self, place: Place, task: int, helper: Helper | None) -> ReadYear:
        data = helper.result(task) if helper is not None else None
        if data is not None:
            from msgspec import DecodeError

            from kinerja_tui.store.reading.memoryform import year_in

            with suppress(DecodeError):
                known = year_in(data)
                kinds = self.tree.units[place[0]].years[place[1]]
                return ReadYear(place, kinds, known.files, before=known)
        return self._read(place)

    def _read(self, place: Place) -> ReadYear:
        unit, year = place
        before = self.memory.years.get(place) if self.memory is not None else None
        return read_year(self.reader, place, self.tree.units[unit].years[year], self.scope, before)

    def _understood(self, read: ReadYear) -> KnownYear:
        outside = self._around.of(*read.place)
        key = self._around.key(outside) if self.two or self.memory is not None else b""
        return understand_year(read, outside, key, self.tree, self._lender, self.reader)

    def _lender(self, file: str) -> Known | None:
        """The file of an indicator that is shared; what was not read with its year is read now."""
        unit, year = unit_and_year(file)
        if self.scope.reads("indicator", unit, year):
            read = self._years.get((unit, year))
            if read is not None:
                return read.files().get(file)
            if not self._is_listed(unit, year):
                return None
        if file not in self._lenders:
            known, problems = self.reader.one(file, self.before.get(file))
            self.problems += problems
            self._lenders[file] = known
            if known is not None:
                self.lent[file] = known
                self.problems += known.understood.problems
        return self._lenders[file]

    def _is_listed(self, unit: str, year: int) -> bool:
        return unit in self.tree.units and year in self.tree.units[unit].years

    def _unit(self, unit: str) -> UnitRecords:
        files = self.tree.units[unit]
        years = {year: self.done[unit, year] for year in files.years if (unit, year) in self.done}
        books: Mapping[int, Book] = Books(years)
        if self.memory is None and not self.two:
            books = dict(books)
        return UnitRecords(
            unit=self.heads.units[unit],
            plans=self.heads.plans(unit),
            years=tuple(files.years),
            books=books,
        )

    def _of_heads(self) -> list[Problem]:
        slips = (
            (file, slip)
            for file, record in self.heads.records.items()
            for slip in slips_of(record, self._around.of(*unit_and_year(file)))
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
        if unit not in heads.holders and files.holds_records:
            yield Problem(
                code="B41",
                file=where("unit", unit),
                message=message(
                    N_("this file is missing or cannot be read; the unit is shown as {id}"), id=unit
                ),
            )
        for year, kinds in files.years.items():
            holds = any(kinds.values())
            if holds and "year" not in kinds and scope.reads("year", unit, year):
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
