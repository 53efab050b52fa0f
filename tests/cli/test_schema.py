"""`schema`: the JSON Schema of each kind, on the screen or in the records folder."""

from __future__ import annotations

import json
from pathlib import Path

from kinerja_tui.store.format.kinds import KINDS
from tests.cli.program import Kinerja


def test_the_kinds_are_listed(kinerja: Kinerja) -> None:
    assert kinerja("schema").out.split() == list(KINDS)


def test_each_kind_has_a_schema(kinerja: Kinerja) -> None:
    for kind in KINDS:
        found = json.loads(kinerja("schema", kind).out)
        assert found["$id"].endswith(kind)
    assert kinerja("schema", "INDICATOR") == kinerja("schema", "indicator")


def test_all_of_them_are_written_once(kinerja: Kinerja, folder: Path) -> None:
    assert kinerja("schema", "--write").code == 0
    written = folder / "records/.schema"
    assert {path.stem for path in written.glob("*.json")} == set(KINDS)
    assert (written / "indicator.json").read_text() == kinerja("schema", "indicator").out
    assert "mutakhir" in kinerja("schema", "--write").out
    assert kinerja("status", "--json").json["problems"] == []
