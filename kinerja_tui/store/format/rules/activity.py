"""Rules of an activity."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from kinerja_tui.locale import N_, message
from kinerja_tui.model.activity import Activity
from kinerja_tui.store.format.rules.around import Around, dangling
from kinerja_tui.store.format.slip import Slip


def shares_have_goals(activity: Activity, around: Around) -> Iterator[Slip]:
    """The goals it serves exist, and the shares do not exceed the whole."""
    for id_ in activity.share:
        yield from dangling(("share", id_), id_, around.goals, on_key=True)
    total = sum(share.percent for share in activity.share.values())
    if total > 100:
        yield Slip(
            "B36",
            ("share",),
            message(N_("the shares add up to {total} percent, more than the whole"), total=total),
        )


def supported_exist(activity: Activity, around: Around) -> Iterator[Slip]:
    """The indicators it supports or hinders exist."""
    for id_ in activity.support:
        yield from dangling(("support", id_), id_, around.names("indicator"), on_key=True)


RULES: Final[tuple[Callable[[Activity, Around], Iterator[Slip]], ...]] = (
    shares_have_goals,
    supported_exist,
)
