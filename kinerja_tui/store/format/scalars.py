"""Single values beside the types they should have: what is expected, and how to write it."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Final

from msgspec import inspect

from kinerja_tui.locale import N_, Message, message
from kinerja_tui.model.base import ID_PATTERN, MAX_DIGITS
from kinerja_tui.numbers.tokens import RefusedToken
from kinerja_tui.store.disk.excerpt import quoted
from kinerja_tui.store.format.kinds import ID_RULE
from kinerja_tui.store.format.slip import Slip

if TYPE_CHECKING:
    from kinerja_tui.numbers.shapes import Parts

_LARGEST_INT: Final = 10**18
_DRESS: Final = ("", "%", "persen", "percent", ".")
Path = tuple[str, ...]


def scalar(value: Any, shape: inspect.Type, path: Path) -> Slip | None:
    """A slip when `value` is not of the simple type `shape`, or outside its limits."""
    match shape:
        case inspect.CustomType():
            return _number(value, path)
        case inspect.LiteralType():
            return _literal(value, shape, path)
        case inspect.StrType():
            return _text(value, shape, path)
        case inspect.BoolType():
            if not isinstance(value, bool):
                return Slip("B14", path, message(N_("true or false is expected here")))
        case inspect.DateType():
            if not isinstance(value, date) or isinstance(value, datetime):
                return Slip(
                    "B14",
                    path,
                    message(N_("a date is expected here")),
                    message(N_("Write it as 2022-12-31, without quotes and without a time.")),
                )
        case inspect.IntType():
            return _whole(value, shape, path)
    return None


def _number(value: Any, path: Path) -> Slip | None:
    if isinstance(value, RefusedToken):
        return Slip("B16", path, message(N_("a plain number is expected here")), value.message)
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return Slip("B14", path, message(N_("a number is expected here")), _unquote(value))
    if abs(value) >= 10**MAX_DIGITS or len(Decimal(value).as_tuple().digits) > MAX_DIGITS:
        return _too_long(path)
    return None


def _whole(value: Any, shape: inspect.IntType, path: Path) -> Slip | None:
    text = message(N_("a whole number is expected here"))
    if isinstance(value, bool) or not isinstance(value, int):
        if isinstance(value, Decimal):
            return Slip("B14", path, text, message(N_("Leave out the point and what follows it.")))
        return Slip("B14", path, text, _unquote(value, whole=True))
    wrong = limits(value, shape)
    if wrong is not None:
        return Slip("B16", path, wrong)
    return _too_long(path) if abs(value) >= _LARGEST_INT else None


def _too_long(path: Path) -> Slip:
    return Slip(
        "B16", path, message(N_("the number is too long: at most {most} digits"), most=MAX_DIGITS)
    )


def limits(value: int, shape: inspect.IntType) -> Message | None:
    """What is expected when a whole number is outside the limits of its type."""
    low, high = shape.ge, shape.le
    if low is not None and value < low and (high is None or high >= _LARGEST_INT - 1):
        return message(N_("a whole number of at least {low} is expected here"), low=int(low))
    if low is not None and high is not None and not low <= value <= high:
        return message(
            N_("a whole number from {low} to {high} is expected here"), low=int(low), high=int(high)
        )
    return None


def _unquote(value: Any, whole: bool = False) -> Message | None:
    """For a number between quotes: how to write it."""
    if not isinstance(value, str):
        return None
    from kinerja_tui.numbers.shapes import bare, is_absent, parts_of

    typed = bare(value)
    if is_absent(typed) or not re.search("[0-9]", typed):
        return message(N_("Leave the key out while there is no number, and say why in reason."))
    parts = parts_of(typed)
    if parts is not None and parts.rest.casefold() in _DRESS:
        meant = _readings(parts, whole)
        if len(meant) == 1:
            return message(N_("Write it without quotes: {number}"), number=meant[0])
        if meant:
            return message(
                N_("Write it without quotes: {first} or {second}"), first=meant[0], second=meant[1]
            )
    if whole:
        return message(N_("Write its digits alone, without quotes."))
    return message(N_("Write its digits alone, without quotes and with a decimal point."))


def _readings(parts: Parts, whole: bool) -> list[str]:
    """What a number on paper can mean, as TOML writes it: one text, two, or none."""
    from kinerja_tui.numbers.shapes import Twofold, closed_reading, is_whole, readings_of
    from kinerja_tui.numbers.tokens import token

    found = readings_of(parts.digits, parts.minus)
    if found is not None and parts.closed:
        found = closed_reading(found)
    if found is None:
        return []
    both = (found.decimal, found.grouped) if isinstance(found, Twofold) else (found,)
    return [
        token(Decimal(int(each)) if whole else each) for each in both if not whole or is_whole(each)
    ]


def _text(value: Any, shape: inspect.StrType, path: Path) -> Slip | None:
    if not isinstance(value, str) or isinstance(value, RefusedToken):
        return Slip(
            "B14",
            path,
            message(N_("text between quotes is expected here")),
            message(N_("Put it between double quotes.")),
        )
    if shape.pattern is None or re.search(shape.pattern, value):
        return None
    if shape.pattern == ID_PATTERN:
        return Slip(
            "B16",
            path,
            message(N_("{name} cannot be an id"), name=quoted(value)),
            message(ID_RULE),
        )
    return Slip(
        "B16",
        path,
        message(N_("{name} does not have the form unit/id"), name=quoted(value)),
        message(N_('Write for instance "setjen/ip-asn".')),
    )


def _literal(value: Any, shape: inspect.LiteralType, path: Path) -> Slip | None:
    allowed = shape.values
    if all(isinstance(each, int) for each in allowed):
        if type(value) is int and value in allowed:
            return None
        text = message(N_("the number of the schema is expected here"))
        return Slip("B14", path, text, message(N_("Write {line}"), line=f"schema = {allowed[0]}"))
    words = [str(each) for each in allowed]
    if not isinstance(value, str) or isinstance(value, RefusedToken):
        text = message(N_("one of the words of the format is expected here, between quotes"))
        return Slip(
            "B14", path, text, message(N_("Allowed here: {words}."), words=", ".join(words))
        )
    if value in words:
        return None
    near = _meant(value.lower(), words)
    listed = message(N_("Allowed here: {words}."), words=", ".join(words))
    hint = (
        message(N_("Did you mean {name}? {allowed}"), name=near, allowed=listed) if near else listed
    )
    return Slip("B15", path, message(N_("“{word}” is not known here"), word=quoted(value)), hint)


def _meant(typed: str, words: list[str]) -> str:
    """The word of the format that is meant, an Indonesian one translated; "" when none is near."""
    from kinerja_tui.store.format.typed import INDONESIAN_WORDS

    translated = INDONESIAN_WORDS.get(typed, "")
    if translated in words:
        return translated
    return next(iter(get_close_matches(typed, words, 1, 0.6)), "")
