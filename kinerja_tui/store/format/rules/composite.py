"""Rules of an indicator that is made of components."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from kinerja_tui.locale import N_, message
from kinerja_tui.model.indicator import Indicator
from kinerja_tui.store.format.rules.around import Around, dangling
from kinerja_tui.store.format.slip import Slip


def composite_and_components(indicator: Indicator, around: Around) -> Iterator[Slip]:
    """Components come with the method that joins them, and the other way round."""
    if indicator.component and indicator.composite is None:
        yield Slip(
            "B31",
            ("component",),
            message(N_("components need the table [{table}]"), table="composite"),
            message(
                N_("It says how they make the value, for instance {line}"), line='method = "sum"'
            ),
        )
    elif indicator.composite is not None and not indicator.component:
        yield Slip(
            "B31", ("composite",), message(N_("[{table}] needs components"), table="composite")
        )


def groups_are_bare(indicator: Indicator, around: Around) -> Iterator[Slip]:
    """A group has no figures of its own, exists, and lies in no other group."""
    components = indicator.component
    if not components:
        return
    said: set[tuple[str, str]] = set()
    for id_, component in components.items():
        parent = component.parent
        if parent is None:
            continue
        group = components.get(parent)
        if group is None:
            yield from dangling(("component", id_, "parent"), parent, components)
            continue
        if group.parent is not None:
            yield Slip(
                "B24",
                ("component", id_, "parent"),
                message(
                    N_("the group {group} lies in a group itself; one level is allowed"),
                    group=parent,
                ),
            )
        for key in ("value", "max", "weight"):
            if getattr(group, key) is not None and (parent, key) not in said:
                said.add((parent, key))
                yield Slip(
                    "B24",
                    ("component", parent, key),
                    message(N_("a group has no {key} of its own; its components give it"), key=key),
                )


def leaves_have_weights(indicator: Indicator, around: Around) -> Iterator[Slip]:
    """A weighted mean needs the weight of every leaf."""
    if indicator.composite is None or indicator.composite.method != "weighted-mean":
        return
    for id_, leaf in indicator.leaves.items():
        if leaf.weight is None:
            yield Slip(
                "B25",
                ("component", id_),
                message(N_("the component {id} needs a weight for the weighted mean"), id=id_),
            )


def bounds_in_order(indicator: Indicator, around: Around) -> Iterator[Slip]:
    """A component's minimum lies below its maximum."""
    for id_, component in indicator.component.items():
        if component.max is not None and component.min > component.max:
            yield Slip(
                "B26",
                ("component", id_, "min"),
                message(N_("the minimum lies above the maximum")),
            )


RULES: Final[tuple[Callable[[Indicator, Around], Iterator[Slip]], ...]] = (
    composite_and_components,
    groups_are_bare,
    leaves_have_weights,
    bounds_in_order,
)
