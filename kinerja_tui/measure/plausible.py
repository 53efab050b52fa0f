"""Whether a number can be meant: outside the domain of its scale, above its component's maximum,
below 0, far above the target. A doubt never refuses anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from msgspec import Struct

from kinerja_tui.locale import N_, Grouped, Message, message
from kinerja_tui.measure.exact import decimals_of
from kinerja_tui.model.activity import Activity
from kinerja_tui.model.agreement import Agreement
from kinerja_tui.model.base import Record
from kinerja_tui.model.indicator import Indicator
from kinerja_tui.model.plan import Plan
from kinerja_tui.model.scale import Scale

Path = tuple[str, ...]

_FAR: Final = 10
"""So many times its target nothing is reached: the decimal sign has slipped."""
_PERCENT: Final = ("%", "persen", "percent")
_SIGNED: Final = (*_PERCENT, "rp", "rupiah", "°c", "derajat", "derajat celsius")
"""Units in which growth, a balance or a temperature can lie below 0."""
_HUNDRED: Final = Decimal(100)
_OF_THE_YEAR: Final = frozenset({"value", "target", "lo", "hi", "target_lo", "target_hi"})
_NEVER_NEGATIVE: Final = frozenset(
    {
        "baseline",
        "base",
        "cap",
        "denominator",
        "max",
        "numerator",
        "reported",
        "tolerance",
        "weight",
    }
)
_WHOLES: Final = frozenset({"percent", "physical"})
"""Keys that are a part of a whole in percent."""


class Known(Struct, frozen=True):
    """What is known around a number: the `indicator` that it is of, its `scale`, that of its
    components (`parts`), the year's `target`, and what stands `beside` it in its table.
    """

    indicator: Indicator | None = None
    scale: Scale | None = None
    parts: Scale | None = None
    target: Decimal | None = None
    beside: Mapping[str, Decimal] = MappingProxyType({})


NOTHING: Final = Known()


def doubt(
    record: Record | None, path: Path, value: Decimal, known: Known = NOTHING
) -> Message | None:
    """Why `value` at the key `path` of `record` is hardly meant; None when nothing speaks against
    it, or nothing is known.
    """
    if isinstance(record, Activity):
        return _of_activity(record, path, value)
    own = record if isinstance(record, Indicator) else known.indicator
    if own is not None and isinstance(record, Indicator) and path[:1] == ("component",):
        return _of_component(own, path, value, known)
    if own is not None and _is_of_year(record, path):
        return value_doubt(own, value, known)
    if isinstance(record, Plan) and path[-1] in _OF_THE_YEAR | {"baseline"}:
        return _unit_doubt(_plan_unit(record, path), value)
    return _below(value, Decimal(0)) if path[-1] in _NEVER_NEGATIVE else None


def value_doubt(indicator: Indicator, value: Decimal, known: Known = NOTHING) -> Message | None:
    """Why `value` is hardly the indicator's realisation or target."""
    target = known.target
    found = _scale_doubt(known.scale, value)
    if found is None and not _signed(indicator, known):
        ratio = indicator.kind == "ratio"
        found = _below(value, Decimal(0)) if ratio else _unit_doubt(indicator.measured_in, value)
    return found or _far(value, target) or _too_fine(indicator, value)


def _signed(indicator: Indicator, known: Known) -> bool:
    """Whether what is known of the indicator lies below 0 itself."""
    least = known.scale.min if known.scale is not None else None
    return any(each is not None and each < 0 for each in (least, known.target, indicator.baseline))


def _scale_doubt(scale: Scale | None, value: Decimal) -> Message | None:
    """What the scale's domain says."""
    if scale is not None and scale.max is not None and value > scale.max:
        return message(N_("Above the highest value of the scale, {most}."), most=scale.max)
    if scale is not None and scale.min is not None and value < scale.min:
        return message(N_("Below the lowest value of the scale, {least}."), least=scale.min)
    return None


def _far(value: Decimal, target: Decimal | None) -> Message | None:
    if target is None or target <= 0 or value <= target * _FAR:
        return None
    text = N_("More than {n} times the target, {target}: is the decimal sign right?")
    return message(text, n=_FAR, target=target)


def _too_fine(indicator: Indicator, value: Decimal) -> Message | None:
    places = indicator.decimals
    if places is None or decimals_of(value) <= places:
        return None
    return message(N_("Printed with {n} decimals; what is behind them does not show."), n=places)


def _unit_doubt(unit: str, value: Decimal) -> Message | None:
    """What the unit alone says: a count is not negative, a percentage not in the thousands."""
    folded = " ".join(unit.casefold().split())
    if folded in _PERCENT and value > _HUNDRED * _FAR:
        return message(N_("Far above {most}%: is the decimal sign right?"), most=_HUNDRED)
    return None if folded in _SIGNED else _below(value, Decimal(0))


def _below(value: Decimal, least: Decimal) -> Message | None:
    if value >= least:
        return None
    if least:
        return message(N_("Below the minimum of this component, {least}."), least=least)
    return message(N_("Below 0, which this number cannot be."))


def _of_component(own: Indicator, path: Path, value: Decimal, known: Known) -> Message | None:
    name, part = path[-1], own.component.get(path[1]) if len(path) > 1 else None
    if name != "value":
        return _below(value, Decimal(0)) if name in ("max", "weight") else None
    beside = known.beside
    most = beside.get("max", part.max if part is not None else None)
    least = beside.get("min", part.min if part is not None else Decimal(0))
    if most is not None and value > most:
        return message(N_("Above the maximum of this component, {most}."), most=most)
    if value < least:
        return _below(value, least)
    return _scale_doubt(known.parts, value)


def _of_activity(record: Activity, path: Path, value: Decimal) -> Message | None:
    name = path[-1]
    if name == "spending" and record.ceiling and value > record.ceiling:
        return message(N_("Above the ceiling, Rp{ceiling}."), ceiling=Grouped(record.ceiling))
    if name in _WHOLES and value > _HUNDRED:
        return message(N_("Above {most}%."), most=_HUNDRED)
    counted = name in _WHOLES or path[:1] == ("volume",)
    return _below(value, Decimal(0)) if counted else None


def _is_of_year(record: Record | None, path: Path) -> bool:
    """Whether the number is a realisation or a target of the indicator that is known."""
    if isinstance(record, Agreement):
        return path[0] == "target" and path[-1] in _OF_THE_YEAR
    first = path[0] in ("realisation", "history", "standard", "q1", "q2", "q3", "q4")
    return isinstance(record, Indicator) and first and path[-1] in _OF_THE_YEAR


def _plan_unit(record: Plan, path: Path) -> str:
    found = record.indicator.get(path[1]) if len(path) > 1 and path[0] == "indicator" else None
    return found.measured_in if found is not None else "%"
