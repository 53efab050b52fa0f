"""The gate for removals, restorations and renamings, kept honest: whatever else would change is
refused.
"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kinerja_tui.store.splicing.edit import Change, Piece, Removal, Renaming, Restoration
from kinerja_tui.store.splicing.pieces import Made, make
from kinerja_tui.store.splicing.prove_pieces import prove_piece
from kinerja_tui.store.splicing.removal import preview
from kinerja_tui.store.splicing.restoration import digest
from kinerja_tui.store.splicing.splice import SpliceError
from tests.store.documents import SHAPES, texts
from tests.store.removing import keys

OLD = SHAPES["record"]
GONE = Removal("component.kompetensi", preview(OLD, "component.kompetensi").text)
NEW = make(OLD, GONE).text
BACK = make(OLD, GONE).back
LATER = NEW.replace("61.30", "62.00")
RESTORED = OLD.replace("61.30", "62.00")
NAMED = Renaming("component", "part")
RENAMED = OLD.replace("[component.", "[part.")


def test_what_is_right_passes() -> None:
    assert prove_piece(OLD, NEW, GONE) is None
    assert prove_piece(NEW, OLD, BACK) is None
    assert make(LATER, BACK).text == RESTORED
    assert prove_piece(LATER, RESTORED, BACK) is None
    assert prove_piece(OLD, RENAMED, NAMED) is None
    change = Change("realisation.value", "61.30", "62.00")
    assert prove_piece(OLD, RESTORED, change) is None
    assert prove_piece(OLD, NEW, change) is not None


def mutants(new: str) -> dict[str, str]:
    """What must not come of any piece; `new` is what should."""
    found = {
        "a comment dropped": new.replace("# how it is measured\n", ""),
        "a trailing comment dropped": new.replace("   # leaves only", ""),
        "a comment added": new.replace("# how it", "# a\n# how it"),
        "a comment changed": new.replace("# how it is", "# how it was"),
        "a comment in a text changed": new.replace("# no comment", "# a comment"),
        "a comment moved": new.replace("# history\n", "").replace(
            "# how it", "# history\n# how it"
        ),
        "a key moved": new.replace('id = "ip-asn"\n', "").replace(
            "# how it", 'id = "ip-asn"\n# how it'
        ),
        "two keys exchanged": new.replace(
            'schema = 1                        # int, req\nid = "ip-asn"',
            'id = "ip-asn"\nschema = 1                        # int, req',
        ),
        "another number changed": new.replace("13.79", "13.80"),
        "another zero": new.replace("13.79", "13.790"),
        "an underscore come": new.replace("target = 60", "target = 6_0"),
        "another type": new.replace("target = 60", "target = 60.0"),
        "quotes changed": new.replace('"ip-asn"', "'ip-asn'"),
        "LF to CRLF": new.replace("\n", "\r\n"),
        "one CRLF": new.replace('id = "ip-asn"\n', 'id = "ip-asn"\r\n'),
        "a BOM come": "\ufeff" + new,
        "the last line end gone": new.removesuffix("\n"),
        "a blank line more": new + "\n",
        "a blank line less": new.replace("\n\n# how it", "\n# how it"),
        "a blank gone": new.replace("schema = 1  ", "schema = 1 "),
        "a key more": new.replace('id = "ip-asn"', 'id = "ip-asn"\nx = 1'),
        "a table more": new + "[empty]\n",
        "a key gone": new.replace('state = "final"\n', ""),
        "a line gone": new.replace("value = 13.79   # leaves only\n", ""),
        "a table gone": new.replace("[history.2021]\ntarget = 60\n", ""),
        "a header renamed": new.replace("history.2021", "history.2020"),
        "a key renamed": new.replace("state =", "status ="),
        "truncated": new[: len(new) // 2],
        "empty": "",
        "no TOML": new.replace("[realisation]", "[realisation"),
        "text changed": new.replace("Lines", "Linen"),
    }
    assert new not in found.values()
    return found


CASES: list[tuple[str, str, str, Piece]] = [
    ("removal", OLD, NEW, GONE),
    ("restoration", NEW, OLD, BACK),
    ("restoration later", LATER, RESTORED, BACK),
    ("renaming", OLD, RENAMED, NAMED),
]


@pytest.mark.parametrize("name", sorted(mutants(OLD)))
@pytest.mark.parametrize("case", CASES, ids=[case[0] for case in CASES])
def test_a_mutant_is_refused(case: tuple[str, str, str, Piece], name: str) -> None:
    _, old, new, piece = case
    mutant = mutants(new)[name]
    assert mutant != new
    assert prove_piece(old, mutant, piece) is not None


@pytest.mark.parametrize("case", CASES, ids=[case[0] for case in CASES])
def test_doing_nothing_is_refused(case: tuple[str, str, str, Piece]) -> None:
    _, old, _, piece = case
    assert prove_piece(old, old, piece) is not None


@pytest.mark.parametrize("case", CASES[:2] + CASES[3:], ids=lambda case: case[0])
def test_lf_for_crlf_is_refused(case: tuple[str, str, str, Piece]) -> None:
    _, old, new, piece = case
    old, new = old.replace("\n", "\r\n"), new.replace("\n", "\r\n")
    if isinstance(piece, Removal):
        piece = Removal(piece.key, piece.text.replace("\n", "\r\n"))
    if isinstance(piece, Restoration):
        text = piece.text.replace("\n", "\r\n")
        piece = Restoration(piece.key, text, new.index(text), digest(old), piece.after)
    assert prove_piece(old, new, piece) is None
    assert prove_piece(old, new.replace("\r\n", "\n"), piece) is not None
    for place in range(0, new.count("\r\n"), 3):
        parts = new.split("\r\n")
        mutant = "\r\n".join(parts[: place + 1]) + "\n" + "\r\n".join(parts[place + 1 :])
        assert prove_piece(old, mutant, piece) is not None


REMOVALS = {
    "an extra line": (OLD, NEW.replace('state = "final"\n', ""), GONE),
    "the line after": (OLD, NEW.replace("# history\n", ""), GONE),
    "another part": (OLD, make(OLD, preview(OLD, "component.kualifikasi")).text, GONE),
    "a part less": (OLD, OLD.replace("value = 20.00\n", ""), GONE),
    "its comment stays": (OLD, NEW.replace("# history", "# value = 3\n# history"), GONE),
    "a key that is not there": (OLD, NEW, Removal("component.x", GONE.text)),
    "a key that stays": (OLD, NEW, Removal("component.kualifikasi", GONE.text)),
    "a key of what goes": (OLD, NEW, Removal("component.kompetensi.value", GONE.text)),
    "the table around it": (OLD, NEW, Removal("component", GONE.text)),
    "less than was shown": (OLD, NEW, Removal(GONE.key, GONE.text.removesuffix("\n"))),
    "more than was shown": (OLD, NEW, Removal(GONE.key, GONE.text + "\n")),
    "another text than was shown": (OLD, NEW, Removal(GONE.key, GONE.text.replace("20", "21"))),
    "nothing shown": (OLD, NEW, Removal(GONE.key, "")),
    "a table that others use": ("[t]\na = 1\nb = 2\n", "b = 2\n", Removal("t", "[t]\na = 1\n")),
    "keys that change their table": (
        "[s]\n[t]\na = 1\n",
        "[s]\na = 1\n",
        Removal("t", "[t]\n"),
    ),
    "a table that only seems empty": (
        "t = {a = {}, b = {}}",
        "t = {}",
        Removal("t.a", "a = {}, b = {}"),
    ),
    "an element too many": ("t = [1, 2, 3]", "t = [3]", Removal("t.0", "1, 2, ")),
    "another element": ("t = [1, 2, 3]", "t = [1, 3]", Removal("t.0", "2, ")),
    "an empty table that stood there": ("t = 1\n[u]\n", "t = 1\n", Removal("t", "[u]\n")),
    "half a comment": ("x = 1 # c\na = 1\n", "x = 1 # ", Removal("a", "c\na = 1\n")),
    "a comment made": ("x = 1 # c\na = 2", "x = 1 #\n", Removal("a", " c\na = 2")),
    "a number made": ("x = 1\na = 2\n", "x = 2\n", Removal("a", "1\na = ")),
    "half a line end": ("x = 1\r\na = 2\r\n", "x = 1\n", Removal("a", "\r\na = 2\r")),
    "the BOM": ("\ufeffa = 1\n", "", Removal("a", "\ufeffa = 1\n")),
}


@pytest.mark.parametrize("name", sorted(REMOVALS))
def test_a_wrong_removal_is_refused(name: str) -> None:
    assert prove_piece(*REMOVALS[name]) is not None


def back(text: str, key: str) -> Restoration:
    piece = make(text, preview(text, key)).back
    assert isinstance(piece, Restoration)
    return piece


TABLE = back("[a]\nx = 1\n\n[b]\ny = 1\n\n[c]\nz = 1\n", "b")
VALUE = back("[a]\nx = 1\ny = 2 # c\n[b]\n", "a.y")

RESTORATIONS = {
    "with a friend": ("[a]\n[c]\nz = 1\n", "[a]\n\n[b]\ny = 1\nw = 1\n\n[c]\nz = 1\n", TABLE),
    "with a table": ("[a]\n[c]\n", "[a]\n\n[b]\ny = 1\n\n[d]\n\n[c]\n", TABLE),
    "without a key": ("[a]\n[c]\n", "[a]\n\n[b]\n\n[c]\n", TABLE),
    "with another value": ("[a]\n[c]\n", "[a]\n\n[b]\ny = 2\n\n[c]\n", TABLE),
    "around a key": ("[a]\nq = 1\n", "[a]\n[b]\ny = 1\nq = 1\n", TABLE),
    "as another table": ("[a]\n[c]\n", "[a]\n\n[d]\ny = 1\n\n[c]\n", TABLE),
    "in another table": ("[a]\nx = 2\n[b]\n", "[a]\nx = 2\n[b]\ny = 2 # c\n", VALUE),
    "without its comment": ("[a]\nx = 2\n[b]\n", "[a]\nx = 2\ny = 2\n[b]\n", VALUE),
    "as a comment": ("[a]\nx = 2 #\n[b]\n", "[a]\nx = 2 #y = 2 # c\n\n[b]\n", VALUE),
    "with a comment behind": ("[a]\nx = 2\n#d\n", "[a]\nx = 2\ny = 2 # c#d\n", VALUE),
    "inside a text": ('[a]\nx = """\n"""\n', '[a]\nx = """\ny = 2 # c\n"""\n', VALUE),
    "in place of a line": ("[a]\nx = 2\n[b]\n", "[a]\ny = 2 # c\n[b]\n", VALUE),
    "twice": ("[a]\n[b]\n", "[a]\ny = 2 # c\n[b]\ny = 2 # c\n", VALUE),
    "over a key": ("[a]\ny = 3\n", "[a]\ny = 2 # c\n", VALUE),
    "beside itself": ("[a]\ny = 3\n", "[a]\ny = 3\ny = 2 # c\n", VALUE),
    "with many blank lines": ("[a]\nx = 2\n", "[a]\nx = 2\ny = 2 # c\n" + "\n" * 30, VALUE),
    "with CRLF": ("[a]\nx = 2\n", "[a]\nx = 2\ny = 2 # c\r\n", VALUE),
    "somewhere else": ("[a]\nx = 1\n[b]\n", "[a]\ny = 2 # c\nx = 1\n[b]\n", VALUE),
}


