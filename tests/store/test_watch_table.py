"""The truth about the files: what differs from the last look, and nothing else."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kinerja_tui.store.disk.access import moment
from kinerja_tui.store.watching import table as module
from kinerja_tui.store.watching.places import news_of
from kinerja_tui.store.watching.table import Table
from tests.store.faults import FILE, NEW, OLD, store
from tests.store.watching import FOLDER, WAYS, YEAR, by_rename, in_place

NOTHING: frozenset[str] = frozenset()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return store(tmp_path)


@pytest.fixture
def table(root: Path) -> Table:
    made = Table(root)
    assert made.begin() == NOTHING
    return made


def only(table: Table, *paths: str) -> None:
    """The next look finds these, the one after it nothing."""
    assert table.sweep() == frozenset(paths)
    assert table.sweep() == NOTHING
    assert table.glance() == NOTHING


def test_nothing_differs_where_nothing_was_done(table: Table, root: Path) -> None:
    (root / FILE).read_bytes()
    list(root.rglob("*"))
    only(table)
    assert table.look(list(table.folders())) == NOTHING
    assert set(table.folders()) == {"", "unit", "unit/2022", FOLDER}


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_a_file_that_was_changed_differs_once(
    table: Table, root: Path, way: Callable[[Path], None]
) -> None:
    way(root / FILE)
    only(table, FILE)
    assert table.glance_at(FILE) == NOTHING


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_the_open_file_and_a_hinted_folder_are_enough(
    root: Path, way: Callable[[Path], None]
) -> None:
    one, two, three = Table(root), Table(root), Table(root)
    for table in (one, two, three):
        table.begin()
    way(root / FILE)
    assert one.glance_at(YEAR) == NOTHING
    assert one.glance_at(FILE) == {FILE}
    assert two.look([FOLDER]) == {FILE}
    assert three.look_at([f"{FILE}~", FILE]) == {FILE} and three.look_at([FILE]) == NOTHING
    assert one.sweep() == two.sweep() == three.sweep() == NOTHING


def test_a_file_that_is_named_does_not_cost_a_look_at_all_others(
    table: Table, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = f"{FOLDER}/new.toml"
    (root / new).write_bytes(NEW)
    (root / FILE).write_bytes(NEW)
    with monkeypatch.context() as patch:
        patch.setattr(module, "scan", lambda *_: pytest.fail("the folder is looked at"))
        assert table.look_at([FILE]) == {FILE}
        others = [f"{FOLDER}/4913", f"{FOLDER}/x.toml~", "elsewhere/x.toml"]
        assert table.look_at(others) == NOTHING
    assert table.look_at([f"{FOLDER}/{number}" for number in range(1000)]) == {new}
    only(table)


def test_a_named_file_that_we_save_ourselves_is_no_difference(table: Table, root: Path) -> None:
    with table.saving(FILE) as saved:
        by_rename(root / FILE)
        assert table.look_at([FILE]) == NOTHING
        saved(FILE, digest(NEW))
    assert table.look_at([FILE]) == NOTHING
    with table.saving(FILE):
        (root / FILE).write_bytes(b"theirs")
        assert table.look_at([FILE]) == NOTHING
    assert table.look_at([]) == {FILE}
    only(table)


def test_what_editors_leave_is_nothing(table: Table, root: Path) -> None:
    for name in (".x.toml.swp", "4913", "x.toml~", "#x.toml#", ".x.toml", ".#x.toml", "x.md"):
        (root / FOLDER / name).write_bytes(NEW)
    (root / ".git").mkdir()
    (root / ".git" / "x.toml").write_bytes(NEW)
    (root / "templates").mkdir()
    (root / "templates" / "x.toml").write_bytes(NEW)
    only(table)


def test_new_and_vanished_folders_come_with_their_files(table: Table, root: Path) -> None:
    shutil.copytree(root / "unit", root / "biro")
    copied = {"biro/", "biro/2022/", f"biro{FOLDER[4:]}/", f"biro{FILE[4:]}", f"biro{YEAR[4:]}"}
    only(table, *copied)
    shutil.rmtree(root / "biro")
    assert table.glance() == copied
    only(table)


def test_a_glance_sees_what_came_or_went(table: Table, root: Path) -> None:
    new = f"{FOLDER}/new.toml"
    (root / new).write_bytes(NEW)
    (root / FILE).write_bytes(NEW)
    assert table.glance() == {new, FILE}
    (root / FILE).write_bytes(OLD)
    assert table.glance() == NOTHING  # a writing within a file is left to hints and sweeps
    assert table.sweep() == {FILE}


def test_a_folder_in_the_place_of_another(table: Table, root: Path) -> None:
    shutil.copytree(root / "unit", root / "x")
    (root / "x" / "2022" / "indicators" / "more.toml").write_bytes(NEW)
    shutil.move(root / "unit", root.parent / "unit")
    (root / "x").rename(root / "unit")
    assert table.look(["", "unit"]) == {FILE, YEAR, f"{FOLDER}/more.toml"}
    only(table)


def test_a_link_in_the_place_of_a_folder_is_not_followed(table: Table, root: Path) -> None:
    away = root.parent / "away"
    (root / "unit").rename(away)
    (root / "unit").symlink_to(away)
    gone = {"unit/", "unit/2022/", f"{FOLDER}/", FILE, YEAR}
    assert table.glance() == gone
    (away / "2022" / "year.toml").write_bytes(NEW)
    only(table)
    (root / "unit").unlink()
    away.rename(root / "unit")
    only(table, *gone)


def test_a_store_that_goes_and_comes_back(table: Table, root: Path) -> None:
    root.rename(root.parent / "aside")
    all_of_it = table.glance()
    assert FILE in all_of_it
    only(table)
    (root.parent / "aside").rename(root)
    assert table.glance() == all_of_it


def test_the_state_folder_tells_of_sessions_and_the_journal_alone(table: Table, root: Path) -> None:
    own = root / ".kinerja"
    for folder in ("sessions", "journal", "tmp", "drafts/siti", "conflicts"):
        (own / folder).mkdir(parents=True)
        for name in ("x.json", "x.jsonl", "x.toml", ".x.new"):
            (own / folder / name).write_bytes(b"")
    told = table.glance()
    files = {".kinerja/sessions/x.json", ".kinerja/journal/x.jsonl"}
    assert told == files | {".kinerja/", ".kinerja/sessions/", ".kinerja/journal/"}
    assert sorted(map(news_of, told & files)) == ["journal", "session"]


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def test_our_own_save_is_no_difference(table: Table, root: Path) -> None:
    new, gone = f"{FOLDER}/new.toml", YEAR
    with table.saving(FILE, new, gone) as saved:
        by_rename(root / FILE)
        (root / new).write_bytes(NEW)
        (root / gone).unlink()
        assert table.sweep() == NOTHING
        saved(FILE, digest(NEW))
        saved(new, digest(NEW))
        saved(gone, None)
    only(table)
    in_place(root / FILE)
    only(table, FILE)


@pytest.mark.parametrize("said", [True, False], ids=["saved", "refused"])
def test_what_a_colleague_wrote_during_our_save_differs(
    table: Table, root: Path, said: bool
) -> None:
    with table.saving(FILE) as saved:
        (root / FILE).write_bytes(b"theirs")
        assert table.sweep() == NOTHING
        if said:
            saved(FILE, digest(NEW))
    assert table.look([]) == {FILE}
    only(table)


def test_saves_within_one_another(table: Table, root: Path) -> None:
    with table.saving(FILE) as first:
        with table.saving(FILE) as second:
            by_rename(root / FILE)
            second(FILE, digest(NEW))
        assert table.sweep() == NOTHING
        (root / FILE).write_bytes(OLD)
        first(FILE, digest(OLD))
    only(table)


def test_a_save_that_overtakes_a_look(
    table: Table, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The look has seen the old file when our save begins and ends."""
    scan, once = module.scan, [True]

    def slow(root_: Path, folder: str) -> module.Seen | None:
        seen = scan(root_, folder)
        if once and once.pop():
            with table.saving(FILE) as saved:
                by_rename(root / FILE)
                saved(FILE, digest(NEW))
        return seen

    monkeypatch.setattr(module, "scan", slow)
    assert table.look([FOLDER]) == NOTHING
    only(table)


