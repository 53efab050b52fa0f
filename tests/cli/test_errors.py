"""What goes wrong: a place, a sentence, the line, a caret, a hint; never a traceback."""

from __future__ import annotations

import errno
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.program import FICTION, ROOT, Kinerja, edit


def test_a_problem_shows_place_line_caret_and_hint(kinerja: Kinerja, folder: Path) -> None:
    edit(folder / "records/biro-osdm/2022/indicators/spbe.toml", "value = 2.28", "value = 2,28")
    lines = kinerja("export").err.splitlines()
    assert lines[0].startswith("records/biro-osdm/2022/indicators/spbe.toml:19:")
    assert lines[0].endswith(" [B08]")
    column = int(lines[0].split(":")[2])
    assert lines[1] == "  value = 2,28"
    assert lines[2] == " " * (column + 1) + "^"
    assert lines[3].startswith("  Saran: ")


def test_elsewhere_a_file_is_named_in_full(kinerja: Kinerja, folder: Path) -> None:
    broken = folder / "records/biro-osdm/2022/indicators/spbe.toml"
    broken.write_bytes(b"\0\0")
    inside = folder / "records/setjen"
    os.chdir(inside)
    assert kinerja("export", "--to", "../../x").err.startswith(f"{broken}:1:1: ")


@pytest.mark.parametrize(
    ("arguments", "sentence", "hint"),
    [
        (["statsu"], "Tidak ada perintah “statsu”.", "Maksudnya “status”?"),
        (["xyzzy"], "Tidak ada perintah “xyzzy”.", "Lihat: kinerja --help"),
        (["status", "--yaer", "1"], "Tidak ada opsi --yaer.", "Maksudnya “--year”?"),
        (["--foo", "status"], "Tidak ada opsi --foo.", "Lihat: kinerja --help"),
        (["status", "-x"], "Tidak ada opsi -x.", "Lihat: kinerja status --help"),
        (["status", "--year"], "Opsi --year memerlukan nilai.", "Lihat: kinerja status --help"),
        (["--year"], "Opsi --year memerlukan nilai.", "Lihat: kinerja --help"),
        (["status", "--json=1"], "Opsi --json tidak memakai nilai.", "Lihat: kinerja status"),
        (["status", "lagi"], "“lagi” kelebihan", "Lihat: kinerja status --help"),
        (["show"], "SUBJEK belum ada.", "Lihat: kinerja show --help"),
        (["set", "ip-asn"], "KUNCI NILAI belum ada.", "Lihat: kinerja set --help"),
        (["status", "--lang", "fr"], "Tidak ada bahasa “fr”.", "id dan en"),
        (["schema", "indikator"], "Tidak ada jenis catatan “indikator”.", "“indicator”"),
        (["completion", "cmd"], "Tidak ada pelengkapan untuk “cmd”.", "bash, zsh, fish"),
    ],
)
def test_wrong_use_is_said_in_our_words(
    arguments: list[str], sentence: str, hint: str, kinerja: Kinerja
) -> None:
    done = kinerja(*arguments)
    assert (done.code, done.out) == (2, "")
    first, second = done.err.splitlines()
    assert first.startswith("kinerja: ") and sentence in first
    assert second.startswith("  Saran: ") and hint in second


def test_nothing_readable_ends_with_2(kinerja: Kinerja, folder: Path) -> None:
    (folder / "records/kinerja.toml").write_text("schema = 1\n")
    for unit in ("biro-osdm", "setjen", "kemensos"):
        (folder / "records" / unit / "unit.toml").unlink()
    done = kinerja("status")  # a unit without unit.toml is still shown, by its id
    assert done.code == 0
    assert "biro-osdm" in done.out


def test_a_name_whose_file_is_broken_shows_the_problem(kinerja: Kinerja, folder: Path) -> None:
    edit(folder / "records/biro-osdm/2022/indicators/spbe.toml", "value = 2.28", "value = 2,28")
    for arguments in (["show", "spbe"], ["explain", "spbe"], ["set", "spbe", "weight", "2"]):
        done = kinerja(*arguments)
        assert (done.code, done.out) == (2, "")
        assert done.err.startswith("records/biro-osdm/2022/indicators/spbe.toml:19:")
        assert "Di sini tidak ada yang bernama “spbe”" not in done.err
    other = kinerja("show", "ip-asn")
    assert other.code == 0
    assert other.err == "1 masalah dalam berkas catatan; lihat: kinerja status\n"


