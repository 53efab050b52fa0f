"""A save whose system fails, or whose process is killed, at every single call."""

from __future__ import annotations

import errno
import hashlib
import os
import signal
from multiprocessing import get_context
from pathlib import Path

import pytest

from kinerja_tui.store.splicing.edit import Edit, Refused, Saved
from kinerja_tui.store.state.aside import set_aside
from kinerja_tui.store.state.journal import read_journal
from kinerja_tui.store.writing.save import save
from tests.store.faults import (
    EDIT,
    FILE,
    INSERT,
    INSERTED,
    NEW,
    OLD,
    Failing,
    Killed,
    Watched,
    leftovers,
    store,
)

EDITS = {"set": (EDIT, NEW), "insert": (INSERT, INSERTED)}
ERRNOS = (
    errno.EIO,
    errno.ENOSPC,
    errno.EDQUOT,
    errno.EMFILE,
    errno.EACCES,
    errno.EPERM,
    errno.ENOLCK,
    errno.EROFS,
)


def told(root: Path) -> str | None:
    """What the journal says the record's digest is; before its first entry, the old text's."""
    entries = read_journal(root).entries
    return entries[-1].files[0].after if entries else hashlib.sha256(OLD).hexdigest()


def calls_of(folder: Path, edit: Edit) -> list[str]:
    """The system calls of an undisturbed first save."""
    system = Watched()
    assert isinstance(save(store(folder), edit, system=system), Saved)
    return system.calls


@pytest.mark.parametrize("number", ERRNOS, ids=errno.errorcode.__getitem__)
@pytest.mark.parametrize("kind", EDITS)
def test_an_error_at_every_call_is_told_as_it_is(tmp_path: Path, number: int, kind: str) -> None:
    edit, new = EDITS[kind]
    calls = calls_of(tmp_path / "count", edit)
    assert {"exchange", "fsync", "rename", "write"} <= set(calls)
    for at, name in enumerate(calls):
        root = store(tmp_path / str(at))
        outcome = save(root, edit, system=Failing(at, number))
        stands = (root / FILE).read_bytes()
        assert isinstance(outcome, Saved | Refused), name
        if isinstance(outcome, Saved):
            assert stands == new, name
            assert outcome.digest == hashlib.sha256(new).hexdigest()
        else:
            assert stands == OLD, name
            assert outcome.problem.hint is not None
            assert "nothing was written" in str(outcome.problem.message), name
        assert (root / FILE).stat().st_mode & 0o7777 == 0o640
        assert leftovers(root) == [], name
        assert told(root) == hashlib.sha256(stands).hexdigest(), name
        again = save(root, edit)
        assert isinstance(again, Saved)
        assert again.changed == isinstance(outcome, Refused)
        assert (root / FILE).read_bytes() == new


def test_an_unsure_disk_is_told(tmp_path: Path) -> None:
    calls = calls_of(tmp_path / "count", EDIT)
    last = max(at for at, name in enumerate(calls) if name == "fsync")
    outcome = save(store(tmp_path / "x"), EDIT, system=Failing(last, errno.EIO))
    assert isinstance(outcome, Saved)
    assert outcome.doubt is not None
    assert "disk reports an error" in str(outcome.doubt)


class _Full(Watched):
    """A full disk: what is longer than some bytes is written in part, then not at all."""

    def write(self, fd: int, data: bytes | memoryview) -> int:
        if len(data) < len(NEW):
            raise OSError(errno.ENOSPC, "full")
        return os.write(fd, data[:10])


class _Slow(Watched):
    """A disk that takes a few bytes at a time."""

    def write(self, fd: int, data: bytes | memoryview) -> int:
        return os.write(fd, data[:7])


def test_a_disk_that_fills_up(tmp_path: Path) -> None:
    root = store(tmp_path)
    outcome = save(root, EDIT, system=_Full())
    assert isinstance(outcome, Refused)
    assert "disk is full" in str(outcome.problem.message)
    assert (root / FILE).read_bytes() == OLD
    assert leftovers(root) == []


def test_short_writes_are_continued(tmp_path: Path) -> None:
    root = store(tmp_path)
    assert isinstance(save(root, EDIT, system=_Slow()), Saved)
    assert (root / FILE).read_bytes() == NEW


def test_errors_of_the_real_calls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = store(tmp_path)

    def fsync(fd: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", fsync)
        outcome = save(root, EDIT)
    assert isinstance(outcome, Refused)
    assert (root / FILE).read_bytes() == OLD
    assert leftovers(root) == []


def die_at_each(folder: str, kind: str, done: bool, count: int) -> None:
    """A save that ends by SIGKILL at each call, every time in a process and a store of its own."""
    for at in range(count):
        root = store(Path(folder) / str(at))
        child = os.fork()
        if child == 0:
            try:
                save(root, EDITS[kind][0], system=Killed(at, done=done))
            finally:
                os._exit(0)
        assert os.WTERMSIG(os.waitpid(child, 0)[1]) == signal.SIGKILL, at


@pytest.mark.parametrize("done", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("kind", EDITS)
def test_kill_9_at_every_call(tmp_path: Path, kind: str, done: bool) -> None:
    edit, new = EDITS[kind]
    calls = calls_of(tmp_path / "count", edit)
    worker = get_context("spawn").Process(
        target=die_at_each, args=(str(tmp_path), kind, done, len(calls))
    )
    worker.start()
    worker.join()
    assert worker.exitcode == 0
    for at, name in enumerate(calls):
        root = tmp_path / str(at) / "records"
        assert (root / FILE).read_bytes() in (OLD, new), name
        assert (root / FILE).stat().st_mode & 0o7777 == 0o640, name
        assert len(leftovers(root)) <= 1
        outcome = save(root, edit)
        assert isinstance(outcome, Saved), name
        assert (root / FILE).read_bytes() == new
        assert outcome.changed == (len(outcome.edit.changes) > 0)
        assert told(root) == hashlib.sha256(new).hexdigest(), name
        assert leftovers(root) == [], name
        assert set_aside(root) == (), name
