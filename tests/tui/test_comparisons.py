"""The seven comparisons of a report on the page of an indicator, its drawings and its history."""

from __future__ import annotations

from pathlib import Path

import pytest

from kinerja_tui.locale import ENGLISH, Words
from kinerja_tui.tui.comparisons import seven
from kinerja_tui.tui.details_course import drawn
from kinerja_tui.tui.facts import Facts, below, beside
from kinerja_tui.tui.lines import plain, width_of
from kinerja_tui.tui.screens.reading import Reading
from tests.tui.desks import (
    SAMPLE,
    SENJA,
    desk_of,
    main_of,
    press,
    sample,
    type_text,
    workspace,
)

WORDS = Words(ENGLISH)


def test_each_of_the_seven_is_written_absent_on_purpose_or_missing() -> None:
    page = desk_of(SAMPLE).page
    score = page.card.indicator("spbe")
    assert score is not None
    found = seven(page, score, WORDS)
    fates = [each.fate for each in found]
    assert fates == ["written", "absent", "absent", "absent", "partly", "missing", "missing"]
    assert found[1].text.startswith("none, on purpose: Laporan 2022")
    assert found[4].text == "written: Cause\nnot written yet: Obstacle, Solution"
    assert found[6].text == "not written yet"


def test_a_figure_that_is_not_there_yet_is_told_with_its_reason() -> None:
    page = desk_of(SENJA, "dinas-air", 2022).page
    found = [
        score
        for score in page.card.indicators
        if score.achievement.raw is None
        and score.indicator.realisation is not None
        and score.indicator.realisation.reason
    ]
    assert found
    for score in found:
        first, *_ = seven(page, score, WORDS)
        assert first.fate == "written" and ": " in first.text


def test_what_is_computed_fills_its_comparison() -> None:
    page = desk_of(SENJA, "dinas-air", 2022).page
    score = page.card.indicator("cakupan")
    assert score is not None
    by_title = {each.title: each for each in seven(page, score, WORDS)}
    assert "83.00 : 80 × 100 = 103.75%" in by_title["Target and realisation this year"].text
    assert "2021: 75.88 : 75.00 = 101.17%" in by_title["Against earlier years"].text
    assert "Each remaining year: +4.17 in 3 years" in by_title["Against the mid-term target"].text
    assert "jaringan pipa supports it" in by_title["Programmes and activities"].text
    assert "11.05 points" in by_title["Efficiency of the resources"].text


@pytest.mark.parametrize("ascii_only", [False, True])
async def test_the_page_draws_the_years_and_lists_the_seven(ascii_only: bool) -> None:
    app = workspace(desk_of(SENJA, "dinas-air", 2022), ascii_only)
    async with app.run_test(size=(80, 24)) as pilot:
        main_of(app).show_indicator("cakupan")
        await press(pilot, "left", "left", "enter")
        assert isinstance(app.screen, Reading)
        text = app.screen.sheet.text
        assert all(f"{number}. " in text for number in range(1, 8))
        assert ("▲ 1." in text) != ascii_only and "█|" in text
        assert all(width_of(line) <= 80 for line in app.screen.sheet.lines)


async def test_the_history_of_the_record_stands_on_its_page(tmp_path: Path) -> None:
    app = workspace(desk_of(sample(tmp_path)))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "down", "e")
        await type_text(pilot, "62")
        await press(pilot, "enter", "left", "left", "enter")
        assert isinstance(app.screen, Reading)
        text = app.screen.sheet.text
        assert "History of changes" in text and "61.34 → 62" in text


def test_a_bar_stands_below_its_figures_where_there_is_no_room_beside_them() -> None:
    score = desk_of(SENJA, "dinas-air", 2022).page.card.indicator("cakupan")
    assert score is not None
    rows = [("2022", "83,00 : 80,00", score.achievement.raw, "103,75%")]
    (wide,) = drawn(rows, 70)
    assert wide.startswith("2022  83,00 : 80,00  █") and wide.endswith("103,75%")
    figures, bar = drawn(rows, 30)
    assert figures == "2022  83,00 : 80,00  103,75%" and "|" in bar and len(bar) <= 30


def test_facts_that_do_not_fit_end_with_an_ellipsis() -> None:
    found = Facts(
        code="IK 1",
        title="Nama",
        facts=[("Label", "teks " * 60), ("Lain", "akhir"), ("Kosong", "")],
    )
    lines = below(found, 40, 4)
    assert len(lines) == 4 and plain(lines).endswith("…")
    assert all(width_of(line) <= 40 for line in lines)
    whole = plain(below(found, 40, 40))
    assert "akhir" in whole and "Kosong" not in whole and "…" not in whole
    column = beside(found, 34)
    assert all(width_of(line) <= 34 for line in column) and "akhir" in plain(column)
