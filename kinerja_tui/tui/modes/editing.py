"""A realisation being typed: the result changes with every key, and Enter saves it."""

from __future__ import annotations

from collections.abc import Sequence

from kinerja_tui.report.width import wide
from kinerja_tui.store.splicing.edit import Conflict, Edit, Refused, Saved
from kinerja_tui.tui.desk import Draft, Preview
from kinerja_tui.tui.field import Field
from kinerja_tui.tui.lines import BLANK, Line, Piece, line
from kinerja_tui.tui.modes.conflict import Choosing
from kinerja_tui.tui.modes.stage import Stage
from kinerja_tui.tui.modes.state import StateChoice
from kinerja_tui.tui.overview import REALISATION
from kinerja_tui.tui.shelf import Outcome


def begin(stage: Stage, subject: str) -> None:
    """Edit the realisation of `subject` in place, or say why it cannot be."""
    reason = stage.desk.why_not(subject)
    if reason is not None:
        stage.say(stage.words.say(reason))
        return
    stage.grid.go(stage.grid.row, REALISATION)
    stage.enter(Editing(stage, stage.desk.draft(subject)))


def begin_state(stage: Stage, subject: str) -> None:
    """Choose the state of the realisation of `subject`, or say why it cannot be."""
    reason = stage.desk.why_not(subject)
    if reason is not None:
        stage.say(stage.words.say(reason))
        return
    draft = stage.desk.draft(subject)
    stage.enter(StateChoice(stage, draft, lambda edit: save(stage, draft, edit, None)))


class Editing:
    """The field over the realisation's cell."""

    def __init__(self, stage: Stage, draft: Draft, text: str | None = None) -> None:
        """Begin with the recorded value, or with `text` that was typed before."""
        self._stage = stage
        self._draft = draft
        self._field = Field.of(draft.text) if text is None else Field(text, len(text))
        self._preview: Preview | None = None
        if text is not None:
            self._judge()
        else:
            stage.grid.type(self._field)

    @property
    def unsaved(self) -> bool:
        """Whether something was typed that is not on the disk."""
        return self._field.text != self._draft.text

    def key(self, key: str, character: str) -> None:
        """Type, move the caret, save, or leave."""
        if key == "escape":
            self._leave()
        elif key in ("enter", "tab"):
            self._finish(go_on=key == "tab")
        elif (field := self._field.pressed(key)) is not None:
            self._take(field)
        elif character:
            self._take(self._field.typed(character))

    def paste(self, text: str) -> None:
        """Pasted text is typed text."""
        self._take(self._field.typed(text))

    def keys(self) -> Sequence[tuple[str, str]]:
        """Save, save and go on, leave, choose a state."""
        words = self._stage.words
        return (
            ("Enter", words("save")),
            ("Tab", words("save, next")),
            ("Esc", words("cancel")),
            ("-", words("no number yet")),
        )

    def lines(self, width: int) -> list[Line] | None:
        """The detail shows the figures as they would be."""
        return None

    def _take(self, field: Field) -> None:
        changed = field.text != self._field.text
        self._field = field
        if changed:
            self._judge()
        else:
            self._stage.grid.type(field, self._note())

    def _judge(self) -> None:
        self._preview = self._stage.desk.preview(self._draft, self._field.text)
        self._stage.grid.field = self._field
        self._stage.grid.note = self._note()
        self._stage.show_card(self._preview.card)

    def _note(self) -> Line:
        """The reason under the field when the text is refused."""
        found, words = self._preview, self._stage.words
        if found is None or found.refused is None:
            return BLANK
        text = words.say(found.refused)
        more = words.say(found.hint) if found.hint is not None else ""
        if found.asks_state:
            more = words("Enter: choose a state.")
        whole = f"! {text} {more}".rstrip()
        fits = wide(whole) + 2 <= self._stage.grid.size.width
        return line("  ", Piece(whole if fits else f"! {text}", "red"))

    def _finish(self, go_on: bool) -> None:
        found = self._preview
        if found is None and self._draft.text:
            self._leave()
            if go_on:
                _next(self._stage)
            return
        if found is None:
            self._judge()
            found = self._preview
        assert found is not None
        if found.asks_state:
            self._ask_state()
        elif found.edit is not None and not found.edit.changes:
            self._leave()
            if go_on:
                _next(self._stage)
        elif found.edit is not None:
            save(self._stage, self._draft, found.edit, self._field.text, go_on)

    def _ask_state(self) -> None:
        stage, draft, text = self._stage, self._draft, self._field.text
        stage.grid.type(None)
        stage.show_card()
        stage.enter(StateChoice(stage, draft, lambda edit: save(stage, draft, edit, text)))

    def _leave(self) -> None:
        self._stage.grid.field, self._stage.grid.note = None, BLANK
        self._stage.leave()
        self._stage.show_card()


def save(stage: Stage, draft: Draft, edit: Edit, text: str | None, go_on: bool = False) -> None:
    """Save beside the screen, then show what came of it; after a refusal `text` comes back."""

    def settled(outcome: Outcome) -> None:
        if isinstance(outcome, Conflict):
            stage.enter(_conflict(stage, draft, edit, outcome, text))
            return
        if isinstance(outcome, Refused):
            if text is None:
                stage.show_card()
            else:
                stage.enter(Editing(stage, draft, text))
            stage.say(stage.words.say(outcome.problem.message))
            return
        stage.grid.field, stage.grid.note = None, BLANK
        stage.desk.settle(draft, edit, outcome)
        stage.show_card()
        _told(stage, draft, outcome)
        if go_on:
            _next(stage)

    stage.work(lambda: stage.desk.shelf.save(edit), settled)


def _told(stage: Stage, draft: Draft, outcome: Saved) -> None:
    words = stage.words
    if outcome.doubt is not None:
        stage.say(words.say(outcome.doubt))
    elif outcome.changed:
        stage.say(words("Saved: {code}. u undoes it.", code=draft.indicator.code))
    else:
        stage.say(words("Nothing changed."))


def _next(stage: Stage) -> None:
    """Edit the next indicator below that can be edited."""
    grid, desk = stage.grid, stage.desk
    for index in range(grid.row + 1, grid.count):
        subject = grid.source.row(index).subject if grid.source else ""
        if desk.score(subject) is not None and desk.why_not(subject) is None:
            grid.go(index, REALISATION)
            begin(stage, subject)
            return


def _conflict(
    stage: Stage, draft: Draft, edit: Edit, found: Conflict, text: str | None
) -> Choosing:
    def mine() -> None:
        newer, again = stage.desk.insisted(draft, edit, found)
        save(stage, newer, again, text)

    def again() -> None:
        newer, _ = stage.desk.insisted(draft, edit, found)
        if text is None:
            stage.enter(StateChoice(stage, newer, lambda made: save(stage, newer, made, None)))
        else:
            stage.enter(Editing(stage, newer, text))

    def theirs() -> None:
        stage.grid.field, stage.grid.note = None, BLANK
        stage.leave()
        stage.reload()

    return Choosing(stage, draft, found, theirs, mine, again)
