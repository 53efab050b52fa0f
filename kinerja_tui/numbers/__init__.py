"""Reading and printing numbers: what people type, what tables print, what TOML holds.

Every number is a `Decimal` and keeps the decimals it was written with.
"""

from __future__ import annotations

from kinerja_tui.numbers.printed import Printed, read_cell
from kinerja_tui.numbers.printing import (
    Rounding,
    as_typed,
    number,
    percent,
    plain,
    rounded,
    rupiah,
)
from kinerja_tui.numbers.reading import AsksState, Expects, Refused, read
from kinerja_tui.numbers.shapes import MOST_DIGITS
from kinerja_tui.numbers.tokens import RefusedToken, token, token_like, toml_float

__all__ = [
    "MOST_DIGITS",
    "AsksState",
    "Expects",
    "Printed",
    "Refused",
    "RefusedToken",
    "Rounding",
    "as_typed",
    "number",
    "percent",
    "plain",
    "read",
    "read_cell",
    "rounded",
    "rupiah",
    "token",
    "token_like",
    "toml_float",
]
