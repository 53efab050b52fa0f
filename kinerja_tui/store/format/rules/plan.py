"""Rules of a strategic plan."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from kinerja_tui.locale import N_, message
from kinerja_tui.model.plan import Plan
from kinerja_tui.store.format.rules.agreement import one_target
from kinerja_tui.store.format.rules.around import Around, dangling
from kinerja_tui.store.format.slip import Slip


def years_agree(plan: Plan, around: Around) -> Iterator[Slip]:
    """The first year comes first, and both stand in the name of the file."""
    if plan.start > plan.end:
        yield Slip("B33", ("start",), message(N_("the start lies after the end")))
    elif plan.id != f"plan-{plan.start}-{plan.end}":
        yield Slip(
            "B33",
            ("start",),
            message(N_("the years of the plan are not those in the name of its file")),
            message(N_("Name the file {name}"), name=f"plan-{plan.start}-{plan.end}.toml"),
        )


def goals_and_aims_exist(plan: Plan, around: Around) -> Iterator[Slip]:
    """The aims of the goals and the goals of the indicators are in the plan."""
    for id_, goal in plan.goal.items():
        yield from dangling(("goal", id_, "aim"), goal.aim, plan.aim)
    for id_, indicator in plan.indicator.items():
        yield from dangling(("indicator", id_, "goal"), indicator.goal, plan.goal)


def targets_are_one_value(plan: Plan, around: Around) -> Iterator[Slip]:
    """Each target is given in one way and lies within the years of the plan."""
    for id_, indicator in plan.indicator.items():
        for year, target in indicator.target.items():
            path = ("indicator", id_, "target", str(year))
            yield from one_target(path, target)
            if not plan.start <= year <= plan.end:
                yield Slip(
                    "B33",
                    path,
                    message(N_("{year} lies outside the years of the plan"), year=str(year)),
                    on_key=True,
                )


RULES: Final[tuple[Callable[[Plan, Around], Iterator[Slip]], ...]] = (
    years_agree,
    goals_and_aims_exist,
    targets_are_one_value,
)
