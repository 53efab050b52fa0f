"""Three versions of a text made one: every key by itself, comments kept, nothing guessed."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kinerja_tui.store.splicing.edit import Change
from kinerja_tui.store.splicing.layout import STATEMENTS
from kinerja_tui.store.splicing.merge import Declined, Marks, Merged, merge
from kinerja_tui.store.splicing.prove import comments
from kinerja_tui.store.splicing.prove_merge import parsed, same
from kinerja_tui.store.splicing.splice import splice
from kinerja_tui.store.splicing.units import cut, plain
from kinerja_tui.store.toml.lexer import join_key
from tests.store.documents import TOKENS, records, texts, variants

RECORD = """\
#:schema none
schema = 1
id = "x"

# about the note
note = ""
also = [
  "one",
  "two",
  "three", # the last
]

[realisation]
value = 61.30 # measured
state = "final"
document = "A report"

# the first
[component.a]
value = 1

name = "A"

# the second
[component.b]
value = 2

name = "B"

[history.2021]
target = 1
"""
SMALL = [path.read_text("utf-8") for path in records() if path.stat().st_size < 4000]


def clean(base: str, ours: str, theirs: str) -> str:
    """The text of a merge without conflicts."""
    outcome = merge(base, ours, theirs)
    assert isinstance(outcome, Merged), outcome
    assert outcome.conflicts == ()
    return outcome.text


def marked(base: str, ours: str, theirs: str) -> Merged:
    outcome = merge(base, ours, theirs)
    assert isinstance(outcome, Merged), outcome
    assert outcome.conflicts
    return outcome


def between_marks(text: str) -> list[tuple[str, str]]:
    """What stands between the marks of each conflict."""
    found = re.finditer(r"(?ms)^<{7} ours\n(.*?)^={7}\n(.*?)^>{7} theirs\n", text)
    return [(each[1], each[2]) for each in found]


def change(text: str, *pairs: tuple[str, str]) -> str:
    for old, new in pairs:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


VALUE, NAME = ("value = 1\n", "value = 10\n"), ('"A"', '"AA"')


@pytest.mark.parametrize("text", variants(RECORD).values(), ids=variants(RECORD))
def test_different_keys_are_both_taken_whatever_the_line_ends(text: str) -> None:
    ours, theirs = text.replace("61.30", "62.50"), text.replace('"A"', '"AA"')
    assert clean(text, ours, theirs) == ours.replace('"A"', '"AA"')


def test_their_line_ends_do_not_come_with_their_values() -> None:
    theirs = change(RECORD, NAME, ("[history", '[q1]\nnote = """\na\nb"""\n\n[history'))
    ours = change(RECORD, VALUE)
    want = change(theirs, VALUE)
    assert clean(RECORD, ours, theirs.replace("\n", "\r\n")) == want
    assert clean(RECORD, ours.replace("\n", "\r\n"), theirs) == want.replace("\n", "\r\n")
    assert clean("\ufeff" + RECORD, ours, "\ufeff" + theirs) == want


def test_the_same_change_on_both_sides_is_no_conflict() -> None:
    both = change(RECORD, VALUE)
    assert clean(RECORD, change(both, NAME), both) == change(both, NAME)


def test_a_conflict_covers_the_line_of_its_key_alone() -> None:
    ours, theirs = change(RECORD, VALUE), change(RECORD, ("value = 1\n", "value = 11\n"), NAME)
    outcome = marked(RECORD, ours, theirs)
    assert outcome.conflicts == ("component.a.value",)
    assert between_marks(outcome.text) == [("value = 10\n", "value = 11\n")]
    assert 'name = "AA"' in outcome.text


def test_marks_have_the_names_and_the_length_that_git_gives() -> None:
    outcome = merge(
        RECORD,
        change(RECORD, VALUE),
        change(RECORD, ("value = 1\n", "value = 11\n")),
        Marks("HEAD", "side (an answer)", 9),
    )
    assert isinstance(outcome, Merged)
    lines = outcome.text.splitlines()
    at = lines.index("<<<<<<<<< HEAD")
    assert lines[at + 2] == "========="
    assert lines[at + 4] == ">>>>>>>>> side (an answer)"


def test_two_parts_of_one_statement_are_not_put_together() -> None:
    ours = change(RECORD, ("61.30", "62.50"))
    outcome = marked(RECORD, ours, change(RECORD, ('"final"', '"provisional"'), NAME))
    assert outcome.conflicts == ("realisation.value", "realisation.state")
    assert between_marks(outcome.text) == [
        (
            'value = 62.50 # measured\nstate = "final"\n',
            'value = 61.30 # measured\nstate = "provisional"\n',
        )
    ]
    whole = change(ours, ('"final"', '"provisional"'))
    assert clean(RECORD, whole, ours) == whole


def test_their_new_key_comes_with_its_comment_after_its_neighbour() -> None:
    theirs = change(RECORD, ('"A report"\n', '"A report"\n\n# why\nreason = "late" # very\n'))
    ours = change(RECORD, VALUE, ('state = "final"\n', 'state = "final"\ncounted = true\n'))
    assert clean(RECORD, ours, theirs) == change(theirs, VALUE).replace(
        'state = "final"\n', 'state = "final"\ncounted = true\n'
    )


def test_their_new_table_comes_whole() -> None:
    table = '# the third\n[component.c] # new\n# its value\nvalue = 3\n\nname = "C"\n\n'
    theirs = change(RECORD, ("[history", f"{table}[history"))
    assert clean(RECORD, change(RECORD, VALUE), theirs) == change(theirs, VALUE)


@pytest.mark.parametrize("place", ["[history", "in the end"])
def test_new_tables_of_both_sides_are_kept_ours_first(place: str) -> None:
    text = RECORD if place in RECORD else RECORD + f"\n# {place}\n\n# more\n"
    one, other = '[component.c]\nvalue = 3\n\nname = "C"\n\n', "# d\n[component.d]\nvalue = 4\n\n"
    if place in RECORD:
        sides = [change(text, (place, f"{new}{place}")) for new in (one, other, one + other)]
    else:
        sides = [text + f"\n{new}" for new in (one, other, f"{one}\n{other}")]
    assert clean(text, sides[0], sides[1]) == sides[2]


def test_a_table_that_both_added_is_one_table() -> None:
    ours = RECORD + '\n[q2]\nvalue = 5\nstate = "final"\n'
    theirs = RECORD + '\n[q2]\nvalue = 5\nstate = "final"\n\nnote = "seen"\n'
    assert clean(RECORD, ours, theirs) == theirs
    assert clean(RECORD, theirs, ours) == theirs
    outcome = marked(RECORD, ours, theirs.replace("= 5", "= 6"))
    assert outcome.conflicts == ("q2.value",)
    assert outcome.text.count("[q2]") == outcome.text.count("note =") - 1 == 1


def test_what_they_removed_goes_when_we_left_it_alone() -> None:
    theirs = change(RECORD, ('# the second\n[component.b]\nvalue = 2\n\nname = "B"\n\n', ""))
    assert clean(RECORD, change(RECORD, VALUE), theirs) == change(theirs, VALUE)
    theirs = change(RECORD, ('document = "A report"\n', ""))
    assert clean(RECORD, change(RECORD, VALUE), theirs) == change(theirs, VALUE)


def test_removed_against_changed_is_a_conflict() -> None:
    table = '# the second\n[component.b]\nvalue = 2\n\nname = "B"\n'
    without, changed = change(RECORD, (table, "")), change(RECORD, ("= 2\n", "= 3\n"))
    new = table.replace("= 2", "= 3")
    assert between_marks(marked(RECORD, without, changed).text) == [("", new)]
    assert between_marks(marked(RECORD, changed, without).text) == [(new, "")]
    added = change(RECORD, ('"B"\n', '"B"\nmax = 9\n'))
    assert marked(RECORD, without, added).conflicts == ("component.b",)
    line = 'document = "A report"\n'
    outcome = marked(RECORD, change(RECORD, (line, "")), change(RECORD, ("A report", "R")))
    assert between_marks(outcome.text) == [("", 'document = "R"\n')]


def test_comments_of_both_sides_are_merged_line_by_line() -> None:
    ours = change(RECORD, ("# measured", "# by survey"), ("# the first", "# the 1st"))
    theirs = change(RECORD, ("# the second", "# 2nd\n# of two"), ("# about the note\n", ""))
    want = change(ours, ("# the second", "# 2nd\n# of two"), ("# about the note\n", ""))
    assert clean(RECORD, ours, theirs) == want


@pytest.mark.parametrize("old", ["# measured", "# the first", "# the last"])
def test_a_comment_that_both_changed_is_left_to_git(old: str) -> None:
    outcome = merge(RECORD, change(RECORD, (old, "# one")), change(RECORD, (old, "# other")))
    assert isinstance(outcome, Declined) or between_marks(outcome.text)


def test_a_list_merges_by_its_lines() -> None:
    ours, theirs = change(RECORD, ('"one"', '"1"')), change(RECORD, ('"three"', '"3"'))
    assert clean(RECORD, ours, theirs) == change(ours, ('"three"', '"3"'))
    beside = change(RECORD, ('"two"', '"2"'))
    assert marked(RECORD, ours, beside).conflicts == ("also",)


def test_a_blank_line_of_a_text_counts() -> None:
    base = RECORD.replace('note = ""', 'note = """\na\n\nb\n"""')
    ours, theirs = base.replace("a\n\nb", "a\nb"), base.replace("a\n\nb", "a\nc\n\nb")
    assert marked(base, ours, theirs).conflicts == ("note",)


def test_an_inline_table_merges_by_its_keys() -> None:
    base = RECORD + "extra = {a = 1, b = {c = 2}}\n"
    ours, theirs = base.replace("a = 1,", "a = 9,"), base.replace("c = 2", "c = 8")
    assert clean(base, ours, theirs).endswith("extra = {a = 9, b = {c = 8}}\n")
    assert marked(base, ours, base.replace("a = 1,", "a = 7,")).conflicts == ("history.2021.extra",)


def test_our_order_stays_and_theirs_is_taken_where_ours_is_the_old_one() -> None:
    block = '# the second\n[component.b]\nvalue = 2\n\nname = "B"\n\n'
    moved = change(RECORD, (block, "")).replace("# the first", f"{block}# the first")
    assert clean(RECORD, moved, change(RECORD, VALUE)) == change(moved, VALUE)
    assert clean(RECORD, change(RECORD, VALUE), moved) == change(moved, VALUE)


@pytest.mark.parametrize(
    ("base", "ours", "theirs"),
    [
        ("a = 1\n", "a = \n", "a = 2\nb = 1\n"),
        ("a = 1\n", "a = 1\nb = 2\n", "a = 1\n\n[b]\nc = 1\n"),
        ("[[p]]\na = 1\n", "[[p]]\na = 2\n", "[[p]]\na = 1\n[[p]]\na = 3\n"),
        ("a = 1\n", '"""\n<<<<<<< x\n"""', "a = 2\n"),
        ("k = 1\n", 'k = 1\nn = """\n<<<<<<< x\n"""\n', "k = 2\n"),
        ("[a]\nb = 1\n", "[a]\nb = 2\n", "a.b = 3\n"),
        ("[t]\n" * 2, "[t]\nx = 1\n", "[t]\nx = 2\n"),
        ("a = 1\n", "[" * 3000, "a = 2\n"),
    ],
)
def test_what_is_not_sure_is_declined(base: str, ours: str, theirs: str) -> None:
    assert isinstance(merge(base, ours, theirs), Declined)


def test_a_file_that_both_made_merges_by_keys() -> None:
    ours, theirs = 'schema = 1\nid = "x"\nv = 1\n', 'schema = 1\nid = "x"\nv = 2\n\n[q1]\nw = 3\n'
    outcome = marked("", ours, theirs)
    assert outcome.conflicts == ("v",)
    assert "[q1]\nw = 3\n" in outcome.text


@st.composite
def edits(draw: st.DrawFn) -> tuple[str, str, str, str]:
    """A document, two edits of different keys, and the text with both."""
    base = draw(st.one_of(texts(), st.sampled_from(SMALL)))
    together = {name for names in STATEMENTS for name in names}
    keys = sorted(
        id_
        for id_, unit in cut(base).units.items()
        if id_[1] and id_[1][-1] not in together and not unit.arrayed
    )
    chosen = draw(st.permutations(keys)) if keys else []
    size = draw(st.integers(0, min(3, len(chosen))))
    sides = [chosen[:size], chosen[size : size + 3]]
    tokens = {key: draw(TOKENS) for side in sides for key in side}
    made = [base, base, base]
    for side, ids in enumerate(sides):
        for id_ in ids:
            for n in (side, 2):
                unit = cut(made[n]).units[id_]
                step = Change(join_key(id_[1]), unit.token, tokens[id_])
                made[n] = splice(made[n], (step,))
    return base, made[0], made[1], made[2]


@settings(max_examples=150, deadline=None)
@given(edits())
def test_edits_of_different_keys_come_out_as_if_made_one_after_the_other(
    case: tuple[str, str, str, str],
) -> None:
    base, ours, theirs, both = case
    assert clean(base, ours, theirs) == both
    assert plain(clean(base, theirs, ours)) == plain(both)
    assert clean(base, ours, base) == ours
    assert clean(base, base, theirs) == theirs


def scrambled(text: str, seed: int) -> str:
    """The text after a few things that a person or an editor does to its lines."""
    dice = random.Random(seed)
    for _ in range(dice.randint(1, 4)):
        lines = text.split("\n")
        at, size = dice.randrange(len(lines)), dice.randint(1, 5)
        new = dice.choice(
            (
                [],
                ["", *lines[at : at + 1]],
                [f"# c{dice.randrange(4)}", *lines[at : at + 1]],
                [f"{lines[at]} # t{dice.randrange(3)}"],
                [f"new{dice.randrange(3)} = {dice.randrange(3)}", *lines[at : at + 1]],
                [*lines[at : at + 1], "", f"[n{dice.randrange(3)}.x]", f"v = {dice.randrange(3)}"],
            )
        )
        kept = lines[:at] + new + lines[at + (1 if new else size) :]
        text = "\n".join(kept)
    return text


def is_toml(text: str) -> bool:
    try:
        parsed(text)
    except (ValueError, RecursionError):
        return False
    return True


@settings(max_examples=300, deadline=None)
@given(st.one_of(texts(), st.sampled_from(SMALL)), st.integers(0), st.integers(0))
def test_whatever_both_sides_did_nothing_is_lost(base: str, one: int, other: int) -> None:
    ours, theirs = scrambled(base, one), scrambled(base, other)
    outcome, swapped = merge(base, ours, theirs), merge(base, theirs, ours)
    if isinstance(outcome, Declined) or not is_toml(ours) or not is_toml(theirs):
        return
    told = set(comments(ours)) - set(comments(base)) | set(comments(theirs)) - set(comments(base))
    assert not [each for each in told if each not in outcome.text]
    if outcome.conflicts:
        assert "<<<<<<< ours" in outcome.text
    elif isinstance(swapped, Merged) and not swapped.conflicts:
        assert same(parsed(outcome.text), parsed(swapped.text))


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=40), st.text(max_size=40), st.text(max_size=40))
def test_no_text_makes_it_fail(base: str, ours: str, theirs: str) -> None:
    merge(base, ours, theirs)
    merge(f"a = 1 {base}\n", f"a = 1 {ours}\n", f"a = 1 {theirs}\n")
