"""What is said of a key whose command works elsewhere on the main screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kinerja_tui.tui.commands import FIRST, Command, working

if TYPE_CHECKING:
    from kinerja_tui.tui.screens.main import MainScreen
    from kinerja_tui.tui.screens.record import RecordScreen


def why_idle(screen: MainScreen, key: str) -> str:
    """Why the key does nothing in the table that is shown; empty for one that does something, or
    has no command of the first place.
    """
    here = screen.where
    if here == "achievement" or any(key in _keys(screen, each) for each in working(here)):
        return ""
    found = next((each for each in working("achievement") if key in _keys(screen, each)), None)
    if found is None or found.where != FIRST:
        return ""
    words = screen.words
    what = words(found.label)
    if screen.place == 0:
        return words("After {key_back}, among the indicators: {what}.", what=what)
    return words("Only in place {key_place_1}: {what}. {key_record} opens the record.", what=what)


def why_idle_on_page(screen: RecordScreen, key: str) -> str:
    """Why the key does nothing on the page of a record; empty for one that does something there, or
    has no command of the tables.
    """
    if any(key in _keys(screen, each) for each in working("record")):
        return ""
    every = (*working("achievement"), *working("table"))
    found = next((each for each in every if key in _keys(screen, each)), None)
    if found is None:
        return ""
    what = screen.words(found.label)
    return screen.words("In the tables: {what}. {key_back} goes back there.", what=what)


def _keys(screen: MainScreen | RecordScreen, each: Command) -> list[str]:
    return screen.remapped.get(each.id, each.keys).split(",")
