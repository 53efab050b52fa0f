from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kinerja_tui.store.splicing.edit import Renaming
from kinerja_tui.store.splicing.pieces import make
from kinerja_tui.store.splicing.prove import comments
from kinerja_tui.store.splicing.prove_pieces import prove_piece
from kinerja_tui.store.splicing.splice import SpliceError
from kinerja_tui.store.toml.index import Path, index
from kinerja_tui.store.toml.lexer import join_key, split_key
from tests.store.documents import SHAPES, records, texts, variants
from tests.store.editing import parsed
from tests.store.removing import in_order, keys

ODD = ("way that renaming could not take back", "has no name")


def with_name(data: Any, path: Path, name: str) -> Any:
    """The data with another name for one key."""
    if isinstance(data, list):
        return [
            with_name(each, path[1:], name) if str(place) == path[0] else each
            for place, each in enumerate(data)
        ]
    here, rest = path[0], path[1:]
    return {
        (name if key == here and not rest else key): (
            with_name(each, rest, name) if key == here and rest else each
        )
        for key, each in data.items()
    }


def renamed(text: str, key: str, name: str) -> str:
    """The text after a renaming, proved, with the data that it must have, and back to the byte."""
    piece = Renaming(key, name)
    made = make(text, piece)
    assert prove_piece(text, made.text, piece) is None
    expected = with_name(parsed(text), split_key(key), name)
    assert repr(in_order(parsed(made.text))) == repr(in_order(expected))
    assert comments(made.text) == comments(text)
    back = make(made.text, made.back)
    assert back.text == text
    assert isinstance(back.back, Renaming)
    assert (split_key(back.back.key), back.back.name) == (split_key(key), name)
    assert prove_piece(made.text, text, made.back) is None
    return made.text


def attempt(text: str, key: str, name: str) -> bool:
    try:
        renamed(text, key, name)
    except SpliceError as error:
        taken = join_key((*split_key(key)[:-1], name)) in keys(text) and "already" in str(error)
        assert taken or any(reason in str(error) for reason in ODD), error
        return False
    return True


@pytest.mark.parametrize("kind", sorted(variants("")))
@pytest.mark.parametrize("name", sorted(SHAPES))
def test_every_key_and_table_gets_another_name(name: str, kind: str) -> None:
    text = variants(SHAPES[name])[kind]
    refused = {key for key in keys(text) if not attempt(text, key, "brand-new")}
    in_lists = {key for key in refused if split_key(key)[-1].isdecimal()}
    assert refused - in_lists == {key for key in refused if key.startswith('"esc')}


