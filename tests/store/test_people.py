"""Who we are, as part of a file's name."""

from __future__ import annotations

import os
import pwd
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja_tui.store.state.people import MOST, VARIABLE, host, login, plain

SAFE = re.compile(r"[a-z0-9_-][a-z0-9._-]{0,31}\Z")


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("siti", "siti"),
        ("Siti Aminah", "siti-aminah"),
        ("KANTOR\\budi", "kantor-budi"),
        ("../../etc/passwd", "etc-passwd"),
        (".budi", "budi"),
        ("budi\n\x1b[31m", "budi-31m"),
        ("x" * 100, "x" * MOST),
    ],
)
def test_a_name_that_was_said_becomes_part_of_a_file_name(
    said: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, said)
    assert login() == name


@pytest.mark.parametrize("said", ["", "...", "///"])
def test_what_leaves_no_name_gives_way_to_the_system_s(
    said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, said)
    assert login() == plain(pwd.getpwuid(os.geteuid()).pw_name)


def test_a_user_without_a_name_has_a_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setattr(os, "geteuid", lambda: 3_999_999)
    assert login() == "3999999"


@given(st.text())
def test_every_text_becomes_safe(text: str) -> None:
    name = plain(text)
    assert name == "" or SAFE.match(name)
    assert plain(name) == name


def test_the_machine_has_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    assert SAFE.match(host())
    names = os.uname()
    monkeypatch.setattr(os, "uname", lambda: type(names)((names[0], "", *names[2:])))
    assert host() == "localhost"
