from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import tomli
import tomlrt
from hypothesis import given, settings
from hypothesis import strategies as st

from kinerja_tui.store.splicing.edit import Change, Removal
from kinerja_tui.store.splicing.pieces import make, pieces
from kinerja_tui.store.splicing.removal import Scattered, goes, preview, removals
from kinerja_tui.store.splicing.splice import SpliceError, splice
from kinerja_tui.store.toml.lexer import split_key
from tests.store.documents import SHAPES, records, texts, variants
from tests.store.removing import attempt, keys, removed

RECORD = SHAPES["record"]
LONG = 20_000
"""Characters from which a record is so long that only some of its keys are tried."""

REFUSED = {"arrays": {"b.0", "b.1"}, "dotted": {"t.x"}}


@pytest.mark.parametrize("kind", sorted(variants("")))
@pytest.mark.parametrize("name", sorted(SHAPES))
def test_every_key_and_table_goes_and_comes_back(name: str, kind: str) -> None:
    text = variants(SHAPES[name])[kind]
    refused = {key for key in keys(text) if attempt(text, key) is None}
    assert refused == REFUSED.get(name, set())


def tried(path: Path) -> list[tuple[str, str]]:
    """Each key of a record with the text that it is removed from: one of the variants in turn."""
    text = path.read_text(encoding="utf-8").removeprefix("\ufeff")
    texts = list(variants(text).values())
    pairs = [(texts[place % len(texts)], key) for place, key in enumerate(keys(text))]
    return pairs[:: len(pairs) // 25] if len(text) > LONG else pairs


@pytest.mark.parametrize("path", records(), ids=lambda path: path.name)
def test_every_key_and_table_of_every_record(path: Path) -> None:
    pairs = tried(path)
    done = sum(attempt(text, key) is not None for text, key in pairs)
    # The parts of an array of several lines are the only ones that do not go alone.
    parts = [key for _, key in pairs if split_key(key)[-1].isdecimal()]
    assert len(pairs) - done <= len(parts)
    assert done > 0


def test_these_are_thousands_of_removals() -> None:
    of_shapes = sum(len(keys(each)) for text in SHAPES.values() for each in variants(text).values())
    assert of_shapes + sum(len(tried(path)) for path in records()) >= 5_000


@given(texts(), st.data())
@settings(max_examples=150, deadline=None)
def test_generated_removals(text: str, data: st.DataObject) -> None:
    found = keys(text)
    if found:
        attempt(text, data.draw(st.sampled_from(found)))


@pytest.mark.parametrize(
    ("text", "key", "goes", "left"),
    [
        pytest.param(
            "a = 1\n\n# about b\n# still\nb = 2 # c\n\n# free\n\n[t]\n",
            "b",
            "# about b\n# still\nb = 2 # c\n\n",
            "a = 1\n\n# free\n\n[t]\n",
            id="with its comments and one blank line",
        ),
        pytest.param(
            "a = 1\n\n# introduces t\n\n[t]\nb = 1\n# b = 2\n\n# introduces u\n[u]\n",
            "t",
            "[t]\nb = 1\n# b = 2\n\n",
            "a = 1\n\n# introduces t\n\n# introduces u\n[u]\n",
            id="neither the comment above nor the next table's",
        ),
        pytest.param(
            "[t]\na = 1\n# about u\n[u]\nb = 1\n",
            "t",
            "[t]\na = 1\n",
            "# about u\n[u]\nb = 1\n",
            id="not the comment right above the next table",
        ),
        pytest.param(
            "# file\n\n# about a\na = 1\nb = 2\n",
            "a",
            "# about a\na = 1\n",
            "# file\n\nb = 2\n",
            id="not the header of the file",
        ),
        pytest.param(
            "\n# file\n# more\na = 1\nb = 2\n",
            "a",
            "a = 1\n",
            "\n# file\n# more\nb = 2\n",
            id="not the header of the file, right above",
        ),
        pytest.param(
            "# file\n[t]\na = 1\n", "t", "[t]\na = 1\n", "# file\n", id="nor above a table"
        ),
        pytest.param(
            'a = """\n# no comment"""\nb = 2\n',
            "b",
            "b = 2\n",
            'a = """\n# no comment"""\n',
            id="not the end of a text",
        ),
        pytest.param(
            "[a]\nx = 1\n\n[b]\ny = 1\n",
            "b",
            "\n[b]\ny = 1\n",
            "[a]\nx = 1\n",
            id="at the end with the blank line before",
        ),
        pytest.param(
            "[a]\nx = 1\n\n[b]\ny = 1",
            "b",
            "\n\n[b]\ny = 1",
            "[a]\nx = 1",
            id="at the end, without a last line end",
        ),
        pytest.param(
            "\ufeffa = 1\r\nb = 2", "b", "\r\nb = 2", "\ufeffa = 1", id="CRLF, no last line end"
        ),
        pytest.param("\ufeffa = 1\n\nb = 2\n", "a", "a = 1\n\n", "\ufeffb = 2\n", id="the first"),
        pytest.param("a = 1", "a", "a = 1", "", id="all there is"),
        pytest.param(
            "[t]\nvalue = 1\n\nname = 2\n",
            "t.value",
            "value = 1\n\n",
            "[t]\nname = 2\n",
            id="the first of its table",
        ),
        pytest.param(
            "[t]\nvalue = 1\n\n# free\n\n[u]\n",
            "t.value",
            "value = 1\n",
            "[t]\n\n# free\n\n[u]\n",
            id="the only one of its table, which stays",
        ),
        pytest.param(
            "x = 1\n\n\n[c.a]\nv = 1\n\n# two\n[c.b]\nv = 2\n\n[c.b.d]\n\n[e]\n",
            "c",
            "[c.a]\nv = 1\n\n# two\n[c.b]\nv = 2\n\n[c.b.d]\n\n",
            "x = 1\n\n\n[e]\n",
            id="a kind with all of its tables",
        ),
        pytest.param("t = { a = 1, b = 2 }", "t.a", "a = 1, ", "t = { b = 2 }", id="inline, first"),
        pytest.param("t = { a = 1, b = 2 }", "t.b", ", b = 2", "t = { a = 1 }", id="inline, last"),
        pytest.param("t = { a = 1 } # c", "t.a", " a = 1 ", "t = {} # c", id="inline, only"),
        pytest.param("t = [1, [2, 3,]]", "t.1.1", ", 3", "t = [1, [2,]]", id="array"),
    ],
)
def test_what_goes(text: str, key: str, goes: str, left: str) -> None:
    assert preview(text, key).text == goes
    assert removed(text, key).text == left


@pytest.mark.parametrize("key", ["realisation", "component.kualifikasi", "history.2021", "q1"])
def test_no_blank_lines_pile_up(key: str) -> None:
    """Among tables without a blank line between them the first insert brings one, and it stays."""
    change = Change(f"{key}.extra", None, "1")
    for text in (RECORD, RECORD.rstrip("\n"), RECORD.replace("\n\n", "\n")):
        left = [text]
        for _ in range(4):
            left.append(removed(splice(left[-1], (change,)), key).text)
        assert left[2] == left[3] == left[4]
        assert text.count("\n\n\n") == left[-1].count("\n\n\n")


def test_a_value_that_comes_and_goes_leaves_no_trace() -> None:
    text = "[t]\nvalue = 1\n\nnote = 'x'\n\n[u]\n"
    for key in ("t.cause", "u.value", "q2.value", "t.state"):
        added = splice(text, (Change(key, None, "1"),))
        assert removed(added, key.split(".")[0] if key.startswith("q2") else key).text == text


@pytest.mark.parametrize(
    ("text", "key", "reason"),
    [
        ("a = 1\n", "b", "not there"),
        ("a = 1\n", "a.b", "not there"),
        ("a = 1\n", "", "no key"),
        ("a = 1\n", "a..b", "no key"),
        ("a = \n", "a", "not valid TOML"),
        ("[a]\n[b]\n[a.c]\n", "a", "several places"),
        ("a.b = 1\nc = 1\na.d = 1\n", "a", "several places"),
        ("t = { a.b = 1, c = 1, a.d = 1 }\n", "t.a", "several places"),
        ("a = [\n  1,\n  2,\n]\n", "a.0", "several lines"),
        ("a = [1, # c\n  2]\n", "a.1", "several lines"),
        ("t = { a = 1,\n b = 2 }\n", "t.b", "several lines"),
    ],
)
def test_what_does_not_go(text: str, key: str, reason: str) -> None:
    with pytest.raises(SpliceError, match=reason):
        preview(text, key)


@pytest.mark.parametrize(
    ("text", "key", "parts", "left"),
    [
        ("[a]\nx = 1\n", "a", ["a"], ""),
        ("[a]\nx = 1\n\n[b]\n\n# d\n[a.c]\ny = 1\n", "a", ["a.c", "a"], "[b]\n"),
        ("[a.c]\n[b]\n[a.d]\n[a.e]\n", "a", ["a.e", "a.d", "a"], "[b]\n"),
        ("a.b = 1\nc = 1\na.d.e = 1\n", "a", ["a.d", "a"], "c = 1\n"),
        ("[[p]]\n[b]\n[p.q]\n[[p]]\n", "p.0", ["p.0.q", "p.0"], "[b]\n[[p]]\n"),
        ("[[p]]\n[b]\n[p.q]\n[[p]]\nx = 1\n", "p", ["p.1", "p.0.q", "p"], "[b]\n"),
        ("t = { a.b = 1, c = 1, a.d = 1 }\n", "t.a", ["t.a.d", "t.a"], "t = { c = 1 }\n"),
    ],
)
def test_a_scattered_key_goes_place_by_place(
    text: str, key: str, parts: list[str], left: str
) -> None:
    found = removals(text, key)
    assert [each.key for each in found] == parts
    made = pieces(text, found)
    assert made[-1].text == left
    assert pieces(left, tuple(each.back for each in reversed(made)))[-1].text == text


def test_a_key_in_too_many_places_is_refused() -> None:
    text = "".join(f"a.k{place} = 1\nb{place} = 1\n" for place in range(120))
    with pytest.raises(Scattered):
        preview(text, "a")
    with pytest.raises(SpliceError, match="too many"):
        removals(text, "a")


def test_a_person_is_shown_the_lines_and_the_number_of_comments() -> None:
    going = goes(preview(RECORD.replace("\n", "\r\n"), "component.kualifikasi"))
    assert going.lines == (
        "# the parts",
        "[component.kualifikasi]",
        "value = 13.79   # leaves only",
        "",
        'name = "Kualifikasi"',
    )
    assert going.comments == 2
    assert goes(Removal("t.b", ", b = 'x # y'")).lines == (", b = 'x # y'",)
    assert goes(Removal("t.b", ", b = 'x # y'")).comments == 0


@pytest.mark.parametrize("name", [name for name in SHAPES if keys(SHAPES[name])])
def test_another_editor_leaves_the_same_data(name: str) -> None:
    text = SHAPES[name]
    for key in keys(text):
        path = split_key(key)
        if attempt(text, key) is None:
            continue
        document = tomlrt.loads(text)
        holder: Any = document
        for part in path[:-1]:
            holder = holder[int(part) if isinstance(holder, list) else part]
        del holder[int(path[-1]) if isinstance(holder, list) else path[-1]]
        left = tomli.loads(make(text, preview(text, key)).text)
        assert _pruned(tomli.loads(tomlrt.dumps(document))) == _pruned(left), key


def _pruned(data: object) -> object:
    """Without empty tables, which editors keep or drop as they like; nan is no number."""
    if isinstance(data, dict):
        inner = {key: _pruned(each) for key, each in data.items()}
        return {key: each for key, each in inner.items() if each not in ({}, [])}
    if isinstance(data, list):
        return [_pruned(each) for each in data]
    return repr(data)
