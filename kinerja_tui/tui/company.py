"""What is there beside the screen while it is open: our session and the others', the watcher, and
the pen that keeps what is being typed.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from msgspec.structs import replace

from kinerja_tui.locale import Message

if TYPE_CHECKING:
    from kinerja_tui.store.state.drafts import Draft as Paper
    from kinerja_tui.store.state.drafts import Pen
    from kinerja_tui.store.state.sessions import Present, Session
    from kinerja_tui.store.watching.watcher import Watcher

Told = Callable[[frozenset[str]], None]
Came = Callable[[tuple["Present", ...]], None]
Saved = Callable[[str, str | None], None]

_PULSE = 15.0
"""Seconds after which is looked again who is here: a session that was killed says nothing."""


class Company(Protocol):
    """Who has the store open, what they change, and what is kept of ours while we type."""

    @property
    def id(self) -> str:
        """Our session's id; empty when there is none."""

    @property
    def user(self) -> str:
        """What we are called; empty as long as there is no session."""

    @property
    def trouble(self) -> Message | None:
        """Why what is typed cannot be kept."""

    def begin(self, unit: str, year: int, within: tuple[str, ...], told: Told, came: Came) -> None:
        """Open our session and watch; slow. In other threads `told` gets the records `within` that
        changed, `came` those who are here.
        """

    def move(self, unit: str, year: int, within: tuple[str, ...]) -> None:
        """We look at another unit's year now."""

    def look_at(self, file: str) -> None:
        """Look at this file most often; `""` = at none."""

    def others(self) -> tuple[Present, ...]:
        """Who else is here."""

    def saving(self, *files: str) -> AbstractContextManager[Saved]:
        """Be silent about what we do to `files` ourselves; gives what is called with each file and
        its SHA-256 afterwards.
        """

    def paper(self, file: str, key: str, seen: Mapping[str, str | None], subject: str) -> Paper:
        """A draft of ours to write on."""

    def write(self, paper: Paper) -> None:
        """Keep what is typed, within a second."""

    def take(self, paper: Paper) -> Paper | Message:
        """Take a draft up that waits, as it is now, or say why it cannot be; slow, may raise
        `OSError`.
        """

    def throw(self, paper: Paper) -> Message | None:
        """Throw a draft away that waits, or say why it stays; slow, may raise `OSError`."""

    def drop(self, paper: Paper) -> None:
        """What was typed is saved or given up."""

    def put_aside(self, paper: Paper) -> None:
        """Keep the draft until its user wants it again."""

    def flush(self) -> bool:
        """Wait until everything that was typed is on the disk; whether it is."""

    def left(self) -> tuple[Paper, ...]:
        """Our drafts that nobody is typing, oldest first; slow."""

    def close(self) -> None:
        """End all of this; what is typed is on the disk afterwards. May be called again, and from
        any thread.
        """


class Nobody:
    """No company: nothing is kept, nobody is seen."""

    id = ""
    user = ""
    trouble: Message | None = None

    def begin(self, unit: str, year: int, within: tuple[str, ...], told: Told, came: Came) -> None:
        """Nothing begins."""

    def move(self, unit: str, year: int, within: tuple[str, ...]) -> None:
        """Nobody sees it."""

    def look_at(self, file: str) -> None:
        """Nothing is watched."""

    def others(self) -> tuple[Present, ...]:
        """Nobody."""
        return ()

    @contextmanager
    def saving(self, *files: str) -> Iterator[Saved]:
        """Nothing would be told."""
        yield lambda file, digest: None

    def paper(self, file: str, key: str, seen: Mapping[str, str | None], subject: str) -> Paper:
        """A draft that is never kept."""
        from kinerja_tui.store.state.drafts import new_draft

        return new_draft("", file, key, seen, subject)

    def write(self, paper: Paper) -> None:
        """Nothing is kept."""

    def take(self, paper: Paper) -> Paper | Message:
        """It is the only one there is."""
        return paper

    def throw(self, paper: Paper) -> Message | None:
        """Nothing is there."""
        return None

    def drop(self, paper: Paper) -> None:
        """Nothing is there."""

    def put_aside(self, paper: Paper) -> None:
        """It cannot be kept."""

    def flush(self) -> bool:
        """Nothing is on the disk."""
        return False

    def left(self) -> tuple[Paper, ...]:
        """None."""
        return ()

    def close(self) -> None:
        """Nothing ends."""


