"""The seven places of the workspace."""

from __future__ import annotations

from typing import NamedTuple

from kinerja_tui.locale import N_


class Place(NamedTuple):
    """A place: its id, its name, and what it says when there is nothing."""

    id: str
    label: str
    empty: str = N_("Nothing is recorded here.")


FIRST = "achievement"
"""The place with rows of its own; the others show tables of the report."""

PLACES = (
    Place(FIRST, N_("Achievement"), N_("This year has no goals yet.")),
    Place("agreement", N_("Agreements")),
    Place("budget", N_("Budget")),
    Place("years", N_("Years")),
    Place("findings", N_("Findings"), N_("No file has a problem.")),
    Place("follow-up", N_("Follow-up")),
    Place("report", N_("Report")),
)
