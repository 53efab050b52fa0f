"""What stands in the way of a save is said before anybody has typed, in the words of the save."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kinerja_tui.store.disk import mounts
from kinerja_tui.store.splicing.edit import Change, Edit, Refused
from kinerja_tui.store.writing.keep import keep
from kinerja_tui.store.writing.ready import ready
from tests.store.healthy import FILES, PLACES, build, put

FILE = "biro/2022/indicators/sehat.toml"
NOBODY = 65534
Said = tuple[str, str] | None


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return build(tmp_path / "records")


@pytest.fixture
def shared() -> Iterator[Path]:
    """A store that an ordinary user owns, where he can reach it."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    store = build(folder / "records")
    if os.geteuid() == 0:
        for path in (store, *store.rglob("*")):
            os.chown(path, NOBODY, NOBODY)
    yield store
    for path in (store, *store.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o700)
    shutil.rmtree(folder)


def ordinary(root: Path) -> Said:
    """What a user without special rights is told."""
    if os.geteuid() != 0:
        return said(ready(root, FILE))
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.setgroups([])
            os.setresgid(NOBODY, NOBODY, NOBODY)
            os.setresuid(NOBODY, NOBODY, NOBODY)
            os.write(writing, json.dumps(said(ready(root, FILE))).encode())
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        answer = json.loads(pipe.read())
    os.waitpid(child, 0)
    return tuple(answer) if answer else None


def said(found: Refused | None) -> Said:
    return (found.problem.code, str(found.problem.message)) if found else None


def test_nothing_is_in_the_way_and_nothing_is_written(root: Path) -> None:
    before = sorted(root.rglob("*"))
    assert [ready(root, file) for file in FILES] == [None] * len(FILES)
    assert sorted(root.rglob("*")) == before


def test_after_a_save_neither(root: Path) -> None:
    keep(root, Edit(FILE, (Change("realisation.value", "61.30", "61.31"),)))
    assert (root / ".kinerja").is_dir()
    assert ready(root, FILE) is None


def _hard_link(root: Path) -> None:
    (root / "second").hardlink_to(root / FILE)


def _protected(root: Path) -> None:
    (root / FILE).chmod(0o444)


def _closed(root: Path) -> None:
    put(root, PLACES["year"], 'schema = 1\nplan = "plan-2020-2024"\nclosed = true\n')


def _year_unreadable(root: Path) -> None:
    put(root, PLACES["year"], "schema = 1\nclosed = yes\n")


def _year_linked(root: Path) -> None:
    (root / PLACES["year"]).rename(root / "year")
    (root / PLACES["year"]).symlink_to(root / "year")


def _broken(root: Path) -> None:
    put(root, FILE, FILES[FILE].replace("61.30", "61,30"))


def _conflict(root: Path) -> None:
    put(root, FILE, FILES[FILE] + "<<<<<<< HEAD\n=======\n>>>>>>> x\n")


def _newer(root: Path) -> None:
    put(root, FILE, FILES[FILE].replace("schema = 1", "schema = 2"))


def _gone(root: Path) -> None:
    (root / FILE).unlink()


def _linked(root: Path) -> None:
    (root / FILE).rename(root / "elsewhere")
    (root / FILE).symlink_to(root / "elsewhere")


def _folder_linked(root: Path) -> None:
    (root / "biro" / "2022").rename(root / "away")
    (root / "biro" / "2022").symlink_to(root / "away", target_is_directory=True)


def _pipe(root: Path) -> None:
    (root / FILE).unlink()
    os.mkfifo(root / FILE)


def _folder(root: Path) -> None:
    (root / FILE).unlink()
    (root / FILE).mkdir()


def _too_large(root: Path) -> None:
    put(root, FILE, FILES[FILE] + "# \n" * 400_000)


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (_hard_link, "B67"),
        (_protected, "B65"),
        (_closed, "B63"),
        (_year_unreadable, "B08"),
        (_broken, "B08"),
        (_conflict, "B07"),
        (_newer, "B12"),
        (_gone, "B04"),
        (_linked, "B02"),
        (_folder_linked, "B02"),
        (_pipe, "B01"),
        (_folder, "B01"),
        (_too_large, "B03"),
    ],
)
def test_says_what_a_save_would(root: Path, spoil: Callable[[Path], None], code: str) -> None:
    spoil(root)
    found = ready(root, FILE)
    assert found is not None and found.problem.code == code
    outcome = keep(root, Edit(FILE, (Change("realisation.value", "61.30", "61.31"),)))
    assert isinstance(outcome, Refused)
    assert said(outcome) == said(found)
    assert outcome.problem.hint == found.problem.hint


@pytest.mark.parametrize("file", ["../x.toml", "biro/../x.toml", ".kinerja/x.toml", "x", "/x.toml"])
def test_a_path_that_is_no_record(root: Path, file: str) -> None:
    found = ready(root, file)
    assert found is not None and found.problem.code == "B61"


def test_a_linked_year_is_not_followed(root: Path) -> None:
    _year_linked(root)
    found = ready(root, FILE)
    assert found is not None and found.problem.code == "B02"


