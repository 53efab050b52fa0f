from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from kinerja_tui.measure.exact import half_up
from kinerja_tui.measure.figures import IndicatorScore, YearScore
from kinerja_tui.measure.scorecard import scorecard
from kinerja_tui.model.indicator import Indicator
from kinerja_tui.model.library import Book, Library
from kinerja_tui.model.plan import Plan
from kinerja_tui.model.year import YearHead
from tests.measure.builders import (
    SAMPLE,
    agreement,
    book,
    indicator,
    library,
    record,
    scale,
    stated,
    store,
    target,
)

OPINION = scale("opini", {"a": {"at_least": 90, "score": 4}, "b": {"score": 3}})


def past(year: int, value: int, goal: int, id_: str = "satu", **fields: Any) -> Book:
    return book(
        indicator(stated(value), id_=id_, **fields),
        year=year,
        agreements=(agreement({id_: target(goal)}, date(year, 1, 3)),),
    )


def years(own: Library) -> list[tuple[int, Decimal | None, bool]]:
    score = scorecard(own, "u", 2022).indicators[0]
    return [(each.year, each.achievement.raw, each.from_history) for each in score.years]


def now(text: str = "", **fields: Any) -> Book:
    return book(
        indicator(stated(80) + text, **fields), agreements=(agreement({"satu": target(100)}),)
    )


def test_the_sample() -> None:
    card = scorecard(store(SAMPLE), "biro-osdm", 2022)
    found: dict[str, Decimal | None] = {}
    for each in card.indicators:
        last = each.last_year
        raw = last.achievement.counted if last else None
        found[each.indicator.code] = None if raw is None else half_up(raw, 2)
    assert found == {
        "IK 1": Decimal("69.41"),
        "IK 2": Decimal("103.54"),
        "IK 3": Decimal("100.00"),
        "IK 4": None,
        "IK 5": Decimal("103.07"),
        "IK 6": Decimal("110.00"),
    }


def test_all_known_years_in_order() -> None:
    history = "[history.2019]\ntarget = 50\nvalue = 40\n[history.2018]\nvalue = 5\n"
    own = library(past(2020, 60, 80), past(2021, 70, 100), now(history))
    assert years(own) == [
        (2018, None, True),
        (2019, Decimal(80), True),
        (2020, Decimal(75), False),
        (2021, Decimal(70), False),
    ]


def test_a_folder_wins_over_history() -> None:
    own = library(past(2021, 70, 100), now("[history.2021]\ntarget = 10\nvalue = 10"))
    assert years(own) == [(2021, Decimal(70), False)]


def test_last_year_is_the_year_before_and_no_older_one() -> None:
    for own in (library(past(2020, 60, 80), now()), library(now("[history.2020]\nvalue = 5"))):
        score = scorecard(own, "u", 2022).indicators[0]
        assert [each.year for each in score.years] == [2020]
        assert score.last_year is None
    last = scorecard(library(past(2021, 70, 100), now()), "u", 2022).indicators[0].last_year
    assert last is not None
    assert last.year == 2021


def test_history_is_silent_where_a_folder_was_not_read() -> None:
    text = "".join(f"[history.{year}]\ntarget = 10\nvalue = 10\n" for year in (2019, 2020, 2021))
    books = (past(2020, 60, 80), past(2021, 70, 100), now(text))
    folders = (2020, 2021, 2022)
    everything = years(library(*books, folders=folders))
    assert everything == [
        (2019, Decimal(100), True),
        (2020, Decimal(75), False),
        (2021, Decimal(70), False),
    ]
    assert years(library(*books[1:], folders=folders)) == [everything[0], everything[2]]
    assert years(library(books[2], folders=folders)) == [everything[0]]


def test_history_speaks_where_the_folder_read_has_no_such_indicator() -> None:
    own = library(past(2021, 70, 100, "lain"), now("[history.2021]\ntarget = 10\nvalue = 10"))
    assert years(own) == [(2021, Decimal(100), True)]


def test_later_years_are_no_comparison() -> None:
    own = library(now("[history.2023]\nvalue = 5\n[history.2022]\nvalue = 5"), past(2023, 9, 10))
    assert years(own) == []


def test_an_indicator_is_followed_through_its_former_ids() -> None:
    older = past(2020, 60, 80, "pertama")
    old = past(2021, 70, 100, "kedua", was=["pertama"])
    assert years(library(older, old, now(was=["kedua"]))) == [
        (2020, Decimal(75), False),
        (2021, Decimal(70), False),
    ]
    assert years(library(older, old, now())) == []


def test_the_same_id_comes_before_a_former_one() -> None:
    both = book(
        indicator(stated(10), id_="lama"),
        indicator(stated(70)),
        year=2021,
        agreements=(agreement({"lama": target(10), "satu": target(100)}, date(2021, 1, 3)),),
    )
    assert years(library(both, now(was=["lama"]))) == [(2021, Decimal(70), False)]


