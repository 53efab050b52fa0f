"""The gate after a merge is honest: results that are wrong in one way each are all refused."""

from __future__ import annotations

import pytest

from kinerja_tui.store.splicing.prove_merge import (
    doubt,
    parsed,
    prove_comments,
    prove_data,
    prove_line_ends,
    settled,
)
from kinerja_tui.store.splicing.weave import Unsure

BASE = "a = 1.0 # one\nb = 2\n\n[t]\nc = 3 # two\n"
OURS = BASE.replace("1.0", "1.5")
THEIRS = BASE.replace("3 # two", "4 # three") + "d = true\n"
RIGHT = THEIRS.replace("1.0", "1.5")


def prove(text: str) -> None:
    prove_data(text, settled(parsed(BASE), parsed(OURS), parsed(THEIRS), {}))
    prove_comments(BASE, OURS, THEIRS, text, more=False)
    prove_line_ends(OURS, text)


def test_the_right_result_passes() -> None:
    prove(RIGHT)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("1.5", "1.50"),
        ("1.5", "1.0"),
        ("b = 2\n", ""),
        ("4", "3"),
        ("true", "1"),
        ("d = true\n", ""),
        ("\n[t]", "d = true\n[t]"),
        (" # one", ""),
        ("# three", "# two"),
        ("# three", "# three\n# two"),
        ("b = 2\n", "b = 2\n# new\n"),
        ("b = 2\n", "b = 2\r\n"),
        ("a =", "\ufeffa ="),
        ("[t]", "[t"),
    ],
)
def test_a_wrong_result_is_refused(old: str, new: str) -> None:
    assert RIGHT.count(old) == 1
    with pytest.raises(Unsure):
        prove(RIGHT.replace(old, new))


def test_a_value_that_both_changed_must_be_given() -> None:
    sides = parsed(BASE), parsed(BASE.replace("2", "5")), parsed(BASE.replace("2", "6"))
    with pytest.raises(Unsure):
        settled(*sides, {})
    assert settled(*sides, {("b",): 5})["b"] == 5


@pytest.mark.parametrize(
    ("text", "told"),
    [(RIGHT, ""), (RIGHT + "d = true\n", "TOML"), (RIGHT.replace("c = 4", "c = 3"), "key")],
)
def test_a_result_of_git_is_doubted_when_the_data_are_not_those_of_both(
    text: str, told: str
) -> None:
    said = doubt(BASE, OURS, THEIRS, text)
    assert told in str(said) if told else said is None


def test_git_is_believed_where_there_is_nothing_to_compare_with() -> None:
    assert doubt(BASE, "a = \n", THEIRS, "a = \n") is None
    assert doubt(BASE, BASE.replace("2", "5"), BASE.replace("2", "6"), BASE) is None
