"""The store's one lock: held for the milliseconds of a save, never while somebody types.

While it is held, the lock file names its holder. A name that stands there when nobody holds the
lock is that of a process which died while saving: whoever comes next looks at its work first.
"""

from __future__ import annotations

import os
import stat
from contextlib import ExitStack, suppress
from dataclasses import dataclass

import msgspec
from msgspec import Struct

from kinerja_tui.locale import N_, Message, message
from kinerja_tui.store.disk.access import STATE_FOLDER, state_folder
from kinerja_tui.store.disk.excerpt import quoted
from kinerja_tui.store.disk.system import System
from kinerja_tui.store.splicing.refusals import Stop, refused
from kinerja_tui.store.state.people import login

PATIENCE = 10.0
"""Seconds that a save waits for others."""

_SHORT, _LONG = 0.0005, 0.02
_MOST = 1000
_FLAGS = os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY


class Holder(Struct, frozen=True):
    """Who holds the lock, and the journal's entry that he is carrying out; `user` is empty when the
    note cannot be read.
    """

    user: str = ""
    pid: int = 0
    entry: str = ""


@dataclass(slots=True)
class Lock:
    """The lock while it is held: `folder` is `.kinerja`, `before` who died holding it.

    With `unfinished` the note stays, so that the next holder looks at what is left.
    """

    system: System
    folder: int
    fd: int
    before: Holder | None
    unfinished: bool = False

    def sign(self, entry: str = "") -> None:
        """Name ourselves as the holder, and the entry that is about to be written and done."""
        note = msgspec.json.encode(Holder(login(), os.getpid(), entry))
        self.system.write_at(self.fd, note, 0)
        self.system.truncate(self.fd, len(note))

    def release(self) -> None:
        """Take the name away; the lock itself goes with its descriptor."""
        if not self.unfinished:
            with suppress(OSError):  # a name that stays costs the next holder one look
                self.system.truncate(self.fd, 0)


def hold(
    system: System, base: int, file: str, stack: ExitStack, patience: float = PATIENCE
) -> Lock:
    """Hold `.kinerja/lock` of the store open as `base` until `stack` closes; raises `Stop` when
    others have it for longer than `patience` seconds, and `OSError`.

    The kernel frees the lock of a process that dies. The lock file is never deleted; should
    somebody do it, those who hold the deleted one try again. The caller signs it once the work of
    a dead holder was looked at.
    """
    until = system.now() + patience
    wait = _SHORT
    while True:
        with ExitStack() as attempt:
            folder = state_folder(system, base, STATE_FOLDER, attempt)
            fd = _lock_file(system, folder, attempt)
            if system.lock(fd) and _still_there(system, folder, fd):
                found = Lock(system, folder, fd, _noted(system, fd))
                attempt.callback(found.release)
                stack.push(attempt.pop_all())
                return found
            holder = _noted(system, fd)
        if system.now() > until:
            raise Stop(refused("B66", file, _busy(holder), message(N_("Save again in a moment."))))
        system.pause(wait)
        wait = min(2 * wait, _LONG)


def _busy(holder: Holder | None) -> Message:
    if holder is None or not holder.user:
        return message(N_("somebody else has been saving for more than 10 seconds"))
    return message(
        N_("{user} (process {pid}) has been saving for more than 10 seconds"),
        user=quoted(holder.user),
        pid=str(holder.pid),
    )


def _noted(system: System, fd: int) -> Holder | None:
    note = system.read_at(fd, _MOST, 0)
    if not note:
        return None
    try:
        return msgspec.json.decode(note, type=Holder)
    except msgspec.DecodeError:
        return Holder()


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
