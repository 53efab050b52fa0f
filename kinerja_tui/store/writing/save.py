"""Saving an edit: lock, read, compare, splice, prove, write aside, swap in, look, sync.

One function a step. What the user typed is never lost here: the caller has it until `Saved`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from kinerja_tui.locale import N_, message
from kinerja_tui.model.base import Problem
from kinerja_tui.store.disk.access import (
    Found,
    NotPlain,
    contents,
    moment,
    open_folder,
    parts_of,
    walk,
)
from kinerja_tui.store.disk.files import LIMIT, Unreadable, read
from kinerja_tui.store.disk.system import System
from kinerja_tui.store.format.kinds import is_year
from kinerja_tui.store.splicing.edit import Change, Conflict, Edit, Refused, Saved
from kinerja_tui.store.splicing.prove import prove
from kinerja_tui.store.splicing.refusals import (
    Stop,
    closed_year,
    no_such_place,
    refused,
    system_reason,
)
from kinerja_tui.store.splicing.splice import SpliceError, Step, as_written, path_of, reverse, steps
from kinerja_tui.store.state.lock import hold
from kinerja_tui.store.toml.index import index
from kinerja_tui.store.toml.lexer import NotToml
from kinerja_tui.store.toml.parse import parse
from kinerja_tui.store.writing.swap import Moved, swap
from kinerja_tui.store.writing.temporary import discard, prepare

Outcome = Saved | Conflict | Refused
Validate = Callable[[str, bytes], Problem | None]

TRIES = 50
"""How often a save begins again because the file changed under it."""

_OPEN_IN_A_CLOSED_YEAR = ("accepted", "published")


@dataclass(slots=True)
class _Work:
    """How far a save has come, for a true word about it when the system fails."""

    old: bytes | None = None
    new: bytes | None = None
    back: Edit | None = None


def save(
    root: Path, edit: Edit, validate: Validate | None = None, system: System | None = None
) -> Outcome:
    """Write the changes of one file below the records folder `root`, all or none.

    `validate` is given the file and its new bytes and returns what is wrong with them. Never
    raises on what people, disks or other programs do.
    """
    system = system or System()
    work = _Work()
    try:
        return _locked(system, root, edit, validate, work)
    except Stop as stop:
        return stop.reason
    except OSError as error:
        return _after_failure(root, edit, work, error)


def _locked(
    system: System, root: Path, edit: Edit, validate: Validate | None, work: _Work
) -> Outcome:
    try:
        parts = parts_of(edit.file)
    except ValueError:
        raise Stop(no_such_place(edit.file)) from None
    with ExitStack() as stack:
        base = open_folder(system, str(root), stack, linked=True)
        _look_first(root, edit.file)
        hold(system, base, edit.file, stack)
        for _ in range(TRIES):
            try:
                return _attempt(system, base, parts, edit, validate, work)
            except Moved:
                continue
    return refused(
        "B66",
        edit.file,
        message(N_("another program keeps writing this file")),
        message(N_("Close it in the other program, then save again.")),
    )


def _look_first(root: Path, file: str) -> None:
    """Refuse what cannot be read before a lock file is made for it."""
    try:
        read(root, file)
    except Unreadable as unreadable:
        raise Stop(Refused(unreadable.problem)) from None


def _attempt(
    system: System,
    base: int,
    parts: tuple[str, ...],
    edit: Edit,
    validate: Validate | None,
    work: _Work,
) -> Outcome:
    with ExitStack() as stack:
        folder = walk(system, base, parts[:-1], stack)
        found = _read(system, folder, parts[-1], edit.file, stack)
        _refuse_closed(system, base, parts, edit.file)
        text = _text(found.data, edit.file)
        due = _compare(text, edit)
        if isinstance(due, Conflict):
            return due
        if not due:
            return Saved(edit.file, Edit(edit.file, ()), False, digest(found.data))
        _refuse_unsafe(system, folder, parts[-1], edit.file, found)
        made = _spliced_and_proved(text, edit, due)
        new = made[-1].text.encode()
        problem = _invalid(edit.file, new, validate)
        if problem is not None:
            return Refused(problem)
        work.old, work.new, work.back = found.data, new, reverse(edit, made)
        _put(system, base, folder, edit.file, found, new, stack)
        return Saved(edit.file, work.back, True, digest(new))


def digest(data: bytes) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def _read(system: System, folder: int, name: str, file: str, stack: ExitStack) -> Found:
    """The file as it was at one moment; raises `Moved` when it was written during the reading."""
    try:
        found = contents(system, folder, name, stack)
    except NotPlain:
        raise Stop(no_such_place(file)) from None
    if moment(system.fstat(found.fd)) != moment(found.state):
        raise Moved
    return found


def _refuse_closed(system: System, base: int, parts: tuple[str, ...], file: str) -> None:
    """A closed year is a closed book; a year.toml that cannot be read leaves it unknown."""
    if len(parts) < 3 or not is_year(parts[1]):
        return
    if len(parts) > 3 and parts[2] in _OPEN_IN_A_CLOSED_YEAR:
        return
    head = "/".join((*parts[:2], "year.toml"))
    with ExitStack() as stack:
        try:
            folder = walk(system, base, parts[:2], stack)
            found = contents(system, folder, "year.toml", stack)
        except FileNotFoundError:
            return
        except NotPlain:
            raise Stop(no_such_place(head)) from None
    if _tables(found.data, head).get("closed") is True:
        raise Stop(closed_year(file, parts[1]))


def _tables(data: bytes, file: str) -> dict[str, object]:
    try:
        return parse(data, file).tables
    except Unreadable as unreadable:
        raise Stop(Refused(unreadable.problem)) from None


def _text(data: bytes, file: str) -> str:
    """The text of a file that the parser accepts."""
    _tables(data, file)
    return data.decode("utf-8")


def _refuse_unsafe(system: System, folder: int, name: str, file: str, found: Found) -> None:
    if found.state.st_nlink > 1:
        raise Stop(
            refused(
                "B67",
                file,
                message(N_("this file has a second name (a hard link), which a save would part")),
                message(N_("Make it a file of its own: copy it, then put the copy in its place.")),
            )
        )
    if not found.state.st_mode & 0o222 or not system.writable(name, folder):
        raise Stop(
            refused(
                "B65",
                file,
                message(N_("this file is write-protected")),
                message(N_("Ask its owner for write access to it.")),
            )
        )


def _compare(text: str, edit: Edit) -> Conflict | tuple[Change, ...]:
    """The changes that are still to be made, or the field that somebody else changed."""
    try:
        found = index(text)
        due: list[Change] = []
        for change in edit.changes:
            token = found.token(path_of(change.key))
            mine = as_written(text, change)
            if token == mine and (token is not None or change.back):
                continue
            if token != change.seen:
                return Conflict(edit.file, change.key, change.seen, token, mine)
            due.append(change)
    except (SpliceError, NotToml) as error:
        raise Stop(_unwritable(edit, error)) from None
    return tuple(due)


def _spliced_and_proved(text: str, edit: Edit, due: tuple[Change, ...]) -> tuple[Step, ...]:
    try:
        made = steps(text, due)
    except SpliceError as error:
        raise Stop(_unwritable(edit, error)) from None
    before = text
    for step in made:
        reason = prove(before, step.text, step.change)
        if reason is not None:
            raise Stop(
                refused(
                    "B64",
                    edit.file,
                    message(N_("not saved, because {reason}"), reason=reason),
                    message(N_("Change this value in a text editor.")),
                    step.change.key,
                )
            )
        before = step.text
    return made


def _unwritable(edit: Edit, error: SpliceError | NotToml) -> Refused:
    reason = (
        error.reason
        if isinstance(error, SpliceError)
        else message(N_("this file has a shape that cannot be edited from here"))
    )
    hint = message(N_("Change this value in a text editor."))
    return refused("B62", edit.file, reason, hint, edit.changes[0].key)


def _invalid(file: str, new: bytes, validate: Validate | None) -> Problem | None:
    if len(new) > LIMIT:
        return refused(
            "B62",
            file,
            message(N_("the file would become larger than 1 MB")),
            message(N_("Keep long texts in a document and link to it.")),
        ).problem
    return validate(file, new) if validate is not None else None


def _put(
    system: System,
    base: int,
    folder: int,
    file: str,
    found: Found,
    new: bytes,
    stack: ExitStack,
) -> None:
    """Write the new bytes aside, swap them in, and sync the folder; no temporary file stays
    behind.
    """
    temporary = prepare(system, base, folder, file, new, found, stack)
    try:
        swap(system, temporary, folder, file, found, new)
    finally:
        discard(system, temporary)
    system.fsync(folder)


def _after_failure(root: Path, edit: Edit, work: _Work, error: OSError) -> Saved | Refused:
    """What is true now: the file is read again before anything is said about it."""
    reason, hint = system_reason(error)
    try:
        now: bytes | None = read(root, edit.file)
    except (Unreadable, OSError):
        now = None
    if work.new is not None and work.back is not None and now == work.new:
        doubt = message(
            N_("the value stands in the file, but it may not outlive a power failure: {reason}"),
            reason=reason,
        )
        return Saved(edit.file, work.back, True, digest(work.new), doubt)
    if now is None:
        text = message(N_("{reason}, and the file cannot be read again"), reason=reason)
    elif work.old is None or now == work.old:
        text = message(N_("{reason}; nothing was written"), reason=reason)
    else:
        text = message(N_("{reason}; the file holds what somebody else wrote"), reason=reason)
    return refused("B65", edit.file, text, hint)
