"""The JSON Schema of each kind of file, and how an editor finds it.

`kinerja schema --write` puts `.schema/<kind>.json` into the records folder: a name with a dot is no
unit, and unlike `.kinerja/` it is kept in Git, so a fresh clone has it. The first line of a file
names it by its relative path, as Taplo and Even Better TOML read it:
`#:schema ../../../.schema/indicator.json`. The loader takes it for the comment that it is.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from msgspec import NODEFAULT, UNSET, inspect

from kinerja_tui.model.indicator import Indicator, SharedIndicator
from kinerja_tui.store.format.kinds import KINDS, Kind
from kinerja_tui.store.format.record import STRUCTS

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
FOLDER: Final = ".schema"
_ORIGIN: Final = "@file"

Schema = dict[str, Any]


def json_schema(kind: str) -> dict[str, object]:
    """The schema (draft 2020-12) of a kind of file; `$id` is stable. Raises `KeyError`."""
    struct = {str(name): struct for name, struct in STRUCTS.items()}[kind]
    definitions: dict[str, Schema] = {}
    schema: Schema = {"$schema": DIALECT, "$id": f"urn:kinerja:schema:1:{kind}", "title": kind}
    own = _type(inspect.type_info(struct), definitions)
    if struct is Indicator:
        # Which of the two shapes is due decides which keys an editor offers and underlines.
        shared = _type(inspect.type_info(SharedIndicator), definitions)
        schema |= {"if": {"required": ["same_as"]}, "then": shared, "else": own}
    else:
        schema |= own
    return {**schema, "$defs": dict(sorted(definitions.items()))}


def schema_files() -> dict[str, bytes]:
    """Every schema as the bytes of its file, by path below the records folder."""
    return {schema_file(kind): _bytes(json_schema(kind)) for kind in KINDS}


def schema_file(kind: Kind) -> str:
    """Where the schema of a kind lies below the records folder."""
    return f"{FOLDER}/{kind}.json"


def schema_line(kind: Kind, file: str) -> str:
    """The first line of `file` by which an editor finds its schema."""
    return f"#:schema {'../' * file.count('/') or './'}{schema_file(kind)}"


def _bytes(schema: Mapping[str, object]) -> bytes:
    return (json.dumps(schema, ensure_ascii=False, indent=2) + "\n").encode()


def _type(shape: inspect.Type, definitions: dict[str, Schema]) -> Schema:
    match shape:
        case inspect.UnionType():
            # TOML has no null: an optional key is one that is left out.
            meant = (each for each in shape.types if not isinstance(each, inspect.NoneType))
            return _type(next(meant), definitions)
        case inspect.StructType():
            name = shape.cls.__name__
            if name not in definitions:
                definitions[name] = {}
                definitions[name] = _struct(shape, definitions)
            return {"$ref": f"#/$defs/{name}"}
        case inspect.DictType():
            return {
                "type": "object",
                "propertyNames": _name(shape.key_type),
                "additionalProperties": _type(shape.value_type, definitions),
                **_given(minProperties=shape.min_length or None),
            }
        case inspect.ListType():
            return {"type": "array", "items": _type(shape.item_type, definitions)}
        case inspect.LiteralType():
            return {"enum": list(shape.values)}
        case inspect.StrType():
            pattern = shape.pattern.replace(r"\Z", "$") if shape.pattern else None
            return {"type": "string", **_given(minLength=shape.min_length, pattern=pattern)}
        case inspect.IntType():
            return {"type": "integer", **_given(minimum=shape.ge, maximum=shape.le)}
        case inspect.BoolType():
            return {"type": "boolean"}
        case inspect.DateType():
            return {"type": "string", "format": "date"}
        case inspect.CustomType():
            return {"type": "number"}
    raise TypeError(f"the format has no such type: {shape}")


def _struct(shape: inspect.StructType, definitions: dict[str, Schema]) -> Schema:
    fields = [each for each in shape.fields if each.encode_name != _ORIGIN]
    return {
        "title": shape.cls.__name__,
        "description": (shape.cls.__doc__ or "").strip(),
        "type": "object",
        "properties": {
            each.encode_name: _type(each.type, definitions) | _default(each.default)
            for each in fields
        },
        "required": [each.encode_name for each in fields if each.required],
        "additionalProperties": False,
    }


def _name(shape: inspect.Type) -> Schema:
    """What the names of a table's tables look like: ids or years."""
    if isinstance(shape, inspect.IntType):
        return {"pattern": "^[12][0-9]{3}$"}
    assert isinstance(shape, inspect.StrType)
    return {"pattern": (shape.pattern or "").replace(r"\Z", "$")}


def _default(value: Any) -> Schema:
    if isinstance(value, Decimal):
        return {"default": int(value)} if value == value.to_integral_value() else {}
    if value in (NODEFAULT, UNSET, None, "") or not isinstance(value, bool | int | str):
        return {}
    return {"default": value}


def _given(**limits: object) -> Schema:
    return {name: value for name, value in limits.items() if value is not None}
