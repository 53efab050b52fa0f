"""What goes when a key or a table is deleted, to the character: its lines, the comments that belong
to it, and blank lines that would be one too many.

The comment at the top of a file always stays, and so does one that a blank line parts from what
goes: it introduces something else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from msgspec import Struct

from kinerja_tui.locale import N_, message
from kinerja_tui.store.splicing.edit import Removal
from kinerja_tui.store.splicing.items import Item, below, box_of, items, parts_of
from kinerja_tui.store.splicing.layout import attached_end
from kinerja_tui.store.splicing.prove import comments
from kinerja_tui.store.splicing.splice import SpliceError, indexed, path_of
from kinerja_tui.store.toml.index import Index, Node
from kinerja_tui.store.toml.lexer import join_key

MOST_PARTS: Final = 100
"""How many places of one file a key may be removed from at once."""

_LINE = re.compile(r"[^\n]*\n|[^\n]+")


class Scattered(SpliceError):
    """The parts of a key stand at several places of the file."""


class Stretch(NamedTuple):
    """Where a removal takes place; `after` is the key of what stands before it."""

    start: int
    end: int
    after: str


class Going(Struct, frozen=True):
    """What a person is shown before it goes: the lines, and how many comments are among them."""

    lines: tuple[str, ...]
    comments: int


def preview(text: str, key: str) -> Removal:
    """The removal of a key or a table with all that is in it; raises `SpliceError`.

    Its text is one stretch of the file; a key that stands at several places is `Scattered`.
    """
    start, end, _ = stretch(indexed(text), key)
    return Removal(key, text[start:end])


def removals(text: str, key: str) -> tuple[Removal, ...]:
    """The removals that, one after the other, make a key go that may be scattered over the file,
    the last place first; raises `SpliceError`.
    """
    made: list[Removal] = []
    path = path_of(key)
    while not made or (made[-1].key != key and indexed(text).find(path) is not None):
        if len(made) == MOST_PARTS:
            raise SpliceError(message(N_("{key} stands at too many places of the file"), key=key))
        part, place = _last_part(text, key)
        made.append(Removal(part, text[place.start : place.end]))
        text = text[: place.start] + text[place.end :]
    return tuple(made)


def goes(removal: Removal) -> Going:
    """The lines of a removal, without blank ones at its ends, and the number of its comments."""
    lines = [line.removesuffix("\r") for line in removal.text.split("\n")]
    full = [place for place, line in enumerate(lines) if line.strip()]
    shown = lines[full[0] : full[-1] + 1] if full else []
    return Going(tuple(shown), len(comments(removal.text)))


def stretch(found: Index, key: str) -> Stretch:
    """Where the key stands with all that goes with it; raises `SpliceError`."""
    node = found.find(path_of(key))
    if node is None:
        raise SpliceError(message(N_("{key} is not there"), key=key))
    return _stretch(found, node, key)


def _last_part(text: str, key: str) -> tuple[str, Stretch]:
    """The key, or the last one below it whose parts stand together, and where they do."""
    found = indexed(text)
    node = found.find(path_of(key))
    if node is None:
        raise SpliceError(message(N_("{key} is not there"), key=key))
    while True:
        try:
            return key, _stretch(found, node, key)
        except Scattered:
            node = next(reversed(node.children.values()))
            key = join_key(node.path)


def _stretch(found: Index, node: Node, key: str) -> Stretch:
    box = box_of(node)
    if box is not None:
        return _in_value(found.text, node, box, key)
    lines = items(found)
    mine = below(node)
    first, last = _run(lines, mine, key)
    start, end = _with_comments(found, lines, first, last, mine)
    start, end = _with_blanks(found, lines, (first, last), start, end)
    before = lines[first - 1] if first else None
    after = () if before is None else before.node.path
    if before is not None and before.section is not None and lines[first].header:
        after = before.section.node.path
    return Stretch(start, end, join_key(after))


def _run(parts: Sequence[Item], mine: frozenset[Node], key: str) -> tuple[int, int]:
    """The first and the last of the items that are `mine`, when no other stands between them."""
    places = [place for place, each in enumerate(parts) if each.node in mine]
    if places[-1] - places[0] >= len(places):
        raise Scattered(
            message(
                N_("{key} stands at several places of the file; remove its parts one by one"),
                key=key,
            )
        )
    return places[0], places[-1]


def _with_comments(
    found: Index, lines: Sequence[Item], first: int, last: int, mine: frozenset[Node]
) -> tuple[int, int]:
    """From the comment lines right above, to those right below a table that end at a blank line."""
    start, end = lines[first].start, lines[last].end
    above = _lines(found.text[_limit(found, lines, first) : start])
    own = len(above)
    while own and above[own - 1].lstrip(" \t").startswith("#"):
        own -= 1
    if first or any("#" in line for line in above[:own]):
        start -= len("".join(above[own:]))
    section = lines[last].section
    if section is not None and section.node in mine:
        end = attached_end(found.text, section)
    return start, end


def _with_blanks(
    found: Index, lines: Sequence[Item], run: tuple[int, int], start: int, end: int
) -> tuple[int, int]:
    """The stretch with the blank lines on one of its sides, where both sides would be too many."""
    text, (first, last) = found.text, run
    limit = _limit(found, lines, first)
    following = lines[last + 1] if last + 1 < len(lines) else None
    above = _lines(text[limit:start])
    under = _lines(text[end : following.start if following else len(text)])
    before, after = _blanks(above[::-1]), _blanks(under)
    if following is None and len("".join(under)) == after:
        start -= before
        if not text.endswith("\n", 0, end) and start > found.root.key.start:
            start -= 2 if text.endswith("\r\n", 0, start) else 1
    elif (before and after) or (start == limit and _opens(lines, first, following)):
        end += after
    return start, end


def _opens(lines: Sequence[Item], first: int, following: Item | None) -> bool:
    """Whether the item begins the file, or its table and another statement follows in it."""
    if first == 0:
        return True
    return lines[first - 1].header and following is not None and not following.header


def _in_value(text: str, node: Node, box: Node, key: str) -> Stretch:
    """The part of an array or inline table on one line, with one comma."""
    parts = parts_of(text, box)
    first, last = _run(parts, below(node), key)
    before = parts[first - 1].end if first else box.start + 1
    after = parts[last + 1].start if last + 1 < len(parts) else box.end - 1
    ends = [before, *(end for each in parts[first : last + 1] for end in (each.start, each.end))]
    gaps = zip(ends[::2], (*ends[1::2], after), strict=True)
    if any(sign in text[one:other] for one, other in gaps for sign in "\n#"):
        raise SpliceError(
            message(
                N_("{key} stands inside a value of several lines; change that value as a whole"),
                key=key,
            )
        )
    holder = parts[first - 1].node if first else box
    if last + 1 < len(parts):
        before = parts[first].start
    elif first:
        after = parts[last].end
    return Stretch(before, after, join_key(holder.path))


def _limit(found: Index, lines: Sequence[Item], first: int) -> int:
    return lines[first - 1].end if first else found.root.key.start


def _lines(text: str) -> list[str]:
    return _LINE.findall(text)


def _blanks(lines: Sequence[str]) -> int:
    """How many characters the blank ones have among the first of the lines."""
    size = 0
    for line in lines:
        if line.strip(" \t\r\n"):
            break
        size += len(line)
    return size
