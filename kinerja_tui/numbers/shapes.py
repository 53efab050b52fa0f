"""The shape of a number on paper: sign, dress (`Rp`, `,-`, `%`, a unit, a grade), digits.

Nothing here decides between two readings; `reading` does so for a person, `printed` for a table.
Patterns stay text, so that none is compiled before it is needed.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

MOST_DIGITS = 24
LONGEST_TEXT = 200

# Everything Unicode calls white space, and the marks of zero width that come along with a paste.
_BLANKS = (
    "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007"
    "\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000" + "\u200b\u200e\u200f\u2060\ufeff"
)
_ABSENT = (
    r"(?:(?:rp|idr)\.?\s*)?"
    r"(?:(?:[-\u2010-\u2015\u2212]+|(?:[.\u2026]\s*){2,}|\u2026|_{2,}|n\s*[./]?\s*a\.?)\s*%?)?"
)
_PARTS = (
    r"(?P<outer>[-+\u2212]?)(?P<symbol>(?:rp|idr)\.?\s*)?(?P<inner>[-+\u2212]?)"
    r"(?P<digits>[.,0-9]*[0-9])"
    r"(?P<closed>[.,](?:--?|[\u2013\u2014]))?"
    r"(?P<blank>\s*)(?P<rest>.*)"
)
_MULTIPLIERS = frozenset(
    (
        *("ratus", "ribu", "rb", "juta", "jt", "miliar", "milyar", "triliun"),
        *("hundred", "thousand", "million", "billion", "trillion"),
    )
)
_REST = r"(?P<unit>[^()]*?)\s*(?:\(\s*(?P<grade>[^()]+?)\s*\))?"


class Parts(NamedTuple):
    """A number text taken apart.

    `minus` says it is negative, `money` that a rupiah symbol stood before it, `closed` that `,-`
    ended it; `rest` is what follows the number and `glued` that no blank came between.
    """

    minus: bool
    money: bool
    digits: str
    closed: bool
    glued: bool
    rest: str


class Twofold(NamedTuple):
    """Digits with two readings: one `sign`, before three digits, of decimals or of thousands.

    `exact` says that the thousands would be in proper groups; `1234.567` can only be asked about.
    """

    decimal: Decimal
    grouped: Decimal
    sign: str
    exact: bool


def bare(text: str) -> str:
    """`text` without the blanks around it, non-breaking and zero-width ones included."""
    return text.strip(_BLANKS)


def is_absent(text: str) -> bool:
    """Whether bare `text` is how paper says "no number": empty, `-`, `n.a`, `....`, `Rp -`."""
    return len(text) <= LONGEST_TEXT and re.fullmatch(_ABSENT, text, re.IGNORECASE) is not None


def parts_of(text: str) -> Parts | None:
    """Bare `text` taken apart, or None when it does not begin as a number does."""
    if len(text) > LONGEST_TEXT:
        return None
    found = re.fullmatch(_PARTS, text, re.IGNORECASE | re.DOTALL)
    if found is None or (found["outer"] and found["inner"]):
        return None
    return Parts(
        minus=(found["outer"] or found["inner"]) in ("-", "\u2212"),
        money=bool(found["symbol"]),
        digits=found["digits"],
        closed=bool(found["closed"]),
        glued=not found["blank"],
        rest=found["rest"],
    )


def readings_of(digits: str, minus: bool = False) -> Decimal | Twofold | None:
    """What `digits` (`0-9`, `.` and `,` only) can mean, or None when no reading is possible.

    Impossible: a sign without a digit on both sides, thousands not in groups of three, a leading
    zero, more than `MOST_DIGITS` digits.
    """
    if count_digits(digits) > MOST_DIGITS or re.match("0[0-9]", digits):
        return None
    before = "-" if minus else ""
    signs = [character for character in digits if character in ".,"]
    if not signs:
        return Decimal(before + digits)
    whole, _, fraction = digits.rpartition(signs[-1])
    if not whole or not fraction:
        return None
    if len(signs) == 1:
        decimal = Decimal(f"{before}{whole}.{fraction}")
        if len(fraction) != 3 or whole == "0":
            return decimal
        return Twofold(decimal, Decimal(before + whole + fraction), signs[0], len(whole) <= 3)
    if signs[-1] in signs[:-1]:
        groups = _joined(digits, signs[-1])
        return None if groups is None else Decimal(before + groups)
    groups = _joined(whole, signs[0])
    return None if groups is None else Decimal(f"{before}{groups}.{fraction}")


def closed_reading(readings: Decimal | Twofold) -> Decimal | None:
    """The amount before `,-`, which says that it has no decimals; None when it has some."""
    if isinstance(readings, Twofold):
        return readings.grouped if readings.exact else None
    return readings if readings.as_tuple().exponent == 0 else None


def rest_of(rest: str) -> tuple[str, str] | None:
    """What follows a number as (unit, grade), each "" when absent: `Layanan`, `%`, `(Sangat Baik)`.

    None when it is neither, so that the number before it may be part of something else.
    """
    found = re.fullmatch(_REST, rest, re.DOTALL)
    if found is None:
        return None
    unit, grade = found["unit"], found["grade"] or ""
    if unit and unit != "%" and not _is_words(unit):
        return None
    return None if grade and not grade[0].isalpha() else (unit, grade)


def is_multiplier(unit: str) -> bool:
    """Whether `unit` begins with a word that changes the number (`juta`, `miliar`, `million`)."""
    return any(word in _MULTIPLIERS for word in unit.casefold().split()[:1])


def is_whole(value: Decimal) -> bool:
    """Whether `value` has no fraction other than zeros."""
    return value == value.to_integral_value()


def without_fraction(value: Decimal) -> Decimal:
    """A whole `value` as an integer: `12.00` is `12`."""
    return Decimal(int(value))


def count_digits(text: str) -> int:
    """How many of the digits 0 to 9 are in `text`."""
    return sum(character in "0123456789" for character in text)


def _is_words(text: str) -> bool:
    return text[0].isalpha() and not any(character.isnumeric() for character in text)


def _joined(text: str, sign: str) -> str | None:
    """`text` without `sign`, when `sign` parts it into proper groups of thousands."""
    pattern = rf"[1-9][0-9]{{0,2}}(?:{re.escape(sign)}[0-9]{{3}})+"
    return text.replace(sign, "") if re.fullmatch(pattern, text) else None
