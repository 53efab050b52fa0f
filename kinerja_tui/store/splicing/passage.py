"""The lines that change in a text that is no record, a section of the report: made, applied and
turned round.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from kinerja_tui.store.splicing.edit import Rewriting


def rewriting(file: str, seen: str | None, text: str | None) -> Rewriting:
    """What turns `seen`, all that `file` held, into `text`; None is no file. Only the lines from
    the first to the last that differ are kept; half a character and a zero byte, which no text can
    hold, become question marks.
    """
    if text is not None:
        text = text.encode("utf-8", "replace").decode("utf-8").replace("\0", "?")
    if seen is None or text is None:
        return Rewriting(file, seen, text)
    old, new = seen.splitlines(keepends=True), text.splitlines(keepends=True)
    same = _alike(old, new)
    rest = _alike(old[same:][::-1], new[same:][::-1])
    head, tail = "".join(old[:same]), "".join(old[len(old) - rest :])
    mine = "".join(new[same : len(new) - rest])
    return Rewriting(
        file, "".join(old[same : len(old) - rest]), mine, len(head), _digest(head + tail)
    )


def rewritten(text: str | None, part: Rewriting) -> str | None:
    """The text after the change, None for no file; raises `ValueError` where the file does not hold
    what its user saw.
    """
    if text is None or part.seen is None or part.text is None:
        if text != part.seen:
            raise ValueError(part.file)
        return part.text
    head, tail = text[: part.at], text[part.at + len(part.seen) :]
    found = text[part.at : part.at + len(part.seen)]
    if found != part.seen or _digest(head + tail) != part.around:
        raise ValueError(part.file)
    return head + part.text + tail


def stands(text: str | None, part: Rewriting) -> bool:
    """Whether the file holds already what the change would make of it."""
    try:
        rewritten(text, back(part))
    except ValueError:
        return False
    return True


def back(part: Rewriting) -> Rewriting:
    """What takes the change back."""
    return Rewriting(part.file, part.text, part.seen, part.at, part.around)


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """How many lines the two have in common at their beginning."""
    count = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        count += 1
    return count


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
