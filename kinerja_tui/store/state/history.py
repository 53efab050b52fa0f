"""Asking the journal: who wrote a value, what a field was before, what can be taken back."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from msgspec import Struct, structs

from kinerja_tui.store.splicing.edit import (
    Author,
    Change,
    Conflict,
    Creation,
    Deletion,
    Done,
    Edit,
    Part,
    Piece,
    Refused,
    Removal,
    Renaming,
    Restoration,
    Rework,
    Rewriting,
)
from kinerja_tui.store.state.journal import Entry, Journal, read_journal

RECENT = timedelta(days=7)


class Event(Struct, frozen=True):
    """One change of one key: raw tokens before and after, None where the key was absent.

    An empty key is the whole file, which came or went.
    """

    entry: str
    time: str
    user: str
    doing: str
    file: str
    key: str
    old: str | None
    new: str | None


def events(journal: Journal, file: str = "", key: str = "") -> tuple[Event, ...]:
    """What was changed, oldest first: of a file, or of one key of it."""
    found = (each for entry in journal.entries for each in _of_entry(entry))
    return tuple(
        each
        for each in found
        if (not file or each.file == file) and (not key or each.key in ("", key))
    )


def since(journal: Journal, file: str, sha: str) -> tuple[Event, ...] | None:
    """What was changed in `file` after it held the text with this SHA-256; None when the journal
    cannot tell, because another program wrote it in between.
    """
    found: list[Event] | None = None
    last: str | None = None
    for entry in journal.entries:
        for each in (one for one in entry.files if one.file == file):
            if each.before == sha:
                found = []
            elif found is not None and each.before != last:
                return None
            if found is not None:
                found.extend(event for event in _of_entry(entry) if event.file == file)
            last = each.after
    return tuple(found or ())


def undoable(
    journal: Journal,
    user: str,
    others: Sequence[str] = (),
    me: str = "",
    done: Collection[str] = (),
) -> Entry | None:
    """The last action of `user` that is not taken back, that of the session `me` first; what was
    `done` is passed over, and what the sessions `others` did.
    """
    return _last(_stacks(journal, user, others)[0], me, done)


def redoable(
    journal: Journal,
    user: str,
    others: Sequence[str] = (),
    me: str = "",
    done: Collection[str] = (),
) -> Entry | None:
    """The last undo of `user` after which nothing else was changed; chosen likewise."""
    return _last(_stacks(journal, user, others)[1], me, done)


def _stacks(
    journal: Journal, user: str, others: Sequence[str]
) -> tuple[tuple[Entry, ...], tuple[Entry, ...]]:
    """What can be taken back, and what can be done again; the last one comes first off."""
    done: list[Entry] = []
    undone: list[Entry] = []
    gone = _taken_back(journal)
    for entry in journal.entries:
        if entry.user != user or entry.session in others:
            continue
        if entry.doing == "undo":
            done = [each for each in done if each.id != entry.undoes]
            undone.append(entry)
        elif entry.doing == "redo":
            undone = [each for each in undone if each.id != entry.undoes]
            done.append(entry)
        else:
            done.append(entry)
            undone = []
    return (
        tuple(each for each in done if each.id not in gone),
        tuple(each for each in undone if each.id not in gone),
    )


def _taken_back(journal: Journal) -> frozenset[str]:
    """The entries that do not stand, whoever took them back; an undo may itself be taken back."""
    gone: set[str] = set()
    for entry in reversed(journal.entries):
        if entry.undoes and entry.id not in gone:
            gone.add(entry.undoes)
    return frozenset(gone)


def _last(entries: Sequence[Entry], me: str, done: Collection[str]) -> Entry | None:
    """The last entry of the session `me`, unless the user has changed one of its files since from
    elsewhere: that comes off first. Without one of `me`, the last.
    """
    left = [each for each in entries if each.id not in done]
    own = [number for number, each in enumerate(left) if me and each.session == me]
    if not own:
        return left[-1] if left else None
    files = {each.file for each in left[own[-1]].files}
    return next(
        each for each in reversed(left[own[-1] :]) if files & {every.file for every in each.files}
    )


def with_author(root: Path, acted: Done | Conflict | Refused) -> Done | Conflict | Refused:
    """The outcome, a conflict with the one who wrote what was found."""
    if not isinstance(acted, Conflict):
        return acted
    return structs.replace(acted, by=author_of(root, acted.file, acted.key, acted.found))


def author_of(root: Path, file: str, key: str, token: str | None) -> Author | None:
    """Who gave `key` the value `token`: by the journal, else by the file's owner and time."""
    journal = read_journal(root, date.today() - RECENT)
    last = next(reversed(events(journal, file, key)), None)
    ours = last is not None and last.new == token if key else _wrote(journal, file, token)
    if last is not None and ours:
        return Author(last.user, last.time)
    try:
        state = os.stat(root / file, follow_symlinks=False)
    except OSError:
        return None
    time = datetime.fromtimestamp(state.st_mtime, UTC).isoformat(timespec="seconds")
    return Author(_name(state.st_uid), time.replace("+00:00", "Z"), outside=True)


def _wrote(journal: Journal, file: str, text: str | None) -> bool:
    """Whether the last entry about `file` left it with this text."""
    sha = None if text is None else hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
    found = [each for entry in journal.entries for each in entry.files if each.file == file]
    return bool(found) and found[-1].after == sha


def _name(uid: int) -> str:
    import pwd

    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def _of_entry(entry: Entry) -> Iterator[Event]:
    for each in entry.files:
        for key, old, new in _moved(each.part):
            yield Event(entry.id, entry.time, entry.user, entry.doing, each.file, key, old, new)


def _moved(part: Part) -> Iterator[tuple[str, str | None, str | None]]:
    """Keys with their tokens before and after."""
    match part:
        case Edit(changes=changes):
            for change in changes:
                yield change.key, change.seen, change.new
        case Rework(pieces=pieces):
            for piece in pieces:
                yield _of_piece(piece)
        case Creation(text=text):
            yield "", None, text
        case Deletion(text=text):
            yield "", text, None
        case Rewriting(seen=seen, text=new):
            yield "", seen, new


def _of_piece(piece: Piece) -> tuple[str, str | None, str | None]:
    match piece:
        case Change(key=key, seen=seen, new=new):
            return key, seen, new
        case Removal(key=key, text=text):
            return key, text, None
        case Restoration(key=key, text=text):
            return key, None, text
        case Renaming(key=key, name=name):
            return key, key.rpartition(".")[2], name
