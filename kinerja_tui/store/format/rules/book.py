"""Rules that see a whole year of a unit."""

from __future__ import annotations

from collections.abc import Iterator

from kinerja_tui.locale import N_, message
from kinerja_tui.model.library import Book
from kinerja_tui.store.format.slip import Slip


def codes_differ(book: Book) -> Iterator[tuple[str, Slip]]:
    """No two indicators of one goal have the same code; gives the file beside each slip."""
    seen: dict[tuple[str, str], str] = {}
    for id_, indicator in book.indicators.items():
        key = (indicator.goal, indicator.code)
        if key in seen:
            yield (
                indicator.origin,
                Slip(
                    "B34",
                    ("code",),
                    message(
                        N_("the code {code} stands twice: also at {id}"),
                        code=indicator.code,
                        id=seen[key],
                    ),
                ),
            )
        seen.setdefault(key, id_)
