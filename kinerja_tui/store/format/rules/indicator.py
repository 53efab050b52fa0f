"""Rules of an indicator's own keys and references."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from kinerja_tui.locale import N_, message
from kinerja_tui.model.indicator import Indicator, SharedIndicator
from kinerja_tui.store.format.rules.around import Around, dangling, parent_known, scale_known
from kinerja_tui.store.format.slip import Slip

_FORMULAS: Final = {
    "maximize": ("max",),
    "minimize": ("min-linear", "min-ratio", "min-baseline"),
    "stabilize": ("stabilize",),
}


def goal_exists(indicator: Indicator | SharedIndicator, around: Around) -> Iterator[Slip]:
    """The goal is in the year's goals.toml."""
    if around.goals is not None and indicator.goal not in around.goals:
        yield from dangling(("goal",), indicator.goal, around.goals)


def parent_exists(indicator: Indicator | SharedIndicator, around: Around) -> Iterator[Slip]:
    """The indicator it serves exists in the same year."""
    if indicator.parent is not None:
        yield from parent_known(("parent",), indicator.parent, around.units, around.elsewhere)


def floor_below_cap(indicator: Indicator | SharedIndicator, around: Around) -> Iterator[Slip]:
    """The floor lies below the cap."""
    if (
        indicator.floor is not None
        and indicator.cap is not None
        and indicator.floor > indicator.cap
    ):
        yield Slip("B26", ("floor",), message(N_("the floor lies above the cap")))


def weight_counts(indicator: Indicator | SharedIndicator, around: Around) -> Iterator[Slip]:
    """The weight is not below 0."""
    if indicator.weight < 0:
        yield Slip("B39", ("weight",), message(N_("a weight lies below 0")))


def scales_exist(indicator: Indicator, around: Around) -> Iterator[Slip]:
    """The scales of the value and of a component exist."""
    if indicator.scale is not None:
        yield from scale_known(("scale",), indicator.scale, around)
    if indicator.composite is not None:
        yield from scale_known(("composite", "scale"), indicator.composite.scale, around)


def formula_fits_polarity(indicator: Indicator, around: Around) -> Iterator[Slip]:
    """A formula is one of the polarity's, and has the baseline it works with."""
    formula = indicator.formula
    if formula is None:
        return
    allowed = _FORMULAS[indicator.polarity]
    if formula not in allowed:
        yield Slip(
            "B35",
            ("formula",),
            message(
                N_("the formula {formula} does not go with the polarity {polarity}"),
                formula=formula,
                polarity=indicator.polarity,
            ),
            message(N_("Allowed here: {words}."), words=", ".join(allowed)),
        )
    if formula == "min-baseline" and indicator.baseline is None:
        yield Slip(
            "B31",
            ("formula",),
            message(
                N_("the formula {formula} needs the key {key}"), formula=formula, key="baseline"
            ),
        )


def cumulative_takes_the_last(indicator: Indicator, around: Around) -> Iterator[Slip]:
    """Quarters "to date" are never added up or averaged."""
    if indicator.cumulative and indicator.consolidation != "last":
        yield Slip(
            "B35",
            ("cumulative",),
            message(N_("values to date go only with {line}"), line='consolidation = "last"'),
        )


def ratio_is_described(indicator: Indicator, around: Around) -> Iterator[Slip]:
    """A ratio says what is divided by what."""
    if indicator.kind == "ratio" and indicator.ratio is None:
        yield Slip(
            "B31",
            ("kind",),
            message(N_("a ratio needs the table [{table}]"), table="ratio"),
            message(N_("It names the numerator and the denominator.")),
        )


def grade_has_scale(indicator: Indicator, around: Around) -> Iterator[Slip]:
    """An indicator whose value is a grade has a scale."""
    if indicator.kind == "grade" and indicator.scale is None:
        yield Slip(
            "B31",
            ("kind",),
            message(N_("a grade needs a scale, and the indicator names none")),
            message(N_("Add the key {key} to the indicator."), key="scale"),
        )


SHARED_RULES: Final[tuple[Callable[[Indicator | SharedIndicator, Around], Iterator[Slip]], ...]] = (
    goal_exists,
    parent_exists,
    floor_below_cap,
    weight_counts,
)
RULES: Final[tuple[Callable[[Indicator, Around], Iterator[Slip]], ...]] = (
    *SHARED_RULES,
    scales_exist,
    formula_fits_polarity,
    cumulative_takes_the_last,
    ratio_is_described,
    grade_has_scale,
)
