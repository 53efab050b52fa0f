"""The report's tables by their ids (T1 ...); one builder an id, some ids give several tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from kinerja_tui.report.page import Page
from kinerja_tui.report.table import Table
from kinerja_tui.report.tables import achievement, agreement, budget, comparison, detail

Builder = Callable[[Page], tuple[Table, ...]]

BUILDERS: Mapping[str, Builder] = MappingProxyType(
    {
        "T1": lambda page: (achievement.summary(page),),
        "T2": agreement.versions,
        "T3": lambda page: (agreement.changes(page),),
        "T4": lambda page: (achievement.achievement(page), achievement.goals(page)),
        "T5": lambda page: (comparison.years(page),),
        "T6": lambda page: (comparison.mid_term(page),),
        "T8": detail.details,
        "T11": lambda page: (budget.budget(page),),
        "T12": lambda page: (budget.efficiency(page), budget.pmk(page)),
        "T14": lambda page: (achievement.recapitulation(page),),
    }
)


def tables(page: Page, id_: str) -> tuple[Table, ...]:
    """The tables of `id_` (any case); raises KeyError for an id that no builder has."""
    return BUILDERS[id_.upper()](page)
