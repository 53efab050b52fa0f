"""An edit of one file, and the three ways in which saving it can end."""

from __future__ import annotations

from msgspec import Struct

from kinerja_tui.locale import Message
from kinerja_tui.model.base import Problem


class Change(Struct, frozen=True):
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


class Edit(Struct, frozen=True):
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


class Saved(Struct, frozen=True):
    """The values stand in the file.

    `edit` takes it back; `changed` is False when they stood there before; `digest` is the SHA-256
    of the file; `doubt` says what went wrong after the values were in place.
    """

    file: str
    edit: Edit
    changed: bool
    digest: str
    doubt: Message | None = None


class Conflict(Struct, frozen=True):
    """Somebody else changed `key` meanwhile; nothing was written.

    The tokens: `seen` by the user, `found` in the file, `mine`; None where the key is absent.
    """

    file: str
    key: str
    seen: str | None
    found: str | None
    mine: str | None


class Refused(Struct, frozen=True):
    """Nothing was written; `problem` says why and what to do."""

    problem: Problem
