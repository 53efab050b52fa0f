"""Sections of the report saved as records are: compared, journaled, undone, and never elsewhere."""

from __future__ import annotations

import os
from pathlib import Path
from unittest.mock import patch

import pytest

from kinerja_tui.store.disk.files import LIMIT
from kinerja_tui.store.disk.system import System
from kinerja_tui.store.splicing.edit import (
    Action,
    Conflict,
    Creation,
    Done,
    Edit,
    Part,
    Refused,
)
from kinerja_tui.store.splicing.passage import rewriting
from kinerja_tui.store.state.history import Event, events, redoable, undoable
from kinerja_tui.store.state.journal import read_journal
from kinerja_tui.store.state.people import login
from kinerja_tui.store.writing.keep import keep_all
from kinerja_tui.store.writing.papers import Opened, open_section
from kinerja_tui.store.writing.recover import settle
from kinerja_tui.store.writing.save import Acted, carry_out
from kinerja_tui.store.writing.undo import take_back
from tests.store.faults import FILE, OLD, leftovers, store

SECTION = "unit/2022/report/bab-1.md"
TEXT = "# Bab 1\n\nSatu.\n"


def write(root: Path, seen: str | None, text: str | None, file: str = SECTION) -> Acted:
    return keep_all(root, Action((rewriting(file, seen, text),)))


def begun(folder: Path, text: str = TEXT) -> Path:
    root = store(folder)
    (root / SECTION).parent.mkdir()
    (root / SECTION).write_bytes(text.encode())
    return root


def refusal(outcome: object) -> str:
    assert isinstance(outcome, Refused)
    return outcome.problem.code


def test_a_section_is_made_with_its_folder(tmp_path: Path) -> None:
    root = store(tmp_path)
    assert open_section(root, SECTION) == Opened(None)
    assert isinstance(write(root, None, TEXT), Done)
    assert (root / SECTION).read_text("utf-8") == TEXT
    found = open_section(root, SECTION)
    assert isinstance(found, Opened) and found.text == TEXT
    assert leftovers(root) == []


def test_looking_at_a_section_makes_nothing(tmp_path: Path) -> None:
    root = store(tmp_path)
    before = sorted(root.rglob("*"))
    open_section(root, SECTION)
    assert sorted(root.rglob("*")) == before


def test_undo_and_redo_reach_from_the_first_text_to_the_last(tmp_path: Path) -> None:
    root, second = store(tmp_path), TEXT.replace("Satu", "Dua")
    write(root, None, TEXT)
    write(root, TEXT, second)
    seen: list[str | None] = []
    for find in (undoable, undoable, redoable, redoable):
        entry = find(read_journal(root), login())
        assert entry is not None and isinstance(take_back(root, entry), Done)
        path = root / SECTION
        seen.append(path.read_text("utf-8") if path.exists() else None)
    assert seen == [TEXT, None, TEXT, second]


def test_what_a_colleague_wrote_is_not_written_over(tmp_path: Path) -> None:
    root, theirs = begun(tmp_path), TEXT.replace("Satu", "Punya rekan")
    assert isinstance(write(root, TEXT, theirs), Done)
    outcome = write(root, TEXT, TEXT + "Tambahan.\n")
    assert isinstance(outcome, Conflict)
    assert (outcome.key, outcome.found) == ("", theirs)
    assert outcome.by is not None and (outcome.by.user, outcome.by.outside) == (login(), False)
    assert (root / SECTION).read_text("utf-8") == theirs
    made = write(root, None, "lain")
    assert isinstance(made, Conflict) and made.found == theirs


def test_another_program_is_named_as_such(tmp_path: Path) -> None:
    root = begun(tmp_path)
    (root / SECTION).write_text("dari vim\n", "utf-8")
    outcome = write(root, TEXT, "saya\n")
    assert isinstance(outcome, Conflict) and outcome.by is not None and outcome.by.outside


def test_the_same_text_twice_changes_nothing(tmp_path: Path) -> None:
    root = begun(tmp_path)
    assert isinstance(write(root, TEXT, "dua\n"), Done)
    again = write(root, TEXT, "dua\n")
    assert isinstance(again, Done) and not again.changed
    assert len(read_journal(root).entries) == 1


def test_the_journal_has_the_lines_that_changed(tmp_path: Path) -> None:
    root = begun(tmp_path, TEXT + "akhir\n" * 100)
    write(root, TEXT + "akhir\n" * 100, TEXT.replace("Satu", "Dua") + "akhir\n" * 100)
    (event,) = events(read_journal(root), SECTION)
    assert isinstance(event, Event)
    assert (event.key, event.old, event.new) == ("", "Satu.\n", "Dua.\n")


def test_line_ends_and_a_bom_stay(tmp_path: Path) -> None:
    text = "\ufeff# Bab\r\n\r\nSatu.\r\n"
    root = begun(tmp_path, text)
    found = open_section(root, SECTION)
    assert isinstance(found, Opened) and found.text == text
    write(root, text, text.replace("Satu", "Dua"))
    assert (root / SECTION).read_bytes() == text.replace("Satu", "Dua").encode()


