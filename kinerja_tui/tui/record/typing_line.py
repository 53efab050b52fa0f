"""A value typed in its cell, in one line; the reason for a refusal stands under it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from kinerja_tui.locale import N_, Message, message
from kinerja_tui.numbers.reading import Refused
from kinerja_tui.report.width import wide
from kinerja_tui.tui.field import MOST, Field
from kinerja_tui.tui.lines import BLANK, Line, Piece, clipped, line
from kinerja_tui.tui.modes.stage import saves
from kinerja_tui.tui.record.papers import jot
from kinerja_tui.tui.record.saving import save
from kinerja_tui.tui.record.sought import Sought
from kinerja_tui.tui.record.stage import Entered, Typing
from kinerja_tui.tui.record.theirs import theirs
from kinerja_tui.tui.record.values import first_text, typed_token

if TYPE_CHECKING:
    from kinerja_tui.tui.screens.record import RecordScreen


class TypingLine(Typing):
    """The field over the value's cell; `changed` hears what the text would make of the value."""

    def __init__(
        self,
        screen: RecordScreen,
        sought: Sought,
        text: str | None = None,
        changed: Callable[[str | None], None] | None = None,
    ) -> None:
        """Begin with the value as it is, or with `text` that was typed before."""
        super().__init__(screen, sought)
        self._first = first_text(sought.seen, sought.shape, screen.words.language)
        self._field = Field.of(self._first) if text is None else Field(text, len(text))
        self._changed = changed
        self._token: str | None = None
        self._refused: Refused | None = None
        self._judge()

    @property
    def unsaved(self) -> bool:
        """Whether something was typed that is not on the disk."""
        return self._field.text != self._first

    def key(self, key: str, character: str) -> None:
        """Type, move the caret, save, or leave."""
        if key == "escape":
            self.give_up()
        elif saves(self._screen, key):
            self._finish()
        elif (field := self._field.pressed(key)) is not None:
            self._take(field)
        elif character:
            self._take(self._field.typed(character))

    def paste(self, text: str) -> None:
        """Pasted text is typed text; one that needs more room gets it, and a column of values is
        offered to the cells from here on.
        """
        from kinerja_tui.tui.several import lines_of

        lines = lines_of(text)
        if self._sought.shape.sort != "text" and len(lines) > 1:
            from kinerja_tui.tui.record.column import Column

            self._screen.grid.type(None)
            self._screen.enter(Column(self._screen, self._sought, lines, self))
            return
        whole = self._field.typed(text).text
        if self._sought.shape.sort == "text" and ("\n" in text.strip() or len(whole) >= MOST):
            self._broaden(text)
        else:
            self._take(self._field.typed(text))

    def _broaden(self, text: str) -> None:
        """Go on in a field of several lines."""
        from kinerja_tui.tui.record.prose import Prose
        from kinerja_tui.tui.record.typing_text import TypingText

        field = self._field
        before = Prose("", 0) if field.fresh else Prose(field.text, field.at)
        prose = before.typed(text)
        jot(self._screen.desk, self._sought, prose.text, {})
        self._screen.grid.type(None)
        self._screen.enter(TypingText(self._screen, self._sought, prose.text))

    def keys(self) -> Sequence[tuple[str, str]]:
        """Save, or leave."""
        words = self._screen.words
        leave = words("later") if self._sought.kept else words("cancel")
        return (("Enter", words("save")), ("Esc", leave))

    def lines(self, width: int) -> list[Line] | None:
        """The detail stays."""
        return None

    def entered(self) -> Entered:
        """The text."""
        text = self._field.text
        return Entered(
            text, {}, lambda sought: TypingLine(self._screen, sought, text, self._changed)
        )

    def _take(self, field: Field) -> None:
        changed = field.text != self._field.text
        self._field = field
        if changed:
            jot(self._screen.desk, self._sought, field.text, {})
            self._judge()
        else:
            self.show()

    def _judge(self) -> None:
        sought, words = self._sought, self._screen.words
        self._token, self._refused = None, None
        try:
            self._token = typed_token(
                sought.register.kept,
                sought.key,
                sought.shape,
                self._field.text,
                words.language,
                sought.measured_in,
            )
        except Refused as refused:
            self._refused = refused
        if self._changed is not None:
            self._changed(self._token)
        self.show()

    def show(self) -> None:
        """The field with its note."""
        self._screen.grid.type(self._field, self._note())
        self._screen.refresh_lines()

    def _note(self) -> Line:
        width, words = self._screen.grid.size.width, self._screen.words
        if self._refused is not None and self.unsaved:
            return reason(self._refused.message, hint_of(self._refused), words.say, width)
        other = theirs(self._sought, words, self._screen.desk.company)
        if other:
            return clipped(line("  ", Piece(other, "yellow")), width)
        doubt = self._doubt() if self.unsaved else None
        return doubtful(doubt, words.say, width) if doubt is not None else BLANK

    def _doubt(self) -> Message | None:
        """What speaks against the number that is typed."""
        from kinerja_tui.tui.record.doubting import doubted

        sought = self._sought
        return doubted(self._screen.desk.page, sought.register, sought.entry.path, self._token)

    def _finish(self) -> None:
        if self.idle:
            self.give_up()
        elif self._token is not None:
            save(self._screen, self._sought, {self._sought.key: self._token}, self.entered())


def hint_of(refused: Refused) -> Message | None:
    """The hint, or the numbers that may have been meant."""
    if refused.offers:
        return message(N_("Type one of: {offers}"), offers="  ".join(refused.offers))
    return refused.hint


def reason(why: Message, hint: Message | None, say: Callable[[Message], str], width: int) -> Line:
    """Why a text is refused, with the hint where there is room."""
    text = f"! {say(why)}"
    whole = f"{text} {say(hint)}" if hint is not None else text
    fits = wide(whole) + 2 <= width
    return clipped(line("  ", Piece(whole if fits else text, "red")), width)


def doubtful(doubt: Message, say: Callable[[Message], str], width: int) -> Line:
    """What speaks against a number, which is written all the same."""
    return clipped(line("  ", Piece(f"? {say(doubt)}", "yellow")), width)
