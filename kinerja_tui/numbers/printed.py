"""Reading the cells of printed tables: what they say, and what they leave open.

A printed cell is evidence, so nothing is refused here: a cell without a number has no value, one
with two readings has both.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from kinerja_tui.locale import Language
from kinerja_tui.numbers.shapes import (
    Twofold,
    bare,
    closed_reading,
    is_absent,
    is_multiplier,
    is_whole,
    parts_of,
    readings_of,
    rest_of,
)


class Printed(NamedTuple):
    """What a printed cell says.

    `value` is None when the cell is `absent` (`-`, `n.a`, empty), `ambiguous` (its two readings:
    with decimals, with thousands) or holds no single number. `decimals` counts the printed ones,
    0 without a value. `grade` is the text in brackets after the number; `unit` is `Rp`, `%` or the
    words after the number, else "".
    """

    value: Decimal | None = None
    decimals: int = 0
    grade: str | None = None
    absent: bool = False
    ambiguous: tuple[Decimal, Decimal] | None = None
    unit: str = ""


def read_cell(text: str, hint: Language | None = None, *, whole: bool = False) -> Printed:
    """What the cell `text` says, in a document that writes numbers as `hint` does (None: unknown).

    `whole` says that the column holds amounts in rupiah or counts, so that one sign before three
    digits is of thousands. Raises nothing.
    """
    cell = bare(text)
    if is_absent(cell):
        return Printed(absent=True)
    parts = parts_of(cell)
    rest = None if parts is None else rest_of(parts.rest)
    if parts is None or rest is None or is_multiplier(rest[0]):
        return Printed()
    readings = readings_of(parts.digits, parts.minus)
    if readings is not None and parts.closed:
        readings = closed_reading(readings)
    elif isinstance(readings, Twofold):
        readings = _settled(readings, hint, whole or parts.money)
    unit = rest[0] or ("Rp" if parts.money or parts.closed else "")
    grade = rest[1] or None
    if readings is None:
        return Printed()
    if isinstance(readings, Twofold):
        return Printed(ambiguous=(readings.decimal, readings.grouped), grade=grade, unit=unit)
    exponent = readings.as_tuple().exponent
    decimals = -exponent if isinstance(exponent, int) else 0
    return Printed(readings, decimals, grade, unit=unit)


def _settled(two: Twofold, hint: Language | None, whole: bool) -> Decimal | Twofold | None:
    """The one reading that the document's language and the column leave; `two` when both stay."""
    native = hint is not None and two.sign == hint.decimal
    if not whole:
        return two.decimal if native else two
    if not two.exact:
        return two if is_whole(two.decimal) else None
    return two if native and is_whole(two.decimal) else two.grouped
