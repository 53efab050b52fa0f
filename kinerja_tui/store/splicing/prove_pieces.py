"""The gate for pieces of every kind: the new text is the old one with exactly the piece made, or
the save is refused.

Like the gate for a change it looks at the two texts alone, and knows nothing of how they came
about.
"""

from __future__ import annotations

import copy
import hashlib
import re
from collections.abc import Iterator, Sequence
from typing import Any

from kinerja_tui.locale import N_, Message, message
from kinerja_tui.store.splicing.edit import Change, Piece, Removal, Renaming, Restoration
from kinerja_tui.store.splicing.prove import (
    BOM,
    comments,
    common,
    line_ends,
    parsed,
    prove,
    same,
)
from kinerja_tui.store.toml.lexer import join_key, split_key

_Way = tuple[str, ...]

_AROUND = " \t\r\n,"
_MOST_AROUND = 16
"""How many blanks, line ends and commas may come with a text that is put back."""

_QUOTED = re.compile(r"""(?=("(?>(?:[^"\\\n]|\\.)*)"|'[^'\n]*+'))""")
_BARE = r"(?<![A-Za-z0-9_-]){}(?![A-Za-z0-9_-])"


def prove_piece(old: str, new: str, piece: Piece) -> Message | None:
    """None when `new` is `old` with the piece made and no other character touched; else the reason
    why not.
    """
    if isinstance(piece, Change):
        return prove(old, new, piece)
    if old.startswith(BOM) != new.startswith(BOM):
        return message(N_("the byte order mark at the start came or went"))
    try:
        match piece:
            case Removal():
                return _removal(old, new, piece)
            case Restoration():
                return _restoration(old, new, piece)
            case Renaming():
                return _renaming(old, new, piece)
    except (ValueError, RecursionError):
        return message(N_("the result cannot be read back"))


def _removal(old: str, new: str, piece: Removal) -> Message | None:
    if not _taken_out(old, new, piece.text):
        return message(N_("text outside what goes would change"))
    if not line_ends(new) <= line_ends(old):
        return message(N_("the line ends would change"))
    if not _fewer(comments(old), comments(new), comments(piece.text)):
        return message(N_("a comment would be lost, added or changed"))
    if not _gone(parsed(old), parsed(new), split_key(piece.key)):
        return message(N_("other data than {key} would change"), key=piece.key)
    return None


def _restoration(old: str, new: str, piece: Restoration) -> Message | None:
    same_around = hashlib.sha256(old.encode()).hexdigest() == piece.around
    as_it_was = same_around and 0 <= piece.at <= len(old)
    if as_it_was and new != old[: piece.at] + piece.text + old[piece.at :]:
        return message(N_("text outside what comes back would change"))
    if not as_it_was and not _put_in(old, new, piece.text.strip(_AROUND)):
        return message(N_("text outside what comes back would change"))
    ends = line_ends(old) | line_ends(piece.text)
    if not line_ends(new) <= (ends or {"\r\n", "\n"}):
        return message(N_("the line ends would change"))
    if not _fewer(comments(new), comments(old), comments(piece.text)):
        return message(N_("a comment would be lost, added or changed"))
    if not _gone(parsed(new), parsed(old), split_key(piece.key)):
        return message(N_("other data than {key} would change"), key=piece.key)
    return None


def _renaming(old: str, new: str, piece: Renaming) -> Message | None:
    path = split_key(piece.key)
    if not _respelled(old, new, path[-1], piece.name):
        return message(N_("text outside the name would change"))
    if comments(old) != comments(new):
        return message(N_("a comment would be lost, added or changed"))
    expected = _with_name(parsed(old), path, piece.name)
    if expected is None or not same(expected, parsed(new)):
        return message(N_("other data than {key} would change"), key=piece.key)
    return None


def _taken_out(old: str, new: str, text: str) -> bool:
    """Whether `new` is `old` without one stretch, which reads `text`."""
    if not text or len(old) - len(new) != len(text):
        return False
    tail = common(old[::-1], new[::-1])
    start = old.find(text, max(len(new) - tail, 0))
    return 0 <= start <= common(old, new)


