"""`merge-driver`: three files in, one out in one step; a repository set up, and again."""

from __future__ import annotations

import os
import re
import shlex
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kinerja_tui.cli import merging
from kinerja_tui.cli.merge_setup import ATTRIBUTES_FILE, DRIVER, command
from kinerja_tui.store.splicing.merge import Marks
from kinerja_tui.store.writing.start import ATTRIBUTES
from tests.cli.program import ROOT, Kinerja, Result
from tests.store.gitting import SETTINGS, Git

BASE = 'schema = 1\nid = "x"\nvalue = 1\nname = "a"\n'
OURS, THEIRS = BASE.replace("= 1\nn", "= 2\nn"), BASE.replace('"a"', '"b"')
BOTH = OURS.replace('"a"', '"b"')
OTHER = BASE.replace("= 1\nn", "= 3\nn")
EVERY_LINE = "".join(f"{line}\n" for line in ATTRIBUTES)

Merge = Callable[..., Result]


@pytest.fixture
def merge(kinerja: Kinerja, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Merge:
    """Run the driver on three texts; the result is then in the file "ours file"."""
    for name, value in SETTINGS.items():
        monkeypatch.setenv(name, value)

    def run(base: str, ours: str, theirs: str, *options: str) -> Result:
        for name, text in (("base", base), ("ours file", ours), ("theirs", theirs)):
            (folder / name).write_bytes(text.encode())
        return kinerja("merge-driver", *options, "--", "base", "ours file", "theirs", "r/x.toml")

    return run


def result(folder: Path) -> str:
    assert not list(folder.glob(".merge-*"))
    return (folder / "ours file").read_bytes().decode()


def test_a_clean_merge_is_silent(merge: Merge, folder: Path) -> None:
    assert merge(BASE, OURS, THEIRS) == Result(0, "", "")
    assert result(folder) == BOTH


def test_the_file_keeps_its_mode_and_is_replaced_in_one_step(merge: Merge, folder: Path) -> None:
    (folder / "ours file").touch()
    os.chmod(folder / "ours file", 0o640)
    before = (folder / "ours file").stat()
    assert merge(BASE, OURS, THEIRS).code == 0
    after = (folder / "ours file").stat()
    assert stat.S_IMODE(after.st_mode) == 0o640
    assert after.st_ino != before.st_ino


def test_a_conflict_is_told_and_marked_with_the_names_of_git(merge: Merge, folder: Path) -> None:
    names = ("-L", "HEAD", "-L", "abc", "-L", "side\x1b[1m", "--marker-size", "9")
    done = merge(BASE, OURS, OTHER, *names)
    assert (done.code, done.out) == (1, "")
    assert "r/x.toml: both sides changed value" in done.err
    assert "<" * 9 + " HEAD\nvalue = 2\n=========\nvalue = 3\n>>>>>>>>> side" in result(folder)
    assert "\x1b" not in result(folder)


@pytest.mark.parametrize("names", [(), ("-L", "%X", "-L", "%S", "-L", "%Y"), ("-L", "")])
def test_a_git_that_gives_no_names_gets_the_usual_ones(
    names: tuple[str, ...], merge: Merge, folder: Path
) -> None:
    assert merge(BASE, OURS, OTHER, *names).code == 1
    assert re.findall(r"^[<>]{7}.*", result(folder), re.M) == ["<<<<<<< ours", ">>>>>>> theirs"]


def test_what_is_no_toml_is_merged_as_text(merge: Merge, folder: Path) -> None:
    done = merge("a\nb\nc\nd\n", "A\nb\nc\nd\n", "a\nb\nc\nD\n")
    assert (done.code, result(folder)) == (0, "A\nb\nc\nD\n")
    assert "not valid TOML" in done.err
    done = merge("a\nb\n", "A\nb\n", "AA\nb\n")
    assert done.code == 1
    assert result(folder) == "<<<<<<< ours\nA\n=======\nAA\n>>>>>>> theirs\nb\n"


def test_a_result_of_git_that_is_no_toml_is_not_called_merged(merge: Merge, folder: Path) -> None:
    base = "a = 1\n\n# middle\n[b]\nc = 1\n\n# end\n"
    ours = base.replace("# middle", "# of ours\n[d]\nc = 1\n\n# middle")
    done = merge(base, ours, f"{base}\n# of theirs\n[d]\nc = 1\n")
    assert done.code == merging.DOUBT
    assert "look at it before you commit" in done.err
    assert result(folder).count("[d]") == 2


def test_bytes_that_are_no_utf_8_are_left_to_git(merge: Merge, folder: Path) -> None:
    (folder / "latin").write_bytes("é = 1\nb\nc\n".encode("latin-1"))
    merge(BASE, OURS, THEIRS)
    for name in ("base", "ours file", "theirs"):
        (folder / name).write_bytes((folder / "latin").read_bytes())
    with open(folder / "theirs", "ab") as file:
        file.write(b"d\n")
    files = merging.Files(folder / "base", folder / "ours file", folder / "theirs")
    assert merging.drive(files, Marks()).code == 0
    assert (folder / "ours file").read_bytes() == (folder / "theirs").read_bytes()


def test_an_unforeseen_error_is_left_to_git(
    merge: Merge, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise AssertionError("a bug")

    monkeypatch.setattr(merging, "merge", broken)
    done = merge("a\nb\nc\n", "A\nb\nc\n", "a\nb\nC\n")
    assert (done.code, result(folder)) == (0, "A\nb\nC\n")
    assert "a bug" in done.err


def test_without_git_our_version_stays_and_git_is_told(
    merge: Merge, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(folder))
    done = merge("x\n", "y\n", "z\n")
    assert (done.code, result(folder)) == (merging.FAILED, "y\n")
    assert "not merged" in done.err
    done = merge(BASE, OURS, THEIRS)
    assert (done.code, result(folder)) == (0, BOTH)


def test_a_version_that_is_missing_loses_nothing(
    merge: Merge, kinerja: Kinerja, folder: Path
) -> None:
    merge(BASE, OURS, THEIRS)
    (folder / "ours file").write_text(OURS)
    done = kinerja("merge-driver", "base", "ours file", "nowhere")
    assert (done.code, result(folder)) == (merging.FAILED, OURS)


def test_the_three_files_must_be_named(kinerja: Kinerja) -> None:
    done = kinerja("merge-driver", "base", "ours", "--lang", "en")
    assert (done.code, done.out) == (2, "")
    assert "files are missing" in done.err


@pytest.fixture
def git(folder: Path, merge: Merge) -> Git:
    """A repository around the records, in a folder whose name a shell would part."""
    made = Git(folder / "an office's 100% records")
    (folder / "records").rename(made.top / "records")
    (made.top / "records" / ATTRIBUTES_FILE).unlink(missing_ok=True)
    return made


def test_installing_says_what_it_did_and_can_be_repeated(git: Git, kinerja: Kinerja) -> None:
    records = str(git.top / "records")
    assert kinerja("merge-driver", "--check", "--records", records).code == 1
    done = kinerja("merge-driver", "--install", "--records", records)
    assert (done.code, done.err) == (0, "")
    assert "was set." in done.out and "lines added" in done.out
    assert (git.top / "records" / ATTRIBUTES_FILE).read_text() == EVERY_LINE
    settings = git.read(".git/config")
    again = kinerja("merge-driver", "--install", "--records", records)
    assert "set already" in again.out and "has the lines already" in again.out
    assert git.read(".git/config") == settings
    assert (git.top / "records" / ATTRIBUTES_FILE).read_text() == EVERY_LINE
    assert kinerja("merge-driver", "--check", "--records", records).code == 0


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("*.toml text eol=lf", f"*.toml text eol=lf\n{EVERY_LINE}"),
        ("# ours\r\n", f"# ours\r\n{EVERY_LINE}".replace("\n", "\r\n").replace("\r\r", "\r")),
        (f"{ATTRIBUTES[0]}\n*.csv -text\n", f"{ATTRIBUTES[0]}\n*.csv -text\n{ATTRIBUTES[1]}\n"),
    ],
)
def test_lines_of_others_stay(git: Git, kinerja: Kinerja, before: str, after: str) -> None:
    file = git.top / "records" / ATTRIBUTES_FILE
    file.write_bytes(before.encode())
    assert kinerja("merge-driver", "--install", "--records", str(file.parent)).code == 0
    assert file.read_bytes().decode() == after


