"""The watcher at work: what others do is told, soon and once."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest

from kinerja_tui.store.splicing.edit import Saved
from kinerja_tui.store.state.sessions import Session
from kinerja_tui.store.watching.hints import Hints
from kinerja_tui.store.watching.table import Table
from kinerja_tui.store.watching.watcher import Watcher
from kinerja_tui.store.writing.save import save
from tests.store.faults import EDIT, NEW, OLD, store
from tests.store.faults import FILE as RECORD
from tests.store.watching import ENOUGH, FOLDER, WAYS, YEAR, Ears, in_place, thread, watching


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return store(tmp_path)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_a_change_is_told(root: Path, way: Callable[[Path], None]) -> None:
    with watching(root) as (_, ears):
        way(root / RECORD)
        assert set(ears.hear(RECORD)) == {RECORD}
        (root / "kinerja.toml").write_bytes(b"schema = 1\n")
        assert set(ears.hear("kinerja.toml")) <= {"kinerja.toml", RECORD}


def test_a_new_folder_is_told_with_all_its_files(root: Path) -> None:
    """However soon its files come, and what is written into it later."""
    with watching(root) as (_, ears):
        for unit in ("one", "two", "three"):
            files = [f"{unit}/2022/indicators/i{number}.toml" for number in range(20)]
            for file in files:
                (root / file).parent.mkdir(parents=True, exist_ok=True)
                (root / file).write_bytes(OLD)
            ears.hear(f"{unit}/", f"{unit}/2022/", f"{unit}/2022/indicators/", *files)
            (root / files[7]).write_bytes(NEW)
            ears.hear(files[7])
        shutil.rmtree(root / "two")
        ears.hear("two/", *(f"two/2022/indicators/i{number}.toml" for number in range(20)))


def test_a_storm_of_renames_misses_none(root: Path) -> None:
    files = [
        f"unit/{year}/indicators/i{one}.toml" for year in range(2000, 2040) for one in range(50)
    ]
    for file in files:
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        (root / file).write_bytes(OLD)
    with watching(root) as (_, ears):
        for file in files:
            (root / "unit" / "x~").write_bytes(NEW)
            os.replace(root / "unit" / "x~", root / file)
        assert set(ears.hear(*files)) == set(files)


def test_it_stops_in_the_midst_of_a_storm(root: Path) -> None:
    storm, over = Event(), Event()

    def rage() -> None:
        number = 0
        while not over.is_set():
            number += 1
            (root / FOLDER / f"i{number % 500}.toml").write_bytes(NEW)
            storm.set()

    other = threading.Thread(target=rage)
    with watching(root) as (one, ears):
        other.start()
        assert storm.wait(ENOUGH)
        ears.hear(f"{FOLDER}/i1.toml")
        before = time.monotonic()
        one.stop()
        took = time.monotonic() - before
        over.set()
        other.join(ENOUGH)
        assert took < 2


def test_it_stops_although_whoever_is_told_never_returns(root: Path) -> None:
    told, go = Event(), Event()

    def stuck(_: frozenset[str]) -> None:
        told.set()
        go.wait(ENOUGH)

    one = Watcher(root, stuck)
    one.start()
    assert one.ready.wait(ENOUGH)
    in_place(root / RECORD)
    assert told.wait(ENOUGH)
    before = time.monotonic()
    one.stop()
    assert time.monotonic() - before < 2
    go.set()
    thread(one).join(ENOUGH)
    assert not thread(one).is_alive()
    one.stop()
    Watcher(root, stuck).stop()


def test_it_may_be_stopped_by_what_it_tells(root: Path) -> None:
    told = Event()

    def stop(_: frozenset[str]) -> None:
        one.stop()
        told.set()

    one = Watcher(root, stop)
    one.start()
    assert one.ready.wait(ENOUGH)
    in_place(root / RECORD)
    assert told.wait(ENOUGH)
    thread(one).join(ENOUGH)
    assert not thread(one).is_alive()


def test_an_error_of_whoever_is_told_is_kept_and_watching_goes_on(root: Path) -> None:
    ears = Ears()

    def failing(paths: frozenset[str]) -> None:
        ears.queue.put(paths)
        raise ValueError("no screen")

    one = Watcher(root, failing)
    one.start()
    assert one.ready.wait(ENOUGH)
    in_place(root / RECORD)
    ears.hear(RECORD)
    (root / YEAR).unlink()
    ears.hear(YEAR)
    one.stop()
    assert str(one.trouble) == "no screen"


def test_our_own_save_is_not_told_and_a_colleague_s_is(root: Path) -> None:
    with watching(root) as (one, ears):
        with one.saving(RECORD) as saved:
            outcome = save(root, EDIT)
            assert isinstance(outcome, Saved)
            saved(outcome.file, outcome.digest)
        (root / YEAR).write_bytes(b"schema = 1 # theirs\n")
        assert RECORD not in ears.hear(YEAR)
        (root / RECORD).write_bytes(OLD)
        ears.hear(RECORD)


def test_who_comes_and_what_the_journal_says_is_told(root: Path) -> None:
    own = Session.open(root, "unit", 2022)
    with watching(root, never=[own.file], within=["elsewhere"]) as (_, ears):
        own.move("unit", 2023)
        in_place(root / RECORD)
        other = Session.open(root, "unit", 2022)
        heard = ears.hear(other.file)
        journal = ".kinerja/journal/2022-01-01.siti.jsonl"
        (root / journal).parent.mkdir()
        (root / journal).write_bytes(b"x\n")
        heard += ears.hear(journal)
        other.close()
        heard += ears.hear(other.file)
    assert RECORD not in heard and own.file not in heard
    own.close()


def test_only_what_is_within_is_told(root: Path) -> None:
    with watching(root, within=["unit/2022/year.toml"]) as (one, ears):
        in_place(root / RECORD)
        (root / YEAR).unlink()
        assert set(ears.hear(YEAR)) == {YEAR}
        one.look_at(RECORD, within=[FOLDER])
        in_place(root / YEAR)
        (root / RECORD).unlink()
        assert set(ears.hear(RECORD)) == {RECORD}


def test_what_changed_during_the_loading_is_told(root: Path) -> None:
    since = time.time_ns()
    in_place(root / RECORD)
    with watching(root, since=since) as (_, ears):
        ears.hear(RECORD)


def test_a_name_that_is_no_text_does_not_deafen_it(root: Path) -> None:
    with watching(root) as (_, ears):
        (root / os.fsdecode(b"\xff")).write_bytes(b"")
        in_place(root / RECORD)
        ears.hear(RECORD)
        (root / RECORD).unlink()
        ears.hear(RECORD)


def test_hints_follow_no_links(root: Path) -> None:
    away = root.parent / "away"
    away.mkdir()
    (root / "link").symlink_to(away)
    table = Table(root)
    table.begin()
    hints = Hints(root, table.folders())
    (away / "x.toml").write_bytes(OLD)
    in_place(root / RECORD)
    paths: frozenset[str] = frozenset()
    while str(root.resolve() / RECORD) not in paths:
        paths |= hints.wait(ENOUGH, Event())
    assert hints.below(paths) == {RECORD}
    assert [path for path in paths if path.endswith("x.toml")] == []
    hints.close()
