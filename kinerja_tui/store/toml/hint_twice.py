"""A name that stands twice, or in two meanings: where it stood first."""

from __future__ import annotations

import re
from typing import Final

from kinerja_tui.locale import N_, Message, message
from kinerja_tui.store.disk.excerpt import quoted
from kinerja_tui.store.toml.failure import Advice, Failure
from kinerja_tui.store.toml.index import VALUES, Node, index
from kinerja_tui.store.toml.lexer import NotToml, Word, join_key, key_words

_REASONS: Final = ("Cannot declare", "Cannot overwrite", "Cannot mutate", "Duplicate")
_BLANKS: Final = re.compile(r"[ \t]*+")
_OPENING: Final = re.compile(r"\[\[?[ \t]*+")


def twice(failure: Failure) -> Advice | None:
    """Advice that names both lines; None when the parser complains of something else."""
    if not failure.reason.startswith(_REASONS):
        return None
    text, offset = failure.text, _second(failure)
    start = text.rfind("\n", 0, offset) + 1
    begin = _end(_BLANKS, text, start)
    opening = _OPENING.match(text, begin)
    line = text.count("\n", 0, start) + 1
    place = (line, begin - start + 1)
    try:
        words = key_words(text, opening.end() if opening else begin)
        if not opening and offset > words[-1].end:
            return _inside_braces(text, offset, (line, offset - start + 1))
        before = index(text[:start])
    except NotToml:
        return Advice(message(N_("a name stands twice here")), _keep_one(), *place)
    key = quoted(join_key(tuple(word.name for word in words)))
    earlier, whole = _walk(before.root if opening else before.sections[-1].node, words)
    first = text.count("\n", 0, max(earlier.place, 0)) + 1
    array = opening is not None and opening[0].startswith("[[")
    if whole and opening and not array and earlier.section is not None:
        said = N_("the table [{key}] stands twice: line {first} and line {second}")
    elif whole and not opening and earlier.kind in VALUES:
        said = N_("the key {key} stands twice: line {first} and line {second}")
    else:
        return Advice(
            message(
                N_("{key} was already given another meaning in line {first}"), key=key, first=first
            ),
            message(N_("A name is either a key with a value or a table, and stands once.")),
            *place,
        )
    return Advice(message(said, key=key, first=first, second=line), _keep_one(), *place)


def _second(failure: Failure) -> int:
    """Where the name stands the second time: the parser may have read on to the value's end."""
    try:
        index(failure.text)
    except NotToml as error:
        return min(error.offset, len(failure.text))
    return failure.offset


def _walk(node: Node, words: list[Word]) -> tuple[Node, bool]:
    """The deepest node on the way, and whether it is the last of the way; in an array of tables
    the last element is meant.
    """
    for position, word in enumerate(words):
        child = node.children.get(word.name)
        if child is None:
            return node, False
        node = child
        if node.kind == "tables" and position < len(words) - 1:
            node = next(reversed(node.children.values()))
    return node, True


def _inside_braces(text: str, offset: int, place: tuple[int, int]) -> Advice:
    """A key that an inline table has twice, on the one line that it has."""
    key = quoted(join_key(tuple(word.name for word in key_words(text, offset))))
    return Advice(
        message(N_("the key {key} stands twice between the braces"), key=key), _keep_one(), *place
    )


def _keep_one() -> Message:
    return message(N_("Keep one of the two."))


def _end(pattern: re.Pattern[str], text: str, start: int) -> int:
    found = pattern.match(text, start)
    return found.end() if found else start
