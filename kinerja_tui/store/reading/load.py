"""One immutable snapshot of everything valid in the store, and what is wrong with the rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from kinerja_tui.locale import N_, message
from kinerja_tui.model.accepted import Accepted
from kinerja_tui.model.activity import Activity
from kinerja_tui.model.agreement import Agreement
from kinerja_tui.model.base import Problem, Record
from kinerja_tui.model.indicator import Indicator
from kinerja_tui.model.laws import Laws
from kinerja_tui.model.library import Book, Library, UnitRecords
from kinerja_tui.model.plan import Plan
from kinerja_tui.model.published import Published
from kinerja_tui.model.recommendation import Recommendation
from kinerja_tui.model.scale import Scale
from kinerja_tui.model.settings import Settings
from kinerja_tui.model.unit import Unit
from kinerja_tui.model.year import Goals, YearHead
from kinerja_tui.store.disk.files import Unreadable, opened, read, read_in
from kinerja_tui.store.format.kinds import FOLDER_OF, Kind, where
from kinerja_tui.store.format.record import problems_of, understand
from kinerja_tui.store.format.slip import Slip
from kinerja_tui.store.reading.listing import Tree, listing
from kinerja_tui.store.reading.scope import Scope
from kinerja_tui.store.reading.sharing import resolve
from kinerja_tui.store.reading.surroundings import rule_slips

R = TypeVar("R", bound=Record)
_AS_THEY_STAND: Mapping[str, bytes] = MappingProxyType({})


def load(root: Path, scope: Scope, instead: Mapping[str, bytes] = _AS_THEY_STAND) -> Library:
    """Everything valid in the store below `root` that `scope` asks for, and all problems found.

    A broken file leaves out its own record alone. `instead` are bytes to read in place of those of
    existing files, for a look at what an edit would give. Raises `Unreadable` when `root` cannot be
    listed.
    """
    tree = listing(root, scope)
    loading = _Loading(root, tree.problems, instead)
    for folder, files in _wanted(tree, scope):
        loading.folder(folder, files)
    _read_parents(loading, tree, scope)
    shared = resolve(loading.records, tree, loading.one)
    loading.slips(shared.slips)
    said = {each.file for each in loading.problems}
    missing = _missing(tree, scope, loading.records)
    loading.problems.extend(each for each in missing if each.code == "B41" or each.file not in said)
    library = _library(loading.records, shared.whole, tree, scope)
    loading.slips(rule_slips(loading.records, library, tree, scope))
    problems = sorted(
        loading.problems, key=lambda each: (each.file, each.line, each.column, each.code)
    )
    return Library(
        settings=library.settings,
        scales=library.scales,
        laws=library.laws,
        units=library.units,
        problems=tuple(problems),
    )


class _Loading:
    """The records read so far, by file, and the problems."""

    def __init__(
        self, root: Path, problems: Iterable[Problem], instead: Mapping[str, bytes]
    ) -> None:
        self.root = root
        self.instead = instead
        self.records: dict[str, Record] = {}
        self.problems = list(problems)

    def folder(self, folder: tuple[str, ...], names: Sequence[str]) -> None:
        """Read the files `names` of one folder."""
        if not names:
            return
        try:
            with opened(self.root, folder) as descriptor:
                for name in names:
                    file = "/".join((*folder, name))
                    try:
                        data = self.instead.get(file)
                        if data is None:
                            data = read_in(descriptor, name, file)
                        self._keep(file, data)
                    except Unreadable as error:
                        self.problems.append(error.problem)
        except Unreadable as error:
            self.problems.append(error.problem)

    def one(self, file: str) -> Record | None:
        """The record of a file outside the scope, read now."""
        try:
            self._keep(file, self._bytes(file))
        except Unreadable as error:
            if error.problem.code != "B04":
                self.problems.append(error.problem)
        return self.records.get(file)

    def slips(self, slips: Iterable[tuple[str, Slip]]) -> None:
        """Turn slips into problems, each file read once more for its lines."""
        by_file: dict[str, list[Slip]] = {}
        for file, slip in slips:
            by_file.setdefault(file, []).append(slip)
        for file, found in by_file.items():
            try:
                self.problems.extend(problems_of(self._bytes(file), file, found))
            except (Unreadable, UnicodeDecodeError):
                self.problems.extend(problems_of(b"", file, found))

    def _bytes(self, file: str) -> bytes:
        data = self.instead.get(file)
        return read(self.root, file) if data is None else data

    def _keep(self, file: str, data: bytes) -> None:
        understood = understand(data, file)
        self.problems.extend(understood.problems)
        if understood.record is not None:
            self.records[file] = understood.record


def _wanted(tree: Tree, scope: Scope) -> Iterator[tuple[tuple[str, ...], list[str]]]:
    """Folders and the files in them that the scope asks for."""
    top: list[tuple[bool, Kind]] = [(tree.settings, "settings"), (tree.laws, "laws")]
    yield (), [where(kind) for there, kind in top if there and scope.reads(kind)]
    if tree.scales and scope.reads("scale"):
        yield ("scales",), [f"{id_}.toml" for id_ in tree.scales]
    for unit, files in tree.units.items():
        if not scope.reads_unit(unit):
            continue
        plans = [f"{id_}.toml" for id_ in files.plans] if scope.reads("plan", unit) else []
        yield (unit,), ["unit.toml", *plans] if files.named else plans
        for year, kinds in files.years.items():
            folder = (unit, str(year))
            heads: tuple[Kind, ...] = ("year", "goals")
            yield folder, [f"{k}.toml" for k in heads if k in kinds and scope.reads(k, unit, year)]
            for kind, ids in kinds.items():
                if kind in FOLDER_OF and scope.reads(kind, unit, year):
                    yield (*folder, FOLDER_OF[kind]), [f"{id_}.toml" for id_ in ids]


def _read_parents(loading: _Loading, tree: Tree, scope: Scope) -> None:
    """The unit.toml of every unit above those in scope."""
    waiting = [unit for unit in tree.units if scope.reads_unit(unit)]
    seen = set(waiting)
    while waiting:
        record = loading.records.get(where("unit", waiting.pop()))
        parent = record.parent if isinstance(record, Unit) else None
        if parent is None or parent in seen or parent not in tree.units:
            continue
        seen.add(parent)
        waiting.append(parent)
        if tree.units[parent].named:
            loading.one(where("unit", parent))


def _missing(tree: Tree, scope: Scope, records: dict[str, Record]) -> Iterator[Problem]:
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
        file = where("unit", unit)
        if file not in records:
            yield Problem(
                code="B41",
                file=file,
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


def _library(
    records: dict[str, Record], whole: dict[str, Indicator], tree: Tree, scope: Scope
) -> Library:
    """The records in their places."""
    settings = records.get(where("settings"))
    laws = records.get(where("laws"))
    units = {}
    for unit, files in tree.units.items():
        record = records.get(where("unit", unit))
        if record is None and not scope.reads_unit(unit):
            continue
        plans = _all(Plan, ((id_, where("plan", unit, id_=id_)) for id_ in files.plans), records)
        units[unit] = UnitRecords(
            unit=record if isinstance(record, Unit) else _stand_in(unit),
            plans=plans,
            years=tuple(files.years),
            books={
                year: _book(unit, year, kinds, records, whole)
                for year, kinds in files.years.items()
                if scope.reads_year(unit, year)
            },
        )
    return Library(
        settings=settings if isinstance(settings, Settings) else None,
        scales=_all(Scale, ((id_, where("scale", id_=id_)) for id_ in tree.scales), records),
        laws=laws.law if isinstance(laws, Laws) else {},
        units=units,
    )


def _stand_in(unit: str) -> Unit:
    return Unit(schema=1, id=unit, name=unit, origin=where("unit", unit))


def _book(
    unit: str,
    year: int,
    kinds: Mapping[Kind, tuple[str, ...]],
    records: dict[str, Record],
    whole: dict[str, Indicator],
) -> Book:
    def all_of(struct: type[R], kind: Kind) -> dict[str, R]:
        places = ((id_, where(kind, unit, year, id_)) for id_ in kinds.get(kind, ()))
        return _all(struct, places, records)

    head, goals = (records.get(where(kind, unit, year)) for kind in ("year", "goals"))
    indicators = {}
    for id_ in kinds.get("indicator", ()):
        file = where("indicator", unit, year, id_)
        record = whole.get(file) or records.get(file)
        if isinstance(record, Indicator):
            indicators[id_] = record
    return Book(
        unit=unit,
        year=year,
        head=head if isinstance(head, YearHead) else None,
        goals=goals if isinstance(goals, Goals) else None,
        indicators=indicators,
        agreements=tuple(all_of(Agreement, "agreement").values()),
        activities=all_of(Activity, "activity"),
        recommendations=all_of(Recommendation, "recommendation"),
        published=all_of(Published, "published"),
        accepted=all_of(Accepted, "accepted"),
    )


def _all(
    struct: type[R], places: Iterable[tuple[str, str]], records: dict[str, Record]
) -> dict[str, R]:
    """The records of one kind that loaded, by id."""
    found = {}
    for id_, file in places:
        record = records.get(file)
        if isinstance(record, struct):
            found[id_] = record
    return found
