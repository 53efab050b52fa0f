"""Where there is no screen to draw on, the status is printed instead."""

from __future__ import annotations

import io
import sys

import pytest

from kinerja_tui.cli.workspace import on_a_terminal


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("name", "able"), [("xterm", True), ("tmux-256color", True), ("dumb", False), ("", False)]
)
def test_a_terminal_must_be_able_to_place_its_cursor(
    name: str, able: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", _Terminal())
    monkeypatch.setattr(sys, "stdout", _Terminal())
    monkeypatch.setenv("TERM", name)
    assert on_a_terminal() is able
