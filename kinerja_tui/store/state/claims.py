"""A draft that waits, taken up or thrown away by one of its user's sessions, as it is now.

What a list of drafts said may be long past: another session may have taken one up meanwhile.
"""

from __future__ import annotations

import errno
from collections.abc import Container
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from kinerja_tui.locale import N_, Message, message
from kinerja_tui.store.disk.system import System
from kinerja_tui.store.state.drafts import FOLDER, Draft, drop, keep, newest
from kinerja_tui.store.state.own import found_folder
from kinerja_tui.store.state.people import login

_PATIENCE: Final = 2.0
_WAIT: Final = 0.01


def take_up(
    root: Path, id_: str, session: str, living: Container[str], system: System | None = None
) -> Draft | Message:
    """The draft as it is now, which from here on is being typed in `session`; or why it cannot be
    taken up. `living` are the other sessions that live; raises `OSError`.
    """
    system = system or System()
    with ExitStack() as stack:
        found = _claimed(system, root, id_, living, stack)
        if isinstance(found, Message):
            return found
        taken = replace(found, session=session, kept=False)
        with suppress(OSError):  # a full disk keeps nobody from reading on; the pen tries again
            keep(root, taken, system)
        return taken


def throw_away(
    root: Path, id_: str, living: Container[str], system: System | None = None
) -> Message | None:
    """Remove the draft, or say why it stays; raises `OSError`."""
    system = system or System()
    with ExitStack() as stack:
        found = _claimed(system, root, id_, living, stack)
        if not isinstance(found, Message):
            drop(root, id_, system)
            return None
        return found if found == _ELSEWHERE else None


_GONE: Final = message(N_("This draft is gone: another session has saved it or thrown it away."))
_ELSEWHERE: Final = message(N_("This draft is being typed in another of your sessions."))


def _claimed(
    system: System, root: Path, id_: str, living: Container[str], stack: ExitStack
) -> Draft | Message:
    """The draft, if nobody is typing it; until `stack` closes no other session can claim one."""
    folder = found_folder(system, root, (FOLDER, login()), stack)
    if folder is None:
        return _GONE
    _wait_for(system, folder)
    found = newest(system, folder, id_)
    if found is None:
        return _GONE
    return _ELSEWHERE if found.session in living and not found.kept else found


def _wait_for(system: System, folder: int) -> None:
    """Lock the folder, which our sessions do for moments only; raises `OSError`."""
    until = system.now() + _PATIENCE
    try:
        while not system.lock(folder):
            if system.now() > until:
                break
            system.pause(_WAIT)
        else:
            return
    except OSError:
        return  # a disk without locks for folders: what was read just now must do
    raise OSError(errno.EAGAIN, "the drafts are locked")
