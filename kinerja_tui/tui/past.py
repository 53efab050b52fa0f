"""What was done before: undo and redo across restarts, a field's history, what others did."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from msgspec import Struct

from kinerja_tui.store.splicing.edit import Done, Edit, Part, Refused
from kinerja_tui.tui import amend, news
from kinerja_tui.tui.drafting import Draft
from kinerja_tui.tui.shelf import Acted

if TYPE_CHECKING:
    from kinerja_tui.store.state.history import Event
    from kinerja_tui.store.state.journal import Entry, Journal, Lost
    from kinerja_tui.tui.desk import Desk
    from kinerja_tui.tui.fresh import Fresh

_RECENT = 7
"""Days of the journal that are read first; older ones only when these have nothing."""


class Step(Struct, frozen=True):
    """An action that was taken back, or done again: what the journal says of it, how that ended,
    and the page where it has to be read again. `own`: it was done in this session.
    """

    entry: Entry
    acted: Acted
    own: bool
    fresh: Fresh | None = None


class History(Struct, frozen=True):
    """What happened to the record `file`, or to some `keys` of it, newest first; before those in
    `gaps` another program wrote it.
    """

    items: tuple[Event | Lost, ...]
    gaps: frozenset[str]
    file: str = ""
    keys: tuple[str, ...] = ()


def step(desk: Desk, again: bool) -> Step | None:
    """Take back the last action, of this session first, then of its user; with `again`, do the last
    one again that was taken back. None when there is none. Slow.
    """
    done: set[str] = set()
    while True:
        entry = _last(desk, again, done)
        if entry is None:
            return None
        files = [each.file for each in entry.files]
        with desk.company.saving(*files) as saved:
            acted = desk.shelf.take_back(entry, desk.company.id)
            if isinstance(acted, Done):
                for file, digest in acted.files:
                    saved(file, digest)
        if not isinstance(acted, Done) or acted.changed:
            break
        done.add(entry.id)  # somebody took it back by hand: the one before it is meant
    own = entry.session == desk.company.id
    simple = isinstance(acted, Done) and all(_simple(desk, each.back) for each in entry.files)
    fresh = None if simple or isinstance(acted, Refused) else desk.reread()
    return Step(entry, acted, own, fresh)


def took(desk: Desk, found: Step) -> bool:
    """Take note of a step; whether it was made."""
    if found.fresh is not None:
        desk.put_fresh(found.fresh)
    elif isinstance(found.acted, Done):
        for each in found.entry.files:
            if isinstance(each.back, Edit):
                desk.take(each.back)
    return isinstance(found.acted, Done)


def _simple(desk: Desk, part: Part) -> bool:
    """Whether the page can be put right without reading it again."""
    if not isinstance(part, Edit) or any(each.key not in amend.KEYS for each in part.changes):
        return False
    indicators = desk.page.book.indicators.values()
    own = any(each.origin == part.file for each in indicators)
    return own or not any(part.file.startswith(f"{each}/") for each in desk.within)


def _last(desk: Desk, again: bool, done: Collection[str]) -> Entry | None:
    """The action, none of those that were `done` already."""
    from kinerja_tui.store.state.history import redoable, undoable
    from kinerja_tui.store.state.people import login

    user, me = login(), desk.company.id
    find = redoable if again else undoable
    others = [each.id for each in desk.company.others()]
    for days in (_RECENT, None):
        found = find(desk.shelf.journal(days), user, others, me, done)
        if found is not None:
            return found
    return None


def meanwhile(desk: Desk, draft: Draft, edit: Edit) -> str:
    """What others did to the file since the edit began, in one line; empty when nothing is known
    that was not said before.
    """
    from kinerja_tui.store.state.history import since

    if draft.digest is None:
        return ""
    journal = desk.shelf.journal(1)
    ours = {each.key for each in edit.changes}
    found = since(journal, edit.file, draft.digest)
    known = {entry.id for entry in _of_others(journal, desk.company.id).entries}
    theirs = [
        each
        for each in found or ()
        if each.entry in known and not (draft.over and each.key == draft.over.key)
    ]
    theirs = [each for each in theirs if each.key not in ours] or theirs
    library = desk.page.library
    if theirs:
        return news.changes(theirs, library, desk.words)
    if found is None and draft.over is None:
        return news.outside((edit.file,), (), library, desk.words)
    return ""


def said_since(desk: Desk, moment: str, files: tuple[str, ...]) -> tuple[tuple[Event, ...], str]:
    """What others did to `files` after the journal's `moment`, and the newest moment now."""
    from kinerja_tui.store.state.history import events

    journal = desk.shelf.journal(1)
    newer = tuple(each for each in journal.entries if each.id > moment)
    others = _of_others(type(journal)(newer), desk.company.id)
    last = newer[-1].id if newer else moment
    return tuple(each for each in events(others) if each.file in files), last


def _of_others(journal: Journal, me: str) -> Journal:
    if not me:
        return journal
    return type(journal)(tuple(each for each in journal.entries if each.session != me))


def history(desk: Desk, file: str, keys: tuple[str, ...] = ()) -> History:
    """Everything that the journal knows of a record, or of some of its keys; slow."""
    from kinerja_tui.store.state.history import events

    journal = desk.shelf.journal()
    items: list[Event | Lost] = list(events(journal, file))
    items += [each for each in journal.lost if each.file == file]
    kept = [each for each in items if not keys or not each.key or each.key in keys]
    newest_first = tuple(sorted(kept, key=lambda each: each.time, reverse=True))
    return History(newest_first, _gaps(journal, file), file, keys)


def _gaps(journal: Journal, file: str) -> frozenset[str]:
    """The entries before which another program had written the file."""
    found: set[str] = set()
    last: str | None = None
    first = True
    for entry in journal.entries:
        for each in (one for one in entry.files if one.file == file):
            if not first and each.before != last:
                found.add(entry.id)
            last, first = each.after, False
    return frozenset(found)
