"""One file's bytes as a record: whatever they are, there is an answer."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
import tomli_w
from hypothesis import example, given
from hypothesis import strategies as st

from kinerja_tui.model.base import Problem
from kinerja_tui.model.indicator import Indicator
from kinerja_tui.store.format.codes import CODES
from kinerja_tui.store.format.kinds import KINDS, where
from kinerja_tui.store.format.record import STRUCTS, understand
from tests.store.healthy import FILES

FILE = "biro/2022/indicators/sehat.toml"
TEXT = FILES[FILE]
CORPUS = sorted((Path(__file__).parent / "broken").glob("*.toml"))


def _sound(problems: tuple[Problem, ...], data: bytes) -> None:
    lines = data.count(b"\n") + 1
    for problem in problems:
        assert problem.code in CODES
        assert 1 <= problem.line <= lines
        assert problem.column >= 1
        assert all(each.isprintable() for each in problem.excerpt.replace("\n", ""))
        assert all(each.isprintable() for each in str(problem.message) + str(problem.hint))
        assert len(str(problem.message)) < 400


@given(st.binary(max_size=200))
@example(b"\xef\xbb\xbf")
@example(b"\xef\xbb\xbf\n=")
@example(b"\r")
def test_any_bytes_have_an_answer(data: bytes) -> None:
    understood = understand(data, FILE)
    assert understood.record is None
    assert understood.problems
    _sound(understood.problems, data)


@given(st.sampled_from(CORPUS), st.data())
def test_any_damage_has_an_answer(path: Path, data: st.DataObject) -> None:
    content = path.read_bytes()
    at = data.draw(st.integers(0, len(content)))
    cut = data.draw(st.integers(0, 20))
    new = data.draw(st.text("\"'[]{}=,.\n\r#\\ \t-+eE01a“\u202e\x1b\0é", max_size=5))
    damaged = content[:at] + new.encode() + content[at + cut :]
    _sound(understand(damaged, FILE).problems, damaged)


_VALUES = st.recursive(
    st.one_of(
        st.text(max_size=10),
        st.integers(-(10**30), 10**30),
        st.decimals(allow_nan=True, allow_infinity=True, places=2),
        st.booleans(),
        st.dates(),
        st.datetimes(),
        st.times(),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=6,
)


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_any_value_at_any_key_has_an_answer(kind: str, data: st.DataObject) -> None:
    struct = next(struct for name, struct in STRUCTS.items() if name == kind)
    keys = [name for name in struct.__struct_fields__ if name != "origin"]
    tables = data.draw(st.dictionaries(st.sampled_from(keys), _VALUES, max_size=6)) | {"schema": 1}
    content = tomli_w.dumps(tables).encode("utf-8", "ignore")
    file = where(next(each for each in KINDS if each == kind), "biro", 2022, "x")
    if kind == "plan":
        file = "biro/plan-2020-2024.toml"
    _sound(understand(content, file).problems, content)


def test_numbers_keep_their_zeros() -> None:
    record = understand(TEXT.replace("61.30", "1_061.300").encode(), FILE).record
    assert isinstance(record, Indicator)
    assert record.realisation is not None
    assert str(record.realisation.value) == "1061.300"


@pytest.mark.parametrize("token", ["0x3D", "0b11", "+61", "-0.0", "61"])
def test_every_finite_spelling_of_a_number_is_read(token: str) -> None:
    record = understand(TEXT.replace("61.30", token).encode(), FILE).record
    assert isinstance(record, Indicator)
    assert record.realisation is not None
    assert isinstance(record.realisation.value, Decimal)


def test_every_error_of_a_file_is_reported() -> None:
    text = TEXT.replace('"maximize"', '"naik"').replace("61.30", '"61,30"').replace("name", "nama")
    problems = understand(text.encode(), FILE).problems
    assert [(each.code, each.line) for each in problems] == [
        ("B20", 5),
        ("B15", 7),
        ("B13", 1),
        ("B14", 10),
    ] or {(each.code, each.line) for each in problems} == {
        ("B20", 5),
        ("B15", 7),
        ("B13", 1),
        ("B14", 10),
    }


def test_a_file_at_no_place_is_a_mistake_of_the_program() -> None:
    with pytest.raises(ValueError, match="no kind"):
        understand(b"schema = 1\n", "biro/2022/lain.toml")
