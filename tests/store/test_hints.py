"""What is said about a text that is no TOML: never a traceback, always a place, and advice that
works.
"""

from __future__ import annotations

import re

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from kinerja_tui.locale import ENGLISH, INDONESIAN, Words
from kinerja_tui.store.disk.files import Unreadable
from kinerja_tui.store.format.record import understand
from kinerja_tui.store.toml.parse import parse
from tests.store.healthy import FILES

FILE = "biro/2022/indicators/sehat.toml"
HEALTHY = FILES[FILE]
PIECES = (
    *("[", "]", "[[", "]]", "{", "}", "=", ",", ".", "#", '"', "'", '"""', "'''", "\\", "\n", "\r"),
    *("\r\n", " ", "\t", "\0", "\ufeff", "\u200b", "“", "”", "−", "½", "61,34", "61%", "1.000.000"),
    *("value", "value = 1", "[realisation]", "name.x = 1", "<<<<<<< HEAD\n", "=======\n", "inf"),
    *(">>>>>>> b\n", "1979-05-27", "07:32", "\\u12", "ya", "Rp 1", "a = {b = 1, b = 2}", "n.a"),
)


@given(
    st.lists(
        st.tuples(
            st.integers(0, len(HEALTHY)),
            st.sampled_from(PIECES) | st.text(max_size=5),
            st.booleans(),
        ),
        min_size=1,
        max_size=4,
    )
)
def test_nothing_that_is_typed_into_a_file_raises(edits: list[tuple[int, str, bool]]) -> None:
    text = HEALTHY
    for at, piece, over in edits:
        text = text[:at] + piece + text[at + (len(piece) if over else 0) :]
    data = text.encode("utf-8", "surrogatepass")
    for problem in understand(data, FILE).problems:
        assert 0 <= problem.line <= data.count(b"\n") + 1
        assert all(each.isprintable() for each in problem.excerpt.replace("\n", ""))
        for words in (Words(ENGLISH), Words(INDONESIAN)):
            assert words.say(problem.message)
            assert problem.hint is None or words.say(problem.hint)


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("61,34", "61.34"),
        ("61,3 %", "61.3"),
        ("12.500,50", "12500.50"),
        ("7.719.313.000", "7719313000"),
        ("7,719,313,000.50", "7719313000.50"),
        ("Rp. 7.719.313.000,-", "7719313000"),
        ("Rp 7.719.313.000,00", "7719313000"),
        ("1 000 000", "1000000"),
        ("1'000", "1000"),
        ("61%", "61"),
        ("−5", "-5"),
        (".5", "0.5"),
        ("5.", "5"),
        ("007", "7"),
        ("Ya", "true"),
        ("rusak", '"rusak"'),
        ('Kepala "Biro"', "'Kepala \"Biro\"'"),
        ('Kepala "Biro" It\'s', '"Kepala \\"Biro\\" It\'s"'),
        (r"C:\data", r'"C:\\data"'),
        ('rusak"', '"rusak"'),
        ("satu # komentar", '"satu"'),
    ],
)
def test_what_the_hint_says_is_toml(wrong: str, right: str) -> None:
    with pytest.raises(Unreadable) as caught:
        parse(f"schema = 1\nvalue = {wrong}\n".encode(), FILE)
    problem = caught.value.problem
    assert (problem.line, problem.column) == (2, 9)
    assert problem.hint is not None
    written = re.sub("^Write | or [0-9_.]+$", "", str(problem.hint))
    assert written == right
    assert tomli.loads(f"x = {written}")


@pytest.mark.parametrize("wrong", ["½", "٦١", "+-5", "(61)", "≥ 61", "@x", "=61"])
def test_what_cannot_be_guessed_is_not(wrong: str) -> None:
    with pytest.raises(Unreadable) as caught:
        parse(f"schema = 1\nvalue = {wrong}\n".encode(), FILE)
    assert str(caught.value.problem.hint) == 'For instance 61.34, 2022-12-31, "..."'
