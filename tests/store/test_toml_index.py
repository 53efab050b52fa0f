from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
import tomli
import tomlkit
import tomlrt
from hypothesis import given, settings

from kinerja_tui.store.toml.index import VALUES, Index, Path, index
from kinerja_tui.store.toml.lexer import NotToml, join_key, split_key
from tests.store.documents import SHAPES, records, texts, variants

CASES = [
    pytest.param(text, id=f"{name}, {kind}")
    for name, shape in SHAPES.items()
    for kind, text in variants(shape).items()
]


def parsed(text: str) -> dict[str, Any]:
    return tomli.loads(text.removeprefix("\ufeff"), parse_float=str)


def nodes(found: Index) -> dict[Path, str]:
    """The token of every value in the index, those inside other values too."""
    tokens: dict[Path, str] = {}
    waiting = [found.root]
    while waiting:
        node = waiting.pop()
        if node.kind in VALUES:
            assert node.path not in tokens
            tokens[node.path] = found.text[node.start : node.end]
        waiting.extend(node.children.values())
    return tokens


def values(data: Any) -> dict[Path, Any]:
    """Every value of the data by path: leaves, and whatever was written as an array or inline."""
    found: dict[Path, Any] = {}
    waiting: list[tuple[Path, Any]] = [((), data)]
    while waiting:
        path, value = waiting.pop()
        found[path] = value
        if isinstance(value, dict):
            waiting.extend(((*path, name), each) for name, each in value.items())
        elif isinstance(value, list):
            waiting.extend(((*path, str(place)), each) for place, each in enumerate(value))
    return found


def check(text: str) -> None:
    """Every value of the data stands in the index, and its token says that value."""
    found = index(text)
    expected = values(parsed(text))
    tokens = nodes(found)
    for path, token in tokens.items():
        assert parsed(f"x = {token}")["x"] == expected[path], (path, token)
    for path, value in expected.items():
        assert found.find(path) is not None, path
        if not isinstance(value, dict | list):
            assert path in tokens, path


@pytest.mark.parametrize("text", CASES)
def test_every_value_is_found_with_its_token(text: str) -> None:
    check(text)


@pytest.mark.parametrize("path", records(), ids=lambda path: path.name)
def test_records(path: Any) -> None:
    check(path.read_text(encoding="utf-8"))


@given(texts())
@settings(max_examples=150, deadline=None)
def test_generated_documents(text: str) -> None:
    check(text)


@pytest.mark.parametrize("name", [name for name in SHAPES if SHAPES[name].strip()])
def test_the_same_places_as_two_other_editors(name: str) -> None:
    text = SHAPES[name]
    for node in index(text).leaves():
        if node.kind != "value":
            continue
        spliced = text[: node.start] + "777777" + text[node.end :]
        assert _set(tomlrt.loads(text), node.path, 777777, tomlrt.dumps) == spliced
        by_other = _set(tomlkit.parse(text), node.path, 777777, tomlkit.dumps)
        assert parsed(by_other) == parsed(spliced)


def _set(document: Any, path: Path, value: Any, dump: Any) -> str:
    table = document
    for name in path[:-1]:
        table = table[int(name) if isinstance(table, list) else name]
    table[int(path[-1]) if isinstance(table, list) else path[-1]] = value
    written: str = dump(document)
    return written


def test_sections_and_their_bodies() -> None:
    found = index(SHAPES["record"])
    names = [join_key(section.node.path) for section in found.sections]
    assert names == [
        "",
        "realisation",
        "component.kualifikasi",
        "component.kompetensi",
        "history.2021",
    ]
    text, sections = found.text, found.sections
    assert [text[each.start : each.body_start] for each in sections[1:3]] == [
        "[realisation]                     # absent = not filled in yet\n",
        "[component.kualifikasi]\n",
    ]
    assert text[sections[1].body_start : sections[1].body_end] == (
        'value = 61.30\nstate = "final"\n\n# the parts\n'
    )
    assert text[sections[1].body_start : sections[1].last_end] == 'value = 61.30\nstate = "final"\n'
    assert sections[-1].body_end == len(text)
    assert [each.body_end for each in sections[:-1]] == [each.start for each in sections[1:]]


