"""Half-typed texts, kept so that a dropped line or a killed terminal loses no more than a second.

One file a draft, in a folder that only its user may enter. What cannot be read is left as it is.
"""

from __future__ import annotations

import errno
import os
import re
import threading
import time
from collections.abc import Container, Mapping
from contextlib import ExitStack, suppress
from pathlib import Path
from queue import Empty, SimpleQueue

import msgspec
from msgspec import Struct, field
from msgspec.structs import asdict

from kinerja_tui.locale import Message
from kinerja_tui.store.disk.access import NotPlain, contents
from kinerja_tui.store.disk.system import System
from kinerja_tui.store.splicing.refusals import system_reason
from kinerja_tui.store.state.own import fill, found_folder, made_folder, new_file, private_folder
from kinerja_tui.store.state.people import login

FOLDER = "drafts"
LARGEST = 1 << 23
"""Bytes of a draft's file: a record of 1 MB and whatever JSON adds to it."""

PAUSE = 0.75
"""Seconds between two writes of a pen; less than the second promised, since a write takes time."""

RETRY = 5.0
"""Seconds until a pen tries again after the disk refused."""

_DONE, _BEGUN = ".json", ".tmp"
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}\Z")


class Draft(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A text that was not saved: `text` is the field's, `fields` are others that belong to it, such
    as a state and its reason, `seen` the tokens that stood in the file when the edit began.

    `subject` names it for people; `kept` when its user put it aside on purpose; `time` is ISO 8601
    in UTC.
    """

    id: str
    user: str
    session: str
    time: str
    file: str
    key: str
    subject: str = ""
    text: str = ""
    seen: dict[str, str | None] = field(default_factory=dict)
    fields: dict[str, str] = field(default_factory=dict)
    kept: bool = False


def new_draft(
    session: str,
    file: str,
    key: str,
    seen: Mapping[str, str | None],
    subject: str = "",
    system: System | None = None,
) -> Draft:
    """An empty draft of ours, of now, with an id of its own."""
    system = system or System()
    now = system.wall().isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return Draft(
        id=system.fresh(),
        user=login(),
        session=session,
        time=now,
        file=file,
        key=key,
        subject=subject,
        seen=dict(seen),
    )


def keep(root: Path, draft: Draft, system: System | None = None) -> None:
    """Put a draft of ours on the disk, in place of an earlier one of its id; raises `OSError`.

    At every moment one of the two can be read.
    """
    system = system or System()
    data = _encoded(draft)
    if len(data) > LARGEST or not _ID.match(draft.id):
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG))
    with ExitStack() as stack:
        outer = made_folder(system, root, (FOLDER,), stack)
        folder = private_folder(system, outer, login(), stack)
        fd = new_file(system, folder, draft.id + _BEGUN, stack)
        try:
            fill(system, fd, data)
        except OSError:
            with suppress(OSError):
                system.unlink(draft.id + _BEGUN, folder)  # half a file helps nobody
            raise
        system.fsync(fd)
        system.rename(folder, draft.id + _BEGUN, folder, draft.id + _DONE)
        system.fsync(folder)


def drop(root: Path, id_: str, system: System | None = None) -> None:
    """Remove a draft of ours, if there is one; raises `OSError`."""
    system = system or System()
    with ExitStack() as stack:
        folder = found_folder(system, root, (FOLDER, login()), stack)
        if folder is not None and _ID.match(id_):
            for ending in (_BEGUN, _DONE):
                with suppress(FileNotFoundError):
                    system.unlink(id_ + ending, folder)


def waiting(root: Path, living: Container[str], system: System | None = None) -> tuple[Draft, ...]:
    """Our drafts that nobody is typing any more, oldest first; never raises.

    Those whose session is not among the ids `living`, and those kept on purpose.
    """
    system = system or System()
    found: dict[str, Draft] = {}
    with suppress(OSError), ExitStack() as stack:
        folder = found_folder(system, root, (FOLDER, login()), stack)
        if folder is None:
            return ()
        for id_ in {_id_of(name) for name in system.names(folder)} - {""}:
            draft = newest(system, folder, id_)
            if draft is not None:
                found[id_] = draft
    left = [each for each in found.values() if each.kept or each.session not in living]
    return tuple(sorted(left, key=lambda each: (each.time, each.id)))


def newest(system: System, folder: int, id_: str) -> Draft | None:
    """A draft in the open folder of ours, as it was written last; None when there is none that can
    be read.
    """
    # A file begun and not renamed is the newer one, if it was written to its end.
    return _read(system, folder, id_ + _BEGUN, id_) or _read(system, folder, id_ + _DONE, id_)


def _id_of(name: str) -> str:
    """The id that a file is named after; empty for a file that is no draft."""
    return next((name.removesuffix(each) for each in (_DONE, _BEGUN) if name.endswith(each)), "")


def _read(system: System, folder: int, name: str, id_: str) -> Draft | None:
    if not _ID.match(id_):
        return None
    with suppress(OSError, NotPlain), ExitStack() as stack:
        data = contents(system, folder, name, stack, LARGEST).data
        try:
            draft = msgspec.json.decode(data, type=Draft)
        except (ValueError, RecursionError):
            return None
        return draft if draft.id == id_ else None
    return None


def _encoded(draft: Draft) -> bytes:
    try:
        return msgspec.json.encode(draft)
    except UnicodeEncodeError:  # half a character, which no file could hold
        return msgspec.json.encode(_whole(asdict(draft)))


def _whole(value: object) -> object:
    """`value` with a question mark for every half character in its texts."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, dict):
        return {_whole(key): _whole(each) for key, each in value.items()}
    return value


class _Flush:
    """The wish that everything be on the disk, and whether it was granted."""

    def __init__(self, *, last: bool) -> None:
        self.last = last
        self.done = threading.Event()


Order = Draft | str | _Flush
"""What a pen is told: a text to keep, the id of a draft to drop, or to hurry."""


class Clock:
    """How a pen waits; a test brings its own."""

    def now(self) -> float:
        """Seconds on a clock that only goes forward."""
        return time.monotonic()

    def order(self, orders: SimpleQueue[Order], seconds: float | None) -> Order | None:
        """The next order, None when there was none for `seconds`."""
        try:
            return orders.get(timeout=seconds)
        except Empty:
            return None


class Pen:
    """Keeps what is being typed: given the whole text at every key, it has it on the disk within a
    second, in a thread of its own. No method waits for the disk but `flush` and `close`.

    `trouble` says why the last write failed; None when all is well. It is tried again.
    """

    def __init__(
        self, root: Path, system: System | None = None, clock: Clock | None = None
    ) -> None:
        """A pen for the drafts of the store at `root`; the thread begins with the first text."""
        self.trouble: Message | None = None
        self._root = root
        self._system = system or System()
        self._clock = clock or Clock()
        # Its `put` may be interrupted by a signal whose handler calls `flush`: no lock is held.
        self._orders: SimpleQueue[Order] = SimpleQueue()
        self._thread: threading.Thread | None = None
        self._id = ""

    def write(self, draft: Draft) -> None:
        """The text as it is after a key."""
        self._id = draft.id
        self._order(draft)

    def drop(self, id_: str = "") -> None:
        """The text was saved or given up: its draft goes, that which was written last or `id_`."""
        dropped = id_ or self._id
        if dropped:
            self._order(dropped)
        if dropped == self._id:
            self._id = ""

    def flush(self, seconds: float = 2.0) -> bool:
        """Wait until everything is on the disk, at most `seconds`; whether it is."""
        return self._hurry(seconds, last=False)

    def close(self, seconds: float = 2.0) -> bool:
        """As `flush`, and end the thread."""
        done = self._hurry(seconds, last=True)
        self._thread = None
        return done

    def _hurry(self, seconds: float, *, last: bool) -> bool:
        if self._thread is None:
            return True
        wish = _Flush(last=last)
        self._orders.put(wish)
        return wish.done.wait(seconds) and self.trouble is None

    def _order(self, order: Order) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="drafts", daemon=True)
            self._thread.start()
        self._orders.put(order)

    def _work(self) -> None:
        left: dict[str, Draft | None] = {}
        due = self._clock.now()
        while True:
            pause = max(0.0, due - self._clock.now()) if left else None
            order = self._clock.order(self._orders, pause)
            if isinstance(order, Draft):
                left[order.id] = order
            elif isinstance(order, str):
                left[order] = None
            now = isinstance(order, str | _Flush) or self._clock.now() >= due
            if left and now:
                left = self._written(left)
                due = self._clock.now() + (RETRY if left else PAUSE)
            if isinstance(order, _Flush):
                order.done.set()
                if order.last:
                    return

    def _written(self, drafts: Mapping[str, Draft | None]) -> dict[str, Draft | None]:
        """Write or drop each; those that failed come back."""
        failed: dict[str, Draft | None] = {}
        for id_, draft in drafts.items():
            try:
                if draft is None:
                    drop(self._root, id_, self._system)
                else:
                    keep(self._root, draft, self._system)
            except OSError as error:
                failed[id_] = draft
                self.trouble, _ = system_reason(error)
        if not failed:
            self.trouble = None
        return failed
