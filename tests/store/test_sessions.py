"""Who has the store open: seen while they live, forgotten when they died, whatever killed them."""

from __future__ import annotations

import os
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

import msgspec
import pytest

from kinerja_tui.store.state.people import host
from kinerja_tui.store.state.sessions import YOUNG, Present, Session, others
from tests.store.faults import Failing, Watched, store

ME = "me.0"


def folder_of(root: Path) -> Path:
    return root / ".kinerja" / "sessions"


def put(root: Path, name: str, data: bytes, age: float = 0.0) -> Path:
    path = folder_of(root) / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    made_old(path, age)
    return path


def made_old(path: Path, age: float) -> None:
    at = path.stat().st_mtime - age
    os.utime(path, (at, at))


def said(id_: str, **what: object) -> bytes:
    usual = {"user": "siti", "host": host(), "pid": 1, "terminal": "pts/1", "since": "2022-01-01"}
    return msgspec.json.encode({"id": id_, **usual, **what})


def test_an_open_store_is_seen_by_others_until_it_is_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = store(tmp_path)
    assert others(root, ME) == ()
    monkeypatch.setenv("KINERJA_USER", "Siti")
    session = Session.open(root, "unit", 2022)
    (seen,) = others(root, ME)
    assert seen == session.present
    assert (seen.user, seen.host, seen.pid) == ("siti", host(), os.getpid())
    assert (seen.unit, seen.year, seen.since[-1]) == ("unit", 2022, "Z")
    assert others(root, session.id) == ()
    assert (root / session.file).is_file()
    session.close()
    session.close()
    assert others(root, ME) == ()
    assert list(folder_of(root).iterdir()) == []


def test_moving_to_another_year_is_seen(tmp_path: Path) -> None:
    root = store(tmp_path)
    session, second = (Session.open(root, "unit", 2022) for _ in range(2))
    session.move("biro-osdm", 2023)
    seen = {each.id: (each.unit, each.year) for each in others(root, ME)}
    assert seen == {session.id: ("biro-osdm", 2023), second.id: ("unit", 2022)}
    assert [each.id for each in others(root, session.id)] == [second.id]
    session.close()
    second.close()


def another_group() -> int:
    """A group that is not our first, where we may give a file to one."""
    if os.geteuid() == 0:
        return 4321
    return next((each for each in os.getgroups() if each != os.getegid()), os.getegid())


@pytest.mark.parametrize(
    ("mode", "of_folder"), [(0o2770, 0o2770), (0o755, 0o750), (0o700, 0o700), (0o777, 0o770)]
)
def test_colleagues_may_read_what_they_may_enter(tmp_path: Path, mode: int, of_folder: int) -> None:
    root = store(tmp_path)
    group = another_group()
    os.chown(root, -1, group)
    root.chmod(mode)
    before = os.umask(0o077)
    try:
        session = Session.open(root, "unit", 2022)
    finally:
        os.umask(before)
    for path in (folder_of(root), root / session.file):
        assert path.stat().st_gid == group
    assert folder_of(root).stat().st_mode & 0o7777 == of_folder
    assert (root / session.file).stat().st_mode & 0o7777 == 0o600 | (of_folder & 0o040)
    session.close()


def stay(pipe: Connection, root: str) -> None:
    """A colleague who opens the store, says so, and stays until told to go."""
    session = Session.open(Path(root), "unit", 2022)
    pipe.send(session.id)
    pipe.recv()
    session.close()


def wander(pipe: Connection, root: str, times: int) -> None:
    """A colleague who goes from year to year without a rest."""
    session = Session.open(Path(root), "unit", 0)
    pipe.send(session.id)
    for year in range(1, times):
        session.move("unit", year)
    pipe.send("done")
    pipe.recv()
    session.close()


def test_who_was_killed_is_gone_at_once(tmp_path: Path) -> None:
    root = store(tmp_path)
    context = get_context("spawn")
    pairs = [context.Pipe() for _ in range(2)]
    workers = [context.Process(target=stay, args=(there, str(root))) for _, there in pairs]
    for worker in workers:
        worker.start()
    ids = [here.recv() for here, _ in pairs]
    assert {each.id for each in others(root, ME)} == set(ids)
    assert {each.pid for each in others(root, ME)} == {worker.pid for worker in workers}
    workers[0].kill()
    workers[0].join()
    assert (folder_of(root) / f"{ids[0]}.json").exists()
    assert [each.id for each in others(root, ME)] == [ids[1]]
    assert not (folder_of(root) / f"{ids[0]}.json").exists()
    pairs[1][0].send("go")
    workers[1].join()
    assert workers[1].exitcode == 0
    assert others(root, ME) == ()


def test_who_moves_about_is_never_missed(tmp_path: Path) -> None:
    root = store(tmp_path)
    context = get_context("spawn")
    here, there = context.Pipe()
    worker = context.Process(target=wander, args=(there, str(root), 1000))
    worker.start()
    id_ = here.recv()
    looks, last = 0, 0
    while not here.poll():
        (seen,) = others(root, ME)
        assert seen.id == id_ and seen.year >= last
        looks, last = looks + 1, seen.year
    assert looks > 10
    here.send("go")
    worker.join()
    assert worker.exitcode == 0
    assert list(folder_of(root).iterdir()) == []


