from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from kinerja_tui.store.disk.system import System
from kinerja_tui.store.splicing.edit import Refused
from kinerja_tui.store.writing.publish import MANIFEST, Published, compare, publish
from tests.store.faults import Failing, Watched

ONE = {"t04.csv": b"a,b\n", "summary.md": b"# x\n"}
TWO = {"t04.csv": b"a,c\n", "t05.csv": b"1\n"}


def held(folder: Path) -> dict[str, bytes]:
    return {
        path.name: path.read_bytes()
        for path in folder.iterdir()
        if path.is_file() and path.name != MANIFEST
    }


def strays(folder: Path) -> list[str]:
    return [path.name for path in folder.parent.iterdir() if path != folder]


class NoExchange(Watched):
    """A disk that cannot exchange names."""

    def before(self, number: int, name: str) -> None:
        if name == "exchange":
            raise OSError(errno.ENOSYS, "")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "exports" / "biro-2022"


@pytest.mark.parametrize("system", [System, NoExchange])
def test_a_folder_is_written_and_written_anew(folder: Path, system: type[System]) -> None:
    assert publish(folder, ONE, system()) == Published(("summary.md", "t04.csv"))
    assert held(folder) == ONE
    assert publish(folder, TWO, system()) == Published(("summary.md", "t04.csv", "t05.csv"))
    assert held(folder) == TWO
    assert (folder / MANIFEST).read_text() == "t04.csv\nt05.csv\n"
    assert strays(folder) == []


def test_the_same_again_writes_nothing(folder: Path) -> None:
    publish(folder, ONE)
    before = folder.stat()
    assert publish(folder, ONE) == Published(())
    assert folder.stat().st_ino == before.st_ino
    assert folder.stat().st_mtime_ns == before.st_mtime_ns


@pytest.mark.parametrize("system", [System, NoExchange])
def test_what_is_not_ours_is_carried_over(folder: Path, system: type[System]) -> None:
    publish(folder, ONE)
    (folder / "notes.txt").write_text("mine")
    (folder / ".hidden").write_text("mine")
    (folder / "pictures").mkdir()
    (folder / "pictures" / "a.png").write_bytes(b"png")
    (folder / "link").symlink_to("notes.txt")
    inode = (folder / "notes.txt").stat().st_ino
    assert publish(folder, TWO, system()) == Published(("summary.md", "t04.csv", "t05.csv"))
    assert sorted(os.listdir(folder)) == [
        ".hidden",
        MANIFEST,
        "link",
        "notes.txt",
        "pictures",
        "t04.csv",
        "t05.csv",
    ]
    assert (folder / "notes.txt").stat().st_ino == inode
    assert (folder / "pictures" / "a.png").read_bytes() == b"png"
    assert os.readlink(folder / "link") == "notes.txt"
    assert strays(folder) == []


def test_a_foreign_file_of_the_same_name_is_not_overwritten(folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / "t04.csv").write_text("mine")
    outcome = publish(folder, ONE)
    assert isinstance(outcome, Refused)
    assert outcome.problem.code == "B68"
    assert held(folder) == {"t04.csv": b"mine"}
    (folder / "t04.csv").write_bytes(ONE["t04.csv"])
    assert publish(folder, ONE) == Published(("summary.md",))


