"""Records for the tests: small ones made by hand, and the two stores."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import tomli

from kinerja_tui.model.agreement import Agreement, Party, Target
from kinerja_tui.model.base import Number, decode
from kinerja_tui.model.indicator import Indicator
from kinerja_tui.model.library import Book, Library, UnitRecords
from kinerja_tui.model.plan import Plan
from kinerja_tui.model.scale import Grade, Scale
from kinerja_tui.model.settings import RulesTable, Settings
from kinerja_tui.model.unit import Unit
from kinerja_tui.model.year import Goals
from kinerja_tui.store.reading.load import load
from kinerja_tui.store.reading.scope import Scope

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "records"
FICTION = ROOT / "tests" / "stores" / "pulau-senja"

R = TypeVar("R")


def number(value: int | str | Decimal) -> Number:
    return Number(value)


def record(kind: type[R], text: str, file: str = "") -> R:
    """A record of `kind` from TOML, as the file `file` would hold it."""
    table: dict[str, Any] = {"schema": 1, **tomli.loads(text, parse_float=Decimal), "@file": file}
    return msgspec.convert(table, kind, dec_hook=decode, str_keys=True)


def indicator(text: str = "", *, id_: str = "satu", goal: str = "g", **fields: Any) -> Indicator:
    """An indicator with what every one must have; `text` adds tables, `fields` change the keys."""
    head = {"id": id_, "code": "IK 1", "goal": goal, "name": "Satu", "measured_in": "indeks"}
    keys = {**head, "polarity": "maximize", **fields}
    lines = [
        f"{key} = {str(value).lower()}"
        if isinstance(value, int | Decimal)
        else f"{key} = {value!r}"
        for key, value in keys.items()
    ]
    return record(Indicator, "\n".join(lines) + "\n" + text, f"u/2022/indicators/{id_}.toml")


def stated(value: str | int | Decimal, state: str = "final", more: str = "") -> str:
    return f"[realisation]\nvalue = {value}\nstate = '{state}'\n{more}\n"


def scale(id_: str, bounds: dict[str, dict[str, Any]], **fields: Any) -> Scale:
    """A scale of `bounds`, best first; each grade's name is its id unless it has one."""
    grades = {
        name: Grade(
            name=given.get("name", name),
            at_least=_number(given.get("at_least")),
            above=_number(given.get("above")),
            score=_number(given.get("score")),
        )
        for name, given in bounds.items()
    }
    return Scale(schema=1, origin=f"scales/{id_}.toml", id=id_, name=id_, grade=grades, **fields)


def _number(value: Any) -> Number | None:
    return None if value is None else Number(value)


def agreement(
    targets: dict[str, Target], day: date = date(2022, 1, 3), id_: str = "1-awal"
) -> Agreement:
    return Agreement(
        schema=1,
        origin=f"u/{day.year}/agreements/{id_}.toml",
        id=id_,
        date=day,
        first=Party(name="a", position="a"),
        second=Party(name="b", position="b"),
        target=targets,
    )


def target(value: int | str | Decimal) -> Target:
    return Target(value=Number(value))


def goals(*ids: str, **weights: str) -> Goals:
    text = "\n".join(
        f"[goal.{id_}]\nweight = {weights.get(id_, '1')}\ncode = 'SS {place}'\nname = 'Goal {id_}'"
        for place, id_ in enumerate(ids, 1)
    )
    return record(Goals, text, "u/2022/goals.toml")


def book(*indicators: Indicator, year: int = 2022, **fields: Any) -> Book:
    """A year of the unit `u`; one goal `g` unless `goals` says otherwise."""
    fields.setdefault("goals", goals("g"))
    return Book(unit="u", year=year, indicators={each.id: each for each in indicators}, **fields)


def library(
    *books: Book,
    scales: tuple[Scale, ...] = (),
    plans: tuple[Plan, ...] = (),
    rules: str = "",
    folders: tuple[int, ...] = (),
) -> Library:
    """A store of `books`; `folders` are the unit's years when some of them were not read."""
    table = msgspec.convert(
        tomli.loads(rules, parse_float=Decimal), RulesTable, dec_hook=decode, str_keys=True
    )
    records = UnitRecords(
        unit=Unit(schema=1, origin="u/unit.toml", id="u", name="U"),
        plans={each.id: each for each in plans},
        years=folders or tuple(each.year for each in books),
        books={each.year: each for each in books},
    )
    return Library(
        settings=Settings(schema=1, origin="kinerja.toml", rules=table),
        scales={each.id: each for each in scales},
        units={"u": records},
    )


@cache
def store(root: Path) -> Library:
    """A whole store, which must be without problems."""
    found = load(root, Scope.everything())
    assert found.problems == ()
    return found
