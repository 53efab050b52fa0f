"""The gate before every rename: the new text is the old one with exactly the change, or the save
is refused.

It looks at the two texts alone and shares nothing with the splicer but the token's text: the
parser says what the data are, and a scanner of its own what the comments are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import tomli

from kinerja_tui.locale import N_, Message, message
from kinerja_tui.numbers.tokens import toml_float
from kinerja_tui.store.splicing.edit import Change
from kinerja_tui.store.toml.lexer import split_key
from kinerja_tui.store.toml.parse import tables_of

BOM = "\ufeff"
_SIGN = re.compile(r"""["'#\\]""")
MISSING = object()


def prove(old: str, new: str, change: Change) -> Message | None:
    """None when `new` is `old` with `change` and no other character touched; else the reason why
    not.
    """
    if old.startswith(BOM) != new.startswith(BOM):
        return message(N_("the byte order mark at the start came or went"))
    if not _only_the_token(old, new, change):
        return message(N_("text outside the value would change"))
    if not change.back and not line_ends(new) <= (line_ends(old) or {"\r\n", "\n"}):
        return message(N_("the line ends would change"))
    if not change.back and _ended(old) not in (None, _ended(new)):
        return message(N_("the line ends would change"))
    if comments(old) != comments(new):
        return message(N_("a comment would be lost, added or changed"))
    try:
        return _data_differ(_data(old), _data(new), change)
    except (ValueError, RecursionError):
        return message(N_("the result cannot be read back"))


def _ended(text: str) -> bool | None:
    """Whether the last line has its line end; None for a text without lines."""
    return text.endswith("\n") if text.removeprefix(BOM) else None


def _only_the_token(old: str, new: str, change: Change) -> bool:
    """Whether one stretch of text was put in, taken out, or exchanged for another, and nothing
    else.
    """
    same_head = common(old, new)
    same_tail = common(old[::-1], new[::-1])
    if change.seen is None and change.inserted:
        return _exchanged(old, new, "", change.inserted, same_head, same_tail)
    if change.seen is None:
        return len(new) > len(old) and same_head + same_tail >= len(old)
    if change.new is None:
        return len(new) < len(old) and same_head + same_tail >= len(new)
    return _exchanged(old, new, change.seen, change.new, same_head, same_tail)


def _exchanged(old: str, new: str, seen: str, mine: str, head: int, tail: int) -> bool:
    if len(new) - len(old) != len(mine) - len(seen):
        return False
    start = old.find(seen, max(len(old) - tail - len(seen), 0))
    while 0 <= start <= head:
        if new.startswith(mine, start) and new[start + len(mine) :] == old[start + len(seen) :]:
            return True
        start = old.find(seen, start + 1)
    return False


def common(one: Sequence[str], other: Sequence[str]) -> int:
    """How many characters (or comments) the two begin with together."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def line_ends(text: str) -> set[str]:
    """Which of the two line ends the text has."""
    crlf = text.count("\r\n")
    found = {"\r\n"} if crlf else set()
    return found | {"\n"} if text.count("\n") > crlf else found


def comments(text: str) -> list[str]:
    """The comments of a document in order, by a scan from one quote, backslash or hash to the
    next.
    """
    found: list[str] = []
    quote = ""
    sign = _SIGN.search(text)
    while sign is not None:
        mark, pos = sign[0], sign.start()
        end = pos + 1
        if quote:
            if mark == "\\" and quote[0] == '"':
                end = pos + 2
            elif text.startswith(quote, pos):
                end = _quotes_end(text, pos, mark) if len(quote) == 3 else end
                quote = ""
        elif mark == "#":
            end = text.find("\n", pos)
            end = len(text) if end < 0 else end
            found.append(text[pos:end].removesuffix("\r"))
        elif mark != "\\":
            quote = mark * 3 if text.startswith(mark * 3, pos) else mark
            end = pos + len(quote)
        sign = _SIGN.search(text, end)
    return found


def _quotes_end(text: str, pos: int, mark: str) -> int:
    while text.startswith(mark, pos):
        pos += 1
    return pos


def parsed(text: str) -> dict[str, Any]:
    """The data of a document, numbers with their digits; raises `ValueError`, `RecursionError`."""
    return tomli.loads(text.removeprefix(BOM), parse_float=toml_float)


def _data(text: str) -> dict[str, Any]:
    """The same, to be looked at only."""
    return tables_of(text.removeprefix(BOM))[0]


def _data_differ(old: dict[str, Any], new: dict[str, Any], change: Change) -> Message | None:
    """None when the data differ at the key of `change` alone, and there as it says."""
    path = split_key(change.key)
    before, after = _value(change.seen), _value(change.new)
    apart = _differences(old, new, path)
    if len(apart) != 1 or path[: len(apart[0][0])] != apart[0][0]:
        return message(N_("other data than {key} would change"), key=change.key)
    place, was, now = apart[0]
    rest = path[len(place) :]
    if rest and was is not MISSING and now is not MISSING:
        return message(N_("other data than {key} would change"), key=change.key)
    if not same(was, _chain(rest, before)) or not same(now, _chain(rest, after)):
        return message(N_("{key} would not become what it should"), key=change.key)
    return None


def _value(token: str | None) -> Any:
    if token is None:
        return MISSING
    found = parsed(f"x = {token}")
    if list(found) != ["x"]:
        raise ValueError(token)
    return found["x"]


def _chain(rest: tuple[str, ...], value: Any) -> Any:
    """`value` under the tables that had to be made for it."""
    if value is MISSING:
        return value
    for name in reversed(rest):
        value = {name: value}
    return value


def _differences(
    one: Any, other: Any, at: tuple[str, ...] | None = None
) -> list[tuple[tuple[str, ...], Any, Any]]:
    """The places where two trees of tables and lists differ, each with both values; at most two
    of them.

    The place `at` is among them, whether it differs or not, and is not looked into.
    """
    found: list[tuple[tuple[str, ...], Any, Any]] = []
    waiting: list[tuple[tuple[str, ...], Any, Any]] = [((), one, other)]
    while waiting and len(found) < 2:
        path, left, right = waiting.pop()
        if path == at:
            found.append((path, left, right))
        elif isinstance(left, dict) and isinstance(right, dict):
            names = list(left) + [name for name in right if name not in left]
            waiting.extend(
                ((*path, name), left.get(name, MISSING), right.get(name, MISSING)) for name in names
            )
        elif isinstance(left, list) and isinstance(right, list) and len(left) == len(right):
            waiting.extend(
                ((*path, str(place)), *pair)
                for place, pair in enumerate(zip(left, right, strict=True))
            )
        elif not _same_leaf(left, right):
            found.append((path, left, right))
    return found


def same(one: Any, other: Any) -> bool:
    """Whether two trees of tables and lists are the same, digits and all."""
    return not _differences(one, other)


def _same_leaf(one: Any, other: Any) -> bool:
    """Whether two values are the same, digits and all: 60.0 is not 60.00, and 1 is not true."""
    if isinstance(one, Decimal) and isinstance(other, Decimal):
        return one.as_tuple() == other.as_tuple()
    return type(one) is type(other) and bool(one == other)