def test_a_year_is_measured_by_its_own_rules_and_definition() -> None:
    head = record(
        YearHead, "[rules]\ncap = 110\nzero_target = 'all-or-nothing'", "u/2021/year.toml"
    )
    old = book(
        indicator(stated(50), polarity="minimize"),
        year=2021,
        head=head,
        agreements=(agreement({"satu": target(100)}, date(2021, 12, 31), "2-revisi"),),
    )
    score = scorecard(library(old, now(), rules="cap = 120"), "u", 2022).indicators[0]
    last = score.last_year
    assert last is not None
    assert (last.achievement.raw, last.achievement.counted) == (Decimal(150), Decimal(110))
    cap = next(step for step in last.achievement.figure.steps if str(step.what) == "Cap")
    assert cap.source is not None
    assert (cap.source.file, cap.source.key) == ("u/2021/year.toml", "rules.cap")


def test_history_goes_by_its_own_state() -> None:
    text = "[history.2021]\ntarget = 100\nvalue = 70\nstate = 'carried'"
    refused = "[realisation]\nvalue = 5\nstate = 'final'\ncounted = false\n"

    def last(each: Indicator) -> YearScore:
        score = scorecard(library(book(each)), "u", 2022).indicators[0]
        return score.years[0]

    carried = last(indicator(text))
    assert carried.achievement.figure.reason == "not-counted"
    source = carried.achievement.figure.steps[-1].source
    assert source is not None
    assert source.key == "history.2021.state"
    final = last(indicator(refused + text.replace("carried", "final")))
    assert final.achievement.counted == 70


PLAN = """
id = "plan-2020-2024"
name = "Renstra"
start = 2020
end = 2024
[indicator.satu]
name = "Satu"
[indicator.satu.target.2022]
{}
[indicator.satu.target.2024]
{}
"""


def planned(this: str, last: str, each: Indicator, year: int = 2022) -> IndicatorScore:
    plan = record(Plan, PLAN.format(this, last), "u/plan-2020-2024.toml")
    own = library(book(each, year=year), plans=(plan,), scales=(OPINION,))
    return scorecard(own, "u", year).indicators[0]


@pytest.mark.parametrize(
    ("polarity", "last", "progress", "remaining"),
    [
        ("maximize", "value = 100", 80, 20),
        ("maximize", "value = 50", 160, 0),
        ("minimize", "value = 100", 120, 0),
        ("minimize", "value = 50", 40, 30),
        ("stabilize", "value = 100", 80, 20),
        ("stabilize", "value = 64", 75, 16),
        ("maximize", "lo = 70\nhi = 90", 100, 0),
        ("stabilize", "lo = 100\nhi = 110", 80, 20),
        ("minimize", "lo = 50\nhi = 64", 75, 16),
    ],
)
def test_mid_term(polarity: str, last: str, progress: int, remaining: int) -> None:
    found = planned("value = 90", last, indicator(stated(80), polarity=polarity)).mid_term
    assert [each.year for each in found] == [2022, 2024]
    assert found[1].progress.value == progress
    assert found[1].remaining == remaining
    assert found[1].target.source.file == "u/plan-2020-2024.toml"


def test_mid_term_uses_a_value_that_is_not_counted_but_no_missing_one() -> None:
    carried = stated(80, "carried", "reason = 'x'\ndata_year = 2021")
    assert (
        planned("value = 80", "value = 100", indicator(carried)).mid_term[0].progress.value == 100
    )
    missing = planned("value = 80", "value = 100", indicator()).mid_term[0]
    assert (missing.progress.reason, missing.remaining) == ("no-realisation", None)


def test_the_last_year_of_the_plan_is_shown_once() -> None:
    found = planned("value = 80", "value = 100", indicator(stated(80)), 2024).mid_term
    assert [each.year for each in found] == [2024]


def test_a_grade_in_the_plan() -> None:
    graded = indicator("[realisation]\ngrade = 'b'\nstate = 'final'", kind="grade", scale="opini")
    found = planned("grade = 'a'", "value = 100", graded).mid_term[0]
    assert (found.progress.value, found.remaining) == (Decimal(75), Decimal(1))
    plain = planned("grade = 'a'", "value = 100", indicator(stated(80), scale="opini")).mid_term[0]
    assert (plain.progress.value, plain.remaining) == (Decimal(75), None)


def test_standards() -> None:
    text = """
    [standard.nasional]
    value = 62.5
    name = "Nasional"
    year = 2022
    source = "BKN"
    [standard.kelas]
    grade = "a"
    name = "Kelas"
    year = 2022
    source = "BKN"
    """

    def found(each: Indicator) -> list[tuple[Decimal | None, Decimal | None]]:
        score = scorecard(library(book(each), scales=(OPINION,)), "u", 2022).indicators[0]
        return [(each.value, each.difference) for each in score.standards]

    assert found(indicator(stated(80) + text, scale="opini")) == [
        (Decimal("62.5"), Decimal("17.5")),
        (Decimal(4), None),
    ]
    graded = "[realisation]\ngrade = 'b'\nstate = 'final'\n"
    assert found(indicator(graded + text, kind="grade", scale="opini"))[1] == (
        Decimal(4),
        Decimal(-1),
    )
    assert found(indicator(text))[0] == (Decimal("62.5"), None)