@pytest.mark.parametrize("kind", ["accepted", "published"])
def test_in_a_closed_year_some_records_stay_open(root: Path, kind: str) -> None:
    put(root, PLACES[kind], "schema = 1\n")
    _closed(root)
    assert ready(root, PLACES[kind]) is None


def test_without_year_toml_the_year_is_open(root: Path) -> None:
    (root / PLACES["year"]).unlink()
    assert ready(root, FILE) is None


def test_a_record_that_lacks_a_key_may_be_mended(root: Path) -> None:
    put(root, FILE, FILES[FILE].replace('code = "IK 1"\n', ""))
    assert ready(root, FILE) is None


def _mounted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, options: str) -> None:
    state = os.stat(tmp_path)
    device = f"{os.major(state.st_dev)}:{os.minor(state.st_dev)}"
    table = tmp_path / "mounts"
    table.write_text(f"1 0 {device} / / {options} - {kind} x {options}\n")
    monkeypatch.setattr(mounts, "TABLE", table)


def test_a_network_disk(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _mounted(tmp_path, monkeypatch, "nfs4", "rw")
    found = ready(root, FILE)
    assert found is not None and found.problem.code == "B70"
    assert "nfs4" in str(found.problem.message)
    put(root, "kinerja.toml", FILES["kinerja.toml"] + "network = true\n")
    assert ready(root, FILE) is None
    for text in ("network = false\n", 'network = "true"\n', "network = 1\n", "network = yes\n"):
        put(root, "kinerja.toml", FILES["kinerja.toml"] + text)
        found = ready(root, FILE)
        assert found is not None
        assert found.problem.code == "B70"


def test_a_disk_that_can_only_be_read(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _mounted(tmp_path, monkeypatch, "ext4", "ro")
    assert said(ready(root, FILE)) == ("B65", "the disk can only be read")


def test_a_folder_without_write_access(shared: Path) -> None:
    assert ordinary(shared) is None
    (shared / FILE).parent.chmod(0o555)
    assert ordinary(shared) == (
        "B65",
        "the folder of this file is write-protected",
    )


def test_a_file_of_somebody_else(shared: Path) -> None:
    (shared / FILE).chmod(0o400)
    assert ordinary(shared) == ("B65", "this file is write-protected")
    (shared / FILE).chmod(0o000)
    assert ordinary(shared) == ("B04", "you may not read this file")


def test_a_store_in_which_nothing_can_be_made(shared: Path) -> None:
    shared.chmod(0o555)
    own = "{}, where the program keeps its own files, cannot be written"
    assert ordinary(shared) == ("B65", own.format(".kinerja"))
    shared.chmod(0o755)
    (shared / ".kinerja").mkdir()
    if os.geteuid() == 0:
        os.chown(shared / ".kinerja", NOBODY, NOBODY)
    assert ordinary(shared) is None
    (shared / ".kinerja").chmod(0o555)
    assert ordinary(shared) == ("B65", own.format(".kinerja"))
    (shared / ".kinerja").chmod(0o755)
    for name in ("journal", "tmp"):
        (shared / ".kinerja" / name).mkdir(mode=0o555)
        assert ordinary(shared) == (
            "B65",
            own.format(f".kinerja/{name}"),
        )
        (shared / ".kinerja" / name).rmdir()
    (shared / ".kinerja" / "lock").touch(mode=0o444)
    assert ordinary(shared) == ("B65", own.format(".kinerja/lock"))


@pytest.mark.parametrize("name", [".kinerja", ".kinerja/lock", ".kinerja/tmp", ".kinerja/journal"])
def test_the_programs_folder_is_no_link(root: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / "elsewhere").mkdir()
    (root / name).parent.mkdir(exist_ok=True)
    (root / name).symlink_to(tmp_path / "elsewhere")
    found = ready(root, FILE)
    assert found is not None and found.problem.code == "B65"
    assert name in str(found.problem.message)


def test_the_programs_folder_is_no_file(root: Path) -> None:
    (root / ".kinerja").touch()
    assert said(ready(root, FILE)) == ("B65", ".kinerja is not the program's folder")


def test_a_sticky_folder_of_somebody_else(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / FILE).parent.chmod(0o1777)
    assert ready(root, FILE) is None
    monkeypatch.setattr(os, "geteuid", lambda: 4242)
    found = ready(root, FILE)
    assert found is not None and found.problem.code == "B65"
    assert "sticky" in str(found.problem.message)
    (root / FILE).parent.chmod(0o777)
    assert ready(root, FILE) is None


def test_a_group_that_we_are_not_in(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / FILE).chmod(0o664)
    monkeypatch.setattr(os, "geteuid", lambda: 4242)
    assert ready(root, FILE) is None
    monkeypatch.setattr(os, "getegid", lambda: 4243)
    monkeypatch.setattr(os, "getgroups", lambda: [4244])
    found = ready(root, FILE)
    assert found is not None and "group" in str(found.problem.message)
    root.chmod(0o2775)
    assert ready(root, FILE) is None
    root.chmod(0o775)
    (root / FILE).chmod(0o666)
    assert ready(root, FILE) is None
