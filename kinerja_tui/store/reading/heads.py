"""The files above the years: settings, laws, scales, and each unit's own with its plans."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kinerja_tui.model.base import Problem, Record
from kinerja_tui.model.laws import Law, Laws
from kinerja_tui.model.plan import Plan
from kinerja_tui.model.scale import Scale
from kinerja_tui.model.settings import Settings
from kinerja_tui.model.unit import Unit
from kinerja_tui.store.format.kinds import Kind, where
from kinerja_tui.store.reading.listing import Tree
from kinerja_tui.store.reading.memory import Known
from kinerja_tui.store.reading.reader import Reader
from kinerja_tui.store.reading.scope import Scope
from kinerja_tui.store.reading.years import all_records


class Heads:
    """What these files say, by path, and the problems of each alone.

    A unit of the scope whose unit.toml cannot be read is among `units` under its id, and not among
    `holders`.
    """

    def __init__(
        self, reader: Reader, tree: Tree, scope: Scope, before: Mapping[str, Known]
    ) -> None:
        """Read them, and the unit.toml of every unit above those in scope."""
        self._tree = tree
        self.known: dict[str, Known] = {}
        self.problems: list[Problem] = []
        for folder, names in _wanted(tree, scope):
            found, problems = reader.folder(folder, names, before)
            self.known |= found
            self.problems += problems
            self.problems += (
                each for known in found.values() for each in known.understood.problems
            )
        self.records: dict[str, Record] = {
            file: record
            for file, known in self.known.items()
            if (record := known.understood.record) is not None
        }
        self._read_parents(reader, scope, before)
        self.units: dict[str, Unit] = {}
        self.holders: dict[str, frozenset[str]] = {}
        for id_ in tree.units:
            file = where("unit", id_)
            record = self.records.get(file)
            if isinstance(record, Unit):
                self.units[id_] = record
                self.holders[id_] = frozenset(record.holder)
            elif scope.reads_unit(id_):
                self.units[id_] = Unit(schema=1, id=id_, name=id_, origin=file)

    @property
    def settings(self) -> Settings | None:
        """The record of kinerja.toml."""
        found = self.records.get(where("settings"))
        return found if isinstance(found, Settings) else None

    @property
    def laws(self) -> dict[str, Law]:
        """The laws by id."""
        found = self.records.get(where("laws"))
        return found.law if isinstance(found, Laws) else {}

    def scales(self) -> dict[str, Scale]:
        """The scales by id."""
        places = ((id_, where("scale", id_=id_)) for id_ in self._tree.scales)
        return all_records(Scale, places, self.records)

    def plans(self, unit: str) -> dict[str, Plan]:
        """The plans of a unit by id."""
        places = ((id_, where("plan", unit, id_=id_)) for id_ in self._tree.units[unit].plans)
        return all_records(Plan, places, self.records)

    def _read_parents(self, reader: Reader, scope: Scope, before: Mapping[str, Known]) -> None:
        waiting = [unit for unit in self._tree.units if scope.reads_unit(unit)]
        seen = set(waiting)
        while waiting:
            record = self.records.get(where("unit", waiting.pop()))
            parent = record.parent if isinstance(record, Unit) else None
            if parent is None or parent in seen or parent not in self._tree.units:
                continue
            seen.add(parent)
            waiting.append(parent)
            if self._tree.units[parent].named:
                self._read_one(reader, where("unit", parent), before)

    def _read_one(self, reader: Reader, file: str, before: Mapping[str, Known]) -> None:
        known, problems = reader.one(file, before.get(file))
        self.problems += problems
        if known is not None:
            self.known[file] = known
            self.problems += known.understood.problems
            if known.understood.record is not None:
                self.records[file] = known.understood.record


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