@pytest.mark.parametrize("name", sorted(RESTORATIONS))
def test_a_wrong_restoration_is_refused(name: str) -> None:
    assert prove_piece(*RESTORATIONS[name]) is not None


def test_a_right_restoration_elsewhere_passes() -> None:
    assert prove_piece("[a]\n[c]\n", "[a]\n\n[b]\ny = 1\n\n[c]\n", TABLE) is None
    assert prove_piece("[a]\nx = 2\n[b]\n", "[a]\nx = 2\ny = 2 # c\n[b]\n", VALUE) is None
    assert prove_piece("[a]\r\n[c]\r\n", "[a]\r\n[b]\r\ny = 1\r\n[c]\r\n", TABLE) is None


RENAMINGS = {
    "one header only": OLD.replace("[component.kualifikasi]", "[part.kualifikasi]"),
    "another name": OLD.replace("[component.", "[parts."),
    "the name below": OLD.replace("kualifikasi", "part"),
    "with its comment": RENAMED.replace("# the parts", "# the part"),
    "with blanks": OLD.replace("[component.", "[ part."),
    "in a text too": OLD.replace("component", "part").replace("Lines", "part"),
}


@pytest.mark.parametrize("name", sorted(RENAMINGS))
def test_a_wrong_renaming_is_refused(name: str) -> None:
    assert prove_piece(OLD, RENAMINGS[name], NAMED) is not None


