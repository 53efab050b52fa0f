"""What a new year would be, before it is made: its files, and what is to be set or checked."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from kinerja_tui.report.safe import one_line
from kinerja_tui.store.splicing.edit import Conflict, Refused
from kinerja_tui.store.writing.new_year import NewYear
from kinerja_tui.tui.adding import Sent, carried_out
from kinerja_tui.tui.lines import Line, Piece, clipped, line, wrapped
from kinerja_tui.tui.modes.stage import BELOW, Plain, Stage


class NextYear(Plain):
    """Enter makes the year and opens it; Up and Down scroll; Esc leaves everything as it was."""

    def __init__(self, stage: Stage, planned: NewYear) -> None:
        """The question about the year that was planned."""
        self._stage = stage
        self._planned = planned
        self._top = 0
        self._rows = 0

    @property
    def height(self) -> int:
        """As much as there is room for."""
        return max(self._stage.room, BELOW)

    def key(self, key: str, character: str) -> None:
        """Make it, look further, or leave."""
        if key == "escape":
            self._stage.leave()
        elif key == "enter":
            self._make()
        elif key in ("down", "j", "pagedown", "space", "up", "k", "pageup"):
            step = self.height - 2 if key in ("pagedown", "space", "pageup") else 1
            self._scroll(step if key in ("down", "j", "pagedown", "space") else -step)

    def keys(self) -> Sequence[tuple[str, str]]:
        """What works here."""
        words = self._stage.words
        return (
            ("Enter", words("make the year")),
            ("↑ ↓", words("scroll")),
            ("Esc", words("leave it")),
        )

    def lines(self, width: int) -> list[Line]:
        """The question, and below it what can be scrolled."""
        planned, words = self._planned, self._stage.words
        text = words.count(
            "{unit} {year}, from {source}: {n} file would be made.",
            "{unit} {year}, from {source}: {n} files would be made.",
            len(planned.files),
            unit=planned.unit,
            year=str(planned.year),
            source=str(planned.source),
        )
        head = clipped(line(" ", Piece(text, "bold")), width)
        body = self._body(width)
        self._rows = len(body)
        return [head, *body[self._top : self._top + self.height - 1]]

    def _body(self, width: int) -> list[Line]:
        planned, words = self._planned, self._stage.words
        folder = f"{planned.unit}/{planned.year}/"
        found: list[Line] = []
        for file, group in groupby(planned.left, lambda each: each.file):
            found.append(clipped(line(" ", one_line(file.removeprefix(folder))), width))
            for each in group:
                rows = wrapped(one_line(words.say(each.message)), width - 4)
                found += [line("   ", Piece(row, "yellow")) for row in rows]
        found.append(line(" ", Piece(words("All files:"), "dim")))
        names = (each.file.removeprefix(folder) for each in planned.files)
        found += [clipped(line("   ", Piece(one_line(name), "dim")), width) for name in names]
        return found

    def _scroll(self, step: int) -> None:
        last = max(self._rows - self.height + 1, 0)
        self._top = min(max(self._top + step, 0), last)
        self._stage.refresh_lines()

    def _make(self) -> None:
        stage, planned = self._stage, self._planned
        desk = stage.desk

        def call() -> Sent:
            return carried_out(desk, lambda: planned.action(desk.company.id))

        stage.work(call, self._ended)

    def _ended(self, sent: Sent) -> None:
        stage, planned, words = self._stage, self._planned, self._stage.words
        if isinstance(sent.acted, Refused):
            stage.say(words.say(sent.acted.problem.message))
            return
        if isinstance(sent.acted, Conflict):
            file = one_line(sent.acted.file)
            stage.say(words("{file} is there already; nothing was added.", file=file))
            return
        year = str(planned.year)

        def told() -> None:
            stage.say(
                words("The year {year} is made; {key_due} lists what is to be set.", year=year)
            )

        stage.open(planned.unit, planned.year, told)
