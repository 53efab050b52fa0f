"""Removing and putting back with everything that must hold for any removal."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from kinerja_tui.store.splicing.edit import Removal, Restoration
from kinerja_tui.store.splicing.pieces import Made, make
from kinerja_tui.store.splicing.prove import comments
from kinerja_tui.store.splicing.prove_pieces import prove_piece
from kinerja_tui.store.splicing.removal import goes, preview
from kinerja_tui.store.splicing.splice import SpliceError
from kinerja_tui.store.toml.index import Path, index
from kinerja_tui.store.toml.lexer import Span, join_key, split_key
from tests.store.editing import parsed


def keys(text: str) -> list[str]:
    """Every key, table and part of a value in the document, in order of their paths."""
    found: list[Path] = []
    waiting = [index(text).root]
    while waiting:
        node = waiting.pop()
        waiting.extend(reversed(node.children.values()))
        if node.parent is not None:
            found.append(node.path)
    return [join_key(path) for path in found]


def without(data: Any, path: Path) -> Iterator[dict[str, Any]]:
    """The data without a key; then also without the tables that this left empty."""
    for size in range(len(path), 0, -1):
        less = copy.deepcopy(data)
        holder = less
        for name in path[: size - 1]:
            holder = holder[int(name) if isinstance(holder, list) else name]
        last: Any = int(path[size - 1]) if isinstance(holder, list) else path[size - 1]
        del holder[last]
        yield less
        if holder:
            return


def in_order(data: Any) -> Any:
    """The data with its keys in the order of their names, to compare what a dotted key moved."""
    if isinstance(data, dict):
        return {key: in_order(data[key]) for key in sorted(data)}
    return [in_order(each) for each in data] if isinstance(data, list) else data


def removed(text: str, key: str) -> Made:
    """What a removal makes of the text: the data without the key, all else as it was, and back to
    the byte.
    """
    removal = preview(text, key)
    made = make(text, removal)
    assert made.piece == removal
    assert prove_piece(text, made.text, removal) is None
    check_text(text, made, removal)
    assert repr(in_order(parsed(made.text))) in [
        repr(in_order(less)) for less in without(data_of(text), split_key(key))
    ]
    assert isinstance(made.back, Restoration)
    back = make(made.text, made.back)
    assert back.text == text
    assert back.back == removal
    assert prove_piece(made.text, text, made.back) is None
    return made


@lru_cache(maxsize=16)
def spans_in(text: str) -> tuple[Span, ...]:
    """Where the comments stand."""
    return index(text).comments


@lru_cache(maxsize=16)
def data_of(text: str) -> Any:
    """The data of a text that many keys are removed from; not to be changed."""
    return parsed(text)


def check_text(text: str, made: Made, removal: Removal) -> None:
    """One stretch is gone, of whole lines or inside a value, and the comments shown with it."""
    assert isinstance(made.back, Restoration)
    at = made.back.at
    assert text[:at] + removal.text + text[at:][len(removal.text) :] == text
    assert text[:at] + text[at + len(removal.text) :] == made.text
    going = goes(removal)
    spans = spans_in(text)
    inside = [text[start:end] for start, end in spans if at <= start < at + len(removal.text)]
    assert comments(removal.text) == inside
    assert going.comments == len(inside)
    kept = [text[start:end] for start, end in spans if not at <= start < at + len(removal.text)]
    assert comments(made.text) == kept
    assert going.lines


def attempt(text: str, key: str) -> Made | None:
    """The removal, or None where it is refused for a reason that a test knows."""
    try:
        return removed(text, key)
    except SpliceError as error:
        assert any(reason in str(error) for reason in ("several places", "several lines")), error
        return None
