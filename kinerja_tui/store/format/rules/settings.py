"""Rules of kinerja.toml and year.toml."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from msgspec import UNSET

from kinerja_tui.locale import N_, message
from kinerja_tui.model.settings import RulesTable, Settings
from kinerja_tui.model.year import YearHead
from kinerja_tui.store.format.rules.around import Around, dangling, scale_known
from kinerja_tui.store.format.slip import Slip


def rules_hold(record: Settings | YearHead, around: Around) -> Iterator[Slip]:
    """The status scale exists, and the floor lies below the cap."""
    rules: RulesTable = record.rules
    if rules.status is not UNSET:
        yield from scale_known(("rules", "status"), rules.status, around)
    if rules.cap is not UNSET and rules.floor is not UNSET and rules.floor > rules.cap:
        yield Slip("B26", ("rules", "floor"), message(N_("the floor lies above the cap")))


def unit_exists(settings: Settings, around: Around) -> Iterator[Slip]:
    """The unit shown first exists."""
    yield from dangling(("unit",), settings.unit, around.units)


def plan_exists(head: YearHead, around: Around) -> Iterator[Slip]:
    """The plan that is named exists."""
    yield from dangling(("plan",), head.plan, around.plan_ids)


def signatory_exists(head: YearHead, around: Around) -> Iterator[Slip]:
    """Whoever signs the report holds, or held, the office."""
    yield from dangling(("report", "signatory"), head.report.signatory, around.holders)


def awards_hold(head: YearHead, around: Around) -> Iterator[Slip]:
    """The indicator of an award exists, and the rank is within the number ranked."""
    for id_, award in head.award.items():
        path = ("award", id_)
        yield from dangling((*path, "indicator"), award.indicator, around.names("indicator"))
        if award.rank is not None and award.of is not None and award.rank > award.of:
            yield Slip(
                "B26",
                (*path, "rank"),
                message(N_("rank {rank} out of {of} cannot be"), rank=award.rank, of=award.of),
            )


RULES: Final[tuple[Callable[[Settings, Around], Iterator[Slip]], ...]] = (rules_hold, unit_exists)
YEAR_RULES: Final[tuple[Callable[[YearHead, Around], Iterator[Slip]], ...]] = (
    rules_hold,
    plan_exists,
    signatory_exists,
    awards_hold,
)
