"""What would go, line by line below the table: `y` removes it, Esc keeps it."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence

from kinerja_tui.report.safe import one_line
from kinerja_tui.report.width import wide
from kinerja_tui.store.splicing.doomed import Doomed
from kinerja_tui.tui.lines import Line, Piece, clipped, line, spread
from kinerja_tui.tui.modes.stage import Plain, Stage


class Going(Plain):
    """The lines that would go and how many they are; which removal it is, is a subclass's."""

    def __init__(self, stage: Stage, going: Doomed) -> None:
        """The question on `stage`."""
        self._stage = stage
        self._going = going
        self._top = 0

    @property
    def height(self) -> int:
        """Room for every line, as far as there is any."""
        return min(len(self._body(self._width)) + 1, self._stage.room)

    @property
    def refused(self) -> bool:
        """Whether something else needs what would go."""
        return False

    def key(self, key: str, character: str) -> None:
        """Remove, keep, or read on."""
        if key == "escape":
            self._stage.leave()
        elif character == "y" and not self.refused:
            self._remove()
        elif key in ("up", "down", "k", "j", "pageup", "pagedown", "space"):
            far = self.height - 2 if key in ("pageup", "pagedown", "space") else 1
            self._top = max(self._top + (-far if key in ("up", "k", "pageup") else far), 0)
            self._stage.refresh_lines()

    def keys(self) -> Sequence[tuple[str, str]]:
        """Remove or keep."""
        words = self._stage.words
        found = [] if self.refused else [("y", words("remove it"))]
        found.append(("Esc", words("back") if self.refused else words("keep it")))
        if len(self._body(self._width)) + 1 > self._stage.room:
            found.append(("↑↓", words("read on")))
        return found

    def lines(self, width: int) -> list[Line]:
        """What goes and how much it is, then its lines; or who needs it."""
        body, room = self._body(width), self.height - 1
        self._top = min(self._top, max(len(body) - room, 0))
        rest = len(body) - self._top - room
        more = line(Piece(f"↓ {rest} ", "dim")) if rest > 0 else line()
        title = clipped(line(" ", Piece(self._title(), "bold")), width)
        return [spread(title, more, width), *body[self._top : self._top + room]]

    @property
    def _width(self) -> int:
        return self._stage.grid.app.size.width

    @abstractmethod
    def _title(self) -> str:
        """What goes and how much it is."""

    @abstractmethod
    def _remove(self) -> None:
        """Take it away, and say how that ended."""

    def _size(self) -> str:
        """How many lines go, and how many comments with them."""
        words, going = self._stage.words, self._going
        parts = [words.count("{n} line", "{n} lines", going.lines)]
        if going.comments:
            parts.append(words.count("{n} comment", "{n} comments", going.comments))
        return ", ".join(parts)

    def _body(self, width: int) -> list[Line]:
        found: list[Line] = []
        for number, stretch in enumerate(self._going.stretches):
            if number:
                found.append(line("  ", Piece("...", "dim")))
            for text in stretch:
                found += _whole(one_line(text), width)
        return found


def _whole(text: str, width: int) -> list[Line]:
    """A line of the file, none of it left out: what does not fit goes on below."""
    sign = Piece("- ", "red")
    rows: list[Line] = []
    room = max(width - 4, 1)
    while wide(text) > room:
        taken = room
        while wide(text[:taken]) > room:
            taken -= 1
        rows.append(line(" ", sign if not rows else "  ", text[:taken]))
        text = text[taken:]
    return [*rows, line(" ", sign if not rows else "  ", text)]
