"""Records and problems in the form of the cache: exactly what they were, or nothing."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja_tui.locale import INDONESIAN, Grouped, Message, Words, message
from kinerja_tui.model.base import Number, Problem
from kinerja_tui.model.indicator import Borrowed, Component, Indicator, SharedIndicator, borrow
from kinerja_tui.store.format.kinds import kind_of
from kinerja_tui.store.format.record import Understood, understand
from kinerja_tui.store.reading.forms import (
    ProblemForm,
    UnderstoodForm,
    encoded,
    problem_forms,
    problems_in,
    understood_form,
    understood_in,
)
from tests.store.documents import HERE
from tests.store.healthy import FILES, PLACES

BROKEN = sorted((Path(__file__).parent / "broken").glob("*.toml"))
SEHAT = "biro/2022/indicators/sehat.toml"
ARGUMENTS = st.one_of(
    st.text(),
    st.integers(),
    st.integers().map(Grouped),
    st.decimals(allow_nan=False),
    st.decimals(allow_nan=False).map(Number),
    st.dates(),
)
MESSAGES = st.recursive(
    st.builds(Message, st.text(), st.lists(st.tuples(st.text(), ARGUMENTS)).map(tuple)),
    lambda inner: st.builds(
        Message, st.text(), st.lists(st.tuples(st.text(), inner | ARGUMENTS)).map(tuple)
    ),
    max_leaves=4,
)


def through(understood: Understood) -> Understood:
    """What was understood, after it was bytes."""
    data = encoded(understood_form(understood))
    return understood_in(msgspec.msgpack.decode(data, type=UnderstoodForm))


def typed(value: Any) -> Any:
    """`value` with its types, so that equal numbers of two types or spellings differ."""
    if isinstance(value, msgspec.Struct):
        held = {name: typed(getattr(value, name)) for name in value.__struct_fields__}
        return (type(value).__name__, held)
    if isinstance(value, dict):
        return [(typed(key), typed(each)) for key, each in value.items()]
    if isinstance(value, list | tuple):
        return (type(value).__name__, [typed(each) for each in value])
    return (type(value).__name__, str(value))


def same(one: Understood, other: Understood) -> bool:
    return one == other and all(
        typed(getattr(one, name)) == typed(getattr(other, name)) for name in ("record", "problems")
    )


def test_what_nobody_wrote_takes_no_room_and_is_there_again() -> None:
    text = FILES[SEHAT]
    plain = understand(text.encode(), SEHAT)
    assert same(through(plain), plain)
    assert b"consolidation" not in encoded(plain.record)
    lines = 'weight = 1.00\nconsolidation = "last"\n'
    parts = '[component.satu]\nname = "Satu"\nmin = 0.0\n'
    spelt = understand(f"{lines}{text}\n{parts}".encode(), SEHAT)
    assert same(through(spelt), spelt)
    assert isinstance(spelt.record, Indicator)
    assert str(spelt.record.weight) == "1.00"
    assert str(spelt.record.component["satu"].min) == "0.0"


@pytest.mark.parametrize(
    "root",
    [HERE / "records", *sorted((HERE / "tests/stores").glob("*/"))],
    ids=lambda path: path.name,
)
def test_every_record_of_the_repository(root: Path) -> None:
    paths = sorted(root.rglob("*.toml"))
    files = {path.relative_to(root).as_posix(): path for path in paths}
    known = [file for file in files if kind_of(file)]
    assert len(known) > 10
    for file in known:
        understood = understand(files[file].read_bytes(), file)
        assert understood.record is not None
        assert same(through(understood), understood)


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_every_broken_file(path: Path) -> None:
    for kind in (path.stem.split("-", 1)[0], "indicator"):
        understood = understand(path.read_bytes(), PLACES.get(kind, SEHAT))
        assert same(through(understood), understood)


@pytest.mark.parametrize("schema", ["0", "2", "7", "123456789012345678901234567890"])
def test_a_record_of_another_schema_keeps_its_number(schema: str) -> None:
    data = FILES[SEHAT].replace("schema = 1", f"schema = {schema}").encode()
    understood = understand(data, SEHAT)
    assert understood.record is not None
    assert int(understood.record.schema) == int(schema)
    assert same(through(understood), understood)


def test_a_shared_indicator_and_what_it_becomes() -> None:
    shared = SharedIndicator(schema=1, id="b", code="IK", goal="g", same_as="induk/ukur")
    measured = understand(FILES[SEHAT].encode(), SEHAT).record
    assert isinstance(measured, Indicator)
    whole = borrow(shared, measured)
    for record in (shared, whole):
        found = through(Understood(record))
        assert type(found.record) is type(record)
        assert same(found, Understood(record))
    assert isinstance(whole, Borrowed)


@given(st.decimals(allow_nan=False, allow_infinity=False), st.integers(-(10**24), 10**24))
def test_every_digit_of_a_number(value: Decimal, whole: int) -> None:
    part = Component(name="K", value=Number(value), max=Number(whole))
    record = Indicator(
        schema=1,
        id="a",
        code="1",
        goal="g",
        name="N",
        measured_in="x",
        polarity="maximize",
        component={"k": part},
    )
    assert same(through(Understood(record)), Understood(record))


@given(MESSAGES, MESSAGES | st.none())
def test_every_argument_of_a_message(text: Message, hint: Message | None) -> None:
    problem = Problem(code="B08", file="a.toml", message=text, line=3, column=1, hint=hint)
    data = encoded(problem_forms([problem]))
    (found,) = problems_in(msgspec.msgpack.decode(data, type=list[ProblemForm]))
    assert found == problem
    assert typed(found) == typed(problem)


def test_a_message_is_said_the_same() -> None:
    text = message(
        "{a} {b} {c} {d} {e}",
        a=Grouped(1234567),
        b=Decimal("60.00"),
        c=date(2022, 9, 4),
        d=message("{n}", n=Number("1.50")),
        e=5,
    )
    problem = Problem(code="B08", file="a.toml", message=text)
    (found,) = problems_in(problem_forms([problem]))
    words = Words(INDONESIAN)
    assert words.say(found.message) == words.say(text) == "1.234.567 60,00 4 September 2022 1,50 5"


@pytest.mark.parametrize("value", [datetime(2022, 1, 1), True, 1.5, b"x", None, ["x"]])
def test_what_has_no_exact_form_is_refused(value: Any) -> None:
    text = Message("{a}", (("a", value),))
    with pytest.raises(TypeError):
        problem_forms([Problem(code="B08", file="a.toml", message=text)])
    with pytest.raises(TypeError):
        encoded(object())
