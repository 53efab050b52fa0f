"""A new year of a unit: what was defined last year copied forward, what was reached left behind."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from msgspec import Struct

from kinerja_tui.locale import N_, LanguageCode, Message, message
from kinerja_tui.model.library import Book, Library
from kinerja_tui.store.disk.excerpt import quoted
from kinerja_tui.store.disk.files import Unreadable, read
from kinerja_tui.store.format.kinds import FIRST_YEAR, LAST_YEAR, Kind, where
from kinerja_tui.store.format.record import understand
from kinerja_tui.store.format.upgrade import outdated
from kinerja_tui.store.reading.listing import Tree, listing
from kinerja_tui.store.reading.load import load
from kinerja_tui.store.reading.scope import Scope
from kinerja_tui.store.splicing.edit import Action, Creation, Refused
from kinerja_tui.store.splicing.refusals import refused
from kinerja_tui.store.splicing.splice import SpliceError
from kinerja_tui.store.toml.parse import parse
from kinerja_tui.store.writing import year_agreement, year_files
from kinerja_tui.store.writing.remarks import remarks
from kinerja_tui.store.writing.year_files import Elsewhere, Turn

_COPIED: Final[tuple[Kind, ...]] = ("goals", "indicator", "agreement", "activity")


class NotBegun(Exception):
    """No new year can be made; `hint` says what to do."""

    def __init__(self, text: Message, hint: Message | None = None) -> None:
        """Keep both sentences untranslated."""
        super().__init__(str(text))
        self.message = text
        self.hint = hint


class Left(Struct, frozen=True):
    """Something that a person must know of a new file: what is left out of it, or must be set."""

    file: str
    message: Message


class NewYear(Struct, frozen=True):
    """The files of a unit's new `year`, made from those of the year `source`, and what is to be
    known of them.
    """

    unit: str
    year: int
    source: int
    files: tuple[Creation, ...]
    left: tuple[Left, ...] = ()

    def action(self, session: str = "") -> Action:
        """The action that makes them all, or none."""
        return Action(self.files, "new-year", session=session)


def new_year(
    root: Path,
    unit: str,
    year: int | None = None,
    language: LanguageCode = "id",
    date: str = "",
) -> NewYear:
    """What a new year of `unit` would be (the one after its last where `year` is None); nothing is
    written. `date` (ISO) is the day of the agreement; without it a day stands in for it.

    Raises `NotBegun` when the year is there already or there is none to copy from, and
    `Unreadable` for a record of the last year that cannot be read.
    """
    tree = listing(root, Scope(units=(unit,)))
    source, year = _years(root, tree, unit, year)
    library = load(root, Scope(units=(unit,), years=(source,)))
    book = library.book(unit, source)
    assert book is not None
    _refuse_broken(library, tree, unit, source)
    elsewhere = _Elsewhere(root, year)
    turn = Turn(
        unit=unit,
        source=source,
        year=year,
        book=book,
        plan=_plan(library, unit, year),
        rules=library.rules(unit, source),
        scales=library.scales,
        remark=remarks(language),
        language=language,
        date=date,
        elsewhere=elsewhere,
        lost=year_files.borrowed_in_vain(book, elsewhere),
    )
    return NewYear(unit, year, source, *_made(root, tree, turn))


def _years(root: Path, tree: Tree, unit: str, year: int | None) -> tuple[int, int]:
    """The year to copy from, and the new one."""
    files = tree.units.get(unit)
    if files is None:
        raise NotBegun(message(N_("There is no unit “{name}”."), name=quoted(unit)))
    known = [each for each, kinds in files.years.items() if any(kinds.values())]
    if not known:
        raise NotBegun(
            message(N_("{unit} has no year yet that could be copied."), unit=unit),
            message(
                N_("Make its first year: {command}"), command=f"kinerja add year --unit {unit}"
            ),
        )
    wanted = max(known) + 1 if year is None else year
    if not FIRST_YEAR <= wanted <= LAST_YEAR:
        raise NotBegun(message(N_("{year} is no year that records can have"), year=str(wanted)))
    if wanted in known or not _is_empty(root, unit, wanted):
        raise NotBegun(
            message(N_("{unit} has a year {year} already."), unit=unit, year=str(wanted)),
            message(N_("Nothing that is there is overwritten; name another year.")),
        )
    earlier = [each for each in known if each < wanted]
    if not earlier:
        raise NotBegun(
            message(
                N_("{unit} has no year before {year} to copy from."), unit=unit, year=str(wanted)
            ),
            message(N_("A year is made from an earlier one.")),
        )
    return max(earlier), wanted


def _is_empty(root: Path, unit: str, year: int) -> bool:
    """Whether the year's folder is missing or holds nothing but folders."""
    return not any(files for _, _, files in os.walk(root / unit / str(year)))


