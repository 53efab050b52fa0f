"""A TOML text in pieces, each of whole lines: headers and keys, and the blank and comment lines
between them.
"""

from __future__ import annotations

from collections.abc import Iterator
from re import compile as pattern
from typing import Final, NamedTuple

from msgspec import Struct

from kinerja_tui.store.toml.index import Index, Path, Section, index
from kinerja_tui.store.toml.lexer import BOM

Id = tuple[Path, Path]
"""A table's path with the whole path of a key in it, or with nothing: then it is the header."""

_LINE: Final = pattern(r"[^\n]*+\n|[^\n]++\Z")


class Unit(Struct, frozen=True):
    """The lines of a header or of a key: what stands before the value, the value, what follows.

    A header stands whole in `before`. `arrayed` = in an array of tables.
    """

    id: Id
    before: str
    token: str
    after: str
    eol: str
    arrayed: bool = False

    @property
    def text(self) -> str:
        """The lines as they stand in the file."""
        return f"{self.before}{self.token}{self.after}{self.eol}"


class Piece(NamedTuple):
    """A header, a key, or (without `id`) a single line that is blank or a comment."""

    id: Id | None
    text: str

    @property
    def sign(self) -> Id | str:
        """What makes two pieces of two texts the same one."""
        return self.text.rstrip("\r\n") if self.id is None else self.id

    @property
    def blank(self) -> bool:
        """Whether nothing is to be seen here."""
        return self.id is None and not self.text.strip()

    @property
    def comment(self) -> bool:
        """Whether it is a line with a comment alone."""
        return self.id is None and bool(self.text.strip())


class Sheet(Struct, frozen=True):
    """A text: its pieces in order, its units, and for each table the ids of its lines in order."""

    bom: str
    pieces: tuple[Piece, ...]
    units: dict[Id, Unit]
    tables: dict[Path, tuple[Id, ...]]


def cut(text: str) -> Sheet:
    """The pieces of a document, which together are the text; raises `NotToml`."""
    found = index(text)
    at = 1 if text.startswith(BOM) else 0
    pieces: list[Piece] = []
    units: dict[Id, Unit] = {}
    tables: dict[Path, tuple[Id, ...]] = {}
    for section in found.sections:
        ids: list[Id] = []
        for start, unit in _units(found, section):
            pieces += lines(text[at:start])
            pieces.append(Piece(unit.id, unit.text))
            units[unit.id] = unit
            ids.append(unit.id)
            at = start + len(unit.text)
        tables[section.node.path] = tuple(ids)
    return Sheet(text[: found.root.key.start], (*pieces, *lines(text[at:])), units, tables)


def lines(text: str) -> list[Piece]:
    """The lines of a text, each with its end."""
    return [Piece(None, line) for line in _LINE.findall(text)]


def plain(text: str) -> str:
    """The text with the line ends of Unix: what two texts are compared by."""
    return text.replace("\r\n", "\n")


def _units(found: Index, section: Section) -> Iterator[tuple[int, Unit]]:
    """The section's header and keys, each with the place where its first line begins."""
    text, table = found.text, section.node.path
    arrayed = _in_array(section)
    if section is not found.sections[0]:
        start = max(text.rfind("\n", 0, section.start) + 1, found.root.key.start)
        end = section.node.end
        after, eol = _line_end(text[end : section.body_start])
        yield start, Unit((table, ()), text[start:end], "", after, eol, arrayed)
    for line in section.statements:
        node = line.node
        after, eol = _line_end(text[node.end : line.end])
        before, token = text[line.start : node.start], text[node.start : node.end]
        yield line.start, Unit((table, node.path), before, token, after, eol, arrayed)


def _in_array(section: Section) -> bool:
    node = section.node
    while node.parent is not None:
        node = node.parent
        if node.kind == "tables":
            return True
    return False


def _line_end(text: str) -> tuple[str, str]:
    for eol in ("\r\n", "\n"):
        if text.endswith(eol):
            return text.removesuffix(eol), eol
    return text, ""
