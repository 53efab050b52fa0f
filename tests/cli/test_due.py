"""`status --due`: what is still to be filled in, for people and for programs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli.program import FICTION, SPBE, Kinerja, documented, edit, fields


def due(kinerja: Kinerja, *more: str) -> list[tuple[str, Any, str]]:
    found = kinerja("status", "--due", "--json", *more).json["due"]
    return [(each["what"], each["subject"], each["key"]) for each in found]


def test_the_sample_lacks_little(kinerja: Kinerja) -> None:
    assert due(kinerja) == [
        ("follow-up", "spbe", "action"),
        ("analysis", "sakip", "analysis.cause"),
    ]
    done = kinerja("status", "--due", "--lang", "en")
    assert (done.code, done.err) == (0, "")
    assert "2 things to be filled in" in done.out
    assert "analysis of the cause: records/biro-osdm/2022/indicators/sakip.toml:40:" in done.out


def test_what_is_taken_away_is_due(kinerja: Kinerja, folder: Path) -> None:
    edit(folder / SPBE, '[realisation]\nvalue = 2.28\nstate = "final"\n\n', "")
    agreement = folder / "records/biro-osdm/2022/agreements/3-revisi.toml"
    edit(agreement, "[target.skm]\nvalue = 90\n", "")
    activity = folder / "records/biro-osdm/2022/activities/manajemen-sdm.toml"
    edit(activity, "spending = 5_674_472_118\n", "")
    found = due(kinerja)
    assert ("target", "skm", "target.skm.value") in found
    assert ("spending", "manajemen-sdm", "spending") in found
    # The components give the value.
    assert ("realisation", "spbe", "realisation.value") not in found
    edit(folder / SPBE, "value = 2.70\n\n", "")
    assert ("realisation", "spbe", "realisation.value") in due(kinerja)


def test_a_new_year_lacks_everything_and_ends_with_nothing(kinerja: Kinerja, folder: Path) -> None:
    assert kinerja("new-year", "--yes").code == 0
    found = due(kinerja, "--year", "2023")
    missing = [what for what, _, _ in found]
    assert (missing.count("target"), missing.count("realisation"), missing.count("ceiling")) == (
        6,
        6,
        3,
    )
    assert kinerja("set", "1-awal", "target.skm.value", "90", "--year", "2023").code == 0
    assert kinerja("set", "skm", "realisation.value", "91", "--year", "2023").code == 0
    later = due(kinerja, "--year", "2023")
    assert ("target", "skm", "target.skm.value") not in later
    assert ("analysis", "skm", "analysis.cause") in later


def test_the_quarters_of_a_new_year_are_due_when_they_are_over(kinerja: Kinerja) -> None:
    for quarter in range(1, 5):
        for record, key in (
            ("ip-asn", f"q{quarter}.value"),
            ("ip-asn", f"q{quarter}.target"),
            ("manajemen-sdm", f"q{quarter}.spending"),
        ):
            assert kinerja("set", record, key, "15").code == 0
    assert kinerja("new-year", "--yes").code == 0
    found = due(kinerja, "--year", "2023", "--quarter", "1")
    assert ("realisation", "ip-asn", "q1.value") in found
    assert ("spending", "manajemen-sdm", "q1.spending") in found
    found = due(kinerja, "--year", "2023", "--at", "2023-07-01")
    quarters = [key for _, subject, key in found if subject in ("ip-asn", "manajemen-sdm")]
    assert [key for key in quarters if key.startswith("q")] == [
        f"q{quarter}.{name}" for quarter in (1, 2) for name in ("value", "spending", "physical")
    ]


def test_what_is_overdue_depends_on_the_day(kinerja: Kinerja, folder: Path) -> None:
    path = folder / "records/biro-osdm/2022/recommendations/kasn-merit.toml"
    edit(path, "[item.rencana-kebutuhan]\n", "[item.rencana-kebutuhan]\ndue = 2022-06-30\n")
    key = ("overdue", "kasn-merit", "item.rencana-kebutuhan.status")
    assert key in due(kinerja, "--at", "2022-07-01")
    assert key not in due(kinerja, "--at", "2022-06-30")
    (each,) = (
        each
        for each in kinerja("status", "--due", "--json", "--at", "2022-12-31").json["due"]
        if each["what"] == "overdue"
    )
    assert (each["day"], each["unit"]) == ("2022-06-30", "biro-osdm")
    assert each["line"] and fields(each) - documented() == set()


@pytest.mark.parametrize("word", ["3", "q3", "III", "tw 3", "triwulan III"])
def test_a_quarter(word: str, kinerja: Kinerja) -> None:
    into = ["--records", str(FICTION), "--unit", "dinas-air", "--year", "2022"]
    found = due(kinerja, "--quarter", word, *into)
    assert found[:2] == [
        ("obstacle", "waktu-tanggap", "q3.obstacle"),
        ("realisation", "pelatihan", "q3.value"),
    ]
    assert not any(subject == "meter" for _, subject, _ in found)


def test_a_quarter_that_is_none(kinerja: Kinerja) -> None:
    done = kinerja("status", "--quarter", "5", "--lang", "en")
    assert (done.code, done.out) == (2, "")
    assert "“5” is no quarter." in done.err


def test_nothing_is_due(kinerja: Kinerja, folder: Path) -> None:
    spbe = folder / SPBE
    spbe.write_text(spbe.read_text("utf-8") + '\n[action.x]\ntext = "x"\n', "utf-8")
    assert kinerja("set", "sakip", "analysis.cause", "x").code == 0
    assert "Everything is filled in." in kinerja("status", "--due", "--lang", "en").out
    assert due(kinerja) == []


def test_the_document_is_described(kinerja: Kinerja) -> None:
    document = kinerja("status", "--due", "--json").json
    assert document["version"] == 1 and fields(document) - documented() == set()


def test_hostile_records_paint_nothing(kinerja: Kinerja) -> None:
    into = ["--records", str(FICTION), "--unit", "dinas-air", "--year", "2022"]
    done = kinerja("status", "--due", *into)
    assert all(each.isprintable() or each == "\n" for each in done.out + done.err)
