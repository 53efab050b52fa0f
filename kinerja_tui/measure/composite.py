"""A value made of components: from the leaves, never from a group's figure (records.md 16)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from kinerja_tui.locale import N_, Message, message
from kinerja_tui.measure.exact import HUNDRED, decimals_of, exactly, given, none, whole
from kinerja_tui.measure.figures import CompositeScore, Figure, PartScore, Reason, Step
from kinerja_tui.measure.grade import grade_of
from kinerja_tui.model.indicator import Component, Composite, Indicator, Method, home
from kinerja_tui.model.scale import Scale

COMPOSED = Message(N_("Value from the components"))
GROUP = Message(N_("Value of the group"))

Leaves = Mapping[str, Component]


@exactly
def compose(
    indicator: Indicator, scales: Mapping[str, Scale], stated: Decimal | None = None
) -> CompositeScore | None:
    """What the leaves give, and how far `stated` is from it; None for what is no composite.

    The value is `not-computable` while one leaf has no value, or, for a weighted mean, no weight.
    """
    composite = indicator.composite
    if composite is None:
        return None
    leaves = indicator.leaves
    value = _result(composite, leaves, home(indicator))
    scale = scales.get(composite.scale) if composite.scale else None
    parts = tuple(_parts(indicator, composite.method, leaves, scale))
    derived = value.value
    if stated is None or derived is None:
        return CompositeScore(value, parts, None, None)
    return CompositeScore(value, parts, stated - derived, _tolerance(composite, leaves, stated))


def combined(method: Method, leaves: Leaves) -> Decimal | None:
    """The leaves' values by `method`, without the factor; None when one has no value or weight."""
    values = [leaf.value for leaf in leaves.values()]
    return _combine(method, leaves, values)


def _combine(method: Method, leaves: Leaves, numbers: Sequence[Decimal | None]) -> Decimal | None:
    present = [number for number in numbers if number is not None]
    if not present or len(present) < len(numbers):
        return None
    if method == "sum":
        return _sum(present)
    if method == "mean":
        return _sum(present) / len(present)
    weights = _weights(leaves)
    total = _sum(weights) if weights else Decimal(0)
    if weights is None or not total:
        return None
    return _sum(w * v for w, v in zip(weights, present, strict=True)) / total


def _weights(leaves: Leaves) -> list[Decimal] | None:
    weights = [leaf.weight for leaf in leaves.values() if leaf.weight is not None]
    return list(weights) if len(weights) == len(leaves) else None


def _sum(numbers: Iterable[Decimal]) -> Decimal:
    return sum(numbers, Decimal(0))


def _result(composite: Composite, leaves: Leaves, file: str) -> Figure:
    inputs = tuple(_inputs(composite.method, leaves, file))
    before = combined(composite.method, leaves)
    if before is None:
        return none("not-computable", inputs)
    number = before * composite.factor
    formula = _formula(composite, leaves)
    return Figure(number, None, (*inputs, Step(COMPOSED, number, formula)))


def _inputs(method: Method, leaves: Leaves, file: str) -> Iterable[Step]:
    for id_, leaf in leaves.items():
        name = message(N_("Component {name}"), name=leaf.name)
        yield given(name, leaf.value, file, f"component.{id_}.value")
        if method == "weighted-mean":
            weight = message(N_("Weight of component {name}"), name=leaf.name)
            yield given(weight, leaf.weight, file, f"component.{id_}.weight")


def _formula(composite: Composite, leaves: Leaves) -> Message:
    values = [leaf.value for leaf in leaves.values() if leaf.value is not None]
    if composite.method == "sum":
        core = message(N_("{terms}"), terms=_chain(values))
        if composite.factor == 1:
            return core
        return message(N_("({core}) x {factor}"), core=core, factor=composite.factor)
    total: Decimal | int = len(values)
    terms = _chain(values)
    if composite.method == "weighted-mean":
        weights = _weights(leaves) or []
        pairs = zip(weights, values, strict=True)
        terms = _chain([message(N_("{w} x {v}"), w=w, v=v) for w, v in pairs])
        total = whole(_sum(weights))
    mean = message(N_("({terms}) / {n}"), terms=terms, n=total)
    if composite.factor == 1:
        return mean
    return message(N_("{core} x {factor}"), core=mean, factor=composite.factor)


def _chain(terms: Sequence[Decimal | Message]) -> Decimal | Message:
    """The terms joined by plus signs, halves first so that a long sum stays shallow."""
    if len(terms) == 1:
        return terms[0]
    middle = len(terms) // 2
    return message(N_("{a} + {b}"), a=_chain(terms[:middle]), b=_chain(terms[middle:]))


