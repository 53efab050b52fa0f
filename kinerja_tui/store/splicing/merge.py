"""Three versions of one record made one: every key is merged by itself and spliced into ours, and
what cannot be proved right is declined.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from kinerja_tui.locale import N_, Message, message
from kinerja_tui.store.splicing.fates import Fate, Sides, ended, fates
from kinerja_tui.store.splicing.order import order
from kinerja_tui.store.splicing.prove_merge import (
    Tables,
    parsed,
    prove_comments,
    prove_data,
    prove_line_ends,
    settled,
    value_at,
)
from kinerja_tui.store.splicing.splice import eol as usual_eol
from kinerja_tui.store.splicing.units import Id, Piece, Sheet, cut, plain
from kinerja_tui.store.splicing.weave import Unsure
from kinerja_tui.store.toml.lexer import NotToml, join_key

_MARK: Final = re.compile(r"^(?:<{7}|>{7})(?=[ \r\n]|\Z)", re.MULTILINE)


class Marks(NamedTuple):
    """What stands beside the marks of a conflict, and how many signs a mark has."""

    ours: str = "ours"
    theirs: str = "theirs"
    size: int = 7


USUAL: Final = Marks()


class Merged(Struct, frozen=True):
    """The text of a merge; `conflicts` are the keys and tables that it shows from both sides,
    between marks.
    """

    text: str
    conflicts: tuple[str, ...] = ()


class Declined(Struct, frozen=True):
    """Nothing was merged: it could not be done with certainty."""

    reason: Message


def merge(base: str, ours: str, theirs: str, marks: Marks = USUAL) -> Merged | Declined:
    """`ours` with all that `theirs` changed since `base`, key by key; raises nothing.

    Order, line ends and byte order mark are those of `ours`. The two sides' data come out, no
    comment is lost, or the merge is declined.
    """
    if ours == theirs or base == theirs:
        return Merged(ours)
    if base == ours:
        return Merged(theirs)
    try:
        return _merged(Sides(plain(base), ours, plain(theirs)), usual_eol(ours + theirs), marks)
    except Unsure as error:
        return Declined(error.reason)
    except (NotToml, ValueError, RecursionError):
        return Declined(message(N_("one of the versions is not valid TOML")))


def _merged(texts: Sides[str], eol: str, marks: Marks) -> Merged:
    if any(_MARK.search(text) for text in texts):
        raise Unsure(message(N_("one of the versions holds the marks of another merge")))
    data = Sides(*map(parsed, texts))
    sheets = Sides(*map(cut, texts))
    if "\n" in texts.ours:
        eol = usual_eol(texts.ours)
    _check_arrays(sheets)
    found = fates(sheets, eol)
    pieces = Sides(*(_pieces(sheets, side, found, eol) for side in range(3)))
    found = _with_texts(found, pieces)
    merged = order(pieces)
    if sorted(_ids(merged)) != sorted(found):
        raise Unsure(message(N_("both sides added the same key at different places")))
    conflicts = [found[id_] for id_ in _ids(merged) if found[id_].conflict]
    _prove(texts, data, merged, found)
    text = texts.ours[: len(sheets.ours.bom)] + _shown(merged, found, marks, eol)
    last = found[merged[-1].id] if merged and merged[-1].id else None
    if not texts.ours.endswith(("\n", "\ufeff")) and texts.ours and not (last and last.conflict):
        text = text.removesuffix("\n").removesuffix("\r")
    prove_line_ends(texts.ours, text)
    return Merged(text, tuple(join_key(fate.path) for fate in conflicts))


def _ids(pieces: Sequence[Piece]) -> list[Id]:
    return [piece.id for piece in pieces if piece.id is not None]


def _check_arrays(sheets: Sides[Sheet]) -> None:
    """The elements of an array of tables have no names: only one side may have touched them."""
    base, ours, theirs = (
        [(id_, plain(unit.text)) for id_, unit in sheet.units.items() if unit.arrayed]
        for sheet in sheets
    )
    if base not in (ours, theirs) and ours != theirs:
        raise Unsure(message(N_("both sides changed an array of tables")))


def _pieces(sheets: Sides[Sheet], side: int, found: Mapping[Id, Fate], eol: str) -> list[Piece]:
    """The pieces of one side that have a place in the result, new line ends in `eol`.

    Of the base, only units that both sides still have.
    """
    sheet = sheets[side]
    places = {piece.id: place for place, piece in enumerate(sheet.pieces) if piece.id}
    blocks = dict(
        _block(sheet, places, id_, fate.whole) for id_, fate in found.items() if fate.whole
    )
    inside = {place for block in blocks.values() for place in block}
    starts = {block.start: id_ for id_, block in blocks.items() if block}
    shared = sheets.ours.units.keys() & sheets.theirs.units.keys()
    made: list[Piece] = []
    for place, piece in enumerate(sheet.pieces):
        text = piece.text if side == 1 else piece.text.replace("\n", eol)
        if place in starts and side:
            whole = "".join(each.text for each in sheet.pieces[place : blocks[starts[place]].stop])
            made.append(Piece(starts[place], whole if side == 1 else whole.replace("\n", eol)))
        elif place in inside or (piece.id and piece.id not in found):
            continue
        elif side or piece.id is None or piece.id in shared:
            made.append(Piece(piece.id, ended(text, eol)))
    return made


def _block(
    sheet: Sheet, places: Mapping[Id, int], id_: Id, whole: tuple[Id, ...]
) -> tuple[Id, range]:
    """The pieces that a conflict over something removed covers, with the comments right above."""
    covered = [places[each] for each in whole if each in places]
    if not covered:
        return id_, range(0)
    first = min(covered)
    while first and sheet.pieces[first - 1].comment:
        first -= 1
    return id_, range(first, max(covered) + 1)


def _with_texts(found: Mapping[Id, Fate], pieces: Sides[list[Piece]]) -> dict[Id, Fate]:
    """The fates, those of conflicts over something removed with the lines of either side."""
    texts = [{piece.id: piece.text for piece in side} for side in pieces]
    return {
        id_: replace(fate, ours=texts[1].get(id_, ""), theirs=texts[2].get(id_, ""))
        if fate.whole
        else fate
        for id_, fate in found.items()
    }


def _prove(
    texts: Sides[str], data: Sides[Tables], merged: Sequence[Piece], found: Mapping[Id, Fate]
) -> None:
    woven: dict[tuple[str, ...], Any] = {
        fate.path: parsed(f"x = {fate.woven}")["x"] for fate in found.values() if fate.woven
    }
    paths = [fate.path for fate in found.values() if fate.conflict]
    for side in (1, 2) if paths else (1,):
        given = woven | {path: value_at(data[side], path) for path in paths}
        prove_data(_one_side(merged, found, (side,)), settled(*data, given))
    both = _one_side(merged, found, (1, 2) if paths else (1,))
    prove_comments(*texts, both, more=bool(paths))


def _one_side(merged: Sequence[Piece], found: Mapping[Id, Fate], sides: tuple[int, ...]) -> str:
    """The result as it is when every conflict is settled for a side (1 ours, 2 theirs)."""
    shown = []
    for piece in merged:
        if piece.id is None:
            shown.append(piece.text)
        elif found[piece.id].conflict:
            fate = found[piece.id]
            shown += [("", fate.ours, fate.theirs)[side] for side in sides]
        else:
            shown.append(found[piece.id].ours)
    return "".join(shown)


def _shown(merged: Sequence[Piece], found: Mapping[Id, Fate], marks: Marks, eol: str) -> str:
    """The result with the conflicts between marks, neighbours between the same ones."""
    shown: list[str] = []
    mine: list[str] = []
    other: list[str] = []

    def flush() -> None:
        if mine:
            head = f"{'<' * marks.size} {marks.ours}{eol}"
            tail = f"{'>' * marks.size} {marks.theirs}{eol}"
            shown.extend((head, *mine, "=" * marks.size + eol, *other, tail))
            mine.clear()
            other.clear()

    for piece in merged:
        fate = found[piece.id] if piece.id else None
        if fate is not None and fate.conflict:
            mine.append(fate.ours)
            other.append(fate.theirs)
            continue
        flush()
        shown.append(fate.ours if fate else piece.text)
    flush()
    return "".join(shown)
