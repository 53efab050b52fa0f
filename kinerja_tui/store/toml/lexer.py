"""The pieces of a TOML document: keys, values without parts, and what may stand between them.

Shapes only: it tells where a token ends, the parser tells whether the document is valid.
"""

from __future__ import annotations

import re
from typing import NamedTuple

BOM = "\ufeff"

# Groups are repeated inside an atomic group: `(?:...)*+` matches too little before Python 3.11.5.
_BASIC = r'"(?>(?:[^"\\\n]++|\\.)*)"'
_LITERAL = r"'[^'\n]*+'"
_KEY = re.compile(rf"(?P<bare>[A-Za-z0-9_-]++)|(?P<basic>{_BASIC})|(?P<literal>{_LITERAL})")
_DOT = re.compile(r"[ \t]*+\.[ \t]*+")
_EQUALS = re.compile(r"[ \t]*+=[ \t]*+")
_SCALAR = re.compile(
    r'"""(?>(?:[^"\\]++|\\[\s\S]|"(?!""))*)"{3,5}'
    r"|'''(?>(?:[^']++|'(?!''))*)'{3,5}"
    rf"|{_BASIC}|{_LITERAL}"
    r"|[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9:.+Zz-]++"
    r"|[^\s,\[\]{}#\"'=]++"
)
_GAP = re.compile(r"(?>(?:[ \t\r\n]++|#[^\n]*+)*)")
_LINE_END = re.compile(r"[ \t]*+(?P<comment>#[^\n]*+)?(?:\r?\n|\r?\Z)")
_PLAIN_LINE = re.compile(
    r"(?P<key>[A-Za-z0-9_-]++)[ \t]*+=[ \t]*+"
    r'(?P<value>"(?!"")[^"\\\n]*+"|[A-Za-z0-9+.:_-]++)'
    r"[ \t]*+(?P<comment>#[^\n]*+)?(?:\r?\n|\r?\Z)"
)
_COMMENT = re.compile(r"#[^\r\n]*+")
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|x([0-9A-Fa-f]{2})|(.))", re.DOTALL)
_ESCAPED = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", "e": "\x1b"}
_BARE = re.compile(r"[A-Za-z0-9_-]+\Z")


class Span(NamedTuple):
    """Characters `start` up to, not with, `end`."""

    start: int
    end: int


class Word(NamedTuple):
    """One part of a key: what it says, and where it stands with its quotes."""

    name: str
    start: int
    end: int


class NotToml(ValueError):  # noqa: N818 - read as "this is not TOML"
    """The text is no TOML at character `offset`."""

    def __init__(self, what: str, offset: int) -> None:
        """`what` was due at `offset`."""
        super().__init__(f"{what} is due at character {offset}")
        self.offset = offset


def gap_end(text: str, pos: int) -> int:
    """Where the blanks, line ends and comments that begin at `pos` end."""
    found = _GAP.match(text, pos)
    assert found is not None  # the pattern matches nothing at all, too
    return found.end()


def comments_in(text: str, gap: Span) -> list[Span]:
    """The comments of a gap, each without its line end."""
    return [Span(*found.span()) for found in _COMMENT.finditer(text, *gap)]


def line_end(text: str, pos: int) -> tuple[int, Span | None]:
    """The end of a statement's line, its break included, and its comment; raises `NotToml`."""
    found = _LINE_END.match(text, pos)
    if found is None:
        raise NotToml("the end of the line", pos)
    if found["comment"] is None:
        return found.end(), None
    return found.end(), Span(found.start("comment"), found.end("comment"))


def plain_line(text: str, pos: int) -> re.Match[str] | None:
    """A whole statement of the most common form: a bare `key`, a `value` that is a number, a word
    or a text without escapes, and perhaps a `comment`; None when another one stands at `pos`.
    """
    return _PLAIN_LINE.match(text, pos)


def scalar_end(text: str, pos: int) -> int:
    """Where the text, number, date or boolean at `pos` ends; raises `NotToml`."""
    found = _SCALAR.match(text, pos)
    if found is None:
        raise NotToml("a value", pos)
    return found.end()


def equals_end(text: str, pos: int) -> int:
    """Where the value begins after the `=` at `pos`; raises `NotToml`."""
    found = _EQUALS.match(text, pos)
    if found is None:
        raise NotToml("an equals sign", pos)
    return found.end()


def key_words(text: str, pos: int) -> list[Word]:
    """The parts of the dotted key at `pos`; raises `NotToml`."""
    words: list[Word] = []
    while True:
        found = _KEY.match(text, pos)
        if found is None:
            raise NotToml("a key", pos)
        words.append(Word(_said(found), found.start(), found.end()))
        dot = _DOT.match(text, found.end())
        if dot is None:
            return words
        pos = dot.end()


def split_key(key: str) -> tuple[str, ...]:
    """The path that a dotted key names, quotes undone; raises `NotToml` when it is no key."""
    words = key_words(key, 0)
    if words[-1].end != len(key):
        raise NotToml("the end of the key", words[-1].end)
    return tuple(word.name for word in words)


def join_key(path: tuple[str, ...]) -> str:
    """The dotted key of `path`, with quotes where TOML needs them."""
    return ".".join(name if _BARE.match(name) else _quoted(name) for name in path)


def _said(found: re.Match[str]) -> str:
    if found["bare"] is not None:
        return found["bare"]
    inner = found[0][1:-1]
    return inner if found["literal"] is not None else _ESCAPE.sub(_unescape, inner)


def _unescape(found: re.Match[str]) -> str:
    code = found[1] or found[2] or found[3]
    if code is None:
        return _ESCAPED.get(found[4], found[4])
    if int(code, 16) > 0x10FFFF:
        raise NotToml("a character", found.start())
    return chr(int(code, 16))


def _quoted(name: str) -> str:
    safe = name.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(_visible(sign) for sign in safe) + '"'


def _visible(sign: str) -> str:
    return sign if sign >= " " and sign != "\x7f" else f"\\u{ord(sign):04x}"
