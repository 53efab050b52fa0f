"""Pictures of the workspace: every place in the two sizes it is made for, and what stands on them.

A picture that has changed is looked at, then taken anew with `--snapshot-update`.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kinerja_tui.locale import INDONESIAN, Words
from kinerja_tui.tui.desk import Desk
from kinerja_tui.tui.places import PLACES
from kinerja_tui.tui.shelf import Folder
from kinerja_tui.tui.workspace import Workspace
from tests.tui.desks import SAMPLE, desk_of, workspace

Compare = Callable[..., bool]
SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
ELSEWHERE = [str(number + 1) for number in range(1, len(PLACES))]
IDS = [place.id for place in PLACES[1:]]


def _office(ascii_only: bool = False) -> Workspace:
    """The workspace as most people see it."""
    return workspace(Desk(Folder(SAMPLE), "biro-osdm", 2022, Words(INDONESIAN)), ascii_only)


@SIZES
def test_the_main_screen(snap_compare: Compare, size: tuple[int, int]) -> None:
    app = _office()
    assert snap_compare(app, press=["down"] * 4, terminal_size=size)


@SIZES
@pytest.mark.parametrize("place", ELSEWHERE, ids=IDS)
def test_a_place(snap_compare: Compare, place: str, size: tuple[int, int]) -> None:
    app = _office()
    assert snap_compare(app, press=[place, "down"], terminal_size=size)


@SIZES
@pytest.mark.parametrize("key", ["t", "0", "b"], ids=["quarters", "units", "due"])
def test_a_table_of_its_own(snap_compare: Compare, key: str, size: tuple[int, int]) -> None:
    app = _office()
    assert snap_compare(app, press=[key], terminal_size=size)


def test_in_english(snap_compare: Compare) -> None:
    app = workspace(desk_of(SAMPLE))
    assert snap_compare(app, press=["down"] * 4, terminal_size=(80, 24))


def test_in_ascii(snap_compare: Compare) -> None:
    app = _office(ascii_only=True)
    assert snap_compare(app, press=["4", "down"], terminal_size=(80, 24))


def test_a_refused_number(snap_compare: Compare) -> None:
    app = _office()
    keys = ["down", "e", "1", "comma", "2", "3", "4"]
    assert snap_compare(app, press=keys, terminal_size=(80, 24))


@SIZES
def test_an_indicator_in_full(snap_compare: Compare, size: tuple[int, int]) -> None:
    app = _office()
    assert snap_compare(app, press=["down", "enter"], terminal_size=size)


@SIZES
def test_a_record(snap_compare: Compare, size: tuple[int, int]) -> None:
    app = _office()
    keys = ["down", "down", "down", "down", "i", "down", "down"]
    assert snap_compare(app, press=keys, terminal_size=size)


def test_a_form(snap_compare: Compare) -> None:
    app = _office()
    assert snap_compare(app, press=["down", "a"], terminal_size=(80, 24))
