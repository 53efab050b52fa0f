"""`remove`: what goes is shown whole, asked for, refused while others refer to it, comes back."""

from __future__ import annotations

import builtins
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from kinerja_tui.store.writing import keep as keeping
from kinerja_tui.store.writing.keep import keep_all
from tests.cli.program import (
    FICTION,
    IP_ASN,
    SPBE,
    YEAR,
    Become,
    Kinerja,
    documented,
    edit,
    fields,
)

MERIT = f"{YEAR}/recommendations/kasn-merit.toml"
PUBLISHED = f"{YEAR}/published/lakin-2022.toml"
CAUSE = [
    "- # Butir pertama tertulis dalam laporan tanpa keterangan selesai atau belum; sebagai alasan",
    "- # dibaca sebagai belum selesai. Laporan tidak menyebut solusi maupun tindak lanjutnya.",
    '- cause = """',
    "- Inventarisasi proses bisnis kementerian belum selesai.",
    '- Arsitektur SPBE belum disusun untuk ditetapkan dengan peraturan menteri."""',
]
Answer = Callable[[str], list[str]]


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch) -> Answer:
    """Sit at a terminal and answer so; gives the questions that were asked."""

    def sit(text: str) -> list[str]:
        asked: list[str] = []

        def ask(question: str) -> str:
            asked.append(question)
            if not text:
                raise EOFError
            return text

        monkeypatch.setattr("kinerja_tui.cli.asking.can_ask", lambda session: True)
        monkeypatch.setattr(builtins, "input", ask)
        return asked

    return sit


def test_every_line_and_comment_is_shown_and_comes_back_to_the_byte(
    kinerja: Kinerja, folder: Path, user: Become
) -> None:
    before = (folder / SPBE).read_bytes()
    done = kinerja("remove", "spbe", "analysis.cause", "--yes")
    assert (done.code, done.err) == (0, "")
    lines = done.out.splitlines()
    assert " ".join(lines[:2]) == f"{SPBE}: analysis.cause akan hilang (5 baris, 2 komentar)."
    shown = lines[3:8]
    assert [line.startswith(start) for line, start in zip(shown, CAUSE, strict=True)] == [True] * 5
    assert lines[-1] == "Sudah dihapus. Untuk mengembalikannya: kinerja undo"
    gone = [line.removeprefix("- ") for line in shown]
    after = (folder / SPBE).read_text()
    assert all(line not in after for line in gone)
    (entry,) = kinerja("log", "--json").json["entries"]
    assert (entry["doing"], len(entry["changes"])) == ("remove", 1)
    assert kinerja("undo").code == 0
    assert (folder / SPBE).read_bytes() == before
    assert kinerja("redo").code == 0
    assert (folder / SPBE).read_text() == after


def test_the_figures_that_move_are_shown(kinerja: Kinerja, user: Become) -> None:
    done = kinerja("remove", "IK 1", "realisation", "--yes", "--lang", "en")
    assert done.code == 0
    assert "(4 lines)." in done.out
    assert "Removed. To bring it back: kinerja undo" in done.out
    assert re.search(r"Achievement of IK 1: 100\.56% -> ", done.out)


@pytest.mark.parametrize(
    ("typed", "code", "goes"),
    [("y", 0, True), ("ya", 0, True), ("YES", 0, True), ("t", 1, False), ("x", 1, False)],
)
def test_on_a_terminal_it_asks(
    typed: str, code: int, goes: bool, kinerja: Kinerja, folder: Path, answer: Answer
) -> None:
    asked = answer(typed)
    done = kinerja("remove", "ip-asn", "history.2021")
    assert done.code == code
    assert asked == ["Hapus? [y/T] "]
    assert ("[history.2021]" not in (folder / IP_ASN).read_text()) == goes
    assert ("Tidak ada yang dihapus." in done.out) != goes


