"""Every way to break a file: reported where it is broken, while all other records load."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
import tomli

from kinerja_tui.locale import ENGLISH, INDONESIAN, Words
from kinerja_tui.model.base import Problem
from kinerja_tui.model.library import Library
from kinerja_tui.store.format.codes import CODES
from kinerja_tui.store.reading.load import load
from kinerja_tui.store.reading.scope import Scope
from tests.store.healthy import FILES, PLACES, build, put

CORPUS = Path(__file__).parent / "broken"
SAMPLE = Path(__file__).resolve().parents[2] / "records"
EXPECTED: dict[str, Any] = tomli.loads((CORPUS / "expected.toml").read_text("utf-8"))
BUILT: dict[str, Any] = tomli.loads((CORPUS / "built.toml").read_text("utf-8"))
HERE = PLACES["indicator"]
HEAD = FILES["biro/2022/indicators/sehat.toml"].replace('"sehat"', '"broken"').encode()
LANGUAGES = (Words(ENGLISH), Words(INDONESIAN))
LONG = 10.0
"""Seconds that no broken file may take: an order above what the slowest takes on a slow machine."""


def test_every_file_has_its_expectation() -> None:
    found = {each.stem for each in CORPUS.glob("*.toml")} - {"expected", "built"}
    assert found == set(EXPECTED)
    assert len(found) >= 60
    assert set(BUILT) == {*HUGE, *ODD}


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_is_reported_as_expected(name: str, tmp_path: Path) -> None:
    file = PLACES[EXPECTED[name]["kind"]]
    root = build(tmp_path / "store")
    put(root, file, (CORPUS / f"{name}.toml").read_bytes())
    library = load(root, Scope.everything())
    assert [told(problem, file) for problem in library.problems] == EXPECTED[name]["problem"]
    assert _records(library) >= _records(_healthy(tmp_path)) - {file}


def told(problem: Problem, file: str) -> dict[str, Any]:
    """What a problem says, in the form of expected.toml; its code is known and its excerpt safe."""
    assert problem.code in CODES
    assert all(each.isprintable() for each in problem.excerpt.replace("\n", ""))
    said: dict[str, Any] = {"code": problem.code, "line": problem.line, "column": problem.column}
    for words in LANGUAGES:
        code = words.language.code
        said[code] = words.say(problem.message)
        if problem.hint is not None:
            said[f"{code}_hint"] = words.say(problem.hint)
    if problem.key:
        said["key"] = problem.key
    if problem.file != file:
        said["file"] = problem.file
    return said


def test_both_languages_say_something_of_their_own() -> None:
    """A sentence of which nothing was translated would be the same in both."""
    told_of = [each for name in EXPECTED for each in EXPECTED[name]["problem"]] + [*BUILT.values()]
    assert [each["en"] for each in told_of if each["en"] == each["id"]] == []
    assert [each for each in told_of if ("en_hint" in each) != ("id_hint" in each)] == []


HUGE: dict[str, Callable[[], bytes]] = {
    "empty": lambda: b"",
    "blank": lambda: b"\n \n",
    "comments": lambda: b"# nothing\n",
    "zeros": lambda: b"\0" * 4096,
    "zeros-inside": lambda: HEAD + b"\0" * 100,
    "nested-lists": lambda: HEAD + b"x = " + b"[" * 100_000,
    "nested-lists-closed": lambda: HEAD + b"x = " + b"[" * 100_000 + b"]" * 100_000,
    "nested-tables": lambda: HEAD + b"x = " + b"{a=" * 100_000 + b"1",
    "dots": lambda: HEAD + b"a." * 20_000 + b"a = 1\n",
    "dots-in-header": lambda: HEAD + b"[" + b"a." * 20_000 + b"a]\n",
    "digits": lambda: HEAD + b"x = " + b"9" * 5_000,
    "two-megabytes": lambda: HEAD + b"# \n" * 700_000,
    "one-byte-too-many": lambda: b"#" * ((1 << 20) + 1),
    "latin-1": lambda: HEAD.replace(b"Indikator sehat", "Indikator s\u00e9hat".encode("latin-1")),
    "cut-utf-8": lambda: HEAD + 'x = "é'.encode()[:-1],
    "utf-16": lambda: HEAD.decode().encode("utf-16"),
    "utf-8-surrogate": lambda: HEAD + b'x = "\xed\xa0\x80"\n',
    "line-of-a-megabyte": lambda: b'x = "' + b"a" * 1_000_000,
    "carriage-returns": lambda: HEAD.replace(b"\n", b"\r"),
    "comma-in-crlf": lambda: HEAD.replace(b"61.30", b"61,30").replace(b"\n", b"\r\n"),
    "comma-after-bom": lambda: b"\xef\xbb\xbf" + HEAD.replace(b"61.30", b"61,30"),
    "comma-in-line-1-after-bom": lambda: b"\xef\xbb\xbfschema = 1,0\n",
    "twice-in-crlf": lambda: (HEAD + b"value = 62\n").replace(b"\n", b"\r\n"),
    "twice-after-thousands": lambda: HEAD + b"".join(b"x%d = 1\n" % n for n in (*range(15_000), 7)),
    "conflict-in-crlf": lambda: HEAD.replace(
        b"value = 61.30\n", b"<<<<<<< a\nvalue = 1\n=======\nvalue = 2\n>>>>>>> b\n"
    ).replace(b"\n", b"\r\n"),
    "thousands-of-conflicts": lambda: HEAD + b"<<<<<<< a\n=======\n>>>>>>> b\n" * 30_000,
}


@pytest.mark.parametrize("name", sorted(HUGE))
def test_built_file_is_one_problem(name: str, tmp_path: Path) -> None:
    root = build(tmp_path / "store")
    put(root, HERE, HUGE[name]())
    begun = perf_counter()
    library = load(root, Scope.everything())
    assert perf_counter() - begun < LONG
    (problem,) = library.problems
    assert told(problem, HERE) == BUILT[name]
    assert len(problem.excerpt) < 400
    assert _records(library) == _records(_healthy(tmp_path))


def _fifo(path: Path) -> None:
    os.mkfifo(path)


def _folder(path: Path) -> None:
    path.mkdir()


def _socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made, contextlib.chdir(path.parent):
        made.bind(path.name)


def _link(path: Path) -> None:
    target = path.parent.parent.parent.parent.parent / "outside.toml"
    target.write_bytes(HEAD)
    path.symlink_to(target)


def _dangling_link(path: Path) -> None:
    path.symlink_to("nowhere.toml")


def _endless(path: Path) -> None:
    path.symlink_to("/dev/zero")


ODD: dict[str, Callable[[Path], None]] = {
    "fifo": _fifo,
    "folder": _folder,
    "socket": _socket,
    "link": _link,
    "dangling-link": _dangling_link,
    "link-to-device": _endless,
}


@pytest.mark.parametrize("name", sorted(ODD))
@pytest.mark.parametrize("kind", ["indicator", "goals", "settings", "scale", "unit"])
def test_odd_file_is_one_problem(name: str, kind: str, tmp_path: Path) -> None:
    root = build(tmp_path / "store")
    file = PLACES[kind]
    (root / file).unlink(missing_ok=True)
    ODD[name](root / file)
    library = load(root, Scope.everything())
    found = [told(each, file) for each in library.problems if each.file == file]
    assert found[0] == BUILT[name]
    assert [each["code"] for each in found[1:]] == (["B41"] if kind == "unit" else [])
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


@pytest.mark.parametrize("name", sorted(ODD))
def test_what_refers_to_an_odd_file_is_not_accused(name: str, tmp_path: Path) -> None:
    root = tmp_path / "records"
    shutil.copytree(SAMPLE, root)
    file = "biro-osdm/2022/indicators/skm.toml"
    (root / file).unlink()
    ODD[name](root / file)
    assert [each.file for each in load(root, Scope.everything()).problems] == [file]
