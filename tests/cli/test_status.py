"""`status`: the same page to the byte in both languages, never wider than the terminal."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kinerja_tui.report.width import wide
from tests.cli.program import FICTION, GOLDEN, Kinerja, edit

HINT = "    Hint: Did you mean value?"


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("status.id.txt", ["status"]),
        ("status.en.txt", ["status", "--lang", "en"]),
        ("status.ascii.txt", ["status", "--ascii"]),
        ("status.plain.txt", ["status", "--plain"]),
    ],
)
def test_the_page_is_as_it_was(name: str, arguments: list[str], kinerja: Kinerja) -> None:
    done = kinerja(*arguments)
    assert (done.code, done.err) == (0, "")
    assert done.out == (GOLDEN / name).read_text(encoding="utf-8")


def test_the_figures_of_the_sample(kinerja: Kinerja) -> None:
    out = kinerja("status").out
    assert "▲ 4 tercapai  ◆ 1 mendekati  ▼ 0 tidak tercapai  · 1 tidak dihitung" in out
    for figure in ("100,56%", "100,15%", "119,03%", "87,69%", "(99,00%)", "101,86%", "100,40%"):
        assert figure in out
    assert "101,13% (5 dari 6 indikator dihitung)" in out
    assert "96,40% (Rp7.441.369.733 dari Rp7.719.313.000)" in out
    assert "4,73 poin" in out


@pytest.mark.parametrize("width", [40, 60, 80, 120])
@pytest.mark.parametrize("year", ["2021", "2022", "2023"])
def test_no_line_is_wider_than_the_terminal(
    width: int, year: str, kinerja: Kinerja, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    for unit in ("dinas-air", "pulau-senja"):
        done = kinerja("--records", str(FICTION), "--unit", unit, "--year", year, "status")
        assert done.code == 0
        assert [line for line in done.out.splitlines() if wide(line) > width] == []


def test_without_a_terminal_no_command_prints_the_status(kinerja: Kinerja) -> None:
    assert kinerja() == kinerja("status")


def test_ascii_leaves_no_other_sign_of_ours(kinerja: Kinerja) -> None:
    assert kinerja("status", "--ascii").out.isascii()
    assert not kinerja("status").out.isascii()


@pytest.mark.parametrize("locale", ["C", "POSIX", "id_ID.ISO-8859-1"])
def test_a_locale_without_utf8_is_ascii(
    locale: str, kinerja: Kinerja, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", locale)
    assert kinerja("status").out.isascii()


def test_problems_are_counted_and_the_first_named(kinerja: Kinerja, folder: Path) -> None:
    indicators = folder / "records/biro-osdm/2022/indicators"
    edit(indicators / "spbe.toml", "value = 2.28", "value = 2,28")
    for name in ("a", "b", "c"):
        (indicators / f"{name}.toml").write_bytes(b"")
    done = kinerja("status")
    assert done.code == 0
    assert "! 4 masalah dalam berkas catatan:" in done.out
    assert "  records/biro-osdm/2022/indicators/a.toml:1:1: " in done.out
    assert "  dan 1 lagi" in done.out
    assert "IK 4" not in done.out
    assert "IK 1" in done.out


def test_the_hint_stands_below_its_problem_where_a_line_holds_it(
    kinerja: Kinerja, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    indicators = folder / "records/biro-osdm/2022/indicators"
    edit(indicators / "spbe.toml", "value = 2.28", "valueX = 2.28")
    lines = kinerja("status", "--lang", "en").out.splitlines()
    at = lines.index("! 1 problem in the records:")
    assert "valueX" in lines[at + 1] and lines[-2].endswith("[B20]") and lines[-1] == HINT
    monkeypatch.setenv("COLUMNS", str(len(HINT)))
    assert kinerja("status", "--lang", "en").out.splitlines()[-1] == HINT
    monkeypatch.setenv("COLUMNS", str(len(HINT) - 1))
    assert "Hint" not in kinerja("status", "--lang", "en").out


def test_a_day_chooses_the_agreement(kinerja: Kinerja) -> None:
    done = kinerja("status", "--at", "2022-02-01", "--json")
    assert done.json["agreement"]["id"] == "1-awal"
    assert kinerja("status", "--at", "1-2-2022", "--json") == done
    none = kinerja("status", "--at", "2022-01-01")
    assert "Tidak ada Perjanjian Kinerja" in none.out
    assert none.code == 0


def _broken(tmp_path: Path, file: str) -> Path:
    root = tmp_path / "lain" / "records"
    shutil.copytree(FICTION, root)
    (root / file).write_text("x = [", encoding="utf-8")
    return root


def test_a_version_that_cannot_be_read_may_be_the_one_in_force(
    kinerja: Kinerja, tmp_path: Path
) -> None:
    root = _broken(tmp_path, "dinas-air/2023/agreements/2-asumsi.toml")
    where = ("--records", str(root), "--unit", "dinas-air", "--year", "2023", "--lang", "en")
    doubt = "! 2-asumsi.toml cannot be read and may be the agreement in force."
    assert doubt in kinerja("status", *where).out
    assert doubt in kinerja("show", "T4", *where).out
    assert "may be the agreement in force" in kinerja("export", "--to", "-", *where).out
    early = _broken(tmp_path / "dua", "dinas-air/2023/agreements/1-awal.toml")
    later = kinerja("status", *where[2:], "--records", str(early))
    assert "may be the agreement" not in later.out


def test_an_indicator_that_cannot_be_read_is_said_beside_the_mean(
    kinerja: Kinerja, tmp_path: Path
) -> None:
    root = _broken(tmp_path, "dinas-air/2023/indicators/cakupan.toml")
    where = ("--records", str(root), "--unit", "dinas-air", "--year", "2023", "--lang", "en")
    doubt = "! cakupan.toml cannot be read; its indicator is in no mean and in no count."
    for arguments in (("status",), ("show", "T4"), ("show", "T14")):
        assert doubt in " ".join(kinerja(*arguments, *where).out.split())


def test_a_figure_without_a_class_is_no_missing_figure(kinerja: Kinerja, tmp_path: Path) -> None:
    root = tmp_path / "lain" / "records"
    shutil.copytree(FICTION, root)
    (root / "scales" / "status-senja.toml").unlink()
    where = ("--records", str(root), "--unit", "dinas-air", "--year", "2023", "--lang", "en")
    out = kinerja("status", *where).out
    assert "· 9 no class" in out
    assert "· 4 no data yet" in out
    assert "B21" in kinerja("status", "--json", *where).out
