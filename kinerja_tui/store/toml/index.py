"""Where everything in a TOML document stands: an index of the text by key path.

Iterative and linear in the text, whatever the nesting. The document must be one that the parser
accepts; on others the index raises `NotToml` or is of no use.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, Literal

from kinerja_tui.store.toml.lexer import (
    BOM,
    NotToml,
    Span,
    Word,
    comments_in,
    equals_end,
    gap_end,
    key_words,
    line_end,
    plain_line,
    scalar_end,
)

Kind = Literal["table", "dotted", "tables", "inline", "array", "value"]
Path = tuple[str, ...]

_LATELY: Final = 4
_REMEMBERED: Final = 1 << 16
"""Characters up to which an index is worth its memory."""

VALUES: frozenset[Kind] = frozenset({"inline", "array", "value"})


@dataclass(slots=True, eq=False)
class Node:
    """A key, with what it holds.

    `kind` is "table" (of a header, or only named by a longer header: then without `section`),
    "dotted" (made by a dotted key), "tables" (an array of tables; its elements are called "0",
    "1"...), or a value. `start` and `end` are those of the value, or of the header with its
    brackets; -1 without either.
    """

    name: str
    parent: Node | None
    kind: Kind
    key: Span
    start: int = -1
    end: int = -1
    section: Section | None = None
    children: dict[str, Node] = field(default_factory=dict)

    @property
    def path(self) -> Path:
        """The keys from the root to here."""
        names: list[str] = []
        node: Node = self
        while node.parent is not None:
            names.append(node.name)
            node = node.parent
        return tuple(reversed(names))

    @property
    def place(self) -> int:
        """The character to point at: the value, the header, or the key that made a table."""
        return self.start if self.start >= 0 else self.key.start


@dataclass(frozen=True, slots=True, eq=False)
class Statement:
    """A `key = value`: its whole lines, with indentation, comment and line end."""

    node: Node
    start: int
    end: int


@dataclass(slots=True, eq=False)
class Section:
    """A header with the statements under it, or the top of the document.

    The body runs from `body_start` to `body_end`; `last_end` is the end of the last line with a
    statement (or of the header's line).
    """

    node: Node
    start: int
    body_start: int
    body_end: int
    last_end: int
    statements: list[Statement] = field(default_factory=list)


@dataclass(frozen=True, slots=True, eq=False)
class Index:
    """The document's keys as a tree, its sections in order, and its comments."""

    text: str
    root: Node
    sections: tuple[Section, ...]
    comments: tuple[Span, ...]

    def find(self, path: Path) -> Node | None:
        """The node at `path`, None when the document has no such key."""
        node, rest = self.nearest(path)
        return None if rest else node

    def nearest(self, path: Path) -> tuple[Node, Path]:
        """The deepest node on the way to `path`, and the keys that are missing below it."""
        node = self.root
        for depth, name in enumerate(path):
            child = node.children.get(name)
            if child is None:
                return node, path[depth:]
            node = child
        return node, ()

    def token(self, path: Path) -> str | None:
        """The raw token at `path`; None when it is absent or a table of its own lines."""
        node = self.find(path)
        if node is None or node.kind not in VALUES:
            return None
        return self.text[node.start : node.end]

    def leaves(self) -> Iterator[Node]:
        """The values that have no keys below them, in document order within each table."""
        waiting = [self.root]
        while waiting:
            node = waiting.pop()
            if node.kind in VALUES and not node.children:
                yield node
            waiting.extend(reversed(node.children.values()))


def index(text: str) -> Index:
    """The index of a document (a BOM is allowed); positions are characters of `text`.

    It is not to be changed: who asks for the same text soon gets the same one.
    """
    return _lately(text) if len(text) <= _REMEMBERED else _Builder(text).build()


@lru_cache(maxsize=_LATELY)
def _lately(text: str) -> Index:
    """An edit asks for the same text key by key, and the save after it once more."""
    return _Builder(text).build()


class _Builder:
    """One pass over the text."""

    def __init__(self, text: str) -> None:
        start = 1 if text.startswith(BOM) else 0
        self.text = text
        self.root = Node("", None, "table", Span(start, start))
        self.section = Section(self.root, start, start, len(text), start)
        self.root.section = self.section
        self.sections = [self.section]
        self.comments: list[Span] = []

    def build(self) -> Index:
        text, size, pos = self.text, len(self.text), self.section.start
        while True:
            pos = self.gap(pos)
            if pos >= size:
                break
            pos = self.header(pos) if text[pos] == "[" else self.statement(pos)
        return Index(text, self.root, tuple(self.sections), tuple(self.comments))

    def gap(self, pos: int) -> int:
        end = gap_end(self.text, pos)
        if end > pos and "#" in self.text[pos:end]:
            self.comments.extend(comments_in(self.text, Span(pos, end)))
        return end

    def line(self, pos: int) -> int:
        end, comment = line_end(self.text, pos)
        if comment is not None:
            self.comments.extend(comments_in(self.text, comment))
        return end

    def header(self, start: int) -> int:
        text = self.text
        array = text.startswith("[[", start)
        words = key_words(text, _blanks(text, start + (2 if array else 1)))
        pos = _blanks(text, words[-1].end)
        closing = "]]" if array else "]"
        if not text.startswith(closing, pos):
            raise NotToml("the end of the header", pos)
        pos += len(closing)
        node = self.table(words, array)
        node.start, node.end = start, pos
        end = self.line(pos)
        self.section.body_end = _line_start(text, start, self.root.key.start)
        node.section = self.section = Section(node, start, end, len(text), end)
        self.sections.append(self.section)
        return end

    def table(self, words: list[Word], array: bool) -> Node:
        """The node that a header opens; each array of tables on the way means its last element."""
        node = self.root
        for word in words[:-1]:
            node = node.children.get(word.name) or _child(node, word, "table")
            if node.kind == "tables":
                node = next(reversed(node.children.values()))
            if node.kind in VALUES:
                raise NotToml("a table", word.start)
        last = words[-1]
        found = node.children.get(last.name)
        if array:
            found = found or _child(node, last, "tables")
            if found.kind != "tables":
                raise NotToml("an array of tables", last.start)
            return _child(found, Word(str(len(found.children)), last.start, last.end), "table")
        if found is None:
            return _child(node, last, "table")
        if found.kind != "table" or found.section is not None:
            raise NotToml("a new table", last.start)
        return found

    def statement(self, pos: int) -> int:
        first = _line_start(self.text, pos, self.root.key.start)
        plain = plain_line(self.text, pos)
        if plain is not None:
            node, end = self.plain(plain, self.section.node), plain.end()
        else:
            node, pos = self.key(pos, self.section.node)
            end = self.line(self.value(pos, node))
        self.section.statements.append(Statement(node, first, end))
        self.section.last_end = end
        return end

    def plain(self, found: re.Match[str], table: Node) -> Node:
        """The new node of a plain line."""
        name = found["key"]
        if name in table.children:
            raise NotToml("a new key", found.start())
        node = Node(name, table, "value", Span(*found.span("key")), *found.span("value"))
        table.children[name] = node
        if found["comment"] is not None:
            self.comments.extend(comments_in(self.text, Span(*found.span("comment"))))
        return node

    def key(self, pos: int, table: Node) -> tuple[Node, int]:
        """The new node of the dotted key at `pos`, and where its value begins."""
        words = key_words(self.text, pos)
        for word in words[:-1]:
            table = table.children.get(word.name) or _child(table, word, "dotted")
            if table.kind not in ("dotted", "table"):
                raise NotToml("a new key", word.start)
        last = words[-1]
        if last.name in table.children:
            raise NotToml("a new key", last.start)
        return _child(table, last, "value"), equals_end(self.text, last.end)

    def value(self, pos: int, node: Node) -> int:
        """Index the value at `pos` into `node`; the end of it."""
        text = self.text
        boxes: list[Node] = []
        while True:
            node.start = pos
            opening = text[pos : pos + 1]
            fresh = opening in ("[", "{") and opening != ""
            if fresh:
                node.kind = "array" if opening == "[" else "inline"
                boxes.append(node)
                pos += 1
            else:
                pos = node.end = scalar_end(text, pos)
            while boxes:
                box = boxes[-1]
                pos = self.gap(pos)
                sign = text[pos : pos + 1]
                if sign == ("]" if box.kind == "array" else "}"):
                    pos = box.end = pos + 1
                    boxes.pop()
                    fresh = False
                    continue
                if not fresh:
                    if sign != ",":
                        raise NotToml("a comma", pos)
                    pos, fresh = pos + 1, True
                    continue
                if box.kind == "array":
                    node = _child(box, Word(str(len(box.children)), pos, pos), "value")
                else:
                    node, pos = self.key(pos, box)
                break
            else:
                return pos


def _child(parent: Node, word: Word, kind: Kind) -> Node:
    node = Node(word.name, parent, kind, Span(word.start, word.end))
    parent.children[word.name] = node
    return node


def _blanks(text: str, pos: int) -> int:
    while text[pos : pos + 1] in (" ", "\t"):
        pos += 1
    return pos


def _line_start(text: str, pos: int, least: int) -> int:
    """The start of the line of `pos`, whose indentation is blanks only."""
    return max(text.rfind("\n", 0, pos) + 1, least)
