"""From the bytes of a file to plain tables, or to the problem that prevents it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from kinerja_tui.locale import N_, Message, message
from kinerja_tui.model.base import Number, Problem
from kinerja_tui.numbers.tokens import RefusedToken, toml_float
from kinerja_tui.store.disk.excerpt import excerpt, visible
from kinerja_tui.store.disk.files import Unreadable

_MARKS: Final = (b"<<<<<<< ", b"\n>>>>>>> ")
_UTF16: Final = (b"\xff\xfe", b"\xfe\xff")
_MOST_NUMBERS: Final = 4096
_LATELY: Final = 4
_REMEMBERED: Final = 1 << 16


@dataclass(frozen=True, slots=True)
class Parsed:
    """A file's text and tables; `refused` when it has a float that is no number of a record.

    The tables are not to be changed: whoever parses the same text soon gets the same ones.
    """

    text: str
    tables: dict[str, Any]
    refused: bool


def parse(data: bytes, file: str) -> Parsed:
    """The tables in `data`, floats as `Number` with their zeros; raises `Unreadable`.

    A byte order mark is passed over. Line and column in the problem count from 1.
    """
    text = _text(data, file)
    try:
        tables, refused = tables_of(text)
    except (ValueError, RecursionError) as error:
        from kinerja_tui.store.toml.hints import syntax_problem

        line = getattr(error, "lineno", 0)
        raise Unreadable(
            _conflict(data, file, line) or syntax_problem(error, text, file)
        ) from error
    if not tables:
        raise Unreadable(_empty(file))
    if _MARKS[0] in data and _MARKS[1] in data:
        conflict = _conflict(data, file)
        if conflict is not None:
            raise Unreadable(conflict)
    return Parsed(text, tables, refused)


class _Refused(Exception):
    """A float that is no number of a record."""


def tables_of(text: str) -> tuple[dict[str, Any], bool]:
    """The tables of a text, and whether one of its floats is refused; raises as the parser does.

    The tables are not to be changed: a save asks for the same two texts again and again, and gets
    the same ones.
    """
    return _lately(text) if len(text) <= _REMEMBERED else _tables(text)


def _tables(text: str) -> tuple[dict[str, Any], bool]:
    import tomli

    try:
        return tomli.loads(text, parse_float=_number), False
    except _Refused:
        pass
    # This rarely happens, and is found out by an exception, so that the parser may ask a function
    # that is the same for all files and remembers.
    return tomli.loads(text, parse_float=toml_float), True


@lru_cache(maxsize=_LATELY)
def _lately(text: str) -> tuple[dict[str, Any], bool]:
    return _tables(text)


@lru_cache(maxsize=_MOST_NUMBERS)
def _number(token: str) -> Number:
    """The number of a float; the same ones come back again and again."""
    value = toml_float(token)
    if type(value) is RefusedToken:
        raise _Refused
    return Number(value)


def _text(data: bytes, file: str) -> str:
    if not data.strip(b"\0"):
        raise Unreadable(_empty(file, zeros=bool(data)))
    return decoded(data, file).removeprefix("\ufeff")


def decoded(data: bytes, file: str) -> str:
    """The characters of a file, its BOM among them; raises `Unreadable` for what is not UTF-8."""
    if data[:2] in _UTF16:
        raise Unreadable(
            _encoding(data, file, 0, message(N_("This looks like UTF-16: save the file as UTF-8.")))
        )
    if b"\0" in data:
        raise Unreadable(_zero_bytes(data, file))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Unreadable(_encoding(data, file, error.start, _recoded(data, error))) from error


def _recoded(data: bytes, error: UnicodeDecodeError) -> Message:
    """What to do about a byte that is not UTF-8: it belongs to another encoding, or the end is
    missing.
    """
    if error.reason == "unexpected end of data":
        return message(N_("The file breaks off here; bring back an earlier version."))
    was = data[error.start : error.start + 1].decode("cp1252", "replace")
    return message(
        N_("In Windows-1252 this byte is {letter}: save the file as UTF-8."), letter=visible(was)
    )


def line_and_column(data: bytes, offset: int) -> tuple[int, int]:
    """The line and column, both from 1 and in characters, of a byte of a file."""
    start = data.rfind(b"\n", 0, offset) + 1
    return data.count(b"\n", 0, offset) + 1, len(data[start:offset].decode("utf-8", "replace")) + 1


def _encoding(data: bytes, file: str, offset: int, hint: Message) -> Problem:
    text = message(N_("this file is not in UTF-8"))
    return _at(data, file, "B05", offset, text, hint)


def _zero_bytes(data: bytes, file: str) -> Problem:
    return _at(
        data,
        file,
        "B06",
        data.index(b"\0"),
        message(N_("this file holds zero bytes; a disk or a copy went wrong")),
        message(N_("Bring back an earlier version, for instance with: git checkout -- FILE")),
    )


def _empty(file: str, zeros: bool = False) -> Problem:
    text = (
        N_("this file holds nothing but zero bytes; a disk or a copy went wrong")
        if zeros
        else N_("this file is empty")
    )
    return Problem(
        code="B06",
        file=file,
        line=1,
        column=1,
        message=message(text),
        hint=message(N_("Bring back an earlier version, or take the file away.")),
    )


def _conflict(data: bytes, file: str, line: int = 0) -> Problem | None:
    """The problem of a Git merge left unfinished, at its first mark, or of a mark in `line`."""
    from kinerja_tui.store.toml.conflict import left_over, unfinished

    found = unfinished(data) or (left_over(data, line) if line else None)
    if found is None:
        return None
    offset, text, hint = found
    return _at(data, file, "B07", offset, text, hint)


def _at(data: bytes, file: str, code: str, offset: int, text: Message, hint: Message) -> Problem:
    line, column = line_and_column(data, offset)
    return Problem(
        code=code,
        file=file,
        line=line,
        column=column,
        message=text,
        excerpt=excerpt(data, line, column),
        hint=hint,
    )
