"""Rules of an indicator's values: the year's, the quarters', earlier years' and the standards'."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from kinerja_tui.locale import N_, message
from kinerja_tui.model.indicator import History, Indicator, Quarter, Realisation
from kinerja_tui.store.format.rules.around import Around, grade_known
from kinerja_tui.store.format.slip import Slip

Path = tuple[str, ...]


def realisation_is_one_value(indicator: Indicator, around: Around) -> Iterator[Slip]:
    """The year's value is given in one way."""
    if indicator.realisation is not None:
        yield from _one_way(("realisation",), indicator.realisation, indicator, around)


def state_has_its_reason(indicator: Indicator, around: Around) -> Iterator[Slip]:
    """Carried values name their year and reason, missing ones their reason."""
    found = indicator.realisation
    if found is None or found.state in ("final", "provisional"):
        return
    if not found.reason.strip():
        yield Slip(
            "B27",
            ("realisation", "state"),
            message(N_("the state {state} needs a reason"), state=found.state),
            message(N_('Say why under [{table}]: reason = "..."'), table="realisation"),
        )
    if found.state == "carried":
        yield from _carried_year(found, around)
    elif not (found.value is None and found.grade is None and found.numerator is None):
        yield Slip(
            "B27",
            ("realisation", "state"),
            message(
                N_("the state {state} says there is no value, yet one is given"), state=found.state
            ),
        )


def _carried_year(found: Realisation, around: Around) -> Iterator[Slip]:
    if found.data_year is None:
        yield Slip(
            "B27",
            ("realisation", "state"),
            message(N_("a carried value needs data_year, the year that it is from")),
        )
    elif around.year and found.data_year >= around.year:
        yield Slip(
            "B27",
            ("realisation", "data_year"),
            message(
                N_("a carried value is from an earlier year than {year}"), year=str(around.year)
            ),
        )


def quarters_are_one_value(indicator: Indicator, around: Around) -> Iterator[Slip]:
    """A quarter's target and value are each given in one way."""
    for name, quarter in indicator.quarters.items():
        yield from _one_way((name,), quarter, indicator, around)
        if quarter.target_grade is not None:
            if quarter.target is not None:
                yield _twice((name, "target_grade"), "target", "target_grade")
            yield from grade_known(
                (name, "target_grade"), quarter.target_grade, indicator.scale, around
            )


def history_is_one_value(indicator: Indicator, around: Around) -> Iterator[Slip]:
    """Target and value of an earlier year are each given in one way; the year is an earlier one."""
    for year, found in indicator.history.items():
        late = bool(around.year) and year >= around.year
        if not late and _is_plain(found):
            continue
        path = ("history", str(year))
        if found.value is not None and found.grade is not None:
            yield _twice((*path, "grade"), "value", "grade")
        yield from grade_known((*path, "grade"), found.grade, indicator.scale, around)
        yield from _history_target(path, found, indicator, around)
        if late:
            yield Slip(
                "B33",
                path,
                message(N_("history is of years before {year}"), year=str(around.year)),
                on_key=True,
            )


def _is_plain(found: History) -> bool:
    """Whether it is at most a value and a target, as most are: nothing can be wrong with them."""
    return (
        found.grade is None
        and found.target_grade is None
        and found.target_lo is None
        and found.target_hi is None
    )


def _history_target(
    path: Path, found: History, indicator: Indicator, around: Around
) -> Iterator[Slip]:
    if found.target is not None and found.target_grade is not None:
        yield _twice((*path, "target_grade"), "target", "target_grade")
    yield from grade_known((*path, "target_grade"), found.target_grade, indicator.scale, around)
    lo, hi = found.target_lo, found.target_hi
    if (lo is None) != (hi is None):
        yield half_band((*path, "target_lo" if hi is None else "target_hi"))
    elif lo is not None and hi is not None:
        if lo > hi:
            yield wrong_band((*path, "target_lo"))
        for name in ("target", "target_grade"):
            if getattr(found, name) is not None:
                yield _twice((*path, "target_lo"), name, "target_lo")


def standard_has_a_value(indicator: Indicator, around: Around) -> Iterator[Slip]:
    """A standard is a value or a grade."""
    for id_, standard in indicator.standard.items():
        path = ("standard", id_)
        if standard.value is None and standard.grade is None:
            yield Slip("B23", path, message(N_("a standard needs a value or a grade")))
        elif standard.value is not None and standard.grade is not None:
            yield _twice((*path, "grade"), "value", "grade")
        yield from grade_known((*path, "grade"), standard.grade, indicator.scale, around)


def half_band(path: Path) -> Slip:
    """The slip of a band with one bound."""
    return Slip("B26", path, message(N_("a band needs both bounds")))


def wrong_band(path: Path) -> Slip:
    """The slip of a band whose lower bound is the higher one."""
    return Slip("B26", path, message(N_("the lower bound of the band is above its upper bound")))


def _one_way(
    path: Path, found: Realisation | Quarter, indicator: Indicator, around: Around
) -> Iterator[Slip]:
    if found.grade is None and found.numerator is None and found.denominator is None:
        return  # at most a value, and most are so: the rest need not be looked at
    ways = [name for name in ("value", "grade", "numerator") if getattr(found, name) is not None]
    if len(ways) > 1:
        yield _twice((*path, ways[1]), ways[0], ways[1])
    if (found.numerator is None) != (found.denominator is None):
        name, other = (
            ("numerator", "denominator")
            if found.denominator is None
            else ("denominator", "numerator")
        )
        yield Slip(
            "B23", (*path, name), message(N_("the key {key} needs {other}"), key=name, other=other)
        )
    if found.grade is not None:
        yield from _of_kind((*path, "grade"), indicator, "grade")
        yield from grade_known((*path, "grade"), found.grade, indicator.scale, around)
    if found.numerator is not None:
        yield from _of_kind((*path, "numerator"), indicator, "ratio")


def _of_kind(path: Path, indicator: Indicator, kind: str) -> Iterator[Slip]:
    if indicator.kind != kind:
        yield Slip(
            "B35",
            path,
            message(
                N_('the key {key} goes with kind = "{kind}"; this indicator\'s kind is {other}'),
                key=path[-1],
                kind=kind,
                other=indicator.kind,
            ),
        )


def _twice(path: Path, one: str, other: str) -> Slip:
    return Slip(
        "B23",
        path,
        message(N_("given in two ways: {one} and {other}"), one=one, other=other),
        message(N_("Keep one of the two.")),
    )


RULES: Final[tuple[Callable[[Indicator, Around], Iterator[Slip]], ...]] = (
    realisation_is_one_value,
    state_has_its_reason,
    quarters_are_one_value,
    history_is_one_value,
    standard_has_a_value,
)