def test_arrays_of_tables_are_numbered() -> None:
    found = index(SHAPES["tables"])
    assert found.token(("p", "0", "s", "1", "u")) == "2"
    assert found.token(("p", "1", "s", "0", "u")) == "3"
    assert found.token(("p", "0", "q", "r")) == "1"
    element = found.find(("p", "1"))
    assert element is not None
    assert element.section is not None
    assert found.text[element.start : element.end] == "[[p]]"


def test_comments_are_where_they_are() -> None:
    found = index(SHAPES["arrays"])
    assert [found.text[start:end] for start, end in found.comments] == [
        "# first",
        "# one",
        "# two",
        "# three",
    ]


def test_statements_are_whole_lines() -> None:
    found = index(SHAPES["spaces"])
    lines = [found.text[s.start : s.end] for each in found.sections for s in each.statements]
    assert lines == ["  a=1\n", "\tb   =\t2\t# c\n", "  c . d=3  \n"]


def test_nearest_says_what_is_missing() -> None:
    found = index(SHAPES["record"])
    node, rest = found.nearest(("component", "baru", "value"))
    assert (node.path, rest) == (("component",), ("baru", "value"))


@pytest.mark.parametrize(
    "text",
    [
        "a",
        "a =",
        "a = ",
        "= 1",
        "[a",
        "[[a]",
        "[]",
        'a = "x',
        'a = """x"',
        "a = [1",
        "a = [1 2]",
        "a = {b = 1",
        "a = {b}",
        "a = 1 b = 2",
        "a = 1\na = 2",
        "[a]\n[a]",
        "a = 1\n[a]",
        "a.b = 1\n[[a]]",
        "a = 1\na.b = 2",
        "a = [",
        "a = 1]",
        '"\\UFFFFFFFF" = 1',
    ],
)
def test_what_is_no_toml_is_said_to_be_none(text: str) -> None:
    with pytest.raises(NotToml) as caught:
        index(text)
    assert 0 <= caught.value.offset <= len(text)


@pytest.mark.parametrize(
    "text",
    [
        "a = " + "[" * 200_000 + "]" * 200_000,
        "a = " + "{a=" * 100_000 + "1" + "}" * 100_000,
        ".".join("a" * 50_000) + " = 1",
        "[" + ".".join("a" * 50_000) + "]",
        "a = '''" + "'" * 2 + "x''" * 300_000 + "'''",
        'a = "' + "\\\\" * 400_000 + '"',
        "a = [" + "1," * 300_000 + "]",
        "#" * 1_000_000,
        "\n" * 1_000_000,
    ],
    ids=["arrays", "tables", "dots", "header", "literal", "escapes", "items", "hashes", "lines"],
)
def test_bombs_are_only_long(text: str) -> None:
    assert index(text).text is text


@pytest.mark.parametrize(
    "path",
    [("a",), ("component", "x-1", "value"), ("history", "2021"), ("a.b", 'q"', "", "\t\x7f", "é")],
)
def test_a_key_is_written_and_read_back(path: Path) -> None:
    key = join_key(path)
    assert split_key(key) == path
    assert values(tomli.loads(f"{key} = 1"))[path] == 1


@pytest.mark.parametrize("key", ["", "a.", ".a", "a b", "a = 1", "a\n"])
def test_what_is_no_key(key: str) -> None:
    with pytest.raises(NotToml):
        split_key(key)


def test_a_number_keeps_its_token() -> None:
    token = index("a.b = 60.00 # c").token(("a", "b"))
    assert token == "60.00"
    assert Decimal(token).as_tuple().exponent == -2
