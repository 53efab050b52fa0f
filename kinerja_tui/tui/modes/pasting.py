"""A column pasted from a spreadsheet: which line goes to which row is seen before it is written."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kinerja_tui.locale import N_
from kinerja_tui.store.splicing.edit import Doing
from kinerja_tui.tui import several
from kinerja_tui.tui.lines import BLANK, Line
from kinerja_tui.tui.modes.for_all import begin
from kinerja_tui.tui.modes.stage import Mode, Stage
from kinerja_tui.tui.modes.together import Together
from kinerja_tui.tui.several import Aim, Plan


def begin_paste(
    stage: Stage,
    text: str,
    subjects: Sequence[str],
    back: Mode | None = None,
    done: Callable[[], None] | None = None,
) -> None:
    """Offer the lines of `text` to the rows; Esc goes `back` to the mode of before."""
    texts = several.lines_of(text)
    stage.grid.field, stage.grid.note = None, BLANK
    begin(stage, subjects, lambda aims: Pasting(stage, aims, texts, back, done))


def from_here(stage: Stage) -> tuple[str, ...]:
    """The rows that a column goes to: those that are picked, else all from the cursor down."""
    grid = stage.grid
    if grid.source is None:
        return ()
    every = [grid.source.row(index).subject for index in range(len(grid.source))]
    picked = [subject for subject in every if subject in grid.picked]
    return tuple(picked or every[grid.row :])


class Pasting(Together):
    """A column from a spreadsheet: which line goes to which row."""

    doing: Doing = "paste"

    def __init__(
        self,
        stage: Stage,
        aims: Sequence[Aim],
        texts: Sequence[str],
        back: Mode | None = None,
        done: Callable[[], None] | None = None,
    ) -> None:
        """The lines `texts` for the rows; `done` is called once they stand in the files."""
        self._texts = tuple(texts)
        self._done = done
        self._goals = False
        self._every = tuple(aims)
        self._stage = stage
        super().__init__(stage, self._chosen(), back)

    @property
    def unsaved(self) -> bool:
        """What was pasted can be pasted again; what was typed before can not."""
        return self._back is not None and self._back.unsaved

    def _chosen(self) -> tuple[Aim, ...]:
        desk = self._stage.desk
        return tuple(a for a in self._every if self._goals or desk.score(a.subject) is not None)

    def planned(self) -> Plan:
        """A line for each row."""
        return several.of_texts(self._stage.desk, self.aims, self._texts)

    def head(self, width: int) -> list[Line]:
        """How many lines there are for how many rows, and what they would do."""
        words = self._stage.words
        lines = words.count("{n} line pasted", "{n} lines pasted", len(self._texts))
        rows = words.count("{n} row from here on", "{n} rows from here on", len(self.aims))
        return [
            *self.said(f"{lines}, {rows}.", width, "bold"),
            *self.said(several.summary(self.plan, words), width, "dim"),
        ]

    def keys(self) -> Sequence[tuple[str, str]]:
        """Save all, leave, and whether goals take a line."""
        words = self._stage.words
        if len(self._every) == len(self._chosen()) and not self._goals:
            return super().keys()
        label = N_("goals without a line") if self._goals else N_("goals take a line too")
        return (*super().keys(), ("g", words(label)))

    def typed(self, key: str, character: str) -> None:
        """Whether the lines of goals stand in the column too."""
        if character == "g":
            self._goals = not self._goals
            self.aims = self._chosen()
            self._top = 0
            self.judge()

    def take(self, aims: Sequence[Aim]) -> None:
        """The rows, those without a line among them."""
        now = {aim.subject: aim for aim in aims}
        self._every = tuple(now.get(aim.subject, aim) for aim in self._every)
        self.aims = self._chosen()

    def saved(self) -> None:
        """What was typed before is not needed any more."""
        if self._done is not None:
            self._done()
