"""Numbers as TOML writes them: the token of a value, and the value of a token."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from kinerja_tui.locale import N_, Message, message
from kinerja_tui.numbers.printing import plain
from kinerja_tui.numbers.shapes import MOST_DIGITS, count_digits

_FLOAT: Final = re.compile(r"[-+]?[0-9]+(?:_[0-9]+)*\.[0-9]+(?:_[0-9]+)*")
_UNDERSCORED = r"[-+]?[0-9]+(?:_[0-9]+)+(?:\.[0-9_]+)?"


class RefusedToken(str):
    """A TOML float that is no number of a record: it takes the number's place as text.

    As text it fails every check for a number, and still tells how it was written.
    """

    __slots__ = ()

    @property
    def message(self) -> Message:
        """Why the token is refused."""
        if re.search("nan|inf", self):
            return message(N_("This is not a number that can be counted with."))
        if re.search("[eE]", self):
            return message(N_("Write the number out in digits."))
        return message(N_("The number is too long: at most {most} digits."), most=MOST_DIGITS)


def token(value: Decimal) -> str:
    """`value` as a TOML number, its decimals as they are: `60.00`, `62`; never an exponent.

    Raises ValueError for NaN, infinity and numbers too wide to be written out.
    """
    return plain(value)


def token_like(old: str, value: Decimal) -> str:
    """`value` as a TOML number with underscores between the thousands where `old` has them.

    Raises ValueError as `token` does.
    """
    text = token(value)
    if not re.fullmatch(_UNDERSCORED, old):
        return text
    whole, point, fraction = text.partition(".")
    return re.sub(r"(?<=[0-9])(?=(?:[0-9]{3})+$)", "_", whole) + point + fraction


def toml_float(text: str) -> Decimal | RefusedToken:
    """The value of a TOML float token, for a parser's `parse_float`; `1_000.5` is 1000.5.

    Exponents, `nan`, `inf` and more than `MOST_DIGITS` digits give a `RefusedToken`; nothing is
    raised, so that one bad number does not hide the rest of its file.
    """
    if len(text) > MOST_DIGITS and count_digits(text) > MOST_DIGITS:
        return RefusedToken(text)
    return Decimal(text) if _FLOAT.fullmatch(text) else RefusedToken(text)
