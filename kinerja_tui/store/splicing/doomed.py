"""What a person is shown before a record, a table or a key goes, and what takes it away."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from kinerja_tui.store.splicing.edit import Action, Deletion, Part, Removal, Rework
from kinerja_tui.store.splicing.prove import comments
from kinerja_tui.store.splicing.removal import Scattered, goes, preview, removals, stretch
from kinerja_tui.store.splicing.splice import indexed
from kinerja_tui.store.toml.index import Index
from kinerja_tui.store.toml.lexer import BOM


class Doomed(Struct, frozen=True):
    """What is to go: what people call its record, the file, the key (empty = the file with it), the
    stretches of lines in the order of the file, how many comments are among them, and the part of
    an action.
    """

    name: str
    file: str
    key: str
    stretches: tuple[tuple[str, ...], ...]
    comments: int
    part: Part

    @property
    def lines(self) -> int:
        """How many lines go."""
        return sum(map(len, self.stretches))

    def action(self, session: str = "") -> Action:
        """The action that takes it away."""
        return Action((self.part,), "remove", session=session)


def doomed(file: str, text: str, key: str, name: str = "", more: Sequence[str] = ()) -> Doomed:
    """What goes of the `file` that holds `text`: the key with all below it and with `more` keys
    that cannot stay without it, or for an empty key the whole of it. Raises `SpliceError`.
    """
    if not key:
        shown = text.removeprefix(BOM).removesuffix("\n")
        lines = tuple(line.removesuffix("\r") for line in shown.split("\n"))
        return Doomed(name, file, "", (lines,), len(comments(text)), Deletion(file, text))
    pieces = tuple(_together(text, (key, *more)))
    going = [goes(each) for each in reversed(pieces)]
    return Doomed(
        name,
        file,
        key,
        tuple(each.lines for each in going),
        sum(each.comments for each in going),
        Rework(file, pieces),
    )


def _together(text: str, keys: Sequence[str]) -> Iterator[Removal]:
    """The removals of several keys, that of the last one of the file first."""
    found = indexed(text)
    for key in sorted(keys, key=lambda each: _place(found, each), reverse=True):
        for piece in _pieces(text, key):
            yield piece
            start, end, _ = stretch(indexed(text), piece.key)
            text = text[:start] + text[end:]


def _place(found: Index, key: str) -> int:
    """Where a key stands; one that stands at several places, where the last of them does."""
    try:
        return stretch(found, key).start
    except Scattered:
        return len(found.text)


def _pieces(text: str, key: str) -> Iterator[Removal]:
    """The removals one after the other, the last place of the file first."""
    try:
        yield preview(text, key)
    except Scattered:
        yield from removals(text, key)
