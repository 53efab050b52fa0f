"""The folders that an action works in, each opened once, however many files lie in it."""

from __future__ import annotations

import stat
from contextlib import ExitStack

from kinerja_tui.store.disk.access import open_folder, state_folder
from kinerja_tui.store.disk.system import System


class Folders:
    """Open folders below the records folder, until `stack` closes; links are not followed."""

    def __init__(self, system: System, base: int, state: int, stack: ExitStack) -> None:
        """`base` is the open records folder, `state` the open `.kinerja`."""
        self.system = system
        self.state = state
        self._stack = stack
        self._open: dict[tuple[str, ...], int] = {(): base}
        self._own: dict[str, int] = {}

    def at(self, path: tuple[str, ...]) -> int:
        """The folder at `path`; raises `OSError`."""
        found = self._open.get(path)
        if found is None:
            outer = self.at(path[:-1])
            found = self._open[path] = open_folder(self.system, path[-1], self._stack, outer)
        return found

    def made(self, path: tuple[str, ...]) -> int:
        """The folder at `path`; where one is missing it is made like the one it lies in."""
        try:
            return self.at(path)
        except FileNotFoundError:
            outer = self.made(path[:-1])
        self.system.mkdir(path[-1], 0o700, outer)
        fd, like = self.at(path), self.system.fstat(outer)
        if self.system.fstat(fd).st_gid != like.st_gid:
            self.system.fchown_group(fd, like.st_gid)
        self.system.fchmod(fd, stat.S_IMODE(like.st_mode) & 0o2777)
        self.system.fsync(outer)
        return fd

    def own(self, name: str) -> int:
        """A folder of our own inside `.kinerja`, made where it is missing."""
        found = self._own.get(name)
        if found is None:
            found = self._own[name] = state_folder(self.system, self.state, name, self._stack)
        return found
