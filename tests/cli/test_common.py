"""The options of every command, before and after its name, and the environment in their place."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.program import FICTION, RECORDS, ROOT, Kinerja, edit


@pytest.mark.parametrize(
    "options",
    [
        ["--lang", "en"],
        ["--lang=en"],
        ["--json"],
        ["--ascii"],
        ["--unit", "biro-osdm"],
        ["--year", "2022"],
        ["--at", "2022-03-01", "--plain"],
        ["--records", "records", "--no-color"],
    ],
)
def test_an_option_stands_before_or_after_the_command(options: list[str], kinerja: Kinerja) -> None:
    before, after = kinerja(*options, "status"), kinerja("status", *options)
    assert before.code == 0
    assert before == after


def test_the_later_of_two_wins(kinerja: Kinerja) -> None:
    assert kinerja("--lang", "id", "status", "--lang", "en") == kinerja("status", "--lang", "en")


def test_the_language_comes_from_option_environment_store_or_is_indonesian(
    kinerja: Kinerja, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = folder / "records/kinerja.toml"
    assert "Capaian" in kinerja("status").out
    edit(settings, 'language = "id"', 'language = "en"  # everybody reads it')
    assert "Achievement" in kinerja("status").out
    monkeypatch.setenv("KINERJA_LANG", "id_ID.UTF-8")
    assert "Capaian" in kinerja("status").out
    assert "Achievement" in kinerja("status", "--lang", "inggris").out
    monkeypatch.setenv("KINERJA_LANG", "klingon")
    assert "Achievement" in kinerja("status").out


def test_the_language_is_settled_for_help_and_errors_too(kinerja: Kinerja) -> None:
    assert kinerja("--help").out.startswith("Pemakaian: kinerja")
    assert kinerja("--help", "--lang", "en").out.startswith("Usage: kinerja")
    assert kinerja("statsu", "--lang", "en").err.startswith(
        "kinerja: There is no command “statsu”."
    )


def test_a_broken_settings_file_still_gives_its_language(kinerja: Kinerja, folder: Path) -> None:
    settings = folder / "records/kinerja.toml"
    settings.write_text('schema = 1\nlanguage = "en"\nunit = \n[rules]\nlanguage = "id"\n')
    done = kinerja("status")
    assert done.code == 0
    assert "Achievement" in done.out


def test_records_come_from_option_environment_or_upward(
    kinerja: Kinerja, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = kinerja("status", "--json")
    inside = folder / "records/biro-osdm/2022"
    monkeypatch.chdir(inside)
    assert kinerja("status", "--json").out == here.out
    monkeypatch.setenv("KINERJA_RECORDS", str(FICTION))
    assert kinerja("status", "--json").json["unit"] == "dinas-air"
    assert kinerja("status", "--json", "--records", str(folder)).out == here.out


def test_without_records_it_says_what_to_do(kinerja: Kinerja, folder: Path) -> None:
    shutil.rmtree(folder / "records")
    done = kinerja("status", "--records", str(folder))
    assert (done.code, done.out) == (2, "")
    assert "kinerja init" in done.err


def test_a_unit_is_named_by_id_short_name_or_another(kinerja: Kinerja) -> None:
    by_id = kinerja("status", "--unit", "biro-osdm")
    assert kinerja("status", "--unit", "Biro OSDM") == by_id
    assert kinerja("status", "--unit", "biro organisasi dan sumber daya manusia") == by_id
    unknown = kinerja("status", "--unit", "biro-osdn")
    assert (unknown.code, unknown.out) == (2, "")
    assert "biro-osdm" in unknown.err


def test_years_and_days_are_refused_with_what_there_is(kinerja: Kinerja) -> None:
    for arguments, word in (
        (["--year", "2031"], "2022"),
        (["--year", "dua"], "2022"),
        (["--at", "2022-02-30"], "2022-12-31"),
        (["--at", "kemarin"], "2022-12-31"),
        (["--unit", "setjen"], "setjen/"),
    ):
        done = kinerja("status", *arguments)
        assert (done.code, done.out) == (2, ""), arguments
        assert word in done.err


def test_a_store_of_two_units_asks_which(kinerja: Kinerja, tmp_path: Path) -> None:
    copy = tmp_path / "senja"
    shutil.copytree(FICTION, copy)
    edit(copy / "kinerja.toml", 'unit = "dinas-air"\n', "")
    done = kinerja("status", "--records", str(copy))
    assert done.code == 2
    assert "dinas-air, pulau-senja" in done.err


def test_version(kinerja: Kinerja) -> None:
    from kinerja_tui import __version__

    for arguments in (["--version"], ["-V"], ["--lang", "en", "--version", "status"]):
        assert kinerja(*arguments) == (0, f"kinerja {__version__}\n", "")


def _run_onto(stream: str, *arguments: str, **environment: str) -> tuple[int, str]:
    """Exit code and standard error of a run whose standard output is the file `stream`."""
    with open(stream, "w") as out:
        done = subprocess.run(
            [sys.executable, "-m", "kinerja_tui", *arguments],
            stdout=out,
            stderr=subprocess.PIPE,
            env={**os.environ, **environment},
            cwd=ROOT,
            check=False,
        )
    return done.returncode, done.stderr.decode()


def test_what_was_written_is_said_although_the_answer_is_lost(tmp_path: Path) -> None:
    root = tmp_path / "records"
    shutil.copytree(RECORDS, root)
    code, said = _run_onto(
        "/dev/full", "--records", str(root), "--lang", "en", "set", "ip-asn",
        "realisation.value", "62",
    )  # fmt: skip
    assert "value = 62\n" in (root / "biro-osdm/2022/indicators/ip-asn.toml").read_text("utf-8")
    assert (code, "Traceback" in said) == (0, False)
    assert "The value is written to biro-osdm/2022/indicators/ip-asn.toml" in said
    code, said = _run_onto("/dev/full", "--records", str(root), "--lang", "en", "undo")
    assert "value = 61.34\n" in (root / "biro-osdm/2022/indicators/ip-asn.toml").read_text("utf-8")
    assert (code, "Traceback" in said) == (0, False)
    assert "is taken back; only this answer could not be shown" in said


def test_what_cannot_be_shown_is_not_removed(tmp_path: Path) -> None:
    root = tmp_path / "records"
    shutil.copytree(RECORDS, root)
    path = root / "biro-osdm/2022/indicators/ip-asn.toml"
    before = path.read_bytes()
    code, said = _run_onto(
        "/dev/full", "--records", str(root), "remove", "ip-asn", "history.2021", "--yes"
    )
    assert (code, "Traceback" in said) == (2, False)
    assert path.read_bytes() == before


def test_a_version_that_nobody_can_read_is_a_sentence() -> None:
    code, said = _run_onto("/dev/full", "--version", KINERJA_LANG="en")
    assert code == 2
    assert said.startswith("kinerja: Stopped: ") and said.count("\n") == 1