def test_the_end_of_input_is_no_answer(kinerja: Kinerja, folder: Path, answer: Answer) -> None:
    before = (folder / IP_ASN).read_bytes()
    answer("")
    assert kinerja("remove", "ip-asn", "history.2021").code == 130
    assert (folder / IP_ASN).read_bytes() == before


@pytest.mark.parametrize("more", [[], ["--plain"], ["--json"]])
def test_elsewhere_it_wants_a_yes(more: list[str], kinerja: Kinerja, folder: Path) -> None:
    before = (folder / IP_ASN).read_bytes()
    done = kinerja("remove", "ip-asn", "history.2021", *more)
    assert done.code == 2
    assert "[history.2021]" in done.out
    assert done.err == (
        "kinerja: Tidak ada yang dihapus: penghapusan perlu persetujuan.\n"
        "  Saran: Periksa yang akan hilang, lalu jalankan lagi dengan --yes.\n"
    )
    assert (folder / IP_ASN).read_bytes() == before


def test_a_dry_run_shows_what_would_go(kinerja: Kinerja, folder: Path) -> None:
    before = (folder / IP_ASN).read_bytes()
    done = kinerja("remove", "ip-asn", "history.2021", "--dry-run")
    assert (done.code, done.err) == (0, "")
    assert done.out.endswith("Tidak ada yang dihapus (--dry-run).\n")
    assert "- [history.2021]\n" in done.out
    assert (folder / IP_ASN).read_bytes() == before
    assert not (folder / "records/.kinerja").exists()


def test_a_whole_record_goes_with_its_file(kinerja: Kinerja, folder: Path, user: Become) -> None:
    (folder / PUBLISHED).unlink()
    before = (folder / MERIT).read_bytes()
    done = kinerja("remove", "kasn-merit", "--yes")
    assert (done.code, done.err) == (0, "")
    n = len(before.decode().splitlines())
    assert f"seluruh berkas akan hilang ({n} baris, 20 komentar)." in " ".join(done.out.split())
    shown = [line.removeprefix("- ").removeprefix("-") for line in done.out.splitlines()]
    assert [line for line in before.decode().splitlines() if line not in shown] == []
    assert not (folder / MERIT).exists()
    assert kinerja("undo").code == 0
    assert (folder / MERIT).read_bytes() == before


def test_a_goal_is_a_table_of_its_file(kinerja: Kinerja, folder: Path, user: Become) -> None:
    goals = folder / f"{YEAR}/goals.toml"
    before = goals.read_bytes()
    goals.write_bytes(before + b'\n[goal.baru]\nweight = 1\ncode = "SS 9"\nname = "Baru"\n')
    written = goals.read_bytes()
    done = kinerja("remove", "SS 9", "--yes")
    assert done.code == 0, done.err
    assert "goal.baru akan hilang (4 baris)." in " ".join(done.out.split())
    assert goals.read_bytes() == before
    assert kinerja("undo").code == 0
    assert goals.read_bytes() == written
    assert kinerja("remove", "baru", "weight", "--yes").code == 0
    assert b"SS 9" in goals.read_bytes() and b"weight" not in goals.read_bytes().split(b"baru]")[1]


def test_as_long_as_something_refers_to_it_nothing_goes(
    kinerja: Kinerja, folder: Path, answer: Answer
) -> None:
    asked = answer("y")
    for more in ([], ["--yes"], ["--dry-run"]):
        done = kinerja("remove", "ip-asn", *more)
        assert done.code == 2
        first, *rest = done.err.splitlines()
        assert first == "Tidak ada yang dihapus, sebab tanpa itu ini menjadi salah:"
        assert rest[0].startswith(f"  {YEAR}/agreements/1-awal.toml:")
        assert "“ip-asn”" in rest[0] and rest[0].endswith(" [B21]")
        assert len([line for line in rest if f"{PUBLISHED}:" in line]) == 4
        assert re.fullmatch(rf"  {PUBLISHED}: dan \d+ tempat lain", rest[-1])
    assert asked == []
    assert (folder / IP_ASN).exists()