def test_a_save_that_overtakes_a_look_at_its_file(
    table: Table, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, once = table._moment, [True]

    def slow(path: str) -> module.Moment | None:
        seen = before(path)
        if once and once.pop():
            with table.saving(FILE) as saved:
                by_rename(root / FILE)
                saved(FILE, digest(NEW))
        return seen

    monkeypatch.setattr(table, "_moment", slow)
    (root / FILE).write_bytes(OLD + b"# theirs")
    assert table.look_at([FILE]) == NOTHING
    only(table)


def test_what_changed_while_the_records_were_loaded_is_told_at_the_start(root: Path) -> None:
    since = (root / FOLDER).stat().st_ctime_ns
    assert Table(root).begin(since + 10**12) == NOTHING
    assert {FILE, f"{FOLDER}/"} <= Table(root).begin(since)


def test_a_system_that_cannot_say_leaves_what_was_known(
    table: Table, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> int:
        raise OSError(errno.EMFILE, "too many")

    (root / FILE).write_bytes(NEW)
    with monkeypatch.context() as patch:
        patch.setattr(os, "open", full)
        assert table.sweep() == NOTHING
    only(table, FILE)


def test_a_look_ends_when_it_is_told_to(root: Path) -> None:
    leave = [False]
    table = Table(root, lambda: leave[0])
    table.begin()
    (root / FILE).write_bytes(NEW)
    leave[0] = True
    assert table.sweep() == table.look([FOLDER]) == NOTHING
    leave[0] = False
    assert table.sweep() == {FILE}


PATHS = ["kinerja.toml", "a/unit.toml", "a/2022/year.toml", "a/2022/indicators/i.toml", "b/x.toml"]
DEEDS = ["write", "replace", "remove", "remove folder"]


def deed(root: Path, name: str, what: str) -> None:
    path = root / name
    if what == "remove folder" and path.parent != root:
        shutil.rmtree(path.parent, ignore_errors=True)
    elif what == "remove":
        path.unlink(missing_ok=True)
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        if what == "replace" and path.exists():
            (path.parent / "x~").write_bytes(path.read_bytes())
            os.replace(path.parent / "x~", path)
        else:
            path.write_bytes(b"x" * (path.stat().st_size + 1 if path.exists() else 1))


def moments(root: Path) -> dict[str, tuple[int, ...]]:
    return {str(path.relative_to(root)): moment(path.stat()) for path in root.rglob("*.toml")}


@settings(max_examples=40)
@given(st.lists(st.lists(st.tuples(st.sampled_from(PATHS), st.sampled_from(DEEDS)))))
def test_a_sweep_finds_exactly_what_differs(turns: list[list[tuple[str, str]]]) -> None:
    with TemporaryDirectory() as folder:
        root = Path(folder)
        table, before = Table(root), moments(root)
        table.begin()
        for turn in turns:
            for name, what in turn:
                deed(root, name, what)
            now = moments(root)
            told = {path for path in table.sweep() if not path.endswith("/")}
            assert told == {path for path, _ in before.items() ^ now.items()}
            before = now


@settings(max_examples=40)
@given(st.lists(st.lists(st.tuples(st.sampled_from(PATHS), st.sampled_from(DEEDS)))))
def test_looking_where_hints_point_finds_what_differs(
    turns: list[list[tuple[str, str]]],
) -> None:
    """The system names each file that is written, and each folder that comes, goes or changes."""
    with TemporaryDirectory() as folder:
        root = Path(folder)
        table, before = Table(root), moments(root)
        table.begin()
        for turn in turns:
            hints = set[str]()
            for name, what in turn:
                deed(root, name, what)
                hints |= {name, *(str(each) for each in Path(name).parents)}
            now = moments(root)
            told = {path for path in table.look_at(hints) if not path.endswith("/")}
            assert told == {path for path, _ in before.items() ^ now.items()}
            assert table.sweep() == NOTHING
            before = now
