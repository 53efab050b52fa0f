"""What the tree of a store holds, by name only: units, years and files of each kind."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from kinerja_tui.locale import N_, Message, message
from kinerja_tui.model.base import ID_PATTERN, Problem
from kinerja_tui.store.disk.excerpt import quoted
from kinerja_tui.store.disk.files import Unreadable, not_regular, opened, symlink
from kinerja_tui.store.format.kinds import FOLDERS, ID_RULE, NOT_UNITS, Kind, is_year, kind_of
from kinerja_tui.store.reading.scope import Scope

_ID: Final = re.compile(ID_PATTERN)
_PLACES: Final = {
    "kinerja": "kinerja.toml",
    "laws": "laws.toml",
    "unit": "UNIT/unit.toml",
    "plan": "UNIT/plan-2020-2024.toml",
    "year": "UNIT/2022/year.toml",
    "goals": "UNIT/2022/goals.toml",
}
_DEVICE: Final = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])\Z")


@dataclass(frozen=True, slots=True)
class UnitFiles:
    """A unit's folder: whether unit.toml is there, its plans, its years with the ids of each kind.

    A year outside the scope is listed with nothing in it.
    """

    named: bool
    plans: tuple[str, ...] = ()
    years: Mapping[int, Mapping[Kind, tuple[str, ...]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Tree:
    """Ids by place, in the order of their names, and what was skipped."""

    settings: bool = False
    laws: bool = False
    scales: tuple[str, ...] = ()
    units: Mapping[str, UnitFiles] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def listing(root: Path, scope: Scope | None = None) -> Tree:
    """The tree below `root` without following links; year folders outside `scope` are not opened.

    Names that begin with a dot are passed over in silence; raises `Unreadable` for `root` alone.
    """
    asked = scope or Scope.everything()
    problems: list[Problem] = []
    top = _entries(root, (), problems)
    scales = _ids(root, ("scales",), "scale", problems) if "scales" in top.folders else ()
    units = {}
    for name in sorted(top.folders - NOT_UNITS):
        found = _unit(root, name, asked, problems)
        if found is not None:
            units[name] = found
    problems.extend(_strays((), top.files))
    return Tree(
        "kinerja.toml" in top.files, "laws.toml" in top.files, scales, units, tuple(problems)
    )


def device_name(id_: str) -> bool:
    """Whether Windows keeps the name for a device, so that nobody there could check it out."""
    return bool(_DEVICE.match(id_))


def usable(id_: str) -> bool:
    """Whether `id_` may name a file or folder."""
    return bool(_ID.match(id_)) and not device_name(id_)


@dataclass(frozen=True, slots=True)
class _Entries:
    files: frozenset[str]
    folders: frozenset[str]


def _unit(root: Path, name: str, scope: Scope, problems: list[Problem]) -> UnitFiles | None:
    try:
        entries = _entries(root, (name,), problems)
    except Unreadable as error:
        problems.append(error.problem)
        return None
    years = sorted(each for each in entries.folders if is_year(each))
    if not years and not any(kind_of(f"{name}/{file}") for file in entries.files):
        return None
    if not usable(name):
        problems.append(_bad_name(name))
        return None
    problems.extend(_strays((name,), entries.files))
    plans = [file for file in entries.files if kind_of(f"{name}/{file}") == "plan"]
    return UnitFiles(
        "unit.toml" in entries.files,
        _usable((name,), plans, problems),
        {
            int(year): _year(root, (name, year), problems)
            if scope.reads_year(name, int(year))
            else {}
            for year in years
        },
    )


def _year(
    root: Path, folder: tuple[str, str], problems: list[Problem]
) -> Mapping[Kind, tuple[str, ...]]:
    try:
        entries = _entries(root, folder, problems)
    except Unreadable as error:
        problems.append(error.problem)
        return {}
    problems.extend(_strays(folder, entries.files))
    problems.extend(_misspelt(folder, entries.folders))
    found: dict[Kind, tuple[str, ...]] = {}
    for kind in ("year", "goals"):
        if f"{kind}.toml" in entries.files:
            found[kind] = (kind,)
    for name, kind_ in FOLDERS.items():
        if name in entries.folders:
            found[kind_] = _ids(root, (*folder, name), kind_, problems)
    return found


def _ids(
    root: Path, folder: tuple[str, ...], kind: Kind, problems: list[Problem]
) -> tuple[str, ...]:
    try:
        entries = _entries(root, folder, problems)
    except Unreadable as error:
        problems.append(error.problem)
        return ()
    found = _usable(folder, [each for each in entries.files if each.endswith(".toml")], problems)
    return tuple(sorted(found, key=_version)) if kind == "agreement" else found


def _version(id_: str) -> tuple[int, str]:
    head = id_.split("-", 1)[0]
    return int(head) if head.isdigit() else 0, id_


def _usable(folder: tuple[str, ...], names: list[str], problems: list[Problem]) -> tuple[str, ...]:
    found = []
    for name in sorted(names):
        stem = name.removesuffix(".toml")
        if usable(stem):
            found.append(stem)
        else:
            problems.append(_bad_name("/".join((*folder, name))))
    return tuple(found)


def _entries(root: Path, folder: tuple[str, ...], problems: list[Problem]) -> _Entries:
    """The files and folders in one folder; links and irregular things become problems."""
    files, folders = set(), set()
    with opened(root, folder) as descriptor, os.scandir(descriptor) as found:
        for entry in found:
            if entry.name.startswith("."):
                continue
            path = "/".join((*folder, entry.name))
            if not path.isprintable():
                problems.append(_bad_name(os.fsencode(path).decode("utf-8", "backslashreplace")))
            elif entry.is_symlink():
                problems.append(symlink(path))
            elif entry.is_dir(follow_symlinks=False):
                if entry.name.endswith(".toml"):
                    problems.append(not_regular(path, stat.S_IFDIR))
                else:
                    folders.add(entry.name)
            elif entry.is_file(follow_symlinks=False):
                files.add(entry.name)
            else:
                problems.append(not_regular(path, stat.S_IFIFO))
    return _Entries(frozenset(files), frozenset(folders))


def _strays(folder: tuple[str, ...], files: frozenset[str]) -> Iterator[Problem]:
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


def _misspelt(folder: tuple[str, ...], names: frozenset[str]) -> Iterator[Problem]:
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


def _bad_name(path: str) -> Problem:
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
