"""Pages to read on top of the main screen: an indicator in full, a derivation, the help."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult

from kinerja_tui.measure.figures import Figure, IndicatorScore
from kinerja_tui.model.base import Source
from kinerja_tui.report import phrases
from kinerja_tui.report.paint.plain import Ink
from kinerja_tui.report.text import words_of
from kinerja_tui.tui.commands import PAGES, Where, barred, command
from kinerja_tui.tui.heading import key_bar
from kinerja_tui.tui.helping import help_lines, shown
from kinerja_tui.tui.lines import Line, Piece, line, rule, spread
from kinerja_tui.tui.screens.calm import CalmScreen, bindings
from kinerja_tui.tui.widgets.panel import Panel
from kinerja_tui.tui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from kinerja_tui.tui.past import History
    from kinerja_tui.tui.screens.main import MainScreen

_MOST_PLACES = 60


class Reading(CalmScreen, inherit_bindings=False):
    """A text with a title; Esc goes back."""

    BINDINGS = list(bindings(PAGES))  # noqa: RUF012 - Textual reads it from the class
    DEFAULT_CSS = """
    Reading { layout: vertical; background: $background; }
    Reading #title { height: 2; }
    Reading #foot { height: 1; }
    """

    def __init__(self, main: MainScreen, title: str, make: Callable[[int], Sequence[Line]]) -> None:
        """The page `title` over the screen `main`; `make` gives its lines for a width."""
        super().__init__()
        self._main = main
        self._heading = title
        self.sheet = Sheet(make, self.refresh_lines, main.ascii_only)

    def compose(self) -> ComposeResult:
        """The title, the text, the keys."""
        yield Panel("title", self._main.ascii_only)
        yield self.sheet
        yield Panel("foot", self._main.ascii_only)

    def refresh_lines(self) -> None:
        """The title with the position, and the keys."""
        width = self.size.width
        ink = Ink(width, ascii_only=self._main.ascii_only)
        position = ""
        if self.sheet.last_top:
            shown_to = min(self.sheet.top + self.sheet.size.height, len(self.sheet.lines))
            position = f"{shown_to}/{len(self.sheet.lines)} "
        title = spread(line(" ", Piece(self._heading, "bold")), line(position), width, ink.ellipsis)
        self.query_one("#title", Panel).show([title, rule(ink.rule, width)])
        keys = [
            (shown(each, self._main.ascii_only, self._main.remapped), self._main.words(each.bar))
            for each in barred("page")
        ]
        self.query_one("#foot", Panel).show([key_bar(keys, width)])

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only the commands of pages work here."""
        return action != "do" or "page" in command(str(parameters[0])).where

    def action_do(self, id_: str) -> None:
        """Scroll, go back, or ask for help."""
        sheet = self.sheet
        match id_:
            case "up" | "down":
                sheet.scroll_lines(1 if id_ == "down" else -1)
            case "page_up" | "page_down":
                sheet.scroll_pages(1 if id_ == "page_down" else -1)
            case "top" | "bottom":
                sheet.go(0 if id_ == "top" else sheet.last_top)
            case "back" | "close":
                self.dismiss()
            case "help":
                self.app.push_screen(keys(self._main, "page"))


def keys(main: MainScreen, where: Where) -> Reading:
    """The help for `where`."""
    return Reading(
        main,
        main.words("Help"),
        lambda width: help_lines(where, main.words, width, main.ascii_only, main.remapped),
    )


def indicator(main: MainScreen, score: IndicatorScore) -> Reading:
    """An indicator in full."""
    from kinerja_tui.tui.chapters import Chapters

    def make(width: int) -> list[Line]:
        ink = Ink(width, ascii_only=main.ascii_only)
        where = _places(main, score.achievement.figure)
        return Chapters(main.desk.page, score, main.words, where, ink).lines()

    name = words_of(score.indicator.code, main.words)
    return Reading(main, main.words("Indicator {code}", code=name), make)


def explanation(main: MainScreen, subject: str, figure: Figure) -> Reading:
    """Where a number comes from."""
    from kinerja_tui.tui.derivation import figure_lines, named
    from kinerja_tui.tui.speech import Speech

    page, words = main.desk.page, main.words
    title, percent = named(page, subject, words)

    def make(width: int) -> list[Line]:
        speech = Speech(words, page.rules)
        if figure.value is None:
            value = words.say(phrases.reason(figure.reason))
        elif subject.endswith(".value"):
            value = speech.at_most(figure.value)
        else:
            value = speech.percent(figure.value) if percent else speech.rounded(figure.value)
        where = _places(main, figure)
        return figure_lines(title, value, figure, page.rules, where, width, words)

    return Reading(main, words("Where the number comes from"), make)


def history(main: MainScreen, name: str, found: History) -> Reading:
    """What happened to a record, newest first."""
    from kinerja_tui.tui.history import history_lines

    return Reading(
        main,
        main.words("History: {name}", name=name),
        lambda width: history_lines(found, main.words, width),
    )


def _places(main: MainScreen, figure: Figure) -> Callable[[Source], int]:
    """Finds the lines of sources; a derivation with very many inputs goes without them."""
    many = sum(step.source is not None for step in figure.steps) > _MOST_PLACES

    def where(source: Source) -> int:
        return 0 if many else main.desk.shelf.position(source.file, source.key).line

    return where
