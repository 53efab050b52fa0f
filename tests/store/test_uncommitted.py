"""What Git has not committed, in the folder of the records alone."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from kinerja_tui.store.disk.uncommitted import NoAnswer, uncommitted


def git(folder: Path, *arguments: str) -> None:
    who = {"GIT_AUTHOR_NAME": "Siti", "GIT_AUTHOR_EMAIL": "siti@localhost"}
    who |= {"GIT_COMMITTER_NAME": "Siti", "GIT_COMMITTER_EMAIL": "siti@localhost"}
    environment = {**os.environ, **who, "GIT_CONFIG_GLOBAL": os.devnull}
    subprocess.run(["git", *arguments], cwd=folder, env=environment, check=True)


@pytest.fixture
def records(tmp_path: Path) -> Path:
    """A folder in a repository, with one committed file."""
    folder = tmp_path / "kerja" / "catatan kita"
    folder.mkdir(parents=True)
    (folder / "a.toml").write_text("schema = 1\n")
    git(tmp_path / "kerja", "init", "-q")
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "x")
    return folder


def test_a_clean_folder(records: Path) -> None:
    (records.parent / "beside.txt").write_text("x")
    (records / ".kinerja").mkdir()
    (records / ".kinerja" / "lock").write_text("")
    assert uncommitted(records) == ()


def test_what_is_changed_new_moved_or_gone(records: Path) -> None:
    (records / "a.toml").write_text("schema = 2\n")
    (records / "b c.toml").write_text("schema = 1\n")
    assert uncommitted(records) == ("catatan kita/a.toml", "catatan kita/b c.toml")
    git(records, "add", ".")
    git(records, "commit", "-q", "-m", "y")
    git(records, "mv", "b c.toml", "é.toml")
    (records / "a.toml").unlink()
    assert uncommitted(records) == ("catatan kita/a.toml", "catatan kita/é.toml")


def test_outside_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert uncommitted(tmp_path) is None
    monkeypatch.setenv("PATH", str(tmp_path))
    assert uncommitted(tmp_path) is None


def test_a_repository_that_git_refuses(records: Path) -> None:
    (records.parent / ".git" / "config").write_text("[core\n")
    with pytest.raises(NoAnswer, match="Git does not answer: fatal"):
        uncommitted(records)
