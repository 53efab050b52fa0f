"""Text of a file made safe to show: one line of it, cut around the column, with a caret below."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

WIDTH: Final = 76
_BARE: Final = re.compile(r"[A-Za-z0-9_-]+\Z")


def visible(text: str) -> str:
    """`text` with all that is no visible character spelled out (`\\x1b`); a tab is a space."""
    return "".join(_visible(each) for each in text)


def quoted(text: str, limit: int = 40) -> str:
    """`text` made visible and cut to `limit` characters, to stand inside a sentence."""
    shown = visible(text)
    return shown if len(shown) <= limit else shown[: limit - 1] + "…"


def dotted(path: tuple[str, ...]) -> str:
    """A key path as it is written in TOML: `component.kualifikasi.value`."""
    return ".".join(
        part if _BARE.match(part) else '"' + visible(part.replace("\\", "\\\\")) + '"'
        for part in path
    )


def excerpt(data: bytes, line: int, column: int) -> str:
    """Line `line` of the file (from 1) as `window` shows it; empty when the line is not there."""
    lines = data.split(b"\n", line)
    if line < 1 or line > len(lines):
        return ""
    text = lines[line - 1].rstrip(b"\r")[: 4 * (column + WIDTH)].decode("utf-8", "backslashreplace")
    return window(text.removeprefix("\ufeff") if line == 1 else text, column)


def window(text: str, column: int) -> str:
    """At most 76 columns of a line around `column` (from 1), and a caret below it.

    Two lines of text joined by a newline; one for column 0; empty for an empty line.
    """
    if not text.strip():
        return ""
    here = min(max(column - 1, 0), len(text))
    start = max(0, here - WIDTH)
    cells = [visible(each) for each in text[start : here + WIDTH + 1]]
    first, here = 0, here - start
    if start or columns("".join(cells)) > WIDTH:
        first = here
        while first > 0 and columns("".join(cells[first - 1 : here])) <= WIDTH // 2:
            first -= 1
    before = ("…" if start + first else "") + "".join(cells[first:here])
    shown = (before + _cut(cells[here:], WIDTH - columns(before))).rstrip()
    return f"{shown}\n{' ' * columns(before)}^" if column else shown


def columns(text: str) -> int:
    """How many terminal columns `text` takes: wide characters two, combining ones none."""
    return sum(
        0 if unicodedata.combining(each) else 2 if unicodedata.east_asian_width(each) in "WF" else 1
        for each in text
    )


def _cut(cells: list[str], width: int) -> str:
    used = 0
    for index, each in enumerate(cells):
        used += columns(each)
        if used > width:
            return "".join(cells[: max(index - 1, 0)]) + "…"
    return "".join(cells)


def _visible(character: str) -> str:
    if character == "\t":
        return " "
    if character.isprintable():
        return character
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