@pytest.mark.parametrize(
    ("old", "new", "piece"),
    [
        ("a = 'a' # a\n", "b = 'b' # a\n", Renaming("a", "b")),
        ("a = 'a' # a\n", "b = 'a' # b\n", Renaming("a", "b")),
        ("a = 1\nb = 2\n", "b = 1\nb = 2\n", Renaming("a", "b")),
        ("a = {a = 1}\n", "b = {b = 1}\n", Renaming("a", "b")),
        ("a = {a = 1}\n", "a = {b = 1}\n", Renaming("a", "b")),
        ("a = 1\nac = 2\n", "b = 1\nbc = 2\n", Renaming("a", "b")),
        ("a = [1]\n", "a = [2]\n", Renaming("a.0", "2")),
        ("a = 1\n", "b = 1\n", Renaming("c", "b")),
        ("a = 1\n", '"b" = 1 \n', Renaming("a", "b")),
        ("a = 1\nx = 2\n", "x = 2\nb = 1\n", Renaming("a", "b")),
    ],
)
def test_another_wrong_renaming_is_refused(old: str, new: str, piece: Renaming) -> None:
    assert prove_piece(old, new, piece) is not None


@given(texts(), st.data())
@settings(max_examples=250, deadline=None)
def test_any_further_change_of_one_character_is_refused(text: str, data: st.DataObject) -> None:
    made = data.draw(st.sampled_from([None, *some_pieces(text, data)]))
    if made is None or not made[1].text:
        return
    old, each = made
    assert prove_piece(old, each.text, each.piece) is None
    place = data.draw(st.integers(0, len(each.text) - 1))
    sign = data.draw(st.sampled_from(["", "#", "1", "\n", " ", "\r\n", '"', "x", ","]))
    for mutant in (
        each.text[:place] + sign + each.text[place + 1 :],
        each.text[:place] + (sign or "0") + each.text[place:],
    ):
        if mutant != each.text:
            assert prove_piece(old, mutant, each.piece) is not None


def some_pieces(text: str, data: st.DataObject) -> list[tuple[str, Made]]:
    """A removal, its restoration, and a renaming, each with the text before it."""
    found = keys(text)
    if not found:
        return []
    key = data.draw(st.sampled_from(found))
    made: list[tuple[str, Made]] = []
    try:
        removal = make(text, preview(text, key))
        made += [(text, removal), (removal.text, make(removal.text, removal.back))]
        made.append((text, make(text, Renaming(key, "fresh"))))
    except SpliceError:
        return made
    return made


def test_what_cannot_be_read_is_refused() -> None:
    piece = Removal("a", "a = 1\n")
    assert prove_piece("a = 1\nb\n", "b\n", piece) is not None
    assert prove_piece("a = 1\n", "", Removal("a..b", "a = 1\n")) is not None
    deep = "x = " + "[" * 100_000
    assert prove_piece("a = 1\n" + deep, deep, piece) is not None
