"""Pictures of the workspace: the two sizes it is made for, a number being typed, and the help.

A picture that has changed is looked at, then taken anew with `--snapshot-update`.
"""

from __future__ import annotations

from collections.abc import Callable

from tests.tui.desks import SAMPLE, desk_of, workspace

Compare = Callable[..., bool]


def test_the_main_screen(snap_compare: Compare) -> None:
    app = workspace(desk_of(SAMPLE))
    assert snap_compare(app, press=["down"] * 4, terminal_size=(80, 24))


def test_the_main_screen_with_the_detail_beside_it(snap_compare: Compare) -> None:
    app = workspace(desk_of(SAMPLE))
    assert snap_compare(app, press=["down"] * 4, terminal_size=(120, 40))


def test_a_refused_number(snap_compare: Compare) -> None:
    app = workspace(desk_of(SAMPLE))
    keys = ["down", "e", "1", "comma", "2", "3", "4"]
    assert snap_compare(app, press=keys, terminal_size=(80, 24))


def test_an_indicator_in_full(snap_compare: Compare) -> None:
    app = workspace(desk_of(SAMPLE))
    assert snap_compare(app, press=["down", "enter"], terminal_size=(80, 24))
