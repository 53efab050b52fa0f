"""All units at once: a row a unit with its result."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from msgspec import Struct

from kinerja_tui.locale import N_, Message, message
from kinerja_tui.measure.figures import Figure, Graded, Mean, Scorecard
from kinerja_tui.model.settings import Rules
from kinerja_tui.report import cells
from kinerja_tui.report.table import Cell, Column, Row, Table
from kinerja_tui.report.tables.overview import counted_of

Colour = Literal["green", "yellow", "red", "grey"]
SLUG = "unit"
COLOURS: tuple[Colour, ...] = ("green", "yellow", "red", "grey")


class UnitLine(Struct, frozen=True, kw_only=True):
    """What a unit's year gave; `tally` counts its indicators by the colour of their status."""

    unit: str
    label: str
    name: str
    year: int
    mean: Mean
    status: Graded | None
    tally: Mapping[Colour, int]
    absorption: Figure
    rules: Rules
    problems: int


def tally_of(card: Scorecard) -> dict[Colour, int]:
    """How many indicators have a status of each colour; those without one are grey."""
    found: dict[Colour, int] = dict.fromkeys(COLOURS, 0)
    for score in card.indicators:
        found[(score.status.grade.colour or "grey") if score.status else "grey"] += 1
    return found


def units(lines: Sequence[UnitLine]) -> Table:
    """The table of `lines`, in their order."""
    return Table(
        id="units",
        slug=SLUG,
        title=message(N_("All units")),
        columns=(
            Column(id="unit", title=message(N_("Unit"))),
            Column(id="year", title=message(N_("Year")), kind="code"),
            Column(
                id="achievement",
                title=message(N_("Achievement")),
                short=message(N_("Ach.")),
                kind="percent",
            ),
            Column(id="status", title=message(N_("Counted")), kind="status"),
            Column(id="tally", title=message(N_("Statuses")), kind="code"),
            Column(
                id="absorption",
                title=message(N_("Absorption")),
                short=message(N_("Abs.")),
                kind="percent",
            ),
            Column(
                id="problems",
                title=message(N_("Problems")),
                short=Message("!"),
                kind="integer",
            ),
            Column(id="name", title=message(N_("Name"))),
        ),
        rows=tuple(_row(each) for each in lines),
    )


def _row(found: UnitLine) -> Row:
    graded = cells.status(found.status, found.mean.figure)
    return Row(
        kind="item",
        subject=f"unit.{found.unit}.{found.year}",
        cells=(
            cells.text(found.label),
            cells.text(str(found.year)),
            cells.percent(found.mean.figure, found.rules),
            Cell(
                value=counted_of(found.mean),
                kind="status",
                word=graded.word,
                colour=graded.colour,
            ),
            cells.text(signs(found.tally)),
            cells.percent(found.absorption, found.rules),
            Cell(value=found.problems),
            cells.text(found.name),
        ),
    )


def signs(tally: Mapping[Colour, int]) -> str:
    """`▲ 4  ◆ 1  ▼ 0  · 1`."""
    return "  ".join(f"{_SIGNS[colour]} {tally[colour]}" for colour in COLOURS)


_SIGNS = {"green": "▲", "yellow": "◆", "red": "▼", "grey": "·"}
