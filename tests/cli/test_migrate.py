"""`migrate`: shows what would change, writes when it is told to, and only over committed files."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.cli.program import ROOT, Kinerja, edit

DRAFT = ROOT / "tests" / "stores" / "skema-0"
VISIT = "records/pustaka/2024/indicators/kunjungan.toml"
CLOSED = "3 files of closed years stay in their earlier form; they are read as they are.\n"


@pytest.fixture
def draft(folder: Path) -> Path:
    """The folder, with the store in the draft format in place of the records."""
    shutil.rmtree(folder / "records")
    shutil.copytree(DRAFT, folder / "records")
    return folder


def contents(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*.toml")}


def git(folder: Path, *arguments: str) -> None:
    who = {"GIT_AUTHOR_NAME": "Siti", "GIT_AUTHOR_EMAIL": "siti@localhost"}
    who |= {"GIT_COMMITTER_NAME": "Siti", "GIT_COMMITTER_EMAIL": "siti@localhost"}
    environment = {**os.environ, **who, "GIT_CONFIG_GLOBAL": os.devnull}
    subprocess.run(
        ["git", *arguments], cwd=folder, env=environment, check=True, capture_output=True
    )


def test_there_is_nothing_to_do_in_records_of_today(kinerja: Kinerja, folder: Path) -> None:
    before = contents(folder)
    done = kinerja("migrate", "--lang", "en")
    assert (done.code, done.out, done.err) == (0, "All records are up to date.\n", "")
    assert kinerja("migrate", "--write").code == 0
    assert contents(folder) == before
    assert not (folder / "records/.kinerja").exists()


def test_what_would_change_is_shown_and_nothing_is_written(kinerja: Kinerja, draft: Path) -> None:
    before = contents(draft)
    done = kinerja("migrate", "--lang", "en")
    assert done.code == 1
    shown = done.out.split(f"--- {VISIT}\n+++ {VISIT}\n")[1].split("--- records/")[0]
    assert shown.splitlines()[:8] == [
        "@@ -1,3 +1,3 @@",
        " #:schema ../../../.schema/indicator.json",
        "-schema = 0",
        "+schema = 1",
        ' id = "kunjungan"',
        "@@ -6,4 +6,4 @@",
        ' name = "Kunjungan"',
        '-unit_of_measure = "kunjungan"',
    ]
    assert done.out.endswith("14 files would change.\n")
    assert done.err == (
        f"{CLOSED}Nothing was written.\nHint: Write it with: kinerja migrate --write\n"
    )
    assert contents(draft) == before
    assert not (draft / "records/.kinerja").exists()


def test_it_is_written_once(kinerja: Kinerja, draft: Path) -> None:
    done = kinerja("migrate", "--write", "--lang", "en")
    assert (done.code, done.err) == (0, CLOSED)
    lines = done.out.splitlines()
    assert lines[0] == "14 files are up to date now:"
    assert f"  {VISIT}" in lines and len(lines) == 15
    assert 'measured_in = "kunjungan"' in (draft / VISIT).read_text()
    again = kinerja("migrate", "--write", "--lang", "en")
    assert (again.code, again.out, again.err) == (0, "All records are up to date.\n", CLOSED)
    assert kinerja("status", "--json").json["problems"] == []


def test_as_json(kinerja: Kinerja, draft: Path) -> None:
    shown = kinerja("migrate", "--json")
    assert shown.code == 1
    document = shown.json
    assert (document["version"], document["written"], document["entry"]) == (1, False, None)
    (visit,) = (
        each for each in document["files"] if each["file"] == VISIT.removeprefix("records/")
    )
    assert visit["schema"] == 0
    assert visit["diff"][:2] == [f"{mark * 3} {visit['file']}" for mark in "-+"]
    assert (len(document["files"]), len(document["closed"])) == (14, 3)
    assert document["problems"] == []
    written = kinerja("migrate", "--json", "--write")
    assert written.code == 0
    assert (written.json["written"], bool(written.json["entry"])) == (True, True)
    assert kinerja("migrate", "--json").json["files"] == []


def test_uncommitted_changes_are_in_the_way(kinerja: Kinerja, draft: Path) -> None:
    git(draft, "init", "-q")
    done = kinerja("migrate", "--write", "--lang", "en")
    assert done.code == 2
    assert "Git has changes in the records that are not committed" in done.err
    assert "Commit them first, or add --force." in done.err
    (draft / "beside.txt").write_text("not a record")
    git(draft, "add", "records")
    git(draft, "commit", "-q", "-m", "x")
    edit(draft / VISIT, "11_500", "11_600")
    before = contents(draft)
    done = kinerja("migrate", "--write", "--lang", "en")
    assert (done.code, VISIT in done.err) == (2, True)
    assert contents(draft) == before
    git(draft, "commit", "-q", "-a", "-m", "y")
    assert kinerja("migrate", "--write").code == 0


def test_force_writes_all_the_same(kinerja: Kinerja, draft: Path) -> None:
    git(draft, "init", "-q")
    assert kinerja("migrate", "--write", "--force").code == 0
    assert kinerja("migrate").code == 0


def test_a_git_that_does_not_answer(
    kinerja: Kinerja, draft: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    programs = draft / "programs"
    programs.mkdir()
    (programs / "git").write_text("#!/bin/sh\necho 'fatal: dubious ownership' >&2\nexit 128\n")
    (programs / "git").chmod(0o755)
    monkeypatch.setenv("PATH", str(programs))
    done = kinerja("migrate", "--write", "--lang", "en")
    assert done.code == 2
    assert "Git does not answer: fatal: dubious ownership" in done.err
    assert "Add --force to go on without Git." in done.err
    (programs / "git").unlink()
    assert kinerja("migrate", "--write").code == 0


class Typed(io.StringIO):
    """Standard input of somebody at a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("answer", "written"),
    [("y\n", True), ("YA\n", True), ("\n", False), ("n\n", False)],
)
def test_on_a_terminal_it_asks(
    answer: str, written: bool, kinerja: Kinerja, draft: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", Typed(answer))
    monkeypatch.setattr("kinerja_tui.cli.asking.can_ask", lambda session: True)
    done = kinerja("migrate", "--lang", "en")
    assert "Write this? [y/N] " in done.out
    assert done.code == (0 if written else 1)
    assert ("schema = 1" in (draft / VISIT).read_text()) is written


def test_what_cannot_be_changed_is_told_and_the_rest_is_done(kinerja: Kinerja, draft: Path) -> None:
    edit(
        draft / VISIT,
        'unit_of_measure = "kunjungan"\npolarity',
        '"unit_of\\u005fmeasure" = "x"\npolarity',
    )
    edit(draft / "records/pustaka/unit.toml", '"Sari"', "Sari")
    done = kinerja("migrate", "--write", "--lang", "en")
    assert done.code == 1
    assert done.out.startswith("12 files are up to date now:")
    assert "records/pustaka/unit.toml:6:8: text stands between quotation marks [B08]" in done.err
    assert f"{VISIT}: not brought up to date, because " in done.err
    assert kinerja("migrate").code == 1


def test_a_refusal_writes_nothing(kinerja: Kinerja, draft: Path) -> None:
    (draft / "second").hardlink_to(draft / VISIT)
    before = contents(draft)
    done = kinerja("migrate", "--write", "--lang", "en")
    assert (done.code, "[B67]" in done.err, VISIT in done.err) == (2, True, True)
    assert contents(draft) == before


def test_records_cannot_paint_on_the_terminal(kinerja: Kinerja, draft: Path) -> None:
    edit(draft / VISIT, "# angka tahun lalu", "# \u202eangka\u2028")
    done = kinerja("migrate")
    assert all(each.isprintable() or each == "\n" for each in done.out)
