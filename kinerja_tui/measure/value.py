"""What was reached in a year, found by the ladder of records.md 16."""

from __future__ import annotations

from kinerja_tui.locale import N_, Message, message
from kinerja_tui.measure.exact import none
from kinerja_tui.measure.figures import CompositeScore, Figure, Step, Value
from kinerja_tui.measure.quarters import Consolidated, consolidate
from kinerja_tui.measure.written import REALISATION, silence, silent, written
from kinerja_tui.model.base import State
from kinerja_tui.model.indicator import Indicator, Realisation, home
from kinerja_tui.model.scale import Scale

PARTS_UNUSED = Message(N_("Value from the components, not used"))
QUARTERS_UNUSED = Message(N_("Value from the quarters, not used"))


def value_of(
    indicator: Indicator, year: int, scale: Scale | None, composite: CompositeScore | None
) -> Value:
    """The stated value, else the grade's score, the ratio, the composite, the quarters.

    `unavailable` and `unmeasured` have no value, whatever is written beside them. A value that
    nobody stated is provisional while there is no `[realisation]`, or while a quarter is missing.
    """
    realisation = indicator.realisation
    if realisation is None:
        return _derived(indicator, "provisional", year, scale, composite)
    state = realisation.state
    data_year = realisation.data_year or year
    reason = silent(state)
    if reason:
        figure = silence(reason, home(indicator), "realisation")
        return Value(figure, state, None, realisation.data_year)
    found = written(indicator, realisation, "realisation", scale, _what(realisation, year))
    if found is None:
        return _derived(indicator, state, data_year, scale, composite)
    unused = _unused(indicator, scale, composite)
    if unused:
        plain = found.figure
        figure = Figure(plain.value, plain.reason, (*unused, *plain.steps))
        return Value(figure, state, found.way, data_year, found.grade)
    return Value(found.figure, state, found.way, data_year, found.grade)


def value_in_history(indicator: Indicator, year: int, scale: Scale | None) -> Value:
    """The value that `[history.<year>]` gives."""
    history = indicator.history.get(year)
    if history is None:
        return Value(none("no-realisation"))
    key = f"history.{year}"
    reason = silent(history.state)
    if reason:
        return Value(silence(reason, home(indicator), key), history.state)
    found = written(indicator, history, key, scale)
    if found is None:
        return Value(none("no-realisation"), history.state)
    return Value(found.figure, history.state, "history", year, found.grade)


def _what(realisation: Realisation, year: int) -> Message:
    if realisation.data_year is None or realisation.data_year == year:
        return REALISATION
    return message(N_("Realisation, a value of {year}"), year=realisation.data_year)


def _derived(
    indicator: Indicator,
    state: State,
    year: int,
    scale: Scale | None,
    composite: CompositeScore | None,
) -> Value:
    if composite is not None and composite.value.value is not None:
        return Value(composite.value, state, "composite", year)
    quarters = consolidate(indicator, scale) if indicator.quarters else None
    if quarters is not None:
        settled = "provisional" if state == "final" and not quarters.complete else state
        return Value(quarters.figure, settled, "quarters", year, quarters.grade)
    stated = state if indicator.realisation else None
    if composite is not None and _begun(composite):
        return Value(composite.value, stated, None, None)
    return Value(none("no-realisation"), stated, None, None)


def _begun(composite: CompositeScore) -> bool:
    """Whether some leaf has a value, so that the composite is incomplete rather than empty."""
    return any(not part.group and part.value.value is not None for part in composite.parts)


def _unused(
    indicator: Indicator, scale: Scale | None, composite: CompositeScore | None
) -> tuple[Step, ...]:
    """What the parts give beside a stated value, as a step of its own: it never replaces it."""
    steps = []
    if composite is not None and composite.value.value is not None:
        steps.append(_aside(PARTS_UNUSED, composite.value))
    quarters: Consolidated | None = consolidate(indicator, scale) if indicator.quarters else None
    if quarters is not None and quarters.complete and quarters.figure.value is not None:
        steps.append(_aside(QUARTERS_UNUSED, quarters.figure))
    return tuple(steps)


def _aside(what: Message, figure: Figure) -> Step:
    return Step(what, figure.value, figure.steps[-1].formula)
