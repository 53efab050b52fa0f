"""What the files were like when they were last looked at, and what is different now."""

from __future__ import annotations

import errno
import hashlib
import os
from collections import Counter, deque
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock
from typing import Final, NamedTuple

from kinerja_tui.store.disk.access import moment
from kinerja_tui.store.disk.files import Unreadable, opened, read
from kinerja_tui.store.watching.places import counts, enters

Moment = tuple[int, ...]
"""Device, inode, size, and the nanoseconds of the last writing and the last change."""

_MANY: Final = 100
_FOR_NOW: Final = (errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.EIO)


class Seen(NamedTuple):
    """A folder at one moment: its own, its files', and the names of the folders to look into."""

    own: Moment
    files: dict[str, Moment]
    folders: frozenset[str]


class Unsure(Exception):  # noqa: N818 - it asks for another look, it is no error
    """The system could not say how the folder is."""


def _never() -> bool:
    return False


class Table:
    """The moments of all files that are watched. Each look tells what differs from the one before
    and follows no links. Looks belong to one thread; `saving` may be called from any.
    """

    def __init__(self, root: Path, leave: Callable[[], bool] = _never) -> None:
        """An empty table; a look ends early when `leave` says so."""
        self._root = root
        self._base = str(root)
        self._leave = leave
        self._folders: dict[str, Seen] = {}
        self._lock = Lock()
        self._held: Counter[str] = Counter()
        self._saves = 0
        self._again: set[str] = set()

    def folders(self) -> dict[str, tuple[int, int]]:
        """The folders known, with their devices and inodes."""
        return {folder: (seen.own[0], seen.own[1]) for folder, seen in self._folders.items()}

    def begin(self, since: int | None = None) -> frozenset[str]:
        """Look at everything for the first time; what changed after `since` (nanoseconds of the
        epoch) is different.
        """
        self.look([""])
        if since is None:
            return frozenset()
        different: set[str] = set()
        with self._lock:
            for folder, seen in self._folders.items():
                if folder and seen.own[4] >= since:
                    different.add(f"{folder}/")
                different |= {
                    _in(folder, name) for name, at in seen.files.items() if at[4] >= since
                }
        return frozenset(different)

    def look(self, folders: Iterable[str]) -> frozenset[str]:
        """What differs in `folders`, in those below them that came, went or were replaced, and
        where a save of ours was under way at the last look.
        """
        different: set[str] = set()
        with self._lock:
            queue = deque((*folders, *self._again))
            self._again.clear()
        while queue and not self._leave():
            folder = queue.popleft()
            with suppress(Unsure):
                before, now = self._seen_anew(folder, different)
                if before is None or now is None or _other(before, now):
                    queue.extend(_below(folder, before, now))
        return frozenset(different)

    def look_at(self, paths: Collection[str]) -> frozenset[str]:
        """What differs in the files and folders `paths`, which may be of no interest; the other
        files of their folders are looked at only when there are many: then some may be missing.
        """
        many = len(paths) > _MANY
        different: set[str] = set()
        folders: set[str] = set()
        for path in paths:
            folder, _, name = path.rpartition("/")
            if path in self._folders:
                folders.add(path)
            if path and folder in self._folders:
                if many or path in self._folders or enters(folder, name):
                    folders.add(folder)
                elif counts(folder, name):
                    different |= self._file_anew(folder, name)
        return frozenset(different) | self.look(folders)

    def sweep(self) -> frozenset[str]:
        """What differs anywhere."""
        return self._look_where(self._differs)

    def glance(self) -> frozenset[str]:
        """What came or went, and what else differs where something did: by the folders alone, so
        that a writing within a file is not seen.
        """
        return self._look_where(lambda folder, seen: self._moment(folder) != seen.own)

    def glance_at(self, file: str) -> frozenset[str]:
        """What differs in the folder of `file`, if that file does."""
        folder, _, name = file.rpartition("/")
        seen = self._folders.get(folder)
        same = self._moment(file) == (seen.files.get(name) if seen else None)
        return self.look([] if same else [folder])

    @contextmanager
    def saving(self, *files: str) -> Iterator[Callable[[str, str | None], None]]:
        """While we save `files` ourselves, no look finds anything different in them.

        Gives a function for each file that was saved and the SHA-256 of what it holds then (None =
        it is gone). A file that holds anything else is different at the next look.
        """
        outcome: dict[str, str | None] = {}
        with self._lock:
            self._held.update(files)
        try:
            yield outcome.__setitem__
        finally:
            moments = {file: self._as_saved(file, digest) for file, digest in outcome.items()}
            with self._lock:
                for file, known in moments.items():
                    self._know(file, known)
                self._held -= Counter(files)  # without those that nobody saves any more
                self._saves += 1

    def _look_where(self, suspect: Callable[[str, Seen], bool]) -> frozenset[str]:
        suspects = [] if "" in self._folders else [""]
        for folder, seen in self._folders.items():
            if self._leave():
                break
            if suspect(folder, seen):
                suspects.append(folder)
        return self.look(suspects)

    def _differs(self, folder: str, seen: Seen) -> bool:
        """Whether the folder or one of its files is not as it was seen."""
        if self._moment(folder) != seen.own:
            return True
        head = f"{self._base}/{_in(folder, '')}"
        try:
            return any(
                moment(os.lstat(head + name)) != known for name, known in list(seen.files.items())
            )
        except OSError:
            return True

    def _seen_anew(self, folder: str, different: set[str]) -> tuple[Seen | None, Seen | None]:
        """The folder as it was and is; adds to `different`; raises `Unsure`."""
        while True:
            saves = self._saves
            now = scan(self._root, folder)
            with self._lock:
                if saves != self._saves:
                    continue  # what was scanned may be older than what is known since
                before = self._folders.get(folder)
                if now is None:
                    self._folders.pop(folder, None)
                else:
                    self._mask(folder, before, now)
                    self._folders[folder] = now
                different |= differences(folder, before, now)
                return before, now

    def _file_anew(self, folder: str, name: str) -> frozenset[str]:
        """The file, if it is not as it was seen in its folder."""
        file = _in(folder, name)
        while True:
            saves = self._saves
            now = self._moment(file)
            with self._lock:
                if saves != self._saves:
                    continue  # as above
                seen = self._folders[folder]
                if self._held[file]:
                    self._again.add(folder)
                elif seen.files.get(name) != now:
                    _put(seen.files, name, now)
                    return frozenset((file,))
                return frozenset()

    def _mask(self, folder: str, before: Seen | None, now: Seen) -> None:
        """Put the files that are being saved into `now` as they were before."""
        for file in self._held:
            within, _, name = file.rpartition("/")
            if within == folder:
                self._again.add(folder)
                _put(now.files, name, before.files.get(name) if before else None)

    def _as_saved(self, file: str, digest: str | None) -> tuple[Moment | None] | None:
        """The moment of a file that holds what we wrote, and None for any other."""
        before = self._moment(file)
        if _digest(self._root, file) != digest or self._moment(file) != before:
            return None
        return (before,)

    def _know(self, file: str, known: tuple[Moment | None] | None) -> None:
        folder, _, name = file.rpartition("/")
        seen = self._folders.get(folder)
        if seen is not None and known is not None:
            _put(seen.files, name, known[0])

    def _moment(self, path: str) -> Moment | None:
        try:
            return moment(os.stat(f"{self._base}/{path}", follow_symlinks=not path))
        except (OSError, ValueError):
            return None


