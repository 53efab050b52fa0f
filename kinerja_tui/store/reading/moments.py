"""The moment of a file: what tells one state of it from the next, and when that can be trusted."""

from __future__ import annotations

import os
from typing import Final

Moment = tuple[int, int, int, int, int]
"""Device, inode, size, and the times of the last change of content and of state in nanoseconds."""

NO_MOMENT: Final[Moment] = (0, 0, 0, 0, 0)
COARSEST: Final = 2_000_000_000
"""No file system counts in steps of more than two seconds."""


def moment_of(state: os.stat_result) -> Moment:
    """The moment in what the system says of a file."""
    return state.st_dev, state.st_ino, state.st_size, state.st_mtime_ns, state.st_ctime_ns


def is_settled(moment: Moment, started: int) -> bool:
    """Whether every change after `started`, the time before the file was read, must give another
    moment.

    A change made within one step of the file system's clock after the last one leaves both times
    as they were. So a file last changed less than `COARSEST` before it was read, or later, may
    have other bytes under the same moment: only reading it again can tell (as Git does).
    """
    return max(moment[3], moment[4]) + COARSEST < started
