"""Leaving while something typed is not saved: the one question before the end."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from kinerja_tui.store.splicing.edit import Author
from kinerja_tui.tui.drafting import Draft
from kinerja_tui.tui.lines import Line, Piece, line, wrapped
from kinerja_tui.tui.modes.stage import Mode, Plain, Stage


class Leaving(Plain):
    """`q` leaves; every other key goes back to the text, which stays as a draft where drafts are
    kept.
    """

    def __init__(self, stage: Stage, before: Mode, leave: Callable[[], None]) -> None:
        """The mode to go back to, and how to leave."""
        self._stage = stage
        self._before = before
        self._leave = leave

    @property
    def drafted(self) -> bool:
        """As the mode before."""
        return self._before.drafted

    @property
    def draft(self) -> Draft | None:
        """The edit that is asked about."""
        return self._before.draft

    def key(self, key: str, character: str) -> None:
        """Leave, or go back."""
        if key == "q":
            self._leave()
        else:
            self._stage.enter(self._before)

    def keys(self) -> Sequence[tuple[str, str]]:
        """The two answers."""
        words = self._stage.words
        leave = words("quit, keep the draft") if self._kept else words("quit without saving")
        return (("q", leave), ("Esc", words("back")))

    def lines(self, width: int) -> list[Line]:
        """What would be lost."""
        words = self._stage.words
        text = (
            words("What you typed is not saved yet. It is kept as a draft for the next time.")
            if self._kept
            else words("What you typed is not saved yet.")
        )
        return [line(" ", Piece(row, "bold")) for row in wrapped(text, width - 2)]

    def renew(self, tokens: Mapping[str, str | None] | None, by: Author | None) -> None:
        """The edit follows the page."""
        self._before.renew(tokens, by)

    @property
    def _kept(self) -> bool:
        company = self._stage.desk.company
        return bool(company.id) and company.trouble is None and self.drafted
