"""What every record is made of: field types with their limits, and the frozen struct they live
in.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Any, Literal

from msgspec import Meta, Struct, field

from kinerja_tui.locale import Message

ID_PATTERN = r"^[a-z0-9][a-z0-9-]{0,63}\Z"
MAX_DIGITS = 24
_TOO_LARGE = 10**MAX_DIGITS
_MOST_WHOLE = 1024

Id = Annotated[str, Meta(pattern=ID_PATTERN)]
Reference = Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9-]{0,63}/[a-z0-9][a-z0-9-]{0,63}\Z")]
Name = Annotated[str, Meta(min_length=1)]
YearNumber = Annotated[int, Meta(ge=1900, le=2200)]
Rupiah = Annotated[int, Meta(ge=0, le=999_999_999_999_999_999)]
Count = Annotated[int, Meta(ge=0, le=999_999_999_999_999_999)]
Schema = Literal[1]
Day = date

State = Literal["final", "provisional", "carried", "unavailable", "unmeasured"]
Polarity = Literal["maximize", "minimize", "stabilize"]
FormulaName = Literal["max", "min-linear", "min-ratio", "min-baseline", "stabilize"]
Rounding = Literal["half-up", "half-even"]
ZeroTarget = Literal["refuse", "all-or-nothing"]
Acting = Literal["plt", "plh"]


class Number(Decimal):
    """A number as recorded: its digits and trailing zeros are kept; never NaN, infinite or a
    string.
    """

    __slots__ = ()


def decode(kind: type, value: Any) -> Any:
    """Make `value` the custom field type `kind`; raises `ValueError` when it is no plain number."""
    if kind is not Number:
        raise NotImplementedError(kind)
    if type(value) is Number:
        return value
    if type(value) is int:
        if -_TOO_LARGE < value < _TOO_LARGE:
            return _whole(value)
    elif isinstance(value, Decimal):
        # Most numbers are short enough as text to spare counting their digits, which takes longer.
        if value.is_finite() and (
            len(str(value)) <= MAX_DIGITS or len(value.as_tuple().digits) <= MAX_DIGITS
        ):
            return Number(value)
    else:
        raise ValueError("a number is due")
    raise ValueError("a plain number is due")


@lru_cache(maxsize=_MOST_WHOLE)
def _whole(value: int) -> Number:
    return Number(value)


class Part(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A table inside a record."""


class Record(Part, frozen=True, kw_only=True):
    """A file: `origin` is its path below the records folder, with `/` between folders."""

    schema: Schema
    origin: str = field(default="", name="@file")


class Source(Struct, frozen=True):
    """Where a number was written: a record's path below the records folder and the key in it."""

    file: str
    key: str


class Problem(Struct, frozen=True, kw_only=True):
    """What stops (part of) a record from loading: `line` and `column` count from 1, 0 when
    unknown.
    """

    code: str
    file: str
    message: Message
    line: int = 0
    column: int = 0
    key: str = ""
    excerpt: str = ""
    hint: Message | None = None


class Evidence(Part, frozen=True, kw_only=True):
    """A document that proves something; without `link` it is on paper."""

    name: Name
    link: str = ""
    date: Day | None = None
    year: YearNumber | None = None
    note: str = ""
