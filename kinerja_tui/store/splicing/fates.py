"""What becomes of every header and key when two sides changed one text: it stays, it goes, or the
two cannot be reconciled.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Generic, NamedTuple, TypeVar

from msgspec import Struct

from kinerja_tui.locale import N_, message
from kinerja_tui.store.splicing.layout import STATEMENTS
from kinerja_tui.store.splicing.splice import SpliceError, check_token
from kinerja_tui.store.splicing.units import Id, Sheet, Unit, lines, plain
from kinerja_tui.store.splicing.weave import Unsure, weave
from kinerja_tui.store.toml.index import VALUES, Node, Path, index

T = TypeVar("T")


class Sides(NamedTuple, Generic[T]):
    """Something of the common ancestor and of its two descendants."""

    base: T
    ours: T
    theirs: T


class Fate(Struct, frozen=True):
    """The lines that stay; in a conflict, what each side would have, which may be nothing.

    `path` is the key or table; `whole` lists the units that a conflict covers when it is one over
    something removed; `woven` is a value that was merged line by line.
    """

    path: Path
    ours: str
    theirs: str
    conflict: bool = False
    whole: tuple[Id, ...] = ()
    woven: str = ""


def fates(sheets: Sides[Sheet], eol: str) -> dict[Id, Fate]:
    """The fate of every unit that does not simply go, new lines ending in `eol`.

    A conflict over a whole table stands under the table's header. Raises `Unsure`.
    """
    found: dict[Id, Fate] = {}
    for table in dict.fromkeys(table for sheet in sheets for table in sheet.tables):
        there = Sides(*(table in sheet.tables for sheet in sheets))
        if table and there.base and there.ours != there.theirs:
            found |= _removed_table(sheets, table, there.ours)
            continue
        torn = _torn(sheets, table)
        for id_ in dict.fromkeys(id_ for sheet in sheets for id_ in sheet.tables.get(table, ())):
            fate = _fate(Sides(*(sheet.units.get(id_) for sheet in sheets)), eol, id_ in torn)
            if fate is not None:
                found[id_] = fate
    return found


def _removed_table(sheets: Sides[Sheet], table: Path, by_theirs: bool) -> Mapping[Id, Fate]:
    """Nothing when the other side left the table alone, else the conflict over all of it."""
    base = sheets.base
    left = sheets.ours if by_theirs else sheets.theirs
    ids = left.tables[table]
    if set(ids) == set(base.tables[table]) and all(
        _alike(base.units[id_], left.units[id_]) for id_ in ids
    ):
        return {}
    fate = Fate(table, "", "", True, tuple(dict.fromkeys((*ids, *base.tables[table]))))
    return {(table, ()): fate}


def _torn(sheets: Sides[Sheet], table: Path) -> set[Id]:
    """The keys of a statement of which each side changed another part: together they would say
    what nobody said.
    """
    torn: set[Id] = set()
    for names in STATEMENTS:
        ids = [(table, (*table, name)) for name in names]
        tokens = [[_token_of(sheet, id_) for id_ in ids] for sheet in sheets]
        merged = [
            other if mine == had else mine if other in (had, mine) else object()
            for had, mine, other in zip(*tokens, strict=True)
        ]
        if merged not in tokens[1:]:
            torn |= {id_ for id_, _, mine, other in zip(ids, *tokens, strict=True) if mine != other}
    return torn


def _token_of(sheet: Sheet, id_: Id) -> str | None:
    unit = sheet.units.get(id_)
    return None if unit is None else plain(unit.token)


def _fate(units: Sides[Unit | None], eol: str, torn: bool) -> Fate | None:
    """The fate of one unit, given as it stands on each side; `torn` = not to be merged."""
    base, ours, theirs = units
    if ours is not None and theirs is not None:
        return _joined(base, ours, theirs, eol, torn)
    left = ours or theirs
    if left is None or (base is not None and _alike(base, left) and not torn):
        return None
    path = left.id[1] or left.id[0]
    if base is not None:
        return Fate(path, "", "", True, (left.id,))
    text = ended(left.text if ours is not None else plain(left.text).replace("\n", eol), eol)
    if torn:
        return Fate(path, text if ours is not None else "", text if ours is None else "", True)
    return Fate(path, text, text)


def ended(text: str, eol: str) -> str:
    """The lines with an end to the last one."""
    return text if text.endswith("\n") else text + eol


def _alike(one: Unit, other: Unit) -> bool:
    """Whether two units have the same value and comment; blanks do not count."""
    return plain(one.token) == plain(other.token) and one.after.strip() == other.after.strip()


def _joined(base: Unit | None, ours: Unit, theirs: Unit, eol: str, torn: bool) -> Fate:
    """A unit that both sides have."""
    eol = ours.eol or eol
    before = _chosen(base.before if base else None, ours.before, theirs.before)
    token = None if torn else _token(base.token if base else None, ours.token, theirs.token)
    path = ours.id[1] or ours.id[0]
    after = _comment(base.after if base else "", ours.after, theirs.after)
    if token is None:
        one, other = (
            f"{before}{plain(each.token)}{each.after if after is None else after}\n"
            for each in (ours, theirs)
        )
        return Fate(path, one.replace("\n", eol), other.replace("\n", eol), True)
    if after is None:
        raise Unsure(message(N_("both sides changed the comment beside one key")))
    shown = token if token == ours.token else plain(token).replace("\n", eol)
    text = f"{before}{shown}{after}{eol}"
    chosen = plain(token) in (plain(ours.token), plain(theirs.token)) or token.startswith("{")
    return Fate(path, text, text, woven="" if chosen else token)


def _chosen(base: str | None, ours: str, theirs: str) -> str:
    """The key as it is written: theirs when they alone wrote it in another way."""
    return theirs if base == ours else ours


def _comment(base: str, ours: str, theirs: str) -> str | None:
    """What follows the value; None when both sides changed the comment."""
    if theirs == base or ours.strip() == theirs.strip():
        return ours
    if ours == base or ours.strip() == base.strip():
        return theirs
    return ours if theirs.strip() == base.strip() else None


def _token(base: str | None, ours: str, theirs: str) -> str | None:
    """The value, None in a conflict; a list or text of many lines merges line by line, an inline
    table key by key.
    """
    had, mine, other = (each if each is None else plain(each) for each in (base, ours, theirs))
    if mine == other or other == had:
        return ours
    if mine == had:
        return theirs
    if had is None or mine is None or other is None:
        return None
    sides = Sides(had, mine, other)
    return _by_keys(sides) if mine.startswith("{") else _by_lines(sides)


def _by_lines(tokens: Sides[str]) -> str | None:
    if not all("\n" in token for token in tokens):
        return None
    try:
        base, ours, theirs = map(lines, tokens)
        token = "".join(piece.text for piece in weave(base, ours, theirs))
        check_token(token)
    except (Unsure, SpliceError):
        return None
    return token


def _by_keys(tokens: Sides[str]) -> str | None:
    """An inline table whose keys are the same on all sides, as `ours` writes it."""
    nodes = Sides(*(index(f"x={token}").root.children["x"] for token in tokens))
    text = f"x={tokens.ours}"
    values: list[tuple[Node, str]] = []
    if any(node.kind != "inline" for node in nodes):
        return None
    keys = [set(node.children) for node in nodes]
    if keys[0] != keys[1] or keys[0] != keys[2]:
        return None
    for name, mine in nodes.ours.children.items():
        inner = [node.children[name] for node in nodes]
        if any(node.kind not in VALUES for node in inner):
            return None
        had, own, other = (
            f"x={whole}"[node.start : node.end] for whole, node in zip(tokens, inner, strict=True)
        )
        token = _token(had, own, other)
        if token is None:
            return None
        values.append((mine, token))
    for node, token in reversed(values):
        text = text[: node.start] + token + text[node.end :]
    return text.removeprefix("x=")
