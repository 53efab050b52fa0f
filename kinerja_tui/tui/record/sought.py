"""A value of a record that is being changed, and why one cannot be."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct

from kinerja_tui.locale import N_, Message, message
from kinerja_tui.model.agreement import Agreement
from kinerja_tui.model.library import Library
from kinerja_tui.store.format.outline import Entry
from kinerja_tui.store.format.shape import Shape
from kinerja_tui.store.format.typed import with_state
from kinerja_tui.store.splicing.edit import Author, Change, Conflict, Edit
from kinerja_tui.tui.record.register import Register, dotted
from kinerja_tui.tui.record.values import has_comment, value_of

if TYPE_CHECKING:
    from kinerja_tui.store.state.drafts import Draft as Paper

SIGNED = N_("A target is what was signed; it changes by a new revision ({key_place_2}, {key_add}).")
ABOUT_THE_PAPER = frozenset({"document", "number", "reason", "ground"})
"""Keys of an agreement that are not what was signed, but what is known of it."""


class Sought(Struct, frozen=True):
    """A key being changed: `register` is the record as it was when the change began, `seen` its
    token then, `now` what others have written there since, `over` the conflict over which it is
    written. `paper` keeps what is typed; `kept` says that it comes from an earlier session.
    """

    register: Register
    entry: Entry
    seen: str | None
    now: str | None
    by: Author | None = None
    over: Conflict | None = None
    paper: Paper | None = None
    kept: bool = False
    measured_in: str = ""

    @property
    def key(self) -> str:
        """The dotted key."""
        return dotted(self.entry.path)

    @property
    def shape(self) -> Shape:
        """What may stand there."""
        return self.entry.shape or Shape("text")

    @property
    def overtaken(self) -> bool:
        """Whether somebody else has changed the value since."""
        return self.now != self.seen

    def edit(self, tokens: Mapping[str, str]) -> Edit:
        """The edit that writes `tokens`, without those that say what is there already."""
        whole = with_state(self.register.kept, tokens)
        seen = {key: self.register.token(key) for key in whole} | {self.key: self.seen}
        changes = (Change(key, seen[key], new) for key, new in whole.items())
        return Edit(
            self.register.file,
            tuple(each for each in changes if not same(each.seen, each.new)),
        )


def same(one: str | None, other: str | None) -> bool:
    """Whether two tokens say the same, to the last zero of a number."""
    if one is None or other is None or one == other:
        return one == other
    found, new = value_of(one), value_of(other)
    return type(found) is type(new) and str(found) == str(new)


def why_not(register: Register, entry: Entry, today: date, library: Library) -> Message | None:
    """Why the value cannot be changed here; None when nothing is in the way."""
    shape, path = entry.shape, entry.path
    if entry.what == "comment" or not path:
        return message(N_("A comment is changed in the editor ({key_editor})."))
    if shape is None:
        return message(
            N_("The format does not know this key; change it in the editor ({key_editor}).")
        )
    if shape.holds:
        return message(N_("This is a table; its keys are changed one by one."))
    if shape.sort == "program":
        return message(N_("This number belongs to the program."))
    if path == ("id",):
        return message(N_("The id is the name of the file; it is not changed."))
    if has_comment(entry.token):
        return message(
            N_("Comments stand inside this list; change it in the editor ({key_editor}).")
        )
    return signed(register, path, today, library)


def signed(
    register: Register, path: tuple[str, ...], today: date, library: Library
) -> Message | None:
    """Why a key of a signed agreement does not change; None for what is no part of it.

    Signed is a version whose day has come and of which the paper is named, or that a later version
    has replaced.
    """
    record = register.record
    if not isinstance(record, Agreement) or (path and path[-1] in ABOUT_THE_PAPER):
        return None
    if record.date > today:
        return None
    unit, year = register.file.split("/")[:2]
    book = library.book(unit, int(year))
    later = any(each.version > record.version for each in (book.agreements if book else ()))
    if not (record.document or record.number or later):
        return None
    if path and path[0] == "target":
        return message(SIGNED)
    return message(N_("This was signed; it changes by a new revision."))


def unit_of(register: Register, path: tuple[str, ...], library: Library) -> str:
    """What a number of an agreement's target is measured in; empty elsewhere."""
    if not isinstance(register.record, Agreement) or len(path) < 2 or path[0] != "target":
        return ""
    unit, year = register.file.split("/")[:2]
    book = library.book(unit, int(year))
    indicator = book.indicators.get(path[1]) if book else None
    return indicator.measured_in if indicator else ""
