"""The pages on the record format name every key, and their examples are records."""

from __future__ import annotations

from pathlib import Path

import pytest
import tomli

from kinerja_tui.store.format.codes import CODES
from kinerja_tui.store.format.kinds import KINDS, Kind, kind_of
from kinerja_tui.store.format.record import understand
from kinerja_tui.store.reading.load import load
from kinerja_tui.store.reading.scope import Scope
from kinerja_tui.store.splicing.refusals import SAVE_CODES
from tests.docs.pages import (
    DOCS,
    EVERY_PAGE,
    SECTIONS,
    Block,
    alike,
    blocks,
    key_paths,
    named,
    read,
    rows,
    sections,
    spans,
    words,
    written_paths,
)

INDONESIAN = DOCS / "id" / "format-berkas.md"
ENGLISH = DOCS / "en" / "format.md"
MARKS = ("# berkas: ", "# file: ")


def whole_files(page: Path) -> dict[str, Block]:
    """The examples that are marked as a whole file, by their path in the records folder."""
    found = {}
    for block in blocks(read(page)):
        first = block.text.split("\n", 1)[0]
        for mark in MARKS:
            if block.language == "toml" and first.startswith(mark):
                found[first.removeprefix(mark)] = block
    return found


def key_names(kind: Kind) -> set[str]:
    return {name for path in key_paths(kind) for name in path if name != "*"}


def toml_blocks() -> list[tuple[str, Block]]:
    return [
        (f"{page.name}:{block.line}", block)
        for page in EVERY_PAGE
        for block in blocks(read(page))
        if block.language == "toml"
    ]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("page", "column"), [(INDONESIAN, 0), (ENGLISH, 1)])
def test_every_key_is_explained(kind: Kind, page: Path, column: int) -> None:
    section = sections(read(page))[SECTIONS[kind][column]]
    assert key_names(kind) - named(spans(section)) == set()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("page", "column"), [(INDONESIAN, 0), (ENGLISH, 1)])
def test_no_key_is_explained_that_a_file_cannot_have(kind: Kind, page: Path, column: int) -> None:
    section = sections(read(page))[SECTIONS[kind][column]]
    keys = {word for cells in rows(section) for span in spans(cells[0]) for word in words(span)}
    assert keys and keys - key_names(kind) == set()


@pytest.mark.parametrize("kind", KINDS)
def test_the_examples_show_every_key(kind: Kind) -> None:
    known = key_paths(kind)
    shown = {
        path
        for file, block in whole_files(INDONESIAN).items()
        if kind_of(file) == kind
        for path in written_paths(tomli.loads(block.text), known)
    }
    assert {alike(path) for path in known} - {alike(path) for path in shown} == set()


def test_the_examples_are_a_store_without_problems(tmp_path: Path) -> None:
    for file, block in whole_files(INDONESIAN).items():
        path = tmp_path / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(block.text, encoding="utf-8")
    library = load(tmp_path, Scope.everything())
    said = [f"{each.file}:{each.line} {each.code} {each.message}" for each in library.problems]
    assert said == []
    assert set(library.units) == {"kota", "pustaka"}


def test_every_example_parses() -> None:
    assert len(toml_blocks()) > 20
    for _, block in toml_blocks():
        tomli.loads(block.text)


@pytest.mark.parametrize("page", [page for page in EVERY_PAGE if page != INDONESIAN])
def test_whole_files_are_records_of_their_kind(page: Path) -> None:
    for file, block in whole_files(page).items():
        assert kind_of(file) is not None, file
        understood = understand(block.text.encode(), file)
        assert understood.problems == ()
        assert understood.record is not None


def test_what_people_write_and_what_it_should_be() -> None:
    table = list(rows(sections(read(DOCS / "id" / "masalah.md"), level=3)["B08"]))
    lines = [(spans(wrong)[0], spans(right)) for wrong, right in table if spans(wrong)]
    assert len(lines) > 8
    for wrong, right in lines:
        text = f"schema = 1\n[realisation]\n{wrong}\n"
        problem = understand(text.encode(), "u/2025/indicators/x.toml").problems[0]
        assert (problem.code, problem.line, problem.hint is not None) == ("B08", 3, True), wrong
        for each in right:
            tomli.loads(each if "=" in each else f"x = {each}")


@pytest.mark.parametrize("page", [DOCS / "id" / "masalah.md", DOCS / "en" / "problems.md"])
def test_every_code_of_a_problem_has_its_place(page: Path) -> None:
    explained = sections(read(page), level=3)
    assert set(explained) == {*CODES, *SAVE_CODES}
    assert [code for code, text in explained.items() if len(text.split()) < 5] == []
    assert list(explained) == sorted(explained)
