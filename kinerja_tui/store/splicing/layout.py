"""Where a new key or table goes, so that two people's work merges: the layout rules of the record
format.
"""

from __future__ import annotations

import re
from itertools import takewhile
from typing import Final

from kinerja_tui.store.toml.index import Index, Path, Section, Statement

STATEMENTS: Final = (
    ("value", "state"),
    ("grade", "state"),
    ("numerator", "denominator", "state"),
    ("lo", "hi"),
    ("target_lo", "target_hi"),
)
"""Keys that say one thing together, in their order: they stand on neighbouring lines."""

FIRST: Final = frozenset({"value", "status", "rank", "link"})
"""In a repeated table, what people change stands on the first line under the header."""

APART: Final = frozenset(
    {
        "note",
        "obstacle",
        "solution",
        "cause",
        "efficiency",
        "programme",
        "target_change",
        "definition",
        "source",
        "owner",
        "ceiling",
        "ceiling_initial",
        "spending",
        "physical",
        "progress",
        "follow_up",
        "vision",
        "direction",
    }
)
"""Keys that different people write: a blank line stands between them and their neighbours."""

TABLES: Final = (
    "ratio",
    "realisation",
    "revision",
    "q1",
    "q2",
    "q3",
    "q4",
    "volume",
    "share",
    "support",
    "composite",
    "component",
    "breakdown",
    "history",
    "standard",
    "absent",
    "analysis",
    "action",
    "evidence",
)
"""The order of the tables of a file."""

_COMMENT_LINES = re.compile(r"(?>(?:[ \t]*+#[^\n]*+(?:\n|\Z))+)(?=[ \t\r]*+(?:\n|\Z))")


def neighbour(section: Section, key: str, text: str) -> tuple[int, bool] | None:
    """Where `key` goes beside its statement's other half: a line's start, or (True) its end."""
    for names in STATEMENTS:
        if key not in names:
            continue
        for other in _nearest_first(names, key):
            line = _statement(section, other)
            if line is None:
                continue
            after = names.index(key) > names.index(other)
            if not after and _comment_above(text, line.start):
                after = True
            return (line.end, True) if after else (line.start, False)
    return None


def leads(section: Section, key: str) -> bool:
    """Whether `key` goes on the first line of its (repeated) table."""
    return len(section.node.path) > 1 and key in FIRST


def stands_apart(section: Section, key: str) -> bool:
    """Whether a blank line goes between the table's last key and `key`."""
    if not section.statements:
        return False
    last = section.statements[-1].node.name
    return key in APART or last in APART


def place_of_table(found: Index, path: Path) -> int | None:
    """The end of the line after which the table `path` goes: the last of its kind; None = at the
    end.
    """
    before: Section | None = None
    longest = 1
    for section in found.sections[1:]:
        common = _common(section.node.path, path)
        if common >= longest:
            before, longest = section, common
    if before is None and path[0] in TABLES:
        earlier = TABLES[: TABLES.index(path[0])]
        named = [each for each in found.sections[1:] if each.node.path[0] in TABLES]
        before = max(
            (each for each in named if each.node.path[0] in earlier),
            key=lambda each: each.start,
            default=None,
        )
    if before is None or before is found.sections[-1]:
        return None
    return attached_end(found.text, before)


def attached_end(text: str, section: Section) -> int:
    """The end of the section's last line, with the comment lines right below it that end at a
    blank line.
    """
    end = section.last_end
    comments = _COMMENT_LINES.match(text, end)
    return comments.end() if comments and text[end - 1 : end] == "\n" else end


def _common(one: Path, other: Path) -> int:
    pairs = zip(one, other, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _nearest_first(names: tuple[str, ...], key: str) -> list[str]:
    own = names.index(key)
    return sorted((each for each in names if each != key), key=lambda n: abs(names.index(n) - own))


def _statement(section: Section, key: str) -> Statement | None:
    own = section.node
    return next(
        (each for each in section.statements if each.node.parent is own and each.node.name == key),
        None,
    )


def _comment_above(text: str, line_start: int) -> bool:
    above = text[text.rfind("\n", 0, max(line_start - 1, 0)) + 1 : line_start]
    return above.lstrip().startswith("#")
