"""What goes with a removal: every line and comment, and what would no longer be right without."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from kinerja_tui.cli.pages.lines import paragraphs, wrapped
from kinerja_tui.cli.problems import sentence
from kinerja_tui.locale import Words
from kinerja_tui.model.base import Problem
from kinerja_tui.report.paint import json
from kinerja_tui.report.safe import one_line
from kinerja_tui.store.writing.keep import DANGLING

if TYPE_CHECKING:
    from kinerja_tui.store.splicing.doomed import Doomed

MOST_OF_A_FILE: Final = 3
MOST_LINES: Final = 8
PathOf = Callable[[str], str]


def removal_page(doomed: Doomed, path: str, words: Words, width: int) -> str:
    """The file, how much of it goes, and the lines, none of them shortened."""
    parts = [words.count("{n} line", "{n} lines", doomed.lines)]
    if doomed.comments:
        parts.append(words.count("{n} comment", "{n} comments", doomed.comments))
    size = ", ".join(parts)
    title = (
        words("{file}: {key} goes ({size}).", file=path, key=one_line(doomed.key), size=size)
        if doomed.key
        else words("{file}: the whole file goes ({size}).", file=path, size=size)
    )
    blocks = [wrapped(title, width)]
    blocks += [[f"- {one_line(line)}".rstrip() for line in each] for each in doomed.stretches]
    return paragraphs(blocks)


def needed_lines(problems: Sequence[Problem], path_of: PathOf, words: Words) -> Iterator[str]:
    """What would no longer be right, a line each, and first of all what refers to it; of one file
    and of all files the first few, and a count.
    """
    first = sorted(problems, key=lambda each: each.code != DANGLING)
    lines = [
        line
        for file, group in groupby(first, lambda each: each.file)
        for line in _of_file(list(group), path_of(file), words)
    ]
    yield from (f"  {text}" for text, _ in lines[:MOST_LINES])
    left = sum(places for _, places in lines[MOST_LINES:])
    if left:
        text = words.count("and {n} more place", "and {n} more places", left)
        yield f"  {text}"


def _of_file(found: Sequence[Problem], path: str, words: Words) -> Iterator[tuple[str, int]]:
    """The lines of one file, each with the number of places that it speaks of."""
    for each in found[:MOST_OF_A_FILE]:
        yield sentence(each, words, path), 1
    left = len(found) - MOST_OF_A_FILE
    if left > 0:
        more = words.count(
            "{file}: and {n} more place", "{file}: and {n} more places", left, file=path
        )
        yield more, left


def removal_document(
    doomed: Doomed, problems: Sequence[Problem], words: Words, **ended: Any
) -> dict[str, Any]:
    """The same as JSON; `ended` says what came of it."""
    return {
        "version": json.VERSION,
        "subject": doomed.name,
        "file": doomed.file,
        "key": doomed.key or None,
        "lines": [line for each in doomed.stretches for line in each],
        "comments": doomed.comments,
        "problems": [json.problem(each, words) for each in problems],
        **ended,
        "conflict": None,
    }
