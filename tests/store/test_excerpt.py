"""Lines of a file made safe to show, with the caret under the right column."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja_tui.store.disk.excerpt import WIDTH, columns, dotted, excerpt, quoted, visible


@given(st.text(max_size=300), st.integers(1, 5), st.integers(0, 400))
def test_is_narrow_and_printable(text: str, line: int, column: int) -> None:
    shown = excerpt(text.encode("utf-8", "surrogatepass"), line, column)
    assert all(each.isprintable() for each in shown.replace("\n", ""))
    first, _, caret = shown.partition("\n")
    assert columns(first) <= WIDTH + 1
    assert caret == "" or caret.strip() == "^"
    assert len(caret) <= WIDTH


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("value = 61,34", 9),
        ("名前 = 61,34 # 説明", 6),
        ("\t\tvalue = 61,34", 11),
        ("a\u0301 = 61,34", 6),
        ("x" * 300 + "61,34" + "y" * 300, 301),
        ("\x1b" * 50 + "61,34", 51),
    ],
)
def test_caret_stands_under_the_column(line: str, column: int) -> None:
    shown, caret = excerpt(line.encode(), 1, column).split("\n")
    place = 0
    for index in range(len(shown)):
        if columns(shown[:index]) == len(caret) - 1 and shown[index:].startswith("61,34"):
            place = index
    assert shown[place:].startswith("61,34")


def test_of_no_line_is_empty() -> None:
    assert excerpt(b"a\nb", 3, 1) == ""
    assert excerpt(b"a\nb", 0, 0) == ""
    assert excerpt(b"", 1, 1) == ""
    assert excerpt(b"a\nb\r\n", 2, 0) == "b"


def test_terminal_codes_are_spelled_out() -> None:
    assert visible("\x1b[31m\u202e\ufeff\x85é\t.") == "\\x1b[31m\\u202e\\ufeff\\x85é ."
    assert quoted("a" * 50) == "a" * 39 + "…"


def test_keys_are_written_as_toml_writes_them() -> None:
    assert dotted(("component", "kualifikasi", "value")) == "component.kualifikasi.value"
    assert dotted(("a b", "é\x1b")) == '"a b"."é\\x1b"'
