"""Line, column and token of a key, found only when somebody asks."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kinerja_tui.store.disk.excerpt import excerpt
from kinerja_tui.store.disk.files import Unreadable, read
from kinerja_tui.store.toml.index import index
from kinerja_tui.store.toml.lexer import BOM, NotToml, split_key


@dataclass(frozen=True, slots=True)
class Position:
    """A place in a file: `line` and `column` count characters from 1 (0 = not known).

    `excerpt` is the line, made safe to show, with a caret below it.
    """

    line: int
    column: int
    excerpt: str


NOWHERE = Position(0, 0, "")


def locate(root: Path, file: str, key: str, *, name: bool = False) -> Position:
    """Where `key` (dotted) stands in `file` below the records folder `root`; see `locate_in`.

    A file that cannot be read gives line 0.
    """
    text = _text(root, file)
    return NOWHERE if text is None else locate_in(text, key, name=name)


def locate_in(text: str, key: str, *, name: bool = False) -> Position:
    """Where the value of `key` stands (with `name`, the key itself); of a table, its header or
    first key.

    Of a key that is absent, the nearest table that would hold it; of a text that is no TOML, line
    0.
    """
    try:
        node, rest = index(text).nearest(split_key(key) if key else ())
    except NotToml:
        return NOWHERE
    keyed = name and not rest and node.parent is not None
    return position_at(text, node.key.start if keyed else node.place)


def position_at(text: str, offset: int) -> Position:
    """The line and column of a character of `text`; a BOM has no column."""
    start = text.rfind("\n", 0, offset) + 1
    line = text.count("\n", 0, start) + 1
    column = offset - start + 1
    if start == 0 and text.startswith(BOM):
        column = max(offset, 1)
    end = text.find("\n", start)
    here = text[start : len(text) if end < 0 else end].removesuffix("\r").removeprefix(BOM)
    return Position(line, column, excerpt(here.encode(), 1, column))


def token_at(root: Path, file: str, key: str) -> str | None:
    """The raw token of `key` as it stands in the file; None when the key or the file is absent."""
    text = _text(root, file)
    if text is None:
        return None
    try:
        return index(text).token(split_key(key))
    except NotToml:
        return None


def _text(root: Path, file: str) -> str | None:
    try:
        return read(root, file).decode("utf-8")
    except (Unreadable, UnicodeDecodeError):
        return None
