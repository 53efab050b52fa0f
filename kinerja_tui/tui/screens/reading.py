"""Pages to read on top of the main screen: an indicator in full, a derivation, the help."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult

from kinerja_tui.measure.figures import Figure, IndicatorScore, Scorecard
from kinerja_tui.model.base import Source
from kinerja_tui.report import phrases
from kinerja_tui.report.paint.plain import Ink
from kinerja_tui.store.splicing.edit import Author
from kinerja_tui.tui.commands import MAIN, PAGES, Where, barred, command, working
from kinerja_tui.tui.heading import key_bar, keyed
from kinerja_tui.tui.helping import entering, help_lines, shown
from kinerja_tui.tui.lines import BLANK, Line, Piece, clipped, line, rule, spread
from kinerja_tui.tui.places import PLACES
from kinerja_tui.tui.screens.calm import bindings
from kinerja_tui.tui.screens.moded import ModedScreen
from kinerja_tui.tui.sources import short_titles
from kinerja_tui.tui.widgets.panel import Panel
from kinerja_tui.tui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from kinerja_tui.tui.past import History
    from kinerja_tui.tui.screens.main import MainScreen

_MOST_PLACES = 60


class Reading(ModedScreen, inherit_bindings=False):
    """A text with a title; Esc goes back."""

    BINDINGS = list(bindings(PAGES))  # noqa: RUF012 - Textual reads it from the class
    DEFAULT_CSS = """
    Reading { layout: vertical; background: $background; }
    Reading #title { height: 2; }
    Reading #foot { height: 1; }
    """

    def __init__(
        self,
        main: MainScreen,
        title: str,
        make: Callable[[int], Sequence[Line]],
        about: str = "",
    ) -> None:
        """The page `title` over the screen `main`; `make` gives its lines for a width. The
        indicator that it is `about` may have only its last good values, which the title then says.
        """
        super().__init__(main.words)
        self._main = main
        self._about = about
        self._heading = title
        self.sheet = Sheet(make, self.refresh_lines, main.ascii_only)

    @property
    def where(self) -> Where:
        """Which commands work here."""
        return "page"

    def show_card(self, card: Scorecard | None = None) -> None:
        """Show what follows from the desk's page."""
        self.renew()

    def renew(
        self, tokens: Mapping[str, str | None] | None = None, by: Author | None = None
    ) -> None:
        """Show the text that follows from what others have changed."""
        if self.is_attached and self.sheet.size.width:
            self.sheet.renew()

    def compose(self) -> ComposeResult:
        """The title, the text, the keys."""
        yield Panel("title", self._main.ascii_only)
        yield self.sheet
        yield Panel("foot", self._main.ascii_only)

    def refresh_lines(self) -> None:
        """The title with the position, and a message or the keys."""
        if not self.is_attached:
            return
        width = self.size.width
        ink = Ink(width, ascii_only=self._main.ascii_only)
        position = ""
        if self.sheet.last_top:
            shown_to = min(self.sheet.top + self.sheet.size.height, len(self.sheet.lines))
            position = f"{shown_to}/{len(self.sheet.lines)} "
        stale = self._main.desk.stale(self._about) is not None
        warning = self._main.words("! last good values: its file cannot be read")
        mark = Piece(f"  {warning}" if stale else "", "red")
        head = line(" ", Piece(self._heading, "bold"), mark)
        title = spread(head, line(position), width, ink.ellipsis)
        self.query_one("#title", Panel).show([title, rule(ink.rule, width)])
        self.query_one("#foot", Panel).show([self._foot(width)])

    def _foot(self, width: int) -> Line:
        if self.message:
            return clipped(line(" ", Piece(self.message, "bold")), width)
        main = self._main
        keys = [
            (shown(each, main.ascii_only, main.remapped), main.words(each.bar))
            for each in barred(self.where)
        ]
        stays = shown(command("help"), main.ascii_only, main.remapped)
        return key_bar(self.mode.keys() if self.mode is not None else keyed(keys), width, stays)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only the commands of such pages work here."""
        if action != "do":
            return True
        return self.mode is None and self.where in command(str(parameters[0])).where

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
                self.app.push_screen(keys(self._main, self.where))

    def run_command(self, key: str) -> None:
        """Run the command of a key that had to wait."""
        for each in working(self.where):
            if key in self._main.remapped.get(each.id, each.keys).split(","):
                self.action_do(each.id)
                return


def keys(main: MainScreen, where: Where) -> Reading:
    """The help for `where`."""
    return Reading(
        main,
        main.words("Help"),
        lambda width: help_lines(
            where,
            main.words,
            width,
            main.ascii_only,
            main.remapped,
            getattr(main.app, "settings_file", None),
            settings.troubles if (settings := getattr(main.app, "settings", None)) else (),
            enter=_entering(main) if where in MAIN else "",
            columns=short_titles(main) if where in MAIN else (),
        ),
    )


def _entering(main: MainScreen) -> str:
    table = main.opened_table
    return entering(PLACES[main.place].id, table.id if table is not None else "")


class Chronicle(Reading):
    """What happened to a record, newest first."""

    def __init__(self, main: MainScreen, name: str, found: History) -> None:
        """The page of what was `found` of the record called `name`."""
        super().__init__(main, main.words("History: {name}", name=name), self._lines)
        self._found = found

    def _lines(self, width: int) -> list[Line]:
        from kinerja_tui.tui.history import history_lines

        return history_lines(self._found, self._main.words, width)

    def renew(
        self, tokens: Mapping[str, str | None] | None = None, by: Author | None = None
    ) -> None:
        """Ask the journal again, beside the screen."""
        from kinerja_tui.tui import past

        found = self._found
        self._main.aside(
            lambda: past.history(self._main.desk, found.file, found.keys), self._renewed
        )

    def _renewed(self, found: History) -> None:
        self._found = found
        super().renew()


def indicator(main: MainScreen, score: IndicatorScore) -> Reading:
    """An indicator in full; one that goes meanwhile is said to be gone."""
    from kinerja_tui.tui.screens.indicator import IndicatorPage

    return IndicatorPage(main, score)


def explanation(main: MainScreen, subject: str, figure: Figure) -> Reading:
    """Where a number comes from; one that goes meanwhile is said to be gone."""
    from kinerja_tui.tui.derivation import figure_lines, named
    from kinerja_tui.tui.speech import Speech

    words = main.words
    known = [(main.desk.page, figure)]

    def make(width: int) -> list[Line]:
        now = main.desk.explained(subject)
        if now is not None:
            known[:] = [(main.desk.page, now)]
        (page, found) = known[0]
        title, percent = named(page, subject, words)
        speech = Speech(words, page.rules)
        if found.value is None:
            value = words.say(phrases.reason(found.reason))
        elif subject.endswith(".value"):
            value = speech.at_most(found.value)
        else:
            value = speech.percent(found.value) if percent else speech.rounded(found.value)
        where = places(main, found)
        lines = figure_lines(title, value, found, page.rules, where, width, words)
        return lines if now is not None else [*gone(main, title), *lines]

    about = subject.partition(".")[0]
    return Reading(main, words("Where the number comes from"), make, about)


def history(main: MainScreen, name: str, found: History) -> Reading:
    """What happened to a record, newest first."""
    return Chronicle(main, name, found)


def gone(main: MainScreen, name: str) -> list[Line]:
    """What is said above a page whose record went meanwhile."""
    text = main.words("{name} is not there any more.", name=name)
    return [line(" ", Piece(f"! {text}", "bold")), BLANK]


def places(main: MainScreen, figure: Figure) -> Callable[[Source], int]:
    """Finds the lines of sources; a derivation with very many inputs goes without them."""
    many = sum(step.source is not None for step in figure.steps) > _MOST_PLACES

    def where(source: Source) -> int:
        return 0 if many else main.desk.shelf.position(source.file, source.key).line

    return where
