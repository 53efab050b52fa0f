"""What a table without rows says, what comes first there, and which commands it has no use for."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from kinerja_tui.locale import N_
from kinerja_tui.report.text import words_of
from kinerja_tui.tui.places import PLACES

if TYPE_CHECKING:
    from kinerja_tui.tui.screens.main import MainScreen

_HERE: Final = N_("{key_add} adds the first.")
_ELSEWHERE: Final = N_("They are added in place {key_place_1}.")
_PLAIN: Final = N_("Nothing is recorded here.")
_NO_INDICATORS: Final = N_("This year has no indicators yet.")
_SAID: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "achievement": (N_("This year has no goals yet."), _HERE),
        "agreement": (N_("This year has no agreement yet."), _HERE),
        "budget": (N_("This year has no activities yet."), _HERE),
        "years": (_NO_INDICATORS, _ELSEWHERE),
        "quarters": (_NO_INDICATORS, _ELSEWHERE),
        "findings": (N_("No file has a problem."), ""),
        "due": (N_("Everything is filled in."), ""),
        "recommendations": (N_("No recommendations are recorded yet."), _HERE),
        "actions": (N_("No actions are planned yet."), _HERE),
    }
)
"""What is missing, by the place or the table in it, and what comes first."""

_ON_ROWS: Final = frozenset(
    {"edit", "state", "open", "explain", "sort", "mark", "mark_all", "jump", "speak", "remove"}
    | {"history", "editor", "copy", "lines"}
)
"""The commands that need a row."""


def nothing(screen: MainScreen) -> str:
    """Why there are no rows, and what to do about it."""
    words, page = screen.words, screen.page
    if screen.wanted:
        return words("Nothing has “{text}”.", text=words_of(screen.wanted, words))
    missing, step = _SAID.get(_what(screen), (_PLAIN, ""))
    known = page.card.unit in page.library.units and not page.book.closed
    return f"{words(missing)} {words(step)}" if step and known else words(missing)


def useful(screen: MainScreen, id_: str) -> bool:
    """Whether a command of the key bar has something to act on."""
    if screen.grid.count:
        return True
    return bool(screen.wanted) if id_ == "filter" else id_ not in _ON_ROWS


def why_not(screen: MainScreen, id_: str) -> str:
    """Why a command does nothing in a table without rows; empty where it does something."""
    needs = id_ in _ON_ROWS and not screen.grid.count
    return screen.words("There is no row here.") if needs else ""


def _what(screen: MainScreen) -> str:
    """What is missing; empty where there is some of it, and only this table has none."""
    book, opened, place = screen.page.book, screen.opened_table, PLACES[screen.place].id
    if opened is not None:
        return (
            "achievement" if opened.id == "quarters" and not screen.page.card.goals else opened.id
        )
    if place == "follow-up" and screen.tables:
        shown = screen.tables[screen.turned].id
        return shown if shown != "actions" or book.indicators else "years"
    there = {"agreement": book.agreements, "budget": book.activities, "years": book.indicators}
    return "" if there.get(place) else place
