"""The last goal of a year: its file cannot stand without one, so that nobody could be asked who
refers to it.
"""

from __future__ import annotations

from typing import Final

from kinerja_tui.store.disk.files import Unreadable
from kinerja_tui.store.format.kinds import kind_of
from kinerja_tui.store.toml.parse import parse

_NOBODYS: Final = "0" * 64
_GOAL: Final = f'\n[goal.{_NOBODYS}]\nweight = 1\ncode = "-"\nname = "-"\n'


def with_another(file: str, data: bytes) -> bytes | None:
    """The bytes of a goals.toml without goals, and in it a goal to which nobody refers; None for
    any other file.
    """
    if kind_of(file) != "goals":
        return None
    try:
        goals = parse(data, file).tables.get("goal")
    except Unreadable:
        return None
    return None if goals else data + _GOAL.encode()
