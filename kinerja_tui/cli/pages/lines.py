"""Lines of text fitted to a width: wrapped sentences, labels with values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from kinerja_tui.locale import Language
from kinerja_tui.numbers import printing
from kinerja_tui.report.width import cut, pad, wide

_LONG = 6


def wrapped(text: str, width: int, indent: str = "", first: str | None = None) -> list[str]:
    """`text` in lines of at most `width` cells; the first begins with `first`, the others with
    `indent`.
    """
    head = indent if first is None else first
    lines: list[str] = []
    line, empty = head, True
    for word in text.split():
        if not empty and wide(line) + 1 + wide(word) > width:
            lines.append(line)
            line, empty = indent, True
        line += word if empty else f" {word}"
        empty = False
        while wide(line) > width > wide(indent) + 8:
            piece = cut(line, width, "")
            lines.append(piece)
            line = indent + line[len(piece) :].lstrip()
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def labelled(rows: Iterable[tuple[str, str]], width: int, gap: int = 2) -> list[str]:
    """A label and its text a row, the texts in one column and wrapped inside it."""
    found = [(label, text) for label, text in rows if text]
    if not found:
        return []
    column = min(max(wide(label) for label, _ in found) + gap, max(width // 3, 12))
    lines: list[str] = []
    for label, text in found:
        lines += wrapped(text, width, " " * column, pad(cut(label, column - 1), column))
    return lines


def readable(value: Decimal, language: Language) -> str:
    """`value` as recorded; a whole number of seven digits or more (an amount) in groups."""
    long = value == value.to_integral_value() and value.adjusted() >= _LONG
    return printing.number(value, language, grouped=long)


def paragraphs(blocks: Iterable[Sequence[str]]) -> str:
    """Blocks of lines with an empty line between them; empty blocks leave none."""
    return "\n\n".join("\n".join(block) for block in blocks if block)
