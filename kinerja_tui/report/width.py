"""Text measured in terminal cells: wide and combining characters counted as the terminal draws
them.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache


@lru_cache(maxsize=4096)
def _cells(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def wide(text: str) -> int:
    """How many terminal cells `text` takes."""
    return len(text) if text.isascii() else sum(map(_cells, text))


def cut(text: str, width: int, ellipsis: str = "…") -> str:
    """`text` in at most `width` cells, its end replaced by the ellipsis when it does not fit."""
    if wide(text) <= width:
        return text
    room = width - wide(ellipsis)
    taken = 0
    for index, character in enumerate(text):
        taken += _cells(character)
        if taken > room:
            return text[:index].rstrip() + ellipsis if room >= 0 else ""
    return text


def pad(text: str, width: int, right: bool = False) -> str:
    """`text` filled up with blanks to `width` cells, on the left when it is aligned to the
    right.
    """
    blanks = " " * max(width - wide(text), 0)
    return blanks + text if right else text + blanks
