"""The store's one lock: held for the milliseconds of a save, never while somebody types."""

from __future__ import annotations

import os
import stat
from contextlib import ExitStack

from kinerja_tui.locale import N_, message
from kinerja_tui.store.disk.access import STATE_FOLDER, state_folder
from kinerja_tui.store.disk.system import System
from kinerja_tui.store.splicing.refusals import Stop, refused

PATIENCE = 10.0
"""Seconds that a save waits for others."""

_SHORT, _LONG = 0.0005, 0.02
_FLAGS = os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY


def hold(system: System, base: int, file: str, stack: ExitStack) -> None:
    """Hold `.kinerja/lock` of the store open as `base` until `stack` closes; raises `Stop`,
    `OSError`.

    The kernel frees the lock of a process that dies. The lock file is never deleted; should
    somebody do it, those who hold the deleted one try again.
    """
    until = system.now() + PATIENCE
    wait = _SHORT
    while True:
        with ExitStack() as attempt:
            folder = state_folder(system, base, STATE_FOLDER, attempt)
            fd = _lock_file(system, folder, attempt)
            if system.lock(fd) and _still_there(system, folder, fd):
                stack.push(attempt.pop_all())
                return
        if system.now() > until:
            raise Stop(
                refused(
                    "B66",
                    file,
                    message(N_("somebody else has been saving for more than 10 seconds")),
                    message(N_("Save again in a moment.")),
                )
            )
        system.pause(wait)
        wait = min(2 * wait, _LONG)


def _lock_file(system: System, folder: int, stack: ExitStack) -> int:
    try:
        fd = system.open("lock", _FLAGS | os.O_CREAT | os.O_EXCL, 0o660, folder)
    except FileExistsError:
        fd = system.open("lock", _FLAGS, at=folder)
        stack.callback(system.close, fd)
        return fd
    stack.callback(system.close, fd)
    system.fchmod(fd, 0o660)  # whatever the umask: colleagues lock the same file
    return fd


def _still_there(system: System, folder: int, fd: int) -> bool:
    held = system.fstat(fd)
    if not stat.S_ISREG(held.st_mode):
        return False
    try:
        named = system.stat("lock", folder)
    except FileNotFoundError:
        return False
    return (held.st_dev, held.st_ino) == (named.st_dev, named.st_ino)
