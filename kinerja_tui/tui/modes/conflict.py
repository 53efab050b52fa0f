"""Somebody else wrote the same field meanwhile: both values side by side, and the choice."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kinerja_tui.report.safe import one_line
from kinerja_tui.report.width import pad
from kinerja_tui.store.splicing.edit import Conflict
from kinerja_tui.tui.desk import Draft
from kinerja_tui.tui.lines import Line, Piece, clipped, line
from kinerja_tui.tui.modes.stage import Stage


class Choosing:
    """Keep theirs, write mine, or edit again; nothing is thrown away before a key says so."""

    unsaved = True

    def __init__(
        self,
        stage: Stage,
        draft: Draft,
        found: Conflict,
        theirs: Callable[[], None],
        mine: Callable[[], None],
        again: Callable[[], None],
    ) -> None:
        """The conflict `found`, and what each answer does."""
        self._stage = stage
        self._draft = draft
        self._found = found
        self._answers = {"t": theirs, "m": mine, "e": again, "escape": again}

    def key(self, key: str, character: str) -> None:
        """Only the answers do something."""
        answer = self._answers.get(key)
        if answer is not None:
            answer()

    def paste(self, text: str) -> None:
        """Nothing is typed here."""

    def keys(self) -> Sequence[tuple[str, str]]:
        """The answers."""
        words = self._stage.words
        return (
            ("t", words("keep theirs")),
            ("m", words("write mine")),
            ("e", words("edit again")),
        )

    def lines(self, width: int) -> list[Line]:
        """What was there, what is there now, and what was typed."""
        words, found = self._stage.words, self._found
        code, key = one_line(self._draft.indicator.code), found.key
        title = words("{code}: somebody else changed {key} meanwhile.", code=code, key=key)
        rows = (
            (words("before"), found.seen),
            (words("theirs"), found.found),
            (words("mine"), found.mine),
        )
        return [
            clipped(line(" ", Piece(title, "bold")), width),
            *(
                clipped(line(" ", Piece(pad(label, 12), "dim"), one_line(token or "-")), width)
                for label, token in rows
            ),
        ]
