"""What would go is shown, every line and comment of it; then it goes, or nothing does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from kinerja_tui.locale import N_, Message, message
from kinerja_tui.model.base import Problem
from kinerja_tui.report.safe import one_line
from kinerja_tui.store.splicing.doomed import Doomed, doomed
from kinerja_tui.store.splicing.edit import Author, Conflict, Done, Refused
from kinerja_tui.store.splicing.splice import SpliceError
from kinerja_tui.tui.lines import Line, Piece, line, wrapped
from kinerja_tui.tui.modes.going import Going
from kinerja_tui.tui.record.begin import refusal
from kinerja_tui.tui.record.register import Register, register
from kinerja_tui.tui.record.saving import Sent, send, shown
from kinerja_tui.tui.record.sought import signed

if TYPE_CHECKING:
    from kinerja_tui.tui.desk import Desk
    from kinerja_tui.tui.screens.record import RecordScreen

Path = tuple[str, ...]
_WHOLE = frozenset({"settings", "unit", "year"})
"""Records that are not removed as a whole."""


class Foreseen(NamedTuple):
    """What would go, and what would no longer be right without it."""

    register: Register
    doomed: Doomed
    problems: tuple[Problem, ...]


def why_kept(screen: RecordScreen, path: Path) -> Message | None:
    """Why what stands at `path` (empty = the record) cannot be removed; None when it can."""
    found = screen.register
    if path in (("schema",), ("id",)):
        return message(N_("Every record has this key; it stays."))
    if not path and found.sort in _WHOLE:
        return message(N_("A unit or a year is not removed as a whole."))
    return signed(found, path, date.today(), screen.desk.page.library)


def begin(screen: RecordScreen, path: Path, dotted: str, more: Sequence[str] = ()) -> None:
    """Show what would go with a key or a table and `more` of them, or with the whole record."""
    why = why_kept(screen, path)
    if why is not None:
        screen.say(screen.words.say(why))
        return

    def seen(found: Foreseen | Conflict | Refused | Message | None) -> None:
        if isinstance(found, Foreseen):
            screen.take(found.register)
            screen.enter(Removing(screen, found))
        elif isinstance(found, Refused):
            screen.say(refusal(screen, found))
        elif found is None:
            screen.take(None)
        elif isinstance(found, Message):
            said = screen.words.say(found)
            screen.say(f"{said[:1].upper()}{said[1:]}.")
        else:
            screen.show_card()
            screen.say(screen.words("Somebody is changing this record; try again."))

    screen.work(lambda: _foreseen(screen.desk, screen.register.file, dotted, more), seen)


def _foreseen(
    desk: Desk, file: str, key: str, more: Sequence[str]
) -> Foreseen | Conflict | Refused | Message | None:
    """The lines that would go, and what would be wrong then; slow."""
    found = register(desk.shelf, file)
    if found is None or isinstance(found, Refused):
        return found
    refused = desk.shelf.ready(file)
    if refused is not None:
        return refused
    try:
        going = doomed(file, found.text, key, more=more)
    except SpliceError as error:
        return error.reason
    would = desk.shelf.would(going.action(desk.company.id))
    if isinstance(would, Conflict | Refused):
        return would
    return Foreseen(found, going, would.problems)


class Removing(Going):
    """A key, a table or the whole record; where something else needs it, what that is."""

    def __init__(self, screen: RecordScreen, found: Foreseen) -> None:
        """The question on `screen`."""
        super().__init__(screen, found.doomed)
        self._screen = screen
        self._problems = found.problems

    @property
    def refused(self) -> bool:
        """Whether something else needs what would go."""
        return bool(self._problems)

    def renew(self, tokens: Mapping[str, str | None] | None, by: Author | None) -> None:
        """The page under it follows by itself."""

    def _title(self) -> str:
        words, key = self._screen.words, self._going.key
        if self.refused:
            return words("It stays, for without it this is wrong:")
        if key:
            return words("{key} goes ({size}):", key=one_line(key), size=self._size())
        return words("The whole record goes ({size}):", size=self._size())

    def _body(self, width: int) -> list[Line]:
        if not self.refused:
            return super()._body(width)
        found: list[Line] = []
        for each in self._problems:
            said = f"{each.file}:{each.line}: {self._screen.words.say(each.message)}"
            rows = wrapped(one_line(said), width - 4)
            found += [line("  ", Piece(row, "red")) for row in rows]
        return found

    def _remove(self) -> None:
        screen, going = self._screen, self._going
        desk, words = screen.desk, screen.words
        name = going.key

        def settled(sent: Sent) -> None:
            acted = sent.acted
            screen.leave()
            if isinstance(acted, Done) and not name:
                called = going.file.rpartition("/")[2]
                text = words("Removed: {name}. {key_undo} brings it back.", name=one_line(called))
                screen.closed(sent.fresh, text)
                return
            shown(screen, sent)
            if isinstance(acted, Refused):
                screen.say(refusal(screen, acted))
            elif isinstance(acted, Conflict):
                screen.say(words("It was changed meanwhile; nothing was removed. Look again."))
            elif acted.doubt is not None:
                screen.say(words.say(acted.doubt))
            else:
                screen.say(
                    words("Removed: {name}. {key_undo} brings it back.", name=one_line(name))
                )

        screen.work(lambda: send(desk, going.file, going.action(desk.company.id)), settled)
