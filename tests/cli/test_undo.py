"""`undo` and `redo`: what is taken back, in which order, whose it is, what stands in the way."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kinerja_tui.store.splicing.edit import Action, Creation, Deletion, Edit
from kinerja_tui.store.writing.save import carry_out
from tests.cli.program import IP_ASN, SPBE, YEAR, Become, Kinerja, documented, edit, fields

VALUE = "realisation.value"
WHEN = r"\((?:\d+ \w+ \d+ )?\d\d:\d\d\)"


def last(kinerja: Kinerja, at: int = 0) -> str:
    return str(kinerja("log", "--json").json["entries"][at]["name"])


def files(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in (folder / "records").rglob("*.toml")}


def test_the_last_change_goes_back_to_the_byte_and_says_so(
    kinerja: Kinerja, folder: Path, user: Become
) -> None:
    before = files(folder)
    kinerja("set", "ip-asn", VALUE, "62,5", "--state", "sementara")
    done = kinerja("undo")
    assert (done.code, done.err) == (0, "")
    title, *rest = done.out.splitlines()
    assert re.fullmatch(rf"Diurungkan: {last(kinerja, 1)} \(siti, \d\d:\d\d\)", title)
    assert rest == [
        "ip-asn realisation.value: 62,5 -> 61,34",
        f"  {IP_ASN}:19:9",
        'ip-asn realisation.state: "provisional" -> "final"',
        f"  {IP_ASN}:20:9",
        "  Capaian IK 1: 102,46% -> 100,56%",
        "  Rata-rata SS 1: 102,33% -> 101,86%",
        "  Rata-rata unit kerja: 101,37% -> 101,13%",
    ]
    assert files(folder) == before
    done = kinerja("undo")
    assert done.code == 2
    assert done.err == "kinerja: Tidak ada perubahan Anda (siti) yang dapat diurungkan.\n"


def test_undo_and_redo_go_back_and_forth_in_order(
    kinerja: Kinerja, folder: Path, user: Become
) -> None:
    states = [files(folder)]
    for arguments in (("ip-asn", VALUE, "62"), ("spbe", VALUE, "2,3"), ("ip-asn", VALUE, "63")):
        kinerja("set", *arguments)
        states.append(files(folder))
    for expected in (2, 1, 0):
        assert kinerja("undo").code == 0
        assert files(folder) == states[expected]
    assert kinerja("undo").code == 2
    for expected in (1, 2, 3):
        done = kinerja("redo", "--lang", "en")
        assert done.code == 0
        assert done.out.startswith("Done again: ")
        assert files(folder) == states[expected]
    done = kinerja("redo")
    assert (done.code, done.out) == (2, "")
    assert done.err == "kinerja: Tidak ada yang Anda (siti) urungkan untuk diulangi.\n"


def test_an_undo_can_be_taken_back_by_its_name(
    kinerja: Kinerja, folder: Path, user: Become
) -> None:
    before = files(folder)
    kinerja("set", "spbe", VALUE, "2,3")
    after = files(folder)
    first = last(kinerja)
    kinerja("undo")
    done = kinerja("undo", last(kinerja))
    assert done.out.startswith(f"Diulangi: {first} (siti, ")
    assert files(folder) == after
    done = kinerja("undo")
    assert done.out.startswith(f"Diurungkan: {first} (siti, ")
    assert files(folder) == before


def test_what_was_taken_back_is_not_taken_back_again(kinerja: Kinerja, user: Become) -> None:
    kinerja("set", "spbe", VALUE, "2,3")
    first = last(kinerja)
    kinerja("undo")
    undo = last(kinerja)
    done = kinerja("undo", first)
    assert (done.code, done.out) == (2, "")
    assert re.match(rf"kinerja: {first} sudah tidak berlaku: diurungkan siti {WHEN}\.\n", done.err)
    assert f"kinerja undo {undo}" in done.err


def test_there_is_nothing_of_ours_until_a_colleagues_entry_is_named(
    kinerja: Kinerja, folder: Path, user: Become
) -> None:
    before = files(folder)
    done = kinerja("undo", "--lang", "en")
    assert (done.code, done.out) == (2, "")
    assert done.err == "kinerja: There is no change of yours (siti) to take back.\n"
    user("budi")
    kinerja("set", "spbe", VALUE, "2,3")
    user("siti")
    done = kinerja("undo", "--lang", "en")
    assert done.code == 2
    assert "Name an entry of kinerja log to take back a colleague's." in done.err
    name = last(kinerja)
    done = kinerja("undo", name.upper())
    assert done.out.startswith(f"Diurungkan: {name} (budi, ")
    assert files(folder) == before
    user("budi")
    assert kinerja("undo").code == 2  # it is settled: a colleague took it back
    user("siti")
    assert kinerja("redo").code == 0
    assert files(folder) != before
    user("budi")
    assert kinerja("undo").code == 0
    assert files(folder) == before


def test_a_field_that_moved_on_is_a_conflict(kinerja: Kinerja, folder: Path, user: Become) -> None:
    kinerja("set", "ip-asn", VALUE, "62,5")
    user("budi")
    kinerja("set", "ip-asn", VALUE, "63")
    theirs, before = last(kinerja), files(folder)
    user("siti")
    for more in ([], ["--dry-run"]):
        done = kinerja("undo", *more)
        assert (done.code, done.out) == (1, "")
        sentence, *values, hint = done.err.splitlines()
        assert re.fullmatch(
            rf"{IP_ASN}:19:9: {VALUE} sudah diubah lagi oleh budi {WHEN}; tidak diurungkan\.",
            sentence,
        )
        assert [line.split() for line in values] == [
            ["waktu", "itu", "62,5"],
            ["sekarang", "63"],
            ["nilai", "semula", "61,34"],
        ]
        assert hint == f"  Saran: Urungkan dahulu yang datang kemudian: kinerja undo {theirs}"
    assert files(folder) == before
    english = kinerja("undo", "--lang", "en").err
    assert ": budi (" in english and "changed realisation.value since then" in english
    assert "written then    62.5\n" in english
    assert kinerja("undo", theirs).code == 0
    assert kinerja("undo").code == 0
    assert "value = 61.34\n" in (folder / IP_ASN).read_text()


def test_another_field_of_the_file_is_no_conflict(
    kinerja: Kinerja, folder: Path, user: Become
) -> None:
    kinerja("set", "ip-asn", VALUE, "62,5")
    both = 'value = 62.5\nstate = "{}"'
    edit(folder / IP_ASN, both.format("final"), both.format("provisional"))
    assert kinerja("undo").code == 0
    assert 'value = 61.34\nstate = "provisional"' in (folder / IP_ASN).read_text()


def test_with_another_program_there_is_nothing_to_take_back_first(
    kinerja: Kinerja, folder: Path, user: Become
) -> None:
    kinerja("set", "ip-asn", VALUE, "62,5")
    edit(folder / IP_ASN, "value = 62.5", "value = 64")
    done = kinerja("undo")
    assert done.code == 1
    assert "dengan program lain (" in done.err
    assert done.err.endswith("  Saran: Periksa, lalu isi nilai yang benar.\n")


def test_what_stands_that_way_already_names_the_one_before(
    kinerja: Kinerja, folder: Path, user: Become
) -> None:
    kinerja("set", "spbe", VALUE, "2,3")
    first = last(kinerja)
    kinerja("set", "ip-asn", VALUE, "62,5")
    second = last(kinerja)
    edit(folder / IP_ASN, "value = 62.5", "value = 61.34")
    done = kinerja("undo")
    assert done.code == 0
    title, hint = done.out.splitlines()
    assert title.startswith(f"{second} (siti, ") and title.endswith("semuanya sudah seperti itu.")
    assert hint == f"Yang sebelumnya: kinerja undo {first}"
    assert kinerja("undo", "--json").json["changed"] is False


def test_a_dry_run_writes_nothing_and_shows_the_same(
    kinerja: Kinerja, folder: Path, user: Become
) -> None:
    kinerja("set", "ip-asn", VALUE, "62,5")
    before = files(folder)
    dry = kinerja("undo", "--dry-run")
    assert files(folder) == before and last(kinerja, 0) and dry.code == 0
    wet = kinerja("undo")
    assert dry.out == wet.out + "Tidak ada yang ditulis (--dry-run).\n"
    assert kinerja("redo", "--dry-run").out.splitlines()[1] == f"ip-asn {VALUE}: 61,34 -> 62,5"


def test_files_that_came_and_went_come_back(kinerja: Kinerja, folder: Path, user: Become) -> None:
    root = folder / "records"
    before = files(folder)
    gone = "biro-osdm/2022/recommendations/kasn-merit.toml"
    text = (root / gone).read_text()
    made = "setjen/2023/year.toml"
    parts = (Deletion(gone, text), Creation(made, "schema = 1\n"))
    carry_out(root, Action(parts, "import"))
    dry = kinerja("undo", "--dry-run")
    assert dry.code == 0, dry.err
    assert not (root / gone).exists() and (root / made).exists()
    done = kinerja("undo")
    assert done.code == 0, done.err
    assert f"kasn-merit berkas dibuat, {len(text.splitlines())} baris" in done.out
    assert "year berkas dihapus, 1 baris" in done.out
    assert files(folder) == before
    dry = kinerja("redo", "--dry-run")
    assert dry.code in (0, 2) and files(folder) == before


def test_a_folder_that_is_gone_is_not_made_by_a_dry_run(
    kinerja: Kinerja, folder: Path, user: Become
) -> None:
    root = folder / "records"
    file = "setjen/2023/year.toml"
    carry_out(root, Action((Creation(file, "schema = 1\n"),), "add"))
    carry_out(root, Action((Deletion(file, "schema = 1\n"),), "remove"))
    (root / file).parent.rmdir()
    assert kinerja("undo", "--dry-run").code == 0
    assert not (root / file).parent.exists()
    assert kinerja("undo").code == 0
    assert (root / file).read_text() == "schema = 1\n"


def test_a_file_that_changed_since_it_came_is_a_conflict(
    kinerja: Kinerja, folder: Path, user: Become
) -> None:
    root = folder / "records"
    file = "setjen/2023/year.toml"
    carry_out(root, Action((Creation(file, "schema = 1\n"),), "add"))
    (root / file).write_text("schema = 1\n# lagi\n")
    done = kinerja("undo")
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith("records/setjen/2023/year.toml: berkas diubah ")
    assert (root / file).read_text() == "schema = 1\n# lagi\n"


@pytest.mark.parametrize("name", ["zzzz", "", "tidak ada", "\x1b[31m"])
def test_a_name_that_nothing_has(name: str, kinerja: Kinerja, user: Become) -> None:
    kinerja("set", "spbe", VALUE, "2,3")
    done = kinerja("undo", name)
    assert (done.code, done.out) == (2, "")
    assert "Tidak ada entri “" in done.err and "kinerja log" in done.err
    assert "\x1b" not in done.err


def test_a_beginning_that_several_have(
    kinerja: Kinerja, user: Become, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kinerja_tui.store.disk.system import System

    parts = iter(["aaaa1111", "aaaa2222", "bbbb3333"])
    fresh = System.fresh

    def chosen(self: System) -> str:
        from inspect import stack

        named = next(parts, "") if stack()[1].function == "new_id" else ""
        return named or fresh(self)

    monkeypatch.setattr(System, "fresh", chosen)
    for value in ("2,3", "2,4", "2,5"):
        assert kinerja("set", "spbe", VALUE, value).code == 0
    assert [each["name"] for each in kinerja("log", "--json").json["entries"]] == [
        "bbbb",
        "aaaa2",
        "aaaa1",
    ]
    done = kinerja("undo", "aaaa")
    assert done.code == 2
    assert "“aaaa” menyebut beberapa entri: aaaa2, aaaa1." in done.err
    assert kinerja("undo", "b").code == 0
    assert kinerja("undo", "aaaa2222").code == 0


def test_a_closed_year_is_refused(kinerja: Kinerja, folder: Path, user: Become) -> None:
    kinerja("set", "spbe", VALUE, "2,3")
    edit(folder / f"{YEAR}/year.toml", "closed = false", "closed = true")
    for arguments in (["undo"], ["undo", "--dry-run"]):
        done = kinerja(*arguments)
        assert (done.code, done.out) == (2, "")
        assert "[B63]" in done.err


def test_an_undo_that_would_break_a_record_is_refused(
    kinerja: Kinerja, folder: Path, user: Become
) -> None:
    root = folder / "records"
    edit_ = Edit.one(SPBE.removeprefix("records/"), VALUE, "2.28", "2.3")
    carry_out(root, Action((edit_,)))
    edit(folder / SPBE, 'state = "final"', 'state = "finl"')
    assert kinerja("undo").code == 2  # the record does not stand, whatever is done to its value


def test_json(kinerja: Kinerja, user: Become) -> None:
    kinerja("set", "ip-asn", VALUE, "62,5")
    found = kinerja("undo", "--json").json
    assert list(found) == [
        *("version", "doing", "undoes", "entry", "changed", "dry_run", "changes", "indicators"),
        *("unit", "conflict"),
    ]
    (change,) = found["changes"]
    assert change == {
        "file": IP_ASN.removeprefix("records/"),
        "key": VALUE,
        "line": 19,
        "old": "62.5",
        "new": "61.34",
    }
    (indicator,) = found["indicators"]
    assert (indicator["id"], str(indicator["before"]), str(indicator["after"])) == (
        "ip-asn",
        "102.46",
        "100.56",
    )
    assert fields(found) - documented() == set()
    assert kinerja("redo", "--json").json["doing"] == "redo"
    kinerja("set", "ip-asn", VALUE, "63")
    user("budi")
    name = last(kinerja, 1)
    done = kinerja("undo", name, "--json")
    assert done.code == 1
    assert list(done.json) == ["version", "changed", "conflict"]
    assert list(done.json["conflict"]) == ["file", "key", "seen", "found", "mine", "by"]
    assert done.json["conflict"]["by"]["user"] == "siti"
    assert fields(done.json) - documented() == set()
