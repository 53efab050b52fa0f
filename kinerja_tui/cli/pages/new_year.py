"""What a new year would be: its files, and what must be known of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from kinerja_tui.cli.pages.lines import paragraphs, wrapped
from kinerja_tui.locale import Words
from kinerja_tui.model.base import Problem
from kinerja_tui.report.paint import json
from kinerja_tui.report.safe import one_line

if TYPE_CHECKING:
    from kinerja_tui.store.writing.new_year import NewYear


def new_year_page(planned: NewYear, path_of: Callable[[str], str], words: Words, width: int) -> str:
    """How many files are made from which year, each of them, and what is left to do."""
    head = words.count(
        "{unit} {year}, from {source}: {n} file would be made.",
        "{unit} {year}, from {source}: {n} files would be made.",
        len(planned.files),
        unit=planned.unit,
        year=str(planned.year),
        source=str(planned.source),
    )
    files = [f"  {path_of(each.file)}" for each in planned.files]
    blocks: list[list[str]] = [[*wrapped(head, width), *files]]
    if planned.left:
        blocks.append([words("To be set or checked:"), *_left(planned, words, width)])
    return paragraphs(blocks)


def _left(planned: NewYear, words: Words, width: int) -> list[str]:
    head = f"{planned.unit}/{planned.year}/"
    lines: list[str] = []
    for file, group in groupby(planned.left, lambda each: each.file):
        lines.append(f"  {one_line(file.removeprefix(head))}")
        for each in group:
            lines += wrapped(one_line(words.say(each.message)), width, " " * 6, " " * 4)
    return lines


def new_year_document(
    planned: NewYear, problems: Sequence[Problem], words: Words, written: bool, entry: str
) -> dict[str, Any]:
    """The same as JSON."""
    return {
        "version": json.VERSION,
        "unit": planned.unit,
        "year": planned.year,
        "source": planned.source,
        "files": [each.file for each in planned.files],
        "left": [{"file": each.file, "message": words.say(each.message)} for each in planned.left],
        "problems": [json.problem(each, words) for each in problems],
        "written": written,
        "entry": entry or None,
        "conflict": None,
    }
