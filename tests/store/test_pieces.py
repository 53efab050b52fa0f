from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kinerja_tui.locale import message
from kinerja_tui.store.splicing.edit import Change, Piece, Removal, Renaming, Restoration
from kinerja_tui.store.splicing.pieces import Apart, Made, make, pieces, taken_back
from kinerja_tui.store.splicing.prove_pieces import prove_piece
from kinerja_tui.store.splicing.removal import preview
from kinerja_tui.store.splicing.restoration import digest
from kinerja_tui.store.splicing.splice import SpliceError, steps
from tests.store.documents import SHAPES, texts
from tests.store.removing import keys

RECORD = SHAPES["record"]
UNREADABLE = message("the result cannot be read back")


def there_and_back(text: str, wanted: tuple[Piece, ...]) -> tuple[Made, ...]:
    """The pieces made, each proved; and everything taken back to the byte, and done again."""
    made = proved(text, wanted)
    after = made[-1].text if made else text
    back = proved(after, taken_back(made))
    assert (back[-1].text if back else after) == text
    again = proved(text, taken_back(back))
    assert (again[-1].text if again else text) == after
    return made


def proved(text: str, wanted: tuple[Piece, ...]) -> tuple[Made, ...]:
    made = pieces(text, wanted)
    for each in made:
        assert prove_piece(text, each.text, each.piece) is None
        text = each.text
    return made


def test_pieces_of_every_kind_in_one_go() -> None:
    wanted: tuple[Piece, ...] = (
        Change("realisation.value", "61.30", "62.00"),
        Renaming("realisation.value", "figure"),
        Change("realisation.note", None, '"new"'),
        Removal("history", preview(RECORD, "history").text),
        Renaming("component", "part"),
        Removal("part.kompetensi.name", "name = 'Kompe#tensi'\n"),
    )
    made = there_and_back(RECORD, wanted)
    assert made[-1].text == (
        RECORD.replace("value = 61.30", "figure = 62.00")
        .replace('state = "final"\n', 'state = "final"\n\nnote = "new"\n')
        .replace("\n# history\n[history.2021]\ntarget = 60\n", "")
        .replace("component.", "part.")
        .replace("name = 'Kompe#tensi'\n", "")
    )


@given(texts(), st.data())
@settings(max_examples=200, deadline=None)
def test_generated_pieces(text: str, data: st.DataObject) -> None:
    """Some of each kind, one made on what the other left; all of them back to the byte."""
    made: list[Made] = []
    now = text
    for _ in range(data.draw(st.integers(1, 4))):
        found = keys(now)
        if not found:
            break
        key = data.draw(st.sampled_from(found))
        try:
            made.append(make(now, data.draw(st.sampled_from(choices(now, key)))))
        except SpliceError:
            continue
        now = made[-1].text
    there_and_back(text, tuple(each.piece for each in made))


def choices(text: str, key: str) -> list[Piece]:
    wanted: list[Piece] = [Renaming(key, "fresh"), Renaming(key, "fresh name")]
    wanted.append(Change(f"{key}.new", None, "1"))
    try:
        wanted.append(preview(text, key))
    except SpliceError:
        return wanted
    return wanted


def test_a_change_is_made_as_it_always_was() -> None:
    change = Change("realisation.state", '"final"', '"provisional"')
    made = make(RECORD, change)
    assert (made.text, made.piece) == (steps(RECORD, (change,))[0].text, change)
    assert made.back == Change("realisation.state", '"provisional"', '"final"', back=True)


def test_a_change_of_what_somebody_changed_meanwhile() -> None:
    with pytest.raises(Apart) as caught:
        make(RECORD, Change("realisation.value", "60.00", "62.00"))
    apart = caught.value
    assert (apart.key, apart.seen, apart.found) == ("realisation.value", "60.00", "61.30")
    with pytest.raises(Apart):
        make(RECORD, Change("realisation.value", None, "62.00"))
    with pytest.raises(Apart):
        make(RECORD, Change("realisation.note", '"x"', '"y"'))


def test_a_change_that_stands_there_already_is_left_out() -> None:
    there = Change("realisation.value", "60.00", "61.30")
    gone = Change("realisation.note", '"x"', None, 'note = "x"\n', True)
    rest = Change("realisation.state", '"final"', '"target"')
    made = there_and_back(RECORD, (there, gone, rest))
    assert [each.piece for each in made] == [rest]


