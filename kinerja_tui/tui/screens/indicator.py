"""An indicator in full over the main screen; its history comes when the journal is read. A mark
stands before a part of it that can be edited, and what is edited is there when one comes back.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from typing import TYPE_CHECKING

from textual import events

from kinerja_tui.measure.figures import IndicatorScore
from kinerja_tui.report.paint.plain import Ink
from kinerja_tui.report.text import words_of
from kinerja_tui.store.splicing.edit import Author
from kinerja_tui.tui.chapters import Chapters, Mark
from kinerja_tui.tui.commands import INDICATOR, Where
from kinerja_tui.tui.lines import Line
from kinerja_tui.tui.modes.waiting import Waiting
from kinerja_tui.tui.screens.calm import bindings
from kinerja_tui.tui.screens.moded import character_of
from kinerja_tui.tui.screens.reading import Reading, gone, places

if TYPE_CHECKING:
    from kinerja_tui.tui.fresh import Fresh
    from kinerja_tui.tui.past import History, Step
    from kinerja_tui.tui.screens.main import MainScreen

_NEWEST = 12
"""The most changes that are listed here; all of them are on the page of the history."""


class IndicatorPage(Reading, inherit_bindings=False):
    """The chapters of one indicator; one that goes meanwhile is said to be gone."""

    BINDINGS = list(bindings(INDICATOR))  # noqa: RUF012 - Textual reads it from the class

    def __init__(self, main: MainScreen, score: IndicatorScore) -> None:
        """The page of `score`."""
        self._code = words_of(score.indicator.code, main.words)
        title = main.words("Indicator {code}", code=self._code)
        super().__init__(main, title, self._chapters, score.id)
        self._page = main.desk.page
        self._score = score
        self._history: History | None = None
        self._marks: list[Mark] = []
        self._mark: Mark | None = None
        self._version = main.desk.version

    @property
    def where(self) -> Where:
        """Which commands work here."""
        return "indicator"

    def on_mount(self) -> None:
        """Speak for the main screen, and ask the journal beside it."""
        self._main.over = self
        self._ask()

    def on_unmount(self) -> None:
        """The main screen speaks for itself again."""
        self._main.over = None

    def on_screen_resume(self) -> None:
        """One comes back from what was opened over the page: show what is there now."""
        if self._main.desk.version != self._version:
            self.renew()

    def on_key(self, event: events.Key) -> None:
        """While a record is being opened the keys wait for its page."""
        waiting = self._main.mode
        if isinstance(waiting, Waiting):
            event.stop()
            event.prevent_default()
            waiting.key(event.key, character_of(event))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """No command works meanwhile."""
        if action == "do" and isinstance(self._main.mode, Waiting):
            return False
        return super().check_action(action, parameters)

    def renew(
        self, tokens: Mapping[str, str | None] | None = None, by: Author | None = None
    ) -> None:
        """Show what has changed, and ask the journal who did it."""
        super().renew()
        self._ask()

    def _ask(self) -> None:
        from kinerja_tui.tui import past

        desk, file = self._main.desk, self._score.indicator.origin
        self._main.aside(lambda: past.history(desk, file), self._told)

    def _told(self, found: History) -> None:
        from kinerja_tui.tui.past import History

        self._history = History(found.items[:_NEWEST], found.gaps, found.file)
        if found.items:
            super().renew()

    def _chapters(self, width: int) -> list[Line]:
        from kinerja_tui.tui.history import history_lines

        main = self._main
        self._version = main.desk.version
        now = main.desk.score(self._score.id)
        if now is not None:
            self._page, self._score = main.desk.page, now
        shown = self._score
        found = self._history
        history = history_lines(found, main.words, width) if found and found.items else ()
        ink = Ink(width, ascii_only=main.ascii_only)
        where = places(main, shown.achievement.figure)
        lines, marks = Chapters(self._page, shown, main.words, where, ink, history).marked()
        if now is None:
            lines, marks = [*gone(main, self._code), *lines], []
        self._marks = marks
        return lines

    def refresh_lines(self) -> None:
        """The lines around the text; the mark stays in sight, and with what it stood at."""
        sheet, before = self.sheet, self._mark
        sight = range(sheet.top, sheet.top + max(sheet.size.height, 1))
        same = [each for each in self._marks if before and before[1:] == each[1:]]
        near = [each for each in self._marks if each.line in sight]
        at = before.line if before is not None else 0
        self._mark = min(
            [each for each in same if each.line in sight] or near or same or self._marks,
            key=lambda each: abs(each.line - at),
            default=None,
        )
        sheet.mark = self._mark.line if self._mark is not None else -1
        super().refresh_lines()

    def action_do(self, id_: str) -> None:
        """Move the mark, edit what stands at it, undo; or what every page does."""
        match id_:
            case "next_part" | "last_part":
                self._move(1 if id_ == "next_part" else -1)
            case "fill" | "open_part":
                self._open(typing=id_ == "fill")
            case "undo" | "redo":
                self._step(again=id_ == "redo")
            case "history":
                self._all_history()
            case "editor":
                self._in_editor()
            case _:
                super().action_do(id_)

    def _move(self, step: int) -> None:
        if self._mark is None:
            return
        at = self._marks.index(self._mark) + step
        if 0 <= at < len(self._marks):
            self._mark = self._marks[at]
            self.sheet.point(self._mark.line)

    def _open(self, typing: bool) -> None:
        """The record at the mark; `typing` its value at once."""
        from kinerja_tui.tui.located import typed
        from kinerja_tui.tui.record.filling import type_at
        from kinerja_tui.tui.record.opening import open_record

        if self._mark is None:
            self.say(self.words("{name} is not there any more.", name=self._code))
        elif typing:
            type_at(self._main, typed(self._mark.file, self._mark.key))
        else:
            open_record(self._main, self._mark.file, self._mark.key)

    def _step(self, again: bool) -> None:
        from kinerja_tui.tui import past
        from kinerja_tui.tui.modes.stepping import settled

        main = self._main

        def done(found: Step | None) -> None:
            settled(main, found, again)
            if main.mode is None:
                self.renew()
            else:  # it asks something, or opens another year
                main.over = None
                self.dismiss()

        self.work(lambda: past.step(main.desk, again), done)

    def _all_history(self) -> None:
        from kinerja_tui.tui import past

        desk, file = self._main.desk, self._score.indicator.origin
        self.work(
            lambda: past.history(desk, file),
            lambda found: self._main.read_history(self._code, found),
        )

    def _in_editor(self) -> None:
        from kinerja_tui.tui.external import command_line

        main, mark = self._main, self._mark
        shelf = main.desk.shelf
        file = mark.file if mark is not None else self._score.indicator.origin
        line = shelf.position(file, mark.key).line if mark is not None else 0
        command = command_line(os.environ, shelf.path(file), line)

        def read(fresh: Fresh) -> None:
            main.desk.put_fresh(fresh)
            main.show_card()
            self.renew()

        if main.run_outside(lambda: subprocess.run(command, check=False)):
            self.work(main.desk.reread, read)
