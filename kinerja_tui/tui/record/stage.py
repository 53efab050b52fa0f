"""What the modes of the record page have in common."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from kinerja_tui.model.base import Problem
from kinerja_tui.store.splicing.edit import Author
from kinerja_tui.tui.drafting import Draft
from kinerja_tui.tui.lines import Line
from kinerja_tui.tui.modes.stage import BELOW, Mode
from kinerja_tui.tui.record.papers import dropped, put_aside
from kinerja_tui.tui.record.register import Register
from kinerja_tui.tui.record.sought import Sought

if TYPE_CHECKING:
    from kinerja_tui.tui.screens.record import RecordScreen


class Entered(NamedTuple):
    """What was typed: its text, what belongs to it, and `again`, the mode in which it was typed."""

    text: str
    fields: Mapping[str, str]
    again: Callable[[Sought], Mode]


class Typing(ABC):
    """A mode in which a value is typed or chosen; `sought` is what it is for."""

    draft: Draft | None = None
    drafted = True
    keeps = False
    """Whether so much is typed here that leaving keeps it as a draft."""
    alone = False
    """Whether the page was opened for this, so that leaving closes it."""

    def __init__(self, screen: RecordScreen, sought: Sought) -> None:
        """The mode on `screen`."""
        self._screen = screen
        self._sought = sought

    @property
    def height(self) -> int:
        """As the detail."""
        return BELOW

    @property
    def unsaved(self) -> bool:
        """Whether something was typed that is not on the disk."""
        return False

    @abstractmethod
    def key(self, key: str, character: str) -> None:
        """A key was pressed."""

    @abstractmethod
    def keys(self) -> Sequence[tuple[str, str]]:
        """The keys for the key bar."""

    @abstractmethod
    def lines(self, width: int) -> list[Line] | None:
        """What stands in the detail's place."""

    @abstractmethod
    def entered(self) -> Entered:
        """What was typed up to now."""

    def paste(self, text: str) -> None:
        """Pasted text is typed, sign by sign."""
        for sign in text.split("\n", 1)[0]:
            self.key(sign, sign)

    def show(self) -> None:
        """Draw what the mode says now."""
        self._screen.refresh_lines()

    def refused(self, problem: Problem) -> bool:
        """Point at what a refusal is about, where more than one thing is typed; whether it did."""
        return False

    def renewed(self, found: Register) -> None:
        """The record was changed by others: what is typed stays, and what they wrote is said."""
        now = found.token(self._sought.key)
        if now != self._sought.now:
            self._sought = replace(self._sought, now=now, by=None)
            self._ask_who(now)
        self.show()

    def renew(self, tokens: Mapping[str, str | None] | None, by: Author | None) -> None:
        """Draw again on the page that follows by itself."""
        self.show()

    def put_aside(self) -> None:
        """Keep what is typed until its user wants it again."""
        put_aside(self._screen.desk, self._sought, self.entered())

    def give_up(self) -> None:
        """Leave everything as it was; a draft of an earlier session waits again, and what would be
        much to type once more waits too.
        """
        from kinerja_tui.tui.record.saving import clear

        screen = self._screen
        screen.passing = screen.passing or self.alone
        if self.waits:
            self.put_aside()
            screen.look_for_drafts()
        else:
            dropped(screen.desk, self._sought)
        clear(screen)
        if self.waits and not self._sought.kept:
            screen.say(screen.words("Not saved; it is kept as a draft ({key_drafts})."))

    @property
    def waits(self) -> bool:
        """Whether what is typed is kept when it is left."""
        return self._sought.kept or (self.keeps and self.unsaved)

    def leaving(self) -> str:
        """What Esc does, for the key bar."""
        words = self._screen.words
        return words("later") if self.waits else words("cancel")

    @property
    def idle(self) -> bool:
        """Whether there is nothing to write, and nothing to ask."""
        sought = self._sought
        return not self.unsaved and not sought.overtaken and sought.over is None

    def _ask_who(self, now: str | None) -> None:
        """Find out beside the screen who wrote what is new in the field."""
        screen, key = self._screen, self._sought.key
        shelf, file = screen.desk.shelf, self._sought.register.file

        def told(author: Author | None) -> None:
            if self._sought.now == now and author is not None and screen.mode is self:
                self._sought = replace(self._sought, by=author)
                self.show()

        screen.aside(lambda: shelf.author(file, key, now), told)
