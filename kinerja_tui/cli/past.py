"""What the journal tells, as the command line needs it: entries by their short names, what was
taken back, what comes next to be taken back.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from datetime import date, datetime, timedelta
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Final, NamedTuple

from kinerja_tui.cli.stop import Stop
from kinerja_tui.locale import N_, message
from kinerja_tui.report.safe import one_line
from kinerja_tui.store.disk.files import Unreadable, read
from kinerja_tui.store.disk.system import System
from kinerja_tui.store.splicing.edit import Author, Edit, Saved
from kinerja_tui.store.splicing.refusals import system_reason
from kinerja_tui.store.state.history import events, redoable, undoable
from kinerja_tui.store.state.journal import FOLDER, Entry, Journal, read_journal
from kinerja_tui.store.state.own import found_folder
from kinerja_tui.store.toml.index import index
from kinerja_tui.store.toml.lexer import NotToml, join_key

SHORTEST: Final = 4
"""The fewest signs of an entry's name that are shown."""

_OURS = re.compile(r"[0-9T]+-([0-9a-f]+)\Z")
_MOST_NAMED = 5


class Past(NamedTuple):
    """The journal; `unread` of its files could not be opened."""

    journal: Journal
    unread: int = 0


def past_of(root: Path) -> Past:
    """Everything that the journal of the store below `root` tells; raises `Stop` when its folder
    cannot be read.
    """
    with ExitStack() as stack:
        try:
            system = System()
            folder = found_folder(system, root, (FOLDER,), stack)
            names = system.names(folder) if folder is not None else []
        except OSError as error:
            reason, hint = system_reason(error)
            text = message(N_("The journal cannot be read: {reason}."), reason=reason)
            raise Stop(text, hint) from error
        unread = sum(
            name.endswith(".jsonl") and not os.access(name, os.R_OK, dir_fd=folder)
            for name in names
        )
    return Past(read_journal(root), unread)


def moment_of(time: str) -> datetime | None:
    """A time of the journal on the clock of this machine; None when it is none."""
    try:
        return datetime.fromisoformat(time).astimezone()
    except (ValueError, OverflowError, OSError):
        return None


def names_of(entries: Iterable[Entry]) -> dict[str, str]:
    """Each entry's name by its id: the shortest beginning of its random part that no other has."""
    parts = {each.id: _random_part(each.id) for each in entries}
    ordered = sorted(set(parts.values()))
    shared = dict.fromkeys(ordered, 0)
    for one, other in pairwise(ordered):
        same = _alike(one, other)
        shared[one], shared[other] = max(shared[one], same), max(shared[other], same)
    return {id_: one_line(part[: max(shared[part] + 1, SHORTEST)]) for id_, part in parts.items()}


def taken_back(entries: Sequence[Entry]) -> dict[str, Entry]:
    """By the id of every action that does not stand any more: the entry that took it back."""
    taken: dict[str, Entry] = {}
    for entry in reversed(entries):
        if entry.undoes and entry.id not in taken:
            taken[entry.undoes] = entry
    return taken


def root_of(entry: Entry, known: Mapping[str, Entry]) -> str:
    """The id of the action that an undo or redo is about in the end; of any other entry its own."""
    while entry.doing in ("undo", "redo"):
        before = known.get(entry.undoes)
        if before is None or before.id >= entry.id:
            return entry.undoes
        entry = before
    return entry.id


def entry_named(journal: Journal, text: str) -> Entry:
    """The entry whose id is `text`, or whose name begins with it; raises `Stop`."""
    wanted = text.strip().casefold()
    parts = [(_random_part(each.id).casefold(), each) for each in journal.entries]
    found = [each for part, each in parts if wanted in (part, each.id.casefold())]
    found = found or [each for part, each in parts if wanted and part.startswith(wanted)]
    if len(found) == 1:
        return found[0]
    if not found:
        raise Stop(
            message(N_("The journal has no entry “{name}”."), name=one_line(text)),
            message(N_("The names of entries stand in: kinerja log")),
        )
    names = names_of(journal.entries)
    some = [names[each.id] for each in found[: -_MOST_NAMED - 1 : -1]]
    raise Stop(
        message(
            N_("“{name}” names several entries: {names}."),
            name=one_line(text),
            names=", ".join(some) + (" ..." if len(found) > len(some) else ""),
        ),
        message(N_("Type more of the name.")),
    )


def last_done(journal: Journal, user: str) -> Entry | None:
    """The last action of `user` that nobody has taken back."""
    return undoable(_without_taken_by_others(journal, user), user)


def last_undone(journal: Journal, user: str) -> Entry | None:
    """The last undo of `user`, if nothing else of theirs came after it and nobody redid it."""
    return redoable(_without_taken_by_others(journal, user), user)


class Meanwhile(NamedTuple):
    """A value that somebody changed while we were about to save another; `by` None = with another
    program.
    """

    key: str
    old: str | None
    new: str | None
    by: Author | None


def meanwhile(root: Path, edit: Edit, data: bytes, saved: Saved) -> tuple[Meanwhile, ...]:
    """What others changed in the file between `data` and our save of `edit`; an empty key stands
    for what is no value, such as a comment.
    """
    journal = read_journal(root, date.today() - timedelta(days=1))
    own = next((each for each in journal.entries if each.id == saved.entry), None)
    if own is None or all(each.before == sha256(data).hexdigest() for each in own.files):
        return ()
    try:
        now = read(root, edit.file)
    except Unreadable:
        return ()
    ours = {change.key for change in edit.changes}
    told = {each.key: each for each in events(journal, edit.file) if each.entry != saved.entry}
    found = []
    for key, old, new in _moved(data, now):
        event = told.get(key)
        known = event is not None and event.new == new
        by = Author(event.user, event.time) if event is not None and known else None
        if key not in ours:
            found.append(Meanwhile(key, old, new, by))
    return tuple(found) or (Meanwhile("", None, None, None),)


def _moved(before: bytes, after: bytes) -> Iterator[tuple[str, str | None, str | None]]:
    """The keys whose tokens differ in two texts of a file."""
    one, other = _leaves(before), _leaves(after)
    for key in dict.fromkeys((*one, *other)):
        if one.get(key) != other.get(key):
            yield key, one.get(key), other.get(key)


def _leaves(data: bytes) -> dict[str, str]:
    try:
        found = index(data.decode())
    except (UnicodeDecodeError, NotToml):
        return {}
    return {join_key(each.path): found.text[each.start : each.end] for each in found.leaves()}


def _without_taken_by_others(journal: Journal, user: str) -> Journal:
    """The journal without what a colleague has taken back: that is settled."""
    taken = taken_back(journal.entries)
    left = (e for e in journal.entries if e.id not in taken or taken[e.id].user == user)
    return Journal(tuple(left), journal.lost)


def _alike(one: str, other: str) -> int:
    """How many signs two names have in common from the first on."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _random_part(id_: str) -> str:
    """What tells an entry from all others; of a strange id, the whole of it."""
    found = _OURS.match(id_)
    return found[1] if found else id_
