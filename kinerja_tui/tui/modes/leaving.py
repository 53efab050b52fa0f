"""Leaving while something typed is not saved: the one question before the end."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kinerja_tui.tui.lines import Line, Piece, clipped, line
from kinerja_tui.tui.modes.stage import Mode, Stage


class Leaving:
    """`q` leaves and loses the text; every other key goes back to it."""

    unsaved = False

    def __init__(self, stage: Stage, before: Mode, leave: Callable[[], None]) -> None:
        """The mode to go back to, and how to leave."""
        self._stage = stage
        self._before = before
        self._leave = leave

    def key(self, key: str, character: str) -> None:
        """Leave, or go back."""
        if key == "q":
            self._leave()
        else:
            self._stage.enter(self._before)

    def paste(self, text: str) -> None:
        """Nothing is typed here."""

    def keys(self) -> Sequence[tuple[str, str]]:
        """The two answers."""
        words = self._stage.words
        return (("q", words("quit without saving")), ("Esc", words("back")))

    def lines(self, width: int) -> list[Line]:
        """What would be lost."""
        text = self._stage.words("What you typed is not saved yet.")
        return [clipped(line(" ", Piece(text, "bold")), width)]
