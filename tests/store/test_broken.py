"""Every way to break a file: reported where it is broken, while all other records load."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import tomli

from kinerja_tui.model.base import Problem
from kinerja_tui.model.library import Library
from kinerja_tui.store.format.codes import CODES
from kinerja_tui.store.reading.load import load
from kinerja_tui.store.reading.scope import Scope
from tests.store.healthy import FILES, PLACES, build, put

CORPUS = Path(__file__).parent / "broken"
EXPECTED: dict[str, Any] = tomli.loads((CORPUS / "expected.toml").read_text("utf-8"))
HERE = PLACES["indicator"]
HEAD = FILES["biro/2022/indicators/sehat.toml"].replace('"sehat"', '"broken"').encode()


def test_every_file_has_its_expectation() -> None:
    found = {each.stem for each in CORPUS.glob("*.toml")} - {"expected"}
    assert found == set(EXPECTED)
    assert len(found) >= 60


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_is_reported_as_expected(name: str, tmp_path: Path) -> None:
    file = PLACES[EXPECTED[name]["kind"]]
    root = build(tmp_path / "store")
    put(root, file, (CORPUS / f"{name}.toml").read_bytes())
    library = load(root, Scope.everything())
    assert [_told(problem, file) for problem in library.problems] == EXPECTED[name]["problem"]
    assert _records(library) >= _records(_healthy(tmp_path)) - {file}


def _told(problem: Problem, file: str) -> dict[str, Any]:
    """What a problem says, in the form of expected.toml; its code is known and its excerpt safe."""
    assert problem.code in CODES
    assert all(each.isprintable() for each in problem.excerpt.replace("\n", ""))
    told: dict[str, Any] = {
        "code": problem.code,
        "line": problem.line,
        "column": problem.column,
        "message": str(problem.message),
    }
    if problem.hint is not None:
        told["hint"] = str(problem.hint)
    if problem.key:
        told["key"] = problem.key
    if problem.file != file:
        told["file"] = problem.file
    return told


HUGE: dict[str, tuple[Callable[[], bytes], str, int, int]] = {
    "empty": (lambda: b"", "B06", 1, 1),
    "blank": (lambda: b"\n \n", "B06", 1, 1),
    "comments": (lambda: b"# nothing\n", "B06", 1, 1),
    "zeros": (lambda: b"\0" * 4096, "B06", 1, 1),
    "zeros-inside": (lambda: HEAD + b"\0" * 100, "B06", HEAD.count(b"\n") + 1, 1),
    "nested-lists": (lambda: HEAD + b"x = " + b"[" * 100_000, "B09", HEAD.count(b"\n") + 1, 404),
    "nested-lists-closed": (
        lambda: HEAD + b"x = " + b"[" * 100_000 + b"]" * 100_000,
        "B09",
        HEAD.count(b"\n") + 1,
        404,
    ),
    "nested-tables": (
        lambda: HEAD + b"x = " + b"{a=" * 100_000 + b"1",
        "B09",
        HEAD.count(b"\n") + 1,
        1202,
    ),
    "dots": (lambda: HEAD + b"a." * 20_000 + b"a = 1\n", "B09", HEAD.count(b"\n") + 1, 1),
    "dots-in-header": (
        lambda: HEAD + b"[" + b"a." * 20_000 + b"a]\n",
        "B09",
        HEAD.count(b"\n") + 1,
        1,
    ),
    "digits": (lambda: HEAD + b"x = " + b"9" * 5_000, "B09", HEAD.count(b"\n") + 1, 5),
    "two-megabytes": (lambda: HEAD + b"# \n" * 700_000, "B03", 0, 0),
    "one-byte-too-many": (lambda: b"#" * ((1 << 20) + 1), "B03", 0, 0),
    "latin-1": (
        lambda: HEAD.replace(b"Indikator sehat", "Indikator s\u00e9hat".encode("latin-1")),
        "B05",
        5,
        20,
    ),
    "cut-utf-8": (lambda: HEAD + 'x = "é'.encode()[:-1], "B05", HEAD.count(b"\n") + 1, 6),
    "utf-16": (lambda: HEAD.decode().encode("utf-16"), "B05", 1, 1),
    "utf-8-surrogate": (lambda: HEAD + b'x = "\xed\xa0\x80"\n', "B05", HEAD.count(b"\n") + 1, 6),
    "line-of-a-megabyte": (lambda: b'x = "' + b"a" * 1_000_000, "B08", 1, 5),
    "carriage-returns": (lambda: HEAD.replace(b"\n", b"\r"), "B08", 1, 11),
    "comma-in-crlf": (
        lambda: HEAD.replace(b"61.30", b"61,30").replace(b"\n", b"\r\n"),
        "B08",
        10,
        9,
    ),
    "comma-after-bom": (lambda: b"\xef\xbb\xbf" + HEAD.replace(b"61.30", b"61,30"), "B08", 10, 9),
    "comma-in-line-1-after-bom": (lambda: b"\xef\xbb\xbfschema = 1,0\n", "B08", 1, 10),
}


@pytest.mark.parametrize("name", sorted(HUGE))
def test_built_file_is_one_problem(name: str, tmp_path: Path) -> None:
    content, code, line, column = HUGE[name]
    root = build(tmp_path / "store")
    put(root, HERE, content())
    library = load(root, Scope.everything())
    (problem,) = library.problems
    assert (problem.code, problem.line, problem.column) == (code, line, column)
    assert problem.file == HERE
    assert len(problem.excerpt) < 400
    assert all(each.isprintable() for each in problem.excerpt.replace("\n", ""))
    assert _records(library) == _records(_healthy(tmp_path))


def _fifo(path: Path) -> None:
    os.mkfifo(path)


def _folder(path: Path) -> None:
    path.mkdir()


def _link(path: Path) -> None:
    target = path.parent.parent.parent.parent.parent / "outside.toml"
    target.write_bytes(HEAD)
    path.symlink_to(target)


def _dangling_link(path: Path) -> None:
    path.symlink_to("nowhere.toml")


def _endless(path: Path) -> None:
    path.symlink_to("/dev/zero")


ODD: dict[str, tuple[Callable[[Path], None], str]] = {
    "fifo": (_fifo, "B01"),
    "folder": (_folder, "B01"),
    "link": (_link, "B02"),
    "dangling-link": (_dangling_link, "B02"),
    "link-to-device": (_endless, "B02"),
}


@pytest.mark.parametrize("name", sorted(ODD))
@pytest.mark.parametrize("kind", ["indicator", "goals", "settings", "scale", "unit"])
def test_odd_file_is_one_problem(name: str, kind: str, tmp_path: Path) -> None:
    make, code = ODD[name]
    root = build(tmp_path / "store")
    file = PLACES[kind]
    (root / file).unlink(missing_ok=True)
    make(root / file)
    library = load(root, Scope.everything())
    codes = [each.code for each in library.problems if each.file == file]
    assert codes == ([code, "B41"] if kind == "unit" else [code])
    assert _records(library) == _records(_healthy(tmp_path)) - {file}


@pytest.mark.parametrize("folder", ["biro", "biro/2022", "biro/2022/indicators", "scales"])
def test_linked_folder_is_not_entered(folder: str, tmp_path: Path) -> None:
    root = build(tmp_path / "store")
    (root / folder).rename(tmp_path / "away")
    (root / folder).symlink_to(tmp_path / "away", target_is_directory=True)
    library = load(root, Scope.everything())
    assert [each.code for each in library.problems if each.file == folder] == ["B02"]
    assert not any(file.startswith(f"{folder}/") for file in _records(library))
    assert "induk/unit.toml" in _records(library)


def _healthy(tmp_path: Path) -> Library:
    library = load(build(tmp_path / "healthy"), Scope.everything())
    assert library.problems == ()
    return library


def _records(library: Library) -> set[str]:
    """The files whose records are in a snapshot; a unit that stands in for its file is none."""
    broken = {each.file for each in library.problems if each.code == "B41"}
    found = {each.origin for each in library.scales.values()}
    found |= {"kinerja.toml"} if library.settings else set()
    found |= {"laws.toml"} if library.laws else set()
    for unit in library.units.values():
        found |= {unit.unit.origin} - broken
        found |= {each.origin for each in unit.plans.values()}
        for book in unit.books.values():
            records = [
                book.head,
                book.goals,
                *book.indicators.values(),
                *book.agreements,
                *book.activities.values(),
                *book.recommendations.values(),
                *book.published.values(),
                *book.accepted.values(),
            ]
            found |= {each.origin for each in records if each}
    return found
