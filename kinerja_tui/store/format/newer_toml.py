"""TOML 1.1 in a file: it is read, but the format is TOML 1.0 and other programs refuse it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from kinerja_tui.locale import N_, message
from kinerja_tui.store.format.slip import Slip

if TYPE_CHECKING:
    from kinerja_tui.store.toml.index import Node

_TIME: Final = re.compile(":[0-9]{2}(?![0-9:])")
_ESCAPE: Final = re.compile(r'"(?:[^\\]|\\[^ex])*?\\[ex]', re.DOTALL)
_NO_SECONDS: Final = re.compile(r"(?:[0-9-]{10}[Tt ])?[0-9]{2}:[0-9]{2}(?:[Zz]|[+-][0-9:]+)?\Z")


def newer_toml(text: str) -> list[Slip]:
    """A slip for each value of `text`, which parses, that TOML 1.0 does not allow."""
    if not _may_have(text):
        return []
    from kinerja_tui.store.toml.index import index
    from kinerja_tui.store.toml.lexer import NotToml

    try:
        root = index(text).root
    except NotToml:
        return []
    return [_slip(node) for node in _nodes(root) if _is_newer(text, node)]


def _may_have(text: str) -> bool:
    """Whether `text` has a sign without which there is no such value."""
    return (
        "{" in text
        or ("\\" in text and ("\\e" in text or "\\x" in text))
        or (":" in text and _TIME.search(text) is not None)
    )


def _nodes(root: Node) -> Iterator[Node]:
    waiting = [root]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(reversed(node.children.values()))


def _is_newer(text: str, node: Node) -> bool:
    if node.kind == "inline":
        return _open_inline(text, node)
    if node.kind != "value":
        return False
    token = text[node.start : node.end]
    if token.startswith('"'):
        return bool(_ESCAPE.match(token))
    return bool(_NO_SECONDS.match(token))


def _open_inline(text: str, table: Node) -> bool:
    """Whether an inline table runs over several lines or has a comma after its last key."""
    position, gaps = table.start, []
    for value in _values(table):
        gaps.append(text[position : value.start])
        position = value.end
    last = text[position : table.end]
    return any("\n" in gap for gap in (*gaps, last)) or last.lstrip().startswith(",")


def _values(table: Node) -> Iterator[Node]:
    for child in table.children.values():
        if child.kind == "dotted":
            yield from _values(child)
        else:
            yield child


def _slip(node: Node) -> Slip:
    return Slip(
        "B38",
        node.path,
        message(N_("this is TOML 1.1, which other programs and older versions refuse")),
        message(
            N_("Write tables under a [header], seconds in times, \\u001b instead of \\e or \\x1b.")
        ),
    )
