"""`set`: one token of one file changes; what is refused says why; the figures move with it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.program import Kinerja

IP_ASN = "records/biro-osdm/2022/indicators/ip-asn.toml"


def changed_lines(before: str, after: str) -> list[tuple[str, str]]:
    return [
        pair
        for pair in zip(before.splitlines(), after.splitlines(), strict=True)
        if pair[0] != pair[1]
    ]


def test_one_token_of_one_file_changes(kinerja: Kinerja, folder: Path) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*.toml")}
    done = kinerja("set", "ip-asn", "realisation.value", "62,5")
    assert (done.code, done.err) == (0, "")
    after = {path: path.read_bytes() for path in folder.rglob("*.toml")}
    assert [path for path in before if before[path] != after[path]] == [folder / IP_ASN]
    lines = changed_lines(before[folder / IP_ASN].decode(), after[folder / IP_ASN].decode())
    assert lines == [("value = 61.34", "value = 62.5")]
    assert "ip-asn realisation.value: 61,34 -> 62,5" in done.out
    assert f"  {IP_ASN}:19:9" in done.out
    assert "Capaian IK 1: 100,56% -> 102,46%" in done.out
    assert "Rata-rata SS 1: 101,86% -> 102,33%" in done.out
    assert "▲ tercapai" in done.out


def test_the_same_value_again_changes_nothing(kinerja: Kinerja, folder: Path) -> None:
    stamp = (folder / IP_ASN).stat().st_mtime_ns
    done = kinerja("set", "IK 1", "realisation.value", "61.34")
    assert done.code == 0
    assert "61,34, tetap" in done.out
    assert (folder / IP_ASN).stat().st_mtime_ns == stamp


def test_the_words_of_the_page_in_english(kinerja: Kinerja) -> None:
    done = kinerja("set", "ip-asn", "realisation.value", "62.5", "--lang", "en", "--dry-run")
    assert "Achievement of IK 1: 100.56% -> 102.46%" in done.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["ip-asn", "realisation.value", "1.234"], "1,234 atau 1234?"),
        (["ip-asn", "realisation.value", "enam"], "realisation.value: "),
        (["ip-asn", "realisation.value", "n.a"], "realisation.state unavailable"),
        (["ip-asn", "realisation.valuex", "5"], "“value”"),
        (["ip-asn", "realisation.state", "final1"], "tetap, sementara"),
        (["ip-asn", "realisation.value"], "KUNCI NILAI"),
        (["ip-asm", "realisation.value", "5"], "“ip-asn”"),
        (["ip-asn", "realisation.value", "-5"], "setelah --"),
    ],
)
def test_what_is_refused_says_why(
    arguments: list[str], said: str, kinerja: Kinerja, folder: Path
) -> None:
    before = (folder / IP_ASN).read_bytes()
    done = kinerja("set", *arguments)
    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert (folder / IP_ASN).read_bytes() == before


def test_a_value_that_begins_with_a_minus_goes_after_two(kinerja: Kinerja, folder: Path) -> None:
    assert kinerja("set", "ip-asn", "realisation.value", "--", "-5").code == 0
    assert "\nvalue = -5\n" in (folder / IP_ASN).read_text()


def test_a_value_is_read_from_standard_input(
    kinerja: Kinerja, folder: Path, typing_in: Callable[[str], None]
) -> None:
    typing_in("Baris satu\nbaris dua\n")
    assert kinerja("set", "ip-asn", "analysis.efficiency", "-").code == 0
    assert "Baris satu\nbaris dua" in (folder / IP_ASN).read_text()


def test_a_first_realisation_is_final_unless_a_state_is_given(
    kinerja: Kinerja, folder: Path
) -> None:
    path = folder / IP_ASN
    whole = path.read_text()
    head, rest = whole.split("[realisation]\n", 1)
    bare = head + rest.split("\n\n", 1)[1]
    for options, state in (([], "final"), (["--state", "sementara"], "provisional")):
        path.write_text(bare)
        done = kinerja("set", "ip-asn", "realisation.value", "62", *options)
        assert done.code == 0, done.err
        found = path.read_text()
        assert "value = 62\n" in found.split("[realisation]")[1]
        assert f'state = "{state}"\n' in found.split("[realisation]")[1]


def test_several_keys_go_together_or_not_at_all(kinerja: Kinerja, folder: Path) -> None:
    before = (folder / IP_ASN).read_bytes()
    done = kinerja("set", "ip-asn", "realisation.value", "62", "realisation.document", "")
    assert done.code == 0
    text = (folder / IP_ASN).read_text()
    assert 'document = ""' in text and "value = 62\n" in text
    (folder / IP_ASN).write_bytes(before)
    assert kinerja("set", "ip-asn", "realisation.value", "62", "measured_in", "").code == 2
    assert (folder / IP_ASN).read_bytes() == before


def test_a_dry_run_writes_nothing_and_shows_the_same(kinerja: Kinerja, folder: Path) -> None:
    before = (folder / IP_ASN).read_bytes()
    dry = kinerja("set", "ip-asn", "realisation.value", "62,5", "--dry-run")
    assert (folder / IP_ASN).read_bytes() == before
    wet = kinerja("set", "ip-asn", "realisation.value", "62,5")
    assert dry.out == wet.out + "Tidak ada yang ditulis (--dry-run).\n"
    assert kinerja("set", "ip-asn", "measured_in", "", "--dry-run").code == 2


def test_other_records_by_id_or_code(kinerja: Kinerja, folder: Path) -> None:
    year = folder / "records/biro-osdm/2022"
    for arguments, file, line in (
        (["3-revisi", "target.spbe.value", "2,7"], "agreements/3-revisi.toml", "value = 2.7"),
        (["SS 1", "weight", "2"], "goals.toml", "weight = 2"),
        (
            ["dukungan-manajemen", "spending", "Rp1.200.000.000"],
            "activities/dukungan-manajemen.toml",
            "spending = 1_200_000_000",
        ),
        (["year", "staff", "61"], "year.toml", "staff = 61"),
    ):
        done = kinerja("set", *arguments)
        assert done.code == 0, done.err
        assert line in (year / file).read_text().splitlines()


def test_amounts_are_shown_in_groups(kinerja: Kinerja) -> None:
    done = kinerja("set", "dukungan-manajemen", "spending", "Rp1.200.000.000", "--dry-run")
    assert "spending: 1.167.957.272 -> 1.200.000.000" in done.out


def test_json(kinerja: Kinerja) -> None:
    found = kinerja("set", "ip-asn", "realisation.value", "62,5", "--json").json
    assert list(found) == [
        *("version", "subject", "file", "changed", "dry_run", "changes", "achievement", "unit"),
        *("entry", "meanwhile", "conflict"),
    ]
    assert found["changes"] == [
        {"key": "realisation.value", "line": 19, "old": "61.34", "new": "62.5"}
    ]
    assert (str(found["achievement"]["before"]), str(found["achievement"]["after"])) == (
        "100.56",
        "102.46",
    )


def test_a_closed_year_is_refused(kinerja: Kinerja, folder: Path) -> None:
    head = folder / "records/biro-osdm/2022/year.toml"
    head.write_text(head.read_text().replace("closed = false", "closed = true"))
    done = kinerja("set", "ip-asn", "realisation.value", "62")
    assert (done.code, done.out) == (2, "")
    assert "2022" in done.err


def test_the_schema_belongs_to_the_program(kinerja: Kinerja) -> None:
    done = kinerja("set", "ip-asn", "schema", "2", "--lang", "en")
    assert done.code == 2
    assert "“schema” belongs to the program." in done.err


def test_a_dry_run_has_the_checks_of_a_save(kinerja: Kinerja, folder: Path) -> None:
    year = folder / "records/biro-osdm/2022"
    for arguments in (
        ["ip-asn", "realisation.value", "62", "measured_in", ""],
        ["ip-asn", "goal", "tidak-ada"],
        ["3-revisi", "target.tidak-ada.value", "2"],
        ["ip-asn", "composite.method", "mean", "composite.value", "3"],
    ):
        before = {path: path.read_bytes() for path in folder.rglob("*.toml")}
        dry, wet = kinerja("set", *arguments, "--dry-run"), kinerja("set", *arguments)
        assert (dry.code, dry.out, dry.err) == (wet.code, wet.out, wet.err)
        assert dry.code == 2
        assert {path: path.read_bytes() for path in folder.rglob("*.toml")} == before
    (year / "indicators/ip-asn.toml").chmod(0o444)
    done = kinerja("set", "ip-asn", "realisation.value", "62", "--dry-run")
    assert done.code == 2
    assert "[B65]" in done.err


def test_a_dry_run_of_a_target_moves_the_figures_too(kinerja: Kinerja, folder: Path) -> None:
    arguments = ["3-revisi", "target.spbe.value", "2,5"]
    dry, wet = kinerja("set", *arguments, "--dry-run"), kinerja("set", *arguments)
    assert dry.out == wet.out + "Tidak ada yang ditulis (--dry-run).\n"
    assert "Rata-rata unit kerja: 101,13% -> " in dry.out
    assert not (folder / "records/.kinerja/conflicts").exists()
