"""Lines of toned text, the only thing widgets draw; measured in terminal cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from kinerja_tui.report.width import cut, pad, wide

Tone = Literal["", "bold", "dim", "reverse", "green", "yellow", "red", "grey", "caret"]


class Piece(NamedTuple):
    """A stretch of text in one tone."""

    text: str
    tone: Tone = ""


Line = tuple[Piece, ...]
BLANK: Line = ()


def line(*pieces: Piece | str) -> Line:
    """A line of `pieces`; bare text has no tone."""
    made = (Piece(each) if isinstance(each, str) else each for each in pieces)
    return tuple(each for each in made if each.text)


def width_of(found: Line) -> int:
    """How many cells the line takes."""
    return sum(wide(piece.text) for piece in found)


def clipped(found: Line, width: int, ellipsis: str = "…") -> Line:
    """The line in at most `width` cells."""
    if width_of(found) <= width:
        return found
    room = width
    kept: list[Piece] = []
    for piece in found:
        size = wide(piece.text)
        if size >= room:
            text = piece.text + (" " if size == room else "")
            kept.append(Piece(cut(text, room, ellipsis), piece.tone))
            break
        kept.append(piece)
        room -= size
    return line(*kept)


def spread(left: Line, right: Line, width: int, ellipsis: str = "…") -> Line:
    """`left` and `right` at the two ends of `width` cells; the left one gives way."""
    left = clipped(left, max(width - width_of(right) - 1, 0), ellipsis)
    gap = max(width - width_of(left) - width_of(right), 0)
    return line(*left, " " * gap, *right)


def padded(found: Line, width: int) -> Line:
    """The line filled up with blanks to `width` cells."""
    return line(*found, " " * max(width - width_of(found), 0))


def rule(sign: str, width: int, words: str = "", right: str = "", ellipsis: str = "…") -> Line:
    """A horizontal rule with `words` near its left end, where changing them costs few bytes, and
    others at the `right`, if they fit.
    """
    words = cut(words, max(width - 4, 0), ellipsis)
    word = f" {words} " if words else ""
    last = f" {right} " if right else ""
    rest = width - 1 - wide(word) - wide(last) - 1
    if rest < 0:
        last, rest = "", width - 1 - wide(word) - 1
    pieces = [Piece(sign, "dim"), Piece(word), Piece(sign * max(rest, 0), "dim"), Piece(last)]
    whole = [*pieces, Piece(sign, "dim")]
    return clipped(_joined(whole), width, "")


def _joined(pieces: Iterable[Piece]) -> Line:
    """The pieces, neighbours of one tone as one."""
    found: list[Piece] = []
    for piece in pieces:
        if found and piece.text and found[-1].tone == piece.tone:
            found[-1] = Piece(found[-1].text + piece.text, piece.tone)
        elif piece.text:
            found.append(piece)
    return tuple(found)


def wrapped(text: str, width: int) -> list[str]:
    """`text` in lines of at most `width` cells, broken at blanks where there are any."""
    width = max(width, 1)
    found: list[str] = []
    for paragraph in text.splitlines() or [""]:
        found.extend(_wrapped(paragraph, width))
    return found


def in_rows(text: str, width: int, most: int, ellipsis: str = "…") -> list[str]:
    """`text` in at most `most` lines of `width` cells; what does not fit ends with an ellipsis."""
    rows = wrapped(text, width)
    if len(rows) <= most:
        return rows
    rest = " ".join(text.split())
    for row in rows[: most - 1]:
        rest = rest[len(row) :].lstrip()
    return [*rows[: most - 1], cut(rest, width, ellipsis)]


def _wrapped(text: str, width: int) -> Iterator[str]:
    current = ""
    for word in text.split():
        joined = f"{current} {word}" if current else word
        if wide(joined) <= width:
            current = joined
            continue
        if current:
            yield current
        current = word
        while wide(current) > width:
            head = cut(current, width, "") or current[0]
            yield head
            current = current[len(head) :]
    yield current


def differs_to(old: Line, new: Line) -> int:
    """The cell before which two lines differ at the latest; 0 when they are the same.

    Blanks at the end count as nothing.
    """
    if old == new:
        return 0
    before, after = _unblank(old), _unblank(new)
    if _cells(before) == _cells(after):  # else nothing at the end stands in the same cells
        _without_common_end(before, after)
    return max(_cells(before), _cells(after))


def _unblank(found: Line) -> list[Piece]:
    """The pieces without the blanks at the end."""
    pieces = [each for each in found if each.text]
    while pieces and not pieces[-1].tone:
        text = pieces.pop().text.rstrip(" ")
        if text:
            pieces.append(Piece(text))
            break
    return pieces


def _without_common_end(before: list[Piece], after: list[Piece]) -> None:
    """Take away what both end with, sign by sign in the same tone."""
    while before and after and before[-1].tone == after[-1].tone:
        one, other = before.pop(), after.pop()
        most = min(len(one.text), len(other.text))
        same = 0
        while same < most and one.text[-same - 1] == other.text[-same - 1]:
            same += 1
        for pieces, piece in ((before, one), (after, other)):
            if left := piece.text[: len(piece.text) - same]:
                pieces.append(Piece(left, piece.tone))
        if same < most:
            return


def _cells(pieces: Sequence[Piece]) -> int:
    return wide("".join([each.text for each in pieces]))


def paragraph(label: str, text: str, width: int, margin: int = 0) -> list[Line]:
    """`text` under a dim `label` in the margin; without a margin, after it."""
    margin = max(margin, wide(label) + 2 if label else 0)
    rows = wrapped(text, width - margin)
    first = line(Piece(pad(label, margin), "dim"), rows[0])
    return [first, *(line(" " * margin, row) for row in rows[1:])]


def plain(lines: Iterable[Line]) -> str:
    """The lines as bare text, for tests and for the clipboard."""
    return "\n".join("".join(piece.text for piece in each).rstrip() for each in lines)
