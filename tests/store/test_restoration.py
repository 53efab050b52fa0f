"""Where a removed text comes back when the rest of the file is no longer as it was left."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kinerja_tui.store.splicing.edit import Change, Restoration
from kinerja_tui.store.splicing.items import way_to
from kinerja_tui.store.splicing.pieces import Apart, Made, make
from kinerja_tui.store.splicing.prove import comments
from kinerja_tui.store.splicing.prove_pieces import prove_piece
from kinerja_tui.store.splicing.removal import preview
from kinerja_tui.store.splicing.splice import SpliceError, splice
from kinerja_tui.store.toml.index import VALUES, index
from kinerja_tui.store.toml.lexer import join_key, split_key
from tests.store.documents import SHAPES, records, texts, variants
from tests.store.editing import parsed
from tests.store.removing import in_order, keys


def without(text: str, key: str) -> Made:
    return make(text, preview(text, key))


def restored(text: str, piece: Restoration) -> str:
    """The text with the piece in it, proved; and the removal that takes it out again."""
    made = make(text, piece)
    assert prove_piece(text, made.text, piece) is None
    again = make(made.text, made.back)
    assert prove_piece(made.text, again.text, again.piece) is None
    assert repr(in_order(parsed(again.text))) == repr(in_order(parsed(text)))
    # What came back at the top brought the comment that now opens the file, and stays.
    opening = len(comments(again.text)) - len(comments(text))
    assert comments(again.text) == [*comments(piece.text)[:opening], *comments(text)]
    assert make(again.text, again.back).text == made.text
    return made.text


@pytest.mark.parametrize(
    ("text", "key", "later", "expected"),
    [
        pytest.param(
            "a = 1\n# about b\nb = 2\nc = 3\n",
            "b",
            "a = 10\nc = 3\n",
            "a = 10\n# about b\nb = 2\nc = 3\n",
            id="after the line before",
        ),
        pytest.param(
            "a = 1\nb = 2\n", "a", "b = 3\n", "a = 1\nb = 3\n", id="at the top of the file"
        ),
        pytest.param(
            "a = 1\n\n# about b\nb = 2\n",
            "a",
            "# about b\nb = 3\n",
            "a = 1\n\n# about b\nb = 3\n",
            id="above what had moved to the top",
        ),
        pytest.param(
            "# file\n\na = 1\n\nb = 2\n",
            "a",
            "# file\n\nb = 3\n",
            "# file\n\na = 1\n\nb = 3\n",
            id="below the header of the file",
        ),
        pytest.param(
            "# file\n\n# about a\na = 1\n\nb = 2\n",
            "a",
            "# file\nb = 3\n",
            "# file\n\n# about a\na = 1\n\nb = 3\n",
            id="its comment does not become the header's",
        ),
        pytest.param(
            "# file\n\n# about a\na = 1\nb = 2\n",
            "a",
            "# file\nb = 3\n",
            "# file\n\n# about a\na = 1\n\nb = 3\n",
            id="nor without a blank line of its own",
        ),
        pytest.param(
            "\ufeffa = 1\r\nb = 2\r\n", "a", "\ufeffb = 3", "\ufeffa = 1\r\nb = 3", id="after a BOM"
        ),
        pytest.param(
            "a = 1\r\nb = 2\r\nc = 3\r\n",
            "b",
            "a = 1\nc = 4\n",
            "a = 1\nb = 2\nc = 4\n",
            id="with the line ends of the file",
        ),
        pytest.param(
            "a = 1\n[t]\nx = 1\r\ny = 2\nz = 3\n",
            "t",
            "a = 2\n",
            "a = 2\n\n[t]\nx = 1\r\ny = 2\nz = 3\n",
            id="with its own mixture of them",
        ),
        pytest.param(
            "a = 1\r\nb = 2", "b", "a = 3", "a = 3\r\nb = 2", id="without a last line end"
        ),
        pytest.param(
            "[t]\nvalue = 1\n\nname = 2\n",
            "t.value",
            "[t]\nname = 3\n",
            "[t]\nvalue = 1\n\nname = 3\n",
            id="below its header",
        ),
        pytest.param(
            "[t]\na = 1\nb = 2\nc = 3\n\n[u]\n",
            "t.b",
            "[t]\nc = 3\n\n[u]\n",
            "[t]\nc = 3\nb = 2\n\n[u]\n",
            id="at the end of its table when the line before is gone",
        ),
        pytest.param(
            "[t]\na.x = 1\nb = 2\n",
            "t.b",
            "[t]\nc = 1\n[t.a]\nx = 1\n",
            "[t]\nc = 1\nb = 2\n[t.a]\nx = 1\n",
            id="at the end of its table when the line before is in another",
        ),
        pytest.param(
            "a = 1\nb = 2\n[t]\nc = 3\n",
            "b",
            "z = 1\n[a]\n[t]\nc = 3\n",
            "z = 1\nb = 2\n[a]\n[t]\nc = 3\n",
            id="never in another table",
        ),
        pytest.param(
            "[a]\nx = 1\n\n[b]\ny = 1\n\n[c]\n",
            "b",
            "[a]\nx = 2\n# x = 3\n\n# about c\n[c]\n",
            "[a]\nx = 2\n# x = 3\n\n[b]\ny = 1\n\n# about c\n[c]\n",
            id="a table after the table before",
        ),
        pytest.param(
            "[a]\nx = 1\n[b]\ny = 1\n[c]\n",
            "b",
            "[a]\nx = 2\n[a.d]\nz = 1\n[c]\n",
            "[a]\nx = 2\n[a.d]\nz = 1\n\n[b]\ny = 1\n\n[c]\n",
            id="and its own tables",
        ),
        pytest.param(
            "[a]\nx = 1\n\n[a.b]\ny = 1\n\n[a.c]\n",
            "a.b",
            "[a]\nx = 2\n\n[a.c]\n",
            "[a]\nx = 2\n\n[a.b]\ny = 1\n\n[a.c]\n",
            id="a table of the table before",
        ),
        pytest.param(
            "x = 1\n\n[component.a]\nv = 1\n\n[component.b]\nv = 2\n\n[history.2021]\nt = 1\n",
            "component.b",
            "x = 1\n\n[component.c]\nv = 1\n\n[history.2021]\nt = 1\n",
            "x = 1\n\n[component.c]\nv = 1\n\n[component.b]\nv = 2\n\n[history.2021]\nt = 1\n",
            id="with its kind when the table before is gone",
        ),
        pytest.param("[a]\n\n[b]\n", "b", "", "[b]\n", id="into an empty file"),
        pytest.param("[a]\n\n[b]", "a", "[c]", "[a]\n\n[c]", id="a table at the top"),
        pytest.param(
            "t = { a = 1, b = 2 }",
            "t.a",
            "t = { b = 3 }",
            "t = { b = 3, a = 1 }",
            id="inline",
        ),
        pytest.param("t = { a = 1 }", "t.a", "u = 1\nt = {}", "u = 1\nt = { a = 1 }", id="only"),
        pytest.param(
            "t.a = 1\nt.b = 2\nc = 1\n", "t", "c = 2\n", "t.a = 1\nt.b = 2\nc = 2\n", id="dotted"
        ),
    ],
)
def test_where_it_comes_back(text: str, key: str, later: str, expected: str) -> None:
    back = without(text, key).back
    assert isinstance(back, Restoration)
    assert restored(later, back) == expected
    again = make(later, back)
    assert make(again.text, again.back).text == later


@pytest.mark.parametrize(
    ("text", "key", "later", "found"),
    [
        ("a = 1\nb = 2\n", "b", "a = 1\nb = 3\n", "b = 3\n"),
        ("[t]\na = 1\n[u]\n", "t", "[u]\n[t.v]\n", "[t.v]\n"),
        ("t = { a = 1, b = 2 }\n", "t.a", "t = { a = 3, b = 2 }\n", "a = 3, "),
        ("[t]\na = 1\nb = 2\n", "t.b", "t = 3\n", None),
        ("[t]\na = 1\nb = 2\n", "t.b", "u = 3\n", None),
        ("[t]\na = 1 # c\nb = 2\n", "t.a", "t = { b = 2 }\n", None),
        ("t = { a = 1, b = 2 }\n", "t.a", "[t]\nb = 2\n", None),
        ("b = { y.z = 2, x = 1 }\n", "b.y.z", "b = { y = { w = 1 } }\n", None),
        ("[a]\ny = 1\na.a = 1\n", "a.a", "[a]\nz = 1\n", None),
        ("t = [1, 2]\n", "t.1", "t = [1, 3]\n", "3"),
        ("t = [1, 2]\n", "t.1", "t = [3]\n", None),
        ("[[t]]\na = 1\n[[t]]\na = 2\n", "t.1", "[[t]]\na = 3\n", None),
        ("[[t]]\na = 1\n[[t]]\na = 2\nb = 3\n", "t.1.b", "[[t]]\na = 1\n[[t]]\na = 4\n", None),
        ("a = 1\n[t]\nb = 2\n", "a", "a = \n", None),
    ],
)
def test_a_key_that_cannot_come_back(text: str, key: str, later: str, found: str | None) -> None:
    back = without(text, key).back
    try:
        make(later, back)
    except Apart as apart:
        assert (apart.key, apart.seen) == (key, None)
        assert apart.found is None if found is None else found in (apart.found or "")
    except SpliceError as error:
        assert "not valid TOML" in str(error)
    else:
        pytest.fail("it came back")


def crossed(text: str, first: str, second: str) -> str | None:
    """The text after: remove one key, remove another, put the first back, then the second."""
    try:
        one = without(text, first)
        two = without(one.text, second)
    except SpliceError:
        return None
    assert isinstance(one.back, Restoration) and isinstance(two.back, Restoration)
    try:
        return restored(restored(two.text, one.back), two.back)
    except Apart as apart:
        assert not _may_come_back(text, first, second), (text, first, second, apart.found)
        return None


def _may_come_back(text: str, first: str, second: str) -> bool:
    """Whether neither holds the other and both have a place that keeps its name."""
    one, two = split_key(first), split_key(second)
    size = min(len(one), len(two))
    return one[:size] != two[:size] and not in_a_list(text, first) and not in_a_list(text, second)


def in_a_list(text: str, key: str) -> bool:
    node = index(text).find(split_key(key))
    assert node is not None
    return any(each.kind in ("array", "tables") for each in way_to(node)[:-1])


def check_crossed(text: str, first: str, second: str) -> bool:
    after = crossed(text, first, second)
    if after is None:
        return False
    assert repr(in_order(parsed(after))) == repr(in_order(parsed(text)))
    assert sorted(comments(after)) == sorted(comments(text))
    return True


@pytest.mark.parametrize("kind", sorted(variants("")))
@pytest.mark.parametrize("name", sorted(SHAPES))
def test_two_keys_come_back_in_another_order(name: str, kind: str) -> None:
    text = variants(SHAPES[name])[kind]
    found = keys(text)
    pairs = [(found[place], other) for place in range(len(found)) for other in found[place - 2 :]]
    for first, second in pairs[:: max(len(pairs) // 20, 1)]:
        if first != second:
            check_crossed(text, first, second)


@pytest.mark.parametrize("path", records(), ids=lambda path: path.name)
def test_two_keys_of_a_record_come_back_in_another_order(path: Path) -> None:
    text = path.read_text(encoding="utf-8").removeprefix("\ufeff")
    rolls = random.Random(path.name)
    found = keys(text)
    kind = rolls.choice(sorted(variants("")))
    places = rolls.sample(range(len(found) - 1), min(4, len(found) - 1))
    pairs = [(found[place], found[place + 1]) for place in places]
    pairs += [tuple(rolls.sample(found, 2)) for _ in range(3)]  # type: ignore[misc]
    done = [check_crossed(variants(text)[kind], *pair) for pair in pairs]
    assert any(done) or len(found) < 8


@given(texts(), st.data())
@settings(max_examples=150, deadline=None)
def test_generated_keys_come_back_in_another_order(text: str, data: st.DataObject) -> None:
    found = keys(text)
    if len(found) > 1:
        pair = data.draw(st.lists(st.sampled_from(found), min_size=2, max_size=2, unique=True))
        check_crossed(text, *pair)


@given(texts(), st.data())
@settings(max_examples=150, deadline=None)
def test_a_key_comes_back_after_a_change_elsewhere(text: str, data: st.DataObject) -> None:
    found = keys(text)
    if not found:
        return
    key = data.draw(st.sampled_from(found))
    try:
        made = without(text, key)
    except SpliceError:
        return
    places = [
        node
        for node in index(made.text).leaves()
        if node.kind == "value" and not comments(made.text[node.start : node.end])
    ]
    if not places or in_a_list(text, key):
        return
    node = data.draw(st.sampled_from(places))
    assert node.kind in VALUES
    other = join_key(node.path)
    seen = made.text[node.start : node.end]
    later = splice(made.text, (Change(other, seen, "77"),))
    assert isinstance(made.back, Restoration)
    after = restored(later, made.back)
    expected = splice(text, (Change(other, seen, "77"),))
    assert repr(in_order(parsed(after))) == repr(in_order(parsed(expected)))
    assert sorted(comments(after)) == sorted(comments(text))


@pytest.mark.parametrize("at", [-1, 10_000])
def test_a_place_outside_the_text_is_no_place(at: int) -> None:
    made = without("a = 1\nb = 2\n", "b")
    assert isinstance(made.back, Restoration)
    odd = Restoration("b", "b = 2\n", at, made.back.around, "a")
    assert restored(made.text, odd) == "a = 1\nb = 2\n"
