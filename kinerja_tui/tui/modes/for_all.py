"""One value, or one state, for every marked row."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kinerja_tui.model.base import State
from kinerja_tui.report import phrases
from kinerja_tui.tui import several
from kinerja_tui.tui.amend import WITH_REASON
from kinerja_tui.tui.field import Field
from kinerja_tui.tui.lines import Line, Piece, line
from kinerja_tui.tui.modes.stage import Mode, Stage, saves
from kinerja_tui.tui.modes.state import STATES, state_rows
from kinerja_tui.tui.modes.together import Together
from kinerja_tui.tui.rows import field_line
from kinerja_tui.tui.several import Aim, Plan


def begin_values(stage: Stage, subjects: Sequence[str]) -> None:
    """Type one value for all of the rows."""
    begin(stage, subjects, lambda aims: ValueForAll(stage, aims))


def begin_states(stage: Stage, subjects: Sequence[str]) -> None:
    """Choose one state for all of the rows."""
    begin(stage, subjects, lambda aims: StateForAll(stage, aims))


def begin(stage: Stage, subjects: Sequence[str], mode: Callable[[tuple[Aim, ...]], Mode]) -> None:
    """Read what stands in the files of the rows, and enter the mode over them."""

    def begun(found: several.Begun) -> None:
        aims = found.aims
        if found.fresh is not None:
            stage.desk.put_fresh(found.fresh)
            aims = several.renewed(stage.desk, aims)
        made = mode(aims)
        stage.enter(made)
        made.renew(None, None)

    stage.work(lambda: several.begun(stage.desk, subjects), begun)


class ValueForAll(Together):
    """One value for every row."""

    def __init__(self, stage: Stage, aims: Sequence[Aim]) -> None:
        """An empty field."""
        self._field = Field("", 0)
        super().__init__(stage, aims)

    @property
    def unsaved(self) -> bool:
        """Whether something was typed."""
        return bool(self._field.text)

    def planned(self) -> Plan:
        """The text in every row."""
        return several.of_text(self._stage.desk, self.aims, self._field.text)

    def head(self, width: int) -> list[Line]:
        """The field, and what it would do."""
        words, many = self._stage.words, len(self.aims)
        label = words.count("Value for {n} row:", "Value for {n} rows:", many)
        return [
            field_line(label, self._field, width),
            *self.said(several.summary(self.plan, words), width, "dim"),
        ]

    def typed(self, key: str, character: str) -> None:
        """Type the value."""
        field = self._field.pressed(key) or (self._field.typed(character) if character else None)
        if field is not None:
            self._field = field
            self.judge()

    def paste(self, text: str) -> None:
        """Pasted text is typed text."""
        self._field = self._field.typed(text)
        self.judge()


class StateForAll(Together):
    """One state, and where it needs one a reason, for every row."""

    def __init__(self, stage: Stage, aims: Sequence[Aim]) -> None:
        """The first state is offered."""
        self._strict = False
        self._state: State = STATES[0]
        self._reason = Field("", 0)
        self._reasoning = False
        super().__init__(stage, aims)

    @property
    def unsaved(self) -> bool:
        """Whether a reason was typed."""
        return bool(self._reason.text)

    def planned(self) -> Plan:
        """The state in every row; a reason is missed only once it was asked for."""
        reason = self._reason.text if self._reasoning else ""
        if not reason.strip() and not self._strict:
            reason = "…" if self._state in WITH_REASON else ""
        return several.of_state(self._stage.desk, self.aims, self._state, reason)

    def keys(self) -> Sequence[tuple[str, str]]:
        """What works in this step."""
        words = self._stage.words
        if self._state in WITH_REASON and not self._reasoning:
            answers = (("Enter", words("go on")), ("Esc", words("cancel")))
        else:
            answers = (("Enter", words("save all")), ("Esc", words("cancel")))
        return answers if self._reasoning else (("1-5", words("choose")), *answers)

    def head(self, width: int) -> list[Line]:
        """The states, or the reason."""
        words, many = self._stage.words, len(self.aims)
        label = words.count("State of {n} row:", "State of {n} rows:", many)
        if self._reasoning:
            title = line(" ", Piece(f"{label} {words(phrases.STATES[self._state])}", "bold"))
            return [title, field_line(words("Reason:"), self._reason, width)]
        return [line(" ", Piece(label, "bold")), *state_rows(self._state, words, width)]

    def key(self, key: str, character: str) -> None:
        """First the state; Enter asks for the reason where one is due."""
        enters = saves(self._stage, key)
        if enters and self._state in WITH_REASON and not self._reasoning:
            self._reasoning = True
            self.judge()
        elif key == "escape" and self._reasoning:
            self._reasoning = False
            self.judge()
        elif enters and self._reasoning and not self._strict:
            self._strict = True
            self.judge()
            super().key(key, character)
        else:
            super().key(key, character)

    def typed(self, key: str, character: str) -> None:
        """Choose, or type the reason."""
        self._strict = False
        if self._reasoning:
            found = self._reason.pressed(key)
            self._reason = found or self._reason.typed(character)
        elif key in ("left", "right", "h", "l", "k", "j"):
            step = -1 if key in ("left", "h", "k") else 1
            self._state = STATES[(STATES.index(self._state) + step) % len(STATES)]
        elif character in ("1", "2", "3", "4", "5"):
            self._state = STATES[int(character) - 1]
        self.judge()

    def paste(self, text: str) -> None:
        """Pasted text belongs to the reason."""
        if self._reasoning:
            self._reason = self._reason.typed(text)
            self.judge()
