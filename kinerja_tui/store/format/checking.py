"""The slow second look at a file that does not fit its format: all errors, not only the first."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from difflib import get_close_matches
from functools import lru_cache
from typing import Any, Final

import msgspec
from msgspec import inspect

from kinerja_tui.locale import N_, message
from kinerja_tui.model.base import ID_PATTERN, Record
from kinerja_tui.model.indicator import Indicator, SharedIndicator
from kinerja_tui.store.disk.excerpt import dotted, quoted
from kinerja_tui.store.format.kinds import ID_RULE
from kinerja_tui.store.format.scalars import limits, scalar
from kinerja_tui.store.format.slip import Slip

_ORIGIN: Final = "@file"
_MOST_GUESSES: Final = 100
_ID: Final = re.compile(ID_PATTERN)
Path = tuple[str, ...]


def check(tables: dict[str, Any], kind: type[Record]) -> tuple[dict[str, Any], list[Slip]]:
    """`tables` without unknown keys and without `""`, and all that contradicts `kind` in them.

    Nothing is converted: without a slip that stops the record they are ready for conversion.
    """
    slips: list[Slip] = []
    shape = _shape(kind)
    return _Checker(shape, slips).table(tables, shape, ()), slips


@lru_cache(maxsize=32)
def _shape(kind: type[Record]) -> inspect.StructType:
    found = inspect.type_info(kind)
    assert isinstance(found, inspect.StructType)
    return found


class _Checker:
    """One walk over a file's tables beside the types they should have."""

    def __init__(self, root: inspect.StructType, slips: list[Slip]) -> None:
        self.root = root
        self.slips = slips

    def table(self, value: dict[str, Any], shape: inspect.StructType, path: Path) -> dict[str, Any]:
        fields = _fields(shape)
        kept: dict[str, Any] = {}
        for key, inner in value.items():
            known = fields.get(key)
            if known is None:
                self.slips.append(self.unknown(key, value, shape, path))
            elif not (isinstance(inner, str) and inner == ""):
                kept[key] = self.value(inner, known.type, (*path, key))
        missing = [name for name, each in fields.items() if each.required and name not in kept]
        self.slips.extend(_missing(name, path, written=name in value) for name in missing)
        return kept

    def value(self, value: Any, shape: inspect.Type, path: Path) -> Any:
        match shape:
            case inspect.UnionType():
                return self.value(value, _meant(shape), path)
            case inspect.StructType():
                if isinstance(value, dict):
                    return self.table(value, shape, path)
                self.slips.append(_no_table(value, path))
            case inspect.DictType():
                if isinstance(value, dict):
                    return self.named(value, shape, path)
                self.slips.append(_no_table(value, path))
            case inspect.ListType():
                if isinstance(value, list):
                    return [
                        self.value(each, shape.item_type, (*path, str(index)))
                        for index, each in enumerate(value)
                    ]
                self.slips.append(_no_list(path))
            case _:
                slip = scalar(value, shape, path)
                if slip is not None:
                    self.slips.append(slip)
        return value

    def named(self, value: dict[str, Any], shape: inspect.DictType, path: Path) -> dict[str, Any]:
        """A table of tables whose names are ids or years."""
        years = isinstance(shape.key_type, inspect.IntType)
        for key in value:
            if not (_good_year(key, shape.key_type) if years else _ID.match(key)):
                self.slips.append(_bad_name(key, path, years))
        if shape.min_length and len(value) < shape.min_length:
            self.slips.append(
                Slip("B13", path, message(N_("at least one {key} is needed"), key=path[-1]))
            )
        return {
            key: self.value(inner, shape.value_type, (*path, key)) for key, inner in value.items()
        }

    def near(self, key: str, fields: Iterable[str], beside: Container[str]) -> list[str]:
        """The known key meant, if any; a file with hundreds of unknown ones is of another kind."""
        if len(self.slips) > _MOST_GUESSES:
            return []
        free = sorted(name for name in fields if name not in beside)
        return get_close_matches(key.lower(), free, 1, 0.75)

    def unknown(
        self, key: str, beside: Container[str], shape: inspect.StructType, path: Path
    ) -> Slip:
        fields = _fields(shape)
        near = self.near(key, fields, beside)
        hint = None
        if _is_borrowed(self.root, key) and not path:
            hint = message(N_("It comes from the indicator that same_as names."))
        elif near:
            hint = message(N_("Did you mean {name}?"), name=near[0])
        elif path and key in _fields(self.root):
            hint = message(
                N_("{key} belongs above the first [table]: what follows a header is inside it."),
                key=quoted(key),
            )
        else:
            inside = [name for name, each in fields.items() if key in _inner_fields(each.type)]
            if inside:
                table = dotted((*path, inside[0]))
                hint = message(N_("{key} belongs under [{table}]."), key=quoted(key), table=table)
        text = message(
            N_("unknown key {key}; it is kept in the file but not read"), key=quoted(key)
        )
        return Slip("B20", (*path, key), text, hint, on_key=True)


