"""The documentation as the tests read it: pages, blocks of code, tables, and what they name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from msgspec import inspect

from kinerja_tui.model.base import Record
from kinerja_tui.model.indicator import SharedIndicator
from kinerja_tui.store.format.kinds import KINDS, Kind
from kinerja_tui.store.format.record import STRUCTS

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
READMES = (ROOT / "README.md", ROOT / "README.id.md")
PAGES = tuple(sorted(DOCS.rglob("*.md")))
EVERY_PAGE = (*READMES, ROOT / "CHANGELOG.md", *PAGES)

SECTIONS = {
    "settings": ("kinerja.toml", "kinerja.toml"),
    "laws": ("laws.toml", "laws.toml"),
    "scale": ("scales/<id>.toml", "scales/<id>.toml"),
    "unit": ("<unit>/unit.toml", "<unit>/unit.toml"),
    "plan": ("<unit>/plan-<awal>-<akhir>.toml", "<unit>/plan-<start>-<end>.toml"),
    "year": ("<unit>/<tahun>/year.toml", "<unit>/<year>/year.toml"),
    "goals": ("<unit>/<tahun>/goals.toml", "<unit>/<year>/goals.toml"),
    "indicator": ("<unit>/<tahun>/indicators/<id>.toml", "<unit>/<year>/indicators/<id>.toml"),
    "agreement": (
        "<unit>/<tahun>/agreements/<n>-<id>.toml",
        "<unit>/<year>/agreements/<n>-<id>.toml",
    ),
    "activity": ("<unit>/<tahun>/activities/<id>.toml", "<unit>/<year>/activities/<id>.toml"),
    "recommendation": (
        "<unit>/<tahun>/recommendations/<id>.toml",
        "<unit>/<year>/recommendations/<id>.toml",
    ),
    "published": ("<unit>/<tahun>/published/<id>.toml", "<unit>/<year>/published/<id>.toml"),
    "accepted": (
        "<unit>/<tahun>/accepted/<kode>-<hal>.toml",
        "<unit>/<year>/accepted/<code>-<subject>.toml",
    ),
}
"""The heading of each kind of file, on the Indonesian and on the English page."""


class Block(NamedTuple):
    """A fenced block of code; `line` is its first line in the page."""

    language: str
    text: str
    line: int


def read(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def blocks(text: str) -> list[Block]:
    found = re.finditer(r"^```(\w*)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    return [Block(each[1], each[2], text.count("\n", 0, each.start()) + 2) for each in found]


def without_blocks(text: str) -> str:
    return re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)


def spans(text: str) -> list[str]:
    """What stands between backticks, outside blocks."""
    return re.findall(r"`([^`\n]+)`", without_blocks(text))


def sections(text: str, level: int = 2) -> dict[str, str]:
    """The page's sections by the plain text of their headings."""
    parts = re.split(rf"^{'#' * level} (.+)$", text, flags=re.MULTILINE)
    titles = (title.replace("&lt;", "<").replace("&gt;", ">") for title in parts[1::2])
    return dict(zip(titles, parts[2::2], strict=True))


def rows(text: str) -> Iterator[list[str]]:
    """The cells of every row of the page's tables."""
    for line in without_blocks(text).splitlines():
        if line.startswith("|") and not re.fullmatch(r"[| :-]+", line):
            yield [cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip("|"))]


def words(text: str) -> set[str]:
    """The keys that a span names: `rules.decimals` names two, `holder.<id>` one."""
    return set(re.findall(r"[a-z][a-z_0-9]*", re.sub(r"<[^>]*>", "", text)))


def named(texts: Iterable[str]) -> set[str]:
    return {word for text in texts for word in words(text)}


def anchors(text: str) -> set[str]:
    """The anchors that Git hosts make of the page's headings."""
    titles = re.findall(r"^#+ (.+)$", without_blocks(text), re.MULTILINE)
    plain = (re.sub(r"[`*]|&lt;|&gt;", "", title).lower() for title in titles)
    return {re.sub(r"[^\w\- ]", "", title).replace(" ", "-") for title in plain}


def key_paths(kind: Kind) -> set[tuple[str, ...]]:
    """Every key that a file of this kind can have; `*` stands for ids and years."""
    structs: list[type[Record]] = [STRUCTS[kind]]
    if kind == "indicator":
        structs.append(SharedIndicator)
    return {path for struct in structs for path in _paths(inspect.type_info(struct), ())}


def alike(path: tuple[str, ...]) -> tuple[str, ...]:
    """The same path, with the four quarters as one table and the two parties as one."""
    head = path[:1]
    return ({"q2": "q1", "q3": "q1", "q4": "q1", "second": "first"}.get(*head, *head), *path[1:])


def _paths(shape: inspect.Type, path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    match shape:
        case inspect.StructType():
            for field in shape.fields:
                if field.encode_name != "@file":
                    yield (*path, field.encode_name)
                    yield from _paths(field.type, (*path, field.encode_name))
        case inspect.DictType():
            yield from _paths(shape.value_type, (*path, "*"))
        case inspect.UnionType():
            for each in shape.types:
                yield from _paths(each, path)


def written_paths(tables: object, known: set[tuple[str, ...]]) -> set[tuple[str, ...]]:
    """The keys that a parsed file writes, in the same form as `key_paths`."""
    found: set[tuple[str, ...]] = set()

    def walk(value: object, path: tuple[str, ...]) -> None:
        if not isinstance(value, dict):
            return
        for key, inner in value.items():
            own = (*path, key)
            named_by_id = own not in known and any(
                p[: len(path) + 1] == (*path, "*") for p in known
            )
            own = (*path, "*") if named_by_id else own
            if not named_by_id:
                found.add(own)
            walk(inner, own)

    walk(tables, ())
    return found


assert set(SECTIONS) == set(KINDS)
