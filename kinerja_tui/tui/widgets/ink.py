"""From toned lines to what the terminal gets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from kinerja_tui.tui.lines import Line, Tone

_ASCII = str.maketrans(
    {
        "×": "x",
        "−": "-",
        "–": "-",
        "—": "-",
        "…": "~",
        "─": "-",
        "│": "|",
        "“": '"',
        "”": '"',
        "‘": "'",
        "’": "'",
        "±": "+",
        "Σ": "S",
        "·": ".",
        "←": "<",
        "→": ">",
        "↑": "^",
        "↓": "v",
        "↵": "/",
        "█": "#",
        "░": ".",
        "▲": "+",
        "◆": "~",
        "▼": "-",
    }
)


_ON_BLANKS: frozenset[Tone] = frozenset({"reverse", "caret"})
"""The tones that show where there is no sign."""


def ascii_text(text: str) -> str:
    """`text` in ASCII: signs by their likes, every other character as `?`."""
    if text.isascii():
        return text
    return text.translate(_ASCII).encode("ascii", "replace").decode("ascii")


def strip_of(found: Line, width: int, palette: Mapping[Tone, Style], ascii_only: bool) -> Strip:
    """The line as a strip of `width` cells; untoned text in an ANSI theme carries no codes."""
    base = palette[""]
    segments = [
        Segment(ascii_text(text) if ascii_only else text, _style(palette[tone]))
        for text, tone in _seen(found)
    ]
    return Strip(segments).adjust_cell_length(width, _style(base))


def _seen(found: Line) -> Iterator[tuple[str, Tone]]:
    """The pieces, without a tone where they are blank, or blank at the end of the line, and nobody
    would see it: what needs no code then, needs none when it changes either.
    """
    for number, (text, tone) in enumerate(found, 1):
        bare = text.rstrip(" ") if number == len(found) or text.isspace() else text
        if tone in _ON_BLANKS or bare == text:
            yield text, tone
            continue
        if bare:
            yield bare, tone
        yield text[len(bare) :], ""


def _style(style: Style) -> Style | None:
    return style if style else None
