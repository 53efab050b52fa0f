from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from kinerja_tui.locale import message
from kinerja_tui.model.base import Problem
from kinerja_tui.store.splicing.edit import Change, Conflict, Edit, Refused, Saved
from kinerja_tui.store.splicing.refusals import SAVE_CODES
from kinerja_tui.store.toml.index import index
from kinerja_tui.store.toml.lexer import join_key
from kinerja_tui.store.writing.save import save
from tests.store.documents import records
from tests.store.faults import (
    EDIT,
    FILE,
    INSERT,
    INSERTED,
    NEW,
    OLD,
    leftovers,
    refusal,
    store,
)


def test_one_token_of_one_file_changes(tmp_path: Path) -> None:
    root = store(tmp_path)
    outcome = save(root, EDIT)
    assert isinstance(outcome, Saved)
    assert outcome.changed
    assert outcome.doubt is None
    assert (root / FILE).read_bytes() == NEW
    assert outcome.digest == hashlib.sha256(NEW).hexdigest()
    assert (root / FILE).stat().st_mode & 0o7777 == 0o640
    assert leftovers(root) == []


def test_undo_and_redo_restore_the_bytes(tmp_path: Path) -> None:
    root = store(tmp_path)
    saved = save(root, INSERT)
    assert isinstance(saved, Saved)
    assert (root / FILE).read_bytes() == INSERTED
    undone = save(root, saved.edit)
    assert isinstance(undone, Saved)
    assert (root / FILE).read_bytes() == OLD
    assert isinstance(save(root, undone.edit), Saved)
    assert (root / FILE).read_bytes() == INSERTED


def test_undo_twice_changes_nothing(tmp_path: Path) -> None:
    root = store(tmp_path)
    saved = save(root, INSERT)
    assert isinstance(saved, Saved)
    save(root, saved.edit)
    again = save(root, saved.edit)
    assert isinstance(again, Saved)
    assert not again.changed
    assert (root / FILE).read_bytes() == OLD


def test_the_same_value_is_not_written(tmp_path: Path) -> None:
    root = store(tmp_path, NEW)
    before = (root / FILE).stat()
    outcome = save(root, EDIT)
    assert isinstance(outcome, Saved)
    assert not outcome.changed
    assert outcome.edit.changes == ()
    after = (root / FILE).stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_the_same_field_changed_is_a_conflict(tmp_path: Path) -> None:
    root = store(tmp_path, OLD.replace(b"61.34", b"60.00"))
    outcome = save(root, EDIT)
    assert isinstance(outcome, Conflict)
    assert outcome.by is not None
    assert outcome.by.outside
    tokens = ("61.34", "60.00", "62.50")
    assert outcome == Conflict(FILE, "realisation.value", *tokens, by=outcome.by)
    assert (root / FILE).read_bytes() == OLD.replace(b"61.34", b"60.00")
    taken = save(root, Edit.one(FILE, "realisation.state", None, '"final"'))
    assert isinstance(taken, Saved)
    gone = save(root, Edit.one(FILE, "realisation.grade", '"a"', '"b"'))
    assert isinstance(gone, Conflict)
    assert (gone.key, gone.seen, gone.found, gone.mine) == ("realisation.grade", '"a"', None, '"b"')


def test_another_field_changed_is_none(tmp_path: Path) -> None:
    changed = OLD.replace(b'"final"', b'"provisional"')
    root = store(tmp_path, changed)
    assert isinstance(save(root, EDIT), Saved)
    assert (root / FILE).read_bytes() == changed.replace(b"61.34", b"62.50")


def test_changes_of_one_edit_are_saved_together_or_not_at_all(tmp_path: Path) -> None:
    root = store(tmp_path)
    edit = Edit(
        FILE,
        (
            Change("realisation.value", "61.34", "62.50"),
            Change("realisation.state", '"provisional"', '"final"'),
            Change("id", '"other"', '"x"'),
        ),
    )
    assert isinstance(save(root, edit), Conflict)
    assert (root / FILE).read_bytes() == OLD


def test_the_new_record_must_be_valid(tmp_path: Path) -> None:
    root = store(tmp_path)
    problem = Problem(code="B16", file=FILE, message=message("no"))
    given: list[dict[str, bytes | None]] = []

    def validate(new: Mapping[str, bytes | None]) -> Problem | None:
        given.append(dict(new))
        return problem

    assert save(root, EDIT, validate) == Refused(problem)
    assert given == [{FILE: NEW}]
    assert (root / FILE).read_bytes() == OLD


@pytest.mark.parametrize(
    ("key", "seen", "new"),
    [
        ("realisation.value", "61.34", "61,34"),
        ("realisation.value", "61.34", "1 # c"),
        ("realisation", None, "1"),
        ("id.x", None, "1"),
        ("a..b", None, "1"),
    ],
)
def test_what_cannot_be_written_is_refused(
    tmp_path: Path, key: str, seen: str | None, new: str
) -> None:
    root = store(tmp_path)
    refusal(save(root, Edit.one(FILE, key, seen, new)), "B62")
    assert (root / FILE).read_bytes() == OLD