def _put_in(old: str, new: str, core: str) -> bool:
    """Whether `new` is `old` with one stretch more, which is `core` with blanks or a comma around
    it; its line ends may be others.
    """
    size = len(new) - len(old)
    first, last = max(len(old) - common(old[::-1], new[::-1]), 0), common(old, new)
    if not core or size <= 0 or first > last:
        return False
    plain = core.replace("\r\n", "\n")
    return any(
        _is_around(new, start, start + size, place, place + len(spelled))
        for spelled in {core, plain, plain.replace("\n", "\r\n")}
        for place in _places(new, spelled, first, last + size)
        for start in range(max(first, place - _MOST_AROUND), min(last, place) + 1)
    )


def _places(text: str, part: str, start: int, end: int) -> Iterator[int]:
    place = text.find(part, start, end)
    while place >= 0:
        yield place
        place = text.find(part, place + 1, end)


def _is_around(text: str, start: int, end: int, first: int, last: int) -> bool:
    """Whether nothing but blanks, line ends and commas stands between the outer and inner ends."""
    if first < start or last > end or (first - start) + (end - last) > _MOST_AROUND:
        return False
    return not (text[start:first] + text[last:end]).strip(_AROUND)


def _fewer(more: Sequence[str], fewer: Sequence[str], gone: Sequence[str]) -> bool:
    """Whether `fewer` is `more` without `gone`, which stand side by side in it."""
    if len(more) - len(fewer) != len(gone):
        return False
    first = max(len(fewer) - common(more[::-1], fewer[::-1]), 0)
    last = common(more, fewer)
    return any(more[at : at + len(gone)] == gone for at in range(first, last + 1))


def _gone(more: Any, fewer: Any, path: _Way) -> bool:
    """Whether `fewer` is `more` without what stands at `path`, or without the tables, too, that it
    leaves empty.
    """
    holders = _holders(more, path)
    if len(holders) < len(path):
        return False
    depth, reach = len(path), len(_holders(fewer, path))
    while depth > 1 and len(holders[depth - 1]) == 1 and reach < depth - 1:
        depth -= 1
    return same(_without(more, path[:depth]), fewer)


def _holders(data: Any, path: _Way) -> list[Any]:
    """The tables and lists on the way, from the whole to the one that holds the last name; fewer
    where the way ends before.
    """
    found: list[Any] = []
    for name in path:
        key = _key(data, name)
        if key is None:
            break
        found.append(data)
        data = data[key]
    return found


def _key(holder: Any, name: str) -> str | int | None:
    """The key in a table or the number in a list that `name` says; None when there is none."""
    if isinstance(holder, dict):
        return name if name in holder else None
    if isinstance(holder, list) and name.isdecimal() and int(name) < len(holder):
        return int(name)
    return None


def _without(data: Any, path: _Way) -> Any:
    top = here = copy.copy(data)
    for name in path[:-1]:
        key = _key(here, name)
        here[key] = copy.copy(here[key])
        here = here[key]
    del here[_key(here, path[-1])]
    return top


def _with_name(data: Any, path: _Way, name: str) -> Any | None:
    """The data with another name at `path`; None when it is not there, or the name is taken."""
    holders = _holders(data, path)
    if len(holders) < len(path) or not isinstance(holders[-1], dict) or name in holders[-1]:
        return None
    changed: Any = {name if key == path[-1] else key: each for key, each in holders[-1].items()}
    for holder, key in zip(holders[-2::-1], path[-2::-1], strict=True):
        outer = copy.copy(holder)
        outer[_key(outer, key)] = changed
        changed = outer
    return changed


def _respelled(old: str, new: str, was: str, name: str) -> bool:
    """Whether `new` is `old` with some spellings of one name in place of spellings of another."""
    quoted = {token for token in _QUOTED.findall(old) if _says(token, was)}
    bare = {_BARE.format(re.escape(was))} if join_key((was,)) == was else set()
    spelling = re.compile("|".join([*map(re.escape, sorted(quoted)), *bare]) or r"(?!)")
    fresh = {join_key((name,)), f"'{name}'", *({f'"{name}"'} if name.isprintable() else ())}
    ends, pos = {0}, 0
    for found in spelling.finditer(old):
        ends = _followed(new, ends, old[pos : found.start()])
        ends = {
            end + len(token)
            for end in ends
            for token in (found[0], *fresh)
            if new.startswith(token, end)
        }
        pos = found.end()
    return len(new) in _followed(new, ends, old[pos:])


def _followed(text: str, ends: set[int], part: str) -> set[int]:
    return {end + len(part) for end in ends if text.startswith(part, end)}


def _says(token: str, name: str) -> bool:
    try:
        return split_key(token) == (name,)
    except ValueError:
        return False
