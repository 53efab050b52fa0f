"""From the bytes of one file to its record and its problems; touches no disk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import msgspec

from kinerja_tui.locale import N_, message
from kinerja_tui.model.accepted import Accepted
from kinerja_tui.model.activity import Activity
from kinerja_tui.model.agreement import Agreement
from kinerja_tui.model.base import Problem, Record, decode
from kinerja_tui.model.indicator import Indicator, SharedIndicator
from kinerja_tui.model.laws import Laws
from kinerja_tui.model.plan import Plan
from kinerja_tui.model.published import Published
from kinerja_tui.model.recommendation import Recommendation
from kinerja_tui.model.scale import Scale
from kinerja_tui.model.settings import Settings
from kinerja_tui.model.unit import Unit
from kinerja_tui.model.year import Goals, YearHead
from kinerja_tui.store.disk.excerpt import dotted, quoted
from kinerja_tui.store.disk.files import Unreadable
from kinerja_tui.store.format.kinds import Kind, kind_of, stem_of
from kinerja_tui.store.format.newer_toml import newer_toml
from kinerja_tui.store.format.slip import Slip
from kinerja_tui.store.format.upgrade import NEWEST as NEWEST_SCHEMA
from kinerja_tui.store.format.upgrade import former_path, outdated, upgraded
from kinerja_tui.store.toml.parse import Parsed, parse

if TYPE_CHECKING:
    from kinerja_tui.store.toml.index import Index

STRUCTS: Final[Mapping[Kind, type[Record]]] = {
    "settings": Settings,
    "laws": Laws,
    "scale": Scale,
    "unit": Unit,
    "plan": Plan,
    "year": YearHead,
    "goals": Goals,
    "indicator": Indicator,
    "agreement": Agreement,
    "activity": Activity,
    "recommendation": Recommendation,
    "published": Published,
    "accepted": Accepted,
}


@dataclass(frozen=True, slots=True)
class Understood:
    """A file's record, None when it cannot stand, and its problems with line and column.

    A record of another schema that could be read keeps its own `schema` number: it must not be
    written to.
    """

    record: Record | None
    problems: tuple[Problem, ...] = ()


def understand(data: bytes, file: str) -> Understood:
    """The record that `data` hold as `file` (a path that `kind_of` knows).

    Reports every error of the file. Unknown keys alone do not stop the record.
    """
    kind = kind_of(file)
    if kind is None:
        raise ValueError(f"no kind of file lies at {file}")
    try:
        parsed = parse(data, file)
    except Unreadable as error:
        return Understood(None, (error.problem,))
    schema = parsed.tables.get("schema")
    older = schema != NEWEST_SCHEMA and outdated(parsed.tables) is not None
    if older:
        parsed = replace(parsed, tables=upgraded(kind, parsed.tables))
    struct = (
        SharedIndicator if "same_as" in parsed.tables and kind == "indicator" else STRUCTS[kind]
    )
    record, slips = _record(parsed, struct)
    if record is not None:
        slips += _named(record, parsed.tables, file)
        msgspec.structs.force_setattr(record, "origin", file)
        if older:
            msgspec.structs.force_setattr(record, "schema", schema)
    slips += newer_toml(parsed.text)
    return Understood(record, problems_of(data, file, slips) if slips else ())


def _record(parsed: Parsed, struct: type[Record]) -> tuple[Record | None, list[Slip]]:
    if not parsed.refused and "@file" not in parsed.tables:
        try:
            return _convert(parsed.tables, struct), []
        except msgspec.ValidationError:
            pass
    from kinerja_tui.store.format.checking import check, unexplained

    schema = parsed.tables.get("schema")
    newer = type(schema) is int and schema > NEWEST_SCHEMA
    tables, slips = check(parsed.tables | ({"schema": NEWEST_SCHEMA} if newer else {}), struct)
    if any(slip.stops for slip in slips):
        return None, [_newer(schema, False)] if newer else slips
    try:
        record = _convert(tables, struct)
    except msgspec.ValidationError as error:
        return None, [_newer(schema, False)] if newer else [*slips, unexplained(error)]
    if newer:
        msgspec.structs.force_setattr(record, "schema", schema)
        return record, [_newer(schema, True)]
    return record, slips


def _convert(tables: dict[str, Any], struct: type[Record]) -> Record:
    return msgspec.convert(tables, struct, dec_hook=decode, builtin_types=(date,), str_keys=True)


def _newer(schema: object, read: bool) -> Slip:
    text = (
        N_("this file was written for a newer version of the program; it is shown but not changed")
        if read
        else N_("this file was written for a newer version of the program and cannot be read")
    )
    return Slip(
        "B12",
        ("schema",),
        message(text),
        message(
            N_("The file says schema {found}, this version knows {known}; update the program."),
            found=quoted(str(schema), 20),
            known=NEWEST_SCHEMA,
        ),
    )


def _named(record: Record, tables: Mapping[str, Any], file: str) -> list[Slip]:
    """Hold the record to the name of its file; the name is the address, so the id gives way."""
    stem, written = stem_of(file), tables.get("id", "")
    if not hasattr(record, "id") or written == stem:
        return []
    msgspec.structs.force_setattr(record, "id", stem)
    return [
        Slip(
            "B17",
            ("id",),
            message(
                N_("the id is {id} but the file is named {name}"), id=quoted(written), name=stem
            ),
            message(
                N_('Write id = "{name}"; rename the file only if no other file has that id.'),
                name=stem,
            ),
        )
    ]


def problems_of(data: bytes, file: str, slips: Iterable[Slip]) -> tuple[Problem, ...]:
    """The slips as problems, each with line, column and excerpt; `data` parse as TOML."""
    from kinerja_tui.store.toml.index import index
    from kinerja_tui.store.toml.lexer import NotToml
    from kinerja_tui.store.toml.lines import Lines

    text = data.decode("utf-8")
    lines = Lines(text)
    try:
        found = index(text)
    except NotToml:
        found = None
    problems = []
    for slip in slips:
        offset, path = 0, slip.path
        if found is not None:
            path = _in_the_file(found, file, path)
            node, rest = found.nearest(path)
            keyed = slip.on_key and not rest and node.parent is not None
            offset = node.key.start if keyed else node.place
        line, column = lines.place(offset)
        problems.append(
            Problem(
                code=slip.code,
                file=file,
                message=slip.message,
                line=line,
                column=column,
                key=dotted(path),
                excerpt=lines.excerpt(line, column),
                hint=slip.hint,
            )
        )
    return tuple(problems)


def _in_the_file(found: Index, file: str, path: tuple[str, ...]) -> tuple[str, ...]:
    """What a file of an earlier schema calls the key at `path`; `path` where it says the same."""
    token, kind = found.token(("schema",)), kind_of(file)
    if kind is None or token is None or not token.isdecimal() or int(token) >= NEWEST_SCHEMA:
        return path
    former = former_path(kind, int(token), path)
    return former if len(found.nearest(former)[1]) < len(found.nearest(path)[1]) else path
