"""What is typed, as it comes over the line, and when a key's code has ended."""

from __future__ import annotations

import os
from codecs import getincrementaldecoder
from collections.abc import Iterator
from select import select

_CHUNK = 4096
_PIECES = 0.1
"""Seconds for which the rest of a key's code may be on its way over a slow line."""


def typed(keys: int, wake: int, delay: float) -> Iterator[str | None]:
    """What can be read from `keys`; an empty text each time when a code that has begun may be all
    there is; at last None, when the terminal has gone. Ends when `wake` has something to read.

    After an Esc alone that time is `delay` seconds. Between keys nothing is done, not even a look
    at the clock.
    """
    decoder = getincrementaldecoder("utf-8")("replace")
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
        text = decoder.decode(data)
        # The rest of a code that has begun is on its way, but after Esc alone often nothing comes.
        # Where the clock is coarse, the second look finds what the first came too early for.
        waits = [delay if text.endswith("\x1b") else max(delay, _PIECES), _PIECES]
        if text:
            yield text
