"""Texts that a save took out of a record and nobody had read; they lie in `.kinerja/conflicts`."""

from __future__ import annotations

from contextlib import ExitStack, suppress
from pathlib import Path

from kinerja_tui.store.disk.access import STATE_FOLDER
from kinerja_tui.store.disk.system import System
from kinerja_tui.store.state.own import found_folder

FOLDER = "conflicts"


def path_aside(name: str) -> str:
    """Where such a text is kept, below the records folder."""
    return f"{STATE_FOLDER}/{FOLDER}/{name}"


def set_aside(root: Path) -> tuple[str, ...]:
    """The files, below `root`, that are kept there; none where the folder cannot be read."""
    with ExitStack() as stack, suppress(OSError):
        system = System()
        folder = found_folder(system, root, (FOLDER,), stack)
        if folder is not None:
            return tuple(path_aside(name) for name in system.names(folder))
    return ()
