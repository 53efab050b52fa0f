"""A unit's year: its files read, its shared indicators made whole, everything held to the rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from kinerja_tui.model.accepted import Accepted
from kinerja_tui.model.activity import Activity
from kinerja_tui.model.agreement import Agreement
from kinerja_tui.model.base import Problem, Record
from kinerja_tui.model.indicator import Indicator
from kinerja_tui.model.library import Book
from kinerja_tui.model.published import Published
from kinerja_tui.model.recommendation import Recommendation
from kinerja_tui.model.year import Goals, YearHead
from kinerja_tui.store.format.kinds import FOLDER_OF, Kind, where
from kinerja_tui.store.format.rules import slips_of
from kinerja_tui.store.format.rules.around import Around
from kinerja_tui.store.format.rules.book import codes_differ
from kinerja_tui.store.format.slip import Slip
from kinerja_tui.store.reading.listing import Tree
from kinerja_tui.store.reading.memory import Known, KnownYear, Later, Place
from kinerja_tui.store.reading.moments import NO_MOMENT, Moment
from kinerja_tui.store.reading.reader import NOTHING_KNOWN, Reader, record_of
from kinerja_tui.store.reading.scope import Scope
from kinerja_tui.store.reading.sharing import resolve, standing
from kinerja_tui.store.reading.surroundings import within

R = TypeVar("R", bound=Record)
Kinds = Mapping[Kind, tuple[str, ...]]
_HEADS: tuple[Kind, ...] = ("year", "goals")


@dataclass(frozen=True, slots=True, eq=False)
class ReadYear:
    """The files of a unit's year in this load, and why some cannot be read; `before` is what the
    same files, to the byte, gave earlier.
    """

    place: Place
    kinds: Kinds
    files: Later[Mapping[str, Known]]
    problems: tuple[Problem, ...] = ()
    before: KnownYear | None = None

    @property
    def goals(self) -> frozenset[str] | None:
        """The ids in goals.toml, None when it cannot be read."""
        if self.before is not None:
            return self.before.goals
        return goals_in(self.files().get(where("goals", *self.place)))


def goals_in(known: Known | None) -> frozenset[str] | None:
    """The ids in a goals.toml, None when it cannot be read."""
    found = record_of(known)
    return frozenset(found.goal) if isinstance(found, Goals) else None


def stands(
    place: Place, kinds: Kinds, scope: Scope, tree: Tree, before: KnownYear | None
) -> ReadYear | None:
    """A year that holds `kinds`, taken from `before` where the moments of all files are still those
    (a file put in place of another has none); None when it must be read.
    """
    if before is None or not before.settled:
        return None
    moments = {
        file: tree.moments.get(file, NO_MOMENT)
        for folder, names in _wanted(place, kinds, scope)
        for file in ("/".join((*folder, name)) for name in names)
    }
    if moments != before.moments:
        return None
    return ReadYear(place, kinds, before.files, before=before)


def read_year(
    reader: Reader, place: Place, kinds: Kinds, scope: Scope, before: KnownYear | None
) -> ReadYear:
    """Read what `scope` asks for of a year that holds `kinds`; `before` is what is known of it."""
    earlier = before.files() if before is not None else NOTHING_KNOWN
    found: dict[str, Known] = {}
    problems: list[Problem] = []
    for folder, names in _wanted(place, kinds, scope):
        files, unreadable = reader.folder(folder, names, earlier)
        found |= files
        problems += unreadable
    files_now = Later[Mapping[str, Known]].now(found)
    if before is None or problems or not _same(found, earlier):
        return ReadYear(place, kinds, files_now, tuple(problems))
    return ReadYear(place, kinds, files_now, before=_found_again(before, found))


def count_files(place: Place, kinds: Kinds, scope: Scope) -> int:
    """How many files `scope` asks for of a year that holds `kinds`."""
    return sum(len(names) for _, names in _wanted(place, kinds, scope))


def _wanted(
    place: Place, kinds: Kinds, scope: Scope
) -> Iterable[tuple[tuple[str, ...], list[str]]]:
    """Folders and the files in them that the scope asks for."""
    unit, year = place
    folder = (unit, str(year))
    yield folder, [f"{k}.toml" for k in _HEADS if k in kinds and scope.reads(k, unit, year)]
    for kind, ids in kinds.items():
        if kind in FOLDER_OF and scope.reads(kind, unit, year):
            yield (*folder, FOLDER_OF[kind]), [f"{id_}.toml" for id_ in ids]


def _same(found: Mapping[str, Known], earlier: Mapping[str, Known]) -> bool:
    """Whether both are the same files with the same bytes."""
    return found.keys() == earlier.keys() and all(
        known.digest == earlier[file].digest for file, known in found.items()
    )


def _found_again(before: KnownYear, files: Mapping[str, Known]) -> KnownYear:
    """The same year under the moments at which its files were found now."""
    earlier = before.files()
    if all(known is earlier[file] for file, known in files.items()):
        return before
    return replace(
        before,
        files=Later.now(files),
        moments=_moments(files),
        settled=_settled(files),
        form=None,
    )


def _moments(files: Mapping[str, Known]) -> dict[str, Moment]:
    return {file: known.moment for file, known in files.items()}


def _settled(files: Mapping[str, Known]) -> bool:
    return all(known.settled for known in files.values())


def understand_year(
    read: ReadYear,
    outside: Around,
    key: bytes,
    tree: Tree,
    source: Callable[[str], Known | None],
    reader: Reader,
) -> KnownYear:
    """The year's book and its problems; taken over when the files, what lies around them and the
    indicators of other units are what they were.

    `source` gives the file of an indicator that is shared.
    """
    before = read.before
    if before is not None and before.key == key != b"":
        borrowed = {file: standing(file, source(file), tree) for file in before.borrowed}
        if borrowed == before.borrowed:
            return before
    files = read.files()
    records = {
        file: record for file, known in files.items() if (record := record_of(known)) is not None
    }
    problems = [each for known in files.values() for each in known.understood.problems]
    problems += read.problems
    shared = resolve(records, tree, source)
    book = book_of(read.place, read.kinds, records, shared.whole)
    around = within(outside, book)
    slips: list[tuple[str, Slip]] = list(shared.slips)
    for file, record in records.items():
        slips.extend((file, slip) for slip in slips_of(record, around))
    slips.extend(codes_differ(book))
    located, same = reader.located(slips, files)
    return KnownYear(
        book=Later.now(book),
        problems=(*problems, *located),
        goals=around.goals,
        key=key if same and not read.problems else b"",
        borrowed=shared.borrowed,
        files=Later.now(files),
        moments=_moments(files),
        settled=_settled(files),
    )


def book_of(
    place: Place, kinds: Kinds, records: Mapping[str, Record], whole: Mapping[str, Indicator]
) -> Book:
    """The records of a year in their places, shared indicators as they are in `whole`."""
    unit, year = place

    def all_of(struct: type[R], kind: Kind) -> dict[str, R]:
        places = ((id_, where(kind, unit, year, id_)) for id_ in kinds.get(kind, ()))
        return all_records(struct, places, records)

    head, goals = (records.get(where(kind, unit, year)) for kind in _HEADS)
    indicators = {}
    for id_ in kinds.get("indicator", ()):
        file = where("indicator", unit, year, id_)
        record = whole.get(file) or records.get(file)
        if isinstance(record, Indicator):
            indicators[id_] = record
    return Book(
        unit=unit,
        year=year,
        head=head if isinstance(head, YearHead) else None,
        goals=goals if isinstance(goals, Goals) else None,
        indicators=indicators,
        agreements=tuple(all_of(Agreement, "agreement").values()),
        activities=all_of(Activity, "activity"),
        recommendations=all_of(Recommendation, "recommendation"),
        published=all_of(Published, "published"),
        accepted=all_of(Accepted, "accepted"),
    )


def all_records(
    struct: type[R], places: Iterable[tuple[str, str]], records: Mapping[str, Record]
) -> dict[str, R]:
    """The records of one kind that loaded, by id; `places` are ids and files."""
    found = {}
    for id_, file in places:
        record = records.get(file)
        if isinstance(record, struct):
            found[id_] = record
    return found
