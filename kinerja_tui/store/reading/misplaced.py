"""Names that the format cannot use, and files and folders where it knows none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kinerja_tui.locale import N_, Message, message
from kinerja_tui.model.base import Problem
from kinerja_tui.store.disk.excerpt import quoted
from kinerja_tui.store.format.kinds import FOLDERS, ID_RULE, kind_of

_PLACES: Final = {
    "kinerja": "kinerja.toml",
    "laws": "laws.toml",
    "unit": "UNIT/unit.toml",
    "plan": "UNIT/plan-2020-2024.toml",
    "year": "UNIT/2022/year.toml",
    "goals": "UNIT/2022/goals.toml",
}
_DEVICE: Final = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])\Z")


def device_name(id_: str) -> bool:
    """Whether Windows keeps the name for a device, so that nobody there could check it out."""
    return bool(_DEVICE.match(id_))


def strays(folder: tuple[str, ...], files: frozenset[str]) -> Iterator[Problem]:
    """A .toml file where the format knows none would otherwise be lost without a word."""
    for name in sorted(files):
        path = "/".join((*folder, name))
        if name.lower().endswith(".toml") and kind_of(path) is None:
            yield Problem(
                code="B19",
                file=path,
                message=message(N_("the format knows no file of this name here; it is not read")),
                hint=_place(name),
            )


def _place(name: str) -> Message:
    from difflib import get_close_matches

    stem = name.lower().removesuffix(".toml")
    near = get_close_matches(stem, _PLACES, 1, 0.7)
    if near:
        return message(N_("Did you mean {name}?"), name=_PLACES[near[0]])
    return message(
        N_("Indicators, agreements and activities lie in folders of these names inside a year.")
    )


def misspelt(folder: tuple[str, ...], names: frozenset[str]) -> Iterator[Problem]:
    """A folder that is nearly one the format knows."""
    for name in sorted(names - FOLDERS.keys() - {"report"}):
        from difflib import get_close_matches

        near = get_close_matches(name.lower(), FOLDERS, 1, 0.75)
        if near:
            yield Problem(
                code="B19",
                file="/".join((*folder, name)),
                message=message(N_("the format knows no folder of this name; it is not read")),
                hint=message(N_("Did you mean {name}?"), name=near[0]),
            )


def bad_name(path: str) -> Problem:
    """The problem of a file or folder whose name cannot be an id."""
    name = path.split("/")[-1].removesuffix(".toml")
    if device_name(name):
        text = message(N_("Windows keeps the name {name} for a device"), name=quoted(name))
    else:
        text = message(N_("{name} cannot be an id"), name=quoted(name))
    return Problem(
        code="B10",
        file=path,
        message=text,
        hint=message(ID_RULE),
    )