def test_check_names_what_is_missing(git: Git, kinerja: Kinerja) -> None:
    records = git.top / "records"
    kinerja("merge-driver", "--install", "--records", str(records))
    git("config", DRIVER, "true")
    (records / ATTRIBUTES_FILE).write_text("*.toml merge=kinerja\n")
    done = kinerja("merge-driver", "--check", "--records", str(records))
    assert done.code == 1
    assert "another command" in done.out and ".gitattributes" in done.out
    assert "kinerja merge-driver --install" in done.out


@pytest.mark.parametrize("kind", ["link", "pipe", "folder"])
def test_only_a_plain_file_is_added_to(git: Git, kinerja: Kinerja, kind: str) -> None:
    file = git.top / "records" / ATTRIBUTES_FILE
    outside = git.top / "outside"
    outside.write_text("")
    if kind == "link":
        file.symlink_to(outside)
    elif kind == "pipe":
        os.mkfifo(file)
    else:
        file.mkdir()
    done = kinerja("merge-driver", "--install", "--records", str(file.parent))
    assert done.code == 2
    assert "Traceback" not in done.err
    assert outside.read_text() == ""


def test_records_outside_a_repository_are_told(
    kinerja: Kinerja, merge: Merge, folder: Path
) -> None:
    (folder / ".git").write_text("gitdir: nowhere\n")
    done = kinerja("merge-driver", "--install")
    assert done.code == 2
    assert "Git" in done.err


