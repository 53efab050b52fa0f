"""Actions over several files: all of them or none, whatever happens and whenever."""

from __future__ import annotations

import errno
import os
import signal
from multiprocessing import get_context
from pathlib import Path

import pytest

from kinerja_tui.store.splicing.edit import (
    Action,
    Change,
    Conflict,
    Creation,
    Deletion,
    Done,
    Edit,
    Part,
    Refused,
)
from kinerja_tui.store.splicing.passage import rewriting
from kinerja_tui.store.state.aside import set_aside
from kinerja_tui.store.state.journal import read_journal
from kinerja_tui.store.writing.plan import digest
from kinerja_tui.store.writing.recover import settle
from kinerja_tui.store.writing.save import carry_out
from tests.store.faults import EDIT, FILE, NEW, OLD, Failing, Killed, Watched, leftovers, store

OTHER = "unit/2022/indicators/spbe.toml"
GONE = "unit/2022/indicators/skm.toml"
MADE = "unit/2023/indicators/merit.toml"
SECTION = "unit/2022/report/bab-1.md"
BEGUN = "unit/2022/report/bab-2.md"
TEXT = 'schema = 1\nid = "merit"\n'
PARTS: tuple[Part, ...] = (
    EDIT,
    Edit(OTHER, (Change("q1.value", None, "1"), Change("a", "1", "2"))),
    Creation(MADE, TEXT),
    Deletion(GONE, OLD.decode()),
    rewriting(SECTION, "# A\n\nSatu.\n", "# A\n\nDua.\n"),
    rewriting(BEGUN, None, "# B\n"),
)
ACTION = Action(PARTS, "import")
BEFORE = {FILE: OLD, OTHER: b"schema = 1\r\na = 1 # c\r\n", GONE: OLD, MADE: None}
BEFORE |= {SECTION: b"# A\n\nSatu.\n", BEGUN: None}
AFTER = {
    FILE: NEW,
    OTHER: b"schema = 1\r\na = 2 # c\r\n\r\n[q1]\r\nvalue = 1\r\n",
    GONE: None,
    MADE: TEXT.encode(),
    SECTION: b"# A\n\nDua.\n",
    BEGUN: b"# B\n",
}


def four(folder: Path) -> Path:
    root = store(folder)
    for file, data in BEFORE.items():
        if data is not None:
            (root / file).parent.mkdir(exist_ok=True)
            (root / file).write_bytes(data)
            (root / file).chmod(0o640)
    return root


def now(root: Path) -> dict[str, bytes | None]:
    return {file: (root / file).read_bytes() if (root / file).exists() else None for file in BEFORE}


def agrees(root: Path) -> bool:
    """Whether the journal's last entries say what the files hold."""
    said = {file: None if data is None else digest(data) for file, data in BEFORE.items()}
    for entry in read_journal(root).entries:
        said |= {each.file: each.after for each in entry.files}
    return said == {f: None if data is None else digest(data) for f, data in now(root).items()}


def calls_of(folder: Path) -> list[str]:
    system = Watched()
    assert isinstance(carry_out(four(folder), ACTION, system=system), Done)
    return system.calls


def test_all_parts_stand_and_one_entry_tells_of_them(tmp_path: Path) -> None:
    root = four(tmp_path)
    done = carry_out(root, ACTION)
    assert isinstance(done, Done)
    assert now(root) == AFTER
    assert (root / MADE).stat().st_mode & 0o777 == 0o644
    assert dict(done.files) == {f: None if d is None else digest(d) for f, d in AFTER.items()}
    (entry,) = read_journal(root).entries
    assert (entry.id, entry.doing, len(entry.files)) == (done.entry, "import", len(PARTS))
    assert leftovers(root) == []
    back = carry_out(root, done.back)
    assert isinstance(back, Done)
    assert now(root) == BEFORE
    assert agrees(root)
    again = carry_out(root, back.back)
    assert isinstance(again, Done)
    assert now(root) == AFTER


def test_one_conflict_stops_all(tmp_path: Path) -> None:
    root = four(tmp_path)
    theirs = OLD + b"# theirs\n"
    (root / GONE).write_bytes(theirs)
    conflict = carry_out(root, ACTION)
    assert isinstance(conflict, Conflict)
    assert (conflict.file, conflict.key) == (GONE, "")
    assert conflict.found == theirs.decode()
    assert now(root) == {**BEFORE, GONE: theirs}
    assert read_journal(root).entries == ()


def test_a_file_of_the_same_name_is_a_conflict(tmp_path: Path) -> None:
    root = four(tmp_path)
    path = root / MADE
    path.parent.mkdir(parents=True)
    path.write_text("schema = 1\n")
    assert isinstance(carry_out(root, ACTION), Conflict)
    assert path.read_text() == "schema = 1\n"
    path.write_text(TEXT)
    done = carry_out(root, Action((Creation(MADE, TEXT),)))
    assert isinstance(done, Done)
    assert not done.changed


@pytest.mark.parametrize("number", [errno.EIO, errno.ENOSPC, errno.EACCES])
def test_an_error_at_every_call_leaves_all_or_nothing(tmp_path: Path, number: int) -> None:
    calls = calls_of(tmp_path / "count")
    assert {"exchange", "place", "unlink", "fsync"} <= set(calls)
    for at, name in enumerate(calls):
        root = four(tmp_path / str(at))
        outcome = carry_out(root, ACTION, system=Failing(at, number))
        assert now(root) == (AFTER if isinstance(outcome, Done) else BEFORE), (at, name)
        assert leftovers(root) == [], (at, name)
        assert agrees(root), (at, name)


