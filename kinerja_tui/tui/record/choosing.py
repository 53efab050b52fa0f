"""A value chosen from a list: words of the format, yes or no, ids of what there is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kinerja_tui.report.safe import one_line
from kinerja_tui.tui.lines import Line, Piece, clipped, line
from kinerja_tui.tui.record.labels import key_label
from kinerja_tui.tui.record.picking import Choice, Picking
from kinerja_tui.tui.record.saving import save
from kinerja_tui.tui.record.sought import Sought
from kinerja_tui.tui.record.stage import Entered, Typing
from kinerja_tui.tui.record.theirs import theirs

if TYPE_CHECKING:
    from kinerja_tui.tui.screens.record import RecordScreen


class ChoosingValue(Typing):
    """The list below the table; what is chosen is saved at once."""

    def __init__(
        self, screen: RecordScreen, sought: Sought, choices: Sequence[Choice], at: str | None = None
    ) -> None:
        """The `choices`, the cursor on the value as it is, or on `at`, which was chosen before."""
        super().__init__(screen, sought)
        self._choices = choices
        label = key_label(sought.entry.path[-1], screen.words)
        title = f"{label}  {one_line(sought.key)}"
        now = sought.seen if at is None else at
        self._chosen = now or ""
        self._picking = Picking(screen, title, choices, self._take, self.give_up, now or "")

    @property
    def height(self) -> int:
        """Room for the choices and a note."""
        most = max(self._screen.room, self._picking.height)
        return min(self._picking.height + (1 if self._note() else 0), most)

    def key(self, key: str, character: str) -> None:
        """Choose, search, or leave."""
        self._picking.key(key, character)

    def paste(self, text: str) -> None:
        """Pasted text is searched for."""
        self._picking.paste(text)

    def keys(self) -> Sequence[tuple[str, str]]:
        """Choose, search, or leave."""
        return self._picking.keys()

    def lines(self, width: int) -> list[Line]:
        """The choices; before them what others have written."""
        note = self._note()
        found = self._picking.lines(width)
        return (
            [*found[:1], clipped(line(" ", Piece(note, "yellow")), width), *found[1:]]
            if note
            else found
        )

    def entered(self) -> Entered:
        """What was chosen."""
        chosen = self._chosen
        return Entered(
            chosen, {}, lambda sought: ChoosingValue(self._screen, sought, self._choices, chosen)
        )

    def _note(self) -> str:
        return theirs(self._sought, self._screen.words, self._screen.desk.company)

    def _take(self, choice: Choice) -> None:
        self._chosen = choice.value
        save(self._screen, self._sought, {self._sought.key: choice.value}, self.entered())