def test_who_refers_to_the_only_goal_comes_before_the_empty_file(
    kinerja: Kinerja, folder: Path
) -> None:
    assert kinerja("init", "baru", "--unit", "dinas", "--name", "D", "--year", "2024").code == 0
    into = ["--records", "baru", "--lang", "en"]
    place = "  baru/dinas/2024"
    for n in range(1, 11):
        own = ["--name", f"Satu {n:02}", "--measured-in", "%", "--polarity", "maximize"]
        assert kinerja("add", "indicator", f"x{n:02}", *own, *into).code == 0
    said = "7:8: “sasaran-1” does not exist [B21]"
    done = kinerja("remove", "sasaran-1", "--yes", *into)
    assert (done.code, "0000" in done.out + done.err) == (2, False)
    _, *lines = done.err.splitlines()
    assert lines[:-1] == [f"{place}/indicators/x{n:02}.toml:{said}" for n in range(1, 9)]
    assert lines[-1] == "  and 3 more places"
    problems = kinerja("remove", "sasaran-1", "--yes", "--json", *into).json["problems"]
    assert [(each["code"], each["hint"]) for each in problems[:10]] == [("B21", None)] * 10
    for n in range(5, 11):
        (folder / f"baru/dinas/2024/indicators/x{n:02}.toml").unlink()
    done = kinerja("remove", "sasaran-1", "--yes", *into)
    assert done.err.splitlines() == [
        "Nothing was removed, for without it this is wrong:",
        *(f"{place}/indicators/x{n:02}.toml:{said}" for n in range(1, 5)),
        f"{place}/goals.toml:1:1: the key goal is missing [B13]",
    ]
    assert (folder / "baru/dinas/2024/goals.toml").read_text().count("[goal.") == 1


def test_who_refers_to_it_in_another_unit_is_seen(kinerja: Kinerja, folder: Path) -> None:
    shutil.copytree(FICTION, folder / "senja")
    common = ["--records", "senja", "--unit", "pulau-senja", "--year", "2022"]
    done = kinerja(*common, "remove", "indeks-ketahanan", "--yes")
    assert done.code == 2
    assert "senja/dinas-air/2022/indicators/ketahanan.toml:" in done.err
    assert (folder / "senja/pulau-senja/2022/indicators/indeks-ketahanan.toml").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["tidak-ada"], "“tidak-ada”"),
        (["ip-asn", "q1"], "q1"),
        (["ip-asn", "a..b"], "a..b"),
        (["year"], "Unit atau tahun tidak dihapus seluruhnya."),
        (["unit"], "Unit atau tahun tidak dihapus seluruhnya."),
        (["ip-asn", "name"], "[B13]"),
        (["ip-asn", "schema"], "schema"),
        ([], "SUBJEK"),
    ],
)
def test_what_cannot_be_removed_says_why(
    arguments: list[str], said: str, kinerja: Kinerja, folder: Path
) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*.toml")}
    done = kinerja("remove", *arguments, "--yes")
    assert done.code == 2
    assert said in done.err
    assert {path: path.read_bytes() for path in folder.rglob("*.toml")} == before


def test_a_key_of_the_year_can_go(kinerja: Kinerja, folder: Path) -> None:
    head = folder / f"{YEAR}/year.toml"
    assert "staff" in head.read_text()
    assert kinerja("remove", "year", "staff", "--yes").code == 0
    assert "staff = " not in head.read_text()


def test_a_closed_year_is_refused(kinerja: Kinerja, folder: Path) -> None:
    edit(folder / f"{YEAR}/year.toml", "closed = false", "closed = true")
    done = kinerja("remove", "ip-asn", "analysis", "--yes")
    assert (done.code, done.out) == (2, "")
    assert "[B63]" in done.err


