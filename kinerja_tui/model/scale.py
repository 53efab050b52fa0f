"""scales/<id>.toml: the named classes of a value, best first."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from kinerja_tui.model.base import Id, Name, Number, Part, Record, YearNumber

Colour = Literal["green", "yellow", "red", "grey"]


class Grade(Part, frozen=True, kw_only=True):
    """One class: reached from `at_least` (inclusive) or `above` (exclusive); the last may have
    neither.
    """

    name: Name
    at_least: Number | None = None
    above: Number | None = None
    code: str = ""
    up_to: Number | None = None
    score: Number | None = None
    colour: Colour | None = None


class Scale(Record, frozen=True, kw_only=True):
    """A scale; `min` and `max` are the domain of the value, `round` the decimals it is rounded to
    first.
    """

    id: Id
    name: Name
    grade: Annotated[dict[Id, Grade], Meta(min_length=1)]
    basis: str = ""
    start: YearNumber | None = None
    end: YearNumber | None = None
    min: Number | None = None
    max: Number | None = None
    round: Annotated[int, Meta(ge=0, le=9)] | None = None
