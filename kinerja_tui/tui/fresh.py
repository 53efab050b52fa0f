"""The page read again: what is new on it, and no figure computed twice that has not changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec import Struct

from kinerja_tui.measure.scorecard import preview
from kinerja_tui.model.base import Problem
from kinerja_tui.model.library import Library
from kinerja_tui.report.page import Page
from kinerja_tui.store.splicing.edit import Author
from kinerja_tui.tui.lastgood import changed, kept

_FEW = 10
"""Indicators that are sooner computed one by one than with all others."""


class Fresh(Struct, frozen=True):
    """The page read again: `broken` are the files of which only last good values are there,
    `newly` those among them that were whole before, `mended` those that are whole again, `changed`
    the files whose records say something else, or are `gone`. `tokens` are those of the field being
    edited now, and `by` wrote them.
    """

    page: Page
    broken: dict[str, tuple[Problem, ...]] = {}
    newly: tuple[str, ...] = ()
    mended: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    gone: frozenset[str] = frozenset()
    tokens: dict[str, str | None] | None = None
    by: Author | None = None


def fresh(
    before: Page,
    broken: Mapping[str, tuple[Problem, ...]],
    loaded: Library,
    whole: Callable[[Library], Page],
) -> Fresh:
    """The page `before` with what was `loaded` now, and with the last good values of files that
    cannot be read any more, which some already were (`broken`); `whole` computes all figures.
    """
    found = kept(before.library, loaded)
    differing = changed(before.library, found.library)
    return Fresh(
        _after(before, found.library, differing, whole),
        found.broken,
        newly=tuple(file for file in found.broken if file not in broken),
        mended=tuple(file for file in broken if file not in found.broken),
        changed=tuple(differing),
        gone=frozenset(file for file, there in differing.items() if not there),
    )


def differs(before: Page, broken: Mapping[str, tuple[Problem, ...]], found: Fresh) -> bool:
    """Whether the page that was read again says anything else than `before`, when some files were
    `broken` already.
    """
    old, new = before.book, found.page.book
    return (
        bool(found.changed)
        or found.broken != broken
        or found.page.library.problems != before.library.problems
        or (new.published, new.accepted) != (old.published, old.accepted)
    )


def _after(
    before: Page,
    library: Library,
    differing: Mapping[str, bool],
    whole: Callable[[Library], Page],
) -> Page:
    """The page with other records; where only a few indicators differ, only their figures are
    computed again.
    """
    book = library.book(before.card.unit, before.card.year)
    own = {each.origin: each for each in book.indicators.values()} if book else {}
    shown = {each.indicator.origin for each in before.card.indicators}
    if len(differing) > _FEW or not differing.keys() <= own.keys() & shown:
        return whole(library)
    card = before.card
    for file in differing:
        card = preview(library, card, own[file])
    return Page(library, card)
