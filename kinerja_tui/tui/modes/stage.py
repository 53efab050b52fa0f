"""What a mode may ask of the screen it stands on, and what the screen asks of a mode."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from kinerja_tui.locale import Words
from kinerja_tui.measure.figures import Scorecard
from kinerja_tui.tui.desk import Desk
from kinerja_tui.tui.lines import Line
from kinerja_tui.tui.widgets.grid import Grid

Result = TypeVar("Result")


class Mode(Protocol):
    """What the keys mean for now."""

    @property
    def unsaved(self) -> bool:
        """Whether something was typed that is not on the disk."""

    def key(self, key: str, character: str) -> None:
        """A key was pressed; `character` is what it types, or empty."""

    def paste(self, text: str) -> None:
        """Text was pasted."""

    def keys(self) -> Sequence[tuple[str, str]]:
        """The keys for the key bar."""

    def lines(self, width: int) -> list[Line] | None:
        """What stands in the detail's place; None leaves the detail."""


class Stage(Protocol):
    """The main screen, as modes see it."""

    desk: Desk
    words: Words
    wanted: str

    @property
    def grid(self) -> Grid:
        """The table."""

    def enter(self, mode: Mode) -> None:
        """Give the keys to `mode`."""

    def leave(self) -> None:
        """Give the keys back to the commands."""

    def refresh_lines(self) -> None:
        """Show the lines around the table again."""

    def show_card(self, card: Scorecard | None = None) -> None:
        """Show the desk's page, or the card that it would become."""

    def say(self, text: str) -> None:
        """Say something in the bottom line until the next key."""

    def reload(self) -> None:
        """Read the unit's year again."""

    def work(self, call: Callable[[], Result], then: Callable[[Result], None]) -> None:
        """Run something slow beside the screen; `then` gets what it gives, on the screen."""
