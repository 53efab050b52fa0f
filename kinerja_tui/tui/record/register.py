"""A record's file as the page shows it: the text that was read, and a row for everything in it."""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING

from msgspec import Struct

from kinerja_tui.locale import N_, Message, message
from kinerja_tui.model.base import Problem, Record
from kinerja_tui.store.disk.files import Unreadable
from kinerja_tui.store.format.kinds import Kind, kind_of
from kinerja_tui.store.format.outline import Entry, absent, kind_in, outline
from kinerja_tui.store.format.record import understand
from kinerja_tui.store.format.shape import Shape, keys_of, shape_at
from kinerja_tui.store.format.typed import Kept
from kinerja_tui.store.splicing.edit import Refused
from kinerja_tui.store.toml.index import Index, index
from kinerja_tui.store.toml.lexer import NotToml, join_key, split_key

if TYPE_CHECKING:
    from kinerja_tui.tui.shelf import Shelf

Path = tuple[str, ...]


class Register(Struct, frozen=True):
    """The record in `file`: its `text`, what it is made of, the `record` where it can stand, its
    problems, and its entries in the order of the file.
    """

    file: str
    text: str
    kind: type[Record]
    record: Record | None
    problems: tuple[Problem, ...]
    entries: tuple[Entry, ...]

    @property
    def sort(self) -> Kind | None:
        """The kind of file."""
        return kind_of(self.file)

    @property
    def kept(self) -> Kept:
        """The record, or only its kind."""
        return self.record or self.kind

    @property
    def digest(self) -> str:
        """The SHA-256 of the file."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def found(self) -> Index:
        """Where everything stands."""
        return index(self.text)

    def token(self, key: str) -> str | None:
        """The raw token at a dotted key; None where there is none."""
        return self.found.token(split_key(key))

    def names(self, path: Path) -> frozenset[int]:
        """Which parts of `path` people have given."""
        shapes = [shape_at(self.kind, path[:place]) for place in range(len(path))]
        return frozenset(
            place for place, each in enumerate(shapes) if each is None or each.sort == "tables"
        )

    def tables(self) -> dict[Path, None]:
        """The tables that are written, also those that only longer headers name, in order."""
        every: dict[Path, None] = {(): None}
        for each in self.entries:
            path = each.path if each.what == "table" else each.path[:-1]
            for depth in range(1, len(path) + 1):
                every.setdefault(path[:depth])
        return every

    def empty(self, table: Path) -> tuple[Entry, ...]:
        """The keys that the table does not hold yet."""
        return tuple(
            each
            for each in absent(self.found, self.kind, table)
            if each.shape is not None and not each.shape.holds
        )

    def with_empty(self) -> tuple[Entry, ...]:
        """The entries, after those of each table the keys that it does not hold yet."""
        made: list[Entry] = []
        ends = {
            each.table: place for place, each in enumerate(self.entries) if each.what != "comment"
        }
        if () not in ends:
            made += self.empty(())
        for place, each in enumerate(self.entries):
            made.append(each)
            if ends.get(each.table) == place:
                made += self.empty(each.table)
        for name, shape in keys_of(self.kind, ()).items():
            if shape.sort == "table" and (name,) not in ends:
                made.append(Entry("table", (name,), shape=shape, table=(name,)))
                made += self.empty((name,))
        return tuple(made)

    def with_one(self, entry: Entry) -> tuple[Entry, ...]:
        """The entries with one more, after those of its table; or at the end, under a header."""
        last = max(
            (n for n, each in enumerate(self.entries) if each.table == entry.table), default=-1
        )
        if last >= 0 or not entry.table:
            return (*self.entries[: last + 1], entry, *self.entries[last + 1 :])
        header = Entry(
            "table", entry.table, shape=self.shape(dotted(entry.table)), table=entry.table
        )
        return (*self.entries, header, entry)

    def is_empty(self, key: str) -> bool:
        """Whether the dotted key is one that could be filled in and is not."""
        if any(each.path and dotted(each.path) == key for each in self.entries):
            return False
        return any(each.path and dotted(each.path) == key for each in self.with_empty())

    def key_at(self, line: int) -> str:
        """The dotted key that stands on a line, counted from 1, or the table around it."""
        offset, found = 0, ""
        for _ in range(line - 1):
            offset = self.text.find("\n", offset) + 1
            if not offset:
                return found
        for section in self.found.sections:
            if section.start > offset:
                break
            found = dotted(section.node.path) if section.node.path else ""
            for each in section.statements:
                if each.start <= offset < each.end:
                    found = dotted(each.node.path)
        return found

    def beginning(self, key: str, line: int) -> str:
        """Where the page begins: at `key`, or where the record does not know it, on the `line`."""
        if not line:
            return key
        try:
            known = bool(key) and self.found.find(split_key(key)) is not None
            known = known or (bool(key) and self.is_empty(key))
        except NotToml:
            known = False
        return key if known else self.key_at(line)

    def shape(self, key: str) -> Shape | None:
        """The shape of a dotted key."""
        return shape_at(self.kind, split_key(key))


def dotted(path: Path) -> str:
    """A path as a dotted key of TOML."""
    return join_key(path)


def register(shelf: Shelf, file: str) -> Register | Refused | None:
    """The record as it lies on the disk now, or why it cannot be shown as a table; None when there
    is no file. Slow.
    """
    try:
        data = shelf.contents(file)
    except Unreadable as error:
        there = os.path.lexists(shelf.path(file))
        return Refused(error.problem) if there else None
    found = understand(data, file) if kind_of(file) is not None else None
    try:
        text = data.decode()
        kind = kind_in(file, text)
        if found is None or kind is None:
            return _refused(file, message(N_("This is no record of the format.")))
        return Register(file, text, kind, found.record, found.problems, outline(text, kind))
    except (UnicodeDecodeError, NotToml):
        problems = found.problems if found is not None else ()
        if problems:
            return Refused(problems[0])
        return _refused(file, message(N_("This file is no valid TOML.")))


def _refused(file: str, why: Message) -> Refused:
    return Refused(Problem(code="", file=file, message=why))
