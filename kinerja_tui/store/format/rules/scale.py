"""Rules of a scale."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from kinerja_tui.locale import N_, message
from kinerja_tui.model.scale import Scale
from kinerja_tui.store.format.rules.around import Around
from kinerja_tui.store.format.slip import Slip


def grades_have_bounds(scale: Scale, around: Around) -> Iterator[Slip]:
    """Each grade has one lower bound; the last may have none."""
    last = next(reversed(scale.grade))
    for id_, grade in scale.grade.items():
        path = ("grade", id_)
        if grade.at_least is not None and grade.above is not None:
            yield Slip(
                "B23",
                (*path, "above"),
                message(N_("given in two ways: {one} and {other}"), one="at_least", other="above"),
                message(N_("Keep one of the two.")),
            )
        elif grade.at_least is None and grade.above is None and id_ != last:
            yield Slip(
                "B32",
                path,
                message(N_("only the last grade may have no lower bound")),
                message(N_("Add at_least or above; the best grade comes first.")),
            )


def best_first(scale: Scale, around: Around) -> Iterator[Slip]:
    """Every grade begins lower than the one before it."""
    before = None
    for id_, grade in scale.grade.items():
        bound = grade.at_least if grade.at_least is not None else grade.above
        if bound is None:
            continue
        # At the same number, "above" is the higher bound of the two.
        rank = (bound, grade.at_least is None)
        if before is not None and rank >= before:
            key = "above" if grade.at_least is None else "at_least"
            yield Slip(
                "B32",
                ("grade", id_, key),
                message(
                    N_("grades go from the best down: this one begins no lower than the one before")
                ),
            )
        before = rank


def domain_in_order(scale: Scale, around: Around) -> Iterator[Slip]:
    """The domain and the years of use run upward."""
    if scale.min is not None and scale.max is not None and scale.min > scale.max:
        yield Slip("B26", ("min",), message(N_("the minimum lies above the maximum")))
    if scale.start is not None and scale.end is not None and scale.start > scale.end:
        yield Slip("B33", ("start",), message(N_("the start lies after the end")))


RULES: Final[tuple[Callable[[Scale, Around], Iterator[Slip]], ...]] = (
    grades_have_bounds,
    best_first,
    domain_in_order,
)
