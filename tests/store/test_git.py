"""What Git is in the middle of, told from its folder alone and held against a real Git."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kinerja_tui.store.disk.git import Busy, Repository, busy, conflicted, forbids, repository
from kinerja_tui.store.splicing.refusals import SAVE_CODES, git_at_work
from tests.store.gitting import ROOT, Git

IP_ASN = "biro-osdm/2022/indicators/ip-asn.toml"
SPBE = "biro-osdm/2022/indicators/spbe.toml"
BASE = {"r/kinerja.toml": "schema = 1\n", "r/a.toml": "a = 1\n", "r/b.toml": "b = 1\n"}
OURS = {"r/a.toml": "a = 2\n"}
THEIRS = {"r/a.toml": "a = 3\n", "r/b.toml": "b = 3\n"}
BRANCHES = ("merge", "cherry-pick", "rebase")


@pytest.fixture
def git(tmp_path: Path) -> Git:
    """Two branches that conflict in r/a.toml; only "side" changed r/b.toml."""
    made = Git(tmp_path / "a place")
    made.branches(BASE, OURS, THEIRS)
    return made


def found(git: Git) -> Repository:
    place = repository(git.top / "r")
    assert place is not None
    assert place.top == git.top.resolve()
    return place


def state(git: Git) -> str | None:
    what = busy(found(git))
    return what.operation if what else None


def test_at_rest_nothing_is_going_on(git: Git) -> None:
    assert state(git) is None
    assert not conflicted(found(git), git.top / "r" / "a.toml")


@pytest.mark.parametrize("operation", BRANCHES)
def test_an_operation_is_seen_from_its_stop_to_its_end(git: Git, operation: str) -> None:
    assert git.run(operation, "side").returncode
    assert state(git) == operation
    git(operation, "--abort")
    assert state(git) is None
    assert git.run(operation, "side").returncode
    git.write({"r/a.toml": "a = 5\n"})
    git("add", "r/a.toml")
    assert state(git) == operation
    git(operation, "--continue")
    assert state(git) is None


def test_a_revert_and_a_series_of_mails_are_seen(git: Git) -> None:
    git.commit({"r/a.toml": "a = 4\n"}, "once more")
    assert git.run("revert", "--no-edit", "HEAD~1").returncode
    assert state(git) == "revert"
    git("revert", "--abort")
    git("format-patch", "-q", "-1", "side", "-o", "mails")
    assert git.run("am", *(str(each) for each in (git.top / "mails").iterdir())).returncode
    assert state(git) == "am"
    git("am", "--abort")
    assert state(git) is None


def test_a_bisection_is_nothing_to_wait_for(git: Git) -> None:
    git("bisect", "start")
    assert state(git) is None


def test_a_linked_working_tree_has_its_own_state(git: Git, tmp_path: Path) -> None:
    git("worktree", "add", "-q", str(tmp_path / "linked"), "side")
    linked = Git(tmp_path / "linked", start=False)
    assert (linked.top / ".git").is_file()
    assert linked.run("merge", "main").returncode
    assert state(linked) == "merge"
    assert conflicted(found(linked), linked.top / "r" / "a.toml")
    assert state(git) is None


def test_the_lock_of_the_index_comes_first(git: Git) -> None:
    assert git.run("rebase", "side").returncode
    (found(git).folder / "index.lock").touch()
    what = busy(found(git))
    assert what == Busy("writing", found(git).folder / "index.lock")
    assert forbids(found(git), what, git.top / "r" / "a.toml")


@pytest.mark.parametrize("version", ["2", "3", "4"])
def test_only_the_file_with_the_conflict_counts_as_conflicted(git: Git, version: str) -> None:
    git.commit({f"r/{n:03}{'x' * n}.toml": f"n = {n}\n" for n in range(40)}, "many")
    assert git.run("merge", "side").returncode
    git.write({"r/002.toml": "a later file, whose entry has a second set of flags\n"})
    git("add", "--intent-to-add", "r/002.toml")
    git("update-index", "--index-version", version)
    place = found(git)
    unmerged = [each.name for each in (git.top / "r").iterdir() if conflicted(place, each)]
    assert unmerged == [Path(name).name for name in git.conflicts()] == ["a.toml"]


def test_an_index_of_longer_hashes_is_read_too(tmp_path: Path) -> None:
    git = Git(tmp_path / "long", start=False)
    git("init", "-q", "-b", "main", "--object-format=sha256")
    git.branches(BASE, OURS, THEIRS)
    assert git.run("merge", "side").returncode
    assert conflicted(found(git), git.top / "r" / "a.toml")
    assert not conflicted(found(git), git.top / "r" / "b.toml")


@pytest.mark.parametrize("data", [b"", b"DIRC", b"DIRC\0\0\0\2\0\0\0\7abc", b"x" * 5000])
def test_an_index_that_cannot_be_read_makes_no_file_editable(git: Git, data: bytes) -> None:
    assert git.run("rebase", "side").returncode
    (found(git).folder / "index").write_bytes(data)
    what = busy(found(git))
    assert what is not None
    assert forbids(found(git), what, git.top / "r" / "a.toml")


def test_giving_up_a_rebase_takes_changes_along_so_nothing_is_saved(git: Git) -> None:
    assert git.run("rebase", "side").returncode
    what = busy(found(git))
    assert what is not None
    refused = {name: forbids(found(git), what, git.top / name) for name in BASE}
    assert refused == {"r/kinerja.toml": True, "r/a.toml": True, "r/b.toml": True}
    git.write({"r/kinerja.toml": "schema = 1 # saved meanwhile\n"})
    git("rebase", "--abort")
    assert git.read("r/kinerja.toml") == "schema = 1\n"  # this is why


@pytest.mark.parametrize("operation", ["merge", "cherry-pick", "revert"])
@pytest.mark.parametrize("name", ["r/kinerja.toml", "r/b.toml"])
def test_giving_up_the_others_keeps_changes_so_they_are_saved(
    git: Git, operation: str, name: str
) -> None:
    if operation == "revert":
        git.commit({"r/a.toml": "a = 4\n", "r/b.toml": "b = 4\n"})
        git("branch", "--force", "side")
        git.commit({"r/a.toml": "a = 5\n"})
    assert git.run(operation, "side").returncode
    what = busy(found(git))
    assert what is not None and what.operation == operation
    assert not forbids(found(git), what, git.top / name)
    git.write({name: "saved = 1\n"})
    git.run(operation, "--abort")
    assert git.read(name) == "saved = 1\n"


@pytest.mark.parametrize("operation", ["merge", "cherry-pick"])
def test_giving_up_throws_away_what_git_has_not_merged_so_it_is_not_saved(
    git: Git, operation: str
) -> None:
    assert git.run(operation, "side").returncode
    git.write({"r/a.toml": "a = 5\n"})
    what = busy(found(git))
    assert what is not None
    assert forbids(found(git), what, git.top / "r/a.toml")
    problem = git_at_work("r/a.toml", what).problem
    assert problem.code == "B69" and f"git {operation} --abort" in str(problem.message)
    assert "git add r/a.toml" in str(problem.hint)
    git(operation, "--abort")
    assert git.read("r/a.toml") == "a = 2\n"  # this is why
    assert git.run(operation, "side").returncode
    git.write({"r/a.toml": "a = 5\n"})
    git("add", "r/a.toml")
    assert not forbids(found(git), what, git.top / "r/a.toml")
    git.write({"r/a.toml": "a = 6\n"})
    git.run(operation, "--abort")
    assert git.read("r/a.toml") == "a = 6\n"


@pytest.mark.parametrize("data", [b"DIRC", b"DIRC\0\0\0\7\0\0\0\7abc"])
def test_in_a_merge_an_index_that_cannot_be_read_forbids(git: Git, data: bytes) -> None:
    assert git.run("merge", "side").returncode
    (found(git).folder / "index").write_bytes(data)
    what = busy(found(git))
    assert what is not None and forbids(found(git), what, git.top / "r/b.toml")
    (found(git).folder / "index").unlink()
    assert not forbids(found(git), what, git.top / "r/b.toml")


def test_a_save_of_a_file_that_is_not_merged_is_refused(tmp_path: Path) -> None:
    git = Git(tmp_path / "here")
    root = ROOT / "records"
    base = {
        path.relative_to(root).as_posix(): path.read_text("utf-8")
        for path in root.rglob("*.toml")
        if ".kinerja" not in path.parts
    }
    text = base[IP_ASN]
    ours, theirs = (text.replace("value = 61.34", f"value = {each}") for each in (62, 63))
    git.branches(base, {IP_ASN: ours}, {IP_ASN: theirs})
    assert git.run("merge", "side").returncode
    git.write({IP_ASN: text})
    done = git.kinerja("set", "ip-asn", "realisation.value", "64")
    assert done.returncode == 2 and "git merge --abort" in done.stderr
    assert "git add" in done.stderr
    assert git.read(IP_ASN) == text
    assert git.kinerja("set", "spbe", "realisation.value", "2.6").returncode == 0
    git("add", IP_ASN)
    assert git.kinerja("set", "ip-asn", "realisation.value", "64").returncode == 0
    git.run("merge", "--abort")
    assert "value = 64\n" in git.read(IP_ASN) and "value = 2.6\n" in git.read(SPBE)


def test_without_a_repository_there_is_nothing_to_see(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "r").mkdir()
    for folder in (tmp_path, tmp_path / "r"):
        place = repository(folder)  # the machine's own, if the tests run inside one
        assert place is None or place.top != tmp_path


@pytest.mark.parametrize("text", ["", "gitdir: nowhere\n", "gitdir: \0\n", "x" * 9000])
def test_a_broken_pointer_leads_nowhere(tmp_path: Path, text: str) -> None:
    (tmp_path / ".git").write_text(text)
    place = repository(tmp_path)
    assert place is None or place.top != tmp_path


def test_nothing_blocks_or_follows_a_pipe(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / ".git")
    place = repository(tmp_path)
    assert place is None or place.top != tmp_path


def test_it_needs_no_git(git: Git, monkeypatch: pytest.MonkeyPatch) -> None:
    assert git.run("merge", "side").returncode
    monkeypatch.setenv("PATH", "")
    assert state(git) == "merge"
    assert conflicted(found(git), git.top / "r" / "a.toml")


def test_the_refusal_says_what_to_finish(git: Git) -> None:
    assert "B69" in SAVE_CODES
    assert git.run("rebase", "side").returncode
    what = busy(found(git))
    assert what is not None
    problem = git_at_work("a.toml", what).problem
    assert (problem.code, problem.file) == ("B69", "a.toml")
    assert "git rebase" in str(problem.message)
    assert "git rebase --continue" in str(problem.hint)
    writing = git_at_work("a.toml", Busy("writing", Path("/x/.git/index.lock"))).problem
    assert "/x/.git/index.lock" in str(writing.hint)