def _refuse_broken(library: Library, tree: Tree, unit: str, source: int) -> None:
    """Raise `Unreadable` for a record that would be missing from the new year."""
    book = library.book(unit, source)
    wanted = {
        where(kind, unit, source, id_)
        for kind in ("year", *_COPIED)
        for id_ in tree.units[unit].years[source].get(kind, ())
    }
    for each in library.problems:
        if each.file in wanted and each.file not in _read(book):
            raise Unreadable(each)


def _read(book: Book | None) -> frozenset[str]:
    if book is None:
        return frozenset()
    heads = (each for each in (book.head, book.goals) if each is not None)
    records = (*heads, *book.indicators.values(), *book.agreements, *book.activities.values())
    return frozenset(each.origin for each in records)


def _plan(library: Library, unit: str, year: int) -> year_files.Plans:
    plans = library.units[unit].plans if unit in library.units else {}
    fits = [each for each in plans.values() if each.start <= year <= each.end]
    return year_files.Plans(plans, fits[0] if fits else None)


def _made(root: Path, tree: Tree, turn: Turn) -> tuple[tuple[Creation, ...], tuple[Left, ...]]:
    left: list[Left] = []

    def note(file: str, text: Message) -> None:
        left.append(Left(file, text))

    made = tuple(_files(root, tree, turn, note))
    return made, tuple(left)


def _files(
    root: Path, tree: Tree, turn: Turn, note: Callable[[str, Message], None]
) -> Iterator[Creation]:
    kinds = tree.units[turn.unit].years[turn.source]
    head = where("year", turn.unit, turn.year)
    old_head = _text(root, turn, "year") if "year" in kinds else ""
    yield Creation(head, _turned(head, lambda: year_files.head(turn, old_head, note)))
    turns: dict[Kind, Callable[[str, str], str | None]] = {
        "goals": lambda text, id_: year_files.goals(turn, text, note),
        "indicator": lambda text, id_: year_files.indicator(turn, text, id_, note),
        "activity": lambda text, id_: year_files.activity(turn, text, id_, note),
    }
    for kind, make in turns.items():
        for id_ in kinds.get(kind, ()):
            file = where(kind, turn.unit, turn.year, "" if kind == "goals" else id_)
            old = _text(root, turn, kind, id_)
            text = _turned(file, partial(make, old, id_))
            if text:
                yield Creation(file, text)
    versions: Sequence[str] = kinds.get("agreement", ())
    if not versions:
        note(head, message(N_("there is no agreement to copy; add one when it is signed")))
        return
    old = _text(root, turn, "agreement", versions[-1])
    id_ = year_agreement.first_version(versions, turn.language)
    file = where("agreement", turn.unit, turn.year, id_)
    yield Creation(file, _turned(file, lambda: year_agreement.agreement(turn, old, id_, note)))


def _text(root: Path, turn: Turn, kind: Kind, id_: str = "") -> str:
    """The text of a file of the last year, in the newest form of the format."""
    file = where(kind, turn.unit, turn.source, id_)
    data = read(root, file)
    tables = parse(data, file).tables
    text = data.decode("utf-8")
    if outdated(tables) is None:
        return text
    from kinerja_tui.store.writing.migrate import NotMigrated, newest

    try:
        return newest(kind, text, file)[0]
    except NotMigrated as error:
        raise Unreadable(_odd(file, error.reason).problem) from error


def _turned(file: str, make: Callable[[], str | None]) -> str:
    try:
        return make() or ""
    except SpliceError as error:
        raise Unreadable(_odd(file, error.reason).problem) from error


def _odd(file: str, reason: Message) -> Refused:
    text = message(N_("it cannot be made from last year's file, because {reason}"), reason=reason)
    hint = message(N_("Write last year's file in the usual form, or make this one by hand."))
    return refused("B62", file, text, hint)


class _Elsewhere(Elsewhere):
    """What other units have in the new year; their goals are read when they are asked for."""

    def __init__(self, root: Path, year: int) -> None:
        self._root, self._year = root, year

    def has_indicator(self, reference: str) -> bool:
        unit, _, id_ = reference.partition("/")
        return os.path.lexists(self._root / where("indicator", unit, self._year, id_))

    def has_goal(self, reference: str) -> bool:
        unit, _, id_ = reference.partition("/")
        file = where("goals", unit, self._year)
        try:
            record = understand(read(self._root, file), file).record
        except Unreadable:
            return False
        return id_ in getattr(record, "goal", {})
