"""The cache from the command line: the same answer with it and without, and ways to do without."""

from __future__ import annotations

from pathlib import Path

import pytest

from kinerja_tui.store.reading import cache
from tests.cli.program import Kinerja, edit

SPBE = "records/biro-osdm/2022/indicators/spbe.toml"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for caches, which small stores use too."""
    monkeypatch.setattr(cache, "FEWEST_FILES", 1)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("KINERJA_CACHE", raising=False)
    return tmp_path / "cache" / "kinerja"


def test_the_answer_is_the_same(kinerja: Kinerja, home: Path, folder: Path) -> None:
    plain = kinerja("status", "--json", "--no-cache")
    assert not home.exists()
    first, second = kinerja("status", "--json"), kinerja("status", "--json")
    assert len(list(home.iterdir())) == 1
    assert plain == first == second
    edit(folder / SPBE, "[realisation]", "[realisation]\n# remark\nx = 1")
    changed = kinerja("status", "--json")
    assert changed == kinerja("--no-cache", "status", "--json")
    assert changed.json["problems"][0]["line"] and changed != plain


def test_the_environment_forbids_it(
    kinerja: Kinerja, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KINERJA_CACHE", "0")
    assert kinerja("status").code == 0
    assert not home.exists()


def test_a_damaged_one_is_not_mentioned(kinerja: Kinerja, home: Path) -> None:
    plain = kinerja("show", "T4")
    for file in home.iterdir():
        file.write_bytes(b"x")
    assert kinerja("show", "T4") == plain
    home.chmod(0o500)
    assert kinerja("show", "T4") == plain
