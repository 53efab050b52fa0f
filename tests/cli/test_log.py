"""`log`: who changed what, when, from what to what; days, names, what was taken back or lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from kinerja_tui.report.width import wide
from kinerja_tui.store.splicing.edit import Change, Conflict, Deletion, Edit
from kinerja_tui.store.state.journal import Choice, read_journal
from kinerja_tui.store.writing.decide import decided
from kinerja_tui.store.writing.save import save
from tests.cli.program import IP_ASN, YEAR, Become, Kinerja, SetClock, documented, fields

PATH = IP_ASN.removeprefix("records/")
VALUE = "realisation.value"


def names(kinerja: Kinerja) -> list[str]:
    return [each["name"] for each in kinerja("log", "--json", "-n", "100").json["entries"]]


def several(kinerja: Kinerja, user: Become, clock: SetClock) -> None:
    """Three changes on two days, by two people."""
    clock("2022-12-19T16:58:00")
    kinerja("set", "ip-asn", VALUE, "62,5")
    user("budi")
    clock("2022-12-19T17:02:00")
    kinerja("set", "ip-asn", VALUE, "63", "--state", "sementara")
    user("siti")
    clock("2022-12-20T03:30:00")
    kinerja("set", "spbe", VALUE, "2,3")


def test_entries_stand_by_day_newest_first(kinerja: Kinerja, user: Become, clock: SetClock) -> None:
    several(kinerja, user, clock)
    last, second, first = names(kinerja)
    assert kinerja("log").out.splitlines() == [
        "20 Desember 2022",
        f"  10:30  {last}  siti  ubah",
        "    biro-osdm/2022/indicators/spbe.toml",
        "      realisation.value: 2,28 -> 2,3",
        f"  00:02  {second}  budi  ubah",
        "    biro-osdm/2022/indicators/ip-asn.toml",
        "      realisation.value: 62,5 -> 63",
        '      realisation.state: "final" -> "provisional"',
        "",
        "19 Desember 2022",
        f"  23:58  {first}  siti  ubah",
        "    biro-osdm/2022/indicators/ip-asn.toml",
        "      realisation.value: 61,34 -> 62,5",
    ]
    english = kinerja("log", "--lang", "en").out
    assert "20 December 2022\n" in english and "  budi  change\n" in english
    assert "realisation.value: 61.34 -> 62.5" in english


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["ip-asn"], "12"),
        (["IK 1"], "12"),
        (["ip-asn", VALUE], "12"),
        (["ip-asn", "realisation"], "12"),
        (["ip-asn", "realisation.state"], "1"),
        (["ip-asn", "analysis"], ""),
        (["year"], ""),
        ([IP_ASN], "12"),
        ([PATH], "12"),
        ([f"{YEAR}/indicators"], "012"),
        (["biro-osdm/2022/"], "012"),
        (["records/"], "012"),
        (["records/setjen"], ""),
        (["--user", "budi"], "1"),
        (["--user", "BUDI", "spbe"], ""),
        (["--since", "2022-12-20"], "01"),
        (["--since", "21-12-2022"], ""),
        (["--unit", "biro-osdm", "--year", "2022"], "012"),
        (["--year", "2021"], ""),
        (["--unit", "biro-osdm"], "012"),
        (["-n", "2"], "01"),
    ],
)
def test_what_is_asked_for(
    arguments: list[str], expected: str, kinerja: Kinerja, user: Become, clock: SetClock
) -> None:
    several(kinerja, user, clock)
    every = names(kinerja)
    done = kinerja("log", *arguments, "--json")
    assert (done.code, done.err) == (0, "")
    assert [each["name"] for each in done.json["entries"]] == [every[int(at)] for at in expected]
    page = kinerja("log", *arguments)
    assert page.code == 0
    shown = [name for name in every if f"  {name}  " in page.out]
    assert shown == [every[int(at)] for at in expected]
    if not expected:
        assert page.out == "Tidak ada perubahan seperti itu dalam catatan perubahan.\n"


def test_what_is_left_out_is_counted(kinerja: Kinerja, user: Become, clock: SetClock) -> None:
    several(kinerja, user, clock)
    out = kinerja("log", "-n", "1").out
    assert out.endswith("\n2 entri yang lebih lama tidak ditampilkan; lihat -n dan --since.\n")
    assert kinerja("log", "-n", "1", "--json").json["older"] == 2


def test_an_entry_shows_the_changes_asked_for_and_counts_the_rest(
    kinerja: Kinerja, user: Become
) -> None:
    kinerja("set", "ip-asn", VALUE, "63", "--state", "sementara")
    out = kinerja("log", "ip-asn", "realisation.state").out
    assert "realisation.value" not in out
    assert "dan 1 perubahan lain dari tindakan ini" in out


def test_an_undo_is_an_entry_and_the_one_it_took_back_says_so(
    kinerja: Kinerja, user: Become, clock: SetClock
) -> None:
    several(kinerja, user, clock)
    first = names(kinerja)[0]
    clock("2022-12-20T04:00:00")
    kinerja("undo")
    undo = names(kinerja)[0]
    out = kinerja("log").out
    assert f"  11:00  {undo}  siti  urungkan {first}\n" in out
    assert f"    diurungkan siti (20 Des 2022 11:00): {undo}\n" in out
    clock("2022-12-20T04:05:00")
    kinerja("redo")
    redo = names(kinerja)[0]
    out = kinerja("log").out
    assert f"  11:05  {redo}  siti  ulangi {first}\n" in out
    assert f"    diulangi siti (20 Des 2022 11:05): {redo}\n" in out
    assert "diurungkan siti" not in out
    entries = kinerja("log", "--json").json["entries"]
    assert entries[0]["undoes"] == entries[1]["id"]
    assert entries[1]["undone_by"] == entries[0]["id"]
    assert entries[2]["undone_by"] is None


@pytest.mark.parametrize(
    ("choice", "head", "line"),
    [
        ("theirs", "bentrok: nilai rekan dipertahankan", "61,34 -> 60; tidak ditulis: 62,5"),
        ("mine", "bentrok: nilai sendiri ditulis", "61,34 -> 62,5; tertimpa: 60"),
        ("draft", "bentrok: nilai sendiri disimpan sebagai draf", "-> 60; tidak ditulis: 62,5"),
    ],
)
def test_values_that_lost_in_a_conflict_are_shown(
    choice: Choice, head: str, line: str, kinerja: Kinerja, folder: Path, user: Become
) -> None:
    assert decided(folder / "records", Conflict(PATH, VALUE, "61.34", "60", "62.5"), choice)
    out = kinerja("log", "ip-asn").out
    assert f"siti  {head}\n" in out
    assert f"{VALUE}: " in out and line in out
    (lost,) = kinerja("log", "--json").json["conflicts"]
    assert (lost["found"], lost["mine"], lost["choice"]) == ("60", "62.5", choice)
    assert kinerja("log", "spbe", "--json").json["conflicts"] == []


def test_texts_set_aside_are_named_at_the_end(kinerja: Kinerja, folder: Path, user: Become) -> None:
    kinerja("set", "spbe", VALUE, "2,3")
    aside = folder / "records/.kinerja/conflicts"
    aside.mkdir()
    (aside / "2022.spbe.toml").write_text("x")
    lines = kinerja("log").out.splitlines()
    assert lines[-3].startswith("1 teks") and lines[-3].endswith("disisihkan di:")
    assert lines[-2] == "  records/.kinerja/conflicts/2022.spbe.toml"
    assert lines[-1] == "Bandingkan dengan catatannya, lalu hapus."
    assert kinerja("log", "--json").json["set_aside"] == [".kinerja/conflicts/2022.spbe.toml"]


def test_what_is_gone_is_still_found(kinerja: Kinerja, folder: Path, user: Become) -> None:
    path = folder / f"{YEAR}/recommendations/kasn-merit.toml"
    file = path.relative_to(folder / "records").as_posix()
    from kinerja_tui.store.splicing.edit import Action
    from kinerja_tui.store.writing.save import carry_out

    text = path.read_text()
    carry_out(folder / "records", Action((Deletion(file, text),), "remove"))
    out = kinerja("log", "kasn-merit").out
    assert "  siti  hapus\n" in out
    assert f"      berkas dihapus, {len(text.splitlines())} baris\n" in out
    goal = Change("goal.baru.name", None, '"Baru"')
    save(folder / "records", Edit("biro-osdm/2022/goals.toml", (goal,)))
    (folder / f"{YEAR}/goals.toml").write_text("schema = 1\n")
    assert 'goal.baru.name: - -> "Baru"' in kinerja("log", "baru").out
    assert kinerja("log", "baru", "weight").out.startswith("Tidak ada perubahan seperti itu")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["tidak-ada"], "“tidak-ada”"),
        (["tidak/ada.toml"], "Tidak ada berkas tidak/ada.toml"),
        (["../../etc/passwd"], "Tidak ada berkas ../../etc/passwd"),
        (["/etc"], "Tidak ada berkas /etc"),
        (["-n", "0"], "bilangan mulai dari 1"),
        (["-n", "x"], "-n"),
        (["--since", "kapan"], "“kapan” bukan tanggal"),
        (["--year", "dulu"], "“dulu” bukan tahun"),
        (["--unit", "tidak-ada"], "“tidak-ada”"),
        (["--records", "/tidak/ada"], "/tidak/ada"),
    ],
)
def test_wrong_use_ends_with_2(
    arguments: list[str], said: str, kinerja: Kinerja, user: Become
) -> None:
    done = kinerja("log", *arguments)
    assert (done.code, done.out) == (2, "")
    assert said in done.err


def test_a_name_unknown_to_the_journal_is_said(kinerja: Kinerja, user: Become) -> None:
    kinerja("set", "spbe", VALUE, "2,3")
    done = kinerja("log", "--user", "sity")
    assert done.code == 0
    assert done.err == "Yang dikenal catatan perubahan: siti.\n"


def test_no_journal_at_all(kinerja: Kinerja, folder: Path) -> None:
    done = kinerja("log")
    assert (done.code, done.out, done.err) == (0, "Catatan perubahan masih kosong.\n", "")
    assert kinerja("log", "--json").json["entries"] == []
    assert not (folder / "records/.kinerja").exists()


def test_a_page_keeps_to_the_width(
    kinerja: Kinerja, user: Become, monkeypatch: pytest.MonkeyPatch
) -> None:
    kinerja("set", "spbe", "analysis.cause", "kata " * 40)
    kinerja("set", "ip-asn", VALUE, "62")
    kinerja("undo")
    for columns in ("40", "80"):
        monkeypatch.setenv("COLUMNS", columns)
        assert [line for line in kinerja("log").out.splitlines() if wide(line) > int(columns)] == []
    plain = kinerja("log", "--plain").out
    assert 'analysis.cause: """ Inventarisasi' in plain and '-> "kata kata' in plain


