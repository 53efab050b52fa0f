"""A realisation being typed: the result changes with every key, and Enter saves it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kinerja_tui.report.safe import one_line
from kinerja_tui.report.width import wide
from kinerja_tui.store.splicing.edit import Author
from kinerja_tui.tui import amend, news
from kinerja_tui.tui.drafting import Draft, Preview
from kinerja_tui.tui.field import Field
from kinerja_tui.tui.lastgood import indicator_in
from kinerja_tui.tui.lines import BLANK, Line, Piece, clipped, line
from kinerja_tui.tui.modes.stage import BELOW, Save, Stage, Typed, saves
from kinerja_tui.tui.modes.state import StateChoice


class Editing:
    """The field over the realisation's cell."""

    height = BELOW
    drafted = True

    def __init__(self, stage: Stage, draft: Draft, save: Save, text: str | None = None) -> None:
        """Begin with the recorded value, or with `text` that was typed before."""
        self._stage = stage
        self._draft = draft
        self._save = save
        self._field = Field.of(draft.text) if text is None else Field(text, len(text))
        self._preview: Preview | None = None
        self._begun = False
        if text is not None:
            self._judge()
        else:
            stage.grid.type(self._field, self._note())

    @property
    def unsaved(self) -> bool:
        """Whether something was typed that is not on the disk."""
        return self._field.text != self._draft.text

    @property
    def draft(self) -> Draft:
        """The edit."""
        return self._draft

    def key(self, key: str, character: str) -> None:
        """Type, move the caret, save, or leave."""
        if key == "escape":
            self._give_up()
        elif key == "tab" or saves(self._stage, key):
            self._finish(go_on=key == "tab")
        elif (field := self._field.pressed(key)) is not None:
            self._take(field)
        elif character:
            self._take(self._field.typed(character))

    def paste(self, text: str) -> None:
        """Pasted text is typed text; a column of it is offered to the rows from here on."""
        from kinerja_tui.tui.several import lines_of

        lines = lines_of(text)
        if len(lines) < 2:
            self._take(self._field.typed(lines[0]))
            return
        from kinerja_tui.tui.modes.pasting import begin_paste, from_here

        stage = self._stage
        begin_paste(stage, text, from_here(stage), self, lambda: stage.desk.dropped(self._draft))

    def keys(self) -> Sequence[tuple[str, str]]:
        """Save, save and go on, leave, choose a state."""
        words = self._stage.words
        return (
            ("Enter", words("save")),
            ("Tab", words("save, next")),
            ("Esc", words("later") if self._draft.kept else words("cancel")),
            ("-", words("no number yet")),
        )

    def lines(self, width: int) -> list[Line] | None:
        """The detail shows the figures as they would be."""
        return None

    def renew(self, tokens: Mapping[str, str | None] | None, by: Author | None) -> None:
        """The other cells follow the page; the field stays as it is typed."""
        stage = self._stage
        if indicator_in(stage.desk.page.library, self._draft.file) is None:
            stage.desk.put_aside(self._draft, self._field.text)
            stage.look_for_drafts()
            self._leave()
            stage.say(
                stage.words("This record has gone; what you typed is a draft now ({key_drafts}).")
            )
            return
        now = dict(tokens) if tokens is not None else self._draft.now
        self._draft = stage.desk.renewed(self._draft, now, by)
        self._judge()

    def _take(self, field: Field) -> None:
        changed = field.text != self._field.text
        self._field = field
        if changed:
            self._stage.desk.jot(self._draft, field.text)
            self._judge()
        else:
            self._stage.grid.type(field, self._note())

    def _judge(self) -> None:
        desk, text = self._stage.desk, self._field.text
        self._preview = shown = desk.preview(self._draft, text)
        self._begun = False
        if shown.refused is not None and text.endswith((",", ".")):
            # Decimals follow: the figures of the number before them stay, and nobody complains.
            before = desk.preview(self._draft, text[:-1])
            self._begun = before.refused is None
            shown = before if self._begun else shown
        self._stage.grid.field = self._field
        self._stage.grid.note = self._note()
        self._stage.show_card(shown.card)

    def _note(self) -> Line:
        """Under the field: why the text is refused, or what somebody else wrote here."""
        found, words = self._preview, self._stage.words
        width = self._stage.grid.size.width
        if found is None or found.refused is None or self._begun:
            said = self._theirs()
            if not said and found is not None and found.doubt is not None:
                said = f"? {words.say(found.doubt)}"
            return clipped(line("  ", Piece(said, "yellow")), width) if said else BLANK
        text = words.say(found.refused)
        more = words.say(found.hint) if found.hint is not None else ""
        if found.asks_state:
            more = words("Enter: choose a state.")
        whole = f"! {text} {more}".rstrip()
        fits = wide(whole) + 2 <= width
        return line("  ", Piece(whole if fits else f"! {text}", "red"))

    def _theirs(self) -> str:
        draft, words = self._draft, self._stage.words
        if draft.over is not None:
            found, seen = (
                one_line(news.spoken(token, words, draft.over.key))
                for token in (draft.over.found, draft.over.seen)
            )
            who = news.by(draft.over.by, words)
            return words(
                "theirs: {found} ({who})   before: {seen}", found=found, who=who, seen=seen
            )
        if draft.overtaken:
            return self._overtaken()
        trouble = self._stage.desk.company.trouble
        if trouble is not None:
            return words("What you type is not kept on the disk: {reason}", reason=trouble)
        return ""

    def _overtaken(self) -> str:
        """What somebody else wrote meanwhile: in this field, or in one that is saved beside it."""
        draft, words, found = self._draft, self._stage.words, self._preview
        keys = [key for key in draft.overtaken if key.removeprefix(amend.TABLE) in amend.VALUES]
        changes = found.edit.changes if found is not None and found.edit is not None else ()
        asks = bool(keys) or any(each.key in draft.overtaken for each in changes)
        key = (keys or draft.overtaken)[0]
        told = {
            "who": news.by(draft.by, words),
            "field": news.field(key, words),
            "value": one_line(news.spoken(draft.now[key], words, key)),
        }
        if asks:
            return words("Changed meanwhile ({who}), {field}: {value}. Enter asks.", **told)
        return words("Changed meanwhile ({who}), {field}: {value}.", **told)

    def _finish(self, go_on: bool) -> None:
        found = self._preview
        if found is None and self._draft.text:
            self._done(go_on)
            return
        if found is None:
            self._judge()
            found = self._preview
        assert found is not None
        if self._begun:
            self._begun = False
            self._stage.grid.type(self._field, self._note())
        elif found.asks_state:
            self._ask_state()
        elif found.edit is not None and not found.edit.changes:
            self._done(go_on)
        elif found.edit is not None:
            self._save(self._draft, found.edit, self._typed(), go_on)

    def _typed(self) -> Typed:
        text = self._field.text
        return Typed(text, {}, lambda draft: Editing(self._stage, draft, self._save, text))

    def _ask_state(self) -> None:
        stage = self._stage
        stage.grid.type(None)
        stage.show_card()
        stage.enter(StateChoice(stage, self._draft, self._save))

    def _give_up(self) -> None:
        """Leave everything as it was; a draft of an earlier session waits again."""
        desk = self._stage.desk
        if self._draft.kept:
            desk.put_aside(self._draft, self._field.text)
            self._stage.look_for_drafts()
        else:
            desk.dropped(self._draft)
        self._leave()

    def _done(self, go_on: bool) -> None:
        """Nothing is left to be saved."""
        self._stage.desk.dropped(self._draft)
        self._leave()
        if go_on:
            from kinerja_tui.tui.modes.writing import go_to_next

            go_to_next(self._stage)

    def _leave(self) -> None:
        self._stage.grid.field, self._stage.grid.note = None, BLANK
        self._stage.leave()
        self._stage.show_card()
