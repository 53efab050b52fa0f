"""Somebody else wrote the same field meanwhile: before, theirs and mine side by side, and the
choice; nothing is lost by any of the answers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from kinerja_tui.report.safe import one_line
from kinerja_tui.report.width import cut, pad, wide
from kinerja_tui.store.splicing.edit import Conflict
from kinerja_tui.tui import news
from kinerja_tui.tui.drafting import Draft
from kinerja_tui.tui.lines import Line, Piece, clipped, line, spread, wrapped
from kinerja_tui.tui.modes.stage import Plain, Stage

Answer = tuple[str, Callable[[], None]]
"""What it is called in the key bar, and what it does."""

_STACKED = 4
_NARROW = 60
_GAP = 2


class Choosing(Plain):
    """Enter and Esc go back to where one was; keys that are no answer do nothing."""

    def __init__(
        self,
        stage: Stage,
        name: str,
        found: Conflict,
        answers: Mapping[str, Answer],
        back: Callable[[], None],
        draft: Draft | None = None,
    ) -> None:
        """The conflict `found` over the record `name`; `draft` is the edit that met it."""
        self._stage = stage
        self._name = name
        self._found = found
        self._answers = answers
        self._back = back
        self._draft = draft
        self._top = 0
        self._longer = False
        words = stage.words
        self._texts = tuple(
            news.spoken(token, words, found.key) for token in (found.seen, found.found, found.mine)
        )

    @property
    def unsaved(self) -> bool:
        """Whether an edit waits for the answer."""
        return self._draft is not None

    @property
    def drafted(self) -> bool:
        """As the edit."""
        return self.unsaved

    @property
    def draft(self) -> Draft | None:
        """The edit that met it."""
        return self._draft

    @property
    def height(self) -> int:
        """As much as the longest text needs, as far as there is room."""
        width = self._stage.grid.app.size.width  # the table may be out of sight
        if width < _NARROW:
            return len(self._stacked(width))
        return min(2 + max(len(rows) for rows in self._columns(width)), self._stage.room)

    def key(self, key: str, character: str) -> None:
        """An answer, a line up or down, or back."""
        if key in self._answers:
            self._answers[key][1]()
        elif key in ("up", "down", "k", "j"):
            self._top = max(self._top + (1 if key in ("down", "j") else -1), 0)
            self._stage.refresh_lines()
        elif key in ("escape", "enter"):
            self._back()

    def keys(self) -> Sequence[tuple[str, str]]:
        """The answers."""
        words = self._stage.words
        found = [(key, words(label)) for key, (label, _) in self._answers.items()]
        found.append(("Esc", words("back")))
        if self._longer:
            found.append(("↑↓", words("read on")))
        return found

    def lines(self, width: int) -> list[Line]:
        """What was there, what is there now, and what was typed."""
        if width < _NARROW:
            return self._stacked(width)
        title = line(" ", Piece(self._title(), "bold"))
        columns = self._columns(width)
        room = _room(width)
        rest = self._scrolled(columns, self.height - 2)
        more = line(Piece(f"↓ {rest} ", "dim")) if rest else line()
        labels = "".join(pad(cut(label, room), room + _GAP) for label in self._labels())
        found = [spread(title, more, width), line(" ", Piece(labels.rstrip(), "dim"))]
        for number in range(self._top, self._top + self.height - 2):
            cells = [rows[number] if number < len(rows) else "" for rows in columns]
            text = "".join(pad(cut(cell, room), room + _GAP) for cell in cells)
            found.append(line(" ", text.rstrip()))
        return found

    def _scrolled(self, columns: Sequence[Sequence[str]], shown: int) -> int:
        """How many rows are below the ones that are shown."""
        longest = max(len(rows) for rows in columns)
        self._longer = longest > shown
        self._top = min(self._top, max(longest - shown, 0))
        return max(longest - self._top - shown, 0)

    def _stacked(self, width: int) -> list[Line]:
        """One below the other, where three columns would be too narrow."""
        labels = self._labels()
        margin = max(map(wide, labels)) + 2
        texts = [wrapped(text, width - margin - 1) for text in self._texts]
        self._scrolled(texts, _STACKED)
        whole = len(texts) + _STACKED <= self._stage.room
        rows = wrapped(self._title(), width - 2) if whole else [self._title()]
        found = [clipped(line(" ", Piece(row, "bold")), width) for row in rows]
        for label, text in zip(labels, texts, strict=True):
            rows = [one_line(row) for row in text]
            top = min(self._top, max(len(rows) - _STACKED, 0))
            for number, row in enumerate(rows[top : top + _STACKED]):
                head = Piece(pad("" if number else label, margin), "dim")
                found.append(clipped(line(" ", head, row), width))
        return found

    def _columns(self, width: int) -> list[list[str]]:
        room = _room(width)
        return [[one_line(row) for row in wrapped(text, room)] for text in self._texts]

    def _labels(self) -> tuple[str, str, str]:
        words = self._stage.words
        return words("before"), words("theirs"), words("mine")

    def _title(self) -> str:
        words, found = self._stage.words, self._found
        field = f", {news.field(found.key, words)}" if found.key else ""
        name = f"{self._name}{field}"
        if found.by is None:
            return words("{name}: changed meanwhile", name=name)
        when = news.when(found.by.time, words)
        if found.by.outside:
            return words(
                "{name}: changed meanwhile with another program ({when})", name=name, when=when
            )
        user = one_line(found.by.user)
        return words(
            "{name}: changed meanwhile by {user} ({when})", name=name, user=user, when=when
        )


def _room(width: int) -> int:
    """The cells of one of the three columns."""
    return max((width - 2 - 2 * _GAP) // 3, 8)
