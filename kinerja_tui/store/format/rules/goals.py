"""Rules of the goals of a year."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from kinerja_tui.locale import N_, message
from kinerja_tui.model.year import Goals
from kinerja_tui.store.format.rules.around import Around, parent_known
from kinerja_tui.store.format.slip import Slip


def codes_differ(goals: Goals, around: Around) -> Iterator[Slip]:
    """No two goals have the same code."""
    seen: dict[str, str] = {}
    for id_, goal in goals.goal.items():
        if goal.code in seen:
            yield Slip(
                "B34",
                ("goal", id_, "code"),
                message(
                    N_("the code {code} stands twice: also at {id}"),
                    code=goal.code,
                    id=seen[goal.code],
                ),
            )
        seen.setdefault(goal.code, id_)


def parents_exist(goals: Goals, around: Around) -> Iterator[Slip]:
    """The goals they serve exist in the same year."""
    for id_, goal in goals.goal.items():
        yield from parent_known(
            ("goal", id_, "parent"), goal.parent, around.units, around.goals_elsewhere
        )


def weights_count(goals: Goals, around: Around) -> Iterator[Slip]:
    """No weight is below 0."""
    for id_, goal in goals.goal.items():
        if goal.weight < 0:
            yield Slip("B39", ("goal", id_, "weight"), message(N_("a weight lies below 0")))


RULES: Final[tuple[Callable[[Goals, Around], Iterator[Slip]], ...]] = (
    codes_differ,
    parents_exist,
    weights_count,
)
