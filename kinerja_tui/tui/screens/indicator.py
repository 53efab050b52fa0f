"""An indicator in full over the main screen; its history comes when the journal is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kinerja_tui.measure.figures import IndicatorScore
from kinerja_tui.report.paint.plain import Ink
from kinerja_tui.report.text import words_of
from kinerja_tui.tui.chapters import Chapters
from kinerja_tui.tui.lines import Line
from kinerja_tui.tui.screens.reading import Reading, gone, places

if TYPE_CHECKING:
    from kinerja_tui.tui.past import History
    from kinerja_tui.tui.screens.main import MainScreen

_NEWEST = 12
"""The most changes that are listed here; all of them are on the page of the history."""


class IndicatorPage(Reading):
    """The chapters of one indicator; one that goes meanwhile is said to be gone."""

    def __init__(self, main: MainScreen, score: IndicatorScore) -> None:
        """The page of `score`."""
        self._code = words_of(score.indicator.code, main.words)
        title = main.words("Indicator {code}", code=self._code)
        super().__init__(main, title, self._chapters, score.id)
        self._page = main.desk.page
        self._score = score
        self._history: History | None = None

    def on_mount(self) -> None:
        """Ask the journal beside the screen."""
        self._ask()

    def renew(self) -> None:
        """Show what others have changed, and ask the journal who did."""
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
        now = main.desk.score(self._score.id)
        if now is not None:
            self._page, self._score = main.desk.page, now
        shown = self._score
        found = self._history
        history = history_lines(found, main.words, width) if found and found.items else ()
        ink = Ink(width, ascii_only=main.ascii_only)
        where = places(main, shown.achievement.figure)
        lines = Chapters(self._page, shown, main.words, where, ink, history).lines()
        return lines if now is not None else [*gone(main, self._code), *lines]
