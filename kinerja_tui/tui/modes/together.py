"""Several rows changed in one action: what would happen to each stands in the detail's place, and
Enter writes all of it or nothing.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence

from kinerja_tui.model.indicator import Indicator
from kinerja_tui.report import phrases
from kinerja_tui.report.safe import one_line
from kinerja_tui.report.width import pad, wide
from kinerja_tui.store.splicing.edit import Author, Conflict, Doing, Done
from kinerja_tui.tui import amend, news, several
from kinerja_tui.tui.lines import Line, Piece, Tone, clipped, line, wrapped
from kinerja_tui.tui.modes.deciding import clear
from kinerja_tui.tui.modes.stage import BELOW, Mode, Plain, Stage, saves
from kinerja_tui.tui.several import Aim, Plan, Put
from kinerja_tui.tui.speech import Speech

_WIDEST_CODE = 14


class Together(Plain, ABC):
    """The rows, what is put into them, and the two answers; `back` is the mode of before."""

    doing: Doing = "set"

    def __init__(self, stage: Stage, aims: Sequence[Aim], back: Mode | None = None) -> None:
        """Nothing is put into the rows yet."""
        self._stage = stage
        self.aims = tuple(aims)
        self._back = back
        self._top = 0
        self._over: Conflict | None = None
        self.plan = self.planned()

    @abstractmethod
    def planned(self) -> Plan:
        """What would happen to the rows now."""

    @abstractmethod
    def head(self, width: int) -> list[Line]:
        """What stands above the rows."""

    def said(self, text: str, width: int, tone: Tone) -> list[Line]:
        """A sentence of the head, in as many lines as it takes."""
        return [line(" ", Piece(row, tone)) for row in wrapped(text, width - 2)]

    def typed(self, key: str, character: str) -> None:
        """A key that is neither an answer nor a movement."""

    @property
    def height(self) -> int:
        """As much as the rows need, as far as there is room."""
        width = self._stage.grid.size.width
        return max(BELOW, min(len(self.head(width)) + len(self._rows(width)), self._stage.room))

    def key(self, key: str, character: str) -> None:
        """Save, leave, read on, or type."""
        if saves(self._stage, key):
            self._enter()
        elif key == "escape":
            self._leave()
        elif key in ("up", "down", "pageup", "pagedown"):
            step = self._room if key.startswith("page") else 1
            self._top += step if key.endswith("down") else -step
            self._stage.refresh_lines()
        else:
            self.typed(key, character)

    def keys(self) -> Sequence[tuple[str, str]]:
        """Save all, leave."""
        words = self._stage.words
        return (("Enter", words("save all")), ("Esc", words("cancel")))

    def lines(self, width: int) -> list[Line]:
        """The head, and as many rows as fit."""
        head, rows = self.head(width), self._rows(width)
        room = max(self.height - len(head), 1)
        self._room = room
        self._top = max(min(self._top, len(rows) - room), 0)
        shown = rows[self._top : self._top + room]
        if len(rows) > self._top + room and len(shown) > 1:
            rest = len(rows) - self._top - room + 1
            more = self._stage.words("{n} more lines, ↓ reads on", n=rest)
            shown = [*shown[:-1], line(" ", Piece(more, "dim"))]
        return [clipped(each, width) for each in (*head, *shown)]

    def renew(self, tokens: Mapping[str, str | None] | None, by: Author | None) -> None:
        """The rows follow the page; what was typed stays."""
        self.take(several.renewed(self._stage.desk, self.aims))
        self.judge()

    def take(self, aims: Sequence[Aim]) -> None:
        """The rows, over what stands in the files now."""
        self.aims = tuple(aims)

    def judge(self) -> None:
        """Show what would happen now."""
        self.plan = self.planned()
        self._stage.show_card(self.plan.page.card)

    _room = BELOW

    def _rows(self, width: int) -> list[Line]:
        size = max((wide(one_line(put.aim.code)) for put in self.plan.puts), default=0)
        size = min(size, _WIDEST_CODE)
        found = [row for put in self.plan.puts for row in self._row(put, size, width)]
        words = self._stage.words
        for text in self.plan.beyond:
            reason = words("there is no row for this line: {text}", text=one_line(text))
            found.append(line(" ", Piece(f"! {reason}", "red")))
        return found

    def _row(self, put: Put, size: int, width: int) -> list[Line]:
        code = pad(one_line(put.aim.code)[:size], size)
        if put.refused is not None:
            reason = self._stage.words.say(put.refused)
            text = f"{one_line(put.text)}: {reason}" if put.text else reason
            rows = wrapped(text, max(width - size - 5, 10))
            first = line(" ", Piece(f"! {code}  {rows[0]}", "red"))
            return [first, *(line(" " * (size + 5), Piece(row, "red")) for row in rows[1:])]
        return [
            line(f"   {code}  ", *self._change(put)),
            *self._doubt(put, size, width),
            *self._theirs(put, size),
        ]

    def _doubt(self, put: Put, size: int, width: int) -> list[Line]:
        """What speaks against the number, which is written all the same."""
        if put.doubt is None:
            return []
        rows = wrapped(f"? {self._stage.words.say(put.doubt)}", max(width - size - 5, 10))
        return [line(" " * (size + 5), Piece(row, "yellow")) for row in rows]

    def _change(self, put: Put) -> tuple[Piece, ...]:
        words, draft = self._stage.words, put.aim.draft
        if put.left or put.edit is None or draft is None:
            return (Piece(words("stays as it is"), "dim"),)
        if not put.changes:
            return (Piece(words("stands so already"), "dim"),)
        new = amend.amended(draft.indicator, put.edit.changes)
        old = draft.indicator
        states = {each.realisation.state for each in (old, new) if each.realisation is not None}
        before, after = (self._says(each, len(states) > 1) for each in (old, new))
        score = self.plan.page.card.indicator(put.aim.subject)
        page = self._stage.desk.page
        result = Speech(words, page.rules).achievement(score) if score is not None else ""
        return (Piece(f"{before} → "), Piece(after, "bold"), Piece(f"   {result}"))

    def _says(self, indicator: Indicator, with_state: bool) -> str:
        """The realisation of an indicator, in a few words: its value, and its state where that
        becomes another or is all there is.
        """
        words = self._stage.words
        text = one_line(amend.first_text(indicator, words))
        found = indicator.realisation
        if found is None or (text and not with_state):
            return text or words("nothing")
        state = words(phrases.STATES[found.state])
        return f"{text} ({state})" if text else state

    def _theirs(self, put: Put, size: int) -> list[Line]:
        draft, words = put.aim.draft, self._stage.words
        if draft is None or draft.over is None:
            return []
        value = one_line(news.spoken(draft.over.found, words, draft.over.key))
        text = words("theirs: {value} ({who})", value=value, who=news.by(draft.over.by, words))
        return [line(" " * (size + 5), Piece(text, "yellow"))]

    def _enter(self) -> None:
        stage, words, plan = self._stage, self._stage.words, self.plan
        if plan.refused:
            stage.say(
                words.count(
                    "One line is refused; nothing is saved.",
                    "{n} lines are refused; nothing is saved.",
                    plan.refused,
                )
            )
        elif not plan.edits:
            stage.say(words("Nothing changes."))
        else:
            over, desk = self._over, stage.desk
            stage.work(
                lambda: several.save(desk, plan, self.doing, over),
                lambda ended: self._settled(plan, ended),
            )

    def _settled(self, plan: Plan, ended: several.Ended) -> None:
        stage, words = self._stage, self._stage.words
        acted = ended.acted
        if several.settle(stage.desk, plan, ended):
            assert isinstance(acted, Done)
            self.saved()
            stage.grid.picked = frozenset()
            clear(stage)
            text = words.count(
                "Saved: {n} realisation. {key_undo} undoes it.",
                "Saved: {n} realisations. {key_undo} undoes them.",
                len(plan.edits),
            )
            stage.say(words.say(acted.doubt) if acted.doubt is not None else text)
            return
        stage.enter(self)
        if isinstance(acted, Conflict):
            self._over = acted
            self.take(several.insisted(several.renewed(stage.desk, self.aims), acted))
            self.judge()
            name = one_line(news.name_of(acted.file, stage.desk.page.library))
            stage.say(
                words(
                    "{code}: changed meanwhile; nothing was saved. Enter writes yours.", code=name
                )
                if acted.by is None
                else words(
                    "{code}: {user} wrote there meanwhile; nothing was saved. Enter writes yours.",
                    code=name,
                    user=one_line(acted.by.user),
                )
            )
        elif not isinstance(acted, Done):
            stage.say(words.say(acted.problem.message))

    def saved(self) -> None:
        """Everything stands in the files."""

    def _leave(self) -> None:
        if self._back is not None:
            self._stage.enter(self._back)
            self._back.renew(None, None)
            return
        clear(self._stage)
