"""What is worth watching: records, who has the store open, and the journal; not what editors leave
beside them.
"""

from __future__ import annotations

from collections.abc import Container
from typing import Final, Literal

from kinerja_tui.store.disk.access import STATE_FOLDER
from kinerja_tui.store.format.kinds import FOLDERS, NOT_UNITS, is_year

News = Literal["record", "folder", "session", "journal"]

_STATE: Final = {
    STATE_FOLDER: "",
    f"{STATE_FOLDER}/sessions": ".json",
    f"{STATE_FOLDER}/journal": ".jsonl",
}


def counts(folder: str, name: str) -> bool:
    """Whether the file `name` is watched in `folder` (`""` is the records folder itself)."""
    if folder in _STATE:
        ending = _STATE[folder]
        return bool(ending) and name.endswith(ending) and not name.startswith(".")
    return name.lower().endswith(".toml") and not name.startswith((".", "#"))


def enters(folder: str, name: str) -> bool:
    """Whether files can be of interest in the folder `name` of `folder`: only where the format
    knows any.
    """
    if folder == STATE_FOLDER:
        return f"{folder}/{name}" in _STATE
    if name.startswith("."):
        return folder == "" and name == STATE_FOLDER
    match folder.split("/") if folder else []:
        case []:
            return name == "scales" or name not in NOT_UNITS
        case [unit] if unit not in NOT_UNITS:
            return is_year(name)
        case [_, year] if is_year(year):
            return name in FOLDERS
    return False


def news_of(path: str) -> News:
    """What a path that was told is; that of a folder ends with a slash."""
    if path.startswith(f"{STATE_FOLDER}/"):
        return "session" if path.startswith(f"{STATE_FOLDER}/sessions/") else "journal"
    return "folder" if path.endswith("/") else "record"


def of_interest(path: str, within: tuple[str, ...], never: Container[str]) -> bool:
    """Whether to tell of `path`: it lies within one of the files or folders `within`, or is the
    program's own; an empty `within` is everything.
    """
    if path in never or path == f"{STATE_FOLDER}/":
        return False
    if not within or path.startswith(f"{STATE_FOLDER}/"):
        return True
    path = path.rstrip("/")
    return any(path == each or path.startswith(f"{each}/") for each in within)
