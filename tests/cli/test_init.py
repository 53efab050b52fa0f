"""`init`: a store that can be used at once; nothing that is there is changed."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
import termios
from pathlib import Path

import pytest

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


class AtTerminal:
    """The program on a pseudo-terminal in a folder of its own."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        master, slave = pty.openpty()
        termios.tcsetwinsize(slave, (24, 80))
        self.master = master
        self.seen = b""
        self.process = subprocess.Popen(
            [sys.executable, "-m", "kinerja_tui", *arguments],
            env={
                "PYTHONPATH": str(ROOT),
                "LANG": "C.UTF-8",
                "TERM": "xterm",
                "HOME": str(folder),
            },
            cwd=folder,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
        )
        os.close(slave)

    def until(self, text: str) -> None:
        """Read until `text` was shown."""
        while text.encode() not in self.seen:
            assert select.select([self.master], [], [], 60)[0], self.seen
            try:
                self.seen += os.read(self.master, 1 << 16)
            except OSError:
                raise AssertionError(self.seen) from None

    def type(self, text: str) -> None:
        os.write(self.master, text.encode())

    def ended(self) -> int:
        """The exit code, once all is read."""
        while True:
            try:
                if not os.read(self.master, 1 << 16):
                    break
            except OSError:
                break
        os.close(self.master)
        return self.process.wait(60)


def test_the_workspace_offers_to_begin_where_there_are_no_records(tmp_path: Path) -> None:
    program = AtTerminal(tmp_path)
    program.until("[y/T]")
    assert "tidak ditemukan" in program.seen.decode()
    program.type("y\n")
    for question, typed in (("Nama", "Dinas Air"), ("Id", ""), ("Tahun", "2024")):
        program.until(question)
        program.type(typed + "\n")
    program.until("SS 1")
    program.type("q")
    assert program.ended() == 0
    assert (tmp_path / "records/dinas-air/2024/goals.toml").is_file()


@pytest.mark.parametrize("arguments", [(), ("--records", ".")], ids=["no", "named"])
def test_nothing_begins_unasked(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    program = AtTerminal(tmp_path, *arguments)
    if not arguments:
        program.until("[y/T]")
        program.type("\n")
    assert program.ended() == 2
    assert [path.name for path in tmp_path.iterdir() if not path.name.startswith(".")] == []


@pytest.mark.parametrize("arguments", [("init", "baru"), ()], ids=["init", "alone"])
def test_a_question_is_asked_until_its_answer_is_good(
    tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    program = AtTerminal(tmp_path, *arguments, "--lang", "en")
    if not arguments:
        program.until("[y/N]")
        program.type("y\n")
    name, id_ = "Full name of the unit: ", "Short id of the unit [rsud-b-kota]: "
    named = "  the unit needs a name\r\n  Hint: Give its full official name.\r\n"
    four = "  Hint: Write the year in four digits.\r\nYear ["
    for waits, typed in (
        (name, ""),
        (f"{named}{name}", "RSUD [b]Kota"),
        (id_, "RSUD [b]Kota"),
        (f"and no hyphen first.\r\n{id_}", ""),
        ("Year [", "dua ribu"),
        (f"  “dua ribu” is no year.\r\n{four}", "1800"),
        (f"  1800 is no year that records can have\r\n{four}", "2024"),
    ):
        program.until(waits)
        program.type(f"{typed}\n")
    assert "  RSUD [b]Kota cannot be the id of a unit\r\n  Hint: " in program.seen.decode()
    if not arguments:
        program.until("SS 1")
        program.type("q")
    assert program.ended() == 0
    folder = tmp_path / ("baru" if arguments else "records")
    assert (folder / "rsud-b-kota/2024/goals.toml").is_file()
    assert 'name = "RSUD [b]Kota"' in (folder / "rsud-b-kota/unit.toml").read_text()


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--name", " "], "the unit needs a name"),
        (["--unit", "Biro OSDM"], "cannot be the id of a unit"),
        (["--year", "dua ribu"], "is no year"),
        (["--year", "1800"], "is no year that records can have"),
        ([], "there are records in"),
    ],
)
def test_nothing_is_asked_where_no_answer_helps(
    more: list[str], said: str, folder: Path, kinerja: Kinerja, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kinerja_tui.cli.asking.can_ask", lambda session: True)
    monkeypatch.setattr("builtins.input", lambda question: pytest.fail(question))
    done = kinerja("init", "baru" if more else "records", *more, "--lang", "en")
    assert (done.code, done.out, said in done.err) == (2, "", True), done.err


def test_an_id_that_cannot_be_one_is_no_default(
    folder: Path, kinerja: Kinerja, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kinerja_tui.cli.asking.can_ask", lambda session: True)
    answers = iter(("Scales", "", "neraca", ""))
    monkeypatch.setattr("builtins.input", lambda question: next(answers))
    done = kinerja("init", "baru", "--lang", "en")
    assert (done.code, "the unit needs an id" in done.out) == (0, True), done.err
    assert (folder / "baru/neraca/unit.toml").is_file()


def test_the_end_of_the_answers_makes_nothing(tmp_path: Path) -> None:
    program = AtTerminal(tmp_path, "init", "--lang", "en")
    program.until("Full name of the unit: ")
    program.type("\n\x04")
    assert program.ended() == 130
    assert not (tmp_path / "records").exists()


def test_on_a_terminal_it_asks_for_the_rest(folder: Path) -> None:
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
