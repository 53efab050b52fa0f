"""What the format says of a key: its type, the words it may hold, whether it must be there, and
what holds without it.
"""

from __future__ import annotations

import re
import types
from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches
from functools import lru_cache
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin, get_type_hints

from msgspec import NODEFAULT, UNSET, Meta, Struct
from msgspec.structs import FieldInfo, fields

from kinerja_tui.locale import N_, Message, message
from kinerja_tui.model.base import ID_PATTERN, Number
from kinerja_tui.numbers.reading import Refused
from kinerja_tui.store.format.kinds import FIRST_YEAR

Sort = Literal[
    "number",
    "rupiah",
    "whole",
    "year",
    "switch",
    "day",
    "word",
    "text",
    "id",
    "reference",
    "list",
    "table",
    "tables",
    "program",
]
"""How a value is typed; a "table" has keys of its own, "tables" hold tables by names, and what
belongs to the "program" nobody types.
"""

RUPIAH_KEYS: Final = frozenset({"ceiling", "ceiling_initial", "spending", "amount", "budget_total"})
_SIMPLE: Final[Mapping[Any, Sort]] = {Number: "number", bool: "switch", date: "day"}


class Shape(Struct, frozen=True):
    """What may stand at a key: its sort, the `words` of a closed list (of a list: of its items),
    whether it is `required` in its table, and the `default` that holds without it (None = nothing).
    """

    sort: Sort
    words: tuple[str, ...] = ()
    required: bool = False
    default: Any = None

    @property
    def holds(self) -> bool:
        """Whether keys stand below it."""
        return self.sort in ("table", "tables")


def shape_at(kind: type[Struct], path: tuple[str, ...]) -> Shape | None:
    """The shape of the key at `path` of a record of `kind`; None for one that is not known."""
    if not path:
        return Shape("table")
    try:
        holder = bare(type_along(kind, path[:-1]))
        if _is_table(holder):
            return _shapes_in(holder).get(path[-1])
        return _shape(type_along(kind, path), path[-1], None)
    except Refused:
        return None


def keys_of(kind: type[Struct], path: tuple[str, ...]) -> Mapping[str, Shape]:
    """The known keys of the table at `path`, in the order of the format; none where its names are
    free, or it is no table.
    """
    try:
        holder = bare(type_along(kind, path))
    except Refused:
        return {}
    return _shapes_in(holder) if _is_table(holder) else {}


def _is_table(found: Any) -> bool:
    return isinstance(found, type) and issubclass(found, Struct)


@lru_cache(maxsize=64)
def _shapes_in(kind: type[Struct]) -> Mapping[str, Shape]:
    """The shapes of a struct's keys, which take long to find out."""
    types_in = _types_in(kind)
    return {
        each.encode_name: _shape(types_in[each.encode_name], each.encode_name, each)
        for each in fields(kind)
        if each.encode_name in types_in
    }


def named_by(kind: type[Struct], path: tuple[str, ...]) -> Literal["id", "year"]:
    """What the tables below the "tables" at `path` are named by."""
    id_type, _ = get_args(bare(type_along(kind, path)))
    return "year" if bare(id_type) is int else "id"


def _shape(kind: Any, name: str, info: FieldInfo | None) -> Shape:
    default = None
    if info is not None and info.default not in (NODEFAULT, UNSET, "", None):
        default = info.default
    required = info is not None and info.required
    item = get_args(bare(kind))[0] if get_origin(bare(kind)) is list else kind
    return Shape(_sort(kind, name), _words(item), required, default)


def _sort(kind: Any, name: str) -> Sort:
    found, origin = bare(kind), get_origin(bare(kind))
    if origin is list:
        return "list"
    if origin is dict:
        return "tables"
    if origin is Literal:
        return "word" if _words(kind) else "program"
    if found in _SIMPLE:
        return _SIMPLE[found]
    if found is int:
        if name in RUPIAH_KEYS:
            return "rupiah"
        return "year" if limits(kind)[0] == FIRST_YEAR else "whole"
    if found is str:
        pattern = pattern_of(kind)
        return "text" if pattern is None else "id" if pattern == ID_PATTERN else "reference"
    return "table"


