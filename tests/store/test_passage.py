"""What changes in a text that is no record: only its lines, and only where they stand as seen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja_tui.store.splicing.passage import back, rewriting, rewritten, stands

FILE = "unit/2022/report/bab-1.md"
TEXTS = st.text(st.sampled_from("ab \n\r\u2028é"), max_size=30)
MAYBE = st.none() | TEXTS


@given(MAYBE, MAYBE)
def test_a_change_makes_the_text_and_takes_it_back(seen: str | None, text: str | None) -> None:
    part = rewriting(FILE, seen, text)
    assert rewritten(seen, part) == text
    assert rewritten(text, back(part)) == seen
    assert back(back(part)) == part
    assert stands(text, part)


@given(TEXTS, TEXTS, TEXTS)
def test_another_text_is_never_written_over(seen: str, text: str, found: str) -> None:
    part = rewriting(FILE, seen, text)
    if found == seen:
        return
    with pytest.raises(ValueError, match="bab-1"):
        rewritten(found, part)
    assert stands(found, part) == (found == text)


def test_only_the_lines_that_differ_are_kept() -> None:
    part = rewriting(FILE, "# A\n\nsatu\ndua\ntiga\n", "# A\n\nsatu\nlain\nbaru\ntiga\n")
    assert (part.seen, part.text, part.at) == ("dua\n", "lain\nbaru\n", 10)
    same = rewriting(FILE, "a\n", "a\n")
    assert (same.seen, same.text) == ("", "")


def test_no_file_is_not_an_empty_one() -> None:
    made = rewriting(FILE, None, "")
    assert rewritten(None, made) == ""
    with pytest.raises(ValueError, match="bab-1"):
        rewritten("", made)
    gone = rewriting(FILE, "", None)
    assert rewritten("", gone) is None
    with pytest.raises(ValueError, match="bab-1"):
        rewritten(None, gone)