def _parts(
    indicator: Indicator, method: Method, leaves: Leaves, scale: Scale | None
) -> Iterable[PartScore]:
    below = _leaves_below(indicator.component, leaves)
    weights = _weights(leaves)
    total = _sum(weights) if weights else Decimal(0)
    file = home(indicator)
    own: dict[str, Decimal | None] = {
        id_: _contribution(method, leaf, len(leaves), total) for id_, leaf in leaves.items()
    }
    for id_, component in indicator.component.items():
        if id_ in leaves:
            name = message(N_("Component {name}"), name=component.name)
            step = given(name, component.value, file, f"component.{id_}.value")
            reason: Reason | None = "no-realisation" if component.value is None else None
            yield PartScore(
                id=id_,
                component=component,
                group=False,
                value=Figure(component.value, reason, (step,)),
                max=component.max,
                weight=component.weight,
                weighted=own[id_],
                deviation=_deviation(component.value, component.max),
                grade=grade_of(scale, component.value),
            )
        else:
            yield _group(id_, component, method, below.get(id_, {}), own, file)


def _group(
    id_: str,
    component: Component,
    method: Method,
    children: Leaves,
    own: Mapping[str, Decimal | None],
    file: str,
) -> PartScore:
    value = combined(method, children)
    inputs = tuple(_inputs(method, children, file))
    if value is None:
        figure = none("not-computable", inputs)
    else:
        formula = _formula(Composite(method=method), children)
        figure = Figure(value, None, (*inputs, Step(GROUP, value, formula)))
    # The greatest value a group can have: for a mean it is the mean of the maxima, not their sum.
    most = _combine(method, children, [child.max for child in children.values()])
    weights = _weights(children)
    return PartScore(
        id=id_,
        component=component,
        group=True,
        value=figure,
        max=most,
        weight=_sum(weights) if weights else None,
        weighted=_whole([own[child] for child in children]),
        deviation=_deviation(value, most),
        grade=None,
    )


def _leaves_below(components: Leaves, leaves: Leaves) -> dict[str, dict[str, Component]]:
    """The leaves under each group, at whatever depth; a circle of parents ends where it closes."""
    below: dict[str, dict[str, Component]] = {}
    for id_, leaf in leaves.items():
        seen = {id_}
        parent = leaf.parent
        while parent is not None and parent in components and parent not in seen:
            seen.add(parent)
            below.setdefault(parent, {})[id_] = leaf
            parent = components[parent].parent
    return below


def _contribution(method: Method, leaf: Component, count: int, total: Decimal) -> Decimal | None:
    """What the leaf adds to the result before the factor."""
    if leaf.value is None or method == "sum":
        return leaf.value
    if method == "mean":
        return leaf.value / count
    return leaf.weight * leaf.value / total if leaf.weight is not None and total else None


def _whole(numbers: list[Decimal | None]) -> Decimal | None:
    present = [number for number in numbers if number is not None]
    return _sum(present) if present and len(present) == len(numbers) else None


def _deviation(value: Decimal | None, most: Decimal | None) -> Decimal | None:
    return (most - value) * HUNDRED / most if value is not None and most else None


def _tolerance(composite: Composite, leaves: Leaves, stated: Decimal) -> Decimal:
    """Half the stated value's last digit, and the leaves' own rounding by their weight."""
    if composite.tolerance is not None:
        return composite.tolerance
    finest: dict[str | None, int] = {}
    for leaf in leaves.values():
        if leaf.value is not None:
            digits = decimals_of(leaf.value)
            finest[leaf.parent] = max(digits, finest.get(leaf.parent, 0))
    weights = _weights(leaves)
    total = _sum(weights) if weights else Decimal(0)
    slack = _half_unit(decimals_of(stated))
    for leaf in leaves.values():
        share = _share(composite.method, leaf, len(leaves), total)
        slack += _half_unit(finest.get(leaf.parent, 0)) * share * abs(composite.factor)
    return slack


def _half_unit(decimals: int) -> Decimal:
    return Decimal(5).scaleb(-decimals - 1)


def _share(method: Method, leaf: Component, count: int, total: Decimal) -> Decimal:
    if method == "sum":
        return Decimal(1)
    if method == "mean":
        return Decimal(1) / count
    return leaf.weight / total if leaf.weight is not None and total else Decimal(0)