class Presence:
    """The company at the store `root`, watched from the moment when this is made."""

    def __init__(self, root: Path) -> None:
        """Make it before the records are read, so that no change is missed; nothing begins yet."""
        self._root = root
        self._since = time.time_ns()
        self._lock = threading.RLock()  # a signal may come while its thread is closing
        self._stop = threading.Event()
        self._session: Session | None = None
        self._watcher: Watcher | None = None
        self._pen: Pen | None = None
        self._known: set[str] = set()
        self._seen: tuple[Present, ...] = ()
        self._came: Came = _nothing

    @property
    def id(self) -> str:
        """Our session's id."""
        return self._session.id if self._session else ""

    @property
    def user(self) -> str:
        """What we are called."""
        return self._session.present.user if self._session else ""

    @property
    def trouble(self) -> Message | None:
        """Why what is typed cannot be kept."""
        return self._pen.trouble if self._pen else None

    def begin(self, unit: str, year: int, within: tuple[str, ...], told: Told, came: Came) -> None:
        """Open our session, make the pen, and watch."""
        from kinerja_tui.store.state.drafts import Pen
        from kinerja_tui.store.state.sessions import Session

        with self._lock:
            if self._stop.is_set():
                return
            self._came = came
            self._session = Session.open(self._root, unit, year)
            self._pen = self._pen or Pen(self._root)
        self._watch(within, told, self._session.file)
        self._look_around()
        threading.Thread(target=self._live, name="company", daemon=True).start()

    def _watch(self, within: tuple[str, ...], told: Told, own: str) -> None:
        from kinerja_tui.store.disk.mounts import disk_of
        from kinerja_tui.store.watching.watcher import Watcher

        network = False
        with suppress(OSError):
            network = disk_of(self._root).network

        def heard(paths: frozenset[str]) -> None:
            self._heard(paths, told)

        with self._lock:
            if not self._stop.is_set():
                self._watcher = Watcher(
                    self._root, heard, within, (own,), self._since, hints=not network
                )
                self._watcher.start()

    def _heard(self, paths: frozenset[str], told: Told) -> None:
        """In the watcher's thread: sort the news."""
        from kinerja_tui.store.watching.places import news_of

        kinds = {path: news_of(path) for path in paths}
        if "session" in kinds.values():
            self._look_around()
        records = frozenset(path for path, kind in kinds.items() if kind in ("record", "folder"))
        if records:
            told(records)

    def _live(self) -> None:
        """Look around now and then, and say that we are alive."""
        from kinerja_tui.store.state.sessions import TOUCHED

        touched = time.monotonic()
        while not self._stop.wait(_PULSE):
            session = self._session
            if session is not None and time.monotonic() - touched >= TOUCHED:
                session.touch()
                touched = time.monotonic()
            self._look_around()

    def _look_around(self) -> None:
        found = self.others()
        with self._lock:
            changed, self._seen = found != self._seen, found
        if changed and not self._stop.is_set():
            self._came(found)

    def move(self, unit: str, year: int, within: tuple[str, ...]) -> None:
        """Tell others where we are, and watch what is shown now."""
        if self._session is not None:
            self._session.move(unit, year)
        if self._watcher is not None:
            self._watcher.look_at("", within)

    def look_at(self, file: str) -> None:
        """Look at this file every second."""
        if self._watcher is not None:
            self._watcher.look_at(file)

    def others(self) -> tuple[Present, ...]:
        """Who else has the store open."""
        from kinerja_tui.store.state.sessions import others

        return others(self._root, self.id)

    @contextmanager
    def saving(self, *files: str) -> Iterator[Saved]:
        """Be silent about what we do ourselves."""
        if self._watcher is None:
            yield lambda file, digest: None
        else:
            with self._watcher.saving(*files) as saved:
                yield saved

    def paper(self, file: str, key: str, seen: Mapping[str, str | None], subject: str) -> Paper:
        """A draft of ours."""
        from kinerja_tui.store.state.drafts import new_draft

        return new_draft(self.id, file, key, seen, subject)

    def write(self, paper: Paper) -> None:
        """Keep what is typed."""
        from kinerja_tui.store.state.drafts import Pen

        self._pen = self._pen or Pen(self._root)
        self._known.add(paper.id)
        self._pen.write(replace(paper, session=self.id, kept=False))

    def take(self, paper: Paper) -> Paper | Message:
        """Sign the draft with our session, unless another one has it."""
        from kinerja_tui.store.state.claims import take_up

        found = take_up(self._root, paper.id, self.id, self._elsewhere())
        if not isinstance(found, Message):
            self._known.add(found.id)
        return found

    def throw(self, paper: Paper) -> Message | None:
        """Remove the draft, unless another session has it."""
        from kinerja_tui.store.state.claims import throw_away

        return throw_away(self._root, paper.id, self._elsewhere())

    def _elsewhere(self) -> set[str]:
        """The other sessions; what our pen still had to write is on the disk."""
        self.flush()
        return {each.id for each in self.others()}

    def drop(self, paper: Paper) -> None:
        """Remove the draft, if we have put one on the disk."""
        if self._pen is not None and paper.id in self._known:
            self._known.discard(paper.id)
            self._pen.drop(paper.id)

    def put_aside(self, paper: Paper) -> None:
        """Keep the draft, marked as kept on purpose."""
        self.write(paper)
        self._known.discard(paper.id)
        if self._pen is not None:
            self._pen.write(replace(paper, session=self.id, kept=True))

    def flush(self) -> bool:
        """Wait for the pen."""
        return self._pen is not None and self._pen.flush()

    def left(self) -> tuple[Paper, ...]:
        """Our drafts that nobody is typing."""
        from kinerja_tui.store.state.drafts import waiting

        return waiting(self._root, self._elsewhere() | {self.id})

    def close(self) -> None:
        """End the watcher, take our session's file away, and bring the drafts to the disk."""
        self._stop.set()
        with self._lock:
            if self._pen is not None:
                self._pen.close()
            if self._session is not None:
                self._session.close()
            if self._watcher is not None:
                self._watcher.stop()


def _nothing(found: tuple[Present, ...]) -> None:
    """Nobody wants to know."""