def _words(kind: Any) -> tuple[str, ...]:
    found = bare(kind)
    words = get_args(found) if get_origin(found) is Literal else ()
    return words if all(isinstance(each, str) for each in words) else ()


def type_at(kind: type[Struct], key: str) -> Any:
    """The type at `key` below a record of `kind`; raises `Refused` for an unknown key."""
    return type_along(kind, tuple(key.split(".")))


def type_along(kind: type[Struct], path: tuple[str, ...]) -> Any:
    """The type at `path` below a record of `kind`; raises `Refused` for an unknown key."""
    found: Any = kind
    walked: list[str] = []
    for name in path:
        found = bare(found)
        if get_origin(found) is dict:
            id_type, found = get_args(found)
            _known_id(id_type, name, ".".join(path))
        elif isinstance(found, type) and issubclass(found, Struct):
            types = _types_in(found)
            if name not in types:
                raise _unknown(".".join(walked), name, tuple(types))
            found = types[name]
        else:
            raise _unknown(".".join(walked), name, ())
        walked.append(name)
    return found


@lru_cache(maxsize=64)
def _types_in(kind: type[Struct]) -> Mapping[str, Any]:
    """The types of a struct's keys, which cost more to find out than a record to read."""
    hints = get_type_hints(kind, include_extras=True)
    return {
        each.encode_name: hints[each.name] for each in fields(kind) if each.encode_name != "@file"
    }


def refers(kind: type[Struct], key: str) -> bool:
    """Whether `key` of a record of `kind` holds an id of something else; raises as `type_at`."""
    return bare(type_at(kind, key)) is str and pattern_of(type_at(kind, key)) is not None


def limits(kind: Any) -> tuple[int | None, int | None]:
    """The least and the greatest whole number of the type."""
    metas = [meta for part in layers(kind) for meta in part if isinstance(meta, Meta)]
    least = next((int(meta.ge) for meta in metas if meta.ge is not None), None)
    most = next((int(meta.le) for meta in metas if meta.le is not None), None)
    return least, most


def pattern_of(kind: Any) -> str | None:
    """The pattern that a text of the type must match."""
    metas = (meta for part in layers(kind) for meta in part if isinstance(meta, Meta))
    return next((meta.pattern for meta in metas if meta.pattern), None)


def layers(kind: Any) -> list[tuple[Any, ...]]:
    """The metadata of every Annotated around the type, outermost first; unions are looked
    into.
    """
    found: list[tuple[Any, ...]] = []
    if get_origin(kind) is Annotated:
        inner, *metas = get_args(kind)
        found = [tuple(metas), *layers(inner)]
    elif get_origin(kind) in (Union, types.UnionType):
        found = [layer for each in get_args(kind) for layer in layers(each)]
    return found


def bare(kind: Any) -> Any:
    """The type without Annotated and without None."""
    while True:
        if get_origin(kind) is Annotated:
            kind = get_args(kind)[0]
        elif get_origin(kind) in (Union, types.UnionType):
            written = (each for each in get_args(kind) if each is not types.NoneType)
            kind = next(each for each in written if _is_written(each))
        else:
            return kind


def _is_written(kind: Any) -> bool:
    return getattr(kind, "__name__", "") != "UnsetType"


def _known_id(id_type: Any, name: str, key: str) -> None:
    if bare(id_type) is int:
        if not re.fullmatch("[0-9]{4}", name):
            raise Refused(
                message(N_("A year is due in “{key}”, not “{name}”."), key=key, name=name)
            )
    elif not re.search(ID_PATTERN, name):
        raise Refused(message(N_("“{name}” in “{key}” is not an id."), key=key, name=name))


def _unknown(table: str, name: str, known: tuple[str, ...]) -> Refused:
    where: Message = (
        message(N_("There is no key “{name}” in [{table}]."), name=name, table=table)
        if table
        else message(N_("There is no key “{name}” here."), name=name)
    )
    near = get_close_matches(name, known, 1)
    if near:
        return Refused(where, message(N_("Did you mean “{word}”?"), word=near[0]))
    if known:
        return Refused(where, message(N_("The keys are: {keys}."), keys=", ".join(known)))
    return Refused(where)
