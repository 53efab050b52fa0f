"""Cells: what a terminal shows in one place, and what text becomes in them."""

from __future__ import annotations

import re

from rich.cells import cell_len

from kinerja_tui.tui.wire.looks import PLAIN, Look

Cell = tuple[str, Look]
"""A sign and its look; the second cell of a wide sign has no sign of its own."""

Row = list[Cell | None]
"""The cells of a line; None where it is not known what the terminal shows."""

BLANK: Cell = (" ", PLAIN)

# Signs of one cell on every terminal that also the stock driver serves. About all others (wide,
# combining, private ones, pictures) terminals differ.
_SURE = re.compile(
    "[ -~\u00a1-\u00ac\u00ae-\u02ff\u0370-\u0377\u037a-\u037f\u0384-\u038a\u038c\u038e-\u03a1"
    "\u03a3-\u0482\u2010-\u2027\u2030-\u205e\u2070\u2071\u2074-\u208e\u20a0-\u20bf\u2100-\u218b"
    "\u2190-\u2319\u2320-\u2328\u2500-\u25fc\u2800-\u28ff]*"
)
_JOINER = "\u200d"
_WIDER = "\ufe0f"


def sure(text: str) -> bool:
    """Whether every terminal gives each sign of `text` one cell."""
    return text.isascii() or _SURE.fullmatch(text) is not None


def sure_row(row: Row) -> bool:
    """Whether a line holds nothing about whose width terminals may differ."""
    return sure("".join([cell[0] for cell in row if cell is not None]))


def put(cells: list[Cell], text: str, look: Look) -> bool:
    """Add `text` to the cells of a line; False when it is not certain which cells it fills.

    Combining signs go into the cell before them. Widths are those that Textual counts with.
    """
    if sure(text):
        cells.extend([(sign, look) for sign in text])
        return True
    clusters: list[str] = []
    joined = False
    for sign in text:
        if joined or sign in (_JOINER, _WIDER) or cell_len(sign) == 0:
            if clusters:
                clusters[-1] += sign
            elif not _combine(cells, sign):
                return False
            joined = sign == _JOINER
        else:
            clusters.append(sign)
    widths = [cell_len(cluster) for cluster in clusters]
    if sum(widths) != cell_len(text):
        return False
    for cluster, width in zip(clusters, widths, strict=True):
        cells.append((cluster, look))
        cells.extend([("", look)] * (width - 1))
    return True


def _combine(cells: list[Cell], sign: str) -> bool:
    """Put a combining sign that begins another look into the cell before it."""
    if sign in (_JOINER, _WIDER):
        return False
    for index in range(len(cells) - 1, -1, -1):
        text, look = cells[index]
        if text:
            cells[index] = (text + sign, look)
            return True
    return False
