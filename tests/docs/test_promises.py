"""What the pages promise exists: commands, targets, links, columns, keys, formulas, fields."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

import pytest

from kinerja_tui.locale import ENGLISH, INDONESIAN, Words
from kinerja_tui.measure.achievement import percent_of
from kinerja_tui.measure.figures import Figure, TargetValue, Value
from kinerja_tui.measure.scorecard import scorecard
from kinerja_tui.model.base import FormulaName, Number, Polarity, Source
from kinerja_tui.model.indicator import Indicator
from kinerja_tui.model.settings import Rules
from kinerja_tui.numbers.printing import number
from kinerja_tui.report.page import Page
from kinerja_tui.report.paint.json import encode, explain_document, status_document
from kinerja_tui.report.tables import BUILDERS, tables
from kinerja_tui.store.reading.load import load
from kinerja_tui.store.reading.scope import Scope
from kinerja_tui.tui.commands import COMMANDS
from tests.docs.pages import (
    DOCS,
    EVERY_PAGE,
    PAGES,
    READMES,
    ROOT,
    anchors,
    blocks,
    read,
    rows,
    spans,
    without_blocks,
)

LINE = re.compile(r"(?:^|\s)kinerja(?=\s|$)")
RECORDS = str(ROOT / "records")
DYNAMIC = re.compile(r"_(?:[0-9]{4}|[0-9]+-[a-z0-9-]+)\Z")


@lru_cache(maxsize=32)
def help_of(command: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "kinerja_tui", *([command] if command else []), "--help"],
        cwd=ROOT,
        env={**os.environ, "KINERJA_LANG": "en", "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def commands() -> set[str]:
    section = help_of("").split("Commands:\n", 1)[1].split("\n\n", 1)[0]
    return {line.split()[0] for line in section.splitlines()}


def lines_of(page: Path) -> Iterator[str]:
    """Every `kinerja ...` line that the page tells people to type."""
    for block in blocks(read(page)):
        for line in block.text.splitlines():
            if block.language == "console" and line.startswith("$ "):
                yield line.removeprefix("$ ")
    for span in spans(read(page)):
        if span.startswith("kinerja "):
            yield span


def wrong_in(line: str) -> list[str]:
    """What a command line names that its help does not."""
    first = re.split(r"\s(?:\||>|<|&&)\s", line)[0].replace("...", "")
    typed = shlex.split(first)
    if "kinerja" not in typed:
        return []
    typed = typed[typed.index("kinerja") + 1 :]
    own = [word for word in typed if word in commands()]
    if typed and not own and not typed[0].startswith("-"):
        return [f"no command {typed[0]}"]
    text = help_of(own[0] if own else "")
    wrong = []
    for position, word in enumerate(typed):
        option, _, value = word.partition("=")
        if not option.startswith("--") or option == "--":
            continue
        found = re.search(
            rf"^ +(?:.*, )?{re.escape(option)}(?:, \S+)?(?: ([\w|-]+))?(?:  |$)", text, re.M
        )
        if found is None:
            wrong.append(f"no option {option}")
        elif found[1] and "|" in found[1]:
            value = value or "".join(typed[position + 1 : position + 2])
            wrong += [] if value in found[1].split("|") else [f"no {option} {value}"]
    return wrong


@pytest.mark.parametrize("page", EVERY_PAGE, ids=lambda page: page.name)
def test_every_command_line_is_one_the_program_understands(page: Path) -> None:
    assert {line: wrong_in(line) for line in lines_of(page) if wrong_in(line)} == {}


def test_a_wrong_command_line_is_noticed() -> None:
    assert wrong_in("kinerja nothing") == ["no command nothing"]
    assert wrong_in("kinerja status --jsn") == ["no option --jsn"]
    assert wrong_in("kinerja show T4 --format docx") == ["no --format docx"]
    assert wrong_in("kinerja --lang en show T4 --format csv > t4.csv") == []


@pytest.mark.parametrize("page", EVERY_PAGE, ids=lambda page: page.name)
def test_every_target_of_make_exists(page: Path) -> None:
    known = set(re.findall(r"^([a-z]+):", read(ROOT / "Makefile"), re.MULTILINE))
    told = [line for block in blocks(read(page)) for line in block.text.splitlines()]
    told += spans(read(page))
    named = {match[1] for text in told if (match := re.match(r"(?:\$ )?make ([a-z]+)", text))}
    assert named - known == set()


def links(page: Path) -> Iterator[str]:
    for found in re.finditer(r"\]\(([^)\s]+)\)", without_blocks(read(page))):
        if "://" not in found[1]:
            yield found[1]


@pytest.mark.parametrize("page", EVERY_PAGE, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    dead = []
    for link in links(page):
        name, _, anchor = link.partition("#")
        target = page.parent / name if name else page
        if not target.exists() or (anchor and anchor not in anchors(read(target))):
            dead.append(link)
    assert dead == []


def test_the_readmes_lead_to_every_page_for_users() -> None:
    told = {
        (page.parent / link.partition("#")[0]).resolve() for page in READMES for link in links(page)
    }
    pages = {page for page in PAGES if page.parent.name in ("id", "en")}
    assert pages - told == set()


def page_of(store: str, unit: str, year: int) -> Page:
    library = load(ROOT / store, Scope.everything())
    return Page(library, scorecard(library, unit, year))


@lru_cache(maxsize=1)
def both() -> tuple[Page, ...]:
    return (
        page_of("records", "biro-osdm", 2022),
        page_of("tests/stores/pulau-senja", "dinas-air", 2022),
    )


def described(page: Path) -> dict[str, set[str]]:
    """The columns of each file of the export, as the page has them; variable parts are cut off."""
    found = {}
    for cells in rows(read(page)):
        files = spans(cells[1]) if len(cells) > 2 else []
        if files and re.match(r"t[0-9]{2}-", files[0]):
            columns = {re.sub(r"_?<.*", "", name) for name in spans(cells[-1])}
            found[re.sub(r"<[^>]*>", "*", files[0])] = columns
    return found


def pattern_of(slug: str, patterns: list[str]) -> str:
    """The most telling name that fits the file; fewer stars first, then the longest."""
    fits = [
        each
        for each in patterns
        if re.fullmatch(re.escape(each).replace(r"\*", "[a-z0-9-]+"), slug)
    ]
    return min(fits, key=lambda each: (each.count("*"), -len(each)), default="")


@pytest.mark.parametrize("page", [DOCS / "id" / "ekspor.md", DOCS / "en" / "export.md"])
def test_every_table_and_column_of_the_export_is_described(page: Path) -> None:
    known = described(page)
    written: dict[str, set[str]] = {name: set() for name in known}
    for each in both():
        breakdowns = {
            f"t08-{score.id}-{id_}"
            for score in each.card.indicators
            for id_ in score.indicator.breakdown
        }
        for table in (table for id_ in BUILDERS for table in tables(each, id_)):
            name = (
                "t08-*-*"
                if table.slug in breakdowns
                else pattern_of(table.slug, [name for name in known if name != "t08-*-*"])
            )
            assert name, table.slug
            written[name] |= {DYNAMIC.sub("", column.id) for column in table.columns}
    assert written == known


@pytest.mark.parametrize("page", [DOCS / "id" / "tombol.md", DOCS / "en" / "keys.md"])
def test_every_key_is_described(page: Path) -> None:
    text = read(page)
    wanted = {key for command in COMMANDS for key in command.shown.split()}
    missing = {
        key
        for key in wanted
        if f"`{key}`" not in text and not re.search(rf"\b{re.escape(key)}\b", text)
    }
    assert missing - {str(place) for place in range(1, 8)} == set()
    assert re.search(r"`1`\D+`7`", text)


def _percent(formula: str, polarity: str, text: str, comma: bool) -> Iterator[tuple[str, str]]:
    """The results that an example prints, each beside what the program computes."""
    plain = text.replace(",", ".") if comma else text
    given = {name: Number(value) for name, value in re.findall(r"\b([TB]) (-?[0-9.]+)\b", plain)}
    band = re.search(r"(\d+) (?:sampai|to) (\d+)", plain)
    for shown, result in re.findall(r"\bR (-?[0-9.]+): (-?[0-9.]+[0-9])", plain):
        indicator = Indicator(
            schema=1,
            id="x",
            code="IK",
            goal="g",
            name="x",
            measured_in="x",
            polarity=cast("Polarity", polarity),
            formula=cast("FormulaName | None", formula or None),
            baseline=given.get("B"),
        )
        source = Source("f", "k")
        target = (
            TargetValue(source, lo=Number(band[1]), hi=Number(band[2]))
            if band
            else TargetValue(source, number=given["T"])
        )
        value = Value(Figure(Number(shown)), "final", "stated", 2025)
        found = percent_of(indicator, target, value, Rules(), None)
        assert found.value is not None
        yield result, number(found.value, ENGLISH, 2)


@pytest.mark.parametrize(
    ("page", "comma"), [(DOCS / "id" / "rumus.md", True), (DOCS / "en" / "formulas.md", False)]
)
def test_every_example_of_a_formula_comes_out(page: Path, comma: bool) -> None:
    polarity = {"max": "maximize", "stabilize": "stabilize"}
    seen = set()
    for cells in rows(read(page)):
        name = cells[0].strip("`")
        if (
            name in ("max", "min-linear", "min-ratio", "min-baseline", "stabilize")
            and len(cells) > 4
        ):
            examples = list(_percent(name, polarity.get(name, "minimize"), cells[3], comma))
            assert examples and all(told == came for told, came in examples), examples
            seen.add(name)
    assert seen == {"max", "min-linear", "min-ratio", "min-baseline", "stabilize"}


def test_the_sample_comes_out_as_the_formulas_say() -> None:
    card = both()[0].card
    spbe = card.indicator("spbe")
    assert spbe is not None and spbe.composite is not None
    assert card.mean.value is not None and card.efficiency.difference.value is not None
    figures = (
        number(spbe.composite.value.value or Decimal(0), INDONESIAN),
        number(card.mean.value, INDONESIAN, 2),
        number(card.efficiency.difference.value, INDONESIAN, 2),
    )
    text = read(DOCS / "id" / "rumus.md")
    assert [figure for figure in figures if not re.search(rf"= ?\s*{figure}\b", text)] == []


def fields(document: Any) -> Iterator[str]:
    """The names of all fields; the rows of a table have those of its columns."""
    if isinstance(document, dict):
        for name, value in document.items():
            yield name
            yield from fields(value) if name != "rows" else ()
    elif isinstance(document, list):
        for each in document:
            yield from fields(each)


def test_every_field_of_the_json_is_documented() -> None:
    told = {word for span in spans(read(DOCS / "json.md")) for word in re.findall(r"\w+", span)}
    words = Words(ENGLISH)
    for page in both():
        status = encode(status_document(page, page.library.problems, words))
        figure = page.card.mean.figure
        explained = encode(explain_document("unit", figure, page.rules, words, lambda source: 0))
        for document in (status, explained):
            assert set(fields(json.loads(document))) - told == set()


@pytest.mark.parametrize(
    "command",
    [
        "show ip-asn",
        "show skm",
        "show T4",
        "set spbe realisation.value 2.3 --dry-run",
        "export --check",
    ],
)
def test_every_field_that_a_command_prints_is_documented(command: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "kinerja_tui", "--records", RECORDS, "--json", *command.split()],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), "KINERJA_LANG": "en"},
        capture_output=True,
        text=True,
        check=False,
    )
    told = {word for span in spans(read(DOCS / "json.md")) for word in re.findall(r"\w+", span)}
    document = json.loads(done.stdout)
    assert document["version"] == 1
    assert set(fields(document)) - told == set()


def test_the_changelog_names_the_version() -> None:
    from kinerja_tui import __version__

    assert f"## {__version__}" in read(ROOT / "CHANGELOG.md")
    assert re.search(r"^## Unreleased$", read(ROOT / "CHANGELOG.md"), re.MULTILINE)
