"""A conflict that somebody has decided: the value that lost goes into the journal."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

from kinerja_tui.store.disk.access import open_folder
from kinerja_tui.store.disk.system import System
from kinerja_tui.store.splicing.edit import Conflict
from kinerja_tui.store.splicing.refusals import Stop
from kinerja_tui.store.state.journal import Choice, Lost, append, new_id
from kinerja_tui.store.state.lock import hold
from kinerja_tui.store.state.people import login
from kinerja_tui.store.writing.recover import recover


def decided(root: Path, conflict: Conflict, choice: Choice) -> bool:
    """Write down how `conflict` was decided, with all three values; False when that could not be
    written, and then what lost must be kept elsewhere.
    """
    system = System()
    try:
        with ExitStack() as stack:
            base = open_folder(system, str(root), stack, linked=True)
            lock = hold(system, base, conflict.file, stack)
            recover(system, base, lock)
            id_, time = new_id(system)
            line = Lost(
                id_,
                time,
                login(),
                conflict.file,
                conflict.key,
                conflict.seen,
                conflict.found,
                conflict.mine,
                choice,
            )
            append(system, lock.folder, line)
    except (OSError, Stop):
        return False
    return True
