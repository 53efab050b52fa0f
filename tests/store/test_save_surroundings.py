"""What lies around a record: the closed year, the lock, the folder of temporary files."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from kinerja_tui.store.splicing.edit import Edit, Refused, Saved
from kinerja_tui.store.writing.save import save
from tests.store.faults import EDIT, FILE, NEW, OLD, Watched, leftovers, refusal, store


def test_a_closed_year_is_a_closed_book(tmp_path: Path) -> None:
    root = store(tmp_path)
    year = root / "unit" / "2022" / "year.toml"
    year.write_text("schema = 1\nclosed = true\n")
    problem = refusal(save(root, EDIT), "B63")
    assert "2022" in str(problem.message)
    refusal(save(root, Edit.one("unit/2022/year.toml", "closed", "true", "false")), "B63")
    for folder in ("accepted", "published"):
        path = root / "unit" / "2022" / folder / "x.toml"
        path.parent.mkdir()
        path.write_bytes(OLD)
        edit = Edit.one(f"unit/2022/{folder}/x.toml", "realisation.value", "61.34", "62.50")
        assert isinstance(save(root, edit), Saved)
    (root / "unit" / "unit.toml").write_bytes(OLD)
    other = Edit.one("unit/unit.toml", "realisation.value", "61.34", "62.50")
    assert isinstance(save(root, other), Saved)
    year.write_text("schema = 1\nclosed = false\n")
    assert isinstance(save(root, EDIT), Saved)


def test_a_year_that_cannot_be_read_may_be_closed(tmp_path: Path) -> None:
    root = store(tmp_path)
    year = root / "unit" / "2022" / "year.toml"
    year.write_text("schema = 1\nclosed = ")
    outcome = save(root, EDIT)
    assert isinstance(outcome, Refused)
    assert outcome.problem.file == "unit/2022/year.toml"
    year.unlink()
    assert isinstance(save(root, EDIT), Saved)


def test_colleagues_can_use_the_lock(tmp_path: Path) -> None:
    root = store(tmp_path)
    root.chmod(0o2770)
    before = os.umask(0o077)
    try:
        assert isinstance(save(root, EDIT), Saved)
    finally:
        os.umask(before)
    state = root / ".kinerja"
    assert state.stat().st_mode & 0o777 == 0o770
    assert (state / "tmp").stat().st_mode & 0o777 == 0o770
    assert (state / "lock").stat().st_mode & 0o777 == 0o660


class _Locked(Watched):
    """Somebody else has the lock, and a clock that runs by pauses."""

    time = 0.0

    def lock(self, fd: int) -> bool:
        return False

    def now(self) -> float:
        return self.time

    def pause(self, seconds: float) -> None:
        self.time += seconds


def test_a_lock_that_never_comes_free(tmp_path: Path) -> None:
    root = store(tmp_path)
    system = _Locked()
    refusal(save(root, EDIT, system=system), "B66")
    assert 10 < system.time < 11
    assert (root / FILE).read_bytes() == OLD


class _LockDeleted(Watched):
    """The lock file is deleted at the moment we get the lock, twice."""

    def __init__(self, root: Path) -> None:
        super().__init__()
        self.path = root / ".kinerja" / "lock"
        self.left = 2

    def after(self, number: int, name: str) -> None:
        if name == "lock" and self.left:
            self.left -= 1
            self.path.unlink()


def test_a_deleted_lock_file_locks_nobody(tmp_path: Path) -> None:
    root = store(tmp_path)
    system = _LockDeleted(root)
    assert isinstance(save(root, EDIT, system=system), Saved)
    assert system.calls.count("lock") == 3


class _NoExchange(Watched):
    """A disk that cannot exchange names."""

    def before(self, number: int, name: str) -> None:
        if name == "exchange":
            raise OSError(errno.EINVAL, "")


def test_without_exchange_the_file_is_replaced(tmp_path: Path) -> None:
    root = store(tmp_path)
    assert isinstance(save(root, EDIT, system=_NoExchange()), Saved)
    assert (root / FILE).read_bytes() == NEW
    assert leftovers(root) == []


def test_without_its_own_folder_nothing_is_saved(tmp_path: Path) -> None:
    root = store(tmp_path)
    (root / ".kinerja").mkdir()
    (root / ".kinerja" / "tmp").write_text("in the way")
    refusal(save(root, EDIT), "B65")
    assert (root / FILE).read_bytes() == OLD
    assert leftovers(root) == []


def test_user_attributes_are_kept(tmp_path: Path) -> None:
    root = store(tmp_path)
    os.setxattr(root / FILE, "user.note", b"x")
    assert isinstance(save(root, EDIT), Saved)
    assert os.getxattr(root / FILE, "user.note") == b"x"