@pytest.mark.parametrize(
    "part",
    [
        Creation(SECTION, "x"),
        Edit.one(SECTION, "a", None, "1"),
        rewriting(FILE, OLD.decode(), "schema = 2\n"),
        rewriting("unit/2022/bab-1.md", None, "x"),
        rewriting("unit/2022/report/.bab-1.md", None, "x"),
        rewriting("unit/report/2022/bab-1.md", None, "x"),
        rewriting("unit/2022/report/../../../x.md", None, "x"),
        rewriting("scales/2022/report/bab-1.md", None, "x"),
    ],
)
def test_texts_and_records_do_not_take_each_others_place(tmp_path: Path, part: Part) -> None:
    root = begun(tmp_path)
    assert refusal(keep_all(root, Action((part,)))) == "B61"
    assert (root / FILE).read_bytes() == OLD


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    root, outside = store(tmp_path / "s"), tmp_path / "secret.md"
    outside.write_text("rahasia", "utf-8")
    (root / SECTION).parent.mkdir()
    (root / SECTION).symlink_to(outside)
    assert isinstance(open_section(root, SECTION), Refused)
    assert isinstance(write(root, "rahasia", "x"), Refused)
    assert isinstance(write(root, None, "x"), Refused)
    assert outside.read_text("utf-8") == "rahasia"


def test_a_second_name_and_a_closed_year_are_said_before_anyone_types(tmp_path: Path) -> None:
    root = begun(tmp_path)
    os.link(root / SECTION, tmp_path / "second.md")
    assert refusal(open_section(root, SECTION)) == "B67"
    assert refusal(write(root, TEXT, "x")) == "B67"
    os.unlink(tmp_path / "second.md")
    (root / "unit/2022/year.toml").write_text("schema = 1\nclosed = true\n", "utf-8")
    new = "unit/2022/report/bab-2.md"
    assert [refusal(open_section(root, file)) for file in (SECTION, new)] == ["B63", "B63"]
    assert refusal(write(root, TEXT, "x")) == "B63"


def test_what_is_no_utf_8_is_named_and_left_alone(tmp_path: Path) -> None:
    root = begun(tmp_path)
    (root / SECTION).write_bytes(b"Bab\xe9\n")
    assert isinstance(open_section(root, SECTION), Refused)
    assert isinstance(write(root, "Babe\n", "x"), Refused)
    assert (root / SECTION).read_bytes() == b"Bab\xe9\n"


def test_a_text_may_not_outgrow_the_limit(tmp_path: Path) -> None:
    root = begun(tmp_path)
    assert refusal(write(root, TEXT, "a" * (LIMIT + 1))) == "B62"
    assert (root / SECTION).read_text("utf-8") == TEXT


def test_half_a_character_does_no_harm(tmp_path: Path) -> None:
    root = begun(tmp_path)
    assert isinstance(write(root, TEXT, "a\udc80\0\n"), Done)
    assert (root / SECTION).read_bytes() == b"a??\n"


@pytest.mark.parametrize("folder", [False, True])
def test_a_section_that_has_gone_meanwhile_is_a_conflict(tmp_path: Path, folder: bool) -> None:
    root = begun(tmp_path)
    (root / SECTION).unlink()
    if folder:
        (root / SECTION).parent.rmdir()
    outcome = write(root, TEXT, TEXT + "Saya.\n")
    assert isinstance(outcome, Conflict) and outcome.found is None
    assert isinstance(write(root, outcome.found, TEXT + "Saya.\n"), Done)
    assert (root / SECTION).read_text("utf-8") == TEXT + "Saya.\n"


def test_what_is_gone_already_is_not_removed_again(tmp_path: Path) -> None:
    root = begun(tmp_path)
    (root / SECTION).unlink()
    outcome = write(root, TEXT, None)
    assert isinstance(outcome, Done) and not outcome.changed
    assert dict(outcome.files) == {SECTION: None}
    assert read_journal(root).entries == ()


def test_a_text_too_large_leaves_no_folder(tmp_path: Path) -> None:
    root = store(tmp_path)
    assert refusal(write(root, None, "a" * (LIMIT + 1))) == "B62"
    assert not (root / SECTION).parent.exists()


def test_a_year_that_has_held_a_section_goes_with_its_undo(tmp_path: Path) -> None:
    root = store(tmp_path)
    keep_all(root, Action((Creation("unit/2023/year.toml", "schema = 1\n"),), "new-year"))
    write(root, None, TEXT, "unit/2023/report/bab-1.md")
    for _ in range(2):
        entry = undoable(read_journal(root), login())
        assert entry is not None and isinstance(take_back(root, entry), Done)
    assert not (root / "unit" / "2023").exists()


def test_where_nothing_can_be_made_it_is_said_before_anyone_types(tmp_path: Path) -> None:
    root = store(tmp_path)
    (root / SECTION).parent.mkdir()
    with patch("os.access", lambda path, mode: "report" not in str(path)):
        assert refusal(open_section(root, SECTION)) == "B65"
    assert open_section(root, SECTION) == Opened(None)


def test_a_save_that_was_killed_before_it_stood_is_not_taken_for_done(tmp_path: Path) -> None:
    root = begun(tmp_path)
    mine = TEXT.replace("Satu", "Dua")
    child = os.fork()
    if child == 0:
        carry_out(root, Action((rewriting(SECTION, TEXT, mine),)), system=_Dying())
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    (root / SECTION).write_text("dari vim\n", "utf-8")
    settle(root)
    assert read_journal(root).entries == ()
    assert (root / SECTION).read_text("utf-8") == "dari vim\n"


class _Dying(System):
    def exchange(self, *args: object) -> None:
        os._exit(9)
