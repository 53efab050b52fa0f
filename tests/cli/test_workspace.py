"""`kinerja` alone opens the workspace on a terminal, and only there."""

from __future__ import annotations

import gc
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kinerja_tui.locale import ENGLISH, INDONESIAN
from tests.cli.program import Kinerja


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """What the workspace was opened with, on what passes for a terminal."""
    calls: list[tuple[Any, ...]] = []

    def open_workspace(*arguments: Any) -> int:
        calls.append((*arguments, gc.isenabled(), os.environ.get("NO_COLOR")))
        return 7

    monkeypatch.setenv("NO_COLOR", "")
    monkeypatch.setattr("kinerja_tui.cli.workspace.on_a_terminal", lambda: True)
    monkeypatch.setattr("kinerja_tui.tui.app.open_workspace", open_workspace)
    return calls


def test_it_is_opened_with_what_was_chosen(
    kinerja: Kinerja, folder: Path, opened: list[tuple[Any, ...]]
) -> None:
    assert kinerja() == (7, "", "")
    day, root = date(2022, 12, 31), folder / "records"
    assert opened == [(root, "biro-osdm", 2022, INDONESIAN, day, False, True, "")]


def test_the_options_reach_it(
    kinerja: Kinerja, folder: Path, opened: list[tuple[Any, ...]]
) -> None:
    options = ["--at", "2022-03-01", "--lang", "en", "--ascii", "--no-color"]
    assert kinerja(*options).code == 7
    day, root = date(2022, 3, 1), folder / "records"
    assert opened == [(root, "biro-osdm", 2022, ENGLISH, day, True, True, "1")]


def test_plain_and_json_print_the_status(kinerja: Kinerja, opened: list[tuple[Any, ...]]) -> None:
    assert kinerja("--plain") == kinerja("status", "--plain")
    assert kinerja("--json") == kinerja("status", "--json")
    assert opened == []
