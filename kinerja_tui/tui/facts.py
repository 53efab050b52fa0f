"""What is known of a row, and how it stands below or beside the table."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from kinerja_tui.report.width import cut, pad, wide
from kinerja_tui.tui.lines import Line, Piece, clipped, line, paragraph, width_of, wrapped

LABELS = 13
_GAP = "   "


class Facts(Struct, frozen=True, kw_only=True):
    """A row in full: its name, `facts` (a label and a text each; those without a text are not
    shown), lines that are `drawn` (before the facts when they come `first`), and `notes`.

    All texts must be safe already.
    """

    first: bool = False
    title: str = ""
    code: str = ""
    facts: Sequence[tuple[str, str]] = ()
    drawn: Sequence[str] = ()
    notes: Sequence[str] = ()


def below(found: Facts, width: int, room: int, ellipsis: str = "…") -> list[Line]:
    """The facts in at most `room` lines of `width` cells, as many on a line as fit; what does not
    fit ends with an ellipsis.
    """
    space = width - 2
    lines: list[Line] = []
    if found.code or found.title:
        code = Piece(f"{found.code}  " if found.code else "", "bold")
        lines += [clipped(line(code, found.title), space, ellipsis)]
    facts, pictures = _packed(found.facts, space), [line(each) for each in found.drawn]
    lines += [*pictures, *facts] if found.first else [*facts, *pictures]
    lines += [line(Piece(row, "dim")) for note in found.notes for row in wrapped(note, space)]
    if len(lines) > room:
        lines = lines[:room]
        lines[-1] = line(*clipped(lines[-1], space - wide(ellipsis) - 1, ""), f" {ellipsis}")
    return [line(" ", *each) for each in lines]


def _packed(facts: Sequence[tuple[str, str]], width: int) -> list[Line]:
    lines: list[Line] = []
    current: Line = ()
    for label, text in facts:
        if not text:
            continue
        piece = line(Piece(f"{label} ", "dim"), text)
        if current and width_of(current) + len(_GAP) + width_of(piece) <= width:
            current = line(*current, _GAP, *piece)
            continue
        if current:
            lines.append(current)
        current = piece
        if width_of(piece) > width:
            *rows, current = _long(label, text, width)
            lines += rows
    if current:
        lines.append(current)
    return lines


def _long(label: str, text: str, width: int) -> list[Line]:
    """A text of several lines, under its beginning."""
    margin = min(wide(label) + 1, width // 2)
    rows = wrapped(text, width - margin)
    first = line(Piece(pad(cut(label, margin - 1), margin), "dim"), rows[0])
    return [first, *(line(" " * margin, row) for row in rows[1:])]


def beside(found: Facts, width: int) -> list[Line]:
    """The facts as a column of `width` cells: a label and its text a line."""
    lines: list[Line] = []
    if found.code or found.title:
        name = f"{found.code}  {found.title}" if found.code else found.title
        lines += [line(Piece(row, "bold")) for row in wrapped(name, width)]
        lines.append(())
    facts = [row for label, text in found.facts if text for row in _fact(label, text, width)]
    pictures = [clipped(line(each), width) for each in found.drawn]
    parts = [pictures, facts] if found.first else [facts, pictures]
    lines += [*parts[0], *([()] if all(parts) else []), *parts[1]]
    for note in found.notes:
        lines += [(), *(line(Piece(row, "dim")) for row in wrapped(note, width))]
    return lines


def _fact(label: str, text: str, width: int) -> list[Line]:
    """Short texts stand after their label, long ones under it."""
    if wide(label) < LABELS and wide(text) <= 3 * (width - LABELS):
        return paragraph(label, text, width, LABELS)
    return [
        *(line(Piece(row, "dim")) for row in wrapped(label, width)),
        *(line("  ", row) for row in wrapped(text, width - 2)),
    ]
