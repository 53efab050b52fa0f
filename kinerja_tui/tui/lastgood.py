"""The last good values of files that can no longer be read, put back where they were."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from kinerja_tui.measure.figures import IndicatorScore
from kinerja_tui.model.base import Problem, Record
from kinerja_tui.model.indicator import Borrowed, Indicator
from kinerja_tui.model.library import Book, Library, UnitRecords
from kinerja_tui.store.format.kinds import where

R = TypeVar("R", bound=Record)

# Said of records that load all the same, and of files that are not there at all.
_READ = frozenset({"B12", "B17", "B19"})


class Kept(Struct, frozen=True):
    """A snapshot with last good values in it; `broken` are their files, each with its problems.

    `library.problems` are without those, because the values are in every figure.
    """

    library: Library
    broken: dict[str, tuple[Problem, ...]]


def kept(old: Library, new: Library) -> Kept:
    """`new`, with the records of `old` in the place of files that can no longer be read."""
    said: dict[str, list[Problem]] = {}
    for each in new.problems:
        said.setdefault(each.file, []).append(each)
    unreadable = {
        file
        for file, problems in said.items()
        if any(_hides(each, file) for each in problems) and not _missing(problems)
    }
    if not unreadable:
        return Kept(new, {})
    graft = _Graft(old, unreadable)
    library = graft.library(new)
    return Kept(
        replace(library, problems=tuple(p for p in new.problems if p.file not in graft.used)),
        {file: tuple(said[file]) for file in sorted(graft.used)},
    )


class Remembered:
    """The snapshots of each unit's year as it was last shown, for the last good values of files
    that break later, wherever they were last seen whole.
    """

    def __init__(self) -> None:
        """Nothing was shown yet."""
        self._shown: dict[tuple[str, int], Library] = {}

    def show(self, unit: str, year: int, library: Library) -> None:
        """Remember what is shown now."""
        self._shown.pop((unit, year), None)
        self._shown[unit, year] = library

    def kept(self, new: Library) -> Kept:
        """`new`, with the newest good records in the place of files that cannot be read."""
        library, broken = new, dict[str, tuple[Problem, ...]]()
        for old in reversed(tuple(self._shown.values())):
            found = kept(old, library)
            if found.library is library:
                break  # every file that there is can be read, or has its values
            library, broken = found.library, broken | found.broken
        return Kept(library, dict(sorted(broken.items())))


def _hides(problem: Problem, file: str) -> bool:
    """Whether it keeps its file's record out of the snapshot."""
    return problem.code < "B20" and problem.code not in _READ


def _missing(problems: list[Problem]) -> bool:
    return any(each.code == "B37" for each in problems)


def changed(old: Library, new: Library) -> dict[str, bool]:
    """The files whose records came, went, or say something else, in order; whether they are there
    now. Of a unit that came or went as a whole only its unit.toml is named, and nothing of one that
    is merely read, or read no more, because another unit names it as its parent.
    """
    before, after = dict(_records(old)), dict(_records(new))
    passed = _passed(old, new) | _passed(new, old)
    return {
        file: file in after
        for file in sorted(before.keys() | after.keys())
        if file not in passed
        and before.get(file) is not after.get(file)
        and before.get(file) != after.get(file)
    }


def _passed(one: Library, other: Library) -> set[str]:
    """The files of the units that only `one` knows and whose own text nobody need have changed."""
    found: set[str] = set()
    for id_, records in one.units.items():
        if id_ in other.units:
            continue
        files = {file for file, _ in _in_unit(records)}
        below = [each for each in one.units.values() if each.unit.parent == id_]
        named_otherwise = any(
            known is None or known.unit != each.unit
            for each in below
            for known in (other.units.get(each.unit.id),)
        )
        found |= files if named_otherwise else files - {records.unit.origin}
    return found


def stale(broken: Mapping[str, tuple[Problem, ...]], score: IndicatorScore) -> Problem | None:
    """Why the indicator's values are only its last good ones; None when they are not."""
    indicator = score.indicator
    files = [indicator.origin]
    if isinstance(indicator, Borrowed):
        files.append(indicator.measured_at)
    return next((broken[file][0] for file in files if file in broken), None)


