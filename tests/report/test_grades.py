"""A value that is a grade prints as the grade wherever it comes from; a number stays a number."""

from __future__ import annotations

from decimal import Decimal

from kinerja_tui.locale import ENGLISH, Words
from kinerja_tui.measure.figures import IndicatorScore
from kinerja_tui.measure.scorecard import scorecard
from kinerja_tui.model.indicator import Indicator
from kinerja_tui.model.library import Book
from kinerja_tui.model.plan import Plan
from kinerja_tui.report.page import Page
from kinerja_tui.report.paint import json
from kinerja_tui.report.tables import tables
from kinerja_tui.report.text import row_texts
from tests.measure.builders import (
    agreement,
    book,
    indicator,
    library,
    record,
    scale,
    stated,
    target,
)

_EN = Words(ENGLISH)
OPINION = scale("opini", {"wtp": {"at_least": 90, "score": 4}, "wdp": {"score": 3}})
PLAN = """
id = "plan-2020-2024"
name = "Renstra"
start = 2020
end = 2024
[indicator.satu]
name = "Satu"
[indicator.satu.target.2024]
value = 90
"""


def page(*books: Book, plan: str = PLAN) -> Page:
    own = library(*books, scales=(OPINION,), plans=(record(Plan, plan, "u/plan.toml"),))
    return Page(own, scorecard(own, "u", 2022))


def signed(own: Indicator) -> Book:
    return book(own, agreements=(agreement({"satu": target(100)}),))


def cell(shown: Page, table: str, name: str) -> str:
    (made,) = tables(shown, table)
    index = [each.id for each in made.columns].index(name)
    (row,) = row_texts(made, _EN)
    return row[index]


def test_a_grade_of_an_earlier_year_or_of_a_quarter_is_its_name() -> None:
    text = "[history.2021]\ngrade = 'wdp'\n[q1]\ngrade = 'wdp'\n[q4]\ngrade = 'wtp'\n"
    own = indicator(text, kind="grade", scale="opini", consolidation="last")
    shown = page(signed(own))
    assert "wdp" in cell(shown, "T5", "realisation_2021").lower()
    assert "wtp" in cell(shown, "T5", "realisation_2022").lower()
    score = shown.card.indicators[0]
    now, before = score.value, score.years[0].value
    assert (now.way, before.way) == ("quarters", "history")
    assert json.realisation(now, shown.rules) == {"grade": "wtp", "score": Decimal(4)}
    assert json.realisation(before, shown.rules) == {"grade": "wdp", "score": Decimal(3)}


def test_a_number_that_only_has_a_predicate_stays_a_number() -> None:
    text = stated(91) + "[history.2021]\nvalue = 85\n"
    shown = page(signed(indicator(text, scale="opini")))
    score: IndicatorScore = shown.card.indicators[0]
    assert score.grade is not None
    assert cell(shown, "T5", "realisation_2021") == "85"
    assert json.realisation(score.value, shown.rules) == Decimal(91)


def test_the_mean_of_graded_quarters_is_no_grade() -> None:
    text = "[q1]\ngrade = 'wdp'\n[q4]\ngrade = 'wtp'\n"
    shown = page(signed(indicator(text, kind="grade", scale="opini", consolidation="mean")))
    assert json.realisation(shown.card.indicators[0].value, shown.rules) == Decimal("3.50")


def test_what_remains_is_rounded_when_the_value_was_computed() -> None:
    ratio = "[realisation]\nnumerator = 2\ndenominator = 3\nstate = 'final'\n"
    assert cell(page(signed(indicator(ratio, kind="ratio"))), "T6", "remaining") == "23.33"
    assert cell(page(signed(indicator(stated("61.345")))), "T6", "remaining") == "28.655"
    assert cell(page(signed(indicator(stated(80)))), "T6", "remaining") == "10"


def test_the_change_is_against_the_year_before_only() -> None:
    old = "[history.{}]\ntarget = 100\nvalue = 70\n"
    own = page(signed(indicator(stated(80) + old.format(2020))))
    assert cell(own, "T5", "achievement_2020") == "70.00"
    assert cell(own, "T5", "change") == ""
    assert cell(page(signed(indicator(stated(80) + old.format(2021)))), "T5", "change") == "10.00"


def test_why_there_is_no_last_year_is_said_beside_an_older_one() -> None:
    text = "[history.2020]\nvalue = 70\n[absent]\nlast_year = 'baru'\n"
    (table,) = tables(page(signed(indicator(stated(80) + text))), "T5")
    assert any("baru" in _EN.say(note) for note in table.notes)
