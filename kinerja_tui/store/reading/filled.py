"""Whether a unit's year holds anything: a new year that was broken off may leave its folders."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from kinerja_tui.store.disk.files import Unreadable, opened
from kinerja_tui.store.format.kinds import FOLDERS

_ENDING = ".toml"


def last_filled(root: Path, unit: str, years: Sequence[int]) -> int:
    """The last of the `years`, at least one and in order, that holds a file which may be a record;
    the last of all when none does.
    """
    return next((each for each in reversed(years) if is_filled(root, unit, each)), years[-1])


def is_filled(root: Path, unit: str, year: int) -> bool:
    """Whether the year's folder, or one of the format's folders in it, holds such a file. A folder
    that cannot be looked into counts as one that does.
    """
    place = (unit, str(year))
    return _holds(root, place) or any(_holds(root, (*place, name)) for name in FOLDERS)


def _holds(root: Path, folder: tuple[str, ...]) -> bool:
    try:
        with opened(root, folder) as descriptor:
            return any(name.endswith(_ENDING) for name in os.listdir(descriptor))
    except Unreadable:
        return os.path.lexists(root.joinpath(*folder))
    except OSError:
        return True
