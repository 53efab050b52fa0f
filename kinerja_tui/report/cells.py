"""Cells made from records and figures: what prints as recorded, what is rounded, what is absent
and why.
"""

from __future__ import annotations

from decimal import Decimal

from msgspec.structs import replace

from kinerja_tui.locale import N_, Message, message
from kinerja_tui.measure.figures import (
    Achievement,
    Figure,
    Graded,
    IndicatorScore,
    TargetValue,
    Value,
)
from kinerja_tui.model.settings import Rules
from kinerja_tui.report import phrases
from kinerja_tui.report.table import Cell, Kind

FOOTNOTE_MARK = "*"
NOT_AVAILABLE = message(N_("n.a."))
EMPTY = Cell()


def text(value: str | Message | None) -> Cell:
    """Text of a record or words of ours; empty when there is none."""
    return Cell(value=value or None)


def target(found: TargetValue | None, decimals: int | None = None) -> Cell:
    """A target as promised: a number as recorded, a band `7 - 8`, or a grade's name."""
    if found is None:
        return Cell(absent=NOT_AVAILABLE)
    if found.grade is not None:
        return Cell(value=phrases.grade_label(found.grade), kind="text", word=found.grade.id)
    if found.lo is not None and found.hi is not None:
        band = message(N_("{lo} to {hi}"), lo=found.lo, hi=found.hi)
        return Cell(value=band, kind="text", word=f"{found.lo}..{found.hi}")
    return Cell(value=found.number, decimals=decimals)


def realised(value: Value, rules: Rules, decimals: int | None = None, mark: str = "") -> Cell:
    """What was reached: as recorded when stated, rounded when derived, a grade by its name, or
    why not.
    """
    if value.number is None:
        return Cell(absent=NOT_AVAILABLE, mark=mark)
    if value.grade is not None:
        return Cell(
            value=phrases.grade_label(value.grade), kind="text", word=value.grade.id, mark=mark
        )
    return Cell(value=value.number, decimals=_places(value, rules, decimals), mark=mark)


def remaining(
    left: Decimal | None, value: Value, rules: Rules, decimals: int | None = None
) -> Cell:
    """What remains of a target in the indicator's own unit, rounded as the realisation is; empty
    when there is none.
    """
    return Cell(value=left, decimals=_places(value, rules, decimals))


def _places(value: Value, rules: Rules, decimals: int | None) -> int | None:
    """The decimals a value prints with; None as recorded: it was stated, or is a grade's score."""
    recorded = value.grade is not None or value.way in ("stated", "history")
    return decimals if decimals is not None or recorded else rules.decimals


def indicator_value(score: IndicatorScore, rules: Rules) -> Cell:
    """The indicator's realisation, with a mark when a footnote belongs to it."""
    mark = FOOTNOTE_MARK if annotated(score) else ""
    cell = realised(score.value, rules, score.indicator.decimals, mark)
    return replace(cell, subject=f"{score.id}.value")


def annotated(score: IndicatorScore) -> bool:
    """Whether the value needs a footnote: it is not final, or does not count."""
    realisation = score.indicator.realisation
    if realisation is None or score.value.state is None:
        return False
    return score.value.state != "final" or score.reason == "not-counted"


def achievement(score: IndicatorScore, rules: Rules) -> Cell:
    """The counted achievement in percent; in brackets the raw one when it does not count; else
    the reason.
    """
    found = score.achievement
    if found.counted is not None:
        cell = percent(found.figure, rules)
    elif score.reason == "not-counted" and found.raw is not None:
        cell = Cell(value=found.raw, kind="percent", decimals=rules.decimals, aside=True)
    else:
        cell = Cell(absent=NOT_AVAILABLE)
    return replace(cell, subject=score.id)


def earlier_achievement(found: Achievement, rules: Rules) -> Cell:
    """An earlier year's achievement in percent; in brackets the raw one when it did not count."""
    if found.counted is None and found.figure.reason == "not-counted" and found.raw is not None:
        return Cell(value=found.raw, kind="percent", decimals=rules.decimals, aside=True)
    return percent(found.figure, rules)


def percent(figure: Figure, rules: Rules, subject: str = "") -> Cell:
    """A computed percent, rounded to the rules' decimals."""
    if figure.value is None:
        return Cell(absent=NOT_AVAILABLE, subject=subject)
    return Cell(value=figure.value, kind="percent", decimals=rules.decimals, subject=subject)


def computed(figure: Figure, rules: Rules, subject: str = "") -> Cell:
    """A computed number, rounded to the rules' decimals."""
    if figure.value is None:
        return Cell(absent=NOT_AVAILABLE, subject=subject)
    return Cell(value=figure.value, decimals=rules.decimals, subject=subject)


def number(value: Decimal | None) -> Cell:
    """A number as recorded; empty when there is none."""
    return Cell(value=value)


def derived(value: Decimal | None, rules: Rules) -> Cell:
    """A number we computed, rounded to the rules' decimals; empty when there is none."""
    return Cell(value=value, decimals=rules.decimals)


def amount(value: Decimal | int | None) -> Cell:
    """An amount in rupiah for a column whose title says so; empty when there is none."""
    return Cell(value=value, kind="amount")


def rupiah(value: Decimal | int | None) -> Cell:
    """An amount in rupiah; empty when there is none."""
    return Cell(value=value, kind="rupiah")


def status(graded: Graded | None, figure: Figure) -> Cell:
    """The class of a mean as a word, its stable code and its colour; why there is none, else."""
    if graded is None:
        return _unclassed(figure)
    return Cell(
        value=phrases.shipped(graded.grade.name),
        kind="status",
        word=phrases.status_code(graded),
        colour=graded.grade.colour,
    )


def score_status(score: IndicatorScore) -> Cell:
    """An indicator's status; not counted is said as such."""
    return status(score.status, score.achievement.figure)


def _unclassed(figure: Figure) -> Cell:
    """No class: because there is no number, or because the scale has no class for it."""
    why = message(phrases.NO_CLASS) if figure.value is not None else None
    return Cell(
        value=why or phrases.short_reason(figure.reason),
        kind="status",
        word="none",
        colour="grey",
    )


def as_kind(cell: Cell, kind: Kind) -> Cell:
    """The same cell, printed as `kind`."""
    return replace(cell, kind=kind)
