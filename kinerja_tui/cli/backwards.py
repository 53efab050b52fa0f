"""Taking back and doing again what the journal tells of; `undo` and `redo` share it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, NamedTuple

from msgspec.structs import replace

from kinerja_tui.cli.around import page_around
from kinerja_tui.cli.outcomes import place_in, say_conflict, say_refused, told_in_spite
from kinerja_tui.cli.pages.lines import wrapped
from kinerja_tui.cli.pages.people import called, when
from kinerja_tui.cli.past import (
    entry_named,
    last_done,
    last_undone,
    names_of,
    past_of,
    root_of,
    taken_back,
)
from kinerja_tui.cli.records import store_folder
from kinerja_tui.cli.session import Session
from kinerja_tui.cli.stop import Stop
from kinerja_tui.locale import N_, message
from kinerja_tui.store.splicing.edit import Action, Conflict, Refused
from kinerja_tui.store.state.history import Event, events
from kinerja_tui.store.state.journal import Entry, Journal
from kinerja_tui.store.state.people import login
from kinerja_tui.store.toml.locate import locate

if TYPE_CHECKING:
    from kinerja_tui.cli.pages.acted import Known

Way = Literal["undo", "redo"]
_LOG = "kinerja log"
_NOTHING: Mapping[Way, str] = MappingProxyType(
    {
        "undo": N_("There is no change of yours ({user}) to take back."),
        "redo": N_("There is nothing of yours ({user}) to do again."),
    }
)


class _Back(NamedTuple):
    """What is to be taken back: the entry, its name, the journal around it, and the name of what
    would come next.
    """

    session: Session
    root: Path
    journal: Journal
    entry: Entry
    name: str
    next: str = ""

    @property
    def changes(self) -> tuple[Event, ...]:
        """What becomes what."""
        found = events(Journal((self.entry,)))
        return tuple(replace(each, old=each.new, new=each.old) for each in found)

    @property
    def way(self) -> Way:
        """What taking the entry back is called."""
        return "redo" if self.entry.doing == "undo" else "undo"

    @property
    def files(self) -> tuple[str, ...]:
        """The files that change."""
        return tuple(each.file for each in self.entry.files)


def go_back(session: Session, way: Way, named: str | None, dry_run: bool) -> int:
    """Take back the entry that is named, else the last one of ours; say what became what."""
    root = store_folder(session)
    journal = past_of(root).journal
    back = _chosen(session, root, journal, way, named)
    return _would(back) if dry_run else _take(back)


def _chosen(session: Session, root: Path, journal: Journal, way: Way, named: str | None) -> _Back:
    last = last_done if way == "undo" else last_undone
    entry = last(journal, login()) if named is None else entry_named(journal, named)
    if entry is None:
        colleagues = way == "undo" and any(each.user != login() for each in journal.entries)
        hint = (
            message(N_("Name an entry of {command} to take back a colleague's."), command=_LOG)
            if colleagues
            else None
        )
        raise Stop(message(_NOTHING[way], user=login()), hint)
    names = names_of(journal.entries)
    by = taken_back(journal.entries).get(entry.id)
    if by is not None:
        raise Stop(
            message(
                N_("{name} does not stand any more: {user} took it back ({when})."),
                name=names[entry.id],
                user=called(by.user),
                when=when(by.time, session.today, session.words),
            ),
            message(N_("To take that back: {command}"), command=f"kinerja undo {names[by.id]}"),
        )
    rest = Journal(tuple(each for each in journal.entries if each.id != entry.id))
    after = last(rest, login()) if named is None else None
    return _Back(session, root, journal, entry, names[entry.id], names[after.id] if after else "")


def _would(back: _Back) -> int:
    """What taking it back would give; nothing is written."""
    from kinerja_tui.store.writing.keep import would

    parts = tuple(each.back for each in reversed(back.entry.files))
    found = would(back.root, Action(parts, back.way, back.entry.id))
    if isinstance(found, Refused):
        return say_refused(back.session, back.root, found)
    if isinstance(found, Conflict):
        return _conflict(back, found)
    if found.problems:
        return say_refused(back.session, back.root, Refused(found.problems[0]))
    before = page_around(back.session, back.root, back.files)
    after = page_around(back.session, back.root, back.files, found.new)
    _say(back, (before, after), changed=bool(found.new), dry_run=True)
    return 0


def _take(back: _Back) -> int:
    from kinerja_tui.store.writing.undo import take_back

    before = page_around(back.session, back.root, back.files)
    acted = take_back(back.root, back.entry)
    if isinstance(acted, Refused):
        return say_refused(back.session, back.root, acted)
    if isinstance(acted, Conflict):
        return _conflict(back, acted)
    text = N_("{name} is taken back; only this answer could not be shown: {reason}.")
    with told_in_spite(back.session, text, name=back.name):
        after = page_around(back.session, back.root, back.files) if acted.changed else before
        _say(back, (before, after), changed=acted.changed, entry=acted.entry)
    if acted.doubt is not None:
        back.session.console.complain(back.session.words.say(acted.doubt))
    return 0


def _conflict(back: _Back, conflict: Conflict) -> int:
    """Somebody changed the same since: the three values, and what would have to go first."""
    from kinerja_tui.cli.pages.conflict import TAKEN_BACK

    later = _later(back, conflict)
    hint = (
        message(N_("Take back what came later first: {command}"), command=f"kinerja undo {later}")
        if later
        else message(N_("Look at it, then set the value that is right."))
    )
    return say_conflict(back.session, back.root, conflict, TAKEN_BACK, hint)


def _later(back: _Back, conflict: Conflict) -> str:
    """The name of the entry that wrote what stands there now; empty when the journal has none."""
    found = events(back.journal, conflict.file, conflict.key)
    last = next(reversed(found), None)
    if last is None or last.entry <= back.entry.id or last.new != conflict.found:
        return ""
    return names_of(back.journal.entries)[last.entry]


def _say(
    back: _Back, known: Known, *, changed: bool, entry: str = "", dry_run: bool = False
) -> None:
    from kinerja_tui.cli.pages.acted import acted_document, acted_lines

    session, root, words = back.session, back.root, back.session.words
    changes = back.changes if changed else ()
    if session.json:
        from kinerja_tui.report.paint import json

        head = {
            "version": json.VERSION,
            "doing": back.way,
            "undoes": back.entry.id,
            "entry": entry or None,
            "changed": changed,
            "dry_run": dry_run,
        }
        line = _no_line if dry_run else lambda each: locate(root, each.file, each.key).line
        document = {**head, **acted_document(changes, line, known), "conflict": None}
        session.console.data(json.encode(document))
        return
    console = session.console
    lines = wrapped(_title(back, changed), console.width)
    if not changed and back.next:
        command = f"kinerja undo {back.next}"
        lines.append(words("The one before it: {command}", command=command))

    def place(each: Event) -> str:
        return place_in(session, root, each.file, each.key)

    lines += acted_lines(changes, place, known, words, console.ink())
    if dry_run:
        lines.append(words("Nothing was written (--dry-run)."))
    console.say("\n".join(lines))


def _title(back: _Back, changed: bool) -> str:
    entry, session = back.entry, back.session
    if not changed:
        text = N_("{name} ({user}, {when}): everything stands that way already.")
    elif back.way == "undo":
        text = N_("Taken back: {name} ({user}, {when})")
    else:
        text = N_("Done again: {name} ({user}, {when})")
    known = {each.id: each for each in back.journal.entries}
    entry = known.get(root_of(entry, known), entry)
    name = names_of(back.journal.entries)[entry.id]
    time = when(entry.time, session.today, session.words)
    return session.words(text, name=name, user=called(entry.user), when=time)


def _no_line(event: Event) -> int:
    """Where a value will stand is not known before it does."""
    return 0
