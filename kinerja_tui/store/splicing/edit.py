"""What may be done to the files of a store, as values: pieces of a text, files, whole actions; and
the ways in which saving them can end.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from kinerja_tui.locale import Message
from kinerja_tui.model.base import Problem

Doing = Literal[
    "set", "paste", "add", "remove", "undo", "redo", "import", "new-year", "migrate", "merge"
]


class Change(Struct, frozen=True, tag="change", omit_defaults=True):
    """A key's raw TOML token before and after.

    `key` is dotted (`component.kualifikasi.value`); `seen` is the token that the user saw, None
    when the key was absent; `new` is the token to write. `back` marks what takes another change
    back: its token is written to the byte. Only such a change may have `new` None, with
    `inserted`, the exact text that the insert had added.
    """

    key: str
    seen: str | None
    new: str | None
    inserted: str = ""
    back: bool = False


class Removal(Struct, frozen=True, tag="removal", omit_defaults=True):
    """A key or a table that goes, with everything below it; `text` is all that goes, comments
    included, as the user saw it in the preview.
    """

    key: str
    text: str


class Restoration(Struct, frozen=True, tag="restoration", omit_defaults=True):
    """What a removal took comes back: `text` at the offset `at` when the rest of the file is as it
    was (`around`, the SHA-256 of the text without it), else after the key or table `after`.
    """

    key: str
    text: str
    at: int
    around: str
    after: str = ""


class Renaming(Struct, frozen=True, tag="renaming", omit_defaults=True):
    """The last part of a key or of a table's header gets another name; used by migrations alone."""

    key: str
    name: str


Piece = Change | Removal | Restoration | Renaming


class Edit(Struct, frozen=True, tag="edit"):
    """Changes of one file (its path below the records folder) that are saved together or not at
    all.

    Keys that make one statement, such as `value` and `state`, belong into one edit.
    """

    file: str
    changes: tuple[Change, ...]

    @classmethod
    def one(cls, file: str, key: str, seen: str | None, new: str) -> Edit:
        """The edit of a single key."""
        return cls(file, (Change(key, seen, new),))


class Rework(Struct, frozen=True, tag="rework"):
    """Pieces of every kind in one file, made one after the other."""

    file: str
    pieces: tuple[Piece, ...]


class Creation(Struct, frozen=True, tag="creation"):
    """A file that is to stand where none stands."""

    file: str
    text: str


class Deletion(Struct, frozen=True, tag="deletion"):
    """A file that goes; `text` is what the user saw in it, byte for byte."""

    file: str
    text: str


class Rewriting(Struct, frozen=True, tag="rewriting", omit_defaults=True):
    """A change of a text that is no record, a section of the report: at the offset `at`, in
    characters, `seen` becomes `text`, and the rest is as it was (`around`, its SHA-256). Where
    there is no file before, `seen` is None; none after, `text`; the other one is all of it then.
    """

    file: str
    seen: str | None
    text: str | None
    at: int = 0
    around: str = ""


Part = Edit | Rework | Creation | Deletion | Rewriting


class Action(Struct, frozen=True):
    """What one doing of a person changes: all of its parts, each of another file, or none.

    `undoes` is the journal's entry that it takes back, `session` the open workspace that does it.
    """

    parts: tuple[Part, ...]
    doing: Doing = "set"
    undoes: str = ""
    session: str = ""


class Author(Struct, frozen=True):
    """Who wrote something, and when (ISO 8601, UTC); `outside` = with another program."""

    user: str
    time: str
    outside: bool = False


class Saved(Struct, frozen=True):
    """The values stand in the file.

    `edit` takes it back; `changed` is False when they stood there before; `digest` is the SHA-256
    of the file; `doubt` says what went wrong after the values were in place; `entry` is the
    journal's.
    """

    file: str
    edit: Edit
    changed: bool
    digest: str
    doubt: Message | None = None
    entry: str = ""


class Done(Struct, frozen=True):
    """An action stands in the files.

    `files` are those of the action, each with the SHA-256 of what it holds now (None = there is
    none); `back` takes everything back; `changed` is False when everything stood there before.
    """

    files: tuple[tuple[str, str | None], ...]
    back: Action
    changed: bool = True
    entry: str = ""
    doubt: Message | None = None


class Conflict(Struct, frozen=True):
    """Somebody else changed `key` meanwhile; nothing was written.

    The tokens: `seen` by the user, `found` in the file, `mine`; None where the key is absent. An
    empty key is the whole file. `by` wrote what was found, where that is known.
    """

    file: str
    key: str
    seen: str | None
    found: str | None
    mine: str | None
    by: Author | None = None


class Refused(Struct, frozen=True):
    """Nothing was written; `problem` says why and what to do."""

    problem: Problem
