"""The filter being typed: the table follows every key."""

from __future__ import annotations

from collections.abc import Sequence

from kinerja_tui.tui.field import Field
from kinerja_tui.tui.lines import Line
from kinerja_tui.tui.modes.stage import Plain, Stage


class Filtering(Plain):
    """Enter keeps the filter, Esc clears it; the arrows move in the table. Esc goes back to where
    the cursor was, unless it was moved.
    """

    def __init__(self, stage: Stage) -> None:
        """Begin with the filter that is in force."""
        self._stage = stage
        self.field = Field.of(stage.wanted)
        grid = stage.grid
        self._before = (grid.row, grid.column) if not stage.wanted else None

    def key(self, key: str, character: str) -> None:
        """Type, move, keep or clear."""
        if key == "escape":
            self._want("")
            if self._before is not None:
                self._stage.grid.go(*self._before)
            self._stage.leave()
        elif key == "enter":
            self._stage.leave()
        elif key in ("up", "down"):
            self._stage.grid.move(rows=1 if key == "down" else -1)
            self._before = None
        elif (field := self.field.pressed(key)) is not None:
            self._take(field)
        elif character:
            self._take(self.field.typed(character))

    def paste(self, text: str) -> None:
        """Pasted text is typed text."""
        self._take(self.field.typed(text))

    def keys(self) -> Sequence[tuple[str, str]]:
        """Keep, clear."""
        words = self._stage.words
        return (("Enter", words("keep")), ("Esc", words("clear")))

    def lines(self, width: int) -> list[Line] | None:
        """The detail stays."""
        return None

    def _take(self, field: Field) -> None:
        self.field = field
        self._want(field.text)

    def _want(self, text: str) -> None:
        if text != self._stage.wanted:
            self._stage.wanted = text
            self._stage.show_card()
        else:
            self._stage.refresh_lines()
