"""Half-typed texts on the disk: private, whole at every moment, given back once."""

from __future__ import annotations

import errno
import os
import signal
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kinerja_tui.store.state.drafts import LARGEST, Draft, drop, keep, new_draft, waiting
from tests.store.faults import FILE, Failing, Killed, Watched, store

SEEN: dict[str, str | None] = {"realisation.value": "61.34", "realisation.reason": None}


@pytest.fixture(autouse=True)
def _siti(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KINERJA_USER", "siti")


def draft(text: str = "62", session: str = "s.1", **others: object) -> Draft:
    made = new_draft(session, FILE, "realisation.value", SEEN, "IP ASN")
    return replace(made, text=text, **others)


def folder_of(root: Path) -> Path:
    return root / ".kinerja" / "drafts" / "siti"


def texts(root: Path, *living: str) -> list[str]:
    return [each.text for each in waiting(root, living)]


def test_a_draft_comes_back_as_it_was(tmp_path: Path) -> None:
    root = store(tmp_path)
    assert waiting(root, ()) == ()
    fields = {"state": "unavailable", "reason": "belum dihitung – “nanti”\n\x1b[31m"}
    kept = draft("62,5\t", fields=fields)
    keep(root, kept)
    assert waiting(root, ()) == (kept,)
    assert (kept.user, kept.subject, kept.seen) == ("siti", "IP ASN", SEEN)
    keep(root, replace(kept, text="62,55"))
    assert texts(root) == ["62,55"]
    drop(root, kept.id)
    drop(root, kept.id)
    assert waiting(root, ()) == ()
    assert list(folder_of(root).iterdir()) == []


def test_what_is_typed_in_a_living_session_does_not_wait(tmp_path: Path) -> None:
    root = store(tmp_path)
    keep(root, draft("third", time="2022-01-03"))
    keep(root, draft("first", "s.2", time="2022-01-01"))
    keep(root, draft("second", time="2022-01-02", kept=True))
    assert texts(root) == ["first", "second", "third"]
    assert texts(root, "s.1") == ["first", "second"]
    assert texts(root, "s.1", "s.2") == ["second"]


def test_drafts_are_private_whatever_the_folder_and_the_umask(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = store(tmp_path)
    root.chmod(0o2777)
    before = os.umask(0)
    try:
        keep(root, draft())
    finally:
        os.umask(before)
    (file,) = folder_of(root).iterdir()
    assert file.stat().st_mode & 0o7777 == 0o600
    assert folder_of(root).stat().st_mode & 0o777 == 0o700
    assert folder_of(root).parent.stat().st_mode & 0o7777 == 0o2770
    monkeypatch.setenv("KINERJA_USER", "budi")
    assert waiting(root, ()) == ()


def test_a_folder_that_others_may_enter_is_closed_first(tmp_path: Path) -> None:
    root = store(tmp_path)
    folder_of(root).mkdir(parents=True)
    folder_of(root).chmod(0o777)
    keep(root, draft())
    assert folder_of(root).stat().st_mode & 0o777 == 0o700


def test_a_folder_that_cannot_be_closed_gets_nothing(tmp_path: Path) -> None:
    class Foreign(Watched):
        def before(self, number: int, name: str) -> None:
            if name == "fchmod":
                raise PermissionError(errno.EPERM, "not yours")

    root = store(tmp_path)
    folder_of(root).mkdir(parents=True)
    folder_of(root).chmod(0o777)
    with pytest.raises(PermissionError):
        keep(root, draft(), Foreign())
    assert list(folder_of(root).iterdir()) == []


def test_garbage_neither_harms_nor_is_removed(tmp_path: Path) -> None:
    root = store(tmp_path)
    keep(root, draft("good"))
    folder = folder_of(root)
    other = draft("not under its own name")
    (folder / "wrong.json").write_bytes(msgspec.json.encode(other))
    for name, data in {"torn": b'{"id": "torn"', "list": b"[]", "deep": b"[" * 99_999}.items():
        (folder / f"{name}.json").write_bytes(data)
    (folder / "huge.json").write_bytes(b" " * (LARGEST + 1))
    (folder / "link.json").symlink_to(folder / "torn.json")
    (folder / "folder.json").mkdir()
    os.mkfifo(folder / "pipe.json")
    before = sorted(folder.iterdir())
    assert texts(root) == ["good"]
    drop(root, "../torn")
    assert sorted(folder.iterdir()) == before


@given(st.text(st.characters()))
def test_every_text_comes_back(text: str) -> None:
    with TemporaryDirectory() as folder:
        keep(Path(folder), draft(text))
        assert texts(Path(folder)) == [text.encode("utf-8", "replace").decode("utf-8")]


def test_a_text_larger_than_any_record_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="large"):
        keep(store(tmp_path), draft("x" * (LARGEST + 1)))
    with pytest.raises(OSError, match="large"):
        keep(tmp_path / "records", draft(id="../x"))


def calls_of(folder: Path) -> list[str]:
    root, one = store(folder), draft("old")
    keep(root, one)
    system = Watched()
    keep(root, replace(one, text="new"), system)
    return system.calls


@pytest.mark.parametrize("number", [errno.EIO, errno.ENOSPC, errno.EACCES, errno.EDQUOT])
def test_an_error_at_any_call_leaves_the_old_text_or_the_new(tmp_path: Path, number: int) -> None:
    calls = calls_of(tmp_path / "count")
    assert {"write", "fsync", "rename"} <= set(calls)
    for at, name in enumerate(calls):
        root, one = store(tmp_path / str(at)), draft("old")
        keep(root, one)
        try:
            keep(root, replace(one, text="new"), Failing(at, number))
        except OSError:
            assert texts(root) in (["old"], ["new"]), name
        else:
            assert texts(root) == ["new"], name
        keep(root, replace(one, text="newest"))
        assert texts(root) == ["newest"], name
        assert len(list(folder_of(root).iterdir())) == 1


def die_at_each(folder: str, done: bool, count: int) -> None:
    """A draft that is written anew in a process that dies at each call."""
    for at in range(count):
        root, one = store(Path(folder) / str(at)), draft("old")
        keep(root, one)
        child = os.fork()
        if child == 0:
            try:
                keep(root, replace(one, text="new"), Killed(at, done=done))
            finally:
                os._exit(0)
        assert os.WTERMSIG(os.waitpid(child, 0)[1]) == signal.SIGKILL, at


@pytest.mark.parametrize("done", [False, True], ids=["before", "after"])
def test_kill_9_at_any_call_leaves_the_old_text_or_the_new(tmp_path: Path, done: bool) -> None:
    calls = calls_of(tmp_path / "count")
    worker = get_context("spawn").Process(
        target=die_at_each, args=(str(tmp_path), done, len(calls))
    )
    worker.start()
    worker.join()
    assert worker.exitcode == 0
    written = calls.index("write")
    for at, name in enumerate(calls):
        root = tmp_path / str(at)
        # A text that was written to its end is the newer one, renamed or not.
        new = at > written or (done and at == written)
        assert texts(root / "records") == ["new" if new else "old"], name
        drop(root / "records", waiting(root / "records", ())[0].id)
        assert list(folder_of(root / "records").iterdir()) == []
