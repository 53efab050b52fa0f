"""Rules of a unit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from kinerja_tui.locale import N_, message
from kinerja_tui.model.unit import Unit
from kinerja_tui.store.format.rules.around import Around, dangling
from kinerja_tui.store.format.slip import Slip


def parent_exists(unit: Unit, around: Around) -> Iterator[Slip]:
    """The unit above exists."""
    yield from dangling(("parent",), unit.parent, around.units)


def no_loop_of_parents(unit: Unit, around: Around) -> Iterator[Slip]:
    """Going upward ends at the top."""
    seen, above = {unit.id}, unit.parent
    while above is not None and above not in seen:
        seen.add(above)
        above = around.parents.get(above)
    if above == unit.id:
        yield Slip(
            "B22",
            ("parent",),
            message(N_("going from parent to parent leads back to {id}"), id=unit.id),
        )


def holders_in_order(unit: Unit, around: Around) -> Iterator[Slip]:
    """Whoever holds the office begins before he ends."""
    for id_, holder in unit.holder.items():
        if holder.start is not None and holder.end is not None and holder.start > holder.end:
            yield Slip("B26", ("holder", id_, "start"), message(N_("the start lies after the end")))


RULES: Final[tuple[Callable[[Unit, Around], Iterator[Slip]], ...]] = (
    parent_exists,
    no_loop_of_parents,
    holders_in_order,
)
