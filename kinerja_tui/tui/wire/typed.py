"""What is typed, as it comes over the line, and when a key's code has ended."""

from __future__ import annotations

import os
from codecs import getincrementaldecoder
from collections.abc import Iterator
from select import select

_CHUNK = 4096
_PIECES = 0.1
"""Seconds for which the rest of a key's code may be on its way over a slow line."""


_BEGINS, _ENDS = "\x1b[200~", "\x1b[201~"


class Pastes:
    """Takes every Esc out of what is pasted: what follows it would be read as keys, and run."""

    def __init__(self) -> None:
        """No paste has begun."""
        self._inside = False
        self._before = ""
        self._held = ""

    def plain(self, text: str) -> str:
        """`text` with pastes that hold no Esc; marks may come in pieces."""
        made: list[str] = []
        while text or self._held:
            if self._inside:
                body, mark, rest = (self._held + text).partition(_ENDS)
                self._held = "" if mark else _begun(body)
                made.append(body[: len(body) - len(self._held)].replace("\x1b", "") + mark)
                self._inside = not mark
                if self._inside:
                    break
                text = rest
            else:
                seen = len(self._before)
                found = (self._before + text).find(_BEGINS)
                end = len(text) if found < 0 else found + len(_BEGINS) - seen
                made.append(text[:end])
                self._before = "" if found >= 0 else (self._before + text)[-len(_BEGINS) + 1 :]
                self._inside = found >= 0
                text = text[end:]
        return "".join(made)


def _begun(text: str) -> str:
    """The end of `text` with which the mark of a paste's end may have begun."""
    ends = (text[-size:] for size in range(len(_ENDS) - 1, 0, -1))
    return next((each for each in ends if _ENDS.startswith(each)), "")


def typed(keys: int, wake: int, delay: float) -> Iterator[str | None]:
    """What can be read from `keys`; an empty text each time when a code that has begun may be all
    there is; at last None, when the terminal has gone. Ends when `wake` has something to read.

    After an Esc alone that time is `delay` seconds. Between keys nothing is done, not even a look
    at the clock.
    """
    decoder = getincrementaldecoder("utf-8")("replace")
    pastes = Pastes()
    waits: list[float] = []
    while True:
        ready, _, _ = select([keys, wake], [], [], waits.pop(0) if waits else None)
        if wake in ready:
            return
        if not ready:
            yield ""
            continue
        try:
            data = os.read(keys, _CHUNK)
        except OSError:
            data = b""
        if not data:
            yield None
            return
        text = pastes.plain(decoder.decode(data))
        # The rest of a code that has begun is on its way, but after Esc alone often nothing comes.
        # Where the clock is coarse, the second look finds what the first came too early for.
        waits = [delay if text.endswith("\x1b") else max(delay, _PIECES), _PIECES]
        if text:
            yield text