@pytest.mark.parametrize(
    ("was", "now", "found"),
    [
        ("value = 61.30", "value = 61.31", "61.31"),
        ("[realisation]   ", "# new\n[realisation]", "# new"),
        ('state = "final"\n', 'state = "final" # new\n', "# new"),
        ('state = "final"\n', 'state = "final"\nnote = ""\n', "note"),
        ('state = "final"\n', 'state = "final"\n# below\n', "# below"),
        ('state = "final"\n', 'state = "final"\n\n[realisation.more]\n', "more"),
        ("realisation", "realization", None),
    ],
)
def test_a_removal_of_what_somebody_changed_meanwhile(
    was: str, now: str, found: str | None
) -> None:
    removal = preview(RECORD, "realisation")
    with pytest.raises(Apart) as caught:
        make(RECORD.replace(was, now), removal)
    apart = caught.value
    assert (apart.key, apart.seen) == ("realisation", removal.text)
    assert apart.found is None if found is None else found in (apart.found or "")


def test_blank_lines_that_came_and_went_are_no_change() -> None:
    text = "[a]\nx = 1\n\n[b]\ny = 1\n\n[c]\nz = 1\n"
    wanted = (preview(text, "c"), preview(text, "b"), preview(text, "a"))
    made = there_and_back(text, wanted)
    assert [each.text for each in made] == [text[:-11], text[:10], ""]
    assert wanted[1] == Removal("b", "[b]\ny = 1\n\n")
    assert made[1].piece == Removal("b", "\n[b]\ny = 1\n")


def test_two_parts_of_a_value_go_together() -> None:
    text = "t = { a = 1, b = 2 }\n"
    made = there_and_back(text, (preview(text, "t.a"), preview(text, "t.b")))
    assert made[-1].text == "t = {}\n"


def test_what_takes_a_removal_back() -> None:
    text = "a = 1\n\n[t]\nb = 2\nc = 3\n"
    back = make(text, preview(text, "t.c")).back
    assert back == Restoration("t.c", "c = 3\n", 17, digest("a = 1\n\n[t]\nb = 2\n"), "t.b")
    back = make(text, preview(text, "t.b")).back
    assert isinstance(back, Restoration) and back.after == "t"
    back = make(text, preview(text, "t")).back
    assert isinstance(back, Restoration) and back.after == ""
    back = make(text, preview(text, "a")).back
    assert isinstance(back, Restoration) and (back.at, back.after) == (0, "")
    text = "[t]\nb = 2\n[u]\nv = { w = 1, x = 2 }\n[y]\n"
    back = make(text, preview(text, "y")).back
    assert isinstance(back, Restoration) and back.after == "u"
    back = make(text, preview(text, "u.v.x")).back
    assert isinstance(back, Restoration) and back.after == "u.v.w"
    back = make(text, preview(text, "u.v.w")).back
    assert isinstance(back, Restoration) and back.after == "u.v"


@pytest.mark.parametrize(
    "piece",
    [
        Change("a..b", None, "1"),
        Removal("a..b", "x"),
        Removal("", "x"),
        Restoration("a..b", "x", 0, ""),
        Restoration("x", "x = 1\n", 0, "", "a..b"),
        Renaming("a..b", "x"),
        Renaming("", "x"),
    ],
)
def test_what_is_no_key_is_refused(piece: Piece) -> None:
    with pytest.raises(SpliceError):
        make("a = 1\n", piece)


def test_long_and_deep_documents() -> None:
    """Bombs take no time worth the name and no stack; what no parser reads is refused."""
    deep = "a" + ".a" * 5_000
    for text in (f"{deep} = 1\nb = 2\n", f"[{deep}]\nx = 1\n[b]\n", "# c\n" * 50_000 + "b = 1\n"):
        made = make(text, preview(text, "b"))
        assert made.text + text[len(made.text) :] == text
        assert make(made.text, made.back).text == text
        assert prove_piece(text, made.text, made.piece) in (None, UNREADABLE)
        made = make(text, Renaming("b", "c"))
        assert prove_piece(text, made.text, made.piece) in (None, UNREADABLE)
    nested = "b = 1\na = " + "[" * 500 + "]" * 500 + "\n"
    assert make(nested, preview(nested, "a")).text == "b = 1\n"
