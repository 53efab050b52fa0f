"""What an action made of the records: every value before and after, and the figures that moved."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from kinerja_tui.cli.pages.changed import Pages, figure_lines
from kinerja_tui.cli.pages.lines import wrapped
from kinerja_tui.cli.pages.log import MOST_CHANGES, change_text, more_text
from kinerja_tui.locale import Words
from kinerja_tui.report.page import Page
from kinerja_tui.report.paint import json
from kinerja_tui.report.paint.plain import Ink
from kinerja_tui.report.safe import one_line
from kinerja_tui.store.format.kinds import kind_of, stem_of
from kinerja_tui.store.state.history import Event

PlaceOf = Callable[[Event], str]
LineOf = Callable[[Event], int]
Known = tuple[Page | None, Page | None]


def acted_lines(
    changes: Iterable[Event], place_of: PlaceOf, known: Known, words: Words, ink: Ink
) -> Iterator[str]:
    """`record key: old -> new` with its place, then the figures, where both pages are there."""
    found = tuple(changes)
    for each in found[:MOST_CHANGES]:
        text = f"{one_line(stem_of(each.file))} {change_text(each, words)}"
        yield from wrapped(text, ink.width, "    ", "")
        yield f"  {place_of(each)}"
    if len(found) > MOST_CHANGES:
        yield more_text(len(found) - MOST_CHANGES, words)
    yield from moved_lines(found, known, words, ink)


def moved_lines(changes: Sequence[Event], known: Known, words: Words, ink: Ink) -> list[str]:
    """The figures before and after the changes, where both are known."""
    pages = _both(known)
    if pages is None:
        return []
    return figure_lines(*_subjects(changes, pages), pages, words, ink, moved=True)


def acted_document(changes: Iterable[Event], line_of: LineOf, known: Known) -> dict[str, Any]:
    """The same as fields of JSON; tokens are TOML as written."""
    found = tuple(changes)
    return {
        "changes": [
            {
                "file": each.file,
                "key": each.key or None,
                "line": line_of(each) or None,
                "old": each.old,
                "new": each.new,
            }
            for each in found
        ],
        **moved_document(found, known),
    }


def moved_document(changes: Sequence[Event], known: Known) -> dict[str, Any]:
    """The figures before and after as fields of JSON; null where they are not known."""
    pages = _both(known)
    return {
        "indicators": _indicators(changes, pages) if pages else [],
        "unit": {
            "before": json.computed(pages[0].card.mean.figure, pages[0].rules),
            "after": json.computed(pages[1].card.mean.figure, pages[1].rules),
        }
        if pages
        else None,
    }


def _both(known: Known) -> Pages | None:
    before, after = known
    return (before, after) if before is not None and after is not None else None


def _subjects(changes: Sequence[Event], pages: Pages) -> tuple[list[str], list[str]]:
    """The indicators and the goals that the changes are about."""
    indicators: dict[str, None] = {}
    goals: dict[str, None] = {}
    for each in changes:
        kind = kind_of(each.file)
        if kind == "indicator":
            id_ = stem_of(each.file)
            indicators[id_] = None
            books = (page.book.indicators.get(id_) for page in pages)
            goals.update((found.goal, None) for found in books if found is not None)
        elif kind == "goals" and each.key.startswith("goal."):
            goals[each.key.split(".")[1]] = None
    return list(indicators), list(goals)


def _indicators(changes: Sequence[Event], pages: Pages) -> list[dict[str, Any]]:
    found = []
    for id_ in _subjects(changes, pages)[0]:
        one, other = (page.card.indicator(id_) for page in pages)
        found.append(
            {
                "id": id_,
                "before": json.computed(one.achievement.figure, pages[0].rules) if one else None,
                "after": json.computed(other.achievement.figure, pages[1].rules) if other else None,
                "reason": other.reason if other else None,
            }
        )
    return found
