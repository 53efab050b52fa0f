"""Patience with a file that another program may not have written to its end."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final, TypeVar

Found = TypeVar("Found")

SETTLE: Final = 0.3
"""Seconds after which a file that was just changed must be whole."""


def settled(
    look: Callable[[], Found],
    broken: Callable[[Found], bool],
    pause: Callable[[float], None] = time.sleep,
) -> Found:
    """What `look` finds; where that is `broken`, what it finds 0.3 seconds later.

    It blocks: the screen's own thread asks again by a timer instead.
    """
    found = look()
    if not broken(found):
        return found
    pause(SETTLE)
    return look()
