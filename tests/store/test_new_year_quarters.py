"""What goes by quarters still does in a new year: its quarters are there, and empty."""

from __future__ import annotations

from pathlib import Path

import pytest

from kinerja_tui.model.indicator import Quarter
from kinerja_tui.store.splicing.splice import SpliceError
from kinerja_tui.store.writing.copying import emptied
from tests.store.beginning import SAMPLE, copied
from tests.store.test_new_year import UNIT, made

QUARTERS = """
# Triwulan I dari laporan bulan April.
[q1]
target = 15

# sementara
value = 16.5
note = "dari aplikasi"

[q2]
value = 30
"""


def test_what_goes_by_quarters_still_does_and_they_are_empty(tmp_path: Path) -> None:
    root = copied(SAMPLE, tmp_path)
    before, _ = made(copied(SAMPLE, tmp_path / "other"))
    plain = {each.file: each.text for each in before.files}
    old = root / UNIT / "2022"
    names = ("indicators/ip-asn.toml", "activities/manajemen-sdm.toml")
    for name, more in zip(names, (QUARTERS, "\n[q1]\nspending = 1_000_000\n"), strict=True):
        path = old / name
        text = path.read_text("utf-8")
        # Among the other tables, where an editor would have put them.
        place = text.index("\n[") if more is QUARTERS else len(text)
        path.write_text(text[:place] + more + text[place:], "utf-8")
    planned, book = made(root)
    now = {each.file: each.text for each in planned.files}
    indicator, activity = (f"{UNIT}/2023/{name}" for name in names)
    assert "\n\n[q1]\n\n[q2]\n\n" in now[indicator] and "triwulan" not in now[indicator].lower()
    assert now[indicator].replace("[q1]\n\n[q2]\n\n", "") == plain[indicator]
    assert now[activity] == plain[activity] + "\n[q1]\n"
    assert {each: now[each] for each in now if each not in (indicator, activity)} == {
        each: plain[each] for each in plain if each not in (indicator, activity)
    }
    assert list(book.indicators["ip-asn"].quarters) == ["q1", "q2"]
    assert all(each == Quarter() for each in book.indicators["ip-asn"].quarters.values())
    assert list(book.activities["manajemen-sdm"].quarters) == ["q1"]
    again, _ = made(root)
    assert "[q1]\n\n[q2]\n" in next(
        each.text for each in again.files if each.file.endswith("indicators/ip-asn.toml")
    )


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("[q1]\nvalue = 1\n\n[a]\nb = 1\n", "[q1]\n\n[a]\nb = 1\n"),
        ("[q1]\r\nvalue = 1\r\n\r\n[a]\r\nb = 1\r\n", "[q1]\r\n\r\n[a]\r\nb = 1\r\n"),
        ("x = 1\n\n# of it\n[q1] # too\nvalue = 1\n[q2]\n", "x = 1\n\n[q1]\n[q2]\n"),
        ("q1 = {value = 1}\nx = 1\n", "x = 1\n\n[q1]\n"),
        ("q1.value = 1\nx = 1\nq1.target = 2\n", "x = 1\n\n[q1]\n"),
        ("x = 1\n[q1]", "x = 1\n[q1]\n"),
        ("x = 1\n", "x = 1\n"),
    ],
)
def test_a_table_is_emptied_however_it_is_written(text: str, left: str) -> None:
    assert emptied(text, ("q1", "q2")) == left


def test_what_is_no_table_is_refused() -> None:
    with pytest.raises(SpliceError):
        emptied("x = [\n", ("q1",))