def test_many_changes_of_an_action_are_counted(
    kinerja: Kinerja, folder: Path, user: Become
) -> None:
    changes = tuple(Change(f"x.k{n}", None, str(n)) for n in range(35))
    save(folder / "records", Edit(PATH, changes))
    out = kinerja("log").out
    assert "x.k29: - -> 29" in out and "x.k30" not in out
    assert "dan 5 perubahan lain dari tindakan ini" in out
    assert len(kinerja("log", "--json").json["entries"][0]["changes"]) == 35


def test_every_field_is_documented(kinerja: Kinerja, folder: Path, user: Become) -> None:
    kinerja("set", "spbe", VALUE, "2,3")
    kinerja("undo")
    decided(folder / "records", Conflict(PATH, VALUE, "61.34", "60", "62.5"), "theirs")
    found = kinerja("log", "--json").json
    assert list(found) == ["version", "entries", "conflicts", "older", "set_aside"]
    assert fields(found) - documented() == set()


def test_times_of_the_journal_are_utc_and_ids_are_whole(kinerja: Kinerja, folder: Path) -> None:
    kinerja("set", "spbe", VALUE, "2,3")
    (entry,) = kinerja("log", "--json").json["entries"]
    (known,) = read_journal(folder / "records").entries
    assert (entry["id"], entry["time"]) == (known.id, known.time)
    assert entry["time"].endswith("Z")
    assert known.id.endswith(tuple("0123456789abcdef")) and f"-{entry['name']}" in known.id