def test_a_link_is_neither_followed_nor_replaced(folder: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    folder.parent.mkdir()
    folder.symlink_to(outside)
    outcome = publish(folder, ONE)
    assert isinstance(outcome, Refused)
    assert outcome.problem.hint is not None
    assert list(outside.iterdir()) == []
    assert compare(folder, ONE) == ("summary.md", "t04.csv")
    folder.unlink()
    folder.write_text("a file")
    assert isinstance(publish(folder, ONE), Refused)
    folder.unlink()
    publish(folder, ONE)
    (folder / "t04.csv").unlink()
    (folder / "t04.csv").symlink_to(outside / "x")
    assert publish(folder, ONE) == Published(("t04.csv",))
    assert held(folder) == ONE
    assert not (folder / "t04.csv").is_symlink()
    assert list(outside.iterdir()) == []


def test_compare_names_what_an_export_would_change(folder: Path) -> None:
    assert compare(folder, ONE) == ("summary.md", "t04.csv")
    publish(folder, ONE)
    assert compare(folder, ONE) == ()
    assert compare(folder, TWO) == (MANIFEST, "summary.md", "t04.csv", "t05.csv")
    (folder / "notes.txt").write_text("mine")
    (folder / "t04.csv").write_text("changed by hand")
    assert compare(folder, ONE) == ("t04.csv",)
    assert compare(folder / "none" / "such", ONE) == ("summary.md", "t04.csv")
    (folder / "t04.csv").write_bytes(ONE["t04.csv"])
    (folder / MANIFEST).unlink()
    assert compare(folder, ONE) == (MANIFEST,)
    assert publish(folder, ONE) == Published((MANIFEST,))


@pytest.mark.parametrize("name", ["", ".", "..", "a/b", ".kinerja-export", "a\\b", "a\0", "a\nb"])
def test_only_plain_names(folder: Path, name: str) -> None:
    with pytest.raises(ValueError):
        publish(folder, {name: b""})
    assert not folder.parent.exists()


def test_a_manifest_names_nothing_outside(folder: Path, tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("x")
    publish(folder, ONE)
    (folder / MANIFEST).write_text("../../victim\nt04.csv\nsummary.md\n.hidden\n")
    (folder / ".hidden").write_text("mine")
    assert isinstance(publish(folder, TWO), Published)
    assert victim.read_text() == "x"
    assert (folder / ".hidden").read_text() == "mine"


def test_the_folder_keeps_its_mode(folder: Path) -> None:
    publish(folder, ONE)
    folder.chmod(0o2750)
    publish(folder, TWO)
    assert folder.stat().st_mode & 0o7777 == 0o2750


@pytest.mark.parametrize("number", [errno.EIO, errno.ENOSPC, errno.EACCES])
@pytest.mark.parametrize("before", [None, ONE], ids=["new", "again"])
def test_an_error_at_every_call_leaves_one_or_the_other(
    tmp_path: Path, number: int, before: dict[str, bytes] | None
) -> None:
    def prepared(name: str) -> Path:
        folder = tmp_path / name / "exports"
        folder.parent.mkdir()
        if before is not None:
            publish(folder, before)
            (folder / "notes.txt").write_text("mine")
        return folder

    mine = {} if before is None else {"notes.txt": b"mine"}
    counted = Watched()
    publish(prepared("count"), TWO, counted)
    for at, name in enumerate(counted.calls):
        folder = prepared(str(at))
        outcome = publish(folder, TWO, Failing(at, number))
        if isinstance(outcome, Published):
            assert held(folder) == {**TWO, **mine}, name
        elif before is None:
            assert not folder.exists(), name
        else:
            assert held(folder) == {**before, **mine}, name
        for stray in strays(folder):
            assert isinstance(outcome, Published), name
            assert stray in str(outcome.doubt), name
        assert isinstance(publish(folder, TWO), Published)
        assert held(folder) == {**TWO, **mine}


class _Editor(Watched):
    """Somebody who puts a file into the folder just before the exchange."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder

    def before(self, number: int, name: str) -> None:
        if name == "exchange":
            (self.folder / "late.txt").write_text("late")
            (self.folder / "notes~").write_text("newer")
            os.replace(self.folder / "notes~", self.folder / "notes.txt")


def test_what_came_in_meanwhile_is_carried_over_too(folder: Path) -> None:
    publish(folder, ONE)
    (folder / "notes.txt").write_text("older")
    publish(folder, TWO, _Editor(folder))
    assert held(folder) == {**TWO, "late.txt": b"late", "notes.txt": b"newer"}
    assert strays(folder) == []
