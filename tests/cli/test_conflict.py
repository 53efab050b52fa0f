"""Two people and one value: what `set` says when somebody was faster, and what it keeps."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from kinerja_tui.store.splicing.edit import Change, Edit, Saved
from kinerja_tui.store.writing import keep as keeping
from kinerja_tui.store.writing.keep import keep
from tests.cli.program import IP_ASN, Become, Kinerja, documented, edit, fields

FILE = IP_ASN.removeprefix("records/")
VALUE = "realisation.value"
First = Callable[[Callable[[], None]], None]


@pytest.fixture
def first(monkeypatch: pytest.MonkeyPatch) -> First:
    """Let something happen between the moment when `set` reads and the one when it saves."""

    def put(act: Callable[[], None]) -> None:
        def rival(root: Path, own: Edit) -> object:
            monkeypatch.setattr(keeping, "keep", keep)
            act()
            return keep(root, own)

        monkeypatch.setattr(keeping, "keep", rival)

    return put


@pytest.fixture
def colleague(folder: Path, first: First, user: Become) -> Callable[..., None]:
    """Budi is faster with these changes."""

    def act(*changes: Change) -> None:
        def write() -> None:
            user("budi")
            assert isinstance(keep(folder / "records", Edit(FILE, changes)), Saved)
            user("siti")

        first(write)

    return act


def test_the_same_value_is_a_conflict_with_all_three_and_the_colleague(
    kinerja: Kinerja, folder: Path, colleague: Callable[..., None]
) -> None:
    colleague(Change(VALUE, "61.34", "60"))
    done = kinerja("set", "ip-asn", VALUE, "62,5")
    assert (done.code, done.out) == (1, "")
    sentence, *values, hint = done.err.splitlines()
    assert re.fullmatch(
        rf"{IP_ASN}:19:9: {VALUE} diubah budi \(.*\d\d:\d\d\) sementara itu; "
        r"nilai Anda tidak ditulis\.",
        sentence,
    )
    assert values == ["  semula      61,34", "  sekarang    60", "  nilai Anda  62,5"]
    assert hint == ("  Saran: Jalankan lagi perintah yang sama bila nilai Anda yang harus berlaku.")
    assert "value = 60\n" in (folder / IP_ASN).read_text()
    again = kinerja("set", "ip-asn", VALUE, "62,5")
    assert again.code == 0
    assert "60 -> 62,5" in again.out


def test_the_same_in_english(kinerja: Kinerja, colleague: Callable[..., None]) -> None:
    colleague(Change(VALUE, "61.34", "60"))
    done = kinerja("set", "ip-asn", VALUE, "62.5", "--lang", "en")
    sentence, *values, hint = done.err.splitlines()
    assert re.fullmatch(
        rf"{IP_ASN}:19:9: budi \(.*\d\d:\d\d\) changed {VALUE} meanwhile; "
        r"your value was not written\.",
        sentence,
    )
    assert values == ["  before     61.34", "  there now  60", "  yours      62.5"]
    assert hint == "  Hint: Run the same command again to write yours over it."


def test_a_conflict_with_another_program(
    kinerja: Kinerja, folder: Path, first: First, user: Become
) -> None:
    first(lambda: edit(folder / IP_ASN, "value = 61.34", "value = 60"))
    done = kinerja("set", "ip-asn", VALUE, "62,5")
    assert done.code == 1
    assert re.search(r"diubah \S+ dengan program lain \(.*\d\d:\d\d\) sementara itu", done.err)
    assert "  sekarang    60\n" in done.err


def test_what_changes_while_a_value_is_typed_on_standard_input(
    kinerja: Kinerja, folder: Path, user: Become, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Slow(io.StringIO):
        def read(self, size: int | None = -1, /) -> str:
            user("budi")
            edited = Edit(FILE, (Change(VALUE, "61.34", "60"),))
            assert isinstance(keep(folder / "records", edited), Saved)
            user("siti")
            return super().read(size)

    monkeypatch.setattr("sys.stdin", Slow("62,5\n"))
    done = kinerja("set", "ip-asn", VALUE, "-")
    assert (done.code, done.out) == (1, "")
    assert "diubah budi" in done.err
    assert done.err.splitlines()[1:4] == [
        "  semula      61,34",
        "  sekarang    60",
        "  nilai Anda  62,5",
    ]
    assert "value = 60\n" in (folder / IP_ASN).read_text()


def test_a_value_that_is_gone(kinerja: Kinerja, folder: Path, first: First, user: Become) -> None:
    first(lambda: edit(folder / IP_ASN, "value = 61.34\n", ""))
    done = kinerja("set", "ip-asn", VALUE, "62,5")
    assert done.code == 1
    assert "  sekarang    -\n" in done.err


def test_long_texts_are_shown_to_the_end(
    kinerja: Kinerja, folder: Path, colleague: Callable[..., None]
) -> None:
    theirs, mine = "kata " * 40 + "mereka", "kata " * 40 + "sendiri"
    colleague(Change("analysis.efficiency", '""', f'"{theirs}"'))
    done = kinerja("set", "ip-asn", "analysis.efficiency", mine)
    assert done.code == 1
    assert 'mereka"' in done.err and 'sendiri"' in done.err


def test_a_conflict_as_json(kinerja: Kinerja, colleague: Callable[..., None]) -> None:
    colleague(Change(VALUE, "61.34", "60"))
    done = kinerja("set", "ip-asn", VALUE, "62,5", "--json")
    assert done.code == 1
    assert list(done.json) == ["version", "subject", "changed", "conflict"]
    conflict = done.json["conflict"]
    assert (conflict["file"], conflict["key"]) == (FILE, VALUE)
    assert (conflict["seen"], conflict["found"], conflict["mine"]) == ("61.34", "60", "62.5")
    assert (conflict["by"]["user"], conflict["by"]["outside"]) == ("budi", False)
    assert fields(done.json) - documented() == set()
    assert "nilai Anda tidak ditulis" in done.err


def test_another_field_is_kept_and_told(
    kinerja: Kinerja, folder: Path, colleague: Callable[..., None]
) -> None:
    colleague(Change("realisation.state", '"final"', '"provisional"'))
    done = kinerja("set", "ip-asn", VALUE, "62,5")
    assert (done.code, done.err) == (0, "")
    flat = " ".join(done.out.split())
    assert re.search(
        r'Sementara itu budi \(.*\d\d:\d\d\) mengubah realisation\.state: "final" -> '
        r'"provisional"; keduanya tersimpan\.$',
        flat,
    )
    assert 'value = 62.5\nstate = "provisional"' in (folder / IP_ASN).read_text()


def test_several_fields_are_told_one_by_one(
    kinerja: Kinerja, colleague: Callable[..., None]
) -> None:
    colleague(Change("component.kinerja.value", "26.54", "27"), Change("weight", None, "2"))
    done = kinerja("set", "ip-asn", VALUE, "62.5", "--lang", "en", "--plain")
    told = [line for line in done.out.splitlines() if line.startswith("Meanwhile ")]
    assert [re.sub(r"\(.*?\)", "()", line) for line in told] == [
        "Meanwhile budi () changed component.kinerja.value: 26.54 -> 27; both are kept.",
        "Meanwhile budi () changed weight: - -> 2; both are kept.",
    ]


def test_what_another_program_changed_is_told(
    kinerja: Kinerja, folder: Path, first: First, user: Become
) -> None:
    first(lambda: edit(folder / IP_ASN, "value = 26.54", "value = 27"))
    done = kinerja("set", "ip-asn", VALUE, "62,5", "--plain")
    assert "Sementara itu program lain mengubah component.kinerja.value: 26,54 -> 27;" in done.out
    first(lambda: edit(folder / IP_ASN, "schema = 1", "# komentar\nschema = 1"))
    done = kinerja("set", "ip-asn", VALUE, "63", "--plain")
    assert "Sementara itu program lain mengubah hal lain dalam berkas ini;" in done.out
    assert "# komentar" in (folder / IP_ASN).read_text()


def test_what_others_did_meanwhile_as_json(
    kinerja: Kinerja, colleague: Callable[..., None]
) -> None:
    assert kinerja("set", "ip-asn", VALUE, "62", "--json").json["meanwhile"] == []
    colleague(Change("realisation.state", '"final"', '"provisional"'))
    found = kinerja("set", "ip-asn", VALUE, "62,5", "--json").json
    (other,) = found["meanwhile"]
    assert (other["key"], other["new"], other["user"]) == (
        "realisation.state",
        '"provisional"',
        "budi",
    )
    assert found["conflict"] is None
    assert found["entry"] == kinerja("log", "--json").json["entries"][0]["id"]
    assert fields(found) - documented() == set()


def test_an_earlier_change_of_a_colleague_is_not_told(
    kinerja: Kinerja, folder: Path, user: Become
) -> None:
    user("budi")
    kinerja("set", "ip-asn", "component.kinerja.value", "27")
    user("siti")
    assert "Sementara itu" not in kinerja("set", "ip-asn", VALUE, "62,5").out


def test_a_file_that_went_meanwhile_is_one_sentence(
    kinerja: Kinerja, folder: Path, first: First, user: Become
) -> None:
    first((folder / IP_ASN).unlink)
    done = kinerja("set", "ip-asn", VALUE, "62,5")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(IP_ASN)
