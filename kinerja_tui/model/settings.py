"""kinerja.toml: the store's defaults, and the rules that decide numbers."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

from kinerja_tui.model.base import (
    Id,
    Number,
    Part,
    Record,
    Rounding,
    State,
    YearNumber,
    ZeroTarget,
)

Decimals = Annotated[int, Meta(ge=0, le=6)]


class RulesTable(Part, frozen=True, kw_only=True):
    """A `[rules]` table: only the keys that are written."""

    decimals: Decimals | UnsetType = UNSET
    rounding: Rounding | UnsetType = UNSET
    status: Id | UnsetType = UNSET
    cap: Number | UnsetType = UNSET
    floor: Number | UnsetType = UNSET
    counted: list[State] | UnsetType = UNSET
    zero_target: ZeroTarget | UnsetType = UNSET


class Rules(Struct, frozen=True, kw_only=True):
    """The rules in force for a year; `cap` and `floor` in percent, None without."""

    decimals: int = 2
    rounding: Rounding = "half-up"
    status: str = "status"
    cap: Number | None = None
    floor: Number | None = None
    counted: tuple[State, ...] = ("final", "provisional")
    zero_target: ZeroTarget = "refuse"


class Settings(Record, frozen=True, kw_only=True):
    """The file kinerja.toml; `network` allows saving on a network disk."""

    language: Literal["id", "en"] = "id"
    unit: Id | None = None
    year: YearNumber | None = None
    network: bool = False
    rules: RulesTable = RulesTable()


def rules_in_force(*tables: RulesTable) -> Rules:
    """The defaults, overridden key by key by each of `tables` in turn (the store's, then the
    year's).
    """
    found: dict[str, object] = {}
    for table in tables:
        for name in RulesTable.__struct_fields__:
            value = getattr(table, name)
            if value is not UNSET:
                found[name] = tuple(value) if name == "counted" else value
    return Rules(**found)  # type: ignore[arg-type]
