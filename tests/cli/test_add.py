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


def test_a_bad_answer_is_asked_for_again(
    kinerja: Kinerja, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "sys.stdin", Typed("Waktu layanan\nwaktu-layanan\nhari\nturun\nminimal\nSS 9\nSS 2\n")
    )
    monkeypatch.setattr("kinerja_tui.cli.adding.can_ask", lambda session: True)
    done = kinerja("add", "indicator", "Waktu [b]", "--lang", "en")
    assert (done.code, done.err) == (0, ""), done.out
    for said in (
        "  Waktu [b] cannot be an id.\n  Hint: An id has small letters",
        "  One of these words is due here: maximize, minimize, stabilize.\n",
        "  There is no goal “SS 9”.\n  Hint: The goals are: tata-kelola, kepuasan.\n",
    ):
        assert said in done.out
    text = (folder / YEAR / "indicators/waktu-layanan.toml").read_text("utf-8")
    assert 'polarity = "minimize"' in text and 'goal = "kepuasan"' in text


def test_what_was_given_and_is_wrong_ends_it_before_any_question(
    kinerja: Kinerja, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kinerja_tui.cli.adding.can_ask", lambda session: True)
    monkeypatch.setattr("builtins.input", lambda question: pytest.fail(question))
    for line in (
        ["agreement", "--date", "31/2/2022"],
        ["agreement", "--from", "9-revisi"],
        ["activity", "--name", "x", "--ceiling", "-5"],
    ):
        assert kinerja("add", *line).code == 2
    (folder / YEAR / "goals.toml").unlink()
    done = kinerja("add", "indicator", "--from", "skm", "--lang", "en")
    assert (done.code, "There is no goal yet." in done.err) == (2, True)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (["tahun", "abc"], "kinerja: “abc” is no year.\n  Hint: Write the year in four digits, "),
        (["tahun", "1800"], "kinerja: “1800” is no year."),
        (["pk", "--date", "31/2/2022"], "kinerja: --date: There is no such day."),
        (["kegiatan", "--name", "x", "--ceiling", "-5"], "kinerja: --ceiling: A number from 0 "),
        (["indicator", *OWN[:-1], "SS 9"], "kinerja: The polarity is missing"),
    ],
)
def test_an_option_that_was_given_is_named_with_what_is_wrong(
    line: list[str], said: str, kinerja: Kinerja
) -> None:
    done = kinerja("add", *line, "--lang", "en")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(said)
    assert ("Give it with --polarity." if "missing" in said else "") in done.err
    assert ("Give it with" in done.err) == ("missing" in said)


def test_a_party_without_a_position_is_not_called_missing(kinerja: Kinerja, folder: Path) -> None:
    for path in (folder / YEAR / "agreements").iterdir():
        path.unlink()
    done = kinerja("add", "pk", "--date", "3-1-2022", "--first", "Ratna", "--lang", "en")
    assert done.err == (
        "kinerja: --first: "
        "A party has a name and a position, with a semicolon between: name; position.\n"
    )


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ([*OWN, "--polarity", "naik"], ("maksimal, minimal, stabil.", "maximize, minimize, ")),
        (["--ground", "xyz"], ("pejabat, strategi, asumsi.", "official, strategy, assumption.")),
        (
            ["benda"],
            (
                "sasaran, indikator, kegiatan, perjanjian, rekomendasi, renstra, unit, tahun.",
                "goal, indicator, activity, agreement, recommendation, plan, unit, year.",
            ),
        ),
    ],
    ids=["polarity", "ground", "kind"],
)
def test_the_words_offered_are_those_of_the_language(
    line: list[str], words: tuple[str, str], kinerja: Kinerja
) -> None:
    before = {"--name": ["indikator"], "--ground": ["pk", "--date", "1-11-2022"]}
    for language, offered in zip(("id", "en"), words, strict=True):
        done = kinerja("add", *before.get(line[0], []), *line, "--lang", language)
        assert (done.code, offered in done.err) == (2, True), done.err


def test_a_word_that_is_nearly_right_is_meant(kinerja: Kinerja) -> None:
    assert "“indikator”" in kinerja("add", "indikatr").err
    assert "“asumsi”" in kinerja("add", "pk", "--date", "1-11-2022", "--ground", "asums").err
    # A word of another list is none here.
    assert "“merah”" not in kinerja("add", "indikator", *OWN, "--polarity", "merah").err


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