def test_what_changed_between_the_preview_and_the_yes_is_a_conflict(
    kinerja: Kinerja, folder: Path, user: Become, monkeypatch: pytest.MonkeyPatch
) -> None:
    def rival(root: Path, action: object) -> object:
        monkeypatch.setattr(keeping, "keep_all", keep_all)
        edit(folder / SPBE, "belum selesai.\nArsitektur", "belum selesai!\nArsitektur")
        return keep_all(root, action)  # type: ignore[arg-type]

    monkeypatch.setattr(keeping, "keep_all", rival)
    done = kinerja("remove", "spbe", "analysis.cause", "--yes")
    assert done.code == 1
    assert "analysis.cause diubah " in done.err and "tidak ada yang dihapus" in done.err
    assert "kementerian belum selesai!" in " ".join(done.err.split())
    assert "belum selesai!" in (folder / SPBE).read_text()
    monkeypatch.setattr(keeping, "keep_all", rival)
    (folder / PUBLISHED).unlink()

    def whole(root: Path, action: object) -> object:
        monkeypatch.setattr(keeping, "keep_all", keep_all)
        with (folder / MERIT).open("a") as more:
            more.write("# lagi\n")
        return keep_all(root, action)  # type: ignore[arg-type]

    monkeypatch.setattr(keeping, "keep_all", whole)
    done = kinerja("remove", "kasn-merit", "--yes", "--json")
    assert done.code == 1
    assert '"conflict": {' in done.out
    assert f"{MERIT}: berkas diubah " in done.err
    assert (folder / MERIT).read_text().endswith("# lagi\n")


def test_codes_in_what_goes_are_shown_literally(kinerja: Kinerja, folder: Path) -> None:
    path = folder / IP_ASN
    path.write_text(
        path.read_text() + '\n# \u202e[red]\u2066\n[action.x]\ntext = "\\u001b[31m\tx"\n'
    )
    out = kinerja("remove", "ip-asn", "action.x", "--dry-run").out
    assert "- # \ufffd[red]\ufffd\n" in out
    assert all(line.isprintable() for line in out.splitlines())


def test_crlf_and_a_byte_order_mark_stay(kinerja: Kinerja, folder: Path, user: Become) -> None:
    path = folder / IP_ASN
    data = b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n")
    path.write_bytes(data)
    done = kinerja("remove", "ip-asn", "history.2021", "--yes")
    assert done.code == 0, done.err
    assert "\r" not in done.out and "\ufffd" not in done.out
    left = path.read_bytes()
    assert left.startswith(b"\xef\xbb\xbf") and left.count(b"\n") == left.count(b"\r\n")
    assert kinerja("undo").code == 0
    assert path.read_bytes() == data


def test_json(kinerja: Kinerja, user: Become) -> None:
    keys = [
        *("version", "subject", "file", "key", "lines", "comments", "problems", "removed"),
        *("entry", "indicators", "unit", "conflict"),
    ]
    asked = kinerja("remove", "ip-asn", "history.2021", "--json")
    dry = kinerja("remove", "ip-asn", "history.2021", "--dry-run", "--json")
    assert (asked.code, dry.code) == (2, 0)
    done = kinerja("remove", "ip-asn", "history.2021", "--yes", "--json")
    needed = kinerja("remove", "merit", "--yes", "--json")
    assert needed.code == 2
    for each in (asked, dry, done, needed):
        assert list(each.json) == keys
        assert fields(each.json) - documented() == set()
    assert [each.json["removed"] for each in (asked, dry, done, needed)] == [
        *(False, False, True, False)
    ]
    assert done.json["lines"][0] == "[history.2021]"
    assert done.json["entry"] == kinerja("log", "--json").json["entries"][0]["id"]
    assert needed.json["problems"][0]["code"] == "B21"


def test_a_record_of_a_newer_version_is_not_removed(kinerja: Kinerja, folder: Path) -> None:
    path = folder / "records/biro-osdm/2022/recommendations/kasn-merit.toml"
    text = path.read_text("utf-8").replace("schema = 1", "schema = 2")
    path.write_text(text, "utf-8")
    done = kinerja("remove", "kasn-merit", "--yes")
    assert (done.code, done.out) == (2, "")
    assert "[B12]" in done.err and "[B21]" not in done.err
    assert path.read_text("utf-8") == text
