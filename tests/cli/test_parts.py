"""The small parts: the early look at the arguments, the console, lines fitted to a width."""

from __future__ import annotations

import io
import os
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja_tui.cli.console import Console, console
from kinerja_tui.cli.early import language_named, scan, setting, settings_text
from kinerja_tui.cli.pages.lines import labelled, readable, wrapped
from kinerja_tui.cli.records import same_name
from kinerja_tui.locale import ENGLISH, INDONESIAN
from kinerja_tui.report.width import wide


@pytest.mark.parametrize(
    ("line", "lang", "command", "version"),
    [
        ("", None, None, False),
        ("status", None, "status", False),
        ("--lang en status", "en", "status", False),
        ("status --lang=en", "en", "status", False),
        ("--lang id status --lang en", "en", "status", False),
        ("set a b -- --lang en", None, "set", False),
        ("--unit --version status", None, "status", False),
        ("--json --version", None, None, True),
        ("-V", None, None, True),
        ("status --version", None, "status", False),
        ("--lang", "", None, False),
    ],
)
def test_the_early_look(line: str, lang: str | None, command: str | None, version: bool) -> None:
    found = scan(line.split())
    assert (found.lang, found.command, found.version) == (lang, command, version)


@given(st.lists(st.text(max_size=12), max_size=6))
def test_the_early_look_refuses_nothing(arguments: list[str]) -> None:
    found = scan(arguments)
    assert found.lang is None or isinstance(found.lang, str)


def test_languages_by_name() -> None:
    for text in ("id", "ID", "Indonesia", "id_ID.UTF-8", "bahasa"):
        assert language_named(text) is INDONESIAN
    for text in ("en", "en_GB", "Inggris", "english"):
        assert language_named(text) is ENGLISH
    for text in ("", "fr", "i d"):
        assert language_named(text) is None


def test_one_setting_is_read_without_a_parser() -> None:
    text = 'schema = 1\r\nlanguage = "en" # it is\r\nunit = \'a-b\'\nyear=2022\n[rules]\nx = "no"\n'
    assert setting(text, "language") == "en"
    assert (setting(text, "unit"), setting(text, "year")) == ("a-b", "2022")
    assert setting(text, "x") == ""
    assert setting('language = """en"""', "language") == ""
    assert setting('xlanguage = "en"', "language") == ""


def test_settings_are_read_from_a_plain_file_alone(tmp_path: Path) -> None:
    assert settings_text(tmp_path) == ""
    file = tmp_path / "kinerja.toml"
    os.mkfifo(file)
    assert settings_text(tmp_path) == ""
    file.unlink()
    (tmp_path / "other").write_text("language = 'en'")
    file.symlink_to("other")
    assert settings_text(tmp_path) == ""
    file.unlink()
    file.write_bytes(b"\xff" * 200_000)
    assert len(settings_text(tmp_path)) == 1 << 16


@given(st.text(max_size=200), st.integers(20, 100), st.integers(0, 8))
def test_wrapped_lines_keep_the_words_and_the_width(text: str, width: int, indent: int) -> None:
    lines = wrapped(text, width, " " * indent)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(wide(line) <= width for line in lines)


def test_labels_stand_beside_their_texts() -> None:
    lines = labelled([("Satu", "a b c"), ("Lebih panjang", ""), ("Dua", "d " * 30)], 30)
    assert lines[0] == "Satu  a b c"
    assert lines[1].startswith("Dua   d d")
    assert all(line.startswith("      ") for line in lines[2:])


def test_amounts_are_grouped_and_other_numbers_are_as_typed() -> None:
    for text, shown in (
        ("7719313000", "7.719.313.000"),
        ("-1234567", "-1.234.567"),
        ("123456", "123456"),
        ("61.340", "61,340"),
        ("2022", "2022"),
    ):
        assert readable(Decimal(text), INDONESIAN) == shown
    assert readable(Decimal("7719313000"), ENGLISH) == "7,719,313,000"


def test_names_are_the_same_whatever_stands_between() -> None:
    assert same_name("IK 1") == same_name("ik-1") == same_name("IK.1") == "ik1"


def test_the_console_follows_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    def made(**environment: str) -> Console:
        return console(environment)

    assert made(LANG="id_ID.UTF-8").ascii_only is False
    assert made(LANG="id_ID.utf8").ascii_only is False
    assert made(LANG="id_ID").ascii_only is True
    assert made(LC_ALL="C", LANG="id_ID.UTF-8").ascii_only is True
    assert made(LANG="C", LC_CTYPE="C.UTF-8").ascii_only is True
    assert made(LC_CTYPE="C.UTF-8").ascii_only is False
    assert made().width == 80
    assert made(COLUMNS="132").width == 132
    assert made(COLUMNS="5").width == 20
    assert made(COLUMNS="x").width == 80
    assert made(LANG="C.UTF-8").colour is False


def test_what_a_stream_cannot_say_is_replaced() -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="ascii")
    Console(stream, stream).say("a ▲ é")
    stream.flush()
    assert raw.getvalue() == b"a ? ?\n"
