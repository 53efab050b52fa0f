"""What the tree of a store holds, by name only: units, years and files of each kind."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from kinerja_tui.model.base import ID_PATTERN, Problem
from kinerja_tui.store.disk.files import Unreadable, not_regular, opened, symlink
from kinerja_tui.store.format.kinds import (
    FOLDERS,
    KINDS,
    NOT_UNITS,
    Kind,
    is_year,
    kind_of,
    where,
)
from kinerja_tui.store.reading.misplaced import bad_name, device_name, misspelt, strays
from kinerja_tui.store.reading.moments import Moment, moment_of
from kinerja_tui.store.reading.overlay import AS_IT_STANDS, Changed, Instead, overlay
from kinerja_tui.store.reading.scope import Scope

_ID: Final = re.compile(ID_PATTERN)
_FOLDER: Final = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_UNCHANGED: Final = Changed()


@dataclass(frozen=True, slots=True)
class UnitFiles:
    """A unit's folder: whether unit.toml is there, its plans, its years with the ids of each kind.

    A year outside the scope is listed with nothing in it.
    """

    named: bool
    plans: tuple[str, ...] = ()
    years: Mapping[int, Mapping[Kind, tuple[str, ...]]] = field(default_factory=dict)

    @property
    def holds_records(self) -> bool:
        """Whether there is a record of the scope; an empty folder is no unit that lacks a file."""
        return self.named or bool(self.plans) or any(any(k.values()) for k in self.years.values())


@dataclass(frozen=True, slots=True)
class Tree:
    """Ids by place, in the order of their names, and what was skipped.

    `moments` are those of the files, by path, where they were asked for.
    """

    settings: bool = False
    laws: bool = False
    scales: tuple[str, ...] = ()
    units: Mapping[str, UnitFiles] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    moments: Mapping[str, Moment] = field(default_factory=dict, compare=False, repr=False)


def listing(
    root: Path,
    scope: Scope | None = None,
    instead: Instead = AS_IT_STANDS,
    *,
    with_moments: bool = False,
) -> Tree:
    """The tree below `root` without following links; year folders outside `scope` are not opened.

    What `instead` holds counts as there, or as gone. Names that begin with a dot are passed over
    in silence; raises `Unreadable` for `root` alone.
    """
    with opened(root, ()) as top:
        asked = scope or Scope.everything()
        return _Walk(root, asked, overlay(instead), with_moments).tree(top)


def files_around(root: Path, unit: str, year: int) -> tuple[str, ...]:
    """The records of a unit's year, then those of the unit, then those that all units share;
    raises `Unreadable` for `root` alone.
    """
    tree = listing(root, Scope(units=(unit,), years=(year,)))
    own = tree.units.get(unit, UnitFiles(False))
    ids = own.years.get(year, {})
    found = [where(kind, unit, year, id_) for kind in KINDS for id_ in ids.get(kind, ())]
    found += [where("unit", unit)] if own.named else []
    found += [where("plan", unit, id_=id_) for id_ in own.plans]
    found += [where("settings")] if tree.settings else []
    found += [where("laws")] if tree.laws else []
    return (*found, *(where("scale", id_=id_) for id_ in tree.scales))


def usable(id_: str) -> bool:
    """Whether `id_` may name a file or folder."""
    return bool(_ID.match(id_)) and not device_name(id_)


@dataclass(frozen=True, slots=True)
class _Entries:
    """Names in one folder; the folders in `new` are not on the disk."""

    files: frozenset[str]
    folders: frozenset[str]
    new: frozenset[str] = frozenset()


class _Walk:
    """One way down the tree, from an open folder to those in it."""

    def __init__(
        self,
        root: Path,
        scope: Scope,
        changed: Mapping[tuple[str, ...], Changed],
        with_moments: bool,
    ) -> None:
        self.root = root
        self.scope = scope
        self.changed = changed
        self.with_moments = with_moments
        self.problems: list[Problem] = []
        self.moments: dict[str, Moment] = {}

    def tree(self, top: int) -> Tree:
        found = self._entries(top, (), self.with_moments)
        scales: tuple[str, ...] = ()
        if "scales" in found.folders:
            scales = self._ids(top, found, ("scales",), "scale", self.scope.reads("scale"))
        units = {}
        for name in sorted(found.folders - NOT_UNITS):
            unit = self._unit(top, found, name)
            if unit is not None:
                units[name] = unit
        self.problems.extend(strays((), found.files))
        return Tree(
            "kinerja.toml" in found.files,
            "laws.toml" in found.files,
            scales,
            units,
            tuple(self.problems),
            self.moments,
        )

    def _unit(self, top: int, above: _Entries, name: str) -> UnitFiles | None:
        folder = (name,)
        reads = self.scope.reads_unit(name)
        with self._inside(top, above, folder) as inner:
            if inner is None:
                return None
            found = self._entries(inner, folder, reads)
            years = sorted(each for each in found.folders if is_year(each))
            if not years and not any(kind_of(f"{name}/{file}") for file in found.files):
                return None
            if not usable(name):
                self.problems.append(bad_name(name))
                return None
            self.problems.extend(strays(folder, found.files))
            plans = [file for file in found.files if kind_of(f"{name}/{file}") == "plan"]
            return UnitFiles(
                "unit.toml" in found.files,
                _usable(folder, plans, self.problems),
                {
                    int(year): self._year(inner, found, name, year)
                    if self.scope.reads_year(name, int(year))
                    else {}
                    for year in years
                },
            )

    def _year(
        self, at: int, above: _Entries, unit: str, year: str
    ) -> Mapping[Kind, tuple[str, ...]]:
        folder = (unit, year)
        found: dict[Kind, tuple[str, ...]] = {}
        with self._inside(at, above, folder) as inner:
            if inner is None:
                return {}
            entries = self._entries(inner, folder, True)
            self.problems.extend(strays(folder, entries.files))
            self.problems.extend(misspelt(folder, entries.folders))
            for kind in ("year", "goals"):
                if f"{kind}.toml" in entries.files:
                    found[kind] = (kind,)
            for name, kind_ in FOLDERS.items():
                if name in entries.folders:
                    reads = self.scope.reads(kind_, unit, int(year))
                    found[kind_] = self._ids(inner, entries, (*folder, name), kind_, reads)
        return found

    def _ids(
        self, at: int, above: _Entries, folder: tuple[str, ...], kind: Kind, reads: bool
    ) -> tuple[str, ...]:
        with self._inside(at, above, folder) as inner:
            if inner is None:
                return ()
            files = self._entries(inner, folder, reads).files
        found = _usable(folder, [each for each in files if each.endswith(".toml")], self.problems)
        return tuple(sorted(found, key=_version)) if kind == "agreement" else found

    @contextmanager
    def _inside(self, at: int, above: _Entries, folder: tuple[str, ...]) -> Iterator[int | None]:
        """A descriptor of the last of `folder`, an entry of the open `at`: -1 when it is not on the
        disk, None when it cannot be opened, which is then among the problems.
        """
        with ExitStack() as stack:
            inner: int | None = -1
            if folder[-1] not in above.new:
                try:
                    inner = os.open(folder[-1], _FOLDER, dir_fd=at)
                    stack.callback(os.close, inner)
                except OSError:
                    inner = self._from_the_root(folder, stack)
            yield inner

    def _from_the_root(self, folder: tuple[str, ...], stack: ExitStack) -> int | None:
        """The long way to a folder, which knows why it cannot be had."""
        try:
            return stack.enter_context(opened(self.root, folder))
        except Unreadable as error:
            self.problems.append(error.problem)
            return None

    def _entries(self, at: int, folder: tuple[str, ...], reads: bool) -> _Entries:
        """The files and folders in one folder; links and irregular things become problems."""
        files: set[str] = set()
        folders: set[str] = set()
        others: set[str] = set()
        changed = self.changed.get(folder, _UNCHANGED)
        above = "".join(f"{name}/" for name in folder) if reads and self.with_moments else None
        if at >= 0:
            with os.scandir(at) as found:
                for entry in found:
                    name = entry.name
                    if name.startswith(".") or name in changed.files:
                        continue
                    if entry.is_file(follow_symlinks=False) and name.isprintable():
                        files.add(name)
                        if above is not None and name.endswith(".toml"):
                            self._keep_moment(entry, above + name)
                    elif problem := _unfit(entry, folder):
                        others.add(name)
                        if _names_record(name, folder):
                            files.add(name)  # the record is there: reading it says why it is not
                        else:
                            self.problems.append(problem)
                    else:
                        folders.add(name)
        new = changed.folders - folders - others
        files.update(name for name, data in changed.files.items() if data is not None)
        return _Entries(frozenset(files), frozenset(folders | new), frozenset(new))

    def _keep_moment(self, entry: os.DirEntry[str], file: str) -> None:
        try:
            state = entry.stat(follow_symlinks=False)
        except OSError:
            return  # it is gone already; reading it will say so
        self.moments[file] = moment_of(state)


def _names_record(name: str, folder: tuple[str, ...]) -> bool:
    stem, dot, _ = name.partition(".")
    return dot != "" and usable(stem) and kind_of("/".join((*folder, name))) is not None


def _unfit(entry: os.DirEntry[str], folder: tuple[str, ...]) -> Problem | None:
    """What is wrong with an entry that is not a plain file; None when it is a folder."""
    path = "/".join((*folder, entry.name))
    if not path.isprintable():
        return bad_name(os.fsencode(path).decode("utf-8", "backslashreplace"))
    if entry.is_symlink():
        return symlink(path)
    if not entry.is_dir(follow_symlinks=False):
        return not_regular(path, stat.S_IFIFO)
    return not_regular(path, stat.S_IFDIR) if entry.name.endswith(".toml") else None


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
            problems.append(bad_name("/".join((*folder, name))))
    return tuple(found)