def test_the_command_holds_in_a_shell_whatever_the_path(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = folder / "it's 50% ready" / "kinerja"
    script.parent.mkdir()
    script.write_text("#!/bin/sh\n")
    script.chmod(0o755)
    monkeypatch.setattr(sys, "argv", [str(script)])
    first = command().split(" merge-driver ")[0]
    assert shlex.split(first.replace("%%", "%")) == [str(script)]
    assert "%" not in first.replace("%%", "")
    script.chmod(0o644)
    assert shlex.split(command())[:4] == [sys.executable, "-P", "-m", "kinerja_tui"]


def test_a_program_in_a_path_with_blanks_merges(git: Git) -> None:
    script = git.top / "some programs" / "kinerja"
    script.parent.mkdir()
    script.write_text(
        f"#!{sys.executable}\nimport sys\nfrom kinerja_tui.cli.main import run\nsys.exit(run())\n"
    )
    script.chmod(0o755)
    done = git.call(str(script), "merge-driver", "--install")
    assert (done.returncode, done.stderr) == (0, "")
    assert "some programs/kinerja" in git("config", DRIVER)
    name = "records/an answer.toml"
    git.branches({name: BASE}, {name: OURS}, {name: THEIRS})
    git("merge", "-q", "-m", "both", "side")
    assert git.read(name) == BOTH
    assert ROOT not in git.top.parents


def test_git_has_the_code_even_where_nobody_listens(git: Git) -> None:
    git.write({"base": BASE, "ours": OURS, "theirs": OTHER})
    told = f"{shlex.quote(sys.executable)} -m kinerja_tui merge-driver base ours theirs 2>/dev/full"
    assert git.call("sh", "-c", told).returncode == 1
    assert "<<<<<<< ours\nvalue = 2\n=======\nvalue = 3\n>>>>>>> theirs\n" in git.read("ours")
