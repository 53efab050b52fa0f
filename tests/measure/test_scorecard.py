from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kinerja_tui.measure import efficiency
from kinerja_tui.measure import scorecard as room
from kinerja_tui.measure.exact import half_up
from kinerja_tui.measure.figures import Scorecard
from kinerja_tui.measure.scorecard import preview, scorecard
from kinerja_tui.model.base import Number
from kinerja_tui.model.indicator import Realisation
from kinerja_tui.model.library import Library
from tests.measure.builders import (
    SAMPLE,
    agreement,
    book,
    goals,
    indicator,
    library,
    number,
    scale,
    stated,
    store,
    target,
)


def sample(at: date | None = None) -> Scorecard:
    return scorecard(store(SAMPLE), "biro-osdm", 2022, at)


def two(value: Decimal | None) -> str | None:
    return None if value is None else str(half_up(value, 2).quantize(Decimal("0.01")))


def test_the_sample() -> None:
    card = sample()
    rows = [
        (each.indicator.code, two(each.achievement.raw), each.counts, each.reason)
        for each in card.indicators
    ]
    assert rows == [
        ("IK 1", "100.56", True, None),
        ("IK 2", "100.15", True, None),
        ("IK 3", "119.03", True, None),
        ("IK 4", "87.69", True, None),
        ("IK 5", "99.00", False, "not-counted"),
        ("IK 6", "100.40", True, None),
    ]
    means = [(two(each.mean.value), each.mean.counted, each.mean.total) for each in card.goals]
    assert means == [("101.86", 4, 5), ("100.40", 1, 1)]
    assert (two(card.mean.value), card.mean.counted, card.mean.total) == ("101.13", 5, 6)


def test_the_classes_of_the_sample() -> None:
    card = sample()
    status = [each.status.id if each.status else None for each in card.indicators]
    assert status == ["achieved", "achieved", "achieved", "near", None, "achieved"]
    assert [each.status.id for each in card.goals if each.status] == ["achieved", "achieved"]
    grades = [each.grade.grade.name for each in card.indicators if each.grade]
    assert len(grades) == 6
    assert card.indicators[2].grade is not None
    assert card.indicators[2].grade.grade.code == "P-5"


@pytest.mark.parametrize(
    ("day", "version", "target"),
    [
        (date(2022, 1, 2), None, None),
        (date(2022, 1, 3), "1-awal", 330),
        (date(2022, 6, 27), "2-revisi", 330),
        (date(2022, 9, 3), "2-revisi", 330),
        (date(2022, 9, 4), "3-revisi", 336),
        (None, "3-revisi", 336),
    ],
)
def test_the_version_in_force_gives_the_targets(
    day: date | None, version: str | None, target: int | None
) -> None:
    card = sample(day)
    assert (card.agreement.id if card.agreement else None) == version
    merit = card.indicator("merit")
    assert merit is not None
    assert (merit.target.number if merit.target else None) == target
    if target is None:
        assert merit.reason == "no-target"


def test_the_year_ends_on_31_december() -> None:
    assert sample().at == date(2022, 12, 31)


def test_what_is_missing_raises_nothing() -> None:
    for card in (
        scorecard(Library(), "tak-ada", 2022),
        scorecard(store(SAMPLE), "biro-osdm", 1999),
        scorecard(store(SAMPLE), "kemensos", 2022),
    ):
        assert card.goals == ()
        assert (card.mean.value, card.mean.counted, card.mean.total) == (None, 0, 0)
        assert card.mean.figure.reason == "no-realisation"
        assert card.budget.absorption.reason == "no-activity"
        assert card.efficiency.difference.reason == "no-activity"


def test_a_scale_that_is_not_there_classes_nothing() -> None:
    own = library(
        book(indicator(stated(90), scale="lenyap"), agreements=(agreement({"satu": target(90)}),)),
        rules="status = 'lenyap'",
    )
    card = scorecard(own, "u", 2022)
    assert card.scale is None
    assert (card.indicators[0].status, card.indicators[0].grade, card.status) == (None, None, None)
    assert card.mean.value == 100


def test_a_status_goes_by_the_counted_figure() -> None:
    strict = scale("ketat", {"baik": {"above": 100}, "kurang": {}})
    own = library(
        book(indicator(stated(150)), agreements=(agreement({"satu": target(100)}),)),
        scales=(strict,),
        rules="status = 'ketat'\ncap = 100",
    )
    status = scorecard(own, "u", 2022).indicators[0].status
    assert status is not None
    assert status.id == "kurang"


