"""Bringing the files of a store to the newest form of the format, by splicing alone: what would be
written is planned first, then all of it is saved as one action.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from msgspec import Struct

from kinerja_tui.locale import N_, Message, message
from kinerja_tui.model.base import Problem
from kinerja_tui.store.disk.files import Unreadable, read
from kinerja_tui.store.disk.system import System
from kinerja_tui.store.format.kinds import FOLDER_OF, KINDS, Kind, where
from kinerja_tui.store.format.upgrade import (
    Renamed,
    Reworded,
    Rule,
    WrittenOut,
    applied,
    matches,
    outdated,
    steps_from,
    upgraded,
)
from kinerja_tui.store.reading.listing import Tree, listing
from kinerja_tui.store.splicing.edit import Action, Change, Piece, Renaming, Rework
from kinerja_tui.store.splicing.pieces import Apart, make
from kinerja_tui.store.splicing.prove import same
from kinerja_tui.store.splicing.prove_pieces import prove_piece
from kinerja_tui.store.splicing.refusals import refused
from kinerja_tui.store.splicing.splice import SpliceError
from kinerja_tui.store.toml.index import index
from kinerja_tui.store.toml.lexer import NotToml, join_key
from kinerja_tui.store.toml.parse import parse
from kinerja_tui.store.writing.ready import is_closed
from kinerja_tui.store.writing.save import Acted, carry_out

_ODD: Final = N_("this file has a shape that cannot be edited from here")


class Planned(Struct, frozen=True):
    """A file of an earlier schema: its bytes, those it would get, and the pieces in between."""

    file: str
    schema: int
    old: bytes
    new: bytes
    pieces: tuple[Piece, ...]


class Survey(Struct, frozen=True):
    """What is to be done in a store; the problems of the files of which that cannot be said or
    done; and the files of closed years, which stay in the form that they were closed in.
    """

    planned: tuple[Planned, ...] = ()
    left: tuple[Problem, ...] = ()
    closed: tuple[str, ...] = ()


class NotMigrated(Exception):
    """A text that cannot be brought up to date by splicing; `reason` says why, `key` where."""

    def __init__(self, reason: Message, key: str = "") -> None:
        """Keep the reason for the caller."""
        super().__init__(str(reason))
        self.reason = reason
        self.key = key


def planned(root: Path) -> tuple[Planned, ...]:
    """The files of an earlier schema below `root` that can be brought up to date; writes nothing.

    Raises `Unreadable` when `root` cannot be listed.
    """
    return survey(root).planned


def survey(root: Path) -> Survey:
    """The same, with the files that are left out."""
    found: list[Planned] = []
    left: list[Problem] = []
    closed: list[str] = []
    for file, kind in _files(listing(root)):
        try:
            data = read(root, file)
            schema = outdated(parse(data, file).tables)
            if schema is None:
                continue
            if is_closed(root, tuple(file.split("/"))):
                closed.append(file)
                continue
            new, pieces = newest(kind, data.decode("utf-8"), file)
            found.append(Planned(file, schema, data, new.encode(), pieces))
        except Unreadable as error:
            # A template may be absent; what is wrong with a year's own file is said of it alone.
            if error.problem.file == file and not _absent_template(error.problem):
                left.append(error.problem)
        except NotMigrated as error:
            left.append(_by_hand(file, error))
    return Survey(tuple(found), tuple(left), tuple(closed))


def _absent_template(problem: Problem) -> bool:
    return problem.code == "B04" and problem.file.startswith("templates/")


def migrate(root: Path, files: tuple[Planned, ...], system: System | None = None) -> Acted:
    """Write what was planned, all of it or nothing, as one entry of the journal.

    Refused when a file is no longer what it was when it was planned.
    """
    shown = {each.file: each.new for each in files}

    def otherwise(new: Mapping[str, bytes | None]) -> Problem | None:
        for file, data in new.items():
            if data != shown.get(file):
                hint = message(N_("Run it again, and look at what it shows now."))
                return refused(
                    "B66", file, message(N_("this file changed since it was shown")), hint
                ).problem
        return None

    parts = tuple(Rework(each.file, each.pieces) for each in files)
    return carry_out(root, Action(parts, "migrate"), otherwise, system)


def newest(kind: Kind, text: str, file: str) -> tuple[str, tuple[Piece, ...]]:
    """The text of an outdated file in the newest form, and the pieces that make it so, in order.

    Each piece is proved, and the data are those that reading the old text gives. Raises
    `NotMigrated`, and `Unreadable` when the text is no TOML.
    """
    pieces: list[Piece] = []
    before = parse(text.encode(), file).tables
    tables, now = before, text
    for step in steps_from(before["schema"]):
        for rule in step.rules.get(kind, ()):
            for path in matches(rule, tables):
                now = _made(now, _piece(rule, path, now), pieces)
            tables = applied(rule, tables)
        token = _token(now, ("schema",))
        now = _made(now, Change("schema", token, str(step.before + 1)), pieces)
    if not same(upgraded(kind, before), parse(now.encode(), file).tables):
        raise NotMigrated(message(N_("the record would not stay the same")))
    return now, tuple(pieces)


def _piece(rule: Rule, path: tuple[str, ...], text: str) -> Piece:
    key = join_key(path)
    match rule:
        case Renamed():
            return Renaming(key, rule.name)
        case Reworded():
            token = _token(text, path)
            word = parse(f"x = {token}".encode(), "").tables["x"]
            return Change(key, token, f'"{rule.words[word]}"')
        case WrittenOut():
            return Change(key, _token(text, path), f'"{rule.word}"')


def _token(text: str, path: tuple[str, ...]) -> str | None:
    try:
        return index(text).token(path)
    except NotToml as error:
        raise NotMigrated(message(_ODD)) from error


def _made(text: str, piece: Piece, pieces: list[Piece]) -> str:
    """The text after the piece, which is proved and added to `pieces`."""
    try:
        made = make(text, piece)
    except SpliceError as error:
        raise NotMigrated(error.reason, piece.key) from error
    except (Apart, NotToml) as error:
        raise NotMigrated(message(_ODD), piece.key) from error
    reason = prove_piece(text, made.text, made.piece)
    if reason is not None:
        raise NotMigrated(reason, piece.key)
    pieces.append(made.piece)
    return made.text


def _by_hand(file: str, error: NotMigrated) -> Problem:
    text = message(N_("not brought up to date, because {reason}"), reason=error.reason)
    hint = message(N_("Change it in a text editor; until then it is read as it is."))
    return refused("B62", file, text, hint, error.key).problem


def _files(tree: Tree) -> Iterator[tuple[str, Kind]]:
    """Every file that the format knows, and the templates of files, with their kinds."""
    if tree.settings:
        yield where("settings"), "settings"
    if tree.laws:
        yield where("laws"), "laws"
    yield from ((where("scale", id_=id_), "scale") for id_ in tree.scales)
    for kind in KINDS:
        yield f"templates/{'kinerja' if kind == 'settings' else kind}.toml", kind
    for unit, files in tree.units.items():
        if files.named:
            yield where("unit", unit), "unit"
        yield from ((where("plan", unit, id_=id_), "plan") for id_ in files.plans)
        for year, kinds in files.years.items():
            for kind, ids in kinds.items():
                for id_ in ids if kind in FOLDER_OF else ("",):
                    yield where(kind, unit, year, id_), kind
