"""A text of several lines typed below the table: Enter makes a new line, Tab saves."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

from kinerja_tui.numbers.reading import Refused
from kinerja_tui.report.safe import one_line
from kinerja_tui.tui import news
from kinerja_tui.tui.lines import BLANK, Line, Piece, clipped, line, spread
from kinerja_tui.tui.modes.stage import BELOW
from kinerja_tui.tui.record.labels import key_label
from kinerja_tui.tui.record.papers import jot
from kinerja_tui.tui.record.prose import Prose, rows
from kinerja_tui.tui.record.prose_lines import window
from kinerja_tui.tui.record.saving import save
from kinerja_tui.tui.record.sought import Sought
from kinerja_tui.tui.record.stage import Entered, Typing
from kinerja_tui.tui.record.theirs import theirs
from kinerja_tui.tui.record.typing_line import hint_of, reason
from kinerja_tui.tui.record.values import first_text, shown, typed_token

if TYPE_CHECKING:
    from kinerja_tui.tui.screens.record import RecordScreen

_LEAST = 8


class TypingText(Typing):
    """The field below the table."""

    keeps = True

    def __init__(self, screen: RecordScreen, sought: Sought, text: str | None = None) -> None:
        """Begin with the value as it is, or with `text` that was typed before."""
        super().__init__(screen, sought)
        self._first = first_text(sought.seen, sought.shape, screen.words.language)
        self._prose = Prose.of(self._first if text is None else text)
        self._refused: Refused | None = None
        self._top = 0
        self._judge()

    @property
    def height(self) -> int:
        """Room for the text, a title and a note, as far as there is any."""
        wanted = len(rows(self._prose.text, self._width)) + 3
        return min(max(wanted, _LEAST), max(self._screen.room, BELOW))

    @property
    def unsaved(self) -> bool:
        """Whether something was typed that is not on the disk."""
        return self._prose.text != self._first

    def key(self, key: str, character: str) -> None:
        """Type, move the caret, save, or leave."""
        if key == "escape":
            self.give_up()
        elif key == "tab" or self._screen.means("save_typed", key):
            self._finish()
        elif self._screen.means("editor_typed", key):
            in_editor(self._screen, self._sought, self._prose.text)
        elif (prose := self._prose.pressed(key, self._width)) is not None:
            self._take(prose)
        elif character:
            self._take(self._prose.typed(character))

    def paste(self, text: str) -> None:
        """Pasted text is typed text, with its lines."""
        self._take(self._prose.typed(text))

    def keys(self) -> Sequence[tuple[str, str]]:
        """Save, a new line, the editor, or leave."""
        words = self._screen.words
        return (
            ("Tab", words("save")),
            ("Enter", words("new line")),
            (self._screen.keys_of("editor_typed"), words("in your editor")),
            ("Esc", self.leaving()),
        )

    def lines(self, width: int) -> list[Line]:
        """The label, the rows around the caret, and what is to be said."""
        words, sought = self._screen.words, self._sought
        note = self._note(width)
        room = self.height - 1 - (1 if note else 0)
        shown_rows, self._top, position = window(self._prose, self._width, room, self._top)
        label = key_label(sought.entry.path[-1], words)
        head = line(" ", Piece(label, "bold"), "  ", Piece(one_line(sought.key), "dim"))
        place = line(
            Piece(f"{words('draft')}  " if sought.kept else "", "yellow"), Piece(position, "dim")
        )
        found = [spread(head, place, width), *shown_rows]
        return [*found, note] if note else found

    def entered(self) -> Entered:
        """The text."""
        text = self._prose.text
        return Entered(text, {}, lambda sought: TypingText(self._screen, sought, text))

    @property
    def _width(self) -> int:
        return max(self._screen.grid.size.width - 3, 2)

    def _note(self, width: int) -> Line:
        if self._refused is not None and self.unsaved:
            say = self._screen.words.say
            return reason(self._refused.message, hint_of(self._refused), say, width)
        other = theirs(self._sought, self._screen.words, self._screen.desk.company)
        return clipped(line(" ", Piece(other, "yellow")), width) if other else BLANK

    def _take(self, prose: Prose) -> None:
        changed = prose.text != self._prose.text
        self._prose = prose
        if changed:
            jot(self._screen.desk, self._sought, prose.text, {})
            self._judge()
        self._screen.refresh_lines()

    def _judge(self) -> str | None:
        sought, self._refused = self._sought, None
        try:
            return typed_token(
                sought.register.kept,
                sought.key,
                sought.shape,
                self._prose.text,
                self._screen.words.language,
            )
        except Refused as refused:
            self._refused = refused
        return None

    def _finish(self) -> None:
        if self.idle:
            self.give_up()
            return
        token = self._judge()
        if token is None:
            self._screen.refresh_lines()
        else:
            save(self._screen, self._sought, {self._sought.key: token}, self.entered())


def in_editor(screen: RecordScreen, sought: Sought, text: str) -> None:
    """The text in the user's editor; then the field again, with what came of it. Where others have
    written here meanwhile, theirs stands below it.
    """
    from kinerja_tui.tui.external import put_together, written

    made: list[str] = []
    if sought.over is not None or sought.overtaken:
        words = screen.words
        by = sought.over.by if sought.over is not None else sought.by
        found = sought.over.found if sought.over is not None else sought.now
        other = shown(found, sought.shape, words)
        title = words(
            "theirs: {who}. What stands below this line is left out.", who=news.by(by, words)
        )
        ran = screen.run_outside(lambda: made.append(put_together(os.environ, text, title, other)))
    else:
        ran = screen.run_outside(lambda: made.append(written(os.environ, text)))
    new = made[0] if ran and made else text
    if new != text:
        jot(screen.desk, sought, new, {})
    screen.enter(TypingText(screen, sought, new))
