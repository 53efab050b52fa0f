"""Reading the number a person types, in the language they type it in.

One text has one meaning or none: what could be two numbers is refused with both offered.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from kinerja_tui.locale import N_, Language, Message, message
from kinerja_tui.numbers.printing import as_typed
from kinerja_tui.numbers.shapes import (
    LONGEST_TEXT,
    MOST_DIGITS,
    Parts,
    Twofold,
    bare,
    closed_reading,
    count_digits,
    is_absent,
    is_multiplier,
    is_whole,
    parts_of,
    readings_of,
    rest_of,
    without_fraction,
)

_PERCENT = ("%", "persen", "percent")
_RUPIAH = ("rp", "rp.", "rupiah", "idr")


class Expects(NamedTuple):
    """What a field takes: `measured_in` is its unit as people write it ("%" counts as `percent`).

    `rupiah` is an amount in whole rupiah, `whole` any whole number; both come without decimals.
    """

    percent: bool = False
    measured_in: str = ""
    rupiah: bool = False
    whole: bool = False


class Refused(Exception):
    """A text that is not one number: why, what helps, and the numbers it may have meant.

    Each of `offers` is a text that the same field reads in the same language.
    """

    def __init__(
        self, message: Message, hint: Message | None = None, offers: tuple[str, ...] = ()
    ) -> None:
        """Refused because of `message`."""
        super().__init__(message, hint, offers)
        self.message = message
        self.hint = hint
        self.offers = offers

    def __str__(self) -> str:
        """The reason in English, for logs and failing tests only."""
        return str(self.message)


class AsksState(Refused):
    """An empty field, `-` or `n.a`: there is no number, so the record needs a state instead."""


def read(text: str, language: Language, expects: Expects) -> Decimal:
    """The number that `text` says, with its decimals as typed; whole numbers come without any.

    Raises `AsksState` where the text says that there is no number and `Refused` for everything else
    that is not exactly one number fit for the field.
    """
    typed = bare(text)
    if is_absent(typed):
        raise AsksState(
            message(N_("There is no number here.")),
            message(N_("If there is no value yet, choose a state; 0 would be a value.")),
        )
    parts = parts_of(typed)
    if parts is None:
        raise _not_a_number(typed)
    whole = expects.whole or expects.rupiah
    fits = _fits(parts, expects)
    if not fits and not _is_number_alone(parts):
        raise _not_a_number_alone(parts, language, whole)
    value = _number(parts, language, whole)
    if not fits:
        raise Refused(_misfit(parts, expects), None, (as_typed(value, language),))
    return value


def _number(parts: Parts, language: Language, whole: bool) -> Decimal:
    """The one number in `parts`, whatever dress it wears; raises Refused."""
    readings = readings_of(parts.digits, parts.minus)
    if readings is None:
        raise _misshapen(parts, language, whole)
    if parts.closed:
        closed = closed_reading(readings)
        if closed is None:
            raise Refused(message(N_("“,-” ends an amount without decimals.")))
        value = closed
    elif isinstance(readings, Twofold):
        value = _one_of(readings, language, whole, parts.money)
    else:
        value = readings
    if whole and not is_whole(value):
        raise Refused(message(N_("A whole number is due here.")))
    value = without_fraction(value) if whole else value
    return value.copy_abs() if value.is_zero() else value


def _one_of(two: Twofold, language: Language, whole: bool, money: bool) -> Decimal:
    """The reading that the language and the field leave, when they leave one.

    Whole amounts have no decimals, so there the language's group sign groups even one group; its
    decimal sign before three digits is likely the other language's group sign: that is asked about.
    """
    native = two.sign == language.decimal
    if whole and not is_whole(two.decimal) and (native or not two.exact):
        raise Refused(
            message(N_("A whole number is due here: {number}?"), number=two.grouped),
            None,
            (as_typed(two.grouped, language),),
        )
    if (whole or money) and not native and two.exact:
        return two.grouped
    if native and not whole and not money:
        return two.decimal
    first = without_fraction(two.decimal) if whole else two.decimal
    raise Refused(
        message(N_("{first} or {second}?"), first=first, second=two.grouped),
        message(N_("The sign before three digits can be of decimals or of thousands.")),
        (as_typed(first, language), as_typed(two.grouped, language)),
    )


def _fits(parts: Parts, expects: Expects) -> bool:
    """Whether what stands around the number belongs in this field."""
    units = _own_units(expects)
    if (parts.money or parts.closed) and not _may_be_rupiah(expects):
        return False
    # Glued, a unit with digits in it would go on with the number: 1e5.
    return not parts.rest or (
        _folded(parts.rest) in units and not (parts.glued and count_digits(parts.rest))
    )


def _is_number_alone(parts: Parts) -> bool:
    """Whether the digits are the whole number, so that they can be offered without their dress."""
    known = rest_of(parts.rest)
    return parts.rest in (".", ",") or (known is not None and not is_multiplier(known[0]))


def _misfit(parts: Parts, expects: Expects) -> Message:
    """Why what stands around the number does not belong in this field."""
    unit, grade = rest_of(parts.rest) or ("", "")
    if (parts.money or parts.closed) and not _may_be_rupiah(expects):
        return message(N_("This field is not in rupiah."))
    if unit == "%" and "%" not in _own_units(expects):
        return message(N_("This field is not in percent."))
    if grade:
        return message(N_("Type the number without the words in brackets."))
    if unit and expects.measured_in:
        return message(N_("This field is in {unit}."), unit=expects.measured_in.strip())
    return message(N_("Type the number alone."))


def _may_be_rupiah(expects: Expects) -> bool:
    """A field that says nothing of itself may be in rupiah; one that says another unit is not."""
    return expects == Expects() or "rp" in _own_units(expects)


def _own_units(expects: Expects) -> tuple[str, ...]:
    """The folded units that may follow a number in this field."""
    unit = _folded(expects.measured_in)
    units: tuple[str, ...] = (unit,) if unit else ()
    if expects.percent or unit in _PERCENT:
        units += _PERCENT
    if expects.rupiah or unit in _RUPIAH:
        units += _RUPIAH
    return units


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _misshapen(parts: Parts, language: Language, whole: bool) -> Refused:
    """Why no reading of the digits is possible, with the nearest that is."""
    digits = parts.digits
    if count_digits(digits) > MOST_DIGITS:
        return _too_long()
    if digits[0] in ".,":
        return Refused(
            message(N_("A digit is missing before the sign.")),
            None,
            _offers("0" + digits, parts, language, whole),
        )
    if re.match("0[0-9]", digits):
        shorter = re.sub("^0+(?=[0-9])", "", digits)
        return Refused(
            message(N_("A number does not begin with extra zeros.")),
            None,
            _offers(shorter, parts, language, whole),
        )
    return Refused(message(N_("Thousands come in groups of three digits.")), _example())


def _not_a_number(typed: str) -> Refused:
    """Why `typed` is no number at all."""
    if count_digits(typed) > MOST_DIGITS and len(typed) > LONGEST_TEXT:
        return _too_long()
    if any(character.isnumeric() and character not in "0123456789" for character in typed):
        return Refused(message(N_("Write numbers with the digits 0 to 9.")), _example())
    return Refused(message(N_("This is not a number.")), _example())


def _not_a_number_alone(parts: Parts, language: Language, whole: bool) -> Refused:
    """Why what follows the digits makes them something else than the number they seem to be."""
    spaced = f"{parts.digits} {parts.rest}"
    if not parts.glued and re.fullmatch(r"[0-9]{1,3}(?:\s[0-9]{3})+", spaced):
        joined = re.sub(r"\s", "", spaced)
        offers = _offers(joined, parts, language, whole)
        return Refused(message(N_("Type the number without blanks.")), None, offers)
    unit, _ = rest_of(parts.rest) or ("", "")
    if is_multiplier(unit) or re.fullmatch("e[-+]?[0-9]+", parts.rest, re.IGNORECASE):
        return Refused(message(N_("Write the number out in digits.")), _example())
    return _not_a_number(parts.rest)


def _offers(digits: str, parts: Parts, language: Language, whole: bool) -> tuple[str, ...]:
    """The numbers that `digits` could be instead, as texts the field reads."""
    readings = readings_of(digits, parts.minus)
    if readings is None:
        return ()
    values: tuple[Decimal, ...] = (
        (readings,) if isinstance(readings, Decimal) else (readings.decimal, readings.grouped)
    )
    if whole:
        values = tuple(without_fraction(value) for value in values if is_whole(value))
    return tuple(as_typed(value, language) for value in values)


def _too_long() -> Refused:
    return Refused(message(N_("The number is too long: at most {most} digits."), most=MOST_DIGITS))


def _example() -> Message:
    return message(N_("For example {number}."), number=Decimal("61.34"))
