"""The gate after a merge: the data are those of both sides, key by key, and no comment is gone.

It looks at the texts alone: the parser says what the data are, a scanner what the comments are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

import tomli

from kinerja_tui.locale import N_, Message, message
from kinerja_tui.numbers.tokens import toml_float
from kinerja_tui.store.splicing.prove import comments
from kinerja_tui.store.splicing.weave import Unsure
from kinerja_tui.store.toml.index import Path

MISSING: Final = object()
Tables = dict[str, Any]


def parsed(text: str) -> Tables:
    """The data of a text, numbers with their digits; raises `ValueError`, `RecursionError`."""
    return tomli.loads(text.removeprefix("\ufeff"), parse_float=toml_float)


def value_at(data: Any, path: Path) -> Any:
    """What stands at `path`, or `MISSING`."""
    for name in path:
        if not isinstance(data, dict) or name not in data:
            return MISSING
        data = data[name]
    return data


def settled(base: Tables, ours: Tables, theirs: Tables, given: Mapping[Path, Any]) -> Any:
    """The data that a merge must give; at the paths in `given`, the value that is given there.

    Raises `Unsure` where both sides changed a value elsewhere.
    """
    return _settled((base, ours, theirs), (), given)


def doubt(base: str, ours: str, theirs: str, text: str) -> Message | None:
    """Why a text that Git merged line by line, without a conflict, should be looked at before it is
    kept; None when nothing speaks against it.
    """
    try:
        mine, other = parsed(ours), parsed(theirs)
    except (ValueError, RecursionError):
        return None
    try:
        came = parsed(text)
    except (ValueError, RecursionError):
        return message(N_("the result is not valid TOML"))
    try:
        right = same(came, settled(parsed(base), mine, other, {}))
    except (Unsure, ValueError, RecursionError):
        return None
    return None if right else message(N_("a value may have come under the wrong key"))


def prove_data(text: str, expected: Any) -> None:
    """Raise `Unsure` unless the text's data are the expected ones."""
    try:
        data = parsed(text)
    except (ValueError, RecursionError) as error:
        raise Unsure(message(N_("the result cannot be read back"))) from error
    if not same(data, expected):
        raise Unsure(message(N_("other data would come out than the two sides have")))


def prove_comments(base: str, ours: str, theirs: str, text: str, *, more: bool) -> None:
    """Raise `Unsure` unless the text has every comment of both sides that neither deleted; with
    `more` it may have some twice.
    """
    one, mine, other, came = (Counter(comments(each)) for each in (base, ours, theirs, text))
    for each in one | mine | other | came:
        counts = _due(one[each], mine[each], other[each])
        if came[each] not in counts and not (more and came[each] > min(counts)):
            raise Unsure(message(N_("a comment would be lost, added or changed")))


def _due(base: int, ours: int, theirs: int) -> set[int]:
    """How often a comment may stand in the result."""
    both = max(ours + theirs - base, 0)
    return {both, ours} if ours == theirs else {both}


def _settled(sides: tuple[Any, Any, Any], path: Path, given: Mapping[Path, Any]) -> Any:
    if path in given:
        return given[path]
    base, ours, theirs = sides
    if not any(each[: len(path)] == path for each in given):
        if same(ours, theirs) or same(base, theirs):
            return ours
        if same(base, ours):
            return theirs
    if not all(isinstance(each, dict) or each is MISSING for each in (ours, theirs)):
        raise Unsure(message(N_("both sides changed the same value")))
    inner = [each if isinstance(each, dict) else {} for each in sides]
    names = dict.fromkeys(name for each in inner for name in each)
    found = {
        name: _settled(
            (
                inner[0].get(name, MISSING),
                inner[1].get(name, MISSING),
                inner[2].get(name, MISSING),
            ),
            (*path, name),
            given,
        )
        for name in names
    }
    left = {name: value for name, value in found.items() if value is not MISSING}
    return left if left or MISSING not in (ours, theirs) else MISSING


def same(one: Any, other: Any) -> bool:
    """Whether two values are the same, digits and all: 60.0 is not 60.00, and 1 is not true."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(same(one[name], other[name]) for name in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, Decimal):
        return one.as_tuple() == other.as_tuple()  # type: ignore[no-any-return]
    return bool(one == other)


def prove_line_ends(ours: str, text: str) -> None:
    """Raise `Unsure` unless the text has no other line ends, and the byte order mark, of `ours`."""
    if ours.startswith("\ufeff") != text.startswith("\ufeff"):
        raise Unsure(message(N_("the byte order mark at the start came or went")))
    had, has = _line_ends(ours), _line_ends(text)
    if had and not has <= had:
        raise Unsure(message(N_("the line ends would change")))


def _line_ends(text: str) -> set[str]:
    crlf = text.count("\r\n")
    return {name for name, found in (("\r\n", crlf), ("\n", text.count("\n") - crlf)) if found}
