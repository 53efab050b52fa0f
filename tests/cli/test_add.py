"""`add`: what was added, what is missing, and that nothing is written when it is not sure."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from tests.cli.program import FICTION, YEAR, Kinerja, documented, fields

OWN = ["--name", "Berkas tepat waktu", "--measured-in", "%", "--goal", "kepuasan"]


def contents(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*.toml")}


def test_an_indicator_in_indonesian_words(kinerja: Kinerja, folder: Path) -> None:
    done = kinerja("add", "indikator", *OWN, "--polarity", "maksimal", "--lang", "en")
    assert (done.code, done.err) == (0, "")
    file = f"{YEAR}/indicators/berkas-tepat-waktu.toml"
    assert done.out.splitlines()[1:] == [
        f"  {file}",
        "Next: kinerja set 3-revisi target.berkas-tepat-waktu.value ...",
        "To take it back: kinerja undo",
    ]
    assert kinerja("set", "3-revisi", "target.berkas-tepat-waktu.value", "90").code == 0
    shown = kinerja("show", "berkas-tepat-waktu", "--json").json
    assert (shown["indicator"]["code"], shown["indicator"]["target"]) == ("IK 7", 90)
    assert kinerja("undo").code == kinerja("undo").code == 0
    assert not (folder / file).exists()


def test_a_revision_and_a_goal(kinerja: Kinerja, folder: Path) -> None:
    assert kinerja("tambah").code == 2
    done = kinerja("add", "pk", "--date", "1-11-2022", "--ground", "strategi")
    assert (done.code, done.err) == (0, "")
    status = kinerja("status", "--json").json
    assert (status["agreement"]["id"], status["problems"]) == ("4-revisi", [])
    assert kinerja("add", "sasaran", "--name", "Meningkatnya disiplin").code == 0
    assert "[goal.meningkatnya-disiplin]" in (folder / YEAR / "goals.toml").read_text("utf-8")


def test_a_dry_run_shows_every_line_and_writes_none(kinerja: Kinerja, folder: Path) -> None:
    before = contents(folder)
    done = kinerja("add", "indicator", "x", "--from", "sakip", "--goal", "SS 1", "--dry-run")
    assert done.code == 0
    assert "+ [component.perencanaan]" in done.out and '+ id = "x"' in done.out
    assert contents(folder) == before
    assert not (folder / "records/.kinerja").exists()


def test_as_json(kinerja: Kinerja, folder: Path) -> None:
    line = ["add", "activity", "--name", "Layanan Umum", "--ceiling", "Rp750.000.000", "--json"]
    shown = kinerja(*line, "--dry-run")
    assert shown.code == 0
    assert (shown.json["added"], shown.json["entry"], shown.json["dry_run"]) == (False, None, True)
    done = kinerja(*line)
    assert done.code == 0
    document = done.json
    assert (document["version"], document["kind"], document["id"]) == (
        1,
        "activity",
        "layanan-umum",
    )
    assert document["added"] and document["entry"] and document["problems"] == []
    assert "ceiling = 750_000_000" in document["files"][0]["lines"]
    assert fields(document) - documented() == set()
    log = kinerja("log", "--json").json["entries"][0]
    assert (log["id"], log["doing"]) == (document["entry"], "add")


def test_what_is_missing_is_named_with_its_option(kinerja: Kinerja, folder: Path) -> None:
    before = contents(folder)
    done = kinerja("add", "indicator", "--name", "x", "--lang", "en")
    assert (done.code, done.out) == (2, "")
    assert "Give it with --measured-in." in done.err
    for line, said in (
        (["indicator", *OWN], "--polarity"),
        (["indicator", "--from", "skm"], "The goals are: tata-kelola, kepuasan."),
        (["agreement", "--date", "1-11-2022"], "--ground"),
        (["agreement", "--date", "1-1-2022", "--ground", "official"], "not after 3-revisi"),
        (["goal", "--name", "x", "--code", "SS 1"], "stands twice"),
        (["foo"], "What can be added: goal, indicator"),
        (["indicatorr"], "indicator"),
        (["indicator", "ip-asn", "--from", "ip-asn", "--goal", "SS 1"], "is there already"),
    ):
        done = kinerja("add", *line, "--lang", "en")
        assert (done.code, said in done.err) == (2, True), (line, done.err)
    assert contents(folder) == before


class Typed(io.StringIO):
    """Standard input of somebody at a terminal."""

    def isatty(self) -> bool:
        return True


def test_on_a_terminal_it_asks_for_the_rest(
    kinerja: Kinerja, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", Typed("Waktu layanan\nhari\nminimal\nSS 2\n"))
    monkeypatch.setattr("kinerja_tui.cli.adding.can_ask", lambda session: True)
    done = kinerja("add", "indicator")
    assert (done.code, done.err) == (0, "")
    text = (folder / YEAR / "indicators/waktu-layanan.toml").read_text("utf-8")
    assert 'polarity = "minimize"' in text and 'goal = "kepuasan"' in text


def test_no_answer_adds_nothing(
    kinerja: Kinerja, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(folder)
    monkeypatch.setattr("sys.stdin", Typed("\n"))
    monkeypatch.setattr("kinerja_tui.cli.adding.can_ask", lambda session: True)
    assert kinerja("add", "unit").code == 2
    assert contents(folder) == before


def test_a_store_from_nothing(kinerja: Kinerja, folder: Path) -> None:
    assert kinerja("init", "baru", "--unit", "dinas", "--name", "Dinas", "--year", "2024").code == 0
    into = ["--records", "baru"]
    parties = ["--first", "A; Kepala", "--second", "B; Sekretaris"]
    for line in (
        ["unit", "bidang", "--name", "Bidang"],
        ["year", "2024", "--unit", "bidang"],
        ["goal", "--name", "Satu", "--unit", "bidang"],
        ["indicator", "--from", "spbe", "--unit", "bidang"],
        ["plan", "2024-2028", "--name", "Renstra", "--unit", "bidang"],
        ["agreement", "--unit", "bidang", "--date", "2024-01-09", *parties],
    ):
        done = kinerja("add", *line, *into)
        assert (done.code, done.err) == (0, ""), line
    status = kinerja("status", "--unit", "bidang", *into, "--json").json
    assert (status["problems"], status["total"]) == ([], 1)


def test_a_closed_year_takes_nothing(kinerja: Kinerja, folder: Path) -> None:
    line = ["add", "goal", "--name", "x", "--records", str(FICTION), "--unit", "dinas-air"]
    done = kinerja(*line, "--year", "2021")
    assert (done.code, "[B60]" in done.err or "2021" in done.err) == (2, True)


def test_names_cannot_paint_on_the_terminal(kinerja: Kinerja) -> None:
    done = kinerja("add", "goal", "--name", "a\x1b[31m\u202eb", "--dry-run")
    assert all(each.isprintable() or each == "\n" for each in done.out + done.err)
