"""Texts that a save took out of a record, kept for a while in `.kinerja/replaced` and looked at
once more before they go: an editor that had opened the file before may still write into them.
"""

from __future__ import annotations

from contextlib import ExitStack, suppress
from datetime import UTC, datetime, timedelta
from typing import Final

from kinerja_tui.store.disk.access import NotPlain, contents, holds
from kinerja_tui.store.disk.leftover import KEPT, REPLACED
from kinerja_tui.store.disk.system import System
from kinerja_tui.store.writing.folders import Folders
from kinerja_tui.store.writing.plan import digest
from kinerja_tui.store.writing.temporary import Temporary, discard, put_aside

MOST: Final = 64
"""So many are kept at most, however young they are."""

_SHOWN: Final = 16


def leave(folders: Folders, temporary: Temporary) -> None:
    """Be done with a temporary file: what was never swapped in goes, what was swapped out is kept
    for a while, and what nobody has read is put aside in `.kinerja/conflicts` (then it is no more
    `safe`).
    """
    system, text = folders.system, temporary.text
    if temporary.safe and text is not None:
        with suppress(OSError):  # it was as we read it a moment ago, and is looked at again later
            temporary.safe = holds(system, temporary.folder, temporary.name, text)
    if not temporary.safe:
        try:
            put_aside(folders, temporary.folder, temporary.name)
        except OSError:
            temporary.stays = True
    elif text is None:
        discard(system, temporary)
    else:
        try:
            keep(folders, temporary.folder, temporary.name, digest(text))
        except OSError:
            discard(system, temporary)


def keep(folders: Folders, folder: int, name: str, sha: str) -> None:
    """Move a file of `.kinerja/tmp`, open as `folder`, to the replaced texts; its text was the one
    with the digest `sha`. Raises `OSError`.
    """
    folders.system.rename(folder, name, folders.own(REPLACED), f"{name}.{sha[:_SHOWN]}")


def look_again(folders: Folders) -> None:
    """Remove the texts that have been kept long enough and are as they were; put those aside that
    somebody wrote into since. The lock is held. Nothing is done about what cannot be read.
    """
    try:
        within = folders.own(REPLACED)
        due = overdue(folders.system, within)
    except OSError:
        return
    for name in due:
        with suppress(OSError):
            if _as_it_was(folders.system, within, name):
                folders.system.unlink(name, within)
            else:
                put_aside(folders, within, name)


def overdue(system: System, within: int) -> list[str]:
    """The names in the open folder of replaced texts that have been kept long enough, the oldest
    first.
    """
    names = system.names(within)
    due = names[: max(len(names) - MOST, 0)]
    for name in names[len(due) :]:  # they sort by the time of their action
        changed = datetime.fromtimestamp(system.stat(name, within).st_ctime, UTC)
        if system.wall() - changed < timedelta(seconds=KEPT):
            break
        due.append(name)
    return due


def _as_it_was(system: System, within: int, name: str) -> bool:
    with ExitStack() as stack:
        try:
            found = contents(system, within, name, stack).data
        except NotPlain:
            return False
    return digest(found).startswith(name.rpartition(".")[2])