def die_at_each(folder: str, done: bool, count: int) -> None:
    for at in range(count):
        root = four(Path(folder) / str(at))
        child = os.fork()
        if child == 0:
            try:
                carry_out(root, ACTION, system=Killed(at, done=done))
            finally:
                os._exit(0)
        assert os.WTERMSIG(os.waitpid(child, 0)[1]) == signal.SIGKILL, at


@pytest.mark.parametrize("done", [False, True], ids=["before", "after"])
def test_kill_9_at_every_call_is_settled_by_the_next_command(tmp_path: Path, done: bool) -> None:
    count = len(calls_of(tmp_path / "count"))
    worker = get_context("spawn").Process(target=die_at_each, args=(str(tmp_path), done, count))
    worker.start()
    worker.join()
    assert worker.exitcode == 0
    seen = set()
    for at in range(count):
        root = tmp_path / str(at) / "records"
        for file, data in now(root).items():
            assert data in (BEFORE[file], AFTER[file])
        settle(root)
        stands = now(root)
        assert stands in (BEFORE, AFTER), at
        assert agrees(root), at
        assert leftovers(root) == [], at
        assert set_aside(root) == ()
        seen.add(stands == AFTER)
        outcome = carry_out(root, ACTION)
        assert isinstance(outcome, Done)
        assert now(root) == AFTER
    assert seen == {True, False}


def killed_while_settling(folder: str, count: int, first: int) -> None:
    for at in range(count):
        root = four(Path(folder) / str(at))
        for system in (Killed(first, done=True), None):
            child = os.fork()
            if child == 0:
                try:
                    if system is not None:
                        carry_out(root, ACTION, system=system)
                    else:
                        settle(root, Killed(at, done=False))
                finally:
                    os._exit(0)
            os.waitpid(child, 0)


def test_kill_9_while_settling_is_settled_in_turn(tmp_path: Path) -> None:
    calls = calls_of(tmp_path / "count")
    first = calls.index("exchange")  # one file is turned, three are not
    root = four(tmp_path / "once")
    child = os.fork()
    if child == 0:
        carry_out(root, ACTION, system=Killed(first, done=True))
        os._exit(0)
    os.waitpid(child, 0)
    assert now(root) not in (BEFORE, AFTER)
    system = Watched()
    settle(root, system)
    assert now(root) == BEFORE
    worker = get_context("spawn").Process(
        target=killed_while_settling, args=(str(tmp_path), len(system.calls), first)
    )
    worker.start()
    worker.join()
    assert worker.exitcode == 0
    for at in range(len(system.calls)):
        root = tmp_path / str(at) / "records"
        settle(root)
        assert now(root) == BEFORE, at
        assert agrees(root)
        assert leftovers(root) == []


class _Theirs(Watched):
    """Somebody writes a file right before it is exchanged, and the process dies right after."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path

    def before(self, number: int, name: str) -> None:
        if name == "exchange":
            self.path.write_bytes(OLD + b"# theirs\n")

    def after(self, number: int, name: str) -> None:
        if name == "exchange":
            os.kill(os.getpid(), signal.SIGKILL)


def test_a_text_that_nobody_had_looked_at_comes_back(tmp_path: Path) -> None:
    root = four(tmp_path)
    child = os.fork()
    if child == 0:
        carry_out(root, Action((EDIT,)), system=_Theirs(root / FILE))
        os._exit(0)
    os.waitpid(child, 0)
    assert (root / FILE).read_bytes() == NEW
    settle(root)
    assert (root / FILE).read_bytes() == OLD + b"# theirs\n"
    assert read_journal(root).entries == ()
    assert leftovers(root) == []


def test_a_text_of_others_is_put_aside_not_removed(tmp_path: Path) -> None:
    root = four(tmp_path)
    assert isinstance(carry_out(root, Action((EDIT,))), Done)
    strange = root / ".kinerja" / "tmp" / "x.0.ip-asn.toml.tmp"
    strange.write_bytes(b"never read")
    (root / ".kinerja" / "lock").write_text("garbage")
    settle(root)
    (kept,) = set_aside(root)
    assert (root / kept).read_bytes() == b"never read"
    assert now(root) == {**BEFORE, FILE: NEW}
    assert (root / ".kinerja" / "lock").read_bytes() == b""


def test_refusals_name_no_part_as_written(tmp_path: Path) -> None:
    root = four(tmp_path)
    os.link(root / OTHER, root / "unit" / "2022" / "second.toml")
    outcome = carry_out(root, ACTION)
    assert isinstance(outcome, Refused)
    assert outcome.problem.file == OTHER
    assert now(root) == BEFORE


class _DiesSigned(Watched):
    """Dies once it has put its name into the lock file, before it has written anything."""

    def after(self, number: int, name: str) -> None:
        if name == "truncate":
            os.kill(os.getpid(), signal.SIGKILL)


def test_what_was_done_before_is_not_in_doubt(tmp_path: Path) -> None:
    """A process dies at the beginning; its user's last action, long done, stays in the journal."""
    root = four(tmp_path)
    assert isinstance(carry_out(root, Action((EDIT,))), Done)
    theirs = NEW.replace(b"62.50", b"70.00")
    (root / FILE).write_bytes(theirs)
    child = os.fork()
    if child == 0:
        carry_out(root, Action((EDIT,)), system=_DiesSigned())
        os._exit(0)
    assert os.WTERMSIG(os.waitpid(child, 0)[1]) == signal.SIGKILL
    for note in ((root / ".kinerja" / "lock").read_bytes(), b"garbage"):
        (root / ".kinerja" / "lock").write_bytes(note)
        settle(root)
        assert len(read_journal(root).entries) == 1
        assert (root / FILE).read_bytes() == theirs
