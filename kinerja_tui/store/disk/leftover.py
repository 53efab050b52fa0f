"""Whether saves have left something to look at; costs no import and two or three calls."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Final

STATE: Final = ".kinerja"  # as in `access`, which brings more in
LOCK: Final = "lock"
REPLACED: Final = "replaced"
"""The folder of texts that a save took out of a record and had read."""
KEPT: Final = 60.0
"""Seconds for which a replaced text is kept."""


def is_left(root: Path) -> bool:
    """Whether a note stands in the lock file (it may be that of a save going on now), or replaced
    texts have been kept long enough.
    """
    return _noted(root) or _kept_long(root)


def _noted(root: Path) -> bool:
    try:
        return os.stat(root / STATE / LOCK, follow_symlinks=False).st_size > 0
    except OSError:
        return False


def _kept_long(root: Path) -> bool:
    folder = root / STATE / REPLACED
    try:
        changed = os.stat(folder, follow_symlinks=False).st_mtime
        if time.time() - changed < KEPT:
            return False
        with os.scandir(folder) as entries:
            return any(True for _ in entries)
    except OSError:
        return False