@pytest.mark.parametrize("path", records(), ids=lambda path: path.name)
def test_names_in_every_record(path: Any) -> None:
    text = path.read_text(encoding="utf-8").removeprefix("\ufeff")
    found = keys(text)
    kinds = list(variants(text).values())
    for place, key in enumerate(found[:: max(len(found) // 8, 1)]):
        each = kinds[place % len(kinds)]
        if not split_key(key)[-1].isdecimal() or key.startswith("history"):
            assert attempt(each, key, "brand_new")


@given(texts(), st.sampled_from(["new", "new name", 'a"b', "it's", "é", ""]), st.data())
@settings(max_examples=200, deadline=None)
def test_generated_names(text: str, name: str, data: st.DataObject) -> None:
    found = keys(text)
    if found:
        attempt(text, data.draw(st.sampled_from(found)), name)


@pytest.mark.parametrize(
    ("text", "key", "name", "expected"),
    [
        ("a = 1 # a\nb = 'a'\n", "a", "c", "c = 1 # a\nb = 'a'\n"),
        ("[a]\na = 1\n[a.b.a]\n[b.a]\n", "a", "c", "[c]\na = 1\n[c.b.a]\n[b.a]\n"),
        ("[a]\na = 1\n[a.b.a]\n[b.a]\n", "b.a", "c", "[a]\na = 1\n[a.b.a]\n[b.c]\n"),
        ("[a.b.c]\n[a.b]\n[x]\n[a.b.d]\n", "a.b", "e", "[a.e.c]\n[a.e]\n[x]\n[a.e.d]\n"),
        ("[ a . b ] # c\n  x = 1\n", "a.b", "e", "[ a . e ] # c\n  x = 1\n"),
        ("a.b.c = 1\nz = 1\na . b.d = 2\n", "a.b", "e", "a.e.c = 1\nz = 1\na . e.d = 2\n"),
        ("[t]\na.b = 1\n[t.c]\n", "t.a", "e", "[t]\ne.b = 1\n[t.c]\n"),
        ("[[p]]\n[p.q]\n[[p]]\n[p.q]\n", "p", "r", "[[r]]\n[r.q]\n[[r]]\n[r.q]\n"),
        ("[[p]]\n[p.q]\n[[p]]\n[p.q]\n", "p.1.q", "s", "[[p]]\n[p.q]\n[[p]]\n[p.s]\n"),
        ("[[p]]\nx = 1\n[[p.s]]\nx = 2\n", "p.0.s.0.x", "y", "[[p]]\nx = 1\n[[p.s]]\ny = 2\n"),
        ("t = { a.b = 1, a.c = 2 } # a\n", "t.a", "e", "t = { e.b = 1, e.c = 2 } # a\n"),
        ("t = [{ a = 1 }, { a = 2 }]\n", "t.1.a", "b", "t = [{ a = 1 }, { b = 2 }]\n"),
        ("[t]\nx = { a = 1 }\n", "t.x", "y", "[t]\ny = { a = 1 }\n"),
        ("a = 1\n", "a", "b c", '"b c" = 1\n'),
        ('"b c" = 1\n', '"b c"', "a", "a = 1\n"),
        ("'a' = 1\n", "a", "b", "'b' = 1\n"),
        ('"a" = 1\n["t"]\n', "a", "b", '"b" = 1\n["t"]\n'),
        ("\ufeff[a]\r\nb = 1", "a", "c", "\ufeff[c]\r\nb = 1"),
    ],
)
def test_only_the_name_changes(text: str, key: str, name: str, expected: str) -> None:
    assert renamed(text, key, name) == expected


@pytest.mark.parametrize(
    ("text", "key", "name", "reason"),
    [
        ("a = 1\nb = 2\n", "a", "b", "there is a b already"),
        ("[a]\n[b.c]\n", "a", "b", "there is a b already"),
        ("[t]\na.b = 1\na.c = 2\n", "t.a.b", "c", "there is a t.a.c already"),
        ("a = 1\n", "a", "a", "there is a a already"),
        ("a = 1\n", "b", "c", "b is not there"),
        ("a = 1\n", "a.b", "c", "a.b is not there"),
        ("a = [1]\n", "a.0", "c", "has no name"),
        ("[[a]]\n", "a.0", "c", "has no name"),
        ("a = 1\n", "a", "\ud800", "is no key"),
        ('"\\u0061" = 1\n', "a", "b", "could not take back"),
        ('"a" = 1\n', "a", "b c", "could not take back"),
        ("'a' = 1\n", "a", "it's", "could not take back"),
        ("a = 1\n", "a..b", "b", "is no key"),
        ("a = \n", "a", "b", "not valid TOML"),
    ],
)
def test_what_gets_no_other_name(text: str, key: str, name: str, reason: str) -> None:
    with pytest.raises(SpliceError, match=reason):
        make(text, Renaming(key, name))


def test_every_place_of_a_name_is_found_by_the_index_again() -> None:
    text = SHAPES["record"]
    after = renamed(text, "component", "part")
    assert after == text.replace("component", "part")
    assert [join_key(each.node.path) for each in index(after).sections][2:4] == [
        "part.kualifikasi",
        "part.kompetensi",
    ]
