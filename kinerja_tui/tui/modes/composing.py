"""A section of the report typed on the whole screen: Enter makes a new line, Tab saves, Esc leaves
and keeps what was typed as a draft.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from kinerja_tui.report.safe import one_line
from kinerja_tui.store.splicing.edit import Conflict
from kinerja_tui.tui import news
from kinerja_tui.tui.lines import BLANK, Line, Piece, clipped, line, spread
from kinerja_tui.tui.modes.stage import Broad, Stage
from kinerja_tui.tui.record.prose import Prose
from kinerja_tui.tui.record.prose_lines import window

if TYPE_CHECKING:
    from kinerja_tui.store.state.drafts import Draft as Paper

_MARGIN = 3


class Sheet(Struct, frozen=True):
    """A section being written: its file, the text as its user saw it (None: there was none yet),
    what was there to begin with, what keeps the typed text on the disk, the line end and the BOM
    that its file has, and whether the draft is of an earlier session.

    `over` is the conflict over which it is written.
    """

    file: str
    seen: str | None
    first: str
    paper: Paper
    newline: str = "\n"
    mark: str = ""
    kept: bool = False
    over: Conflict | None = None

    @property
    def name(self) -> str:
        """The name of the file."""
        return self.file.rpartition("/")[2]

    def plain(self, text: str) -> str:
        """A text of the file with line ends as they are typed."""
        return text.removeprefix(self.mark).replace(self.newline, "\n")

    def filed(self, text: str) -> str:
        """A typed text as the file is to hold it: it ends with a line end, unless the file did not
        before.
        """
        ends = self.seen is None or self.seen.endswith("\n")
        if ends and text and not text.endswith("\n"):
            text += "\n"
        return self.mark + text.replace("\n", self.newline)


Save = Callable[[Stage, Sheet, Prose], None]
"""Writes the text, or comes back to it."""


class Composing(Broad):
    """The text on the whole screen."""

    def __init__(self, stage: Stage, sheet: Sheet, prose: Prose, save: Save) -> None:
        """Go on with `prose`."""
        self._stage = stage
        self._sheet = sheet
        self._save = save
        self._prose = prose
        self._top = 0

    @property
    def unsaved(self) -> bool:
        """Whether something was typed that is not on the disk."""
        return self._prose.text != self._sheet.first

    @property
    def drafted(self) -> bool:
        """All of it."""
        return True

    @property
    def height(self) -> int:
        """All that there is."""
        return self._stage.whole

    def key(self, key: str, character: str) -> None:
        """Type, move the caret, save, or leave."""
        if key == "escape":
            self._leave()
        elif key == "tab" or self._stage.means("save_typed", key):
            self._save(self._stage, self._sheet, self._prose)
        elif self._stage.means("editor_typed", key):
            self._in_editor()
        elif (prose := self._prose.pressed(key, self._width)) is not None:
            self._take(prose)
        elif character:
            self._take(self._prose.typed(character))

    def paste(self, text: str) -> None:
        """Pasted text is typed text, with its lines."""
        self._take(self._prose.typed(text))

    def keys(self) -> Sequence[tuple[str, str]]:
        """Save, a new line, the editor, or leave."""
        words = self._stage.words
        return (
            ("Tab", words("save")),
            ("Enter", words("new line")),
            (self._stage.keys_of("editor_typed"), words("in your editor")),
            ("Esc", words("later") if self.unsaved else words("back")),
        )

    def lines(self, width: int) -> list[Line]:
        """The file's name, the rows around the caret, and what is to be said."""
        note = self._note(width)
        room = self.height - 1 - (1 if note else 0)
        found, self._top, position = window(self._prose, self._width, room, self._top)
        head = line(" ", Piece(one_line(self._sheet.name), "bold"))
        draft = f"{self._stage.words('draft')}  " if self._sheet.kept else ""
        title = spread(head, line(Piece(draft, "yellow"), Piece(position, "dim")), width)
        return [title, *found, note] if note else [title, *found]

    @property
    def _width(self) -> int:
        return max(self._stage.grid.app.size.width - _MARGIN, 2)

    def _note(self, width: int) -> Line:
        words, over = self._stage.words, self._sheet.over
        trouble = self._stage.desk.company.trouble
        said = ""
        if over is not None:
            said = words("Saving writes over theirs ({who}).", who=news.by(over.by, words))
        elif trouble is not None:
            said = words("What you type is not kept on the disk: {reason}", reason=trouble)
        return clipped(line(" ", Piece(said, "yellow")), width) if said else BLANK

    def _take(self, prose: Prose) -> None:
        changed = prose.text != self._prose.text
        self._prose = prose
        if changed:
            self._stage.desk.company.write(replace(self._sheet.paper, text=prose.text))
        self._stage.refresh_lines()

    def _leave(self) -> None:
        stage, sheet = self._stage, self._sheet
        if not self.unsaved and not sheet.kept:
            stage.desk.company.drop(sheet.paper)
            close(stage)
            return
        stage.desk.company.put_aside(replace(sheet.paper, text=self._prose.text))
        close(stage)
        stage.look_for_drafts()
        stage.say(stage.words("Not saved; it is kept as a draft ({key_drafts})."))

    def _in_editor(self) -> None:
        from kinerja_tui.tui.external import written

        made: list[str] = []
        text = self._prose.text
        ran = self._stage.run_outside(lambda: made.append(written(os.environ, text)))
        if ran and made and made[0] != text.removesuffix("\n"):
            self._take(Prose(made[0] + "\n" * text.endswith("\n"), 0))
        self._stage.refresh_lines()


def close(stage: Stage) -> None:
    """Nothing is typed any more; the table shows what is there now."""
    stage.leave()
    stage.show_card()
