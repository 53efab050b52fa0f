"""Both sides added the same key or table at different places: it stands once, where ours has it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kinerja_tui.store.splicing.merge import Declined, Merged, merge
from kinerja_tui.store.splicing.prove import comments
from kinerja_tui.store.splicing.prove_merge import parsed

BASE = """\
schema = 1
id = "x"
name = "N"
code = "IK 1"

[realisation]
value = 1
state = "final"
document = "D"
"""
LINES = BASE.splitlines(keepends=True)


def put(line: str, *others: str) -> str:
    """The base with `others` below the line `line`."""
    assert line in LINES
    return BASE.replace(line, line + "".join(others))


def merged(ours: str, theirs: str) -> Merged:
    outcome = merge(BASE, ours, theirs)
    assert isinstance(outcome, Merged), outcome
    return outcome


def marks(one: str, other: str) -> str:
    return f"<<<<<<< ours\n{one}=======\n{other}>>>>>>> theirs\n"


def test_two_values_are_a_conflict_at_our_place() -> None:
    ours, theirs = put(LINES[2], "data_year = 2021\n"), put(LINES[3], "\ndata_year = 2020\n")
    outcome = merged(ours, theirs)
    assert outcome.conflicts == ("data_year",)
    both = marks("data_year = 2021\n", "data_year = 2020\n")
    assert outcome.text == ours.replace("data_year = 2021\n", both)
    assert merged(ours.replace("\n", "\r\n"), theirs).text == outcome.text.replace("\n", "\r\n")


def test_one_value_stands_once_at_our_place() -> None:
    ours, theirs = put(LINES[2], "data_year = 2021\n"), put(LINES[3], "data_year = 2021\n")
    assert merged(ours, theirs) == Merged(ours)
    assert merged(theirs, ours) == Merged(theirs)


def test_the_comments_of_both_come_along() -> None:
    ours = put(LINES[2], "# of ours\ndata_year = 2021\n")
    theirs = put(LINES[3], "\n# of theirs\ndata_year = 2020\n")
    both = marks("data_year = 2021\n", "data_year = 2020\n")
    assert merged(ours, theirs).text == put(LINES[2], "# of ours\n# of theirs\n", both)
    same = put(LINES[3], "\n# of ours\ndata_year = 2020\n")
    assert merged(ours, same).text == put(LINES[2], "# of ours\n", both)


def test_keys_in_another_order_are_settled_one_by_one() -> None:
    ours, theirs = put(LINES[2], "a = 1\n", "b = 2\n"), put(LINES[3], "b = 3\n", "a = 1\n")
    assert merged(ours, theirs).text == put(LINES[2], "a = 1\n", marks("b = 2\n", "b = 3\n"))


def test_a_table_is_one_table_with_the_keys_of_both() -> None:
    ours = BASE.replace("[realisation]", "[q1]\nvalue = 2\n\n[realisation]")
    theirs = BASE + '\n[q1]\nvalue = 3\nnote = "n"\n'
    outcome = merged(ours, theirs)
    assert outcome.conflicts == ("q1.value",)
    assert outcome.text == ours.replace(
        "value = 2\n", marks("value = 2\n", "value = 3\n") + 'note = "n"\n'
    )
    same = merged(ours, theirs.replace("= 3", "= 2"))
    assert same == Merged(ours.replace("value = 2\n", 'value = 2\nnote = "n"\n'))


PLACES = st.integers(1, len(LINES))


def added(place: int, *lines: str) -> str:
    return "".join([*LINES[:place], *lines, *LINES[place:]])


@settings(max_examples=200, deadline=None)
@given(PLACES, PLACES, st.integers(1, 3), st.integers(1, 3), st.booleans(), st.booleans())
def test_wherever_it_was_added_no_key_is_there_twice(
    one: int, other: int, mine: int, yours: int, said: bool, told: bool
) -> None:
    ours = added(one, *(["# of ours\n"] if said else []), f"new = {mine}\n")
    theirs = added(other, *(["# of theirs\n"] if told else []), f"new = {yours}\n")
    outcome = merge(BASE, ours, theirs)
    if isinstance(outcome, Declined):
        assert told  # two comments at one place are left to Git
        return
    apart = {key for key in ("new", "realisation.new") if key in outcome.conflicts}
    table = [text.index("new =") > text.index("[realisation]") for text in (ours, theirs)]
    assert bool(apart) == (table[0] == table[1] and mine != yours)
    if not apart:
        parsed(outcome.text)
        assert outcome.text.count("new = ") == (1 if table[0] == table[1] else 2)
    assert set(comments(ours)) | set(comments(theirs)) <= set(comments(outcome.text))


@pytest.mark.parametrize("comment", ["# of theirs", "# of theirs\n# and more"])
def test_a_table_with_other_comments_is_left_to_git(comment: str) -> None:
    ours = BASE.replace("[realisation]", "# of ours\n[q1]\nvalue = 2\n\n[realisation]")
    assert isinstance(merge(BASE, ours, f"{BASE}\n{comment}\n[q1]\nvalue = 3\n"), Declined)
