"""Texts that a save put aside, and replaced texts that somebody wrote into, are said."""

from __future__ import annotations

from pathlib import Path

import pytest

from kinerja_tui.tui.workspace import Workspace
from tests.tui.desks import panel, press, sample
from tests.tui.together import opened, until


def foot(app: Workspace) -> str:
    return panel(app, "foot")


async def test_what_a_save_had_put_aside_is_said_at_the_start(tmp_path: Path) -> None:
    root = sample(tmp_path)
    aside = root / ".kinerja/conflicts"
    aside.mkdir(parents=True)
    (aside / "ip-asn.toml.1").write_text("x", "utf-8")
    async with opened(root) as (app, pilot):
        assert ".kinerja/conflicts/ip-asn.toml.1" in foot(app)
        await press(pilot, "down")
        assert "conflicts" not in foot(app)


async def test_what_is_written_into_a_replaced_file_is_said_in_the_open_workspace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also after a save of its own, by itself."""
    root = sample(tmp_path)
    replaced = root / ".kinerja/replaced"
    monkeypatch.setattr("kinerja_tui.store.disk.leftover.KEPT", -0.9)
    async with opened(root) as (app, pilot):
        await press(pilot, "down", "e", "1", "enter")
        await until(pilot, lambda: replaced.is_dir() and bool(list(replaced.iterdir())))
        (kept,) = replaced.iterdir()
        kept.write_text("theirs", "utf-8")
        monkeypatch.setattr("kinerja_tui.store.writing.replaced.KEPT", -0.9)
        await until(pilot, lambda: ".kinerja/conflicts/" in foot(app))
        assert not list(replaced.iterdir())
