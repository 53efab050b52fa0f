"""Where the records are."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from kinerja_tui.store.disk.find import NoStore, find_store


def _store(folder: Path) -> Path:
    folder.mkdir(parents=True)
    (folder / "kinerja.toml").write_text("schema = 1\n")
    return folder


def test_named_wins_over_environment_and_folders(tmp_path: Path) -> None:
    named, other, near = (_store(tmp_path / name) for name in ("named", "other", "near"))
    assert find_store(near, named, {"KINERJA_RECORDS": str(other)}) == named
    assert find_store(near, None, {"KINERJA_RECORDS": str(other)}) == other
    assert find_store(near, None, {}) == near
    assert find_store(near, None, {"KINERJA_RECORDS": ""}) == near


def test_named_is_seen_from_the_start(tmp_path: Path) -> None:
    store = _store(tmp_path / "a" / "b")
    assert find_store(tmp_path / "a", Path("b"), {}).samefile(store)
    assert find_store(tmp_path / "a", None, {"KINERJA_RECORDS": "b"}).samefile(store)


def test_nearest_upward_and_records_beside(tmp_path: Path) -> None:
    outer = _store(tmp_path / "records")
    deep = tmp_path / "x" / "y"
    deep.mkdir(parents=True)
    assert find_store(deep, None, {}) == outer
    inner = _store(tmp_path / "x" / "records")
    assert find_store(deep, None, {}) == inner
    assert find_store(inner, None, {}) == inner


def test_named_may_be_the_folder_above(tmp_path: Path) -> None:
    store = _store(tmp_path / "records")
    assert find_store(tmp_path, tmp_path, {}) == store


@pytest.mark.parametrize(
    ("named", "text"),
    [
        (None, "no records were found"),
        (Path("missing"), "is not a folder"),
        (Path("empty"), "holds no kinerja.toml"),
    ],
)
def test_says_what_to_do(named: Path | None, text: str, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(NoStore, match=text) as raised:
        find_store(tmp_path, named, {})
    assert str(raised.value.hint)


def test_a_wrong_variable_is_not_passed_over(tmp_path: Path) -> None:
    store = _store(tmp_path / "records")
    with pytest.raises(NoStore, match="KINERJA_RECORDS"):
        find_store(store, None, {"KINERJA_RECORDS": str(tmp_path / "missing")})


def test_is_cheap_to_import() -> None:
    code = (
        "import sys, kinerja_tui.store.disk.find;"
        "print([m for m in ('tomli', 'msgspec', 'tomli_w', 'decimal_') if m in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
