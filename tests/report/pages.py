"""The pages of both stores that the report's tests look at."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from kinerja_tui.measure.scorecard import scorecard
from kinerja_tui.report.page import Page
from kinerja_tui.store.reading.load import load
from kinerja_tui.store.reading.scope import Scope

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "records"
SENJA = ROOT / "tests" / "stores" / "pulau-senja"

EVERY = (
    (SAMPLE, "biro-osdm", 2022),
    *((SENJA, unit, year) for unit in ("dinas-air", "pulau-senja") for year in (2021, 2022, 2023)),
)


@lru_cache(maxsize=16)
def page_of(root: Path, unit: str, year: int) -> Page:
    """The unit's year, loaded and measured."""
    library = load(root, Scope.of(unit, year))
    return Page(library, scorecard(library, unit, year))


def sample() -> Page:
    """The real bureau's 2022."""
    return page_of(SAMPLE, "biro-osdm", 2022)
