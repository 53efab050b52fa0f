"""What an action would make of each of its files: read, compared, spliced and proved; nothing is
written yet.
"""

from __future__ import annotations

import hashlib
from contextlib import ExitStack, suppress
from dataclasses import dataclass

from kinerja_tui.locale import N_, Message, message
from kinerja_tui.store.disk.access import Found, NotPlain, contents, moment, parts_of
from kinerja_tui.store.disk.files import LIMIT, Unreadable
from kinerja_tui.store.disk.system import System
from kinerja_tui.store.format.kinds import is_section, is_year
from kinerja_tui.store.format.upgrade import outdated
from kinerja_tui.store.splicing.edit import (
    Change,
    Conflict,
    Creation,
    Deletion,
    Edit,
    Part,
    Refused,
    Rework,
    Rewriting,
)
from kinerja_tui.store.splicing.passage import back, rewritten, stands
from kinerja_tui.store.splicing.prove import prove
from kinerja_tui.store.splicing.refusals import (
    Stop,
    closed_year,
    hard_link,
    no_such_place,
    older_schema,
    refused,
    write_protected,
)
from kinerja_tui.store.splicing.splice import SpliceError, as_written, path_of, reverse, steps
from kinerja_tui.store.toml.index import Index, index
from kinerja_tui.store.toml.lexer import NotToml
from kinerja_tui.store.toml.parse import decoded, parse
from kinerja_tui.store.writing.folders import Folders
from kinerja_tui.store.writing.swap import Moved

_OPEN_IN_A_CLOSED_YEAR = ("accepted", "published")


@dataclass(slots=True)
class Planned:
    """A file that is about to change: `old` and `new` bytes, None where there is no file.

    `folder` is open; `found` is the file as it was read; `part` is what was done, `back` what takes
    it back.
    """

    file: str
    folder: int
    found: Found | None
    new: bytes | None
    part: Part
    back: Part

    @property
    def name(self) -> str:
        """The file's name in its folder."""
        return self.file.rpartition("/")[2]

    @property
    def old(self) -> bytes | None:
        """The bytes before."""
        return self.found.data if self.found is not None else None


def digest(data: bytes) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def parts_in(file: str) -> tuple[str, ...]:
    """The folders and the name of a record's path; raises `Stop` when it leads elsewhere."""
    try:
        return parts_of(file)
    except ValueError:
        raise Stop(no_such_place(file)) from None


def place_of(part: Part) -> tuple[str, ...]:
    """The same of a part; raises `Stop` also when a record would come where texts are, or a text
    anywhere else.
    """
    parts = parts_in(part.file)
    rewrites = isinstance(part, Rewriting)
    if rewrites != is_section(part.file) or rewrites == part.file.endswith(".toml"):
        raise Stop(no_such_place(part.file))
    return parts


def plan(folders: Folders, part: Part) -> Planned | Conflict | bytes | None:
    """The file that `part` would change, the conflict that stops it, or the file's bytes when there
    is nothing to do, None where there is no file. Raises `Stop`, `Moved`, `OSError`.
    """
    parts = place_of(part)
    _refuse_closed(folders, parts, part.file)
    if isinstance(part, Rewriting):
        return _rewriting(folders, parts, part)
    if isinstance(part, Creation):
        return _creation(folders, parts, part)
    folder = folders.at(parts[:-1])
    if isinstance(part, Deletion):
        return _deletion(folders.system, folder, part)
    found = _read(folders.system, folder, part.file)
    tables = _tables(found.data, part.file)
    if not _migrates(part):
        _refuse_older(tables, part.file)
    return _changed(folders.system, folder, part, found, found.data.decode("utf-8"))


def _migrates(part: Edit | Rework) -> bool:
    pieces = part.changes if isinstance(part, Edit) else part.pieces
    return any(each.key == "schema" for each in pieces)


def _refuse_older(tables: dict[str, object], file: str) -> None:
    schema = outdated(tables)
    if schema is not None:
        raise Stop(older_schema(file, schema))


def _changed(
    system: System, folder: int, part: Edit | Rework, found: Found, text: str
) -> Planned | Conflict | bytes:
    if isinstance(part, Edit):
        known = _indexed(text, part)
        due = _compare(known, part)
        if isinstance(due, Conflict):
            return due
        if not due:
            return found.data
        _refuse_unsafe(system, folder, part.file, found)
        made: Conflict | tuple[str, Part, Part] = _edited(known, part, due)
    else:
        _refuse_unsafe(system, folder, part.file, found)
        made = _reworked(text, part)
    if isinstance(made, Conflict):
        return made
    new, done, back = made
    if new == text:
        return found.data
    return Planned(part.file, folder, found, _small(new.encode(), part.file), done, back)


def _creation(
    folders: Folders, parts: tuple[str, ...], part: Creation
) -> Planned | Conflict | bytes:
    folder = folders.made(parts[:-1])
    data = _small(part.text.encode(), part.file)
    try:
        found = _read(folders.system, folder, part.file)
    except FileNotFoundError:
        _tables(data, part.file)
        return Planned(part.file, folder, None, data, part, Deletion(part.file, part.text))
    if found.data == data:
        return found.data
    return Conflict(part.file, "", None, found.data.decode(errors="replace"), part.text)


def _rewriting(
    folders: Folders, parts: tuple[str, ...], part: Rewriting
) -> Planned | Conflict | bytes | None:
    found, text = None, None
    with suppress(FileNotFoundError):
        folder = folders.at(parts[:-1])
        found = _read(folders.system, folder, part.file)
        text = _decoded(found.data, part.file)
    try:
        new = rewritten(text, part)
    except ValueError:
        if stands(text, part):
            return found.data if found is not None else None
        return Conflict(part.file, "", part.seen, text, part.text)
    if new == text:
        return found.data if found is not None else None
    data = None if new is None else _small(new.encode(), part.file)
    folder = folders.made(parts[:-1])
    if found is not None:
        _refuse_unsafe(folders.system, folder, part.file, found)
    return Planned(part.file, folder, found, data, part, back(part))


