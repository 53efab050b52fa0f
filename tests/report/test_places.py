"""The tables that the workspace shows and no export writes."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja_tui.locale import ENGLISH, INDONESIAN, Words
from kinerja_tui.report import bars
from kinerja_tui.report.page import Page
from kinerja_tui.report.papers import agreement_paper
from kinerja_tui.report.table import Table
from kinerja_tui.report.tables import (
    BUILDERS,
    ceilings,
    course,
    follow_up,
    quarterly,
    tables,
    units,
    versions,
)
from kinerja_tui.report.text import row_texts
from tests.report.pages import EVERY, SENJA, page_of, sample

WORDS = Words(ENGLISH)
MAKERS: tuple[Callable[[Page], Table], ...] = (
    versions.side_by_side,
    versions.budgets,
    ceilings.absorption,
    ceilings.revisions,
    ceilings.links,
    course.years,
    course.trend,
    course.mid_term,
    follow_up.recommendations,
    follow_up.actions,
    quarterly.quarterly,
)


@pytest.mark.parametrize("make", MAKERS)
@pytest.mark.parametrize(("root", "unit", "year"), EVERY)
def test_every_row_has_a_cell_a_column(
    root: Path, unit: str, year: int, make: Callable[[Page], Table]
) -> None:
    table = make(page_of(root, unit, year))
    assert all(len(row.cells) == len(table.columns) for row in table.rows)
    for language in (ENGLISH, INDONESIAN):
        assert all(text.isprintable() for row in row_texts(table, Words(language)) for text in row)


def test_none_of_them_is_exported() -> None:
    page = sample()
    exported = {each.slug for id_ in BUILDERS for each in tables(page, id_)}
    assert not exported & {make(page).slug for make in MAKERS}


def cells_of(table: Table, first: str) -> list[str]:
    return next(row for row in row_texts(table, WORDS) if row[0].strip() == first)


def test_a_change_has_a_sign_in_its_version_and_a_word_for_all_of_them() -> None:
    table = versions.side_by_side(sample())
    assert cells_of(table, "IK 2")[2:] == ["↑ raised", "330  ", "330  ", "336 ↑"]
    assert cells_of(table, "IK 1")[2:] == ["= unchanged", "61  ", "61  ", "61  "]
    found = versions.side_by_side(page_of(SENJA, "dinas-air", 2022))
    words = {row[0]: row[2] for row in row_texts(found, WORDS)}
    assert words["IK 3"] == "↑ raised" and "~ changed" not in words["IK 1"]


def test_the_ceilings_add_up_from_the_first_to_the_last() -> None:
    table = ceilings.revisions(page_of(SENJA, "dinas-air", 2022))
    rows = row_texts(table, WORDS)
    head = next(row for row in rows if row[0] == "Pembangunan jaringan pipa")
    assert head[2:4] == ["4,000,000,000", "500,000,000 ↑"]
    at = rows.index(head)
    assert [row[3].strip() for row in rows[at + 1 : at + 5]] == [
        "",
        "300,000,000 ↑",
        "100,000,000 ↑",
        "100,000,000 ↑",
    ]


def test_what_is_done_or_declined_comes_after_what_is_owed() -> None:
    found = follow_up.asked(page_of(SENJA, "dinas-air", 2022))
    states = [each.status for each in found]
    assert states == sorted(states, key=["started", "open", "declined", "done"].index)
    assert all(not each.late for each in found)


def test_a_unit_counts_its_indicators_by_the_colours_of_their_statuses() -> None:
    card = sample().card
    tally = units.tally_of(card)
    assert tally == {"green": 4, "yellow": 1, "red": 0, "grey": 1}
    assert units.signs(tally) == "▲ 4  ◆ 1  ▼ 0  · 1"


def test_a_printed_version_escapes_what_records_say() -> None:
    page = page_of(SENJA, "dinas-air", 2022)
    for agreement in page.book.agreements:
        text = agreement_paper(page, agreement, WORDS)
        assert "<b>pelanggan</b>" not in text and "[bold red]" not in text
        assert text.count("\n## ") == 2 and "First party" in text


@given(st.decimals(min_value=-500, max_value=1000, places=3), st.integers(1, 60))
def test_a_bar_is_as_wide_as_it_was_asked_to_be(percent: Decimal, width: int) -> None:
    drawn = bars.bar(percent, width)
    assert len(drawn) == width and drawn.rstrip(bars.EMPTY).count(bars.FULL) == drawn.count(
        bars.FULL
    )
    ticked = bars.against(percent, Decimal(120), width)
    assert len(ticked) == width + 1 and ticked.count("|") == 1


def test_bars_are_full_at_their_end_and_nothing_without_a_number() -> None:
    assert bars.bar(Decimal("94.9"), 10) == "█████████░"
    assert bars.bar(Decimal(95), 10) == "██████████"
    assert bars.bar(Decimal(102), 4) == "████" and bars.bar(None, 4) == ""
    assert bars.against(Decimal(100), Decimal(120), 12) == "██████████|░░"
    assert bars.direction(Decimal("-0.1")) == "↓" and bars.direction(None) == ""
