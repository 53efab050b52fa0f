from __future__ import annotations

from decimal import Decimal

import pytest
from msgspec.structs import replace

from kinerja_tui.locale import INDONESIAN, Words
from kinerja_tui.measure import explain as explaining
from kinerja_tui.measure.explain import explain, subjects
from kinerja_tui.measure.figures import Figure, Graded, Scorecard, Step
from kinerja_tui.measure.scorecard import scorecard
from kinerja_tui.model.base import Source
from tests.measure.builders import (
    FICTION,
    SAMPLE,
    agreement,
    book,
    goals,
    indicator,
    library,
    stated,
    store,
    target,
)

CARDS = (
    scorecard(store(SAMPLE), "biro-osdm", 2022),
    scorecard(store(FICTION), "dinas-air", 2022),
    scorecard(store(FICTION), "dinas-air", 2023),
    scorecard(store(FICTION), "pulau-senja", 2023),
)


def figure(card: Scorecard, subject: str) -> Figure:
    found = explain(card, subject)
    assert found is not None, subject
    return found


def test_what_can_be_asked_about_the_sample() -> None:
    names = subjects(CARDS[0])
    for name in (
        "ip-asn",
        "ip-asn.value",
        "ip-asn.composite",
        "ip-asn.grade",
        "ip-asn.status",
        "ip-asn.2021",
        "kelembagaan.component.struktur",
        "tata-kelola",
        "unit",
        "budget",
        "activity.manajemen-sdm",
        "efficiency",
        "efficiency.tata-kelola",
        "pmk",
    ):
        assert name in names
    assert "sakip.status" not in names
    assert "sakip.composite" not in names
    assert len(set(names)) == len(names)


def test_an_achievement_from_its_inputs() -> None:
    found = figure(CARDS[0], "spbe")
    rows = [(str(step.what), step.value, step.source) for step in found.steps]
    assert [rows[0], rows[2]] == [
        (
            "Target",
            Decimal("2.6"),
            Source("biro-osdm/2022/agreements/3-revisi.toml", "target.spbe.value"),
        ),
        (
            "Realisation",
            Decimal("2.28"),
            Source("biro-osdm/2022/indicators/spbe.toml", "realisation.value"),
        ),
    ]
    assert rows[1][:2] == ("Value from the components, not used", Decimal("2.2841"))
    assert str(found.steps[3].formula) == "2.28 / 2.6 x 100"
    assert Words(INDONESIAN).say(found.steps[3].formula or found.steps[3].what).startswith("2,28 ")


def test_a_composite_from_its_leaves() -> None:
    found = figure(CARDS[0], "skm.composite")
    assert found.value == Decimal("90.35875")
    assert found.steps[0].source == Source(
        "biro-osdm/2022/indicators/skm.toml", "component.u1.value"
    )


def test_a_grade_from_its_bound() -> None:
    found = figure(CARDS[0], "skm.grade")
    last = found.steps[-1]
    assert found.value == Decimal("90.36")
    assert last.source == Source("scales/skm-2017.toml", "grade.a.at_least")
    rounded = figure(CARDS[2], "kepuasan.grade")
    assert rounded.value == Decimal("90.00")
    assert "Rounded as the scale" in str(rounded.steps[-2].what)


def test_the_built_in_status_names_no_file() -> None:
    own = book(indicator(stated(70)), agreements=(agreement({"satu": target(100)}),))
    last = figure(scorecard(library(own), "u", 2022), "satu.status").steps[-1]
    assert (last.value, last.source) == (None, None)
    assert str(last.formula) == "below every other grade"
    near = figure(CARDS[0], "spbe.status").steps[-1]
    assert near.source == Source("scales/status.toml", "grade.near.at_least")


def test_nobody_knows_it() -> None:
    for name in ("", "lenyap", "ip-asn.lenyap", "goal.lenyap", "indicator.lenyap", "activity."):
        assert explain(CARDS[0], name) is None


def test_an_indicator_and_a_goal_of_one_name() -> None:
    own = book(
        *[indicator(stated(50), id_=id_, goal="x") for id_ in ("x", "unit")],
        goals=goals("x", "pmk"),
        agreements=(agreement({"x": target(100), "unit": target(50)}),),
    )
    card = scorecard(library(own), "u", 2022)
    assert figure(card, "x").value == 50
    assert figure(card, "indicator.x").value == 50
    assert figure(card, "goal.x").value == 75
    assert figure(card, "indicator.unit").value == 100
    assert figure(card, "indicator.unit.value").value == 50
    assert figure(card, "unit").value == 75
    assert figure(card, "goal.pmk").reason == "no-realisation"
    assert figure(card, "pmk").reason == "no-activity"
    names = subjects(card)
    assert {"x", "indicator.unit", "goal.x", "goal.pmk"} <= set(names)
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("card", CARDS, ids=lambda card: f"{card.unit}-{card.year}")
def test_every_subject_is_answered(card: Scorecard) -> None:
    for name in subjects(card):
        found = figure(card, name)
        assert (found.value is None) is (found.reason is not None), name


@pytest.mark.parametrize("card", CARDS, ids=lambda card: f"{card.unit}-{card.year}")
def test_a_step_with_a_number_has_a_source_or_a_formula(card: Scorecard) -> None:
    bare: list[tuple[str, Step]] = []
    for name in subjects(card):
        for step in figure(card, name).steps:
            if step.value is not None and step.source is None and step.formula is None:
                bare.append((name, step))
    assert bare == []


def test_what_a_derivation_ends_with_is_the_figure() -> None:
    for name in subjects(CARDS[0]):
        found = figure(CARDS[0], name)
        if found.value is not None and not name.endswith((".grade", ".status")):
            assert found.steps[-1].value == found.value, name


def test_explaining_needs_no_more_than_the_card() -> None:
    card = replace(CARDS[0], goals=())
    assert explain(card, "ip-asn") is None
    assert figure(card, "budget").value == CARDS[0].budget.absorption.value


def test_one_subject_is_worked_out_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    graded = explaining._graded

    def watched(own: Figure, found: Graded, file: str) -> Figure:
        made.append(found.id)
        return graded(own, found, file)

    monkeypatch.setattr(explaining, "_graded", watched)
    assert explain(CARDS[0], "pmk") is not None
    assert explain(CARDS[0], "spbe.value") is not None
    assert explain(CARDS[0], "indicator.spbe.value") is not None
    assert explain(CARDS[0], "lenyap") is None
    assert made == []
    assert explain(CARDS[0], "skm.grade") is not None
    assert made == ["a"]
