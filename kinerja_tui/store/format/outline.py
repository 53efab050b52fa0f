"""A record's text as a list in its own order: tables, keys, comments; and what it does not hold
yet.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from kinerja_tui.model.base import Record
from kinerja_tui.model.indicator import SharedIndicator
from kinerja_tui.store.format.kinds import kind_of
from kinerja_tui.store.format.record import STRUCTS
from kinerja_tui.store.format.shape import Shape, keys_of, shape_at
from kinerja_tui.store.toml.index import VALUES, Index, Node, Path, Section, index
from kinerja_tui.store.toml.lexer import Span

What = Literal["table", "value", "comment", "absent"]


class Entry(Struct, frozen=True):
    """A line or more of the record: a table's header, a key with its raw `token`, or a comment.

    `remark` is the comment behind a header or value; `above` are the comment lines right above.
    `shape` is None for a key that the format does not know; `table` is the path of the table that
    holds the key. What is "absent" is known to the format and not written.
    """

    what: What
    path: Path
    token: str = ""
    remark: str = ""
    above: tuple[str, ...] = ()
    shape: Shape | None = None
    table: Path = ()


def kind_in(file: str, text: str) -> type[Record] | None:
    """What the record at `file` is made of; None when no kind of file lies there. Raises `NotToml`
    when `text` is none.
    """
    kind = kind_of(file)
    if kind is None:
        return None
    shared = kind == "indicator" and index(text).find(("same_as",)) is not None
    return SharedIndicator if shared else STRUCTS[kind]


def outline(text: str, kind: type[Record]) -> tuple[Entry, ...]:
    """Everything in `text` that is not blank, in its order; raises `NotToml`."""
    return tuple(_Walk(index(text), kind).entries())


def absent(found: Index, kind: type[Record], table: Path) -> tuple[Entry, ...]:
    """The keys and tables that the format knows below the table at `table` and that are not
    written there, in the order of the format.
    """
    node = found.find(table)
    written = node.children if node is not None else {}
    return tuple(
        Entry("absent", (*table, name), shape=shape, table=table)
        for name, shape in keys_of(kind, table).items()
        if name not in written and shape.sort != "program"
    )


class _Walk:
    """One way down the text: the comments of the index go to the entries that they stand at."""

    def __init__(self, found: Index, kind: type[Record]) -> None:
        self.found = found
        self.kind = kind
        self.comments = list(reversed(found.comments))

    def entries(self) -> Iterator[Entry]:
        table: Path = ()
        for section in self.found.sections:
            table = section.node.path
            if section is not self.found.sections[0]:
                yield from self.header(section)
            for each in section.statements:
                above = tuple(self.before(each.start))
                yield from (self.comment(text, table) for text in above)
                remark = self.behind(each.node.end, each.end)
                yield from self.value(each.node, table, remark, above)
        yield from (self.comment(text, table) for text in self.before(len(self.found.text)))

    def header(self, section: Section) -> Iterator[Entry]:
        node = section.node
        above = tuple(self.before(section.start))
        yield from (self.comment(text, ()) for text in above)
        remark = self.behind(node.end, section.body_start)
        shape = shape_at(self.kind, node.path)
        yield Entry("table", node.path, "", remark, above, shape, node.path)

    def value(
        self, node: Node, table: Path, remark: str, above: tuple[str, ...] = ()
    ) -> Iterator[Entry]:
        shape = shape_at(self.kind, node.path)
        if node.kind == "inline" and node.children:
            yield Entry("table", node.path, "", remark, above, shape, node.path)
            for each in _values(node):
                yield from self.value(each, node.path, "")
        else:
            token = self.found.text[node.start : node.end]
            yield Entry("value", node.path, token, remark, above, shape, table)

    def comment(self, text: str, table: Path) -> Entry:
        return Entry("comment", (), text, table=table)

    def before(self, offset: int) -> Iterator[str]:
        """The comments that stand before `offset` and were not given yet."""
        while self.comments and self.comments[-1].start < offset:
            yield self.text(self.comments.pop())

    def behind(self, start: int, end: int) -> str:
        """The comment after the value that ends at `start`, on its last line; comments inside the
        value belong to it.
        """
        while self.comments and self.comments[-1].start < start:
            self.comments.pop()
        return " ".join(self.before(end))

    def text(self, span: Span) -> str:
        return self.found.text[span.start : span.end]


def _values(box: Node) -> Iterator[Node]:
    """The values in an inline table, also those of dotted keys, in their order."""
    waiting = list(reversed(box.children.values()))
    while waiting:
        node = waiting.pop()
        if node.kind in VALUES:
            yield node
        else:
            waiting.extend(reversed(node.children.values()))
