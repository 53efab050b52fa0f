"""Earlier forms of the format: what a file of schema N becomes in N + 1, as rules and as a pure
function over its tables.

A file of an earlier schema is read through these steps and stays as it is on the disk; the same
rules tell `kinerja migrate` what to write.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import takewhile
from types import MappingProxyType
from typing import Any, Final, NamedTuple, get_args

from kinerja_tui.model.base import Schema
from kinerja_tui.store.format.kinds import Kind

Path = tuple[str, ...]
Tables = dict[str, Any]

ANY: Final = "*"
"""In the path of a rule: every table at this place, whatever its id."""


class Renamed(NamedTuple):
    """The key or table at `path` is called `name`; left alone where that name is taken."""

    path: Path
    name: str


class Reworded(NamedTuple):
    """The words of the key at `path` are others; what is no such word is left alone."""

    path: Path
    words: Mapping[str, str]


class WrittenOut(NamedTuple):
    """The key at `path`, absent or empty, meant `word` then; now that must be said, in a table of
    its own if need be.
    """

    path: Path
    word: str


Rule = Renamed | Reworded | WrittenOut


class Step(NamedTuple):
    """From schema `before` to the next: the rules of each kind of file, in their order."""

    before: int
    rules: Mapping[Kind, tuple[Rule, ...]]


_UNIT: Final = "unit_of_measure"
_POLARITIES: Final = MappingProxyType(
    {"higher": "maximize", "lower": "minimize", "range": "stabilize"}
)

STEPS: Final[tuple[Step, ...]] = (
    Step(
        0,
        MappingProxyType(
            {
                "settings": (WrittenOut(("rules", "zero_target"), "all-or-nothing"),),
                "plan": (Renamed(("indicator", ANY, _UNIT), "measured_in"),),
                "indicator": (
                    Renamed((_UNIT,), "measured_in"),
                    Renamed(("breakdown", ANY, _UNIT), "measured_in"),
                    Renamed(("realisation", "year"), "data_year"),
                    Reworded(("polarity",), _POLARITIES),
                    Renamed(("followup",), "action"),
                ),
                "agreement": (
                    Renamed(("party_one",), "first"),
                    Renamed(("party_two",), "second"),
                ),
                "activity": (Renamed(("volume", _UNIT), "measured_in"),),
            }
        ),
    ),
)
NEWEST: Final[int] = max(get_args(Schema))


def outdated(tables: Mapping[str, Any]) -> int | None:
    """The schema that a file names, when it is an earlier one that the steps begin with."""
    schema = tables.get("schema")
    return schema if type(schema) is int and STEPS[0].before <= schema < NEWEST else None


def steps_from(schema: int) -> tuple[Step, ...]:
    """The steps that a file of this schema has still to go."""
    return tuple(step for step in STEPS if step.before >= schema)


def upgraded(kind: Kind, tables: Tables) -> Tables:
    """The tables of an `outdated` file as the newest schema has them; `tables` stay as they are."""
    for step in steps_from(tables["schema"]):
        for rule in step.rules.get(kind, ()):
            tables = applied(rule, tables)
        tables = {**tables, "schema": step.before + 1}
    return tables


def applied(rule: Rule, tables: Tables) -> Tables:
    """The tables after one rule; those on its way are copies."""
    for path in matches(rule, tables):
        tables = _with(tables, path[:-1], _change(rule))
    return tables


def matches(rule: Rule, tables: Tables) -> list[Path]:
    """The keys that a rule changes, `ANY` filled in, in the order of the file."""
    *way, name = rule.path
    made = isinstance(rule, WrittenOut)
    return [
        (*place, name)
        for place, table in _places(tables, tuple(way), made)
        if _applies(rule, name, table)
    ]


def former_path(kind: Kind, schema: int, path: Path) -> Path:
    """What a key of the newest schema was called in a file of an earlier one."""
    for step in reversed(steps_from(schema)):
        for rule in reversed(step.rules.get(kind, ())):
            if isinstance(rule, Renamed):
                path = _called_before(rule, path)
    return path


def _called_before(rule: Renamed, path: Path) -> Path:
    depth = len(rule.path)
    pattern = (*rule.path[:-1], rule.name)
    agreed = takewhile(lambda pair: pair[0] in (ANY, pair[1]), zip(pattern, path, strict=False))
    if len(list(agreed)) < depth:
        return path
    return (*path[: depth - 1], rule.path[-1], *path[depth:])


def _places(tables: Tables, way: Path, made: bool) -> Iterator[tuple[Path, Tables]]:
    """The tables at `way` with their own paths; with `made` also one that is not there yet."""
    if not way:
        yield (), tables
        return
    head, rest = way[0], way[1:]
    for name in list(tables) if head == ANY else [head]:
        inner = tables.get(name, {} if made else None)
        if isinstance(inner, dict):
            for place, table in _places(inner, rest, made):
                yield (name, *place), table


def _applies(rule: Rule, name: str, table: Tables) -> bool:
    match rule:
        case Renamed():
            return name in table and rule.name not in table
        case Reworded():
            found = table.get(name)
            return isinstance(found, str) and found in rule.words
        case WrittenOut():
            return name not in table or bool(table[name] == "")


def _change(rule: Rule) -> Callable[[Tables], Tables]:
    name = rule.path[-1]
    match rule:
        case Renamed(_, new):
            return lambda table: {new if key == name else key: each for key, each in table.items()}
        case Reworded(_, words):
            return lambda table: {**table, name: words[table[name]]}
        case WrittenOut(_, word):
            return lambda table: {**table, name: word}


def _with(tables: Tables, way: Path, change: Callable[[Tables], Tables]) -> Tables:
    if not way:
        return change(tables)
    return {**tables, way[0]: _with(tables.get(way[0], {}), way[1:], change)}
