"""The seam to the folder: a second load reads what has changed, and nothing else."""

from __future__ import annotations

import time
from functools import partial
from pathlib import Path

import pytest

from kinerja_tui.store.format.record import Understood, understand
from kinerja_tui.store.reading import cache, reader
from kinerja_tui.tui.shelf import Folder
from tests.tui.desks import IP_ASN, sample

_AN_HOUR = 3600 * 10**9


def test_only_what_changed_is_understood_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    understood: list[str] = []

    def understanding(data: bytes, file: str) -> Understood:
        understood.append(file)
        return understand(data, file)

    monkeypatch.setattr(reader, "understand", understanding)
    root = sample(tmp_path)
    folder = Folder(root)
    first = folder.load("biro-osdm", 2022)
    assert IP_ASN in understood
    understood.clear()
    assert folder.load("biro-osdm", 2022) == first
    assert understood == []
    path = root / IP_ASN
    path.write_text(path.read_text("utf-8").replace("61.34", "62.5"), "utf-8")
    second = folder.load("biro-osdm", 2022)
    assert understood == [IP_ASN]
    assert second != first
    assert second == Folder(root).load("biro-osdm", 2022)


def test_the_next_start_reads_what_the_last_one_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    understood: list[str] = []

    def understanding(data: bytes, file: str) -> Understood:
        understood.append(file)
        return understand(data, file)

    monkeypatch.setattr(reader, "understand", understanding)
    monkeypatch.setattr(cache, "FEWEST_FILES", 10)
    later = partial(cache.remembered, clock=lambda: time.time_ns() + _AN_HOUR)
    monkeypatch.setattr(cache, "remembered", later)
    root, kept = sample(tmp_path), tmp_path / "cache"
    folder = Folder(root, kept)
    first = folder.load("biro-osdm", 2022)
    assert IP_ASN in understood and not kept.exists()
    folder.tidy()
    (left,) = kept.iterdir()
    assert left.stat().st_mode & 0o777 == 0o600
    understood.clear()
    again = Folder(root, kept)
    assert again.load("biro-osdm", 2022) == first
    assert understood == []
    path = root / IP_ASN
    path.write_text(path.read_text("utf-8").replace("61.34", "62.5"), "utf-8")
    changed = Folder(root, kept).load("biro-osdm", 2022)
    assert changed != first and changed == Folder(root).load("biro-osdm", 2022)
    assert understood.count(IP_ASN) == 2 and len(set(understood)) > 10
    left.write_bytes(b"rubbish")
    assert Folder(root, kept).load("biro-osdm", 2022) == changed


def test_a_small_store_leaves_nothing(tmp_path: Path) -> None:
    folder = Folder(sample(tmp_path), tmp_path / "cache")
    folder.load("biro-osdm", 2022)
    folder.tidy()
    assert not (tmp_path / "cache").exists()
