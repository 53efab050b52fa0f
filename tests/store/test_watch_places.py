"""What is worth watching, and what is told of it."""

from __future__ import annotations

import pytest

from kinerja_tui.store.format.kinds import KINDS, Kind, where
from kinerja_tui.store.watching.places import counts, enters, news_of, of_interest
from tests.store.faults import FILE


@pytest.mark.parametrize(
    ("folder", "name"),
    [
        ("", "kinerja.toml"),
        ("unit", "plan-2020-2024.toml"),
        ("unit/2022/indicators", "ODD.TOML"),
        (".kinerja/sessions", "siti.1.json"),
        (".kinerja/journal", "2022-01-01.siti.jsonl"),
    ],
)
def test_files_that_count(folder: str, name: str) -> None:
    assert counts(folder, name)


@pytest.mark.parametrize(
    ("folder", "name"),
    [
        ("", ".kinerja-export"),
        ("unit", "notes.md"),
        ("unit", "x.toml~"),
        ("unit", ".x.toml.swp"),
        ("unit", "4913"),
        ("unit", "#x.toml#"),
        ("unit", "#x.toml"),
        (".kinerja", "lock"),
        (".kinerja/sessions", ".siti.1.new"),
        (".kinerja/sessions", "x.toml"),
        (".kinerja/journal", "x.json"),
    ],
)
def test_files_that_do_not_count(folder: str, name: str) -> None:
    assert not counts(folder, name)


@pytest.mark.parametrize(
    ("folder", "name", "inside"),
    [
        ("", "unit", True),
        ("", "scales", True),
        ("", "templates", False),
        ("", ".git", False),
        ("", ".kinerja", True),
        ("unit", "2022", True),
        ("unit", "report", False),
        ("unit", ".kinerja", False),
        ("scales", "2022", False),
        ("unit/2022", "indicators", True),
        ("unit/2022", "report", False),
        ("unit/2022/indicators", "2022", False),
        (".kinerja", "sessions", True),
        (".kinerja", "journal", True),
        (".kinerja", "drafts", False),
        (".kinerja", ".kinerja", False),
        (".kinerja/sessions", "indicators", False),
    ],
)
def test_folders_that_are_looked_into(folder: str, name: str, inside: bool) -> None:
    assert enters(folder, name) == inside


@pytest.mark.parametrize(
    ("path", "news"),
    [
        (FILE, "record"),
        ("kinerja.toml", "record"),
        ("unit/2022/", "folder"),
        (".kinerja/sessions/a.json", "session"),
        (".kinerja/journal/a.jsonl", "journal"),
        (".kinerja/sessions/", "session"),
    ],
)
def test_what_a_path_is(path: str, news: str) -> None:
    assert news_of(path) == news


@pytest.mark.parametrize(
    ("path", "within", "told"),
    [
        (FILE, (), True),
        (FILE, ("unit/2022",), True),
        (FILE, (FILE,), True),
        (FILE, ("biro", "kinerja.toml"), False),
        ("unit/2022/", ("unit/2022",), True),
        ("unit/20220/a.toml", ("unit/2022",), False),
        (".kinerja/sessions/a.json", ("unit/2022",), True),
        (".kinerja/", (), False),
    ],
)
def test_what_is_of_interest(path: str, within: tuple[str, ...], told: bool) -> None:
    assert of_interest(path, within, ()) == told
    assert not of_interest(path, within, (path,))


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_record_is_watched(kind: Kind) -> None:
    *folders, name = where(kind, "unit", 2022, "plan-x").split("/")
    for depth, folder in enumerate(folders):
        assert enters("/".join(folders[:depth]), folder)
    assert counts("/".join(folders), name)
