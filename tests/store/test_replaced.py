"""Texts that were replaced: kept for a minute, and looked at again before they go."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from kinerja_tui.store.disk.access import open_folder
from kinerja_tui.store.disk.leftover import is_left
from kinerja_tui.store.disk.system import System
from kinerja_tui.store.splicing.edit import Action, Conflict, Deletion, Done, Edit, Refused, Saved
from kinerja_tui.store.state.aside import set_aside
from kinerja_tui.store.state.lock import hold
from kinerja_tui.store.writing.recover import settle
from kinerja_tui.store.writing.replaced import MOST
from kinerja_tui.store.writing.save import carry_out, save
from tests.store.faults import EDIT, FILE, NEW, OLD, Killed, Watched, store

THEIRS = OLD.replace(b"61.34", b"10.00") + b"# theirs\n"
BACK = Edit.one(FILE, "realisation.value", "62.50", "61.34")


class _Later(System):
    """A minute and a bit later."""

    def wall(self) -> datetime:
        return super().wall() + timedelta(seconds=61)


class _Holding(Watched):
    """An editor that opened the file before the save, and writes when `moment` says so."""

    def __init__(self, path: Path, moment: Callable[[list[str]], bool]) -> None:
        super().__init__()
        self.fd = os.open(path, os.O_WRONLY)
        self.moment = moment

    def before(self, number: int, name: str) -> None:
        if self.fd >= 0 and self.moment(self.calls):
            write(self.fd)
            self.fd = -1


def write(fd: int) -> None:
    os.ftruncate(fd, 0)
    os.write(fd, THEIRS)
    os.close(fd)


def kept(root: Path) -> list[Path]:
    folder = root / ".kinerja" / "replaced"
    return sorted(folder.iterdir()) if folder.is_dir() else []


def theirs_aside(root: Path) -> list[bytes]:
    return [(root / each).read_bytes() for each in set_aside(root)]


def test_a_replaced_text_is_kept_for_a_minute(tmp_path: Path) -> None:
    root = store(tmp_path)
    assert isinstance(save(root, EDIT), Saved)
    (one,) = kept(root)
    assert one.read_bytes() == OLD and one.stat().st_mode & 0o777 == 0o640
    settle(root)
    assert kept(root) == [one]
    settle(root, _Later())
    assert kept(root) == [] and set_aside(root) == ()


def test_a_removed_record_is_kept_for_a_minute(tmp_path: Path) -> None:
    root = store(tmp_path)
    assert isinstance(carry_out(root, Action((Deletion(FILE, OLD.decode()),))), Done)
    (one,) = kept(root)
    assert one.read_bytes() == OLD


def test_what_is_written_into_it_is_put_aside_and_said(tmp_path: Path) -> None:
    root = store(tmp_path)
    fd = os.open(root / FILE, os.O_WRONLY)
    assert isinstance(save(root, EDIT), Saved)
    write(fd)
    settle(root, _Later())
    assert kept(root) == [] and theirs_aside(root) == [THEIRS]
    assert (root / FILE).read_bytes() == NEW


def test_the_next_save_looks_too(tmp_path: Path) -> None:
    root = store(tmp_path)
    fd = os.open(root / FILE, os.O_WRONLY)
    assert isinstance(save(root, EDIT), Saved)
    write(fd)
    outcome = save(root, BACK, system=_Later())
    assert isinstance(outcome, Saved) and outcome.doubt is None
    assert theirs_aside(root) == [THEIRS]


def test_only_so_many_are_kept(tmp_path: Path) -> None:
    root = store(tmp_path)
    fd = os.open(root / FILE, os.O_WRONLY)
    for _ in range(MOST // 2 + 1):
        assert isinstance(save(root, EDIT), Saved)
        if fd >= 0:
            write(fd)
            fd = -1
        assert isinstance(save(root, BACK), Saved)
    assert len(kept(root)) == MOST
    assert theirs_aside(root) == [THEIRS]


def calls_of(folder: Path) -> list[str]:
    system = Watched()
    assert isinstance(save(store(folder), EDIT, system=system), Saved)
    return system.calls


def test_an_editor_that_holds_the_file_open_writes_at_every_call(tmp_path: Path) -> None:
    """Wherever it falls, its text stands in the file with or without ours, or is put aside."""
    told = 0
    for at in range(len(calls_of(tmp_path / "count"))):
        root = store(tmp_path / str(at))
        system = _Holding(root / FILE, lambda calls, at=at: len(calls) > at)  # type: ignore[misc]
        outcome = save(root, EDIT, system=system)
        assert isinstance(outcome, Saved | Conflict | Refused)
        if isinstance(outcome, Saved) and outcome.doubt is not None:
            told += 1
            assert set_aside(root)[0] in str(outcome.doubt)
        if system.fd >= 0:
            write(system.fd)
        settle(root, _Later())
        stands = (root / FILE).read_bytes()
        assert b"# theirs" in stands or theirs_aside(root) == [THEIRS], at
        assert kept(root) == [] and not list((root / ".kinerja").glob("tmp/*"))
    assert told


def test_it_is_left_to_look_at_after_a_minute_only(tmp_path: Path) -> None:
    root = store(tmp_path)
    assert not is_left(root)
    save(root, EDIT)
    assert not is_left(root)
    folder = root / ".kinerja" / "replaced"
    before = folder.stat().st_mtime - 61
    os.utime(folder, (before, before))
    assert is_left(root)


def test_what_cannot_be_put_aside_stays_and_is_said(tmp_path: Path) -> None:
    """The next one who settles puts it aside."""
    root = store(tmp_path)

    class NoRoom(_Holding):
        def before(self, number: int, name: str) -> None:
            super().before(number, name)
            if name == "rename":
                raise OSError(errno.ENOSPC, "")

    system = NoRoom(root / FILE, lambda calls: calls.count("exchange") > 0 and calls[-1] == "fsync")
    outcome = save(root, EDIT, system=system)
    assert isinstance(outcome, Saved) and outcome.doubt is not None
    (left,) = (root / ".kinerja/tmp").iterdir()
    assert str(left.relative_to(root)) in str(outcome.doubt)
    assert left.read_bytes() == THEIRS and (root / FILE).read_bytes() == NEW


def test_after_a_kill_the_old_text_is_kept_too(tmp_path: Path) -> None:
    root = store(tmp_path)
    child = os.fork()
    if child == 0:
        at = calls_of(tmp_path / "count").index("exchange")
        save(root, EDIT, system=Killed(at, done=True))
        os._exit(1)
    assert os.WIFSIGNALED(os.waitpid(child, 0)[1])
    assert len(list((root / ".kinerja/tmp").iterdir())) == 1
    settle(root)
    (one,) = kept(root)
    assert one.read_bytes() == OLD


def test_nobody_who_reads_waits_for_somebody_who_saves(tmp_path: Path) -> None:
    root = store(tmp_path)
    save(root, EDIT)
    with ExitStack() as stack:
        system = Watched()
        hold(system, open_folder(system, str(root), stack), FILE, stack)
        waiting = Watched()
        settle(root, waiting)
    assert waiting.calls.count("pause") < 50


@pytest.mark.parametrize("what", ["folder", "link"])
def test_what_somebody_put_there_is_never_removed(tmp_path: Path, what: str) -> None:
    root = store(tmp_path)
    save(root, EDIT)
    strange = root / ".kinerja" / "replaced" / "0.strange"
    strange.mkdir() if what == "folder" else strange.symlink_to(root / FILE)
    settle(root, _Later())
    assert (root / FILE).read_bytes() == NEW
    assert [path.name for path in kept(root) if path != strange] == []
    assert any(path.name == "0.strange" for path in (root / ".kinerja").rglob("*"))
