"""The JSON Schemas: sound in themselves, and of one mind with the loader."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import tomli

from kinerja_tui.store.format.kinds import KINDS, kind_of
from kinerja_tui.store.format.record import STRUCTS
from kinerja_tui.store.format.schema import DIALECT, json_schema, schema_files, schema_line

REPOSITORY = Path(__file__).parent.parent.parent
STORES = [REPOSITORY / "records", REPOSITORY / "tests" / "stores" / "pulau-senja"]
KNOWN = {
    "$schema", "$id", "$defs", "$ref", "title", "description", "type", "properties", "required",
    "additionalProperties", "propertyNames", "minProperties", "items", "enum", "pattern",
    "minLength", "minimum", "maximum", "format", "default", "if", "then", "else",
}  # fmt: skip
TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str, date),
    "integer": (int,),
    "number": (int, Decimal),
    "boolean": (bool,),
}


def _errors(value: Any, schema: Any, root: Any, path: str = "$") -> Iterator[str]:
    """What contradicts the schema: the part of JSON Schema that ours use."""
    if "$ref" in schema:
        yield from _errors(value, root["$defs"][schema["$ref"].split("/")[-1]], root, path)
    if "if" in schema:
        chosen = "else" if list(_errors(value, schema["if"], root)) else "then"
        yield from _errors(value, schema[chosen], root, path)
    if "type" in schema and (
        not isinstance(value, TYPES[schema["type"]])
        or (isinstance(value, bool) and schema["type"] != "boolean")
    ):
        yield f"{path} is no {schema['type']}"
        return
    if "enum" in schema and value not in schema["enum"]:
        yield f"{path} is none of {schema['enum']}"
    if "pattern" in schema and not re.search(schema["pattern"], value):
        yield f"{path} does not match"
    if "minLength" in schema and len(value) < schema["minLength"]:
        yield f"{path} is too short"
    if "minimum" in schema and value < schema["minimum"]:
        yield f"{path} is too small"
    if "maximum" in schema and value > schema["maximum"]:
        yield f"{path} is too large"
    if isinstance(value, list):
        for index, each in enumerate(value):
            yield from _errors(each, schema["items"], root, f"{path}[{index}]")
    if isinstance(value, dict):
        yield from (
            f"{path}.{key} is missing" for key in schema.get("required", ()) if key not in value
        )
        for key, each in value.items():
            if key in schema.get("properties", {}):
                yield from _errors(each, schema["properties"][key], root, f"{path}.{key}")
            elif schema.get("additionalProperties", True) is False:
                yield f"{path}.{key} is unknown"
            elif isinstance(schema.get("additionalProperties"), dict):
                yield from _errors(key, schema["propertyNames"], root, f"{path} key {key}")
                yield from _errors(each, schema["additionalProperties"], root, f"{path}.{key}")


def _parts(schema: Any) -> Iterator[dict[str, Any]]:
    """Every schema inside a schema."""
    yield schema
    for key in ("items", "additionalProperties", "propertyNames", "if", "then", "else"):
        if isinstance(schema.get(key), dict):
            yield from _parts(schema[key])
    for key in ("properties", "$defs"):
        for inner in schema.get(key, {}).values():
            yield from _parts(inner)


@pytest.mark.parametrize("kind", KINDS)
def test_is_a_sound_schema(kind: str) -> None:
    schema: Any = json_schema(kind)
    assert schema["$schema"] == DIALECT
    assert schema["$id"] == f"urn:kinerja:schema:1:{kind}"
    for part in _parts(schema):
        assert set(part) <= KNOWN
        assert "$ref" not in part or part["$ref"].removeprefix("#/$defs/") in schema["$defs"]
        assert "pattern" not in part or "\\Z" not in part["pattern"]
        assert set(part.get("required", ())) <= set(
            part.get("properties", part.get("required", ()))
        )
    for definition in schema["$defs"].values():
        assert definition["description"]
        assert "@file" not in definition["properties"]


def test_unknown_kind() -> None:
    with pytest.raises(KeyError):
        json_schema("lain")


@pytest.mark.parametrize("store", STORES, ids=lambda each: each.name)
def test_all_records_of_the_repository_fit(store: Path) -> None:
    seen = set()
    for path in store.rglob("*.toml"):
        kind = kind_of(path.relative_to(store).as_posix())
        if kind is not None:
            schema = json_schema(kind)
            tables = tomli.loads(path.read_text("utf-8"), parse_float=Decimal)
            assert list(_errors(tables, schema, schema)) == [], path
            seen.add(kind)
    assert len(seen) >= 10


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"polarity": "naik"}, "$.polarity"),
        ({"goal": "Tata Kelola"}, "$.goal"),
        ({"decimals": 12}, "$.decimals"),
        ({"weight": "1"}, "$.weight"),
        ({"nama": "x"}, "$.nama"),
        ({"history": {"dua": {}}}, "$.history key dua"),
        ({"realisation": {"value": 1}}, "$.realisation.state"),
        ({"same_as": "biro/x"}, "$.name is unknown"),
        ({"name": ""}, "$.name is too short"),
    ],
)
def test_a_wrong_indicator_does_not_fit(change: dict[str, Any], error: str) -> None:
    tables: dict[str, Any] = {
        "schema": 1,
        "id": "x",
        "code": "IK 1",
        "goal": "x",
        "name": "X",
        "measured_in": "%",
        "polarity": "maximize",
    }
    schema = json_schema("indicator")
    assert list(_errors(tables, schema, schema)) == []
    assert any(each.startswith(error) for each in _errors(tables | change, schema, schema))


def test_defaults_and_words_are_offered() -> None:
    schema: Any = json_schema("indicator")
    own = schema["$defs"]["Indicator"]["properties"]
    assert own["weight"] == {"type": "number", "default": 1}
    assert own["kind"]["default"] == "number"
    assert own["cumulative"] == {"type": "boolean", "default": False}
    assert own["q1"] == {"$ref": "#/$defs/Quarter"}
    assert "default" not in own["cap"]


def test_every_kind_has_a_file_and_every_file_finds_it() -> None:
    assert set(schema_files()) == {f".schema/{kind}.json" for kind in STRUCTS}
    assert schema_line("settings", "kinerja.toml") == "#:schema ./.schema/settings.json"
    assert schema_line("scale", "scales/x.toml") == "#:schema ../.schema/scale.json"
    assert (
        schema_line("indicator", "biro/2022/indicators/x.toml")
        == "#:schema ../../../.schema/indicator.json"
    )
