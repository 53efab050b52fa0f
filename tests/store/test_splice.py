from __future__ import annotations

from pathlib import Path as File
from typing import Any, TypeVar

import pytest
import tomli
import tomlrt
from hypothesis import given, settings
from hypothesis import strategies as st

from kinerja_tui.store.splicing.edit import Change, Edit
from kinerja_tui.store.splicing.prove import comments, prove
from kinerja_tui.store.splicing.splice import SpliceError, reverse, splice, steps
from kinerja_tui.store.toml.index import VALUES, Path, index
from kinerja_tui.store.toml.lexer import join_key
from tests.store.documents import SHAPES, TOKENS, records, texts, variants
from tests.store.editing import edited, parsed, with_value

RECORD = SHAPES["record"]
T = TypeVar("T")


def some(items: list[T], most: int, first: int = 0) -> list[T]:
    """At most `most` of the items, spread over all of them."""
    return items[first % max(len(items) // most, 1) :: max(len(items) // most, 1)]


def set_every_leaf(text: str, new: str, most: int = 100) -> int:
    """Set each value that holds no keys; everything outside its token stays to the byte."""
    leaves = some(list(index(text).leaves()), most)
    for leaf in leaves:
        head, seen, tail = text[: leaf.start], text[leaf.start : leaf.end], text[leaf.end :]
        change = Change(join_key(leaf.path), seen, new)
        if comments(seen):
            assert splice(text, (change,)) == head + new + tail
            assert prove(text, head + new + tail, change) is not None
            continue
        assert edited(text, change) == head + new + tail
        if seen != new:
            expected = with_value(parsed(text), leaf.path, new)
            assert repr(parsed(head + new + tail)) == repr(expected)
    return len(leaves)


CASES = [
    pytest.param(text, id=f"{name}, {kind}")
    for name, shape in SHAPES.items()
    for kind, text in variants(shape).items()
]


@pytest.mark.parametrize("text", CASES)
@pytest.mark.parametrize("new", ["60.00", '"teks # \\"x\\""'])
def test_only_the_token_changes(text: str, new: str) -> None:
    assert set_every_leaf(text, new) == len(list(index(text).leaves()))


@pytest.mark.parametrize("path", records(), ids=lambda path: path.name)
def test_only_the_token_changes_in_every_record(path: File) -> None:
    text = path.read_text(encoding="utf-8")
    for place, each in enumerate(variants(text).values()):
        for leaf in some(list(index(each).leaves()), 8, place):
            head, seen, tail = each[: leaf.start], each[leaf.start : leaf.end], each[leaf.end :]
            change = Change(join_key(leaf.path), seen, "61.340")
            assert splice(each, (change,)) == head + "61.340" + tail
    assert set_every_leaf(text, "61.340", 8) > 0


@given(texts(), TOKENS.filter(lambda token: "#" not in token), st.data())
@settings(max_examples=150, deadline=None)
def test_generated_leaf_edits(text: str, new: str, data: st.DataObject) -> None:
    leaves = list(index(text).leaves())
    if not leaves:
        return
    leaf = data.draw(st.sampled_from(leaves))
    seen = text[leaf.start : leaf.end]
    if comments(seen):
        return
    change = Change(join_key(leaf.path), seen, new)
    after = steps(text, (change,))[0]
    assert after.text.startswith(text[: leaf.start])
    assert after.text.endswith(text[leaf.end :])
    assert edited(text, change) == after.text
    assert repr(parsed(after.text)) == repr(with_value(parsed(text), leaf.path, new))


def free_keys(text: str) -> list[Path]:
    """A new key for every table of the document, however the table was made."""
    found: list[Path] = []
    waiting = [index(text).root]
    while waiting:
        node = waiting.pop()
        inside = node
        while inside.parent is not None and inside.kind not in VALUES:
            inside = inside.parent
        if node.kind in ("table", "dotted", "inline"):
            found.append((*node.path, "brand new"))
            found.append((*node.path, "new", "deep"))
            waiting.extend(node.children.values())
        elif node.kind == "tables":
            waiting.extend(node.children.values())
    return found


@pytest.mark.parametrize("text", CASES)
def test_a_new_key_in_every_table(text: str) -> None:
    for path in free_keys(text):
        change = Change(join_key(path), None, "60.00")
        try:
            after = edited(text, change)
        except SpliceError as error:
            assert "array of tables" in str(error)
            assert path[-2] == "new"
            continue
        assert repr(sorted_(parsed(after))) == repr(
            sorted_(with_value(parsed(text), path, "60.00"))
        )


def sorted_(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: sorted_(data[key]) for key in sorted(data)}
    return [sorted_(each) for each in data] if isinstance(data, list) else data


@pytest.mark.parametrize("path", records(), ids=lambda path: path.name)
def test_a_new_key_in_every_table_of_the_records(path: File) -> None:
    text = path.read_text(encoding="utf-8")
    for key in some(free_keys(text), 8):
        after = edited(text, Change(join_key(key), None, "60.00"))
        assert parsed(after) == with_value(parsed(text), key, "60.00")


@given(texts(), TOKENS.filter(lambda token: "#" not in token), st.data())
@settings(max_examples=150, deadline=None)
def test_generated_inserts(text: str, new: str, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(free_keys(text)))
    try:
        after = edited(text, Change(join_key(path), None, new))
    except SpliceError as error:
        assert "array of tables" in str(error)
        return
    expected = with_value(parsed(text), path, new)
    assert repr(sorted_(parsed(after))) == repr(sorted_(expected))
    assert comments(after) == comments(text)


def test_an_insert_means_what_another_editor_means() -> None:
    after = splice(RECORD, (Change("component.kompetensi.max", None, "40"),))
    other = tomlrt.loads(RECORD)
    other["component"]["kompetensi"]["max"] = 40
    assert tomli.loads(tomlrt.dumps(other)) == tomli.loads(after)


@given(texts(), st.data())
@settings(max_examples=100, deadline=None)
def test_several_changes_come_back_to_the_byte(text: str, data: st.DataObject) -> None:
    """A chain of inserts and replacements, undone as one edit."""
    found = index(text)
    leaves = [leaf for leaf in found.leaves() if not comments(text[leaf.start : leaf.end])]
    tops = ("realisation", "q1", "zzz")
    changes = [
        Change(f"{top}.{name}", None, "1")
        for top in data.draw(st.lists(st.sampled_from(tops), max_size=2, unique=True))
        for name in data.draw(st.permutations(["value", "state", "note"]))
    ]
    if leaves:
        leaf = data.draw(st.sampled_from(leaves))
        seen = text[leaf.start : leaf.end]
        changes.insert(
            data.draw(st.integers(0, len(changes))), Change(join_key(leaf.path), seen, "7")
        )
    edit = Edit("x.toml", tuple(changes))
    made = steps(text, edit.changes)
    if not made:
        return
    assert splice(made[-1].text, reverse(edit, made).changes) == text


@pytest.mark.parametrize(
    ("key", "new"),
    [
        ("schema", ""),
        ("schema", "1 # c"),
        ("schema", "1\nevil = 2"),
        ("schema", " 1"),
        ("schema", "61,34"),
        ("schema", "{ a = 1,\n b = 2 }"),
        ("schema", '"x'),
        ("schema.x", "1"),
        ("realisation", "1"),
        ("component", "1"),
        ("a..b", "1"),
        ("", "1"),
        ("schema", None),
        ("nothing", None),
    ],
)
def test_what_cannot_be_spliced(key: str, new: str | None) -> None:
    with pytest.raises(SpliceError):
        splice(RECORD, (Change(key, None, new),))


def test_a_key_is_only_removed_with_what_was_inserted() -> None:
    with pytest.raises(SpliceError):
        splice("a = 1\n", (Change("a", "1", None, back=True),))
    with pytest.raises(SpliceError):
        splice("b = 1\n", (Change("a", "1", None, "a = 1\n", back=True),))


@pytest.mark.parametrize("token", ['"""\r\na\n"""', '"""\na\r\nb\n"""'])
@pytest.mark.parametrize("kind", sorted(variants(RECORD)))
def test_undo_restores_a_token_with_odd_line_ends(token: str, kind: str) -> None:
    text = variants("a = 1\nb = 2\n")[kind].replace("1", token, 1)
    edit = Edit.one("x.toml", "a", token, "3")
    made = steps(text, edit.changes)
    undone = steps(made[-1].text, reverse(edit, made).changes)
    assert undone[-1].text == text
    assert prove(made[-1].text, text, undone[-1].change) is None
