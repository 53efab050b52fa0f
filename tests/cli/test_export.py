"""`export`: the same bytes each time, whole or not at all, and `--check` says what differs."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.program import RECORDS, Kinerja, edit


def bytes_in(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_twice_gives_the_same_bytes(kinerja: Kinerja, folder: Path) -> None:
    done = kinerja("export")
    assert (done.code, done.err) == (0, "")
    exports = folder / "exports" / "biro-osdm-2022"
    first = bytes_in(exports)
    assert {"ringkasan.md", "t04-capaian.csv", "t04-capaian.id.csv"} <= first.keys()
    assert "t04-capaian.csv" in done.out
    again = kinerja("export")
    assert "tidak ada yang berubah" in again.out
    assert bytes_in(exports) == first


def test_check_compares_and_writes_nothing(kinerja: Kinerja, folder: Path) -> None:
    missing = kinerja("export", "--check")
    assert missing.code == 1
    assert "ringkasan.md" in missing.out
    assert not (folder / "exports").exists()
    kinerja("export")
    assert kinerja("export", "--check").code == 0
    edit(folder / "records/biro-osdm/2022/indicators/ip-asn.toml", "value = 61.34", "value = 62.5")
    stale = kinerja("export", "--check")
    assert stale.code == 1
    assert "t04-capaian.csv" in stale.out and "t11-anggaran.csv" not in stale.out
    found = kinerja("export", "--check", "--json")
    assert found.code == 1
    assert "t04-capaian.csv" in found.json["changed"]


def test_the_language_is_the_stores_unless_asked(
    kinerja: Kinerja, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kinerja("export")
    monkeypatch.setenv("KINERJA_LANG", "en")
    assert kinerja("export", "--check").code == 0
    assert kinerja("export", "--check", "--lang", "en").code == 1


def test_to_another_folder_in_one_format(kinerja: Kinerja, folder: Path) -> None:
    assert kinerja("export", "--to", "out", "--format", "md").code == 0
    assert [path.name for path in (folder / "out").iterdir() if path.suffix] == ["ringkasan.md"]
    assert kinerja("export", "--to", "out", "--format", "pdf").code == 2
    names = {"--format": "csv-id"}
    assert kinerja("export", "--to", "id", *[x for pair in names.items() for x in pair]).code == 0
    assert all(name.endswith(".id.csv") for name in bytes_in(folder / "id") if name[0] != ".")


def test_the_summary_on_standard_output(kinerja: Kinerja, folder: Path) -> None:
    done = kinerja("export", "--to", "-")
    assert (done.code, done.err) == (0, "")
    kinerja("export")
    assert done.out == (folder / "exports/biro-osdm-2022/ringkasan.md").read_text()
    assert kinerja("export", "--to", "-", "--format", "csv").code == 2
    assert not (folder / "-").exists()


def test_a_file_of_another_hand_is_not_overwritten(kinerja: Kinerja, folder: Path) -> None:
    out = folder / "out"
    out.mkdir()
    (out / "ringkasan.md").write_text("punya saya")
    done = kinerja("export", "--to", "out")
    assert (done.code, done.out) == (2, "")
    assert "ringkasan.md" in done.err
    assert bytes_in(out) == {"ringkasan.md": b"punya saya"}


def test_problems_are_said_and_do_not_hide_the_rest(kinerja: Kinerja, folder: Path) -> None:
    edit(folder / "records/biro-osdm/2022/indicators/spbe.toml", "value = 2.28", "value = 2,28")
    done = kinerja("export")
    assert done.code == 0
    assert done.err.startswith("records/biro-osdm/2022/indicators/spbe.toml:")
    assert (folder / "exports/biro-osdm-2022/ringkasan.md").is_file()


def test_a_folder_of_another_name_holds_its_exports(kinerja: Kinerja, folder: Path) -> None:
    (folder / "records").rename(folder / "data")
    assert kinerja("export", "--records", "data").code == 0
    assert (folder / "data/exports/biro-osdm-2022/ringkasan.md").is_file()
    assert kinerja("status", "--records", "data").code == 0


def test_an_export_never_takes_the_place_of_what_it_does_not_own(
    kinerja: Kinerja, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "catatan"
    shutil.copytree(RECORDS, root)
    inner = tmp_path / "kerja" / "di-sini"
    inner.mkdir(parents=True)
    monkeypatch.chdir(inner)
    for to in (".", "..", str(tmp_path), str(root), str(root / "biro-osdm")):
        done = kinerja("export", "--records", str(root), "--to", to)
        assert done.code == 2, to
        assert "ekspor" in done.err.casefold() or "folder" in done.err.casefold()
    assert list(inner.iterdir()) == []
    assert (root / "kinerja.toml").exists()
    assert kinerja("export", "--records", str(root), "--to", "keluar").code == 0


def test_a_report_says_which_files_it_is_without(kinerja: Kinerja, tmp_path: Path) -> None:
    root = tmp_path / "lain" / "records"
    shutil.copytree(RECORDS, root)
    year = root / "biro-osdm" / "2022"
    (year / "agreements" / "3-revisi.toml").write_text("x = [", encoding="utf-8")
    (year / "goals.toml").write_text("x = [", encoding="utf-8")
    done = kinerja("export", "--records", str(root), "--to", "-")
    assert done.code == 0
    assert "biro-osdm/2022/agreements/3-revisi.toml" in done.out
    assert "biro-osdm/2022/goals.toml" in done.out
    shown = kinerja("status", "--records", str(root))
    assert "IK 1" in shown.out and "(5 dari 6" in shown.out
