"""What a mode may ask of the screen it stands on, and what the screen asks of a mode."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, Protocol, TypeVar

from kinerja_tui.locale import Words
from kinerja_tui.measure.figures import Scorecard
from kinerja_tui.store.splicing.edit import Author, Edit
from kinerja_tui.tui.desk import Desk
from kinerja_tui.tui.drafting import Draft
from kinerja_tui.tui.lines import Line
from kinerja_tui.tui.widgets.grid import Grid

Result = TypeVar("Result")

BELOW = 4
"""Lines that a mode has in the detail's place, unless it asks for more."""


class Mode(Protocol):
    """What the keys mean for now."""

    @property
    def unsaved(self) -> bool:
        """Whether something was typed that is not on the disk."""

    @property
    def drafted(self) -> bool:
        """Whether what is typed is kept on the disk as it is typed."""

    @property
    def draft(self) -> Draft | None:
        """The edit that is open, if one is."""

    @property
    def height(self) -> int:
        """How many lines it wants in the detail's place."""

    def key(self, key: str, character: str) -> None:
        """A key was pressed; `character` is what it types, or empty."""

    def paste(self, text: str) -> None:
        """Text was pasted."""

    def keys(self) -> Sequence[tuple[str, str]]:
        """The keys for the key bar."""

    def lines(self, width: int) -> list[Line] | None:
        """What stands in the detail's place; None leaves the detail."""

    def renew(self, tokens: Mapping[str, str | None] | None, by: Author | None) -> None:
        """The page under it is another; the file of the open edit says `tokens`, as `by` wrote."""


class Typed(NamedTuple):
    """What was typed for an edit: the text, what belongs to it, and `again`, the mode in which it
    was typed, over another draft of the same edit.
    """

    text: str
    fields: Mapping[str, str]
    again: Callable[[Draft], Mode]


Save = Callable[[Draft, Edit, Typed, bool], None]
"""Saves an edit, or comes back to what was typed; the last: whether to go on to the next row."""


class Stage(Protocol):
    """The main screen, as modes see it."""

    desk: Desk
    words: Words
    wanted: str
    mode: Mode | None

    @property
    def grid(self) -> Grid:
        """The table."""

    @property
    def room(self) -> int:
        """The most lines that a mode can have in the detail's place."""

    @property
    def whole(self) -> int:
        """The same where no row of the table needs to be in sight."""

    def keys_of(self, id_: str) -> str:
        """A command's keys as people read them; empty without any."""

    def means(self, id_: str, key: str) -> bool:
        """Whether the key is the command's, as it is now."""

    def enter(self, mode: Mode) -> None:
        """Give the keys to `mode`."""

    def leave(self) -> None:
        """Give the keys back to the commands."""

    def press(self, key: str, character: str) -> None:
        """Press a key."""

    def refresh_lines(self) -> None:
        """Show the lines around the table again."""

    def show_card(self, card: Scorecard | None = None) -> None:
        """Show the desk's page, or the card that it would become."""

    def say(self, text: str) -> None:
        """Say something in the bottom line until the next key."""

    def show_indicator(self, subject: str) -> bool:
        """Go to an indicator's realisation; whether the page has it."""

    def open(self, unit: str, year: int, then: Callable[[], None] | None = None) -> None:
        """Open another unit's year, and do `then`."""

    def work(self, call: Callable[[], Result], then: Callable[[Result], None]) -> None:
        """Run something slow beside the screen; `then` gets what it gives, on the screen."""

    def look_for_drafts(self) -> None:
        """Count the drafts that wait."""

    def run_outside(self, call: Callable[[], object]) -> bool:
        """Give the terminal to another program; whether that was possible."""


def saves(stage: Stage, key: str) -> bool:
    """Whether the key saves what is typed in one line: Enter, or the key that saves everywhere."""
    return key == "enter" or stage.means("save_typed", key)


class Plain:
    """What most modes have in common: nothing typed, no edit open, the usual room."""

    _stage: Stage

    @property
    def unsaved(self) -> bool:
        """Nothing."""
        return False

    @property
    def height(self) -> int:
        """As the detail."""
        return BELOW

    @property
    def drafted(self) -> bool:
        """Nothing is typed."""
        return False

    @property
    def draft(self) -> Draft | None:
        """No edit."""
        return None

    def paste(self, text: str) -> None:
        """Nothing is typed here."""

    def renew(self, tokens: Mapping[str, str | None] | None, by: Author | None) -> None:
        """The table shows the new page."""
        self._stage.show_card()


class Broad(Plain):
    """A mode that has the whole width of the screen, also where a detail stands beside the
    table.
    """
