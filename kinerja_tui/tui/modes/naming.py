"""A paper on its way out: the name of a new file is typed, or the text goes to the clipboard."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from kinerja_tui.report.safe import one_line
from kinerja_tui.report.text import words_of
from kinerja_tui.store.splicing.edit import Refused
from kinerja_tui.store.writing.papers import Written
from kinerja_tui.tui.field import Field
from kinerja_tui.tui.lines import BLANK, Line, Piece, clipped, line, wrapped
from kinerja_tui.tui.modes.stage import Plain, Stage, saves
from kinerja_tui.tui.rows import field_line

_ASKED = 3
"""The lines above the text: what it is, its name, why the last name was refused."""


class Naming(Plain):
    """Enter writes the file, Tab copies the text, Esc leaves it; the text itself scrolls below."""

    def __init__(
        self, stage: Stage, title: str, text: str, name: str, copy: Callable[[str], None]
    ) -> None:
        """The paper `title` with its `text`; `name` is proposed, `copy` fills the clipboard."""
        self._stage = stage
        self._title = title
        self._text = text
        self._copy = copy
        self.field = Field.of(name)
        self.refused = ""
        self._top = 0
        self._rows = 0

    @property
    def height(self) -> int:
        """As many lines as there are, for the text is to be read before it goes out."""
        return self._stage.room

    def key(self, key: str, character: str) -> None:
        """Type, write, copy or leave."""
        if key == "escape":
            self._stage.leave()
        elif saves(self._stage, key):
            self._write()
        elif key == "tab":
            self._stage.leave()
            self._copy(self._text)
            self._stage.say(self._stage.words("Copied: {text}", text=self._title))
        elif key in ("up", "down", "pageup", "pagedown"):
            step = max(self.height - _ASKED - 1, 1) if key.startswith("page") else 1
            self._scroll(step if key.endswith("down") else -step)
        elif (field := self.field.pressed(key)) is not None:
            self._take(field)
        elif character:
            self._take(self.field.typed(character))

    def paste(self, text: str) -> None:
        """Pasted text is typed text."""
        self._take(self.field.typed(text))

    def keys(self) -> Sequence[tuple[str, str]]:
        """Write, copy, leave."""
        words = self._stage.words
        return (
            ("Enter", words("write")),
            ("Tab", words("copy")),
            ("↑ ↓", words("scroll")),
            ("Esc", words("leave it")),
        )

    def lines(self, width: int) -> list[Line] | None:
        """What it is, the name, why the last one was refused; then the text."""
        words = self._stage.words
        asked = clipped(line(" ", Piece(self._title, "bold")), width)
        field = clipped(field_line(words("To the new file:"), self.field, width), width)
        why = clipped(line(" ", Piece(self.refused, "red")), width) if self.refused else BLANK
        rows = [row for each in self._text.splitlines() for row in wrapped(each, width - 2)]
        self._rows = len(rows)
        body = [line(" ", Piece(one_line(row), "dim")) for row in rows[self._top :]]
        return [asked, field, why, *body]

    def _scroll(self, step: int) -> None:
        last = max(self._rows - self.height + _ASKED, 0)
        self._top = min(max(self._top + step, 0), last)
        self._stage.refresh_lines()

    def _take(self, field: Field) -> None:
        self.field, self.refused = field, ""
        self._stage.refresh_lines()

    def _write(self) -> None:
        name = self.field.text.strip()
        if not name:
            return
        stage, shelf = self._stage, self._stage.desk.shelf

        def call() -> Written | Refused:
            return shelf.write_paper(Path(name).expanduser(), self._text)

        stage.work(call, self._ended)

    def _ended(self, found: Written | Refused) -> None:
        words = self._stage.words
        if isinstance(found, Refused):
            self.refused = words(
                "! Not written: {reason}.", reason=words_of(found.problem.message, words)
            )
            self._stage.enter(self)
        else:
            self._stage.say(words("Written: {file}", file=one_line(str(found.path))))
