"""The marks that a Git merge leaves where two people changed the same lines."""

from __future__ import annotations

import re
from typing import Final

from kinerja_tui.locale import N_, Message, message

_MARK: Final = re.compile(rb"^(?:<{7}|={7}|>{7}|\|{7})(?=[ \r\n]|\Z)", re.MULTILINE)
_SIDE: Final = re.compile(rb"^(?:<{7}|>{7})(?=[ \r\n]|\Z)", re.MULTILINE)
_MOST: Final = 12


def unfinished(data: bytes) -> tuple[int, Message, Message] | None:
    """Where the first mark of a merge stands (its byte), what to say and what to do; None when the
    file has no side of a merge marked.
    """
    if not _SIDE.search(data):
        return None
    starts = [found.start() for found in _MARK.finditer(data)]
    lines = [str(data.count(b"\n", 0, start) + 1) for start in starts[: _MOST + 1]]
    shown = ", ".join(lines if len(lines) <= _MOST else [*lines[:_MOST], "…"])
    if len(starts) == 1:
        return starts[0], message(N_("a mark of a Git merge was left here")), _left_over()
    return (
        starts[0],
        message(
            N_("a Git merge was left unfinished here; its marks stand on lines {lines}"),
            lines=shown,
        ),
        message(
            N_("Keep one of the two versions; delete the lines with <<<<<<<, ======= and >>>>>>>.")
        ),
    )


def left_over(data: bytes, line: int) -> tuple[int, Message, Message] | None:
    """The same for a line that is a mark without its sides: the parser stopped at it."""
    start = 0
    for _ in range(line - 1):
        start = data.find(b"\n", start) + 1
        if not start:
            return None
    if not _MARK.match(data, start):
        return None
    return start, message(N_("a mark of a Git merge was left here")), _left_over()


def _left_over() -> Message:
    return message(N_("Delete this line when the lines around it are as they should be."))
