from __future__ import annotations

from pathlib import Path

import pytest

from kinerja_tui.store.toml.locate import Position, locate, locate_in, token_at
from tests.store.documents import SHAPES, variants

TEXT = SHAPES["record"]
HEADER = "[realisation]                     # absent = not filled in yet"


@pytest.mark.parametrize(
    ("key", "line", "column", "excerpt"),
    [
        ("schema", 2, 10, "schema = 1                        # int, req"),
        ("realisation.value", 12, 9, "value = 61.30"),
        ("realisation", 11, 1, HEADER),
        (
            "realisation.grade",
            11,
            1,
            "[realisation]                     # absent = not filled in yet",
        ),
        ("component.kompetensi.name", 23, 8, "name = 'Kompe#tensi'"),
        ("component", 16, 2, "[component.kualifikasi]"),
        ("component.baru.value", 16, 2, "[component.kualifikasi]"),
        ("definition", 6, 14, 'definition = """'),
        ("history.2021.target", 28, 10, "target = 60"),
    ],
)
@pytest.mark.parametrize("kind", sorted(variants(TEXT)))
def test_line_and_column(key: str, line: int, column: int, excerpt: str, kind: str) -> None:
    found = locate_in(variants(TEXT)[kind], key)
    assert (found.line, found.column) == (line, column)
    assert found.excerpt.split("\n") == [excerpt, " " * (column - 1) + "^"]


def test_columns_count_characters() -> None:
    assert locate_in('a = {"é漢" = 1, b = 2}', "a.b").column == 20
    assert locate_in("\ufeffa = 1", "a").column == 5
    assert locate_in("\ufeffa = 1", "a", name=True).column == 1


def test_the_key_itself() -> None:
    assert locate_in("[t]\n  stat = 1", "t.stat", name=True) == Position(2, 3, "  stat = 1\n  ^")
    assert locate_in("a.b = 1", "a").column == 1
    assert locate_in("a = [1, 22]", "a.1").column == 9


def test_what_is_nowhere() -> None:
    assert locate_in("a = 1", "") == locate_in("a = 1", "b") == Position(1, 1, "a = 1\n^")
    assert locate_in("a = ", "a").line == 0
    assert locate_in("a = 1", "a..b").line == 0
    assert locate_in("", "a").line == 1


def test_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "u").mkdir()
    (tmp_path / "u" / "x.toml").write_text(TEXT)
    (tmp_path / "u" / "latin.toml").write_bytes(b'a = "\xe9"')
    (tmp_path / "u" / "link.toml").symlink_to("x.toml")
    assert locate(tmp_path, "u/x.toml", "realisation.value").line == 12
    assert token_at(tmp_path, "u/x.toml", "realisation.value") == "61.30"
    assert token_at(tmp_path, "u/x.toml", "realisation.state") == '"final"'
    assert token_at(tmp_path, "u/x.toml", "realisation") is None
    assert token_at(tmp_path, "u/x.toml", "realisation.grade") is None
    assert token_at(tmp_path, "u/x.toml", "..") is None
    for file in ("u/none.toml", "u/latin.toml", "u/link.toml", "../x.toml"):
        assert token_at(tmp_path, file, "a") is None
        assert locate(tmp_path, file, "a").line == 0
