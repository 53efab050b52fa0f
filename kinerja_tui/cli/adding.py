"""What `add` does: from what was typed, and asked for, to the files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Final, NamedTuple

from msgspec.structs import replace

from kinerja_tui.cli.asking import answer, can_ask, say_wrong
from kinerja_tui.cli.near import did_you_mean
from kinerja_tui.cli.outcomes import say_conflict, say_refused, told_in_spite
from kinerja_tui.cli.pages.added import added_document, added_lines, coming_lines
from kinerja_tui.cli.pages.conflict import ADDED
from kinerja_tui.cli.problems import complain_of, shown_path
from kinerja_tui.cli.records import choose, choose_unit, store_folder
from kinerja_tui.cli.session import Session
from kinerja_tui.cli.stop import WRONG_USE, Stop
from kinerja_tui.locale import N_, Language, message
from kinerja_tui.model.base import Problem
from kinerja_tui.model.library import Library
from kinerja_tui.report.paint import json
from kinerja_tui.report.safe import one_line
from kinerja_tui.store.disk.files import Unreadable
from kinerja_tui.store.reading.load import load
from kinerja_tui.store.reading.scope import EVERY_KIND, Scope
from kinerja_tui.store.splicing.edit import Conflict, Refused
from kinerja_tui.store.writing.add import (
    KINDS,
    Added,
    AddKind,
    NotAdded,
    Place,
    Wanted,
    addition,
)
from kinerja_tui.store.writing.keep import keep_all, would

_INDONESIAN: Final[Mapping[str, AddKind]] = MappingProxyType(
    {
        "sasaran": "goal",
        "indikator": "indicator",
        "kegiatan": "activity",
        "perjanjian": "agreement",
        "pk": "agreement",
        "rekomendasi": "recommendation",
        "renstra": "plan",
        "unit": "unit",
        "unit kerja": "unit",
        "tahun": "year",
    }
)
_QUESTIONS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "id": N_("Id"),
        "name": N_("Name"),
        "goal": N_("Goal (id or code)"),
        "measured_in": N_("Measured in (% for percent)"),
        "polarity": N_("Polarity (maximize, minimize, stabilize)"),
        "ceiling": N_("Ceiling in rupiah"),
        "issuer": N_("Issuer"),
        "date": N_("Date"),
        "ground": N_("Ground (official, strategy, assumption)"),
        "first": N_("First party (name; position)"),
        "second": N_("Second party (name; position)"),
    }
)
# A shape without words: nothing to translate.
_ABOUT: Final = "{option}: {why}"
_OPTIONS: Final[Mapping[str, str]] = MappingProxyType({"id": "ID", "source": "--from"})


class _Adding(NamedTuple):
    """What is added, and where it shows."""

    session: Session
    place: Place
    added: Added

    @property
    def path(self) -> str:
        """The file as one would type it here."""
        return shown_path(self.session, self.place.root, self.added.file)


def kind_named(text: str, language: Language) -> AddKind:
    """The kind that a word names, in English or Indonesian; raises `Stop`, which offers the words
    of the language.
    """
    typed = " ".join(text.split()).casefold()
    for each in KINDS:
        if typed == each:
            return each
    if typed in _INDONESIAN:
        return _INDONESIAN[typed]
    names: Sequence[str] = KINDS
    known: Sequence[str] = KINDS
    if language.code == "id":
        names = [_called(each) for each in KINDS]
        known = [*_INDONESIAN, *KINDS]
    raise Stop(
        message(N_("“{name}” cannot be added."), name=one_line(text)),
        did_you_mean(typed, known)
        or message(N_("What can be added: {names}."), names=", ".join(names)),
    )


def _called(kind: AddKind) -> str:
    """The first of the Indonesian words for a kind."""
    return next(name for name, each in _INDONESIAN.items() if each == kind)


def add(session: Session, wanted: Wanted, dry_run: bool) -> int:
    """Add what is wanted, asking for what is missing; the exit code. Raises `Stop`."""
    place = _place(session, wanted)
    try:
        found = _addition(session, place, wanted)
    except Unreadable as error:
        return say_refused(session, place.root, Refused(error.problem))
    adding = _Adding(session, place, found)
    foreseen = would(place.root, found.action())
    if isinstance(foreseen, Refused):
        return say_refused(session, place.root, foreseen)
    if isinstance(foreseen, Conflict):
        return _conflict(adding, foreseen)
    if foreseen.problems:
        return _wrong(adding, foreseen.problems)
    return _only_shown(adding) if dry_run else _write(adding)


def _place(session: Session, wanted: Wanted) -> Place:
    """Where it is added: a plan and a year belong to a unit, a unit to the store."""
    unit, year = "", 0
    if wanted.kind == "unit":
        root = store_folder(session)
    elif wanted.kind in ("plan", "year"):
        root, unit = choose_unit(session)
    else:
        root, unit, year, _ = choose(session)
    return Place(
        root=root,
        library=_library(session, root, unit, year),
        unit=unit,
        year=year,
    )


def _library(session: Session, root: Path, unit: str, year: int) -> Library:
    scope = Scope.of(unit, year, EVERY_KIND) if year else Scope(units=(unit,) if unit else None)
    try:
        return load(root, scope)
    except Unreadable as error:
        complain_of(session, root, [error.problem])
        raise Stop() from error


def _addition(session: Session, place: Place, wanted: Wanted) -> Added:
    """The addition; on a terminal, what is missing is asked for, one thing after the other, and
    after the first answer what is wrong too, so that none of them is lost.
    """
    answered = False
    while True:
        try:
            return addition(place, wanted)
        except NotAdded as error:
            field = error.field
            given = bool(field and getattr(wanted, field).strip())
            due = _can_be_told(place, field) and (answered or not given)
            if not (due and can_ask(session)):
                raise _refusal(error, given) from error
            if given:
                say_wrong(session, error.message, error.hint)
            elif error.hint is not None:
                session.console.say(session.words.say(error.hint))
        typed = answer(session.console.shown(f"{session.words(_QUESTIONS[field])}: "))
        if not typed:
            raise Stop(message(N_("Nothing was added.")), code=WRONG_USE)
        wanted, answered = replace(wanted, **{field: typed}), True


def _can_be_told(place: Place, field: str) -> bool:
    """Whether an answer would help: no answer names a goal where there is none yet."""
    return field in _QUESTIONS and (field != "goal" or place.book.goals is not None)


def _refusal(error: NotAdded, given: bool) -> Stop:
    """What is missing, with the option for it; of what was given, the option and the reason."""
    field = error.field
    if not field:
        return Stop(error.message, error.hint)
    option = _OPTIONS.get(field, f"--{field.replace('_', '-')}")
    if not given:
        hint = message(N_("Give it with {option}."), option=option)
        return Stop(error.message, error.hint or hint)
    if field == "id":  # which has no option, and is named by the sentence itself
        return Stop(error.message, error.hint)
    return Stop(message(_ABOUT, option=option, why=error.message), error.hint)


def _wrong(adding: _Adding, problems: tuple[Problem, ...]) -> int:
    """What would be wrong with it; nothing is added."""
    _document(adding, problems=problems)
    complain_of(adding.session, adding.place.root, problems)
    return WRONG_USE


def _only_shown(adding: _Adding) -> int:
    session = adding.session
    _document(adding, dry_run=True)
    if not session.json:
        lines = coming_lines(adding.added, adding.path, session.words, session.console.width)
        session.console.say("\n".join(lines))
    return 0


def _write(adding: _Adding) -> int:
    session, place, added = adding
    acted = keep_all(place.root, added.action())
    if isinstance(acted, Refused):
        return say_refused(session, place.root, acted)
    if isinstance(acted, Conflict):
        return _conflict(adding, acted)
    text = N_("It is added to {file}; only this answer could not be shown: {reason}.")
    with told_in_spite(session, text, file=adding.path):
        _document(adding, added=True, entry=acted.entry)
        if not session.json:
            lines = added_lines(added, place, adding.path, session.words, session.console.width)
            session.console.say("\n".join(lines))
    if acted.doubt is not None:
        session.console.complain(session.words.say(acted.doubt))
    return 0


def _document(
    adding: _Adding,
    problems: tuple[Problem, ...] = (),
    added: bool = False,
    dry_run: bool = False,
    entry: str = "",
) -> None:
    """The JSON, where it is asked for."""
    session = adding.session
    if session.json:
        found = [json.problem(each, session.words) for each in problems]
        ended = {"problems": found, "added": added, "dry_run": dry_run, "entry": entry or None}
        document = added_document(adding.added, adding.place, ended)
        session.console.data(json.encode(document))


def _conflict(adding: _Adding, conflict: Conflict) -> int:
    """Somebody made the same file meanwhile."""
    hint = message(N_("Look at it, then run the command once more."))
    return say_conflict(adding.session, adding.place.root, conflict, ADDED, hint, adding.added.id)
