"""Three orders of the same pieces made one, as Git does with lines: what one side alone changed is
taken, and where both changed something side by side nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from typing import Final, NamedTuple

from kinerja_tui.locale import N_, Message, message
from kinerja_tui.store.splicing.units import Piece

_MOST: Final = 250_000
"""Pairs of lines that may be compared: beyond it a merge would take seconds."""

Together = Callable[[Sequence[Piece], Sequence[Piece]], list[Piece]]


class Unsure(Exception):  # noqa: N818 - it ends a merge, it is no error
    """What the two sides did cannot be put together with certainty; `reason` says why."""

    def __init__(self, reason: Message) -> None:
        """Keep the reason for the caller."""
        super().__init__(str(reason))
        self.reason = reason


class Hunk(NamedTuple):
    """The pieces `start` up to, not with, `end` of the base became `new`."""

    start: int
    end: int
    new: tuple[Piece, ...]

    @property
    def inserts(self) -> bool:
        """Whether nothing is taken away."""
        return self.start == self.end


def signs(pieces: Sequence[Piece]) -> list[object]:
    """What the pieces are compared by."""
    return [piece.sign for piece in pieces]


def weave(
    base: Sequence[Piece],
    ours: Sequence[Piece],
    theirs: Sequence[Piece],
    together: Together | None = None,
) -> list[Piece]:
    """`ours` with what `theirs` changed in `base`; raises `Unsure`.

    What both inserted at one place goes through `together`, and blank lines are not worth a
    quarrel; without it the pieces are lines of one value, and every line counts.
    """
    mine, other = _hunks(base, ours), _hunks(base, theirs)
    kept = dict(_unchanged(base, ours, mine))
    woven: list[Piece] = []
    at = 0
    for hunk in _settled(base, mine, other, together):
        woven += [kept.get(place, base[place]) for place in range(at, hunk.start)]
        woven += hunk.new
        at = hunk.end
    return woven + [kept.get(place, base[place]) for place in range(at, len(base))]


def unsure() -> Unsure:
    """Both sides changed the same lines between the keys."""
    return Unsure(message(N_("both sides changed comments or lines at the same place")))


def _hunks(base: Sequence[Piece], side: Sequence[Piece]) -> list[Hunk]:
    """The changes from `base` to `side`, in order."""
    one, other = signs(base), signs(side)
    head = 0
    while head < min(len(one), len(other)) and one[head] == other[head]:
        head += 1
    tail = 0
    while tail < min(len(one), len(other)) - head and one[-1 - tail] == other[-1 - tail]:
        tail += 1
    one, other = one[head : len(one) - tail], other[head : len(other) - tail]
    if len(one) * len(other) > _MOST:
        raise Unsure(message(N_("too many lines were changed")))
    found = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    return [
        Hunk(start + head, end + head, tuple(side[first + head : last + head]))
        for kind, start, end, first, last in found
        if kind != "equal"
    ]


def _unchanged(
    base: Sequence[Piece], side: Sequence[Piece], changes: Sequence[Hunk]
) -> list[tuple[int, Piece]]:
    """The places of `base` that `side` did not change, each with the side's own piece."""
    found: list[tuple[int, Piece]] = []
    at = shift = 0
    for hunk in (*changes, Hunk(len(base), len(base), ())):
        found += [(place, side[place + shift]) for place in range(at, hunk.start)]
        at = hunk.end
        shift += len(hunk.new) - (hunk.end - hunk.start)
    return found


def _settled(
    base: Sequence[Piece], mine: Sequence[Hunk], other: Sequence[Hunk], together: Together | None
) -> list[Hunk]:
    """The changes of both sides in order, none touching another; raises `Unsure`."""
    ours, theirs = list(mine), list(other)
    settled: list[Hunk] = []
    while ours and theirs:
        one, two = ours[0], theirs[0]
        if one.end < two.start:
            settled.append(ours.pop(0))
        elif two.end < one.start:
            settled.append(theirs.pop(0))
        elif _same(one, two):
            settled.append(ours.pop(0))
            theirs.pop(0)
        elif together is None:
            raise unsure()
        elif _only_blank(base, two):
            theirs.pop(0)
        elif _only_blank(base, one):
            ours.pop(0)
        elif one.inserts and two.inserts:
            ours.pop(0)
            theirs.pop(0)
            settled.append(Hunk(one.start, one.end, tuple(together(one.new, two.new))))
        else:
            raise unsure()
    return settled + ours + theirs


def _same(one: Hunk, other: Hunk) -> bool:
    return one[:2] == other[:2] and signs(one.new) == signs(other.new)


def _only_blank(base: Sequence[Piece], hunk: Hunk) -> bool:
    return all(piece.blank for piece in (*base[hunk.start : hunk.end], *hunk.new))
