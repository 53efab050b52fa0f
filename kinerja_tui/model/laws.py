"""laws.toml: regulations with their true titles."""

from __future__ import annotations

from kinerja_tui.model.base import Id, Name, Part, Record


class Law(Part, frozen=True, kw_only=True):
    """One regulation: its number and true title, and other titles accepted."""

    number: Name
    name: Name
    also: list[str] = []


class Laws(Record, frozen=True, kw_only=True):
    """The file laws.toml."""

    law: dict[Id, Law] = {}
