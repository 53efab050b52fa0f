"""What a person is shown before a record, a table or a key goes, and what takes it away."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from kinerja_tui.store.splicing.edit import Action, Deletion, Part, Removal, Rework
from kinerja_tui.store.splicing.prove import comments
from kinerja_tui.store.splicing.removal import Scattered, goes, preview, removals
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


def doomed(file: str, text: str, key: str, name: str = "") -> Doomed:
    """What goes of the `file` that holds `text`: the key with all below it, or for an empty key the
    whole of it. Raises `SpliceError`.
    """
    if not key:
        shown = text.removeprefix(BOM).removesuffix("\n")
        lines = tuple(line.removesuffix("\r") for line in shown.split("\n"))
        return Doomed(name, file, "", (lines,), len(comments(text)), Deletion(file, text))
    pieces = tuple(_pieces(text, key))
    going = [goes(each) for each in reversed(pieces)]
    return Doomed(
        name,
        file,
        key,
        tuple(each.lines for each in going),
        sum(each.comments for each in going),
        Rework(file, pieces),
    )


def _pieces(text: str, key: str) -> Iterator[Removal]:
    """The removals one after the other, the last place of the file first."""
    try:
        yield preview(text, key)
    except Scattered:
        yield from removals(text, key)
