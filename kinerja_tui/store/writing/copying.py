"""The text of a new record made out of an old one: keys taken out and values put in, everything
else as it was.
"""

from __future__ import annotations

import copy
from collections.abc import Collection, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any

from kinerja_tui.locale import N_, message
from kinerja_tui.store.splicing.edit import Change
from kinerja_tui.store.splicing.prove import comments, parsed, same
from kinerja_tui.store.splicing.removal import Scattered, removals, stretch
from kinerja_tui.store.splicing.splice import SpliceError, eol, indexed, path_of, splice
from kinerja_tui.store.toml.index import Index, Node
from kinerja_tui.store.toml.lexer import BOM, split_key


def without(text: str, keys: Collection[str]) -> str:
    """`text` without the keys and tables that it has among `keys`, and without their comments.

    Comments of a template stay: they explain what may be written there. Raises `SpliceError`.
    """
    left = text
    found = indexed(left)
    for key in keys:
        if found.find(path_of(key)) is not None:
            left = _cut(found, key)
            found = indexed(left)
    expected = _pruned(_less(parsed(text), [split_key(key) for key in keys]))
    if not same(expected, _pruned(parsed(left))) or not _among(comments(left), comments(text)):
        raise SpliceError(message(N_("the record would not stay the same")))
    return left


def emptied(text: str, keys: Collection[str]) -> str:
    """`text` with the tables that it has among `keys`, but nothing in them and no comment of
    theirs; one that is no table of its own lines becomes one at the end. Raises `SpliceError`.
    """
    left = indexed(text).text
    expected = dict(parsed(text))
    for key in keys:
        if key in expected:
            expected[key] = {}
            left = _emptied(indexed(left), key)
    if not same(expected, parsed(left)) or not _among(comments(left), comments(text)):
        raise SpliceError(message(N_("the record would not stay the same")))
    return left


def with_value(text: str, key: str, token: str) -> str:
    """`text` with `token` at `key`, in place of what stood there; raises `SpliceError`."""
    return splice(text, (Change(key, None, token),))


def renewed(text: str, key: str, token: str, comment: Sequence[str] = ()) -> str:
    """`text` with `token` at `key`, and `comment` in place of the comments that it had there."""
    found = indexed(text)
    if found.find(path_of(key)) is None:
        return above(with_value(text, key, token), key, comment)
    start, end, _ = stretch(found, key)
    old = text[start:end]
    lead = old[: len(old) - len(old.lstrip("\r\n"))]
    trail = old[len(old.rstrip("\r\n")) :]
    kept = _of_templates(old)
    lines = [*(f"# {each}" for each in comment), f"{key.rpartition('.')[2]} = {token}"]
    body = kept + eol(text).join(lines)
    return text[:start] + lead + body + (trail or eol(text)) + text[end:]


def above(text: str, key: str, comment: Sequence[str]) -> str:
    """`text` with `comment` on lines of their own above a key or a table."""
    node = indexed(text).find(path_of(key))
    if node is None or not comment:
        return text
    at = _line_start(text, node)
    return text[:at] + "".join(f"# {each}{eol(text)}" for each in comment) + text[at:]


def bare(text: str, key: str) -> str:
    """`text` without the comment right above the table `key`, unless a template wrote it."""
    node = indexed(text).find(path_of(key))
    if node is None:
        return text
    end = start = _line_start(text, node)
    while start > 0:
        before = text.rfind("\n", 0, start - 1) + 1
        line = text[before:start].strip()
        if not line.startswith("#") or line in _template_lines():
            break
        start = before
    return text[:start] + text[end:]


def ended(text: str, block: str) -> str:
    """`text` with the lines of `block` after its last one, a blank line between."""
    end = eol(text)
    body = block.strip("\n").replace("\r\n", "\n").replace("\n", end)
    return text.rstrip("\r\n") + end + end + body + end


def tables(text: str) -> dict[str, Any]:
    """The data of a text."""
    found: dict[str, Any] = parsed(text.removeprefix(BOM))
    return found


def _cut(found: Index, key: str) -> str:
    """The text without the key, which may stand at several places."""
    text = found.text
    try:
        start, end, _ = stretch(found, key)
        return text[:start] + _of_templates(text[start:end]) + text[end:]
    except Scattered:
        for each in removals(text, key):
            start, end, _ = stretch(indexed(text), each.key)
            text = text[:start] + _of_templates(text[start:end]) + text[end:]
        return text


def _emptied(found: Index, key: str) -> str:
    text, node = found.text, found.find(path_of(key))
    header = f"[{key}]"
    if node is None or node.section is None:
        return ended(_cut(found, key), header)
    start, end, _ = stretch(found, key)
    old = text[start:end]
    lead = old[: len(old) - len(old.lstrip("\r\n"))]
    trail = old[len(old.rstrip("\r\n")) :]
    return text[:start] + lead + _of_templates(old) + header + (trail or eol(text)) + text[end:]


def _of_templates(part: str) -> str:
    """The comment lines of templates that the part begins with, with blank lines before them."""
    kept: list[str] = []
    for line in part.splitlines(keepends=True):
        if line.strip() and line.strip() not in _template_lines():
            break
        kept.append(line)
    while kept and not kept[-1].strip():
        kept.pop()
    return "".join(kept)


@lru_cache(maxsize=1)
def _template_lines() -> frozenset[str]:
    """The comment lines of all templates."""
    folder = files("kinerja_tui") / "templates"
    texts = (
        file.read_text("utf-8")
        for language in ("id", "en")
        for file in (folder / language).iterdir()
        if file.name.endswith(".toml")
    )
    return frozenset(
        line.strip() for text in texts for line in text.splitlines() if line.startswith("#")
    )


def _line_start(text: str, node: Node) -> int:
    place = node.section.start if node.section is not None else node.key.start
    return text.rfind("\n", 0, place) + 1


def _less(data: dict[str, Any], paths: Sequence[tuple[str, ...]]) -> dict[str, Any]:
    left = copy.deepcopy(data)
    for *way, last in paths:
        here: Any = left
        for name in way:
            here = here.get(name) if isinstance(here, dict) else None
        if isinstance(here, dict):
            here.pop(last, None)
    return left


def _pruned(data: dict[str, Any]) -> dict[str, Any]:
    """The data without empty tables, which a removal may leave or not."""
    found = {
        key: _pruned(value) if isinstance(value, dict) else value for key, value in data.items()
    }
    return {key: value for key, value in found.items() if value != {}}


def _among(fewer: Sequence[str], more: Sequence[str]) -> bool:
    """Whether `fewer` are some of `more`, in their order."""
    rest = iter(more)
    return all(any(each == other for other in rest) for each in fewer)
