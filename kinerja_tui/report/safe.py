"""Text of records made harmless for where it goes: terminal, Markdown, spreadsheet."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~^$@!&])")
_PLAIN_NUMBER = re.compile(r"[+-]?[0-9]+([.,][0-9]+)?\Z")


def one_line(text: str) -> str:
    """`text` on one line, every control, format and bidirectional character shown as U+FFFD or a
    space.
    """
    if text.isprintable():
        return text
    return "".join(_visible(character) for character in text)


def _visible(character: str) -> str:
    if character.isprintable():
        return character
    if character in "\n\r\t\v\f\u2028\u2029" or unicodedata.category(character) == "Zs":
        return " "
    return "\ufffd"


@lru_cache(maxsize=8192)
def markdown(text: str) -> str:
    """`text` as literal Markdown on one line: pipes, markup, HTML and citations escaped."""
    return _MARKDOWN.sub(r"\\\1", one_line(text).strip())


@lru_cache(maxsize=8192)
def spreadsheet(text: str) -> str:
    """`text` for a CSV cell: one that a spreadsheet would read as a formula gets an apostrophe in
    front.
    """
    line = one_line(text)
    head = line.lstrip()
    if head.startswith(_FORMULA) and not _PLAIN_NUMBER.match(head):
        return f"'{line}"
    return line
