"""What is said of a key whose command works elsewhere on the main screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kinerja_tui.tui.commands import FIRST, Command, command, working

if TYPE_CHECKING:
    from kinerja_tui.tui.screens.main import MainScreen


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
    from kinerja_tui.tui.helping import shown

    words = screen.words
    what = words(found.label)
    if screen.place == 0:
        return words("After Esc, among the indicators: {what}.", what=what)
    record = shown(command("record"), screen.ascii_only, screen.remapped)
    return words("Only in place 1: {what}. {key} opens the record.", what=what, key=record)


def _keys(screen: MainScreen, each: Command) -> list[str]:
    return screen.remapped.get(each.id, each.keys).split(",")
