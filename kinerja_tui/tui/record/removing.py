"""What would go is shown, every line and comment of it; then it goes, or nothing does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from kinerja_tui.locale import N_, Message, message
from kinerja_tui.model.base import Problem
from kinerja_tui.report.safe import one_line
from kinerja_tui.report.width import wide
from kinerja_tui.store.splicing.doomed import Doomed, doomed
from kinerja_tui.store.splicing.edit import Author, Conflict, Done, Refused
from kinerja_tui.store.splicing.splice import SpliceError
from kinerja_tui.tui.lines import Line, Piece, clipped, line, spread, wrapped
from kinerja_tui.tui.modes.stage import Plain
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


def begin(screen: RecordScreen, path: Path, dotted: str) -> None:
    """Show what would go with a key or a table, or with the whole record."""
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

    screen.work(lambda: _foreseen(screen.desk, screen.register.file, dotted), seen)


def _foreseen(desk: Desk, file: str, key: str) -> Foreseen | Conflict | Refused | Message | None:
    """The lines that would go, and what would be wrong then; slow."""
    found = register(desk.shelf, file)
    if found is None or isinstance(found, Refused):
        return found
    refused = desk.shelf.ready(file)
    if refused is not None:
        return refused
    try:
        going = doomed(file, found.text, key)
    except SpliceError as error:
        return error.reason
    would = desk.shelf.would(going.action(desk.company.id))
    if isinstance(would, Conflict | Refused):
        return would
    return Foreseen(found, going, would.problems)


class Removing(Plain):
    """The lines below the table; `y` removes them, Esc keeps them."""

    def __init__(self, screen: RecordScreen, found: Foreseen) -> None:
        """The question on `screen`."""
        self._stage = screen
        self._screen = screen
        self._found = found
        self._top = 0

    @property
    def height(self) -> int:
        """Room for every line, as far as there is any."""
        width = self._screen.grid.size.width
        return min(len(self._body(width)) + 1, self._screen.room)

    @property
    def refused(self) -> bool:
        """Whether something else needs what would go."""
        return bool(self._found.problems)

    def key(self, key: str, character: str) -> None:
        """Remove, keep, or read on."""
        if key == "escape":
            self._screen.leave()
        elif character == "y" and not self.refused:
            self._remove()
        elif key in ("up", "down", "k", "j", "pageup", "pagedown", "space"):
            far = self.height - 2 if key in ("pageup", "pagedown", "space") else 1
            self._top = max(self._top + (-far if key in ("up", "k", "pageup") else far), 0)
            self._screen.refresh_lines()

    def keys(self) -> Sequence[tuple[str, str]]:
        """Remove or keep."""
        words = self._screen.words
        found = [] if self.refused else [("y", words("remove it"))]
        found.append(("Esc", words("back") if self.refused else words("keep it")))
        if self._longer:
            found.append(("↑↓", words("read on")))
        return found

    def renew(self, tokens: Mapping[str, str | None] | None, by: Author | None) -> None:
        """The page under it follows by itself."""

    def lines(self, width: int) -> list[Line]:
        """What goes and how much it is, then its lines; or who needs it."""
        body, room = self._body(width), self.height - 1
        self._top = min(self._top, max(len(body) - room, 0))
        rest = len(body) - self._top - room
        more = line(Piece(f"↓ {rest} ", "dim")) if rest > 0 else line()
        title = clipped(line(" ", Piece(self._title(), "bold")), width)
        return [spread(title, more, width), *body[self._top : self._top + room]]

    @property
    def _longer(self) -> bool:
        return len(self._body(self._screen.grid.size.width)) + 1 > self._screen.room

    def _title(self) -> str:
        words, going = self._screen.words, self._found.doomed
        if self.refused:
            return words("It stays, for without it this is wrong:")
        parts = [words.count("{n} line", "{n} lines", going.lines)]
        if going.comments:
            parts.append(words.count("{n} comment", "{n} comments", going.comments))
        size = ", ".join(parts)
        if going.key:
            return words("{key} goes ({size}):", key=one_line(going.key), size=size)
        return words("The whole record goes ({size}):", size=size)

    def _body(self, width: int) -> list[Line]:
        found: list[Line] = []
        if self.refused:
            for each in self._found.problems:
                said = f"{each.file}:{each.line}: {self._screen.words.say(each.message)}"
                rows = wrapped(one_line(said), width - 4)
                found += [line("  ", Piece(row, "red")) for row in rows]
            return found
        for number, stretch in enumerate(self._found.doomed.stretches):
            if number:
                found.append(line("  ", Piece("...", "dim")))
            for text in stretch:
                found += _whole(one_line(text), width)
        return found

    def _remove(self) -> None:
        screen, going = self._screen, self._found.doomed
        desk, words = screen.desk, screen.words
        name = going.key

        def settled(sent: Sent) -> None:
            acted = sent.acted
            screen.leave()
            if isinstance(acted, Done) and not name:
                called = going.file.rpartition("/")[2]
                text = words("Removed: {name}. u brings it back.", name=one_line(called))
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
                screen.say(words("Removed: {name}. u brings it back.", name=one_line(name)))

        screen.work(lambda: send(desk, going.file, going.action(desk.company.id)), settled)


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
