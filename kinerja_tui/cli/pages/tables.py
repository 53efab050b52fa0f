"""Tables in every format that `show` prints."""

from __future__ import annotations

import csv as reader
import io
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final, Literal, get_args

from kinerja_tui.cli.pages.lines import wrapped
from kinerja_tui.locale import Words
from kinerja_tui.report.paint import csv, json, markdown, plain
from kinerja_tui.report.paint.plain import Ink
from kinerja_tui.report.safe import one_line
from kinerja_tui.report.table import Table
from kinerja_tui.report.text import words_of

Format = Literal["plain", "md", "csv", "csv-id", "tsv", "json"]
FORMATS: Final[tuple[Format, ...]] = get_args(Format)
SPREADSHEETS: Final = frozenset({"csv", "csv-id", "tsv"})

_ALIASES: Final[Mapping[str, Format]] = MappingProxyType(
    {
        "markdown": "md",
        "polos": "plain",
        "teks": "plain",
        "text": "plain",
        "txt": "plain",
        "csv.id": "csv-id",
    }
)


def format_named(text: str) -> Format | None:
    """The format that `text` names in English or Indonesian, or None."""
    word = text.strip().casefold()
    return next((each for each in FORMATS if each == word), None) or _ALIASES.get(word)


def painted(tables: Sequence[Table], how: Format, words: Words, ink: Ink) -> bytes | str:
    """The tables as text for the terminal, or as bytes for every other format.

    Several tables are parted by an empty line, in CSV and TSV too.
    """
    match how:
        case "plain":
            return "\n\n".join(plain_table(each, words, ink) for each in tables)
        case "md":
            return "\n".join(markdown.paint(each, words) for each in tables).encode()
        case "json":
            return json.encode(json.tables_document(tables, words))
        case "tsv":
            return b"\n".join(_tsv(each, words) for each in tables)
    dialect: csv.Dialect = "id" if how == "csv-id" else "std"
    end = b"\r\n" if dialect == "id" else b"\n"
    first, *rest = (csv.paint(each, words, dialect) for each in tables)
    return end.join([first, *(each.removeprefix("\ufeff".encode()) for each in rest)])


def plain_table(table: Table, words: Words, ink: Ink) -> str:
    """A table with its title above and its notes below."""
    head = one_line(words.say(table.title))
    title = wrapped(f"{table.id}. {head}" if table.id[:1] == "T" else head, ink.width)
    body = plain.paint(table, words, ink).rstrip("\n").split("\n") if table.rows else []
    notes = [line for note in table.notes for line in wrapped(words_of(note, words), ink.width)]
    parts = [[ink.paint(line, "1") for line in title], body, notes]
    return "\n\n".join("\n".join(part) for part in parts if part)


def _tsv(table: Table, words: Words) -> bytes:
    """As standard CSV, its cells parted by tabs; no cell holds a tab or a line end."""
    rows = reader.reader(io.StringIO(csv.paint(table, words, "std").decode()))
    return "".join("\t".join(row) + "\n" for row in rows).encode()


def tables_named(tables: Sequence[Table], slug: str) -> tuple[Table, ...]:
    """The tables whose slug is `slug`, or else contains it."""
    wanted = slug.strip().casefold()
    exact = tuple(each for each in tables if each.slug == wanted)
    return exact or tuple(each for each in tables if wanted and wanted in each.slug)
