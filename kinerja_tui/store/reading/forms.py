"""The exact form in which a cache holds records and problems: plain data that is never run."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

import msgspec
from msgspec import Raw, Struct

from kinerja_tui.locale import Grouped, Message
from kinerja_tui.model.base import Number, Problem, Record
from kinerja_tui.model.indicator import Borrowed, SharedIndicator
from kinerja_tui.store.format.record import STRUCTS, Understood
from kinerja_tui.store.format.upgrade import NEWEST

_SHAPES: Final[tuple[type[Record], ...]] = (*STRUCTS.values(), SharedIndicator, Borrowed)

_MOST_NUMBERS: Final = 4096


class RecordForm(Struct, frozen=True, array_like=True):
    """A record: its shape by number, and its own schema where that is not this version's."""

    shape: int
    schema: str
    fields: Raw


class ProblemForm(Struct, frozen=True, array_like=True):
    """A problem; its messages are lists of a text and of pairs of name and argument."""

    code: str
    file: str
    line: int
    column: int
    key: str
    excerpt: str
    message: Any
    hint: Any


class UnderstoodForm(Struct, frozen=True, array_like=True):
    """What a file says."""

    record: RecordForm | None
    problems: list[ProblemForm]


def record_form(record: Record) -> RecordForm:
    """The form of `record`; raises `TypeError` or `ValueError` for what has none."""
    schema = ""
    if record.schema != NEWEST:
        schema = str(record.schema)
        record = msgspec.structs.replace(record, schema=NEWEST)
    return RecordForm(_SHAPES.index(type(record)), schema, Raw(encoded(record)))


def record_in(form: RecordForm) -> Record:
    """The record of a form."""
    record = _decoder(form.shape).decode(form.fields)
    if form.schema:
        msgspec.structs.force_setattr(record, "schema", int(form.schema))
    return record


def understood_form(understood: Understood) -> UnderstoodForm:
    """The form of what a file says; raises `TypeError` or `ValueError` for what has none."""
    record = understood.record
    return UnderstoodForm(
        None if record is None else record_form(record), problem_forms(understood.problems)
    )


def understood_in(form: UnderstoodForm) -> Understood:
    """What the file of a form says."""
    record = None if form.record is None else record_in(form.record)
    return Understood(record, problems_in(form.problems))


def problem_forms(problems: Iterable[Problem]) -> list[ProblemForm]:
    """The forms of `problems`; raises `TypeError` for an argument that has none."""
    return [
        ProblemForm(
            each.code,
            each.file,
            each.line,
            each.column,
            each.key,
            each.excerpt,
            _message_form(each.message),
            None if each.hint is None else _message_form(each.hint),
        )
        for each in problems
    ]


def problems_in(forms: Iterable[ProblemForm]) -> tuple[Problem, ...]:
    """The problems of forms."""
    return tuple(
        Problem(
            code=each.code,
            file=each.file,
            line=each.line,
            column=each.column,
            key=each.key,
            excerpt=each.excerpt,
            message=_message_in(each.message),
            hint=None if each.hint is None else _message_in(each.hint),
        )
        for each in forms
    )


def encoded(value: object) -> bytes:
    """`value` as msgpack, each `Number` as its text; raises `TypeError` or `ValueError`."""
    return msgspec.msgpack.encode(value, enc_hook=_number_text)


def _number_text(value: object) -> str:
    if type(value) is Number:
        return str(value)
    raise TypeError(type(value))


@lru_cache(maxsize=_MOST_NUMBERS)
def _remembered(kind: type, text: Any) -> Any:
    return kind(text)


# The same numbers come back again and again; without a function in between for each of them.
_number_in: Final[Callable[[type, Any], Any]] = _remembered


@lru_cache(maxsize=len(_SHAPES))
def _decoder(shape: int) -> msgspec.msgpack.Decoder[Record]:
    return msgspec.msgpack.Decoder(_SHAPES[shape], dec_hook=_number_in)


def _message_form(message: Message) -> list[Any]:
    return [message.text, [[name, _argument_form(value)] for name, value in message.args]]


def _message_in(form: list[Any]) -> Message:
    text, args = form
    return Message(text, tuple((name, _argument_in(value)) for name, value in args))


def _argument_form(value: object) -> str | list[Any]:
    """Text as it is, everything else with the name of its type."""
    if type(value) is str:
        return value
    if isinstance(value, Message):
        return ["message", _message_form(value)]
    if type(value) in (int, Grouped, Decimal, Number):
        return [type(value).__name__, str(value)]
    if type(value) is date:
        return ["date", value.isoformat()]
    raise TypeError(type(value))


def _argument_in(form: str | list[Any]) -> str | int | Decimal | date | Message:
    if isinstance(form, str):
        return form
    match form:
        case ["message", inner]:
            return _message_in(inner)
        case ["date", text]:
            return date.fromisoformat(text)
        case ["int", text]:
            return int(text)
        case ["Grouped", text]:
            return Grouped(text)
        case ["Decimal", text]:
            return Decimal(text)
        case ["Number", text]:
            return Number(text)
    raise ValueError(form)
