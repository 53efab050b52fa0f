"""Rules of a printed document's rows: what they are about must exist."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from kinerja_tui.locale import N_, message
from kinerja_tui.model.published import Published, Row
from kinerja_tui.store.format.rules.around import Around, dangling
from kinerja_tui.store.format.slip import Slip

Path = tuple[str, ...]
_NEEDS: Final = (
    ("component", "indicator"),
    ("breakdown", "indicator"),
    ("part", "breakdown"),
    ("item", "recommendation"),
)


def rows_have_places(record: Published, around: Around) -> Iterator[Slip]:
    """Every row stands at a place of the document, which may name an agreement."""
    for id_ in record.row:
        yield from dangling(("row", id_), id_, record.place, on_key=True)
    for id_, place in record.place.items():
        yield from dangling(("place", id_, "agreement"), place.agreement, around.names("agreement"))


def subjects_exist(record: Published, around: Around) -> Iterator[Slip]:
    """What a row is about exists; rows of another year may speak of what this one lacks."""
    for place, rows in record.row.items():
        for id_, row in rows.items():
            path = ("row", place, id_)
            for key, needed in _NEEDS:
                if getattr(row, key) is not None and getattr(row, needed) is None:
                    yield Slip(
                        "B31",
                        (*path, key),
                        message(N_("the key {key} needs {other}"), key=key, other=needed),
                    )
            if row.year is None or row.year == around.year:
                yield from _of_the_year(path, row, around)
            if row.law is not None:
                yield from dangling((*path, "law"), row.law, around.laws)
            if row.scale is not None:
                yield from dangling((*path, "scale"), row.scale, around.scale_ids)


def _of_the_year(path: Path, row: Row, around: Around) -> Iterator[Slip]:
    if row.indicator is not None:
        yield from dangling((*path, "indicator"), row.indicator, around.names("indicator"))
        yield from _parts(path, row, around)
    if row.goal is not None:
        yield from dangling((*path, "goal"), row.goal, around.goals)
    if row.activity is not None:
        yield from dangling((*path, "activity"), row.activity, around.names("activity"))
    if row.agreement is not None:
        yield from dangling((*path, "agreement"), row.agreement, around.names("agreement"))
    if row.award is not None:
        yield from dangling((*path, "award"), row.award, around.awards)
    if row.recommendation is not None:
        known = around.names("recommendation")
        yield from dangling((*path, "recommendation"), row.recommendation, known)
        found = around.recommendations.get(row.recommendation)
        if found is not None:
            yield from dangling((*path, "item"), row.item, found.item)


def _parts(path: Path, row: Row, around: Around) -> Iterator[Slip]:
    indicator = around.indicators.get(row.indicator or "")
    if indicator is None:
        return
    yield from dangling((*path, "component"), row.component, indicator.component)
    yield from dangling((*path, "breakdown"), row.breakdown, indicator.breakdown)
    breakdown = indicator.breakdown.get(row.breakdown or "")
    if breakdown is not None:
        yield from dangling((*path, "part"), row.part, breakdown.part)


RULES: Final[tuple[Callable[[Published, Around], Iterator[Slip]], ...]] = (
    rows_have_places,
    subjects_exist,
)
