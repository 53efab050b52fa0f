"""Files of an earlier schema are read through pure steps; what is wrong in them is told of their
own lines.
"""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
from msgspec import structs

from kinerja_tui.model.base import Record
from kinerja_tui.model.indicator import Indicator
from kinerja_tui.store.format.kinds import KINDS, kind_of
from kinerja_tui.store.format.record import understand
from kinerja_tui.store.format.upgrade import (
    NEWEST,
    STEPS,
    Renamed,
    former_path,
    outdated,
    upgraded,
)
from kinerja_tui.store.reading.load import load
from kinerja_tui.store.reading.scope import Scope
from tests.store.former import DRAFT, SAMPLES, former
from tests.store.healthy import FILES, build, put

FILE = "biro/2022/indicators/sehat.toml"
DRAFTED = former("indicator", FILES[FILE])


def read_from(text: str) -> Record:
    found = understand(text.encode(), FILE)
    assert found.problems == ()
    assert found.record is not None
    return found.record


def test_the_steps_lead_from_the_first_schema_to_the_newest() -> None:
    assert [step.before for step in STEPS] == list(range(STEPS[0].before, NEWEST))
    for step in STEPS:
        assert set(step.rules) <= set(KINDS)
        assert all(rule.path for rules in step.rules.values() for rule in rules)


@pytest.mark.parametrize(
    ("schema", "answer"),
    [(0, 0), (1, None), (2, None), (-1, None), (False, None), ("0", None), (None, None)],
)
def test_which_files_are_outdated(schema: object, answer: int | None) -> None:
    assert outdated({"schema": schema} if schema is not None else {}) == answer


@pytest.mark.parametrize(
    ("kind", "before", "after"),
    [
        ("goals", {}, {}),
        ("indicator", {"unit_of_measure": "%"}, {"measured_in": "%"}),
        ("indicator", {"polarity": "lower"}, {"polarity": "minimize"}),
        ("indicator", {"polarity": "minimize"}, {"polarity": "minimize"}),
        ("indicator", {"polarity": 1}, {"polarity": 1}),
        ("indicator", {"realisation": {"year": 2021}}, {"realisation": {"data_year": 2021}}),
        ("indicator", {"realisation": 7}, {"realisation": 7}),
        ("indicator", {"followup": {"a": {"text": "x"}}}, {"action": {"a": {"text": "x"}}}),
        (
            "indicator",
            {"breakdown": {"a": {"unit_of_measure": "x"}, "b": {}, "c": 1}},
            {"breakdown": {"a": {"measured_in": "x"}, "b": {}, "c": 1}},
        ),
        (
            "indicator",
            {"unit_of_measure": "x", "measured_in": "y"},
            {"unit_of_measure": "x", "measured_in": "y"},
        ),
        ("activity", {"volume": {"unit_of_measure": "x"}}, {"volume": {"measured_in": "x"}}),
        ("agreement", {"party_one": {}, "party_two": 1}, {"first": {}, "second": 1}),
        ("settings", {}, {"rules": {"zero_target": "all-or-nothing"}}),
        ("settings", {"rules": {"zero_target": "refuse"}}, {"rules": {"zero_target": "refuse"}}),
        ("settings", {"rules": {"zero_target": ""}}, {"rules": {"zero_target": "all-or-nothing"}}),
        ("settings", {"rules": 1}, {"rules": 1}),
    ],
)
def test_what_a_step_makes_of_the_tables(
    kind: Any, before: dict[str, Any], after: dict[str, Any]
) -> None:
    tables = {"schema": 0, **before}
    kept = copy.deepcopy(tables)
    assert upgraded(kind, tables) == {"schema": NEWEST, **after}
    assert tables == kept


def test_a_former_path_is_what_the_file_calls_it() -> None:
    assert former_path("indicator", 0, ("measured_in",)) == ("unit_of_measure",)
    assert former_path("indicator", 0, ("action", "a", "due")) == ("followup", "a", "due")
    assert former_path("indicator", 0, ("breakdown", "a", "measured_in")) == (
        "breakdown",
        "a",
        "unit_of_measure",
    )
    assert former_path("indicator", 0, ("realisation",)) == ("realisation",)
    assert former_path("indicator", NEWEST, ("measured_in",)) == ("measured_in",)
    for kind in KINDS:
        for rule in STEPS[0].rules.get(kind, ()):
            if isinstance(rule, Renamed):
                assert former_path(kind, 0, (*rule.path[:-1], rule.name)) == rule.path