def test_codes_are_ordered_as_numbers() -> None:
    each = [
        replace(indicator(stated(1), id_=f"i{place}"), code=f"IK {place}") for place in (10, 2, 1)
    ]
    codes = [
        score.indicator.code for score in scorecard(library(book(*each)), "u", 2022).indicators
    ]
    assert codes == ["IK 1", "IK 2", "IK 10"]


def changed(card: Scorecard, id_: str, value: str) -> Scorecard:
    score = card.indicator(id_)
    assert score is not None
    realisation = Realisation(state="final", value=number(value))
    typed = replace(score.indicator, realisation=realisation)
    return preview(store(SAMPLE), card, typed)


def test_a_preview_is_what_the_card_would_be() -> None:
    card = sample()
    shown = changed(card, "spbe", "2.6")
    spbe = shown.indicator("spbe")
    assert spbe is not None
    assert (spbe.achievement.counted, two(shown.goals[0].mean.value)) == (Decimal(100), "104.93")
    assert shown.mean.value != card.mean.value
    assert shown.goals[1] is card.goals[1]
    assert shown.budget is card.budget
    assert shown.efficiency.pmk is card.efficiency.pmk
    assert shown.efficiency.difference.value != card.efficiency.difference.value
    whole = store(SAMPLE)
    records = whole.units["biro-osdm"]
    year = records.books[2022]
    year = replace(year, indicators={**year.indicators, "spbe": spbe.indicator})
    records = replace(records, books={**records.books, 2022: year})
    again = scorecard(
        replace(whole, units={**whole.units, "biro-osdm": records}), "biro-osdm", 2022
    )
    assert again == shown


def test_a_preview_measures_one_indicator(monkeypatch: pytest.MonkeyPatch) -> None:
    card = sample()
    calls: list[str] = []

    def counting(name: str, owner: object) -> None:
        whole = getattr(owner, name)

        def counted(*args: object) -> object:
            calls.append(name)
            return whole(*args)

        monkeypatch.setattr(owner, name, counted)

    for name in ("score_indicator", "goal_mean", "unit_mean", "score_budget", "efficiency_of"):
        counting(name, room)
    counting("pmk_efficiency", efficiency)
    changed(card, "spbe", "2.5")
    assert calls == ["score_indicator", "goal_mean", "unit_mean"]


def test_a_preview_of_a_target() -> None:
    card = sample()
    signed = card.agreement
    spbe = card.indicator("spbe")
    assert signed is not None and spbe is not None
    typed = replace(signed, target={**signed.target, "spbe": target("2.28")})
    shown = preview(store(SAMPLE), card, spbe.indicator, typed).indicator("spbe")
    assert shown is not None
    assert shown.achievement.counted == 100


def test_a_preview_moves_an_indicator_to_its_goal() -> None:
    card = sample()
    skm = card.indicator("skm")
    assert skm is not None
    shown = preview(store(SAMPLE), card, replace(skm.indicator, goal="tata-kelola", code="IK 0"))
    assert [each.id for each in shown.goals[0].indicators][:2] == ["skm", "ip-asn"]
    assert (shown.goals[0].mean.total, shown.goals[1].mean.total) == (6, 0)


def test_a_preview_of_a_stranger_changes_nothing() -> None:
    card = sample()
    assert preview(store(SAMPLE), card, indicator(stated(1), id_="asing")) is card


numbers = st.decimals(min_value=0, max_value=300, places=2)


@given(values=st.lists(numbers, min_size=2, max_size=6), data=st.data())
def test_the_order_of_the_files_changes_nothing(values: list[Decimal], data: st.DataObject) -> None:
    own = [
        replace(indicator(stated(value), id_=f"i{place}", goal="ab"[place % 2]), code=f"IK {place}")
        for place, value in enumerate(values)
    ]
    signed = agreement({each.id: target(70) for each in own})
    cards = [
        scorecard(library(book(*order, goals=goals("a", "b"), agreements=(signed,))), "u", 2022)
        for order in (own, data.draw(st.permutations(own)))
    ]
    assert cards[0] == cards[1]


@given(value=numbers)
def test_typing_a_value_and_back_again_changes_nothing(value: Decimal) -> None:
    own = [indicator(stated(x), id_=f"i{x}") for x in (70, 90)]
    signed = agreement({"i70": target(80), "i90": target(80)})
    whole = library(book(*own, agreements=(signed,)))
    card = scorecard(whole, "u", 2022)
    typed = replace(own[0], realisation=Realisation(state="final", value=Number(value)))
    assert preview(whole, preview(whole, card, typed), own[0]) == card
