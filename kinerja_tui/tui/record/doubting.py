"""What speaks against a number that is typed on the page of a record, beside what is refused."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING

from kinerja_tui.locale import Message
from kinerja_tui.measure.plausible import Known, doubt
from kinerja_tui.measure.target import target_number
from kinerja_tui.model.agreement import Agreement
from kinerja_tui.model.indicator import Indicator
from kinerja_tui.store.format.kinds import unit_and_year
from kinerja_tui.tui.record.values import value_of

if TYPE_CHECKING:
    from kinerja_tui.report.page import Page
    from kinerja_tui.tui.record.register import Path, Register

NOTHING: Mapping[str, str] = MappingProxyType({})


def doubted(
    page: Page,
    register: Register,
    path: Path,
    token: str | None,
    beside: Mapping[str, str] = NOTHING,
) -> Message | None:
    """Why the number that `token` says is hardly meant at `path`; `beside` are the tokens of other
    keys of the same table. None for what is no number, or fits.
    """
    value = _number(token)
    if value is None or not path:
        return None
    numbers = {name: each for name, text in beside.items() if (each := _number(text)) is not None}
    return doubt(register.record, path, value, _known(page, register, path, numbers))


def _number(token: str | None) -> Decimal | None:
    found = value_of(token) if token is not None else None
    if isinstance(found, bool):
        return None
    return Decimal(found) if isinstance(found, int | Decimal) else None


def _known(page: Page, register: Register, path: Path, beside: Mapping[str, Decimal]) -> Known:
    record, library = register.record, page.library
    unit, year = unit_and_year(register.file)
    book = library.book(unit, year)
    own = record if isinstance(record, Indicator) else None
    if isinstance(record, Agreement) and len(path) > 1:
        own = book.indicators.get(path[1]) if book is not None else None
    if own is None:
        return Known(beside=beside)
    parts = own.composite.scale if own.composite is not None else None
    return Known(
        indicator=own,
        scale=library.scales.get(own.scale or ""),
        parts=library.scales.get(parts or ""),
        target=_target(page, register, path),
        beside=beside,
    )


def _target(page: Page, register: Register, path: Path) -> Decimal | None:
    """What the year's value or that of a quarter is measured against; nothing for a target."""
    if path[-1] != "value" or path[0] not in ("realisation", "q1", "q2", "q3", "q4"):
        return None
    if unit_and_year(register.file) != (page.card.unit, page.card.year):
        return None
    record = register.record
    score = page.card.indicator(record.id) if isinstance(record, Indicator) else None
    return target_number(score.target) if score is not None else None
