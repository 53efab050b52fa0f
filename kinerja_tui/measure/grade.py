"""The class a number falls in: scales are read best first and leave no gap."""

from __future__ import annotations

from decimal import Decimal

from kinerja_tui.locale import N_
from kinerja_tui.measure.exact import half_up
from kinerja_tui.measure.figures import Graded
from kinerja_tui.model.base import Number
from kinerja_tui.model.scale import Grade, Scale

BUILT_IN_STATUS = "status"


def grade_of(scale: Scale | None, number: Decimal | None) -> Graded | None:
    """The first grade, best first, whose bound `number` reaches; None below the last bound.

    A scale with `round` looks the rounded number up (half up), as PermenPANRB 14/2017 does for SKM.
    `up_to` never decides, so a number between two printed classes has the lower one.
    """
    if scale is None or number is None:
        return None
    if scale.round is not None:
        number = half_up(number, scale.round)
    for id_, grade in scale.grade.items():
        if _reaches(number, grade):
            return Graded(scale.id, id_, grade, number)
    return None


def grade_named(scale: Scale | None, id_: str) -> Graded | None:
    """The grade `id_` of `scale`, or None when there is no such grade."""
    grade = scale.grade.get(id_) if scale else None
    return Graded(scale.id, id_, grade) if scale and grade else None


def status_scale(scales: dict[str, Scale], id_: str) -> Scale | None:
    """The store's status scale, or the built-in one for `status`; None when `id_` is unknown."""
    found = scales.get(id_)
    return built_in_status() if found is None and id_ == BUILT_IN_STATUS else found


def built_in_status() -> Scale:
    """The classes of an achievement in percent when the store has no scale `status`.

    Their names are English message ids, which the catalogues translate.
    """
    return Scale(
        schema=1,
        id=BUILT_IN_STATUS,
        name=N_("Status"),
        grade={
            "achieved": Grade(name=N_("achieved"), at_least=Number(100), colour="green"),
            "near": Grade(name=N_("near"), at_least=Number(80), colour="yellow"),
            "missed": Grade(name=N_("missed"), colour="red"),
        },
    )


def _reaches(number: Decimal, grade: Grade) -> bool:
    if grade.at_least is not None:
        return number >= grade.at_least
    return grade.above is None or number > grade.above
