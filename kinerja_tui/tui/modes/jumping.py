"""Letters before the rows in sight: typing them moves the cursor there."""

from __future__ import annotations

from collections.abc import Sequence

from kinerja_tui.tui.lines import Line
from kinerja_tui.tui.modes.stage import Plain, Stage

LETTERS = "asdfghjklqwertyuiopzxcvbnm"
"""The ones under the fingers first."""


def labels(many: int) -> tuple[str, ...]:
    """So many labels: a letter each, small before capital; where these do not do, two small ones.

    No label is the beginning of another.
    """
    single = LETTERS + LETTERS.upper()
    if many <= len(single):
        return tuple(single[:many])
    double = (first + second for first in LETTERS for second in LETTERS)
    return tuple(label for label, _ in zip(double, range(many), strict=False))


class Jumping(Plain):
    """A label moves the cursor to its row; a place's digit goes to the place; anything else leaves
    everything as it was.
    """

    def __init__(self, stage: Stage) -> None:
        """Put the labels before the rows."""
        self._stage = stage
        self._typed = ""
        rows = stage.grid.in_sight
        self._rows = dict(zip(labels(len(rows)), rows, strict=True))
        stage.grid.labels = {row: label for label, row in self._rows.items()}
        stage.grid.update()

    def key(self, key: str, character: str) -> None:
        """The letters, or an end of it."""
        typed = self._typed + character
        grid = self._stage.grid
        if character and typed in self._rows:
            self._leave()
            grid.go(self._rows[typed], grid.column)
        elif character and any(label.startswith(typed) for label in self._rows):
            self._typed = typed
        else:
            self._leave()
            if not self._typed and (character.isdigit() or key in ("up", "down", "left", "right")):
                self._stage.press(key, character)

    def keys(self) -> Sequence[tuple[str, str]]:
        """What is typed now."""
        words = self._stage.words
        return (("a-z", words("go to the row")), ("1-7", words("place")), ("Esc", words("back")))

    def lines(self, width: int) -> list[Line] | None:
        """The detail stays."""
        return None

    def _leave(self) -> None:
        self._stage.grid.labels = {}
        self._stage.leave()
        self._stage.grid.update()
