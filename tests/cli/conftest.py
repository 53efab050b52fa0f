"""The program run inside the test, in a folder of its own that holds a copy of the records."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from kinerja_tui.cli.main import run
from kinerja_tui.store.disk.system import System
from tests.cli.program import RECORDS, Kinerja, Result


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to stand in, with `records/` in it."""
    shutil.copytree(RECORDS, tmp_path / "records", ignore=shutil.ignore_patterns(".kinerja"))
    monkeypatch.chdir(tmp_path)
    for name in ("LC_ALL", "LC_CTYPE", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    return tmp_path


@pytest.fixture
def kinerja(folder: Path, capfd: pytest.CaptureFixture[str]) -> Kinerja:
    """Run the program: `kinerja("status", "--json")` gives its exit code and what it printed."""

    def program(*arguments: str) -> Result:
        capfd.readouterr()
        code = run(list(arguments))
        out, err = capfd.readouterr()
        return Result(code, out, err)

    return program


@pytest.fixture
def typing_in(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Put a text on standard input."""

    def put(text: str) -> None:
        import io

        monkeypatch.setattr("sys.stdin", io.StringIO(text))

    return put


@pytest.fixture
def user(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Be somebody else from now on."""

    def become(name: str) -> None:
        monkeypatch.setenv("KINERJA_USER", name)

    become("siti")
    return become


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Set the time of day (UTC) by which the journal is written, in a place seven hours ahead."""
    zone = os.environ.get("TZ")
    moments: list[datetime] = []
    monkeypatch.setattr(System, "wall", lambda self: moments[-1])
    os.environ["TZ"] = "WIB-7"
    time.tzset()
    yield lambda iso: moments.append(datetime.fromisoformat(f"{iso}+00:00"))
    if zone is None:
        del os.environ["TZ"]
    else:
        os.environ["TZ"] = zone
    time.tzset()
