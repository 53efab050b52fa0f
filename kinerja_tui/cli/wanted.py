"""Which changes `log` is asked for: of a record, a key, a file or a folder, a unit, a year."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from kinerja_tui.cli.editing import UNIT, YEAR
from kinerja_tui.cli.records import SHOWN_KINDS, Chosen, choose
from kinerja_tui.cli.session import Session
from kinerja_tui.cli.stop import Stop
from kinerja_tui.cli.subject import find_subject
from kinerja_tui.locale import N_, message
from kinerja_tui.model.library import Book
from kinerja_tui.report.safe import one_line
from kinerja_tui.store.format.kinds import FOLDER_OF, unit_and_year, where
from kinerja_tui.store.reading.load import load
from kinerja_tui.store.reading.scope import Scope
from kinerja_tui.store.state.history import events
from kinerja_tui.store.state.journal import Journal


class Wanted(NamedTuple):
    """Files, or folders with an end of `/`, and a key in them; empty is all of them."""

    places: tuple[str, ...] = ()
    key: str = ""
    year: int = 0

    def wants(self, file: str, key: str) -> bool:
        """Whether a change of `key` in `file` is asked for; an empty key is the whole file."""
        if self.year and unit_and_year(file)[1] != self.year:
            return False
        if self.places and not any(
            file == place or (place.endswith("/") and file.startswith(place))
            for place in self.places
        ):
            return False
        if not self.key or not key:
            return True
        one, other = f"{key}.", f"{self.key}."
        return one.startswith(other) or other.startswith(one)


def wanted_of(
    session: Session, root: Path, subject: str | None, key: str | None, journal: Journal
) -> Wanted:
    """What is asked for, of what the journal tells; raises `Stop` for a name that nothing has."""
    if subject is None:
        return _unit_or_year(session)
    told = [(each.file, each.key) for each in events(journal)]
    told += [(each.file, each.key) for each in journal.lost]
    path = _path(session, root, subject, {file for file, _ in told})
    if path is not None:
        return Wanted((path,) if path else (), key or "")
    chosen = choose(session)
    file, prefix = _record(chosen, subject, told)
    return Wanted((file,), f"{prefix}{key}" if key else prefix.rstrip("."))


def _unit_or_year(session: Session) -> Wanted:
    """Everything, unless a unit or a year is named."""
    if session.text("unit"):
        chosen = choose(session)
        year = chosen.year if session.text("year") else 0
        return Wanted((f"{chosen.unit}/",), year=year)
    named = session.text("year")
    if named is None:
        return Wanted()
    if not (named.isascii() and named.isdigit()):
        raise Stop(message(N_("“{text}” is no year."), text=one_line(named)))
    return Wanted(year=int(named))


def _path(session: Session, root: Path, text: str, told: set[str]) -> str | None:
    """The file or folder that `text` names, from here or from the records folder, empty for that
    folder itself; None when it is no path.
    """
    if "/" not in text and not text.endswith(".toml"):
        return None
    try:
        here = os.path.relpath(os.path.join(session.here, text), os.path.abspath(root))
    except ValueError as error:
        raise Stop(message(N_("This is no path: {path}"), path=one_line(text))) from error
    for path in (here, os.path.normpath(text)):
        if path == ".":
            return ""
        if path.startswith("..") or os.path.isabs(path):
            continue
        if path in told or os.path.isfile(root / path):
            return path
        if os.path.isdir(root / path) or any(each.startswith(f"{path}/") for each in told):
            return f"{path}/"
    raise Stop(
        message(N_("There is no file {path} in the records folder."), path=one_line(text)),
        message(N_("Paths begin here or in the records folder.")),
    )


def _record(chosen: Chosen, text: str, told: Sequence[tuple[str, str]]) -> tuple[str, str]:
    """The file of the record that `text` names, and what stands before its keys in it; of one that
    is gone or broken, the file that was called so.
    """
    unit, year = chosen.unit, chosen.year
    if text in (YEAR, UNIT):
        return where("year" if text == YEAR else "unit", unit, year), ""
    book = load(chosen.root, Scope.of(unit, year, SHOWN_KINDS)).book(unit, year)
    try:
        found = find_subject(book or Book(unit=unit, year=year), text, (YEAR, UNIT))
    except Stop:
        gone = _gone(chosen, text, told)
        if gone is None:
            raise
        return gone
    if found.kind == "goal":
        return where("goals", unit, year), f"goal.{found.id}."
    return where(found.kind, unit, year, found.id), ""


def _gone(chosen: Chosen, id_: str, told: Sequence[tuple[str, str]]) -> tuple[str, str] | None:
    """Where a record or a goal was that cannot be read any more."""
    unit, year = chosen.unit, chosen.year
    files = [where(kind, unit, year, id_) for kind in FOLDER_OF]
    known = {file for file, _ in told}
    for file in files:
        if file in known or os.path.lexists(chosen.root / file):
            return file, ""
    goals = where("goals", unit, year)
    if any(file == goals and f"{key}.".startswith(f"goal.{id_}.") for file, key in told):
        return goals, f"goal.{id_}."
    return None
