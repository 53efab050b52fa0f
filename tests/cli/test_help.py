"""Help pages: translated to the last heading, with examples that can be run, in 80 columns."""

from __future__ import annotations

import shlex

import pytest

from kinerja_tui.cli.app import COMMANDS
from kinerja_tui.locale import LANGUAGES, Words
from kinerja_tui.report.width import wide
from tests.cli.program import Kinerja

ENGLISH = ("Usage:", "Options:", "Arguments:", "Commands:", "Examples:", "Show this message")


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_a_page_is_in_one_language(command: str, kinerja: Kinerja) -> None:
    line = [command] if command else []
    indonesian, english = kinerja(*line, "--help"), kinerja(*line, "--help", "--lang", "en")
    assert (indonesian.code, english.code) == (0, 0)
    assert not any(word in indonesian.out for word in ENGLISH)
    for heading in ("Pemakaian:", "Opsi:", "Contoh:"):
        assert heading in indonesian.out
    assert "Usage: kinerja" in english.out and "Pemakaian" not in english.out
    assert kinerja(*line, "-h") == indonesian


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_a_page_keeps_to_the_width(command: str, kinerja: Kinerja) -> None:
    for language in LANGUAGES:
        out = kinerja(*([command] if command else []), "--help", "--lang", language).out
        assert [line for line in out.splitlines() if wide(line) > 80] == []


def test_only_the_commands_of_this_version_are_named(kinerja: Kinerja) -> None:
    out = kinerja("--help").out
    names = out.split("Perintah:\n")[1].split("\n\n")[0]
    assert [line.split()[0] for line in names.splitlines()] == list(COMMANDS)
    for later in ("check", "audit", "import", "undo"):
        assert kinerja(later).code == 2


@pytest.mark.parametrize("command", ["status", "show", "explain"])
def test_the_examples_work(command: str, kinerja: Kinerja) -> None:
    from importlib import import_module

    examples = import_module(f"kinerja_tui.cli.commands.{command}").EXAMPLES
    for line, _ in examples:
        program, *arguments = shlex.split(line)
        assert program == "kinerja"
        assert kinerja(*arguments).code == 0, line


def test_the_examples_of_set_work(kinerja: Kinerja) -> None:
    from kinerja_tui.cli.commands.set import EXAMPLES

    for line, _ in EXAMPLES:
        if "<" not in line:
            assert kinerja(*shlex.split(line)[1:], "--dry-run").code == 0, line


@pytest.mark.parametrize("command", ["log", "undo", "redo", "remove"])
def test_the_examples_of_what_came_later_work(command: str, kinerja: Kinerja) -> None:
    from importlib import import_module

    kinerja("set", "ip-asn", "realisation.value", "62")
    kinerja("set", "spbe", "realisation.value", "2.3")
    name = kinerja("log", "--json").json["entries"][-1]["name"]
    if command == "redo":
        kinerja("undo")
    for line, _ in import_module(f"kinerja_tui.cli.commands.{command}").EXAMPLES:
        arguments = shlex.split(line.replace("3f9c", name))[1:]
        more = [] if command == "log" else ["--dry-run"]
        assert kinerja(*arguments, *more).code == 0, line


def test_every_gloss_is_translated() -> None:
    from importlib import import_module

    words = Words(LANGUAGES["id"])
    for name in COMMANDS:
        module = import_module(f"kinerja_tui.cli.commands.{name.replace('-', '_')}")
        for text in (module.HELP, COMMANDS[name], *(gloss for _, gloss in module.EXAMPLES)):
            assert words(text) != text
