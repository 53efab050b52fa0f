"""The JSON contract: these keys, in this order, typed numbers exact and computed ones rounded."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

from tests.cli.program import FICTION, Kinerja, edit

STATUS = [
    *("version", "unit", "year", "at", "agreement", "achievement", "counted", "total"),
    *("reason", "goals", "budget", "efficiency", "problems"),
]
GOAL = ["id", "code", "name", "achievement", "status", "counted", "total", "reason", "indicators"]
INDICATOR = [
    *("id", "code", "name", "measured_in", "polarity", "target", "realisation", "state"),
    *("data_year", "counted", "achievement", "raw_achievement", "formula", "status", "grade"),
    "reason",
]
ACTIVITY = ["id", "name", "ceiling", "spending", "absorption", "physical", "reason"]
PROBLEM = ["file", "line", "column", "code", "message", "hint"]


def test_status_has_every_key(kinerja: Kinerja, folder: Path) -> None:
    edit(folder / "records/biro-osdm/2022/indicators/skm.toml", "value = 90.36", "value = 90,36")
    found = kinerja("status", "--json").json
    assert list(found) == STATUS
    assert list(found["agreement"]) == ["id", "date"]
    assert [list(goal) for goal in found["goals"]] == [GOAL] * 2
    for goal in found["goals"]:
        assert [list(each) for each in goal["indicators"]] == [INDICATOR] * len(goal["indicators"])
    budget = found["budget"]
    assert list(budget) == ["ceiling", "spending", "absorption", "reason", "activities"]
    assert [list(each) for each in budget["activities"]] == [ACTIVITY] * 3
    efficiency = found["efficiency"]
    assert list(efficiency) == ["difference", "reason", "goals"]
    keys = ["goal", "achievement", "absorption", "difference", "reason"]
    assert [list(each) for each in efficiency["goals"]] == [keys] * 2
    assert [list(each) for each in found["problems"]] == [PROBLEM]
    assert found["problems"][0]["file"] == "biro-osdm/2022/indicators/skm.toml"
    assert found["problems"][0]["line"] > 0


def test_status_gives_the_figures_of_the_sample(kinerja: Kinerja) -> None:
    found = kinerja("status", "--json").json
    assert found["version"] == 1
    assert (found["unit"], found["year"], found["at"]) == ("biro-osdm", 2022, "2022-12-31")
    assert found["agreement"] == {"id": "3-revisi", "date": "2022-09-04"}
    assert (found["achievement"], found["counted"], found["total"]) == (Decimal("101.13"), 5, 6)
    means = [(goal["id"], str(goal["achievement"])) for goal in found["goals"]]
    assert means == [("tata-kelola", "101.86"), ("kepuasan", "100.40")]
    indicators = {each["id"]: each for goal in found["goals"] for each in goal["indicators"]}
    achieved = {id_: str(each["achievement"]) for id_, each in indicators.items()}
    assert achieved == {
        "ip-asn": "100.56",
        "merit": "100.15",
        "kelembagaan": "119.03",
        "spbe": "87.69",
        "sakip": "None",
        "skm": "100.40",
    }
    sakip = indicators["sakip"]
    assert (str(sakip["raw_achievement"]), sakip["reason"]) == ("99.00", "not-counted")
    assert (sakip["counted"], sakip["status"], sakip["data_year"]) == (False, "none", 2021)
    assert indicators["spbe"]["status"] == "near"
    absorbed = [str(each["absorption"]) for each in found["budget"]["activities"]]
    assert sorted(absorbed) == ["93.04", "96.87", "98.79"]
    assert str(found["budget"]["absorption"]) == "96.40"
    assert str(found["efficiency"]["difference"]) == "4.73"
    assert {each["reason"] for each in found["efficiency"]["goals"]} == {"no-activity"}
    assert found["problems"] == []


def test_typed_numbers_keep_their_digits(kinerja: Kinerja, folder: Path) -> None:
    edit(folder / "records/biro-osdm/2022/indicators/ip-asn.toml", "value = 61.34", "value = 60.00")
    out = kinerja("status", "--json").out
    assert '"realisation": 60.00,' in out
    assert '"target": 61,' in out
    assert '"achievement": 98.36,' in out


def test_bands_grades_and_reasons(kinerja: Kinerja) -> None:
    found = kinerja("--records", str(FICTION), "--year", "2022", "status", "--json").json
    indicators = {each["id"]: each for goal in found["goals"] for each in goal["indicators"]}
    assert list(indicators["keasaman"]["target"]) == ["lo", "hi"]
    assert list(indicators["mutu-laporan"]["target"]) == ["grade", "score"]
    assert list(indicators["mutu-laporan"]["realisation"]) == ["grade", "score"]
    for each in indicators.values():
        assert (each["achievement"] is None) == (each["reason"] is not None)
    assert indicators["ketahanan"]["reason"] == "unavailable"


def test_explain_has_every_key(kinerja: Kinerja) -> None:
    found = kinerja("explain", "spbe", "--json").json
    assert list(found) == ["version", "subject", "value", "reason", "steps"]
    keys = ["what", "value", "formula", "file", "key", "line"]
    assert [list(step) for step in found["steps"]] == [keys] * len(found["steps"])
    assert (found["subject"], str(found["value"])) == ("spbe", "87.69")
    target = found["steps"][0]
    assert (target["file"], target["key"]) == (
        "biro-osdm/2022/agreements/3-revisi.toml",
        "target.spbe.value",
    )
    assert target["line"] > 1
    assert "2.2841" in [str(step["value"]) for step in found["steps"]]


def test_explain_of_what_is_not_counted_says_why(kinerja: Kinerja) -> None:
    found = kinerja("explain", "IK 5", "--json").json
    assert (found["subject"], found["value"], found["reason"]) == ("sakip", None, "not-counted")


def test_tables_and_records_as_json(kinerja: Kinerja) -> None:
    found = kinerja("show", "T4", "--json")
    assert found == kinerja("show", "T4", "--format", "json")
    table = found.json["tables"][0]
    assert list(found.json) == ["version", "tables"]
    assert list(table) == ["id", "slug", "title", "columns", "rows", "notes"]
    assert [column["id"] for column in table["columns"]] == list(table["rows"][0])
    assert str(table["rows"][0]["achievement"]) == "100.56"
    own = kinerja("show", "kelembagaan", "--json").json["indicator"]
    assert list(own)[: len(INDICATOR)] == INDICATOR
    assert str(own["composite"]["value"]) == "83.32"


def test_control_codes_are_escaped_in_json(kinerja: Kinerja) -> None:
    done = kinerja("--records", str(FICTION), "--year", "2022", "show", "kebocoran", "--json")
    assert "\\u001b" in done.out
    assert all(character.isprintable() or character == "\n" for character in done.out)
    cause = json.loads(done.out)["indicator"]["analysis"]["cause"]
    assert "\x1b[31mpecah" in cause
