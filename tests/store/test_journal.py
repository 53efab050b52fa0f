"""The journal: who changed what; torn lines, old days, and what can be taken back."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja_tui.store.splicing.edit import Action, Conflict, Done, Edit, Saved
from kinerja_tui.store.state.history import events, redoable, since, undoable
from kinerja_tui.store.state.journal import (
    Entry,
    Void,
    decoded,
    encoded,
    prune,
    read_journal,
)
from kinerja_tui.store.state.people import login
from kinerja_tui.store.writing.decide import decided
from kinerja_tui.store.writing.plan import digest
from kinerja_tui.store.writing.save import carry_out, save
from tests.store.faults import EDIT, FILE, INSERT, NEW, OLD, store

KEY = "realisation.value"


def journal_file(root: Path) -> Path:
    (found,) = (root / ".kinerja" / "journal").iterdir()
    return found


def values(root: Path, *tokens: str) -> None:
    """Give the value one token after the other."""
    for seen, new in pairwise(tokens):
        assert isinstance(save(root, Edit.one(FILE, KEY, seen, new)), Saved)


def test_an_entry_says_who_what_when_from_what_to_what(tmp_path: Path) -> None:
    root = store(tmp_path)
    before = datetime.now(UTC)
    saved = save(root, EDIT)
    assert isinstance(saved, Saved)
    (entry,) = read_journal(root).entries
    assert entry.id == saved.entry
    assert entry.user == login()
    assert before.replace(microsecond=0) <= datetime.fromisoformat(entry.time)
    (touched,) = entry.files
    assert (touched.before, touched.after) == (digest(OLD), digest(NEW))
    (event,) = events(read_journal(root), FILE, KEY)
    assert (event.old, event.new, event.doing) == ("61.34", "62.50", "set")
    assert events(read_journal(root), FILE, "realisation.state") == ()


def test_a_day_and_a_user_have_one_file_that_colleagues_may_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = store(tmp_path)
    root.chmod(0o2770)
    monkeypatch.setenv("KINERJA_USER", "Siti Aminah")
    values(root, "61.34", "1", "2")
    path = journal_file(root)
    assert path.name.endswith(".siti-aminah.jsonl")
    assert path.stat().st_mode & 0o777 == 0o640
    assert path.read_bytes().count(b"\n") == 2
    monkeypatch.setenv("KINERJA_USER", "budi")
    values(root, "2", "3")
    assert len(list(path.parent.iterdir())) == 2
    assert [each.user for each in read_journal(root).entries] == ["siti-aminah"] * 2 + ["budi"]


@given(st.data())
def test_whatever_is_torn_or_garbled_is_passed_over(data: st.DataObject) -> None:
    entries = [Entry(f"2026{n}", "2026-11-24T00:00:00.000Z", "a", "h", "set", ()) for n in range(4)]
    lines = [encoded(each) for each in entries]
    bad = data.draw(st.integers(0, 3))
    at = data.draw(st.integers(0, len(lines[bad]) - 2))
    kind = data.draw(st.sampled_from(["cut", "flip", "noise"]))
    if kind == "cut":
        lines[bad] = lines[bad][:at] + b"\n"
    elif kind == "flip":
        lines[bad] = lines[bad][:at] + bytes([lines[bad][at] ^ 1]) + lines[bad][at + 1 :]
    else:
        lines[bad] = data.draw(st.binary(max_size=40)).replace(b"\n", b"") + b"\n"
    found = [each.id for each in decoded(b"".join(lines)) if isinstance(each, Entry)]
    assert found == [each.id for each in entries if each is not entries[bad]]


def test_a_line_after_a_torn_one_is_whole(tmp_path: Path) -> None:
    root = store(tmp_path)
    values(root, "61.34", "1")
    with journal_file(root).open("ab") as torn:
        torn.write(b'0badcafe {"line":"entry","id"')
    values(root, "1", "2")
    assert [each.new for each in events(read_journal(root), FILE, KEY)] == ["1", "2"]


def test_a_journal_in_the_way_stops_the_save(tmp_path: Path) -> None:
    root = store(tmp_path)
    (root / ".kinerja").mkdir()
    (root / ".kinerja" / "journal").write_text("a file")
    assert not isinstance(save(root, EDIT), Saved)
    assert (root / FILE).read_bytes() == OLD


def test_links_and_strange_files_in_the_journal_do_no_harm(tmp_path: Path) -> None:
    root = store(tmp_path)
    values(root, "61.34", "1")
    folder = journal_file(root).parent
    os.mkfifo(folder / "2026-01-01.fifo.jsonl")
    (folder / "2026-01-02.link.jsonl").symlink_to("/etc/passwd")
    (folder / "notes.txt").write_text("x")
    (folder / "2026-01-03.dir.jsonl").mkdir()
    assert len(read_journal(root).entries) == 1
    values(root, "1", "2")


def test_old_days_go(tmp_path: Path) -> None:
    root = store(tmp_path)
    values(root, "61.34", "1")
    folder = journal_file(root).parent
    for day in ("2026-01-01", "2026-01-02"):
        (folder / f"{day}.a.jsonl").write_bytes(b"")
    prune(root, date(2026, 4, 2))
    assert sorted(each.name[:10] for each in folder.iterdir())[0] == "2026-01-02"


def test_since_tells_what_others_did_after_a_text(tmp_path: Path) -> None:
    root = store(tmp_path)
    values(root, "61.34", "1", "2")
    assert [each.new for each in since(read_journal(root), FILE, digest(OLD)) or ()] == ["1", "2"]
    assert since(read_journal(root), FILE, digest((root / FILE).read_bytes())) == ()
    (root / FILE).write_bytes((root / FILE).read_bytes() + b"# vim\n")
    values(root, "2", "3")
    assert since(read_journal(root), FILE, digest(OLD)) is None


def test_the_stack_of_undo_and_redo_comes_from_the_journal(tmp_path: Path) -> None:
    root = store(tmp_path)
    values(root, "61.34", "1", "2")
    me = login()
    for expected in ("1", "61.34"):
        entry = undoable(read_journal(root), me)
        assert entry is not None
        parts = tuple(each.back for each in entry.files)
        assert isinstance(carry_out(root, Action(parts, "undo", entry.id)), Done)
        assert f"value = {expected}\n".encode() in (root / FILE).read_bytes()
    assert undoable(read_journal(root), me) is None
    assert (root / FILE).read_bytes() == OLD
    for expected in ("1", "2"):
        entry = redoable(read_journal(root), me)
        assert entry is not None
        parts = tuple(each.back for each in entry.files)
        assert isinstance(carry_out(root, Action(parts, "redo", entry.id)), Done)
        assert f"value = {expected}\n".encode() in (root / FILE).read_bytes()
    assert redoable(read_journal(root), me) is None
    last = undoable(read_journal(root), me)
    assert last is not None
    assert last.doing == "redo"
    values(root, "2", "5")
    assert undoable(read_journal(root), "somebody") is None


def test_a_new_change_ends_what_could_be_redone(tmp_path: Path) -> None:
    root = store(tmp_path)
    values(root, "61.34", "1")
    entry = undoable(read_journal(root), login())
    assert entry is not None
    carry_out(root, Action(tuple(each.back for each in entry.files), "undo", entry.id))
    assert redoable(read_journal(root), login()) is not None
    assert isinstance(save(root, INSERT), Saved)
    assert redoable(read_journal(root), login()) is None


def test_what_a_colleague_took_back_is_not_taken_back_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = store(tmp_path)
    monkeypatch.setenv("KINERJA_USER", "siti")
    values(root, "61.34", "1", "2")
    monkeypatch.setenv("KINERJA_USER", "budi")
    last = undoable(read_journal(root), "siti")
    assert last is not None
    carry_out(root, Action(tuple(each.back for each in last.files), "undo", last.id))
    now = undoable(read_journal(root), "siti")
    assert now is not None
    assert now.id == read_journal(root).entries[0].id
    theirs = redoable(read_journal(root), "budi")
    assert theirs is not None
    carry_out(root, Action(tuple(each.back for each in theirs.files), "redo", theirs.id))
    assert undoable(read_journal(root), "siti") == last


def test_a_void_entry_is_none() -> None:
    entry = Entry("a", "2026-11-24T00:00:00.000Z", "u", "h", "set", ())
    from kinerja_tui.store.state.journal import gathered

    assert gathered([entry]).entries == (entry,)
    assert gathered([entry, Void("a")]).entries == ()
    assert gathered([Void("a"), entry]).entries == ()


def test_what_lost_in_a_conflict_is_kept(tmp_path: Path) -> None:
    root = store(tmp_path, OLD.replace(b"61.34", b"60"))
    conflict = save(root, EDIT)
    assert isinstance(conflict, Conflict)
    assert decided(root, conflict, "theirs")
    (lost,) = read_journal(root).lost
    assert (lost.key, lost.seen, lost.found, lost.mine) == (KEY, "61.34", "60", "62.50")
    assert lost.choice == "theirs"


def test_hundreds_of_edits_come_back_to_the_byte(tmp_path: Path) -> None:
    """Seconds, not minutes: the journal is read once, then every entry is undone."""
    root = store(tmp_path)
    for number in range(300):
        seen = "61.34" if number == 0 else str(number - 1)
        assert isinstance(save(root, Edit.one(FILE, KEY, seen, str(number))), Saved)
    for entry in reversed(read_journal(root).entries):
        parts = tuple(each.back for each in entry.files)
        assert isinstance(carry_out(root, Action(parts, "undo", entry.id)), Done)
    assert (root / FILE).read_bytes() == OLD
