"""The table of codes and the code that raises them say the same."""

from __future__ import annotations

import re
from pathlib import Path

import kinerja_tui.store
from kinerja_tui.store.format.codes import CODES


def test_every_code_is_listed_and_used() -> None:
    folder = Path(kinerja_tui.store.__path__[0])
    mine = [each for each in folder.rglob("*.py") if each.name != "codes.py"]
    used = {code for each in mine for code in re.findall(r'"(B[0-9]{2})"', each.read_text("utf-8"))}
    # From B50 on the codes are those of refused edits, which have their own table.
    assert {code for code in used if code < "B50"} == set(CODES)


def test_meanings_are_sentences_of_their_own() -> None:
    assert len(set(CODES.values())) == len(CODES)
    assert list(CODES) == sorted(CODES)
