"""The row under the cursor as a sentence in the detail's place, until the next key."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kinerja_tui.tui.lines import Line, line, wrapped
from kinerja_tui.tui.modes.stage import BELOW, Plain
from kinerja_tui.tui.sentences import sentence_of

if TYPE_CHECKING:
    from kinerja_tui.tui.screens.main import MainScreen


class Speaking(Plain):
    """Up and down read the rows beside it; every other key does what it always does."""

    def __init__(self, stage: MainScreen) -> None:
        """The row under the cursor."""
        self._stage: MainScreen = stage

    @property
    def height(self) -> int:
        """As long as the sentence is."""
        width = self._stage.grid.size.width
        return max(BELOW, min(len(wrapped(self._text(), width - 2)), self._stage.room))

    def key(self, key: str, character: str) -> None:
        """The next row, or an end of it."""
        stage = self._stage
        step = stage.means("down", key) - stage.means("up", key)
        if step:
            stage.grid.move(rows=step)
            return
        stage.leave()
        if key != "escape":
            stage.press(key, character)

    def keys(self) -> Sequence[tuple[str, str]]:
        """Read on, or leave."""
        words = self._stage.words
        return (("↑↓", words("next row")), ("Esc", words("back")))

    def lines(self, width: int) -> list[Line]:
        """The sentence."""
        return [line(" ", row) for row in wrapped(self._text(), width - 2)]

    def _text(self) -> str:
        grid, words = self._stage.grid, self._stage.words
        if not grid.count:
            return words("There is no row here.")
        place = words("Row {n} of {total}.", n=grid.row + 1, total=grid.count)
        return f"{sentence_of(self._stage, grid.row)} {place}"
