"""What one table states by itself: a value, a grade, or a numerator and a denominator."""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct

from kinerja_tui.locale import N_, Message, message
from kinerja_tui.measure.exact import HUNDRED, exactly, given, none, shown
from kinerja_tui.measure.figures import Figure, Graded, Reason, Step, Way
from kinerja_tui.measure.grade import grade_named
from kinerja_tui.model.base import Source, State
from kinerja_tui.model.indicator import History, Indicator, Quarter, Realisation, home
from kinerja_tui.model.scale import Scale

REALISATION = Message(N_("Realisation"))
NUMERATOR = Message(N_("Numerator"))
DENOMINATOR = Message(N_("Denominator"))
UNAVAILABLE = Message(N_("Realisation not yet available"))
UNMEASURED = Message(N_("Realisation not measured"))


class Written(Struct, frozen=True):
    """What a table states, and in which way."""

    figure: Figure
    way: Way
    grade: Graded | None = None


def written(
    indicator: Indicator,
    table: Realisation | Quarter | History,
    key: str,
    scale: Scale | None,
    what: Message = REALISATION,
) -> Written | None:
    """The stated value, else the grade's score, else numerator / denominator x factor; else None.

    `key` is the table's path in the indicator's file. A grade without a score and a denominator
    of 0 are `not-computable`. The table's state is not looked at.
    """
    file = home(indicator)
    if table.value is not None:
        step = Step(what, table.value, None, Source(file, key + ".value"))
        return Written(Figure(table.value, None, (step,)), "stated")
    if table.grade is not None:
        return _grade(table.grade, Source(file, key + ".grade"), scale, what)
    if isinstance(table, History) or table.numerator is None or table.denominator is None:
        return None
    parts = (
        given(NUMERATOR, table.numerator, file, key + ".numerator"),
        given(DENOMINATOR, table.denominator, file, key + ".denominator"),
    )
    return Written(divide(indicator, table.numerator, table.denominator, parts, what), "ratio")


@exactly
def divide(
    indicator: Indicator,
    numerator: Decimal,
    denominator: Decimal,
    parts: tuple[Step, ...],
    what: Message = REALISATION,
) -> Figure:
    """numerator / denominator x the ratio's factor (100 where none is written)."""
    if not denominator:
        return none("not-computable", parts)
    factor = indicator.ratio.factor if indicator.ratio else HUNDRED
    number = numerator * factor / denominator
    formula = message(
        N_("{n} / {d} x {factor}"), n=shown(numerator), d=shown(denominator), factor=factor
    )
    return Figure(number, None, (*parts, Step(what, number, formula)))


def silent(state: State | None) -> Reason | None:
    """The reason why a state has no value, whatever is written beside it; None for the others."""
    return state if state == "unavailable" or state == "unmeasured" else None


def silence(reason: Reason, file: str, key: str) -> Figure:
    """The figure of a table whose state says that there is no value."""
    what = UNAVAILABLE if reason == "unavailable" else UNMEASURED
    return none(reason, (given(what, None, file, key + ".state"),))


def _grade(id_: str, source: Source, scale: Scale | None, what: Message) -> Written:
    found = grade_named(scale, id_)
    name = found.grade.name if found else id_
    score = found.grade.score if found else None
    label = message(N_("{what}, grade {name}"), what=what, name=name)
    step = Step(label, score, None, source)
    if scale is None or score is None:
        return Written(none("not-computable", (step,)), "grade", found)
    worth = message(N_("Score of grade {name}"), name=name)
    steps = (step, given(worth, score, scale.origin, f"grade.{id_}.score"))
    return Written(Figure(score, None, steps), "grade", found)
