"""`explain`: every input with its place, every result with its formula."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.program import FICTION, Kinerja


def test_a_derivation_names_places_that_hold_the_values(kinerja: Kinerja, folder: Path) -> None:
    out = kinerja("explain", "spbe").out
    places = re.findall(r"^ +(\S+\.toml):([0-9]+): (\S+)$", out, re.MULTILINE)
    assert [key for _, _, key in places] == ["target.spbe.value", "realisation.value"]
    for (file, line, _), value in zip(places, ("2.6", "2.28"), strict=True):
        text = (folder / file).read_text().splitlines()[int(line) - 1]
        assert text.startswith(f"value = {value}")
    assert "2,28 / 2,6 x 100" in out
    assert out.splitlines()[-1].startswith("Hasil: 87,69 (2 desimal")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("unit", "101.13"),
        ("SS 1", "101.86"),
        ("kepuasan", "100.40"),
        ("budget", "96.40"),
        ("efficiency", "4.73"),
        ("spbe.composite", "2.28"),
        ("IK 3.composite", "83.32"),
        ("IK6.value", "90.36"),
        ("ip-asn.2021", "69.41"),
        ("dukungan-manajemen", "93.04"),
    ],
)
def test_figures_by_their_names(name: str, value: str, kinerja: Kinerja) -> None:
    assert str(kinerja("explain", name, "--json").json["value"]) == value
    assert kinerja("explain", name).code == 0


def test_unknown_names_suggest_the_nearest(kinerja: Kinerja) -> None:
    for name, near in (("spbee", "spbe"), ("spbe.valuex", "spbe.value"), ("budged", "budget")):
        done = kinerja("explain", name)
        assert (done.code, done.out) == (2, "")
        assert f"“{near}”" in done.err


def test_every_figure_of_the_fictional_store_can_be_explained(kinerja: Kinerja) -> None:
    from datetime import date

    from kinerja_tui.measure.explain import subjects
    from kinerja_tui.measure.scorecard import scorecard
    from kinerja_tui.store.reading.load import load
    from kinerja_tui.store.reading.scope import Scope

    card = scorecard(
        load(FICTION, Scope.of("dinas-air", 2022)), "dinas-air", 2022, date(2022, 12, 31)
    )
    names = subjects(card)
    assert len(names) > 30
    for name in names:
        done = kinerja("--records", str(FICTION), "--year", "2022", "explain", name)
        assert (done.code, done.err) == (0, ""), name
