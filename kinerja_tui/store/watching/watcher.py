"""Noticing what others do: hints of the system first, a look at the files as the truth.

A hint may be missing or mean nothing; so the open file is looked at every second, the folders
every two, everything every fourteen, and only what differs is told.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread, current_thread
from typing import Final

from kinerja_tui.store.watching.hints import Hints, NoHints
from kinerja_tui.store.watching.places import of_interest
from kinerja_tui.store.watching.table import Table

FILE, FOLDERS, ALL = 1.0, 2.0, 14.0
"""Seconds between two looks at the open file, at the folders, at everything."""

_PATIENCE: Final = 0.09
_COARSE: Final = 50_000_000
"""Nanoseconds by which the times of files may lag behind the clock."""


class Pace:
    """How the watcher waits without hints; a test brings its own."""

    def now(self) -> float:
        """Seconds on a clock that only goes forward."""
        return time.monotonic()

    def wait(self, stop: Event, seconds: float) -> None:
        """Wait for `seconds`, or until `stop` is set."""
        stop.wait(seconds)


class Watcher:
    """Watches the store at `root` in a thread and gives `told` the paths below it that changed,
    with `/` between folders: `places.news_of` says what each is.

    `told` is called in that thread, once for what came together; it must not wait for whoever calls
    `stop`. Only true differences are told, and none that was saved within `saving`. `trouble` is
    the last error that `told` raised.
    """

    def __init__(
        self,
        root: Path,
        told: Callable[[frozenset[str]], None],
        within: Iterable[str] = (),
        never: Iterable[str] = (),
        since: int | None = None,
        hints: bool = True,
        pace: Pace | None = None,
    ) -> None:
        """Nothing is watched before `start`.

        `within`: the only files and folders to tell of (the program's own aside), empty = all.
        `never`: files that are not told, such as that of our own session.
        `since`: tell also of what changed after this moment (`time.time_ns()` before loading).
        `hints`: False where the system's cannot be relied on, as on disks of the network.
        """
        self.trouble: Exception | None = None
        self.ready = Event()
        self._root = root
        self._told = told
        self._within = tuple(within)
        self._never = frozenset(never)
        self._since = None if since is None else since - _COARSE
        self._wanted = hints
        self._pace = pace or Pace()
        self._stop = Event()
        self._table = Table(root, self._stop.is_set)
        self._file = ""
        self._hints: Hints | None = None
        self._due: dict[float, float] = {}
        self._silent_until = self._pace.now()
        self._thread = Thread(target=self._run, name="watching", daemon=True)

    def start(self) -> None:
        """Begin; `ready` is set when all was looked at once."""
        self._thread.start()

    def stop(self) -> None:
        """End, within a tenth of a second; nothing is told afterwards but what is being told."""
        self._stop.set()
        if self._thread.is_alive() and self._thread is not current_thread():
            self._thread.join(_PATIENCE)

    def look_at(self, file: str, within: Iterable[str] | None = None) -> None:
        """Look at `file` every second from now on, `""` = at none; tell only of `within`, if it is
        given.
        """
        self._file = file
        if within is not None:
            self._within = tuple(within)

    @contextmanager
    def saving(self, *files: str) -> Iterator[Callable[[str, str | None], None]]:
        """Hold back what we do ourselves to `files`; call what this gives with each file that was
        saved and the SHA-256 of what it holds then (None = gone), so that it is never told.
        """
        with self._table.saving(*files) as saved:
            yield saved

    def _run(self) -> None:
        self._tell(self._table.begin(self._since))
        self._plan()
        self._listen()
        self.ready.set()
        while not self._stop.is_set():
            paths = self._wait(min(self._due.values()) - self._pace.now())
            self._tell(self._table.look_at(paths))
            self._tell(self._look_when_due())
            self._listen()
        self._deaf()

    def _wait(self, seconds: float) -> frozenset[str]:
        """Wait for hints; the files and folders they are about."""
        seconds = max(seconds, 0.0)
        if self._hints is not None:
            try:
                return self._hints.below(self._hints.wait(seconds, self._stop))
            except NoHints:
                self._deaf()
        self._pace.wait(self._stop, seconds)
        return frozenset()

    def _look_when_due(self) -> frozenset[str]:
        now = self._pace.now()
        due = {every for every, at in self._due.items() if at <= now}
        self._due |= {every: now + every for every in due}
        if ALL in due:
            return self._table.sweep()
        found = self._table.glance() if FOLDERS in due else frozenset[str]()
        return found | (self._table.glance_at(self._file) if FILE in due else frozenset())

    def _plan(self) -> None:
        now = self._pace.now()
        self._due = {every: now + every for every in (FILE, FOLDERS, ALL)}

    def _listen(self) -> None:
        """Listen to the folders that there are now, then look at what came before we did."""
        while self._wanted and not self._stop.is_set():
            folders = self._table.folders()
            if self._hints is not None and self._hints.cover(folders):
                return
            self._deaf()
            if self._pace.now() < self._silent_until:
                return
            try:
                self._hints = Hints(self._root, folders)
            except NoHints as error:
                soon = isinstance(error.__cause__, FileNotFoundError)
                self._silent_until = self._pace.now() + (FILE if soon else ALL)
                return
            self._tell(self._table.sweep())

    def _deaf(self) -> None:
        if self._hints is not None:
            self._hints.close()
            self._hints = None

    def _tell(self, paths: frozenset[str]) -> None:
        found = frozenset(path for path in paths if of_interest(path, self._within, self._never))
        if found and not self._stop.is_set():
            try:
                self._told(found)
            except Exception as error:
                self.trouble = error
