"""The state of a realisation being chosen, with the reason that some states need."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kinerja_tui.model.base import State
from kinerja_tui.report import phrases
from kinerja_tui.report.safe import one_line
from kinerja_tui.store.splicing.edit import Edit
from kinerja_tui.tui.amend import WITH_REASON
from kinerja_tui.tui.desk import Draft, Preview
from kinerja_tui.tui.field import Field
from kinerja_tui.tui.lines import Line, Piece, clipped, line, wrapped
from kinerja_tui.tui.modes.stage import Stage
from kinerja_tui.tui.rows import field_line

STATES: tuple[State, ...] = ("final", "provisional", "carried", "unavailable", "unmeasured")


class StateChoice:
    """First the state, by its number or with the arrows; then, where it is needed, the reason."""

    def __init__(self, stage: Stage, draft: Draft, save: Callable[[Edit], None]) -> None:
        """The realisation of `draft`; `save` gets the edit."""
        self._stage = stage
        self._draft = draft
        self._save = save
        found = draft.indicator.realisation
        self._first: State | None = found.state if found else None
        self._state: State = self._first or "unavailable"
        self._field = Field.of(one_line(found.reason) if found else "")
        self._reasoning = False
        self._preview: Preview | None = None

    @property
    def unsaved(self) -> bool:
        """Whether something was chosen that is not on the disk."""
        return self._state != self._first or self._reasoning

    def key(self, key: str, character: str) -> None:
        """Choose, type the reason, save, or leave."""
        if key == "escape":
            self._back()
        elif key == "enter":
            self._enter()
        elif self._reasoning:
            self._type(self._field.pressed(key) or self._field.typed(character))
        elif key in ("up", "left", "k", "h", "down", "right", "j", "l"):
            step = -1 if key in ("up", "left", "k", "h") else 1
            self._choose(STATES[(STATES.index(self._state) + step) % len(STATES)])
        elif character in ("1", "2", "3", "4", "5"):
            self._choose(STATES[int(character) - 1])

    def paste(self, text: str) -> None:
        """Pasted text belongs to the reason."""
        if self._reasoning:
            self._type(self._field.typed(text))

    def keys(self) -> Sequence[tuple[str, str]]:
        """What works in this step."""
        words = self._stage.words
        if self._reasoning:
            return (("Enter", words("save")), ("Esc", words("back")))
        return (("1-5", words("choose")), ("Enter", words("go on")), ("Esc", words("cancel")))

    def lines(self, width: int) -> list[Line]:
        """The states, the reason, and what is still missing."""
        words = self._stage.words
        code = one_line(self._draft.indicator.code)
        found = [line(" ", Piece(words("State of the realisation of {code}", code=code), "bold"))]
        if self._reasoning:
            found = [line(*found[0], f": {words(phrases.STATES[self._state])}")]
            found.append(clipped(field_line(words("Reason:"), self._field, width), width))
        else:
            found.extend(self._states(width))
        if self._preview is not None and self._preview.refused is not None:
            rows = wrapped(f"! {words.say(self._preview.refused)}", width - 2)
            found.extend(line(" ", Piece(row, "red")) for row in rows)
        return found

    def _states(self, width: int) -> list[Line]:
        rows: list[list[Piece]] = [[]]
        taken = 0
        for number, state in enumerate(STATES, 1):
            text = f"{number} {self._stage.words(phrases.STATES[state])}"
            if taken and taken + len(text) + 2 > width:
                rows.append([])
                taken = 0
            rows[-1] += [Piece(" "), Piece(text, "reverse" if state == self._state else "")]
            taken += len(text) + 1
        return [tuple(row) for row in rows]

    def _choose(self, state: State) -> None:
        self._state = state
        self._judge(strict=False)

    def _type(self, field: Field) -> None:
        self._field = field
        self._judge(strict=False)

    def _judge(self, strict: bool) -> Preview:
        found = self._stage.desk.preview_state(self._draft, self._state, self._field.text)
        waits = self._state in WITH_REASON and not self._field.text.strip() and not strict
        self._preview = None if waits else found
        self._stage.show_card(found.card)
        return found

    def _enter(self) -> None:
        if self._state in WITH_REASON and not self._reasoning:
            self._reasoning = True
            self._judge(strict=False)
            return
        found = self._judge(strict=True)
        if found.edit is None:
            return
        if not found.edit.changes:
            self._leave()
            return
        self._save(found.edit)

    def _back(self) -> None:
        if self._reasoning:
            self._reasoning = False
            self._judge(strict=False)
        else:
            self._leave()

    def _leave(self) -> None:
        self._stage.leave()
        self._stage.show_card()
