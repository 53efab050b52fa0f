"""The seven places of the workspace."""

from __future__ import annotations

from typing import NamedTuple

from kinerja_tui.locale import N_


class Place(NamedTuple):
    """A place: its id and its name."""

    id: str
    label: str


FIRST = "achievement"
"""The place with rows of its own; the others show tables of the report."""

PLACES = (
    Place(FIRST, N_("Achievement")),
    Place("agreement", N_("Agreements")),
    Place("budget", N_("Budget")),
    Place("years", N_("Years")),
    Place("findings", N_("Findings")),
    Place("follow-up", N_("Follow-up")),
    Place("report", N_("Report")),
)
