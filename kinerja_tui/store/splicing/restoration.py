"""Where a removed text comes back: to the byte when the rest of the file is as it was left, else at
a place where the key may stand.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from typing import NamedTuple

from kinerja_tui.store.splicing.edit import Restoration
from kinerja_tui.store.splicing.items import Item, below, box_of, items, way_to
from kinerja_tui.store.splicing.layout import attached_end, place_of_table
from kinerja_tui.store.splicing.splice import (
    SpliceError,
    blank_before,
    eol,
    eol_before,
    indexed,
    path_of,
    put_inside,
    with_ends_of,
)
from kinerja_tui.store.toml.index import Index, Node, Path, Section
from kinerja_tui.store.toml.lexer import BOM

_TOP = re.compile(r"(?>(?:[ \t\r]*+\n)*)(?>(?:[ \t]*+#[^\n]*+(?:\n|\Z))+)")


class PutIn(NamedTuple):
    """What is put into a text, and where."""

    at: int
    chunk: str

    def into(self, text: str) -> str:
        """The text with it."""
        return text[: self.at] + self.chunk + text[self.at :]


class _Core(NamedTuple):
    """A removed text without the blank lines around it; `apart` when there were some."""

    text: str
    apart: bool


def digest(text: str) -> str:
    """The SHA-256 of a text as it stands in its file."""
    return hashlib.sha256(text.encode()).hexdigest()


def put_back(text: str, piece: Restoration) -> PutIn | None:
    """How the removed text comes back; None when there is such a key, or no place for it.

    In a list it only comes back when nothing else changed: there keys are numbers that move.
    """
    if digest(text) == piece.around and 0 <= piece.at <= len(text):
        return PutIn(piece.at, piece.text)
    found = indexed(text)
    path = path_of(piece.key)
    node, rest = found.nearest(path)
    if not rest or any(each.kind in ("array", "tables", "value") for each in way_to(node)):
        return None
    box = node if node.kind == "inline" else box_of(node)
    back = _as_lines(found, path, piece) if box is None else _into_value(text, box, piece)
    return back if back is not None and _holds(back.into(text), path) else None


def _holds(text: str, path: Path) -> bool:
    """Whether the text can be read and has the key."""
    import tomli

    try:
        tomli.loads(text.removeprefix(BOM))
        return indexed(text).find(path) is not None
    except (ValueError, RecursionError):
        return False


def _into_value(text: str, box: Node, piece: Restoration) -> PutIn | None:
    """Into an inline table, after its last value."""
    pair = piece.text.strip(" \t,")
    try:
        tomllib.loads(f"x = {{ {pair} }}")
    except (ValueError, RecursionError):
        return None
    return PutIn(*put_inside(text, box, pair))


def _as_lines(found: Index, path: Path, piece: Restoration) -> PutIn | None:
    core = _core(piece.text)
    try:
        coming = items(indexed(core.text))
    except SpliceError:
        return None
    if not coming:
        return None
    if coming[0].header:
        at = _place_of_tables(found, path, piece)
        return _with_blanks(found.text, at, core._replace(apart=True), eol(piece.text))
    if any(each.header for each in coming):
        return None
    place = _place_of_statements(found, path, coming[0].node.path, piece)
    if place is None:
        return None
    below_header = any(each.body_start == place for each in found.sections[1:])
    return _with_blanks(found.text, place, core, eol(piece.text), below_header)


def _core(text: str) -> _Core:
    """The lines of a removed text that are more than blank."""
    blanks = " \t\r\n"
    start = text.rfind("\n", 0, len(text) - len(text.lstrip(blanks))) + 1
    end = text.find("\n", len(text.rstrip(blanks)))
    end = len(text) if end < 0 else end
    # One line end belongs to the lines themselves: the last, or without it the first.
    blank = text[:start].count("\n") + text[end:].count("\n") - 1
    return _Core(text[start:end].removesuffix("\r"), blank > 0)


def _place_of_tables(found: Index, path: Path, piece: Restoration) -> int:
    """After the table that stood before, with those below it; else where a new one would go."""
    before = _after(found, piece)
    if before is None or before.section is None:
        at = place_of_table(found, path)
        return len(found.text) if at is None else at
    last = before.section
    if last is found.sections[0] and not last.statements:
        return _top(found, piece)
    if path[: len(before.path)] != before.path:
        under = below(before)
        for each in found.sections[found.sections.index(last) + 1 :]:
            if each.node not in under:
                break
            last = each
    return attached_end(found.text, last)


def _place_of_statements(found: Index, path: Path, first: Path, piece: Restoration) -> int | None:
    """After the statement or the header that stood before, else at the end of their table.

    `first` is the key of the first statement that comes back, as it is written in its table.
    """
    homes = _homes(found, path, first)
    before = _after(found, piece)
    line = _line_of(found, before)
    if line is not None and line.section in homes:
        return line.end
    if before is not None and before.section is not None and before.section in homes:
        return _begin(found, before.section, piece)
    if len(homes) != 1:
        return None
    section = homes[0]
    return section.last_end if section.statements else _begin(found, section, piece)


def _homes(found: Index, path: Path, first: Path) -> list[Section]:
    """The tables in which a statement that begins with `first` would be the key `path`."""
    homes: list[Section] = []
    for size in range(1, min(len(path), len(first)) + 1):
        if path[-size:] == first[:size]:
            node = found.find(path[:-size])
            if node is not None and node.section is not None:
                homes.append(node.section)
    return homes


def _after(found: Index, piece: Restoration) -> Node | None:
    return found.find(path_of(piece.after)) if piece.after else found.root


def _line_of(found: Index, node: Node | None) -> Item | None:
    return next((each for each in items(found) if each.node is node and not each.header), None)


def _begin(found: Index, section: Section, piece: Restoration) -> int:
    return _top(found, piece) if section is found.sections[0] else section.body_start


def _top(found: Index, piece: Restoration) -> int:
    """The start of the document; below the comment that opens it, unless the removed text stood
    above.
    """
    start = found.root.key.start
    comment = _TOP.match(found.text, start)
    return comment.end() if comment is not None and piece.at > start else start


def _with_blanks(text: str, at: int, core: _Core, ending: str, below_header: bool = False) -> PutIn:
    """Lines for `at`, which ends a line, with the blank ones that are due around them."""
    end = eol_before(text, at) if "\n" in text else ending
    mixed = 0 < core.text.count("\r\n") < core.text.count("\n")
    body = core.text if mixed or "\n" not in text else with_ends_of(text, core.text)
    above = text[text.rfind("\n", 0, max(at - 1, 0)) + 1 : at].lstrip("\ufeff \t")
    apart = core.apart or (above.startswith("#") and body.lstrip(" \t").startswith("#"))
    before = end if apart and not below_header and not blank_before(text, at) else ""
    if at > 0 and text[at - 1] not in "\n\ufeff":
        return PutIn(at, end + before + body)
    following = text[at:].split("\n", 1)[0]
    after = end if apart and following.strip(" \t\r") else ""
    return PutIn(at, before + body + end + after)
