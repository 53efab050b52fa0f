"""One of several chosen: with the arrows, or by typing a part of its name."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct

from kinerja_tui.report.safe import one_line
from kinerja_tui.report.width import cut, wide
from kinerja_tui.tui.field import Field
from kinerja_tui.tui.lines import Line, Piece, clipped, line, spread
from kinerja_tui.tui.modes.stage import BELOW, Plain, Stage
from kinerja_tui.tui.rows import field_line


class Choice(Struct, frozen=True):
    """What can be chosen: its name, what it is called in the file, and what it stands for."""

    name: str
    detail: str = ""
    value: str = ""


class Picking(Plain):
    """The choices below the table; Esc leaves everything as it was."""

    def __init__(
        self,
        stage: Stage,
        title: str,
        choices: Sequence[Choice],
        take: Callable[[Choice], None],
        leave: Callable[[], None],
        at: str | None = None,
    ) -> None:
        """`choices` under a title, the cursor on the one whose value is `at`."""
        self._stage = stage
        self._title = title
        self._choices = choices
        self._take = take
        self._leave = leave
        self._field = Field("", 0)
        self._found = list(choices)
        self._at = next((n for n, each in enumerate(choices) if each.value == at), 0)

    @property
    def height(self) -> int:
        """Room for all of them, as far as there is any; in a low terminal that of the table too."""
        room = self._stage.room
        return min(len(self._choices) + 2, room if room > BELOW else self._stage.whole)

    def key(self, key: str, character: str) -> None:
        """Choose, search, or leave."""
        many = len(self._found)
        if key == "escape":
            self._leave()
        elif key == "enter":
            if self._found:
                self._take(self._found[self._at])
        elif key in ("up", "down", "pageup", "pagedown") and many:
            far = max(self.height - 3, 1) if key.startswith("page") else 1
            step = -far if key in ("up", "pageup") else far
            self._at = (
                (self._at + step) % many if far == 1 else max(min(self._at + step, many - 1), 0)
            )
            self._stage.refresh_lines()
        elif (field := self._field.pressed(key)) is not None:
            self._search(field)
        elif character:
            self._search(self._field.typed(character))

    def paste(self, text: str) -> None:
        """Pasted text is searched for."""
        self._search(self._field.typed(text))

    def keys(self) -> Sequence[tuple[str, str]]:
        """Choose, search, or leave."""
        words = self._stage.words
        return (
            ("Enter", words("choose")),
            ("↑↓", words("move")),
            ("a-z", words("search")),
            ("Esc", words("cancel")),
        )

    def lines(self, width: int) -> list[Line]:
        """The title with what is searched for, and the choices around the cursor."""
        words = self._stage.words
        title: Line = line(" ", Piece(self._title, "bold"))
        if self._field.text:
            room = max(width - wide(self._title) - 4, 8)
            title = line(*title, " ", *field_line(words("search:"), self._field, room))
        room = self.height - 1
        top = max(min(self._at - room // 2, len(self._found) - room), 0)
        number = f"{self._at + 1}/{len(self._found)} " if len(self._found) > room else ""
        found = [spread(clipped(title, width), line(Piece(number, "dim")), width)]
        for index in range(top, min(top + room, len(self._found))):
            found.append(self._row(self._found[index], index == self._at, width))
        if not self._found:
            found.append(line("  ", Piece(words("Nothing here has this in its name."), "dim")))
        return found

    def _row(self, choice: Choice, here: bool, width: int) -> Line:
        mark = Piece(">" if here else " ", "bold")
        text = one_line(choice.name)
        name = Piece(text, "reverse" if here else "")
        room = max(width - min(wide(text), width // 2) - 4, 0)
        detail = line(Piece(cut(one_line(choice.detail), room), "dim"))
        return spread(line(mark, " ", name), line(*detail, " "), width)

    def _search(self, field: Field) -> None:
        self._field = field
        wanted = field.text.casefold().split()
        self._found = [
            each
            for each in self._choices
            if all(word in f"{each.name} {each.detail}".casefold() for word in wanted)
        ]
        self._at = 0
        self._stage.refresh_lines()
