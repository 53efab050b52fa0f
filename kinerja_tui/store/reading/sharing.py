"""Indicators that another unit measures, made whole from that unit's file of the same year."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kinerja_tui.locale import N_, Message, message
from kinerja_tui.model.base import Record
from kinerja_tui.model.indicator import Indicator, SharedIndicator, borrow
from kinerja_tui.store.format.kinds import unit_and_year, where
from kinerja_tui.store.format.slip import Slip
from kinerja_tui.store.reading.listing import Tree
from kinerja_tui.store.reading.memory import Known
from kinerja_tui.store.reading.reader import record_of


@dataclass(frozen=True, slots=True)
class Shared:
    """Shared indicators made whole, by file, what was wrong with the others, and how each source
    stood.
    """

    whole: dict[str, Indicator]
    slips: tuple[tuple[str, Slip], ...]
    borrowed: dict[str, bytes]


def resolve(
    records: Mapping[str, Record], tree: Tree, source: Callable[[str], Known | None]
) -> Shared:
    """Follow every `same_as` among `records`; `source` gives the file it leads to."""
    whole: dict[str, Indicator] = {}
    slips: list[tuple[str, Slip]] = []
    borrowed: dict[str, bytes] = {}
    for file, record in records.items():
        if not isinstance(record, SharedIndicator):
            continue
        unit, id_ = record.same_as.split("/")
        year = unit_and_year(file)[1]
        lender = where("indicator", unit, year, id_)
        known = source(lender)
        borrowed[lender] = standing(lender, known, tree)
        measured = record_of(known)
        if isinstance(measured, Indicator):
            whole[file] = borrow(record, measured)
        else:
            slips.append((file, _slip(record.same_as, measured, unit, year, tree)))
    return Shared(whole, tuple(slips), borrowed)


def standing(file: str, known: Known | None, tree: Tree) -> bytes:
    """What a shared indicator's fate depends on: the bytes of the file it leads to, or how far the
    way there goes.
    """
    if known is not None:
        return known.digest
    unit, year = unit_and_year(file)
    found = tree.units.get(unit)
    return b"unit" if found is None else b"year" if year not in found.years else b"file"


def _slip(reference: str, measured: Record | None, unit: str, year: int, tree: Tree) -> Slip:
    hint: Message | None = None
    if isinstance(measured, SharedIndicator):
        text = message(N_("{reference} is shared from elsewhere itself"), reference=reference)
        if measured.same_as != reference:
            source = measured.same_as
            hint = message(N_("Refer to where it is measured: {reference}"), reference=source)
    elif unit not in tree.units:
        text = message(N_("“{id}” does not exist"), id=unit)
        hint = message(N_("same_as has the form unit/indicator."))
    elif year not in tree.units[unit].years:
        text = message(N_("the unit {unit} has no year {year}"), unit=unit, year=str(year))
        hint = message(N_("same_as refers to the same year of the other unit."))
    else:
        text = message(
            N_("{reference} is not there in {year}, or cannot be read"),
            reference=reference,
            year=str(year),
        )
        hint = message(N_("same_as refers to the same year of the other unit."))
    return Slip("B40", ("same_as",), text, hint)
