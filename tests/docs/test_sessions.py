"""Whoever follows a page gets what the page shows."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docs.session import SESSIONS, agrees, run_page


@pytest.mark.parametrize("page", SESSIONS, ids=lambda page: page.name)
def test_the_page_shows_what_its_commands_print(page: Path, tmp_path: Path) -> None:
    came = run_page(page, tmp_path)
    assert came
    differing = {
        told.command: (told.shown, printed)
        for told, printed in came
        if not agrees(told.shown, printed)
    }
    # `python -m tests.docs.session` writes into the pages what is printed now.
    assert differing == {}


def test_what_a_page_shows_is_compared_line_by_line() -> None:
    assert agrees(["a", "..."], ["a", "b", "c"])
    assert agrees(["a", "...", "c"], ["a", "c"])
    assert not agrees(["a"], ["a", "b"])
    assert not agrees(["a", "...", "d"], ["a", "b", "c"])
    assert agrees([], ["anything"])