def scan(root: Path, folder: str) -> Seen | None:
    """A folder as it is, None when it is not there or may not be read; raises `Unsure`."""
    files: dict[str, Moment] = {}
    folders: set[str] = set()
    try:
        with opened(root, tuple(folder.split("/")) if folder else ()) as fd:
            own = moment(os.fstat(fd))  # before the names: who comes later makes it differ
            with os.scandir(fd) as entries:
                for entry in entries:
                    _note(folder, entry, files, folders)
    except Unreadable as error:
        if isinstance(error.__cause__, OSError) and error.__cause__.errno in _FOR_NOW:
            raise Unsure from None
        return None
    except OSError:
        raise Unsure from None
    return Seen(own, files, frozenset(folders))


def _note(
    folder: str, entry: os.DirEntry[str], files: dict[str, Moment], folders: set[str]
) -> None:
    """Write down one entry of a folder. Whatever has a record's name counts, links and pipes too:
    they are read as problems.
    """
    if counts(folder, entry.name):
        try:
            files[entry.name] = moment(entry.stat(follow_symlinks=False))
        except FileNotFoundError:
            return
    elif enters(folder, entry.name) and entry.is_dir(follow_symlinks=False):
        folders.add(entry.name)


def differences(folder: str, before: Seen | None, now: Seen | None) -> frozenset[str]:
    """The files of which something differs, and the folders (with a slash) that came or went."""
    old, new = before.files if before else {}, now.files if now else {}
    files = {name for name, _ in old.items() ^ new.items()}
    folders = (before.folders if before else frozenset()) ^ (now.folders if now else frozenset())
    return frozenset(_in(folder, name) for name in files) | frozenset(
        f"{_in(folder, name)}/" for name in folders
    )


def _other(before: Seen, now: Seen) -> bool:
    """Whether it is another folder, or has others in it."""
    return before.own[:2] != now.own[:2] or before.folders != now.folders


def _below(folder: str, before: Seen | None, now: Seen | None) -> list[str]:
    names = (before.folders if before else frozenset()) | (now.folders if now else frozenset())
    return [_in(folder, name) for name in sorted(names)]


def _put(files: dict[str, Moment], name: str, known: Moment | None) -> None:
    if known is None:
        files.pop(name, None)
    else:
        files[name] = known


def _in(folder: str, name: str) -> str:
    return f"{folder}/{name}" if folder else name


def _digest(root: Path, file: str) -> str | None:
    """The SHA-256 of a file, None when there is none; empty when it cannot be read."""
    try:
        return hashlib.sha256(read(root, file)).hexdigest()
    except Unreadable as error:
        return None if isinstance(error.__cause__, FileNotFoundError) else ""
