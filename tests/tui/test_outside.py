"""What reaches beyond the screen: the user's editor, the way in, records that cannot be read."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace

from kinerja_tui.locale import ENGLISH
from kinerja_tui.store.state import drafts
from kinerja_tui.tui import app as way_in
from kinerja_tui.tui.around import file_of
from kinerja_tui.tui.screens.main import MainScreen
from tests.tui.desks import IP_ASN, desk_of, main_of, panel, press, sample, workspace

SIZE = (80, 24)


async def test_the_editor_is_given_the_file_and_what_it_wrote_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = sample(tmp_path)
    script = tmp_path / "editor.py"
    script.write_text(
        "import pathlib, sys\n"
        "path = pathlib.Path(sys.argv[-1])\n"
        "path.write_text(path.read_text('utf-8').replace('61.34', '63'), 'utf-8')\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("VISUAL", f"{sys.executable} {script}")
    monkeypatch.setattr(MainScreen, "run_outside", lambda _, call: [call()] != [])
    app = workspace(desk_of(root))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "down", "o")
        assert "value = 63" in (root / IP_ASN).read_text(encoding="utf-8")
        assert "103.28%" in main_of(app).grid.text


async def test_where_no_other_program_can_run_it_says_so(tmp_path: Path) -> None:
    app = workspace(desk_of(sample(tmp_path)))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "down", "o")
        assert "That did not work" in panel(app, "foot")


async def test_every_row_knows_its_file(tmp_path: Path) -> None:
    app = workspace(desk_of(sample(tmp_path)))
    async with app.run_test(size=SIZE) as pilot:
        main = main_of(app)
        file, line = file_of(main)
        assert file == "biro-osdm/2022/goals.toml" and line > 0
        await press(pilot, "3")
        assert file_of(main)[0] == "biro-osdm/2022/activities/dukungan-manajemen.toml"
        await press(pilot, "G")
        assert file_of(main) == ("", 0)
        await press(pilot, "o")
        assert "no file of its own" in panel(app, "foot")


def test_records_that_cannot_be_read_give_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "environ", dict(os.environ))
    gone = tmp_path / "gone"
    assert way_in.open_workspace(gone, "biro-osdm", 2022, ENGLISH, None, False) == 2
    said = capsys.readouterr().err
    assert len(said.splitlines()) == 1 and "Traceback" not in said


def test_what_nobody_foresaw_leaves_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from kinerja_tui.tui.workspace import Workspace

    drawn: list[object] = []

    def broken(self: Workspace, **_: object) -> None:
        self._exit_renderables.clear()
        self._exception = ValueError("unforeseen")
        self._fatal_error()
        drawn.extend(self._exit_renderables)

    monkeypatch.setattr(Workspace, "run", broken)
    monkeypatch.setattr(Workspace, "_close_messages_no_wait", lambda _: None)
    with pytest.raises(ValueError, match="unforeseen"):
        way_in.open_workspace(sample(tmp_path), "biro-osdm", 2022, ENGLISH, None, False)
    assert drawn == []


def test_what_nobody_foresaw_leaves_what_was_typed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from kinerja_tui.tui.workspace import Workspace

    root = sample(tmp_path)

    def broken(self: Workspace, **_: object) -> None:
        company = self._desk.company
        company.begin("biro-osdm", 2022, (), lambda paths: None, lambda others: None)
        company.write(replace(company.paper(IP_ASN, "realisation.value", {}, "IK 1"), text="70"))
        self._exception = ValueError("unforeseen")

    monkeypatch.setattr(Workspace, "run", broken)
    with pytest.raises(ValueError, match="unforeseen"):
        way_in.open_workspace(root, "biro-osdm", 2022, ENGLISH, None, False)
    assert [each.text for each in drafts.waiting(root, ())] == ["70"]
    assert list((root / ".kinerja/sessions").iterdir()) == []