def test_who_moves_while_we_look_is_looked_at_again(tmp_path: Path) -> None:
    root = store(tmp_path)
    session = Session.open(root, "unit", 2022)

    class Overtaken(Watched):
        def before(self, number: int, name: str) -> None:
            if name == "read" and "read" not in self.calls[:number]:
                session.move("unit", 2023)

    (seen,) = others(root, ME, Overtaken())
    assert (seen.id, seen.year) == (session.id, 2023)
    session.close()


def test_another_machine_s_session_counts_while_it_is_young(tmp_path: Path) -> None:
    root = store(tmp_path)
    far = put(root, "far.1.json", said("far.1", host="elsewhere"), YOUNG - 60)
    old = put(root, "old.1.json", said("old.1", host="elsewhere"), YOUNG + 60)
    here = put(root, "here.1.json", said("here.1"))
    assert [each.id for each in others(root, ME)] == ["far.1"]
    assert (far.exists(), old.exists(), here.exists()) == (True, False, False)


def test_a_touched_session_is_young(tmp_path: Path) -> None:
    session = Session.open(store(tmp_path), "unit", 2022)
    path = tmp_path / "records" / session.file
    before = path.stat().st_mtime
    made_old(path, 10 * YOUNG)
    session.touch()
    assert path.stat().st_mtime >= before
    session.close()
    session.touch()
    assert not path.exists()


def test_what_a_death_between_two_steps_left_goes_when_it_is_old(tmp_path: Path) -> None:
    root = store(tmp_path)
    young = put(root, ".a.1.new", b"")
    old = put(root, ".b.1.new", b"", YOUNG + 60)
    assert others(root, ME) == ()
    assert (young.exists(), old.exists()) == (True, False)


GARBAGE = {
    "empty": b"",
    "torn": said("torn")[:-5],
    "list": b"[]",
    "deep": b"[" * 4000,
    "latin": b'{"id": "latin", "user": "\xff"}',
    "huge": b" " * (1 << 20),
    "wrong-id": said("other"),
    "wrong-type": said("wrong-type", year="2022"),
    "user": said("user", user="../siti"),
    "no-user": said("no-user", user=""),
}


def test_garbage_links_pipes_and_folders_do_no_harm(tmp_path: Path) -> None:
    root = store(tmp_path)
    elsewhere = tmp_path / "elsewhere.json"
    elsewhere.write_bytes(said("link"))
    for name, data in GARBAGE.items():
        put(root, f"{name}.json", data)
    (folder_of(root) / "link.json").symlink_to(elsewhere)
    (folder_of(root) / "folder.json").mkdir()
    os.mkfifo(folder_of(root) / "pipe.json")
    put(root, "README", b"not ours", 10 * YOUNG)
    before = sorted(path.name for path in folder_of(root).iterdir())
    assert others(root, ME) == ()
    assert sorted(path.name for path in folder_of(root).iterdir()) == before
    for path in folder_of(root).glob("*.json"):
        if path.is_file() and not path.is_symlink():
            made_old(path, YOUNG + 60)
    assert others(root, ME) == ()
    left = {path.name for path in folder_of(root).iterdir()}
    assert left == {"link.json", "folder.json", "pipe.json", "README", "huge.json"}
    assert elsewhere.exists()


def test_what_others_say_is_made_safe_to_show(tmp_path: Path) -> None:
    root = store(tmp_path)
    evil = {"terminal": "\x1b[2J" * 50, "unit": "../x", "year": -5, "since": "\x07now"}
    put(root, "e.1.json", said("e.1", host="else\x1bwhere", **evil))
    (seen,) = others(root, ME)
    assert seen.terminal.isprintable() and len(seen.terminal) <= 20
    assert (seen.unit, seen.year, seen.host) == ("", 0, "else-where")
    assert seen.since == "\\x07now"


@pytest.mark.parametrize("name", [".kinerja", ".kinerja/sessions"])
def test_where_nothing_can_be_written_there_is_no_file(tmp_path: Path, name: str) -> None:
    root = store(tmp_path)
    (root / name).parent.mkdir(exist_ok=True)
    (root / name).write_text("in the way")
    session = Session.open(root, "unit", 2022)
    session.move("unit", 2023)
    session.touch()
    assert others(root, ME) == ()
    session.close()
    assert (root / name).read_text() == "in the way"


def test_links_are_not_followed(tmp_path: Path) -> None:
    root = store(tmp_path)
    away = tmp_path / "away"
    away.mkdir()
    (root / ".kinerja").symlink_to(away)
    Session.open(root, "unit", 2022).close()
    assert others(root, ME) == ()
    assert list(away.iterdir()) == []


def session_of(root: Path, system: Watched) -> None:
    session = Session.open(root, "unit", 2022, system)
    session.move("unit", 2023)
    assert all(isinstance(each, Present) for each in others(root, ME, system))
    session.close()


def test_an_error_at_any_call_is_no_harm(tmp_path: Path) -> None:
    count = Watched()
    session_of(store(tmp_path / "count"), count)
    for at in range(len(count.calls)):
        root = store(tmp_path / str(at))
        session_of(root, Failing(at, 5))
        others(root, ME)
        for path in folder_of(root).iterdir() if folder_of(root).exists() else ():
            made_old(path, YOUNG + 60)
        assert others(root, ME) == ()
        assert not folder_of(root).exists() or list(folder_of(root).iterdir()) == []
