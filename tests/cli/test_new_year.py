"""`new-year`: shown first, made when it is told to, taken back as a whole."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from tests.cli.program import FICTION, Kinerja, documented, edit, fields

NEW = "records/biro-osdm/2023"


def contents(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*.toml")}


def test_it_is_shown_first(kinerja: Kinerja, folder: Path) -> None:
    before = contents(folder)
    done = kinerja("new-year", "--dry-run", "--lang", "en")
    assert (done.code, done.err) == (0, "")
    lines = done.out.splitlines()
    assert lines[0] == "biro-osdm 2023, from 2022: 12 files would be made."
    assert f"  {NEW}/agreements/1-awal.toml" in lines
    assert "    targets to be set: ip-asn, merit, kelembagaan, spbe, sakip, skm" in lines
    assert lines[-1] == "Nothing was written (--dry-run)."
    assert contents(folder) == before


def test_elsewhere_than_on_a_terminal_it_wants_a_yes(kinerja: Kinerja, folder: Path) -> None:
    before = contents(folder)
    done = kinerja("new-year", "--lang", "en")
    assert done.code == 2 and "run it again with --yes" in done.err
    assert contents(folder) == before
    assert kinerja("new-year", "--yes", "--lang", "en").code == 0
    assert (folder / NEW / "goals.toml").is_file()


def test_it_can_be_opened_and_undone(kinerja: Kinerja, folder: Path) -> None:
    before = contents(folder)
    done = kinerja("new-year", "2023", "--date", "9-1-2023", "--yes", "--lang", "en")
    assert (done.code, done.err) == (0, "")
    assert "kinerja status --due --unit biro-osdm --year 2023" in done.out
    assert "kinerja.toml still opens 2022" in done.out
    status = kinerja("status", "--year", "2023", "--json").json
    assert (status["problems"], status["total"], status["counted"]) == ([], 6, 0)
    assert status["agreement"] == {"id": "1-awal", "date": "2023-01-09"}
    again = kinerja("new-year", "2023", "--yes", "--lang", "en")
    assert (again.code, "has a year 2023 already" in again.err) == (2, True)
    assert kinerja("undo").code == 0
    assert contents(folder) == before and not (folder / NEW).exists()
    assert kinerja("new-year", "--year", "2024", "--yes").code == 0
    assert (folder / "records/biro-osdm/2024/year.toml").is_file()


def test_a_year_that_was_broken_off_before_its_first_file_is_not_opened(
    kinerja: Kinerja, folder: Path
) -> None:
    edit(folder / "records/kinerja.toml", "year = 2022\n", "")
    (folder / NEW / "indicators").mkdir(parents=True)
    assert kinerja("status", "--json").json["year"] == 2022
    assert kinerja("status", "--json", "--year", "2023").json["year"] == 2023
    (folder / NEW / "indicators/spbe.toml").write_text("schema = 1\n")
    assert kinerja("status", "--json").json["year"] == 2023


def test_as_json(kinerja: Kinerja, folder: Path) -> None:
    shown = kinerja("new-year", "--dry-run", "--json").json
    assert (shown["version"], shown["year"], shown["source"]) == (1, 2023, 2022)
    assert (shown["written"], shown["entry"], len(shown["files"])) == (False, None, 12)
    assert kinerja("new-year", "--json").code == 2
    done = kinerja("new-year", "--yes", "--json")
    assert done.code == 0 and done.json["written"]
    assert {each["file"] for each in done.json["left"]} <= set(done.json["files"])
    assert fields(done.json) - documented() == set()
    entry = kinerja("log", "--json").json["entries"][0]
    assert (entry["doing"], entry["id"]) == ("new-year", done.json["entry"])


@pytest.mark.parametrize(("answer", "written"), [("ya\n", True), ("\n", False)])
def test_on_a_terminal_it_asks(
    answer: str, written: bool, kinerja: Kinerja, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(answer))
    monkeypatch.setattr("kinerja_tui.cli.asking.can_ask", lambda session: True)
    done = kinerja("new-year", "--lang", "en")
    assert done.code == (0 if written else 1)
    assert (folder / NEW).exists() is written


@pytest.mark.parametrize("year", ["23", "2021", "abcd", "2022"])
def test_what_cannot_be_made_is_refused(year: str, kinerja: Kinerja, folder: Path) -> None:
    before = contents(folder)
    done = kinerja("new-year", year, "--yes")
    assert (done.code, done.out) == (2, "")
    assert contents(folder) == before


def test_a_broken_record_is_shown_with_its_line(kinerja: Kinerja, folder: Path) -> None:
    path = folder / "records/biro-osdm/2022/indicators/spbe.toml"
    edit(path, "value = 2.28", "value = 2,28")
    done = kinerja("new-year", "--yes")
    assert done.code == 2
    assert "spbe.toml:19:9" in done.err and not (folder / NEW).exists()


def test_of_another_unit(kinerja: Kinerja, folder: Path) -> None:
    line = ["new-year", "--records", str(FICTION), "--unit", "Dinas Air", "--dry-run", "--json"]
    assert kinerja(*line).json["year"] == 2024
