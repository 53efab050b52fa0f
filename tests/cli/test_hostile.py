"""Files that nobody should have made: each is one clear problem, and the rest loads."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.cli.program import FICTION, Kinerja, edit

INDICATORS = "records/biro-osdm/2022/indicators"


def spoil(indicators: Path) -> dict[str, str]:
    """Ten broken files, and the code of the problem that each must be."""
    (indicators / "besar.toml").write_bytes(b"# " + b"x" * (2 << 20))
    (indicators / "dalam.toml").write_bytes(b"a = " + b"[" * 100_000 + b"]" * 100_000)
    (indicators / "tautan.toml").symlink_to("/etc/hosts")
    os.mkfifo(indicators / "pipa.toml")
    (indicators / "kosong.toml").write_bytes(b"")
    (indicators / "nol.toml").write_bytes(b"schema = 1\n\0\0\0")
    (indicators / "latin.toml").write_bytes('schema = 1\nname = "\xe9t\xe9"\n'.encode("latin-1"))
    (indicators / "git.toml").write_bytes(b"<<<<<<< HEAD\na = 1\n=======\na = 2\n>>>>>>> x\n")
    (indicators / "koma.toml").write_bytes(b"schema = 1\n[realisation]\nvalue = 61,34\n")
    (indicators / "Besar Kecil.toml").write_bytes(b"schema = 1\n")
    return {
        "besar": "B03",
        "dalam": "B09",
        "tautan": "B02",
        "pipa": "B01",
        "kosong": "B06",
        "nol": "B06",
        "latin": "B05",
        "git": "B07",
        "koma": "B08",
        "Besar Kecil": "B10",
    }


def test_each_is_one_problem_and_the_rest_loads(kinerja: Kinerja, folder: Path) -> None:
    codes = spoil(folder / INDICATORS)
    found = kinerja("status", "--json")
    assert found.code == 0
    problems = {Path(each["file"]).stem: each["code"] for each in found.json["problems"]}
    assert problems == codes
    assert len(found.json["problems"]) == len(codes)
    assert str(found.json["achievement"]) == "101.13"


def test_each_is_named_on_standard_error(kinerja: Kinerja, folder: Path) -> None:
    codes = spoil(folder / INDICATORS)
    for language in ("id", "en"):
        done = kinerja("export", "--lang", language)
        assert done.code == 0
        heads = [line for line in done.err.splitlines() if line.startswith("records/")]
        assert len(heads) == len(codes)
        assert all(each.isprintable() or each == "\n" for each in done.err)


@pytest.mark.parametrize(
    "arguments",
    [
        ("set", "ip-asn", "realisation.value", "5"),
        ("show", "ip-asn"),
        ("explain", "ip-asn"),
        ("explain", "ip-asn.2021"),
        ("explain", "indicator.ip-asn"),
        ("remove", "ip-asn"),
    ],
)
def test_a_record_that_cannot_be_read_is_not_called_unknown(
    arguments: tuple[str, ...], kinerja: Kinerja, folder: Path
) -> None:
    edit(folder / INDICATORS / "ip-asn.toml", "value = 61.34", "value = 61,34")
    done = kinerja(*arguments, "--lang", "en")
    assert (done.code, done.out) == (2, "")
    first, *_, last = done.err.splitlines()
    assert first.startswith(f"{INDICATORS}/ip-asn.toml:19:9: ") and first.endswith("[B08]")
    assert last == "kinerja: “ip-asn” cannot be read; see above."


def test_another_name_is_still_unknown_beside_a_broken_record(
    kinerja: Kinerja, folder: Path
) -> None:
    edit(folder / INDICATORS / "ip-asn.toml", "value = 61.34", "value = 61,34")
    assert "Nothing here is called “spbee”." in kinerja("show", "spbee", "--lang", "en").err
    done = kinerja("explain", "spbe.foo", "--lang", "en")
    assert done.err.startswith("kinerja: Nothing here is called “spbe.foo”.")


def test_a_record_in_a_folder_that_is_a_link_may_be_there(kinerja: Kinerja, folder: Path) -> None:
    (folder / INDICATORS).rename(folder / "elsewhere")
    (folder / INDICATORS).symlink_to(folder / "elsewhere")
    for arguments in (("set", "ip-asn", "realisation.value", "5"), ("show", "ip-asn")):
        done = kinerja(*arguments, "--lang", "en")
        assert (done.code, done.out) == (2, "")
        assert done.err.startswith(f"{INDICATORS}: this is a symbolic link")
        assert "Nothing that can be read here is called “ip-asn”" in done.err


def test_codes_and_markup_in_a_name_are_shown_literally(kinerja: Kinerja, folder: Path) -> None:
    edit(
        folder / INDICATORS / "spbe.toml",
        'name = "Indeks Maturitas',
        'name = "[red]x[/red] \\u001b[31m',
    )
    for arguments in (["status", "--plain"], ["show", "spbe"], ["explain", "spbe"]):
        out = kinerja(*arguments).out
        assert "[red]x[/red] \ufffd[31m" in out
        assert "\x1b" not in out
    for form in ("md", "csv", "csv-id", "tsv", "json"):
        assert "\x1b" not in kinerja("show", "T4", "--format", form).out


def test_a_broken_line_is_quoted_without_its_codes(kinerja: Kinerja, folder: Path) -> None:
    edit(folder / INDICATORS / "spbe.toml", "value = 2.28", 'value = "\x1b[31m" x')
    done = kinerja("export")
    assert "\x1b" not in done.err
    assert "spbe.toml:19:" in done.err


def test_a_shared_indicator_is_changed_where_it_is_measured(kinerja: Kinerja, folder: Path) -> None:
    import shutil

    shutil.copytree(FICTION, folder / "senja")
    common = ["--records", "senja", "--unit", "dinas-air", "--year", "2022"]
    done = kinerja(*common, "set", "ketahanan", "realisation.value", "5")
    assert (done.code, done.out) == (2, "")
    assert "--unit pulau-senja" in done.err
    assert kinerja(*common, "set", "ketahanan", "weight", "2").code == 0
    assert "weight = 2" in (folder / "senja/dinas-air/2022/indicators/ketahanan.toml").read_text()


def test_windows_is_pointed_to_wsl(kinerja: Kinerja, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "win32")
    done = kinerja("status", "--lang", "en")
    assert (done.code, done.out) == (2, "")
    assert "WSL" in done.err