def test_reading_gives_the_record_with_its_own_schema_and_writes_nothing(tmp_path: Path) -> None:
    record = read_from(DRAFTED)
    assert structs.asdict(record)["schema"] == 0
    assert structs.replace(record, schema=1) == read_from(FILES[FILE])
    root = build(tmp_path)
    path = put(root, FILE, DRAFTED)
    library = load(root, Scope.everything())
    assert library.problems == ()
    book = library.book("biro", 2022)
    assert book is not None and book.indicators["sehat"].measured_in == "indeks"
    assert path.read_text() == DRAFTED


@pytest.mark.parametrize("store", [*SAMPLES], ids=lambda each: each.name)
def test_every_record_reads_the_same_in_the_draft_format(store: Path) -> None:
    seen = 0
    for path in sorted(store.rglob("*.toml")):
        file = path.relative_to(store).as_posix()
        kind = kind_of(file)
        if kind is None:
            continue
        text = path.read_bytes().decode()
        now, then = (understand(each.encode(), file) for each in (text, former(kind, text)))
        assert now.record is not None and then.record is not None, file
        assert structs.replace(then.record, schema=1) == now.record, file
        assert then.problems == now.problems == (), file
        seen += 1
    assert seen > 30


def test_the_store_in_the_draft_format_has_no_problem() -> None:
    library = load(DRAFT, Scope.everything())
    assert library.problems == ()
    book = library.book("pustaka", 2024)
    assert book is not None and len(book.indicators) == 5
    assert {structs.asdict(each)["schema"] for each in book.indicators.values()} == {0, 1}
    assert library.settings is not None
    assert library.settings.rules.zero_target == "all-or-nothing"


@pytest.mark.parametrize(
    ("old", "new", "code", "key", "said"),
    [
        ('unit_of_measure = "indeks"', "unit_of_measure = 5", "B14", "unit_of_measure", "text"),
        ('"higher"', '"naik"', "B15", "polarity", "naik"),
        ("value = 61.30", "value = 61.30\nyear = 21", "B16", "realisation.year", "1900"),
        ("[realisation]", "[followup.x]\n[realisation]", "B13", "followup.x", "text"),
        ("value = 61.30", "value = 61.30\nyeer = 1", "B20", "realisation.yeer", "yeer"),
        ('unit_of_measure = "indeks"\n', "", "B13", "", "measured_in"),
        ('"final"', '"carried"\nyear = 2022\nreason = "x"', "B27", "realisation.year", "earlier"),
    ],
)
def test_problems_point_at_the_files_own_lines(
    tmp_path: Path, old: str, new: str, code: str, key: str, said: str
) -> None:
    assert old in DRAFTED
    text = DRAFTED.replace(old, new)
    root = build(tmp_path)
    put(root, FILE, text)
    (problem,) = (each for each in load(root, Scope.everything()).problems if each.file == FILE)
    assert (problem.code, problem.key) == (code, key)
    assert said in str(problem.message)
    last = key.rpartition(".")[2]
    where = next((n for n, line in enumerate(text.split("\n"), 1) if last in line), 1)
    assert problem.line == (where if key else 1)


def test_a_key_in_both_names_is_kept_and_reported() -> None:
    text = DRAFTED.replace("unit_of_measure", 'measured_in = "baru"\nunit_of_measure')
    found = understand(text.encode(), FILE)
    assert isinstance(found.record, Indicator) and found.record.measured_in == "baru"
    assert [(each.code, each.key) for each in found.problems] == [("B20", "unit_of_measure")]


def test_the_newest_form_does_not_know_the_old_names() -> None:
    text = DRAFTED.replace("schema = 0", "schema = 1")
    codes = {(each.code, each.key) for each in understand(text.encode(), FILE).problems}
    assert codes >= {("B20", "unit_of_measure"), ("B15", "polarity")}