class _Graft:
    """Puts records of `old` into another snapshot; `used` are the files that they came from."""

    def __init__(self, old: Library, unreadable: set[str]) -> None:
        self.old = old
        self.unreadable = unreadable
        self.used: set[str] = set()

    def library(self, new: Library) -> Library:
        laws = where("laws")
        if laws in self.unreadable and self.old.laws and not new.laws:
            self.used.add(laws)
            new = replace(new, laws=self.old.laws)
        units = {
            id_: self._unit(records, self.old.units.get(id_)) for id_, records in new.units.items()
        }
        if any(each.unit.origin in self.used for each in units.values()):
            # Units above are read only because a unit.toml names them.
            units = dict(sorted((self.old.units | units).items()))
        return replace(
            new,
            settings=self._one(self.old.settings, new.settings),
            scales=self._by_id(self.old.scales, new.scales),
            units=units,
        )

    def _unit(self, new: UnitRecords, old: UnitRecords | None) -> UnitRecords:
        if old is None:
            return new
        unit = new.unit
        if unit.origin in self.unreadable:
            self.used.add(unit.origin)
            unit = old.unit
        books = {
            year: self._book(book, old.books[year]) if year in old.books else book
            for year, book in new.books.items()
        }
        return replace(new, unit=unit, plans=self._by_id(old.plans, new.plans), books=books)

    def _book(self, new: Book, old: Book) -> Book:
        versions = {each.id: each for each in new.agreements}
        versions = self._by_id({each.id: each for each in old.agreements}, versions)
        return replace(
            new,
            head=self._one(old.head, new.head),
            goals=self._one(old.goals, new.goals),
            indicators=self._by_id(old.indicators, new.indicators),
            agreements=tuple(versions.values()),
            activities=self._by_id(old.activities, new.activities),
            recommendations=self._by_id(old.recommendations, new.recommendations),
        )

    def _one(self, old: R | None, new: R | None) -> R | None:
        if new is None and old is not None and self._takes(old):
            return old
        return new

    def _by_id(self, old: Mapping[str, R], new: Mapping[str, R]) -> dict[str, R]:
        lost = {id_: each for id_, each in old.items() if id_ not in new and self._takes(each)}
        if not lost:
            return dict(new)
        whole = {**new, **lost}
        return {id_: whole[id_] for id_ in sorted(whole, key=lambda id_: whole[id_].origin)}

    def _takes(self, record: Record) -> bool:
        """Whether the record's file, or the one it is measured in, can no longer be read."""
        files = [record.origin]
        if isinstance(record, Borrowed):
            files.append(record.measured_at)
        found = [file for file in files if file in self.unreadable]
        self.used.update(found)
        return bool(found)


def _records(library: Library) -> Iterator[tuple[str, object]]:
    """The file and the record of everything in the snapshot."""
    if library.settings is not None:
        yield library.settings.origin, library.settings
    yield where("laws"), library.laws
    for scale in library.scales.values():
        yield scale.origin, scale
    for records in library.units.values():
        yield from _in_unit(records)


def _in_unit(records: UnitRecords) -> Iterator[tuple[str, object]]:
    yield records.unit.origin, records.unit
    for plan in records.plans.values():
        yield plan.origin, plan
    for book in records.books.values():
        yield from _in_book(book)


def _in_book(book: Book) -> Iterator[tuple[str, object]]:
    for head in (book.head, book.goals):
        if head is not None:
            yield head.origin, head
    groups: tuple[Mapping[str, Record], ...] = (
        book.indicators,
        book.activities,
        book.recommendations,
    )
    for group in groups:
        for each in group.values():
            yield each.origin, each
    for version in book.agreements:
        yield version.origin, version


def indicator_in(library: Library, file: str) -> Indicator | None:
    """The indicator that lies in `file`."""
    from kinerja_tui.store.format.kinds import unit_and_year

    book = library.book(*unit_and_year(file))
    found = book.indicators.values() if book is not None else ()
    return next((each for each in found if each.origin == file), None)
