"""The order of a merge's result: the keys that both sides have stay where they are, and what one
side added, changed or moved between them takes its place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial

from kinerja_tui.locale import N_, message
from kinerja_tui.store.splicing.fates import Sides
from kinerja_tui.store.splicing.units import Id, Piece
from kinerja_tui.store.splicing.weave import Unsure, signs, unsure, weave
from kinerja_tui.store.toml.index import Path


def order(pieces: Sides[list[Piece]]) -> list[Piece]:
    """The pieces of the result in order; raises `Unsure`.

    The base holds only such keys as both sides have. One side may have moved them, when the other
    left their order and the lines between them alone. What both added stands where ours has it.
    """
    ordered = _ordered(pieces)
    twice = [id_ for id_, many in Counter(_ids(ordered)).items() if many > 1]
    return _ordered(_gathered(pieces, twice)) if twice else ordered


def _ordered(pieces: Sides[list[Piece]]) -> list[Piece]:
    base, ours, theirs = pieces
    if signs(base) == signs(theirs):
        return list(ours)
    shared: set[Id | None] = {piece.id for piece in base if piece.id}
    kept = [[piece.id for piece in side if piece.id in shared] for side in pieces]
    if kept[0] == kept[1] == kept[2]:
        return _between(pieces, shared)
    if signs(base) == signs(ours):
        return list(theirs)
    raise Unsure(message(N_("keys or tables were moved")))


def _between(pieces: Sides[list[Piece]], shared: set[Id | None]) -> list[Piece]:
    """The shared keys in their common order, and between them what both sides made of it."""
    parts = [_parts(side, shared) for side in pieces]
    merged: list[Piece] = []
    for base, ours, theirs in zip(*parts, strict=True):
        after = ours[0].id if ours and ours[0].id in shared else None
        head = 1 if after else 0
        merged += ours[:head]
        together = partial(_together, after)
        merged += weave(base[head:], ours[head:], theirs[head:], together)
    return merged


def _parts(pieces: Sequence[Piece], shared: set[Id | None]) -> list[list[Piece]]:
    """The pieces, parted before each shared key."""
    parts: list[list[Piece]] = [[]]
    for piece in pieces:
        if piece.id in shared:
            parts.append([])
        parts[-1].append(piece)
    return parts


def _together(after: Id | None, ours: Sequence[Piece], theirs: Sequence[Piece]) -> list[Piece]:
    """Both sides' new keys and tables at one place, ours first; raises `Unsure`."""
    mine, other = _ids(ours), _ids(theirs)
    if not mine or not other:
        raise unsure()
    if set(mine) & set(other):
        return _united(ours, theirs)
    keys, tables = _blocks(ours)
    more_keys, more_tables = _blocks(theirs)
    at = _place(after, tables, more_tables)
    chosen = [*tables[:at], *more_tables, *tables[at:]]
    return [*keys, *more_keys, *(piece for block in chosen for piece in block)]


def _ids(pieces: Sequence[Piece]) -> list[Id]:
    return [piece.id for piece in pieces if piece.id is not None]


def _is_header(piece: Piece) -> bool:
    return piece.id is not None and not piece.id[1]


def _blocks(pieces: Sequence[Piece]) -> tuple[list[Piece], list[list[Piece]]]:
    """The keys before the first header, and the tables, each with the lines above its header."""
    blocks: list[list[Piece]] = [[]]
    for piece in pieces:
        if _is_header(piece):
            above: list[Piece] = []
            while blocks[-1] and blocks[-1][-1].id is None:
                above.insert(0, blocks[-1].pop())
            blocks.append(above)
        blocks[-1].append(piece)
    return blocks[0], blocks[1:]


def _place(after: Id | None, tables: list[list[Piece]], more: list[list[Piece]]) -> int:
    """Among our new tables, the place for theirs: behind the last of their kind."""
    kind = _kind(more[0]) if more else ""
    same = [place for place, block in enumerate(tables) if _kind(block) == kind]
    if same:
        return same[-1] + 1
    return 0 if after is not None and after[0][:1] == (kind,) else len(tables)


def _kind(block: list[Piece]) -> str:
    """The first name of a table's path."""
    return next(piece.id[0][0] for piece in block if piece.id is not None)


def _united(ours: Sequence[Piece], theirs: Sequence[Piece]) -> list[Piece]:
    """What both sides added, partly the same keys: ours, with theirs that we lack."""
    united = list(ours)
    waiting: list[Piece] = []
    at = 0
    for piece in theirs:
        if piece.id is None:
            waiting.append(piece)
            continue
        place = next((n for n, each in enumerate(united) if each.id == piece.id), None)
        if place is not None:
            _check_above(united, place, waiting)
            at = place + 1
        else:
            while _is_header(piece) and at and at < len(united) and not _is_header(united[at]):
                at += 1
            united[at:at] = [*waiting, piece]
            at += len(waiting) + 1
        waiting = []
    _check_above(united, len(united), waiting)
    return united


def _gathered(pieces: Sides[list[Piece]], twice: Sequence[Id]) -> Sides[list[Piece]]:
    """The sides with what both added at different places, `twice`, in ours alone."""
    ours, theirs = list(pieces.ours), list(pieces.theirs)
    tables = [id_[0] for id_ in twice if not id_[1]]
    for table in tables:
        mine, other = _table(ours, table), _table(theirs, table)
        ours[mine] = _united(ours[mine], theirs[other])
        del theirs[other]
    for id_ in twice:
        if id_[0] in tables:
            continue
        at, place = _place_of(ours, id_), _place_of(theirs, id_)
        comments = theirs[_above(theirs, place) : place]
        said = {piece.sign for piece in ours[_above(ours, at) : at]}
        ours[at:at] = [piece for piece in comments if piece.sign not in said]
        _without(theirs, place - len(comments), place + 1)
    return Sides(pieces.base, ours, theirs)


def _place_of(pieces: Sequence[Piece], id_: Id) -> int:
    return next(place for place, piece in enumerate(pieces) if piece.id == id_)


def _table(pieces: Sequence[Piece], table: Path) -> slice:
    """Where a table stands, with the lines above its header."""
    at = _place_of(pieces, (table, ()))
    start = at
    while start and pieces[start - 1].id is None:
        start -= 1
    end = next((n for n in range(at + 1, len(pieces)) if _is_header(pieces[n])), len(pieces))
    while end < len(pieces) and pieces[end - 1].id is None:
        end -= 1
    return slice(start, end)


def _above(pieces: Sequence[Piece], place: int) -> int:
    """Where the comments right above the piece at `place` begin."""
    while place and pieces[place - 1].comment:
        place -= 1
    return place


def _without(pieces: list[Piece], start: int, end: int) -> None:
    """Take pieces out, with one of two blank lines that would meet."""
    alone = end == len(pieces) or pieces[end].blank
    if start and pieces[start - 1].blank and alone:
        start -= 1
    del pieces[start:end]


def _check_above(pieces: Sequence[Piece], place: int, lines: Sequence[Piece]) -> None:
    """Raise `Unsure` when `lines` have comments other than those above the piece at `place`."""
    above: list[Piece] = []
    while place > 0 and pieces[place - 1].id is None:
        place -= 1
        above.insert(0, pieces[place])
    said = [piece.sign for piece in lines if piece.comment]
    if said and said != [piece.sign for piece in above if piece.comment]:
        raise unsure()