def test_an_unexpected_error_is_one_sentence(
    kinerja: Kinerja, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down(*arguments: object, **more: object) -> None:
        raise KeyError("salah\x1b[31m")

    monkeypatch.setattr("kinerja_tui.measure.scorecard.scorecard", break_down)
    done = kinerja("status")
    assert (done.code, done.out) == (2, "")
    assert "kinerja status menemui kesalahan yang tidak terduga (KeyError" in done.err
    assert "KINERJA_DEBUG=1" in done.err
    assert "Traceback" not in done.err and "\x1b" not in done.err
    monkeypatch.setenv("KINERJA_DEBUG", "1")
    assert "Traceback" in kinerja("status").err


def test_the_systems_refusal_is_one_sentence(
    kinerja: Kinerja, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*arguments: object, **more: object) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO), "berkas")

    monkeypatch.setattr("kinerja_tui.store.reading.load.listing", refuse)
    done = kinerja("status")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("kinerja: Berhenti pada berkas: ")


def test_a_full_disk_is_one_sentence(tmp_path: Path) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            program("status", "--records", str(FICTION), "--lang", "en"),
            env=environment(),
            stdin=subprocess.DEVNULL,
            stdout=full,
            stderr=subprocess.PIPE,
            timeout=120,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr.decode().startswith("kinerja: Stopped: the disk is full")
    assert b"Traceback" not in done.stderr


def test_an_interruption_ends_with_130(kinerja: Kinerja, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*arguments: object, **more: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("kinerja_tui.measure.scorecard.scorecard", interrupt)
    assert kinerja("status") == (130, "", "")


def program(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "kinerja_tui", *arguments]


def environment(**settings: str) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return {**kept, "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8", **settings}


def test_a_reader_who_leaves_is_no_error(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = subprocess.run(
            program("status", "--records", str(FICTION)),
            env=environment(),
            stdin=subprocess.DEVNULL,
            stdout=writing,
            stderr=subprocess.PIPE,
            timeout=120,
            check=False,
        )
    finally:
        os.close(writing)
    assert (done.returncode, done.stderr) == (141, b"")


def test_closed_streams_are_no_error(tmp_path: Path) -> None:
    line = f'"{sys.executable}" -m kinerja_tui status --records "{FICTION}" >&- 2>&- <&-'
    done = subprocess.run(["sh", "-c", line], env=environment(), timeout=120, check=False)
    assert done.returncode == 0


def on_a_terminal(arguments: list[str], **settings: str) -> str:
    """What the program writes to a terminal of 80 columns."""
    import pty

    master, slave = pty.openpty()
    with subprocess.Popen(
        program(*arguments, "--records", str(FICTION)),
        env=environment(**{"TERM": "xterm", "COLUMNS": "80", **settings}),
        stdin=subprocess.DEVNULL,
        stdout=slave,
        stderr=slave,
    ) as running:
        os.close(slave)
        pieces = []
        while True:
            try:
                piece = os.read(master, 1 << 16)
            except OSError:
                break
            if not piece:
                break
            pieces.append(piece)
        running.wait(120)
    os.close(master)
    return b"".join(pieces).decode().replace("\r\n", "\n")


def test_colour_is_for_terminals_that_take_it(kinerja: Kinerja) -> None:
    coloured = on_a_terminal(["status"])
    assert "\x1b[32m▲" in coloured
    assert "\x1b" not in on_a_terminal(["status"], NO_COLOR="1")
    assert "\x1b" not in on_a_terminal(["status"], TERM="dumb")
    assert "\x1b" not in on_a_terminal(["status", "--no-color"])
    piped = kinerja("status", "--records", str(FICTION)).out
    bare = re.sub(r"\x1b\[[0-9;]*m", "", coloured)
    assert [line.rstrip() for line in bare.splitlines()] == piped.splitlines()


def test_texts_of_records_reach_the_terminal_without_codes(kinerja: Kinerja) -> None:
    everything = [["status"], ["explain", "unit"], ["show", "T8"], ["show", "T2"], ["show", "T5"]]
    ids = ["keluhan", "kolaborasi", "waktu-tanggap", "siaga", "cakupan", "kepuasan", "kebocoran"]
    everything += [["show", id_] for id_ in [*ids, "kesiapan", "warga", "4-asumsi"]]
    for arguments in everything:
        for form in ([], ["--lang", "en", "--ascii"]):
            done = kinerja("--records", str(FICTION), "--year", "2022", *arguments, *form)
            assert done.code == 0, (arguments, done.err)
            assert all(each.isprintable() or each == "\n" for each in done.out), arguments
    page = kinerja("--records", str(FICTION), "--year", "2022", "show", "keluhan")
    assert "[bold red]x[/]" in page.out


def test_arguments_with_codes_are_shown_without(kinerja: Kinerja) -> None:
    for arguments in (
        ["\x1b[31m"],
        ["show", "x\x1b]0;t\x07"],
        ["status", "--\x1b"],
        ["status", "\x07"],
    ):
        done = kinerja(*arguments)
        assert done.code == 2
        assert all(each.isprintable() or each == "\n" for each in done.err), arguments
