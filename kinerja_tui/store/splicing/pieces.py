"""Making pieces of every kind in one text, each with what takes it back."""

from __future__ import annotations

from msgspec import Struct

from kinerja_tui.store.splicing.edit import Change, Piece, Removal, Renaming, Restoration
from kinerja_tui.store.splicing.items import box_of
from kinerja_tui.store.splicing.removal import preview, stretch
from kinerja_tui.store.splicing.renaming import rename, renamed
from kinerja_tui.store.splicing.restoration import digest, put_back
from kinerja_tui.store.splicing.splice import (
    SpliceError,
    as_written,
    indexed,
    path_of,
    steps,
    undone,
)

_BLANKS = " \t\r\n"


class Apart(Exception):  # noqa: N818 - two people did not go the same way; nobody erred
    """Somebody changed `key` meanwhile: what the user had `seen`, and what is `found` there now
    (None = nothing).
    """

    def __init__(self, key: str, seen: str | None, found: str | None) -> None:
        """Keep the three for the caller."""
        super().__init__(key)
        self.key = key
        self.seen = seen
        self.found = found


class Made(Struct, frozen=True):
    """The text after a piece, the piece as it was made, and the one that takes it back."""

    text: str
    piece: Piece
    back: Piece


def pieces(text: str, wanted: tuple[Piece, ...]) -> tuple[Made, ...]:
    """The text after each of the pieces, made one after the other; raises `SpliceError`, `Apart`.

    A change whose token stands there already is left out.
    """
    made: list[Made] = []
    for piece in wanted:
        if not (isinstance(piece, Change) and _stands(text, piece)):
            made.append(make(text, piece))
            text = made[-1].text
    return tuple(made)


def taken_back(made: tuple[Made, ...]) -> tuple[Piece, ...]:
    """The pieces that take all of them back, last first."""
    return tuple(each.back for each in reversed(made))


def make(text: str, piece: Piece) -> Made:
    """The text after one piece; raises `SpliceError` when it cannot be made here, and `Apart` when
    the text is not what the piece says was seen.
    """
    match piece:
        case Change():
            return _changed(text, piece)
        case Removal():
            return _removed(text, piece)
        case Restoration():
            return _restored(text, piece)
        case Renaming():
            back = Renaming(renamed(piece), path_of(piece.key)[-1])
            return Made(rename(text, piece), piece, back)


def _stands(text: str, change: Change) -> bool:
    token = _token(text, change.key)
    return token == as_written(text, change) and (token is not None or change.back)


def _changed(text: str, change: Change) -> Made:
    token = _token(text, change.key)
    if token != change.seen and token != as_written(text, change):
        raise Apart(change.key, change.seen, token)
    step = steps(text, (change,))[0]
    return Made(step.text, step.change, undone(step.change))


def _removed(text: str, piece: Removal) -> Made:
    index = indexed(text)
    node = index.find(path_of(piece.key))
    if node is None:
        raise Apart(piece.key, piece.text, None)
    start, end, after = stretch(index, piece.key)
    # What is around it, blank lines or the comma, comes and goes with its neighbours.
    around = _BLANKS if box_of(node) is None else _BLANKS + ","
    found = text[start:end]
    if found.strip(around) != piece.text.strip(around):
        raise Apart(piece.key, piece.text, found)
    start, end = _as_seen(text, start, end, piece.text, around)
    found = text[start:end]
    left = text[:start] + text[end:]
    back = Restoration(piece.key, found, start, digest(left), after)
    return Made(left, Removal(piece.key, found), back)


def _as_seen(text: str, start: int, end: int, seen: str, around: str) -> tuple[int, int]:
    """The place of the text as it was seen, where it stands with more around it than would go."""
    core = end - len(text[start:end].lstrip(around))
    first = core - (len(seen) - len(seen.lstrip(around)))
    if first >= 0 and len(seen) > end - start and text.startswith(seen, first):
        return first, first + len(seen)
    return start, end


def _restored(text: str, piece: Restoration) -> Made:
    put = put_back(text, piece)
    if put is None:
        raise Apart(piece.key, None, _found(text, piece.key))
    new = put.into(text)
    back = preview(new, piece.key)
    if back.text.strip(_BLANKS) == put.chunk.strip(_BLANKS):
        back = Removal(piece.key, put.chunk)
    return Made(new, piece, back)


def _found(text: str, key: str) -> str | None:
    """What stands at the key now; None without such a key, or when it cannot be shown alone."""
    try:
        return preview(text, key).text
    except SpliceError:
        return _token(text, key)


def _token(text: str, key: str) -> str | None:
    return indexed(text).token(path_of(key))
