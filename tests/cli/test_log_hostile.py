"""A journal that others wrote: torn, garbled, full of codes and markup; nothing of it does harm."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kinerja_tui.store.splicing.edit import Change, Creation, Deletion, Edit, Part, Removal, Rework
from kinerja_tui.store.state.journal import Entry, Lost, Touched, encoded
from tests.cli.program import IP_ASN, Become, Kinerja

NASTY = '"[red]x[/red] \x1b[31m\u202e\u2066 {user} %s \x00\n\ttab"'
STRANGE = "\x1b]0;x\x07[bold]" + "u" * 400
FILE = IP_ASN.removeprefix("records/")


def entry(id_: str, part: Part, back: Part | None = None, **more: str) -> Entry:
    touched = Touched(part.file, "0" * 64, "1" * 64, part, back or part)
    head = {"time": "2022-12-20T03:30:00.000Z", "user": "jahat", "host": "h"} | more
    return Entry(
        id_,
        head["time"],
        head["user"],
        head["host"],
        "redo" if "undoes" in more else "set",
        (touched,),
        undoes=more.get("undoes", ""),
    )


def journal(folder: Path, *lines: Entry | Lost | bytes) -> None:
    path = folder / "records/.kinerja/journal"
    path.mkdir(parents=True)
    data = [each if isinstance(each, bytes) else encoded(each) for each in lines]
    (path / "2022-12-20.jahat.jsonl").write_bytes(b"".join(data))


def hostile(folder: Path) -> None:
    """Entries that the program itself would never write."""
    nasty = Edit(FILE, (Change(f"a.{STRANGE}", NASTY, "1" * 5000, back=True),))
    journal(
        folder,
        entry("a", nasty),
        entry("20221220T033000-abcd1234", nasty, user=STRANGE),
        entry("20221220T033001-abcd1234", nasty, time="kemarin"),
        entry("b", nasty, time="9999-12-31T23:59:59+00:00", undoes="b"),
        entry("c\x1b[2J" + "c" * 300, nasty, undoes="a"),
        entry("", nasty, user=""),
        entry("d", Creation("../../jahat.toml", NASTY * 100)),
        entry("e", Deletion(f"{STRANGE}.toml", "x"), time="0001-01-01T00:00:00"),
        entry("f", Rework(FILE, (Removal("realisation", NASTY),)), host=STRANGE),
        Lost("g", "x", STRANGE, FILE, STRANGE, NASTY, None, "9" * 400, "mine"),
    )


def test_hostile_values_are_shown_literally(kinerja: Kinerja, folder: Path) -> None:
    hostile(folder)
    for arguments in (["-n", "100"], ["--lang", "en"], ["--plain"], ["ip-asn"], ["--user", "x"]):
        done = kinerja("log", *arguments)
        assert done.code == 0
        for line in (*done.out.splitlines(), *done.err.splitlines()):
            assert line.isprintable(), line
    out = kinerja("log", "--plain", "-n", "100").out
    assert "[red]x[/red] \ufffd[31m" in out
    assert "pada hari yang tidak diketahui" in out
    found = kinerja("log", "--json", "-n", "100")
    assert len(found.json["entries"]) == 9
    assert all(line.isprintable() for line in found.out.splitlines())


def test_a_strange_entry_can_be_named_and_does_not_leave_the_store(
    kinerja: Kinerja, folder: Path, user: Become
) -> None:
    hostile(folder)
    before = {path: path.read_bytes() for path in (folder / "records").rglob("*.toml")}
    for name in ("a", "b", "d", "e", "f", "abcd1234", "20221220T033000-abcd1234", ""):
        done = kinerja("undo", name)
        assert done.code in (1, 2), name
        assert all(line.isprintable() for line in done.err.splitlines())
        assert "Traceback" not in done.err
    assert {path: path.read_bytes() for path in (folder / "records").rglob("*.toml")} == before
    assert not (folder.parent / "jahat.toml").exists()


def test_torn_lines_are_passed_over(kinerja: Kinerja, folder: Path) -> None:
    part = Edit(FILE, (Change("realisation.value", "1", "2"),))
    whole = encoded(entry("20221220T033000-abcd1234", part))
    journal(
        folder,
        b"00000000 {}\n",
        whole[:-20] + b"\n",
        whole,
        b"\xff\xfe\n",
        whole[: len(whole) // 2],
    )
    done = kinerja("log", "--json")
    assert (done.code, done.err) == (0, "")
    assert [each["name"] for each in done.json["entries"]] == ["abcd"]


@pytest.mark.parametrize("kind", ["file", "link"])
def test_a_journal_that_is_no_folder_is_one_sentence(
    kind: str, kinerja: Kinerja, folder: Path
) -> None:
    state = folder / "records/.kinerja"
    state.mkdir()
    if kind == "file":
        (state / "journal").write_text("x")
    else:
        (state / "journal").symlink_to("/etc")
    for command in ("log", "undo", "redo"):
        done = kinerja(command)
        assert (done.code, done.out) == (2, "")
        assert done.err.startswith("kinerja: Catatan perubahan tidak dapat dibaca: ")
    assert kinerja("set", "ip-asn", "realisation.value", "62").code == 2


def test_files_that_are_closed_to_us_are_counted(
    kinerja: Kinerja, folder: Path, user: Become, monkeypatch: pytest.MonkeyPatch
) -> None:
    kinerja("set", "ip-asn", "realisation.value", "62")
    monkeypatch.setattr("os.access", lambda *path, **more: False)
    done = kinerja("log")
    assert done.code == 0
    assert done.err.startswith("1 berkas catatan perubahan tidak dapat dibaca")


def test_a_read_only_store_is_shown_and_not_changed(
    kinerja: Kinerja, folder: Path, user: Become
) -> None:
    kinerja("set", "ip-asn", "realisation.value", "62")
    path = folder / IP_ASN
    path.chmod(0o444)
    before = path.read_bytes()
    assert "61,34 -> 62" in kinerja("log").out
    for arguments in (["undo"], ["undo", "--dry-run"], ["remove", "ip-asn", "analysis", "--yes"]):
        done = kinerja(*arguments)
        assert done.code == 2, arguments
        assert "[B65]" in done.err
    assert path.read_bytes() == before


def test_strange_people_and_names_are_not_offered(kinerja: Kinerja, folder: Path) -> None:
    from kinerja_tui.cli import complete
    from kinerja_tui.cli.console import console
    from kinerja_tui.cli.session import Session
    from kinerja_tui.locale import INDONESIAN, Words

    hostile(folder)
    from datetime import date

    session = Session(os.environ, folder, date(2022, 12, 20), Words(INDONESIAN), console({}))

    class Context:
        obj = session

    assert complete.people(Context(), "") == ["jahat"]  # type: ignore[arg-type]
    assert all(each.isprintable() for each in complete.entries(Context(), ""))  # type: ignore[arg-type]
