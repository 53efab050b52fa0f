"""What a record can refer to."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from kinerja_tui.locale import N_, message
from kinerja_tui.model.agreement import Agreement
from kinerja_tui.model.indicator import Indicator
from kinerja_tui.model.recommendation import Recommendation
from kinerja_tui.model.scale import Scale
from kinerja_tui.store.format.kinds import Kind
from kinerja_tui.store.format.slip import Slip

BUILT_IN_SCALE: Final = "status"


@dataclass(frozen=True, slots=True)
class Around:
    """The names and records of the store, of one unit, and of one of its years.

    `ids` are the files that exist, whether they could be read or not, so that one broken file does
    not make others look wrong; None means unknown, and nothing is said about what refers to it.
    """

    scale_ids: frozenset[str] = frozenset()
    scales: Mapping[str, Scale] = field(default_factory=dict)
    laws: frozenset[str] | None = None
    units: frozenset[str] = frozenset()
    parents: Mapping[str, str | None] = field(default_factory=dict)
    elsewhere: Mapping[str, frozenset[str] | None] = field(default_factory=dict)
    goals_elsewhere: Mapping[str, frozenset[str] | None] = field(default_factory=dict)
    unit: str = ""
    year: int = 0
    plan_ids: frozenset[str] = frozenset()
    holders: frozenset[str] | None = None
    ids: Mapping[Kind, frozenset[str]] = field(default_factory=dict)
    goals: frozenset[str] | None = None
    awards: frozenset[str] | None = None
    indicators: Mapping[str, Indicator] = field(default_factory=dict)
    agreements: tuple[Agreement, ...] = ()
    recommendations: Mapping[str, Recommendation] = field(default_factory=dict)

    def names(self, kind: Kind) -> frozenset[str]:
        """The ids of the year's files of a kind."""
        return self.ids.get(kind, frozenset())


def dangling(
    path: tuple[str, ...], id_: str | None, known: Collection[str] | None, on_key: bool = False
) -> Iterator[Slip]:
    """A slip when `id_` is given and not among `known`; with `on_key` it is the table's name."""
    if id_ is None or known is None or id_ in known:
        return
    from difflib import get_close_matches

    near = get_close_matches(id_, sorted(known), 1)
    hint = message(N_("Did you mean {name}?"), name=near[0]) if near else None
    if not near and 0 < len(known) <= 8:
        hint = message(N_("Known here: {names}."), names=", ".join(sorted(known)))
    yield Slip("B21", path, message(N_("“{id}” does not exist"), id=id_), hint, on_key=on_key)


def scale_known(path: tuple[str, ...], id_: str | None, around: Around) -> Iterator[Slip]:
    """A slip when the scale has no file and is not the one built in."""
    if id_ is not None and id_ != BUILT_IN_SCALE and id_ not in around.scale_ids:
        yield from dangling(path, id_, around.scale_ids | {BUILT_IN_SCALE})


def grade_known(
    path: tuple[str, ...], grade: str | None, scale: str | None, around: Around
) -> Iterator[Slip]:
    """A slip when a grade is given without a scale, or is not one of the scale's."""
    if grade is None:
        return
    if scale is None:
        yield Slip(
            "B31",
            path,
            message(N_("a grade needs a scale, and the indicator names none")),
            message(N_("Add the key {key} to the indicator."), key="scale"),
        )
    elif scale in around.scales:
        yield from dangling(path, grade, around.scales[scale].grade)


def parent_known(
    path: tuple[str, ...],
    reference: str | None,
    units: frozenset[str],
    known: Mapping[str, frozenset[str] | None],
) -> Iterator[Slip]:
    """A slip when `<unit>/<id>` leads nowhere; `known` has the ids of each unit's year."""
    if reference is None:
        return
    unit, id_ = reference.split("/")
    if unit not in units:
        yield from dangling(path, unit, units)
    else:
        yield from dangling(path, id_, known.get(unit, frozenset()))
