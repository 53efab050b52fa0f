"""The seam to the folder: a second load reads what has changed, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from kinerja_tui.store.format.record import Understood, understand
from kinerja_tui.store.reading import reader
from kinerja_tui.tui.shelf import Folder
from tests.tui.desks import IP_ASN, sample


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
