"""The state of a realisation being chosen, with the reason that some states need."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kinerja_tui.locale import Words
from kinerja_tui.model.base import State
from kinerja_tui.report import phrases
from kinerja_tui.report.safe import one_line
from kinerja_tui.store.splicing.edit import Author
from kinerja_tui.tui import news
from kinerja_tui.tui.amend import TABLE, WITH_REASON
from kinerja_tui.tui.drafting import Draft, Preview
from kinerja_tui.tui.field import Field
from kinerja_tui.tui.lines import Line, Piece, clipped, line, wrapped
from kinerja_tui.tui.modes.stage import BELOW, Save, Stage, Typed, saves
from kinerja_tui.tui.rows import field_line

STATES: tuple[State, ...] = ("final", "provisional", "carried", "unavailable", "unmeasured")


def state_named(name: str) -> State:
    """The state that `name` stands for; the first one for a name that is none."""
    return next((each for each in STATES if each == name), STATES[0])


def state_rows(chosen: State, words: Words, width: int) -> list[Line]:
    """The states with their numbers; the chosen one is reversed."""
    rows: list[list[Piece]] = [[]]
    taken = 0
    for number, state in enumerate(STATES, 1):
        text = f"{number} {words(phrases.STATES[state])}"
        if taken and taken + len(text) + 2 > width:
            rows.append([])
            taken = 0
        rows[-1] += [Piece(" "), Piece(text, "reverse" if state == chosen else "")]
        taken += len(text) + 1
    return [tuple(row) for row in rows]


_BESIDE = frozenset({"data_year", "counted"})
"""What a state brings with it."""


class StateChoice:
    """First the state, by its number or with the arrows; then, where it is needed, the reason."""

    height = BELOW
    drafted = True

    def __init__(
        self,
        stage: Stage,
        draft: Draft,
        save: Save,
        state: State | None = None,
        reason: str | None = None,
    ) -> None:
        """The realisation of `draft`; or the `state` and `reason` that were chosen before."""
        self._stage = stage
        self._draft = draft
        self._save = save
        found = draft.indicator.realisation
        self._first: State | None = found.state if found else None
        self._state: State = state or self._first or "unavailable"
        written = found.reason if found else ""
        self._field = Field.of(written) if reason is None else Field(reason, len(reason))
        self._reasoning = reason is not None and self._state in WITH_REASON
        self._preview: Preview | None = None
        if state is not None:
            self._judge(strict=False)

    @property
    def unsaved(self) -> bool:
        """Whether something was chosen that is not on the disk."""
        return self._state != self._first or self._reasoning

    @property
    def draft(self) -> Draft:
        """The edit."""
        return self._draft

    def key(self, key: str, character: str) -> None:
        """Choose, type the reason, save, or leave."""
        if key == "escape":
            self._back()
        elif saves(self._stage, key):
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
        leave = words("later") if self._draft.kept else words("cancel")
        return (("1-5", words("choose")), ("Enter", words("go on")), ("Esc", leave))

    def lines(self, width: int) -> list[Line]:
        """The states, the reason, and what is still missing or was written by somebody else."""
        words = self._stage.words
        code = one_line(self._draft.indicator.code)
        found = [line(" ", Piece(words("State of the realisation of {code}", code=code), "bold"))]
        if self._reasoning:
            found = [line(*found[0], f": {words(phrases.STATES[self._state])}")]
            found.append(clipped(field_line(words("Reason:"), self._field, width), width))
        else:
            found.extend(state_rows(self._state, words, width))
        if self._preview is not None and self._preview.refused is not None:
            rows = wrapped(f"! {words.say(self._preview.refused)}", width - 2)
            found.extend(line(" ", Piece(row, "red")) for row in rows)
        beside = self._beside()
        if beside:
            found.append(clipped(line(" ", Piece(beside, "dim")), width))
        theirs = self._theirs()
        if theirs:
            found.append(clipped(line(" ", Piece(theirs, "yellow")), width))
        return found

    def renew(self, tokens: Mapping[str, str | None] | None, by: Author | None) -> None:
        """The table follows the page; what was chosen stays."""
        now = dict(tokens) if tokens is not None else self._draft.now
        self._draft = self._stage.desk.renewed(self._draft, now, by)
        self._judge(strict=False)

    def _theirs(self) -> str:
        draft, words = self._draft, self._stage.words
        keys = [draft.over.key] if draft.over is not None else list(draft.overtaken)
        if not keys:
            return ""
        who = draft.over.by if draft.over is not None else draft.by
        return words(
            "Changed meanwhile ({who}), {field}: {value}",
            who=news.by(who, words),
            field=news.field(keys[0], words),
            value=one_line(news.spoken(draft.now.get(keys[0]), words, keys[0])),
        )

    def _beside(self) -> str:
        """What is written beside the state and its reason, which nobody has typed."""
        words, edit = self._stage.words, self._preview.edit if self._preview is not None else None
        found = [
            f"{news.field(each.key, words)}: {one_line(news.spoken(each.new, words, each.key))}"
            for each in (edit.changes if edit is not None else ())
            if each.key.removeprefix(TABLE) in _BESIDE
        ]
        changed = {each.key for each in edit.changes} if edit is not None else set()
        if self._state not in WITH_REASON and f"{TABLE}reason" in changed:
            found.append(words("the old reason goes"))
        return words("Also written: {fields}", fields=", ".join(found)) if found else ""

    def _choose(self, state: State) -> None:
        self._state = state
        self._jot()
        self._judge(strict=False)

    def _type(self, field: Field) -> None:
        changed = field.text != self._field.text
        self._field = field
        if changed:
            self._jot()
        self._judge(strict=False)

    def _jot(self) -> None:
        typed = self._typed()
        self._stage.desk.jot(self._draft, typed.text, typed.fields)

    def _judge(self, strict: bool) -> Preview:
        reason = self._field.text if self._state in WITH_REASON else ""
        found = self._stage.desk.preview_state(self._draft, self._state, reason)
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
        self._save(self._draft, found.edit, self._typed(), False)

    def _typed(self) -> Typed:
        state = self._state
        reason = self._field.text if self._reasoning else None

        def again(draft: Draft) -> StateChoice:
            return StateChoice(self._stage, draft, self._save, state, reason)

        return Typed(reason or "", {"state": state}, again)

    def _back(self) -> None:
        if self._reasoning:
            self._reasoning = False
            self._judge(strict=False)
        else:
            self._leave()

    def _leave(self) -> None:
        """Leave everything as it was; a draft of an earlier session waits again."""
        desk = self._stage.desk
        if self._draft.kept:
            typed = self._typed()
            desk.put_aside(self._draft, typed.text, typed.fields)
            self._stage.look_for_drafts()
        else:
            desk.dropped(self._draft)
        self._stage.leave()
        self._stage.show_card()
