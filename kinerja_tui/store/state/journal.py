"""The journal: who changed what, when, from what to what; one file a user and day.

A line is the checksum of the rest, a blank, and one JSON document. It is on the disk before the
change that it tells of; a change that did not come about is voided by a later line. A line that a
crash has torn is passed over.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, suppress
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Literal
from zlib import crc32

import msgspec
from msgspec import Struct

from kinerja_tui.store.disk.access import (
    STATE_FOLDER,
    NotPlain,
    contents,
    open_folder,
    state_folder,
)
from kinerja_tui.store.disk.system import System
from kinerja_tui.store.splicing.edit import Action, Doing, Part
from kinerja_tui.store.state.people import host, login

FOLDER = "journal"
KEPT_DAYS = 90
LARGEST = 1 << 28

_NEW = os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY
Choice = Literal["theirs", "mine", "draft"]


class Touched(Struct, frozen=True, omit_defaults=True):
    """A file that an action changed: the SHA-256 before and after (None = no file), what was done
    to it, and what takes that back.
    """

    file: str
    before: str | None
    after: str | None
    part: Part
    back: Part


class Entry(Struct, frozen=True, tag="entry", tag_field="line", omit_defaults=True):
    """One action: `time` is ISO 8601 in UTC, `id` sorts by time, `undoes` is what it takes back."""

    id: str
    time: str
    user: str
    host: str
    doing: Doing
    files: tuple[Touched, ...]
    session: str = ""
    undoes: str = ""


class Void(Struct, frozen=True, tag="void", tag_field="line"):
    """The entry `id` did not come about: the files stand as they were before it."""

    id: str


class Lost(Struct, frozen=True, tag="lost", tag_field="line", omit_defaults=True):
    """A conflict over a field and how it was decided: the value that lost is kept here."""

    id: str
    time: str
    user: str
    file: str
    key: str
    seen: str | None
    found: str | None
    mine: str | None
    choice: Choice


Line = Entry | Void | Lost


class Journal(Struct, frozen=True):
    """What came about, oldest first: actions, and values that lost in a conflict."""

    entries: tuple[Entry, ...] = ()
    lost: tuple[Lost, ...] = ()


def new_id(system: System) -> tuple[str, str]:
    """An id that sorts by time and that nobody else has, and the time in ISO 8601."""
    now = system.wall()
    return f"{now:%Y%m%dT%H%M%S}{now.microsecond:06d}-{system.fresh()[:8]}", _iso(now)


def entry_of(system: System, action: Action, files: tuple[Touched, ...]) -> Entry:
    """The entry of `action`, done now and by us."""
    id_, time = new_id(system)
    return Entry(id_, time, login(), host(), action.doing, files, action.session, action.undoes)


def append(system: System, state: int, line: Line) -> None:
    """Write `line` into our file of today below the open `.kinerja`, and wait for the disk; the
    lock is held. Raises `OSError`; the line may be there all the same.
    """
    with ExitStack() as stack:
        folder = state_folder(system, state, FOLDER, stack)
        name = _name(today_of(system))
        fd, fresh = _opened(system, folder, name, stack)
        size = system.fstat(fd).st_size
        data = encoded(line)
        if size and system.read_at(fd, 1, size - 1) != b"\n":
            data = b"\n" + data  # the line before was torn
        try:
            rest = memoryview(data)
            while rest:
                rest = rest[system.write(fd, rest) :]
            system.fsync(fd)
            if fresh:
                system.fsync(folder)
        except OSError:
            with suppress(OSError):
                system.truncate(fd, size)
            raise


def today_of(system: System) -> date:
    """The day by which the journal goes: the local one."""
    return system.wall().astimezone().date()


def begun(root: Path, today: date) -> bool:
    """Whether we have a journal of that day; one look at a name."""
    return os.path.lexists(root / STATE_FOLDER / FOLDER / _name(today))


def _name(day: date) -> str:
    return f"{day.isoformat()}.{login()}.jsonl"


def _opened(system: System, folder: int, name: str, stack: ExitStack) -> tuple[int, bool]:
    try:
        fd = system.open(name, _NEW | os.O_EXCL, 0o600, folder)
    except FileExistsError:
        fd = system.open(name, _NEW & ~os.O_CREAT, at=folder)
        stack.callback(system.close, fd)
        if not stat.S_ISREG(system.fstat(fd).st_mode):
            raise OSError(5, "no file") from None
        return fd, False
    stack.callback(system.close, fd)
    # Colleagues may read what was changed, as far as they may enter the folder.
    system.fchmod(fd, 0o600 | (stat.S_IMODE(system.fstat(folder).st_mode) & 0o040))
    return fd, True


def encoded(line: Line) -> bytes:
    """The line as it stands in a file."""
    data = msgspec.json.encode(line)
    return b"%08x %s\n" % (crc32(data), data)


def decoded(data: bytes) -> Iterator[Line]:
    """The lines of a file; what is torn or garbled is passed over."""
    decoder = msgspec.json.Decoder(Line)
    for line in data.split(b"\n"):
        check, _, text = line.partition(b" ")
        if len(check) != 8 or check != b"%08x" % crc32(text):
            continue
        try:
            yield decoder.decode(text)
        except (msgspec.DecodeError, ValueError):
            continue


def read_journal(root: Path, since: date | None = None) -> Journal:
    """Everything of every user since a day (in local time); empty where nothing can be read."""
    lines: list[Line] = []
    with ExitStack() as stack:
        system = System()
        try:
            base = open_folder(system, str(root), stack, linked=True)
            state = open_folder(system, STATE_FOLDER, stack, base)
            folder = open_folder(system, FOLDER, stack, state)
            names = system.names(folder)
        except OSError:
            return Journal()
        for name in names:
            if (day := _day(name)) is not None and (since is None or day >= since):
                lines.extend(_lines(system, folder, name))
    return gathered(lines)


def newest(system: System, state: int, id_: str = "") -> Entry | None:
    """The newest action that no line voids, or the one with an id, if it is among those of the last
    two days with any; below the open `.kinerja`. Raises `OSError`.
    """
    with ExitStack() as stack:
        folder = state_folder(system, state, FOLDER, stack)
        by_day: dict[date, list[str]] = {}
        for name in system.names(folder):
            day = _day(name)
            if day is not None:
                by_day.setdefault(day, []).append(name)
        # A day more than the newest: what was begun before midnight may be voided after it.
        lines = [
            line
            for day in sorted(by_day)[-2:]
            for name in by_day[day]
            for line in _lines(system, folder, name)
        ]
    entries = gathered(lines).entries
    named = [each for each in entries if each.id == id_] if id_ else entries
    return named[-1] if named else None


def known_digests(system: System, state: int) -> tuple[frozenset[str], frozenset[str]]:
    """The SHA-256 of every text that the journal knows of, and the ids of what was voided."""
    digests: set[str] = set()
    void: set[str] = set()
    with ExitStack() as stack:
        folder = state_folder(system, state, FOLDER, stack)
        for name in system.names(folder):
            if _day(name) is None:
                continue
            for line in _lines(system, folder, name):
                if isinstance(line, Entry):
                    for each in line.files:
                        digests |= {sha for sha in (each.before, each.after) if sha}
                elif isinstance(line, Void):
                    void.add(line.id)
    return frozenset(digests), frozenset(void)


def gathered(lines: Iterable[Line]) -> Journal:
    """The lines in the order of their time, without what was voided."""
    known = list(lines)
    void = {each.id for each in known if isinstance(each, Void)}
    entries = {e.id: e for e in known if isinstance(e, Entry) and e.id not in void}
    lost = {each.id: each for each in known if isinstance(each, Lost)}
    return Journal(
        tuple(entries[id_] for id_ in sorted(entries)), tuple(lost[id_] for id_ in sorted(lost))
    )


def prune(root: Path, today: date) -> None:
    """Remove journal files older than 90 days; in silence, it is tried again."""
    oldest = today - timedelta(days=KEPT_DAYS)
    with ExitStack() as stack, suppress(OSError):
        system = System()
        base = open_folder(system, str(root), stack, linked=True)
        folder = open_folder(system, FOLDER, stack, open_folder(system, STATE_FOLDER, stack, base))
        for name in system.names(folder):
            day = _day(name)
            if day is not None and day < oldest:
                with suppress(OSError):
                    system.unlink(name, folder)


def _lines(system: System, folder: int, name: str) -> Iterator[Line]:
    with ExitStack() as stack:
        try:
            found = contents(system, folder, name, stack, LARGEST)
        except (OSError, NotPlain):
            return
        yield from decoded(found.data)


def _day(name: str) -> date | None:
    """The day that a journal file's name begins with."""
    if not name.endswith(".jsonl"):
        return None
    try:
        return date.fromisoformat(name[:10])
    except ValueError:
        return None


def _iso(now: datetime) -> str:
    return now.isoformat(timespec="milliseconds").replace("+00:00", "Z")
