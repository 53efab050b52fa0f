"""Completion: what a shell is offered, and that the scripts ask for it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from kinerja_tui.cli.complete import SHELLS, VARIABLE
from kinerja_tui.cli.main import COMPLETION
from tests.cli.program import FICTION, ROOT, Kinerja


@pytest.fixture
def offered(kinerja: Kinerja, monkeypatch: pytest.MonkeyPatch) -> object:
    """What bash is offered for a line; the last word is the one being typed."""

    def words(*line: str) -> list[str]:
        monkeypatch.setenv(VARIABLE, "complete_bash")
        monkeypatch.setenv("COMP_WORDS", " ".join(["kinerja", *line]))
        monkeypatch.setenv("COMP_CWORD", str(len(line)))
        done = kinerja()
        assert (done.code, done.err) == (0, "")
        return done.out.split()

    return words


def test_the_border_and_the_answer_mean_the_same_variable() -> None:
    assert COMPLETION == VARIABLE


@pytest.mark.parametrize(
    ("line", "some"),
    [
        (["sta"], {"status"}),
        (["status", "--y"], {"--year"}),
        (["status", "--year", ""], {"2022"}),
        (["--unit", "bi"], {"biro-osdm"}),
        (["--lang", ""], {"id", "en"}),
        (["show", "s"], {"sakip", "skm", "spbe"}),
        (["show", "T1"], {"T1", "T11", "T12", "T14"}),
        (["show", "t1"], {"t1", "t11", "t12", "t14"}),
        (["show", ""], {"kepuasan", "3-revisi", "kasn-merit", "dukungan-manajemen", "T4"}),
        (["show", "T4", "--format", "c"], {"csv", "csv-id"}),
        (["explain", "ip-asn."], {"ip-asn.value", "ip-asn.composite"}),
        (["explain", "activity.m"], {"activity.manajemen-kinerja", "activity.manajemen-sdm"}),
        (["explain", "u"], {"unit"}),
        (["set", "ip"], {"ip-asn"}),
        (["set", "ip-asn", "realisation.v"], {"realisation.value"}),
        (["set", "ip-asn", "component.d"], {"component.disiplin.value"}),
        (["set", "ip-asn", "realisation.value", "62", "--state", "c"], {"carried"}),
        (["log", "ip"], {"ip-asn"}),
        (["log", "y"], {"year"}),
        (["log", "ip-asn", "realisation"], {"realisation", "realisation.value"}),
        (["remove", "ip-asn", "history"], {"history", "history.2021", "history.2021.value"}),
        (["remove", "sp"], {"spbe"}),
        (["schema", "ind"], {"indicator"}),
        (["completion", ""], set(SHELLS)),
    ],
)
def test_bash_is_offered(line: list[str], some: set[str], offered: object) -> None:
    assert callable(offered)
    found = set(offered(*line))
    assert some <= found
    assert all(each.startswith(line[-1]) for each in found)


def test_entries_and_people_of_the_journal_are_offered(
    offered: object, kinerja: Kinerja, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert callable(offered)
    monkeypatch.setenv("KINERJA_USER", "siti")
    kinerja("set", "spbe", "realisation.value", "2,3")
    kinerja("set", "spbe", "realisation.value", "2,4")
    kinerja("undo")
    undo, _, first = (each["name"] for each in kinerja("log", "--json").json["entries"])
    assert offered("undo", "") == [undo, first]
    assert offered("undo", first[:2])[-1] == first
    assert offered("log", "--user", "s") == ["siti"]
    monkeypatch.setenv("KINERJA_RECORDS", "/tidak/ada")
    assert offered("undo", "") == []


def test_options_before_decide_what_is_offered(offered: object) -> None:
    assert callable(offered)
    found = offered("--records", str(FICTION), "--year", "2022", "show", "wa")
    assert set(found) == {"waktu-tanggap", "warga"}


def test_without_records_nothing_is_offered_and_nothing_said(
    offered: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert callable(offered)
    monkeypatch.setenv("KINERJA_RECORDS", "/tidak/ada")
    assert offered("explain", "ip") == []


@pytest.mark.parametrize("shell", SHELLS)
def test_each_shell_has_its_script(shell: str, kinerja: Kinerja) -> None:
    done = kinerja("completion", shell)
    assert (done.code, done.err) == (0, "")
    assert f"{VARIABLE}=complete_{shell}" in done.out


@pytest.mark.parametrize(
    ("shell", "settings"),
    [
        ("zsh", {"_TYPER_COMPLETE_ARGS": "kinerja sta"}),
        (
            "fish",
            {"_TYPER_COMPLETE_ARGS": "kinerja sta", "_TYPER_COMPLETE_FISH_ACTION": "get-args"},
        ),
    ],
)
def test_other_shells_get_the_help_too(
    shell: str, settings: dict[str, str], kinerja: Kinerja, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, f"complete_{shell}")
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    done = kinerja()
    assert done.code == 0
    assert "status" in done.out and "Tahun ini sekilas pandang" in done.out


def test_ids_are_completed_without_parsing_or_rich(folder: Path) -> None:
    code = (
        "import sys; from kinerja_tui.cli.main import run; run([]); "
        "unwanted = {'tomli', 'rich', 'textual', 'kinerja_tui.measure.scorecard'}; "
        "print(sorted(unwanted & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={
            "PYTHONPATH": str(ROOT),
            VARIABLE: "complete_bash",
            "COMP_WORDS": "kinerja set sk",
            "COMP_CWORD": "2",
        },
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    assert done.stdout.splitlines() == ["skm", "[]"]
