"""Printing numbers: as they were recorded, or rounded and grouped as the language does.

Nothing here depends on the decimal context in force: digits are taken from the value as it is, and
the one operation that rounds gets a context wide enough for the value before it.
"""

from __future__ import annotations

from decimal import (
    MAX_EMAX,
    MIN_EMIN,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    Context,
    Decimal,
)
from functools import lru_cache
from typing import Literal

from kinerja_tui.locale import Language

Rounding = Literal["half-up", "half-even"]

# Written out, 1E+999999999 would fill the memory; no record comes near this many digits.
_WIDEST = 1_000_000


def plain(value: Decimal) -> str:
    """`value` with a decimal point and nothing else, as recorded: `61.340`, `7719313000`.

    Raises ValueError for NaN, infinity and numbers of more than a million digits, as every printer
    here does.
    """
    if not value.is_finite():
        raise ValueError("only a finite number can be printed")
    text = str(value)
    if "E" not in text and len(text) <= _WIDEST:
        return text
    if abs(value.adjusted()) > _WIDEST or -_exponent(value) > _WIDEST:
        raise ValueError("the number is too wide to be written out")
    return format(value, "f")


def as_typed(value: Decimal, language: Language) -> str:
    """`value` as recorded, its zeros kept, with the language's decimal sign and no grouping."""
    return plain(value).replace(".", language.decimal)


def rounded(value: Decimal, decimals: int, rounding: Rounding = "half-up") -> Decimal:
    """`value` with exactly `decimals` digits after its sign; half up moves away from zero.

    Zero comes out without a minus. Raises ValueError for NaN, infinity, numbers of more than a
    million digits and fewer than 0 decimals.
    """
    if decimals < 0:
        raise ValueError("decimals cannot be negative")
    if not value.is_finite():
        raise ValueError("only a finite number can be rounded")
    if max(value.adjusted(), decimals) > _WIDEST:
        raise ValueError("the number is too wide to be rounded")
    # Digits before the sign, digits after it, and one for a carry (99.995 -> 100.00).
    wide = _context(max(value.adjusted() + 1, 1) + decimals + 1)
    how = ROUND_HALF_UP if rounding == "half-up" else ROUND_HALF_EVEN
    result = value.quantize(_last_digit(decimals), rounding=how, context=wide)
    return result.copy_abs() if result.is_zero() else result


@lru_cache(maxsize=64)
def _context(digits: int) -> Context:
    return Context(prec=digits, Emin=MIN_EMIN, Emax=MAX_EMAX, clamp=0)


@lru_cache(maxsize=16)
def _last_digit(decimals: int) -> Decimal:
    return Decimal((0, (1,), -decimals))


def number(
    value: Decimal,
    language: Language,
    decimals: int | None = None,
    grouped: bool = False,
    rounding: Rounding = "half-up",
) -> str:
    """`value` with the language's signs, thousands `grouped`, rounded unless `decimals` is None."""
    shown = value if decimals is None else rounded(value, decimals, rounding)
    if not grouped:
        return as_typed(shown, language)
    whole, point, fraction = plain(shown).partition(".")
    return _grouped(whole, language.group) + (language.decimal if point else "") + fraction


def percent(
    value: Decimal,
    language: Language,
    decimals: int | None = 2,
    drop_zeros: bool = False,
    rounding: Rounding = "half-up",
) -> str:
    """`value`, already in percent, as `100,56%`; `drop_zeros` writes a whole one as `100%`."""
    shown = value if decimals is None else rounded(value, decimals, rounding)
    text = as_typed(shown, language)
    whole, _, fraction = text.partition(language.decimal)
    return f"{whole if drop_zeros and not fraction.strip('0') else text}%"


def rupiah(value: Decimal, language: Language, symbol: bool = True) -> str:
    """`value` in rupiah as PUEBI writes it, `Rp7.719.313.000`, a negative one as `-Rp500`.

    Decimals are shown as they are; round first where a computed amount should be whole.
    """
    text = number(value, language, grouped=True)
    if not symbol:
        return text
    return f"-Rp{text[1:]}" if text.startswith("-") else f"Rp{text}"


def _grouped(whole: str, sign: str) -> str:
    """The digits of `whole` (a minus allowed) in groups of three from the right."""
    minus, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    first = len(digits) % 3
    groups = [digits[:first]] if first else []
    groups += [digits[start : start + 3] for start in range(first, len(digits), 3)]
    return minus + sign.join(groups)


def _exponent(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0
