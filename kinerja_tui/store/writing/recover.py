"""After a process died while it saved: the last action in the journal is looked at, and stands
whole or not at all; what lies in `.kinerja/tmp` goes, or is put aside when nobody has read it.
"""

from __future__ import annotations

from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path

from kinerja_tui.store.disk.access import NotPlain, contents, open_folder, parts_of
from kinerja_tui.store.disk.system import System
from kinerja_tui.store.splicing import passage
from kinerja_tui.store.splicing.edit import Conflict, Edit, Rewriting
from kinerja_tui.store.splicing.refusals import Stop
from kinerja_tui.store.splicing.splice import SpliceError, path_of
from kinerja_tui.store.state.journal import Entry, Touched, Void, append, known_digests, newest
from kinerja_tui.store.state.lock import Lock, hold
from kinerja_tui.store.toml.index import index
from kinerja_tui.store.toml.lexer import NotToml
from kinerja_tui.store.writing.folders import Folders
from kinerja_tui.store.writing.plan import Planned, digest, plan
from kinerja_tui.store.writing.replaced import keep, look_again
from kinerja_tui.store.writing.swap import Moved
from kinerja_tui.store.writing.temporary import FOLDER, put_aside
from kinerja_tui.store.writing.turn import turn

_PATIENCE = 0.2
"""Seconds that a reader waits for somebody who saves: he is alive, and will settle his own work."""


def settle(root: Path, system: System | None = None) -> None:
    """Finish or take back what a process that died left half done, and look once more at texts that
    were replaced a while ago; silent when it cannot be done from here, and when somebody is saving
    just now. See `is_left`.
    """
    system = system or System()
    with ExitStack() as stack, suppress(OSError, Stop):
        base = open_folder(system, str(root), stack, linked=True)
        lock = hold(system, base, "", stack, _PATIENCE)
        recover(system, base, lock)
        look_again(Folders(system, base, lock.folder, stack))


def recover(system: System, base: int, lock: Lock) -> None:
    """Look at what the holder before us left, if he died; raises `OSError`, `Stop`."""
    if lock.before is None:
        return
    lock.unfinished = True
    entry = _doubtful(system, lock)
    with ExitStack() as stack:
        folders = Folders(system, base, lock.folder, stack)
        if entry is not None:
            _Look(folders, entry, bool(lock.before.entry)).settle()
        _sweep(folders)
    lock.unfinished = False


def _doubtful(system: System, lock: Lock) -> Entry | None:
    """The action that the dead holder was about; where his note cannot be read, the newest."""
    assert lock.before is not None
    if lock.before.user and not lock.before.entry:
        return None
    return newest(system, lock.folder, lock.before.entry)


@dataclass(frozen=True, slots=True)
class _Look:
    """An action that may not have come about whole; `sure` that it was going on."""

    folders: Folders
    entry: Entry
    sure: bool

    def settle(self) -> None:
        """Take back what stands of an action that is not whole, and say so in the journal."""
        standing = [self._stands(place, each) for place, each in enumerate(self.entry.files)]
        if all(standing):
            return
        whole = True
        for each, stands in zip(self.entry.files, standing, strict=True):
            if stands:
                whole = self._take_back(each) and whole
        if whole:
            append(self.folders.system, self.folders.state, Void(self.entry.id))

    def _stands(self, place: int, each: Touched) -> bool:
        """Whether the file says what the action wanted; somebody else's text that was swapped out
        and not looked at goes back first.
        """
        try:
            folder = self.folders.at(parts_of(each.file)[:-1])
        except (FileNotFoundError, ValueError):
            return each.after is None
        now = self._bytes(folder, each.file.rpartition("/")[2])
        if _is(now, each.after) and self._unread(place, each, folder):
            return False
        if _is(now, each.after) or _is(now, each.before):
            return _is(now, each.after)
        return not self.sure or (now is not None and _says(now, each))

    def _unread(self, place: int, each: Touched, folder: int) -> bool:
        """Give back a text that came out and that nobody has read; whether there was one."""
        name = each.file.rpartition("/")[2]
        passing = f"{self.entry.id}.{place}.{name}.tmp"
        within, system = self.folders.own(FOLDER), self.folders.system
        out = self._bytes(within, passing)
        if out is None or digest(out) in (each.before, each.after):
            return False
        if each.after is None:
            system.place(within, passing, folder, name)
        elif each.before is None:
            return False
        else:
            system.exchange(within, passing, folder, name)
        system.fsync(folder)
        return True

    def _take_back(self, each: Touched) -> bool:
        """Undo the action in one file; False when somebody has changed the same since."""
        try:
            found = plan(self.folders, each.back)
        except (Stop, Moved):
            return False
        if isinstance(found, Planned):
            # A name of its own: a temporary file may be left of a try before.
            id_ = f"{self.entry.id}.{self.folders.system.fresh()}"
            with ExitStack() as temporaries:
                turn(self.folders, id_, (found,), temporaries)
            self.folders.system.fsync(found.folder)
        return not isinstance(found, Conflict)

    def _bytes(self, folder: int, name: str) -> bytes | None:
        with ExitStack() as stack:
            try:
                return contents(self.folders.system, folder, name, stack).data
            except (FileNotFoundError, NotPlain):
                return None


def _is(data: bytes | None, sha: str | None) -> bool:
    return (None if data is None else digest(data)) == sha


def _says(data: bytes, each: Touched) -> bool:
    """Whether a file that was changed again since holds the values of the action."""
    if isinstance(each.part, Rewriting):
        text = data.decode("utf-8", "replace")
        return passage.stands(text, each.part) or bool(each.part.text and each.part.text in text)
    if not isinstance(each.part, Edit):
        return True
    try:
        found = index(data.decode())
        return all(found.token(path_of(c.key)) == c.new for c in each.part.changes)
    except (UnicodeDecodeError, NotToml, SpliceError):
        return False


def _sweep(folders: Folders) -> None:
    """Clear the temporary files away: those whose text the journal knows, or that are our own and
    were never swapped in, go as replaced texts do; every other one is put aside.
    """
    system, within = folders.system, folders.own(FOLDER)
    names = [name for name in system.names(within) if name.endswith(".tmp")]
    if not names:
        return
    digests, void = known_digests(system, folders.state)
    for name in names:
        with ExitStack() as stack:
            try:
                sha = digest(contents(system, within, name, stack).data)
            except (OSError, NotPlain):
                sha = ""
        if sha in digests or name.split(".")[0] in void:
            keep(folders, within, name, sha)
        else:
            put_aside(folders, within, name)