def _decoded(data: bytes, file: str) -> str:
    try:
        return decoded(data, file)
    except Unreadable as unreadable:
        raise Stop(Refused(unreadable.problem)) from None


def _deletion(system: System, folder: int, part: Deletion) -> Planned | Conflict | bytes | None:
    try:
        found = _read(system, folder, part.file)
    except FileNotFoundError:
        return None
    if found.data != part.text.encode():
        return Conflict(part.file, "", part.text, found.data.decode(errors="replace"), None)
    _refuse_unsafe(system, folder, part.file, found)
    return Planned(part.file, folder, found, None, part, Creation(part.file, part.text))


def _read(system: System, folder: int, file: str) -> Found:
    """The file as it was at one moment; raises `Moved` when it was written during the reading."""
    with ExitStack() as stack:
        try:
            found = contents(system, folder, file.rpartition("/")[2], stack)
        except NotPlain:
            raise Stop(no_such_place(file)) from None
        if moment(system.fstat(found.fd)) != moment(found.state):
            raise Moved
        return found


def _refuse_closed(folders: Folders, parts: tuple[str, ...], file: str) -> None:
    """A closed year is a closed book; a year.toml that cannot be read leaves it unknown."""
    if len(parts) < 3 or not is_year(parts[1]):
        return
    if len(parts) > 3 and parts[2] in _OPEN_IN_A_CLOSED_YEAR:
        return
    head = "/".join((*parts[:2], "year.toml"))
    try:
        found = _read(folders.system, folders.at(parts[:2]), head)
    except FileNotFoundError:
        return
    if _tables(found.data, head).get("closed") is True:
        raise Stop(closed_year(file, parts[1]))


def _tables(data: bytes, file: str) -> dict[str, object]:
    try:
        return parse(data, file).tables
    except Unreadable as unreadable:
        raise Stop(Refused(unreadable.problem)) from None


def _refuse_unsafe(system: System, folder: int, file: str, found: Found) -> None:
    """Raise `Stop` for a file that a save would part from its other name, or may not write."""
    if found.state.st_nlink > 1:
        raise Stop(hard_link(file))
    if not found.state.st_mode & 0o222 or not system.writable(file.rpartition("/")[2], folder):
        raise Stop(write_protected(file))


def _indexed(text: str, part: Edit) -> Index:
    try:
        return index(text)
    except NotToml as error:
        raise Stop(_unwritable(part.file, part.changes[0].key, error)) from None


def _compare(found: Index, edit: Edit) -> Conflict | tuple[Change, ...]:
    """The changes that are still to be made, or the field that somebody else changed."""
    try:
        due: list[Change] = []
        for change in edit.changes:
            token = found.token(path_of(change.key))
            mine = as_written(found.text, change)
            if token == mine and (token is not None or change.back):
                continue
            if token != change.seen:
                return Conflict(edit.file, change.key, change.seen, token, mine)
            due.append(change)
    except SpliceError as error:
        raise Stop(_unwritable(edit.file, edit.changes[0].key, error)) from None
    return tuple(due)


def _edited(found: Index, edit: Edit, due: tuple[Change, ...]) -> tuple[str, Edit, Edit]:
    """The new text, the edit as it was made, and what takes it back."""
    try:
        made = steps(found.text, due, found)
    except SpliceError as error:
        raise Stop(_unwritable(edit.file, edit.changes[0].key, error)) from None
    before = found.text
    for step in made:
        _proved(edit.file, step.change.key, prove(before, step.text, step.change))
        before = step.text
    done = Edit(edit.file, tuple(step.change for step in made))
    return before, done, reverse(edit, made)


def _reworked(text: str, part: Rework) -> Conflict | tuple[str, Rework, Rework]:
    from kinerja_tui.store.splicing.pieces import Apart, pieces, taken_back
    from kinerja_tui.store.splicing.prove_pieces import prove_piece

    try:
        made = pieces(text, part.pieces)
    except Apart as apart:
        return Conflict(part.file, apart.key, apart.seen, apart.found, None)
    except (SpliceError, NotToml) as error:
        raise Stop(_unwritable(part.file, part.pieces[0].key, error)) from None
    before = text
    for each in made:
        _proved(part.file, each.piece.key, prove_piece(before, each.text, each.piece))
        before = each.text
    done = Rework(part.file, tuple(each.piece for each in made))
    return before, done, Rework(part.file, taken_back(made))


def _proved(file: str, key: str, reason: Message | None) -> None:
    if reason is None:
        return
    raise Stop(
        refused(
            "B64",
            file,
            message(N_("not saved, because {reason}"), reason=reason),
            message(N_("Change this value in a text editor.")),
            key,
        )
    )


def _unwritable(file: str, key: str, error: SpliceError | NotToml) -> Refused:
    reason = (
        error.reason
        if isinstance(error, SpliceError)
        else message(N_("this file has a shape that cannot be edited from here"))
    )
    hint = message(N_("Change this value in a text editor."))
    return refused("B62", file, reason, hint, key)


def _small(data: bytes, file: str) -> bytes:
    if len(data) > LIMIT:
        raise Stop(
            refused(
                "B62",
                file,
                message(N_("the file would become larger than 1 MB")),
                message(N_("Keep long texts in a document and link to it.")),
            )
        )
    return data
