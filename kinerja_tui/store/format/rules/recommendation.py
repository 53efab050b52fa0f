"""Rules of a set of recommendations."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from kinerja_tui.locale import N_, message
from kinerja_tui.model.recommendation import Recommendation
from kinerja_tui.store.format.rules.around import Around, dangling
from kinerja_tui.store.format.slip import Slip


def year_is_known(record: Recommendation, around: Around) -> Iterator[Slip]:
    """The date or at least the year is given."""
    if record.date is None and record.year is None:
        yield Slip(
            "B31",
            (),
            message(N_("a recommendation needs its date, or at least its year")),
            message(N_("Write for instance {line}"), line="year = 2021"),
        )


def indicator_exists(record: Recommendation, around: Around) -> Iterator[Slip]:
    """The indicator exists, and has the components that the items name."""
    yield from dangling(("indicator",), record.indicator, around.names("indicator"))
    indicator = around.indicators.get(record.indicator) if record.indicator else None
    for id_, item in record.item.items():
        path = ("item", id_, "component")
        if item.component is not None and record.indicator is None:
            yield Slip("B31", path, message(N_("a component needs the key {key}"), key="indicator"))
        elif indicator is not None:
            yield from dangling(path, item.component, indicator.component)


def declined_has_reason(record: Recommendation, around: Around) -> Iterator[Slip]:
    """What is declined is declined for a reason."""
    for id_, item in record.item.items():
        if item.status == "declined" and not item.reason.strip():
            yield Slip(
                "B31",
                ("item", id_, "status"),
                message(N_("a declined recommendation needs a reason")),
            )


RULES: Final[tuple[Callable[[Recommendation, Around], Iterator[Slip]], ...]] = (
    year_is_known,
    indicator_exists,
    declined_has_reason,
)
