"""`show`: tables in every format, and records in full."""

from __future__ import annotations

import csv
import io
import re

import pytest

from kinerja_tui.report.width import wide
from tests.cli.program import FICTION, Kinerja


def test_one_table_as_csv(kinerja: Kinerja) -> None:
    done = kinerja("show", "T4", "--format", "csv")
    assert done.code == 0
    assert "t04-capaian" in done.err and "--table" in done.err
    rows = list(csv.DictReader(io.StringIO(done.out)))
    assert [row["achievement"] for row in rows][:4] == ["100.56", "100.15", "119.03", "87.69"]
    assert rows[0]["status"] == "achieved"


def test_the_other_table_and_every_table(kinerja: Kinerja) -> None:
    other = kinerja("show", "t4", "--format", "csv", "--table", "sasaran")
    assert other.err == ""
    assert other.out.startswith("goal_code,goal,achievement,")
    every = kinerja("show", "T4", "--format", "csv", "--all")
    first, second = every.out.split("\n\n")
    assert second == other.out
    assert first.startswith("goal_code,goal,code,")
    unknown = kinerja("show", "T4", "--table", "tak-ada")
    assert (unknown.code, unknown.out) == (2, "")
    assert "t04-capaian, t04-sasaran" in unknown.err


def test_the_indonesian_dialect(kinerja: Kinerja) -> None:
    out = kinerja("show", "T11", "--format", "csv-id").out
    assert out.startswith("\ufeff")
    assert ";93,04" in out
    every = kinerja("show", "T12", "--format", "csv-id", "--all").out
    assert every.count("\ufeff") == 1


def test_tabs_part_the_cells_of_tsv(kinerja: Kinerja) -> None:
    rows = kinerja("show", "T1", "--format", "tsv").out.splitlines()
    assert len(rows) == 7
    assert {row.count("\t") for row in rows} == {5}


def test_markdown_and_json_take_every_table(kinerja: Kinerja) -> None:
    assert kinerja("show", "T4", "--format", "markdown").out.count("### T4. ") == 2
    assert len(kinerja("show", "T4", "--json").json["tables"]) == 2
    assert kinerja("show", "T4").out.count("T4. ") == 2


def test_an_unknown_format_names_the_known(kinerja: Kinerja) -> None:
    done = kinerja("show", "T4", "--format", "pdf")
    assert (done.code, done.out) == (2, "")
    assert "csv-id" in done.err


@pytest.mark.parametrize("name", ["ip-asn", "IK 1", "ik1", "IP ASN", "indicator.ip-asn"])
def test_an_indicator_by_any_of_its_names(name: str, kinerja: Kinerja) -> None:
    done = kinerja("show", name)
    assert done.code == 0
    for text in ("IK 1 Indeks", "100,56%", "Kompetensi", "Sekretariat Jenderal", "2021", "Bukti"):
        assert text in done.out
    assert "biro-osdm/2022/indicators/ip-asn.toml" in done.out


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("tata-kelola", "101,86%"),
        ("SS 2", "100,40%"),
        ("3-revisi", "Rp7.719.313.000"),
        ("dukungan-manajemen", "93,04%"),
        ("kasn-merit", "KASN"),
        ("activity.manajemen-kinerja", "98,79%"),
    ],
)
@pytest.mark.parametrize("form", ["plain", "md", "csv", "csv-id", "tsv"])
def test_other_records(name: str, text: str, form: str, kinerja: Kinerja) -> None:
    done = kinerja("show", name, "--format", form)
    assert (done.code, done.err) == (0, "")
    if form == "plain":
        assert text in done.out
    assert done.out.strip()


def test_pages_keep_to_the_width(kinerja: Kinerja) -> None:
    for year in ("2022", "2023"):
        names = kinerja("--records", str(FICTION), "--year", year, "status", "--json").json
        for goal in names["goals"]:
            for each in [goal, *goal["indicators"]]:
                done = kinerja("--records", str(FICTION), "--year", year, "show", str(each["id"]))
                assert done.code == 0
                assert [line for line in done.out.splitlines() if wide(line) > 80] == []


def test_an_unknown_name_suggests_the_nearest(kinerja: Kinerja) -> None:
    done = kinerja("show", "ip-asm")
    assert (done.code, done.out) == (2, "")
    assert "Maksudnya “ip-asn”?" in done.err


def test_the_years_table_reaches_back_to_every_folder(kinerja: Kinerja) -> None:
    arguments = ("--records", str(FICTION), "--unit", "dinas-air", "--year", "2023")
    head = kinerja("show", "T5", "--format", "csv", *arguments).out.splitlines()[0]
    assert "achievement_2021" in head and "achievement_2022" in head


def test_quarters_of_a_grade_are_grades(kinerja: Kinerja) -> None:
    where = ("--records", str(FICTION), "--unit", "dinas-air", "--year", "2023", "--lang", "en")
    out = kinerja("show", "mutu-laporan", *where).out
    quarters = out[out.index("Quarters") :]
    assert "Keruh Tipis" in quarters and "Jernih" in quarters
    assert not re.search(r"^Q\d +\d", quarters, re.MULTILINE)


def test_quarters_to_date_are_rounded(kinerja: Kinerja) -> None:
    where = ("--records", str(FICTION), "--unit", "dinas-air", "--year", "2023")
    out = kinerja("show", "cakupan", *where).out
    assert not re.search(r"[0-9],[0-9]{4,}", out)