def test_an_array_with_a_comment_is_not_replaced(tmp_path: Path) -> None:
    data = b"schema = 1\nalso = [\n  1, # one\n]\n"
    root = store(tmp_path, data)
    outcome = save(root, Edit.one(FILE, "also", "[\n  1, # one\n]", "[2]"))
    problem = refusal(outcome, "B64")
    assert "comment" in str(problem.message)
    assert (root / FILE).read_bytes() == data


@pytest.mark.parametrize(
    "file",
    [
        "",
        "/etc/x.toml",
        "../x.toml",
        "unit/../x.toml",
        "unit//x.toml",
        "./x.toml",
        ".kinerja/x.toml",
        "unit/2022/.x.toml",
        "unit/unit.md",
        "unit\0.toml",
        "unit\\x.toml",
    ],
)
def test_only_records_are_edited(tmp_path: Path, file: str) -> None:
    root = store(tmp_path)
    refusal(save(root, Edit.one(file, "a", None, "1")), "B61")
    assert not (root / ".kinerja").exists()


def test_links_and_what_is_no_file_are_refused(tmp_path: Path) -> None:
    root = store(tmp_path)
    outside = tmp_path / "outside.toml"
    outside.write_bytes(OLD)
    folder = (root / FILE).parent
    (folder / "link.toml").symlink_to(outside)
    (root / "linked").symlink_to(folder)
    (folder / "folder.toml").mkdir()
    os.mkfifo(folder / "pipe.toml")
    (folder / "big.toml").write_bytes(OLD + b"#" * (1 << 20))
    for name in ("link", "folder", "pipe", "big", "none"):
        outcome = save(root, Edit.one(f"unit/2022/indicators/{name}.toml", "id", None, "1"))
        assert isinstance(outcome, Refused), name
    assert isinstance(save(root, Edit.one("linked/ip-asn.toml", "id", None, "1")), Refused)
    assert outside.read_bytes() == OLD
    assert not (root / ".kinerja").exists()


def test_a_file_with_two_names_is_refused(tmp_path: Path) -> None:
    root = store(tmp_path)
    os.link(root / FILE, tmp_path / "second.toml")
    refusal(save(root, EDIT), "B67")
    assert (root / FILE).read_bytes() == OLD


def test_a_write_protected_file_is_refused(tmp_path: Path) -> None:
    root = store(tmp_path)
    (root / FILE).chmod(0o440)
    refusal(save(root, EDIT), "B65")
    assert (root / FILE).read_bytes() == OLD


def test_a_lock_or_state_folder_that_is_a_link_is_refused(tmp_path: Path) -> None:
    root = store(tmp_path)
    (tmp_path / "elsewhere").mkdir()
    (root / ".kinerja").symlink_to(tmp_path / "elsewhere")
    refusal(save(root, EDIT), "B65")
    assert (root / FILE).read_bytes() == OLD
    assert list((tmp_path / "elsewhere").iterdir()) == []


@pytest.mark.parametrize(
    "data", [b"", b"\0" * 20, b"a = 61,34\n", b"<<<<<<< x\n", b'a = "\xe9"\n', b"a = 1\na = 2\n"]
)
def test_a_broken_file_is_refused_with_its_problem(tmp_path: Path, data: bytes) -> None:
    root = store(tmp_path, data)
    outcome = save(root, Edit.one(FILE, "b", None, "1"))
    assert isinstance(outcome, Refused)
    assert outcome.problem.file == FILE
    assert (root / FILE).read_bytes() == data


def test_a_file_does_not_grow_beyond_what_is_read(tmp_path: Path) -> None:
    root = store(tmp_path)
    long = '"' + "x" * (1 << 20) + '"'
    refusal(save(root, Edit.one(FILE, "definition", None, long)), "B62")
    assert (root / FILE).read_bytes() == OLD


NEWEST = [path for path in records() if "skema-0" not in path.parts]


@pytest.mark.parametrize("path", NEWEST[::12], ids=lambda path: path.name)
def test_real_records(tmp_path: Path, path: Path) -> None:
    data = path.read_bytes()
    root = store(tmp_path, data)
    leaf = list(index(data.decode()).leaves())[-1]
    seen = data.decode()[leaf.start : leaf.end]
    saved = save(root, Edit.one(FILE, join_key(leaf.path), seen, "777.70"))
    assert isinstance(saved, Saved)
    text = data.decode()
    assert (root / FILE).read_text() == text[: leaf.start] + "777.70" + text[leaf.end :]
    assert isinstance(save(root, saved.edit), Saved)
    assert (root / FILE).read_bytes() == data


def test_every_code_has_its_words() -> None:
    assert list(SAVE_CODES) == [f"B{number}" for number in range(61, 71)]
