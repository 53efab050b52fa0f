"""A raw token as people read it and as they type it, and what they typed as a token."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from kinerja_tui.locale import Language, Words
from kinerja_tui.numbers import printing
from kinerja_tui.report.width import wide
from kinerja_tui.store.format.shape import Shape
from kinerja_tui.store.format.typed import Kept, list_token, token_for
from kinerja_tui.tui.record.labels import word_label

LONG = frozenset(
    {
        "cause",
        "definition",
        "direction",
        "duty",
        "efficiency",
        "follow_up",
        "note",
        "obstacle",
        "programme",
        "quote",
        "reason",
        "solution",
        "target_change",
        "text",
        "vision",
    }
)
"""Keys whose texts may become long: they are typed in several lines."""

BROAD = 60
"""Cells of a text that is too long for one line."""


def value_of(token: str) -> object:
    """What a raw token says; the token itself when it cannot be read."""
    from kinerja_tui.store.disk.files import Unreadable
    from kinerja_tui.store.toml.parse import parse

    try:
        return parse(f"x = {token}\n".encode(), "").tables["x"]
    except (Unreadable, UnicodeEncodeError, KeyError):
        return token


def shown(token: str | None, shape: Shape | None, words: Words) -> str:
    """A raw token as people read it, which may have several lines; empty when there is nothing."""
    return "" if token is None else _said(value_of(token), token, shape, words)


def _said(value: object, token: str, shape: Shape | None, words: Words) -> str:
    if isinstance(value, list):
        return "\n".join(_said(each, str(each), shape, words) for each in value)
    if isinstance(value, bool):
        return words("yes") if value else words("no")
    if isinstance(value, int | Decimal):
        return _number(value, shape, words)
    if isinstance(value, date) and not isinstance(value, datetime):
        return words.day(value)
    if isinstance(value, str):
        return word_label(value, words) if shape is not None and shape.words else value
    return token


def _number(value: int | Decimal, shape: Shape | None, words: Words) -> str:
    number = Decimal(value)
    try:
        if shape is not None and shape.sort == "rupiah":
            return printing.rupiah(number, words.language)
        return printing.as_typed(number, words.language)
    except ValueError:
        return str(value)


def standing(shape: Shape | None, words: Words) -> str:
    """What holds without the key; empty when nothing does."""
    default = shape.default if shape is not None else None
    if not isinstance(default, bool | int | Decimal | str):
        return ""
    return _said(default, str(default), shape, words)


def first_text(token: str | None, shape: Shape, language: Language) -> str:
    """What the field holds when editing begins: the value as a person would type it."""
    if token is None:
        return ""
    value = value_of(token)
    if isinstance(value, list):
        return "\n".join(str(each) for each in value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | Decimal):
        return _typed_number(Decimal(value), shape, language)
    if isinstance(value, date) and not isinstance(value, datetime):
        return f"{value:%d-%m-%Y}"
    return value if isinstance(value, str) else token


def _typed_number(value: Decimal, shape: Shape, language: Language) -> str:
    try:
        if shape.sort == "rupiah":
            return printing.rupiah(value, language, symbol=False)
        return printing.as_typed(value, language)
    except ValueError:
        return str(value)


def typed_token(
    record: Kept, key: str, shape: Shape, text: str, language: Language, measured_in: str = ""
) -> str:
    """The token of what was typed; raises `Refused` with what is due."""
    if shape.sort == "list":
        return list_token(record, key, text, language)
    return token_for(record, key, text, language, measured_in)


def several_lines(shape: Shape, name: str, text: str) -> bool:
    """Whether the value is typed in a field of several lines."""
    if shape.sort == "list" or "\n" in text:
        return True
    return shape.sort == "text" and (name in LONG or wide(text) > BROAD)


def has_comment(token: str | None) -> bool:
    """Whether comments stand inside the value, which a new token would take away."""
    from kinerja_tui.store.splicing.prove import comments

    return token is not None and token.startswith("[") and bool(comments(token))
