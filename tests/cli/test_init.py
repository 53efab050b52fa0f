"""`init`: a store that can be used at once; nothing that is there is changed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.cli.program import ROOT, Kinerja


def test_a_new_store_is_read_without_problems(kinerja: Kinerja, folder: Path) -> None:
    options = ["--unit", "dinas-baru", "--name", "Dinas Baru", "--year", "2025"]
    done = kinerja("init", "baru", *options)
    assert (done.code, done.err) == (0, "")
    for step in (
        "kinerja --records baru: a",
        "kinerja --records baru add indicator --help",
        "kinerja --records baru status",
        "baru/templates.",
    ):
        assert step in done.out
    status = kinerja("status", "--records", "baru", "--json")
    assert status.code == 0
    assert (status.json["unit"], status.json["year"]) == ("dinas-baru", 2025)
    assert status.json["problems"] == []


def test_english_templates_on_request(kinerja: Kinerja, folder: Path) -> None:
    assert (
        kinerja("init", "new", "--name", "New Office", "--year", "2025", "--lang", "en").code == 0
    )
    assert 'language = "en"' in (folder / "new/kinerja.toml").read_text()
    assert (folder / "new/new-office/unit.toml").is_file()


def test_nothing_that_is_there_is_changed(kinerja: Kinerja, folder: Path) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    done = kinerja("init", "--year", "2025")
    assert (done.code, done.out) == (2, "")
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_what_cannot_be_an_id_or_a_year_is_refused(kinerja: Kinerja, folder: Path) -> None:
    for options in (["--unit", "Biro OSDM"], ["--unit", "con"], ["--year", "25"]):
        done = kinerja("init", "baru", "--name", "Biro", *options)
        assert (done.code, done.out) == (2, ""), options
        assert not (folder / "baru/kinerja.toml").exists()


def test_without_a_terminal_nothing_is_asked(folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "kinerja_tui", "init", "baru"],
        env={"PYTHONPATH": str(ROOT), "LANG": "C.UTF-8"},
        input="jangan dibaca\n",
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "jangan dibaca" not in done.stdout


def test_on_a_terminal_it_asks_for_the_rest(folder: Path) -> None:
    import os
    import pty

    master, slave = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "kinerja_tui", "init", "baru"],
        env={"PYTHONPATH": str(ROOT), "LANG": "C.UTF-8", "TERM": "xterm"},
        stdin=slave,
        stdout=slave,
        stderr=slave,
    ) as running:
        os.close(slave)
        os.write(master, b"Dinas Air & Ombak\n\n2024\n")
        assert running.wait(120) == 0
    os.close(master)
    assert (folder / "baru/dinas-air-ombak/2024/goals.toml").is_file()
    assert "Dinas Air & Ombak" in (folder / "baru/dinas-air-ombak/unit.toml").read_text()