def _fields(shape: inspect.StructType) -> dict[str, inspect.Field]:
    return {each.encode_name: each for each in shape.fields if each.encode_name != _ORIGIN}


def _is_borrowed(root: inspect.StructType, key: str) -> bool:
    """Whether a shared indicator takes the key from where it is measured."""
    return root.cls is SharedIndicator and key in _fields(_shape(Indicator))


def _inner_fields(shape: inspect.Type) -> Iterable[str]:
    meant = _meant(shape) if isinstance(shape, inspect.UnionType) else shape
    return _fields(meant) if isinstance(meant, inspect.StructType) else ()


def _meant(shape: inspect.UnionType) -> inspect.Type:
    """The type of an optional key; the format has no other unions."""
    return next(each for each in shape.types if not isinstance(each, inspect.NoneType))


def _good_year(key: str, shape: inspect.Type) -> bool:
    assert isinstance(shape, inspect.IntType)
    return bool(re.fullmatch("[1-9][0-9]{3}", key, re.ASCII)) and not limits(int(key), shape)


def _missing(name: str, path: Path, written: bool) -> Slip:
    place = (*path, name) if written else path
    if name == "schema":
        return Slip(
            "B11",
            place,
            message(N_("the key schema is missing")),
            message(N_("Write {line} as the first line."), line="schema = 1"),
        )
    if written:
        return Slip("B13", place, message(N_("the key {key} must not be empty"), key=name))
    if path:
        text = message(N_("the key {key} is missing in [{table}]"), key=name, table=dotted(path))
    else:
        text = message(N_("the key {key} is missing"), key=name)
    return Slip("B13", place, text)


def _bad_name(key: str, path: Path, years: bool) -> Slip:
    place = (*path, key)
    if years:
        return Slip(
            "B18",
            place,
            message(N_("{name} is no year"), name=quoted(key)),
            message(N_("Write the year in four digits: [{table}]"), table=dotted((*path, "2022"))),
            on_key=True,
        )
    return Slip(
        "B18",
        place,
        message(N_("{name} cannot be an id"), name=quoted(key)),
        message(ID_RULE),
        on_key=True,
    )


def _no_table(value: Any, path: Path) -> Slip:
    hint = message(
        N_("Write [{table}] on a line of its own, and its keys below it."), table=dotted(path)
    )
    if isinstance(value, list):
        name = dotted((*path, "name"))
        hint = message(
            N_("Give each its own name, [{table}], instead of [[{list}]]."),
            table=name,
            list=dotted(path),
        )
    return Slip("B14", path, message(N_("a table is expected here")), hint)


def _no_list(path: Path) -> Slip:
    return Slip(
        "B14",
        path,
        message(N_("a list of texts is expected here")),
        message(N_('Write it between brackets: ["...", "..."]')),
    )


def unexplained(error: msgspec.ValidationError) -> Slip:
    """The slip of a conversion that fails although no check objected."""
    return Slip(
        "B14",
        (),
        message(N_("this file does not fit the format: {reason}"), reason=quoted(str(error), 200)),
    )
