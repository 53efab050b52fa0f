"""Who has the store open: one small file a session, locked for as long as the session lives.

The kernel frees the lock of a process that dies, however it died; so a file whose lock can be had
is a leftover. Locks of other machines cannot be relied on: their files count while they are young.
"""

from __future__ import annotations

import fcntl
import os
import re
import stat
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from kinerja_tui.model.base import ID_PATTERN
from kinerja_tui.store.disk.access import NotPlain, contents
from kinerja_tui.store.disk.excerpt import quoted
from kinerja_tui.store.disk.system import System
from kinerja_tui.store.state.own import fill, found_folder, made_folder, new_file, share
from kinerja_tui.store.state.people import host, login, plain

FOLDER = "sessions"
TOUCHED = 300.0
"""After so many seconds a session says that it is alive (`Session.touch`)."""

YOUNG = 3 * TOUCHED
"""A file of another machine that was not touched for so many seconds is a leftover."""

_MOST_FILES = 1000
_TRIES = 3
_LARGEST = 4096


class Present(Struct, frozen=True):
    """Somebody who has the store open: `since` is ISO 8601 in UTC; `terminal`, `unit` and `year`
    are empty or 0 where they are not known. Safe to show and to name files with.
    """

    id: str
    user: str
    host: str
    pid: int
    terminal: str
    since: str
    unit: str = ""
    year: int = 0


class Session:
    """Our own presence. No method raises: where nothing can be written there is no file, and
    others do not see us.
    """

    def __init__(self, root: Path, present: Present, system: System) -> None:
        """Use `open`."""
        self.present = present
        self._root = root
        self._system = system
        self._fd: int | None = None

    @classmethod
    def open(cls, root: Path, unit: str, year: int, system: System | None = None) -> Session:
        """Say that we have the store open and look at a unit's year."""
        system = system or System()
        user = login()
        present = Present(
            id=f"{user}.{system.fresh()}",
            user=user,
            host=host(),
            pid=os.getpid(),
            terminal=_terminal(),
            since=f"{system.wall():%Y-%m-%dT%H:%M:%SZ}",
            unit=unit,
            year=year,
        )
        session = cls(root, present, system)
        session._put()
        return session

    @property
    def id(self) -> str:
        """The session's id, which no other has or had."""
        return self.present.id

    @property
    def file(self) -> str:
        """Where our file lies, below the records folder."""
        return f".kinerja/{FOLDER}/{self.id}.json"

    def move(self, unit: str, year: int) -> None:
        """Say that we look at another unit's year now."""
        if (unit, year) != (self.present.unit, self.present.year):
            self.present = replace(self.present, unit=unit, year=year)
            self._put()

    def touch(self) -> None:
        """Say that we are still alive, for those on other machines; due every `TOUCHED` seconds."""
        if self._fd is not None:
            with suppress(OSError):
                os.utime(self._fd)

    def close(self) -> None:
        """Take our file away."""
        if self._fd is None:
            return
        with suppress(OSError), ExitStack() as stack:
            folder = found_folder(self._system, self._root, (FOLDER,), stack)
            if folder is not None:
                self._system.unlink(f"{self.id}.json", folder)
        self._let_go()

    def _put(self) -> None:
        """Write our file anew: locked before it has its name, so that it never looks left over."""
        system = self._system
        with suppress(OSError), ExitStack() as stack:
            folder = made_folder(system, self._root, (FOLDER,), stack)
            passing = f".{self.id}.new"
            with ExitStack() as attempt:
                fd = new_file(system, folder, passing, attempt)
                try:
                    fill(system, fd, msgspec.json.encode(self.present))
                    share(system, fd, folder)
                    if not system.lock(fd):
                        raise BlockingIOError
                    system.rename(folder, passing, folder, f"{self.id}.json")
                except BaseException:
                    with suppress(OSError):
                        system.unlink(passing, folder)
                    raise
                attempt.pop_all()
            self._let_go()
            self._fd = fd

    def _let_go(self) -> None:
        if self._fd is not None:
            with suppress(OSError):
                self._system.close(self._fd)
            self._fd = None


def others(root: Path, me: str, system: System | None = None) -> tuple[Present, ...]:
    """Who else has the store open, in the order of their coming; never raises.

    `me` is the id of our own session. Files that dead sessions left are removed.
    """
    system = system or System()
    found: list[Present] = []
    with suppress(OSError), ExitStack() as stack:
        folder = found_folder(system, root, (FOLDER,), stack)
        if folder is not None:
            found.extend(_living(system, folder, me))
    return tuple(sorted(found, key=lambda each: (each.since, each.id)))


def _living(system: System, folder: int, me: str) -> Iterator[Present]:
    for name in system.names(folder)[:_MOST_FILES]:
        id_ = name.removesuffix(".json")
        if name.endswith(".new"):
            _sweep(system, folder, name)
        elif id_ not in (name, me):
            yield from _alive(system, folder, name, id_)


def _alive(system: System, folder: int, name: str, id_: str) -> tuple[Present, ...]:
    """The session of a file, if it lives; a leftover is removed."""
    living: tuple[Present, ...] = ()
    for _ in range(_TRIES):
        with suppress(OSError, NotPlain), ExitStack() as stack:
            found = contents(system, folder, name, stack, _LARGEST)
            present = _present(found.data, id_)
            living = (present,) if present is not None else ()
            if not _free(found.fd):
                return living
            now = system.stat(name, folder)
            if (now.st_dev, now.st_ino) != (found.state.st_dev, found.state.st_ino):
                continue  # it wrote its file anew: who lives holds the lock of the newest
            if not _old(system, now) and (present is None or present.host != host()):
                return living
            system.unlink(name, folder)
        return ()
    return living


def _sweep(system: System, folder: int, name: str) -> None:
    """Remove what was left by a death between two steps; its lock is not asked for, since its
    owner may be about to take it.
    """
    with suppress(OSError):
        state = system.stat(name, folder)
        if stat.S_ISREG(state.st_mode) and _old(system, state):
            system.unlink(name, folder)


def _old(system: System, state: os.stat_result) -> bool:
    return system.wall().timestamp() - state.st_mtime > YOUNG


def _free(fd: int) -> bool:
    """Whether nobody holds the lock of an open file; two who ask do not disturb one another."""
    try:
        fcntl.flock(fd, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _present(data: bytes, id_: str) -> Present | None:
    """What a session's file says, with nothing in it that could do harm; None for garbage."""
    try:
        said = msgspec.json.decode(data, type=Present)
    except (ValueError, RecursionError):  # msgspec's own errors are values that do not fit
        return None
    if said.id != id_ or plain(said.user) != said.user or not said.user:
        return None
    return replace(
        said,
        host=plain(said.host),
        terminal=quoted(said.terminal, 20),
        since=quoted(said.since, 30),
        unit=said.unit if re.match(ID_PATTERN, said.unit) else "",
        year=said.year if 0 <= said.year <= 9999 else 0,
    )


def _terminal() -> str:
    for fd in (0, 1, 2):
        with suppress(OSError):
            return os.ttyname(fd).removeprefix("/dev/")
    return ""
