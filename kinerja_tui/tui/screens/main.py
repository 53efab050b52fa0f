"""The main screen: a place's table between the lines that say where one is and what can be done."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec.structs import replace
from textual import events
from textual.app import ComposeResult, SuspendNotSupported
from textual.geometry import Size
from textual.widget import Widget

from kinerja_tui.measure.figures import Figure, IndicatorScore, Scorecard
from kinerja_tui.report.page import Page
from kinerja_tui.report.paint.plain import Ink
from kinerja_tui.report.table import Table
from kinerja_tui.tui import around
from kinerja_tui.tui.commands import MAIN, Where, command, working
from kinerja_tui.tui.desk import Desk
from kinerja_tui.tui.fresh import Fresh, differs
from kinerja_tui.tui.lines import Line
from kinerja_tui.tui.modes.filtering import Filtering
from kinerja_tui.tui.modes.stage import BELOW, Broad
from kinerja_tui.tui.overview import REALISATION, WIDE, OverviewRows
from kinerja_tui.tui.rows import Source
from kinerja_tui.tui.screens.calm import bindings
from kinerja_tui.tui.screens.live import Live
from kinerja_tui.tui.screens.moded import ModedScreen
from kinerja_tui.tui.sources import (
    come_back,
    followed,
    leave,
    name_of,
    row_kept,
    source_of,
    view_of,
)
from kinerja_tui.tui.verbs import Verbs
from kinerja_tui.tui.viewing import Views
from kinerja_tui.tui.whereabouts import Whereabouts
from kinerja_tui.tui.widgets.grid import Grid
from kinerja_tui.tui.widgets.panel import Panel

if TYPE_CHECKING:
    from kinerja_tui.tui.past import History

_SHORT = 16
_AROUND = 12
_BESIDE = 36


class Body(Widget, inherit_css=False):
    """The table and what stands beside it."""


class MainScreen(ModedScreen, inherit_bindings=False):
    """The seven places; `desk` is the session."""

    BINDINGS = list(bindings(MAIN))  # noqa: RUF012 - Textual reads it from the class
    DEFAULT_CSS = f"""
    MainScreen {{ layout: vertical; background: $background; }}
    MainScreen #top {{ height: 3; }}
    MainScreen Body {{ height: 1fr; layout: horizontal; }}
    MainScreen #detail {{ height: 6; }}
    MainScreen.-short #detail {{ height: 1; }}
    MainScreen.-short.-asking #detail {{ height: 6; }}
    MainScreen #foot {{ height: 1; }}
    MainScreen #beside {{ display: none; width: {_BESIDE}; height: 1fr; }}
    MainScreen.-beside #beside {{ display: block; }}
    MainScreen.-beside #detail {{ display: none; }}
    """

    def __init__(self, desk: Desk, ascii_only: bool) -> None:
        """The screen of `desk`."""
        super().__init__(desk.words)
        self.desk = desk
        self.ascii_only = ascii_only
        self.place = 0
        self.turned = 0
        self.views = Views()
        self.whereabouts = Whereabouts()
        self.opened_table: Table | None = None
        self.opened_of: Page | None = None
        self.verbs = Verbs(self)
        self.why_idle = self.verbs.why_idle
        self.live = Live(self)
        self._extent = Size(0, 0)
        self._wanted_lines = BELOW
        self._card: Scorecard | None = None
        self.tables: tuple[Table, ...] = ()

    def compose(self) -> ComposeResult:
        """The lines above, the table (and the detail beside it), the detail below, the keys."""
        yield Panel("top", self.ascii_only)
        with Body():
            yield Grid("grid", self.refresh_lines, self.ascii_only)
            yield Panel("beside", self.ascii_only)
        yield Panel("detail", self.ascii_only)
        yield Panel("foot", self.ascii_only)

    @property
    def grid(self) -> Grid:
        """The table."""
        return self.query_one("#grid", Grid)

    @property
    def room(self) -> int:
        """The most lines in the detail's place that leave a row of the table in sight."""
        return max(self._extent.height - _AROUND, BELOW)

    @property
    def where(self) -> Where:
        """Which commands work here."""
        return "achievement" if self.place == 0 and self.opened_table is None else "table"

    @property
    def page(self) -> Page:
        """What is shown: the desk's page, or what it would become while something is typed."""
        page = self.desk.page
        return page if self._card is None else Page(page.library, self._card)

    def on_mount(self) -> None:
        """Everything is in place before the first frame is drawn."""
        self._lay_out(self.app.size)

    def drawn(self) -> None:
        """The first frame is out: what lives beside it may begin."""
        self.live.begin()

    def on_resize(self, event: events.Resize) -> None:
        """Lay the place out for the new size."""
        self._lay_out(event.size)

    def _lay_out(self, size: Size) -> None:
        if self.query_one_optional("#grid", Grid) is None:
            return  # the app ends before it has begun
        if size == self._extent:
            self.refresh_lines()
            return
        self._extent = size
        self.set_class(size.height < _SHORT, "-short")
        self._arrange()
        self.message = around.too_small(size, self.words)
        self.show_card(self._card)

    def visit(self, place: int) -> None:
        """Show another place, with the cursor where it was there."""
        leave(self)
        self.place, self.turned, self.opened_table = place, 0, None
        self._arrange()
        self._show(back=True)

    @property
    def turns(self) -> bool:
        """Whether the place has more tables than the one that is shown."""
        return self.place > 0 and self.opened_table is None and len(self.tables) > 1

    def turn(self, step: int) -> None:
        """Show the next table of the place."""
        if self.turns:
            leave(self)
            self.turned = (self.turned + step) % len(self.tables)
            self._show(back=True)

    def open_table(self, table: Table | None) -> None:
        """Show one of the listed tables; None goes back to the list."""
        leave(self)
        self.opened_table, self.opened_of = table, self.desk.page
        self._show(back=True)

    def show_card(self, card: Scorecard | None = None) -> None:
        """Show the desk's page again, or the card that it would become."""
        self._card = card
        self._show()

    def _show(self, back: bool = False) -> None:
        grid = self.grid
        staying = not back and grid.count > 0
        if staying:
            leave(self)
        self.opened_table, self.opened_of = followed(self), self.desk.page
        source = self._source()
        if staying:
            grid.show(source, row_kept(grid.source, grid.row, source))
        else:
            grid.show(source, *come_back(self, source))
        self.refresh_lines()

    def _source(self) -> Source:
        width = self._extent.width - (_BESIDE if self.has_class("-beside") else 0)
        ink = Ink(width, ascii_only=self.ascii_only)
        return source_of(self, self.page, ink, self._card is not None)

    @property
    def wanted(self) -> str:
        """What the table is filtered for."""
        return view_of(self).wanted

    @wanted.setter
    def wanted(self, text: str) -> None:
        self.views.put(name_of(self), replace(view_of(self), wanted=text))

    def _arrange(self) -> None:
        wide = self._extent.width >= WIDE
        self.set_class(wide and not isinstance(self.mode, Broad), "-beside")

    def refresh_lines(self) -> None:
        """Show the lines around the table again; only those that differ are drawn."""
        width = self._extent.width
        ink = Ink(width, ascii_only=self.ascii_only)
        self._arrange()
        self.asked = self.mode.lines(width) if self.mode is not None else None
        asking = self.asked is not None
        self.set_class(asking and self.has_class("-short"), "-asking")
        self.query_one("#top", Panel).show(around.above(self, ink))
        below, beside = self.query_one("#detail", Panel), self.query_one("#beside", Panel)
        own = around.detail_height(self)
        wants = self.mode.height if self.mode is not None and asking else own
        if wants != self._wanted_lines:
            self._wanted_lines = wants
            below.styles.height = wants + 2 if wants > BELOW else None
            self.query_one(Body).display = wants <= self.room
        if self.has_class("-beside"):
            beside.show(around.column(self, _BESIDE, ink))
        else:
            below.show(around.below(self, ink))
        self.query_one("#foot", Panel).show([self._foot(width)])

    def _foot(self, width: int) -> Line:
        if isinstance(self.mode, Filtering):
            return around.filter_line(self.mode, self.words, width)
        keys = self.mode.keys() if self.mode else None
        return around.foot(self, self.message, keys, width)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A command works only where it belongs, and never while something is typed."""
        if action == "do":
            return self.mode is None and self.where in command(str(parameters[0])).where
        return True

    def action_do(self, id_: str) -> None:
        """Run a command."""
        self.verbs.do(id_)

    def commands(self, key: str) -> bool:
        """Whether the key runs a command here."""
        return any(self.means(each.id, key) for each in working(self.where))

    def run_command(self, key: str) -> None:
        """Run the command of a key that had to wait."""
        for each in working(self.where):
            if key in self.remapped.get(each.id, each.keys).split(","):
                self.verbs.do(each.id)
                return

    def pasted(self, text: str) -> None:
        """A column of realisations, or nothing."""
        self.verbs.pasted(text)

    def open(self, unit: str, year: int, then: Callable[[], None] | None = None) -> None:
        """Open another unit's year, and do `then`."""

        def opened(fresh: Fresh) -> None:
            self.desk.put_fresh(fresh)
            self.opened_table = None
            self.grid.picked = frozenset()
            self.show_card()
            self.live.moved()
            if then is not None:
                then()

        self.work(lambda: self.desk.turned(unit, year), opened)

    def reload(self, then: Callable[[bool], None] | None = None) -> None:
        """Read the unit's year again; of a file that cannot be read any more the values stay.
        `then` hears whether anything differs.
        """

        def read(fresh: Fresh) -> None:
            differing = differs(self.desk.page, self.desk.broken, fresh)
            self.desk.put_fresh(fresh)
            self.renew(None, None)
            if then is not None:
                then(differing)

        self.work(self.desk.reread, read)

    def show_indicator(self, subject: str) -> bool:
        """Go to an indicator's realisation; whether the page has it."""
        if self.desk.score(subject) is None:
            return False
        if self.place != 0 or self.opened_table is not None:
            self.visit(0)
        self.wanted = ""
        self.show_card()
        source = self.grid.source
        row = source.place(subject) if isinstance(source, OverviewRows) else None
        if row is None:
            return False
        self.grid.go(row, REALISATION)
        return True

    def offer_drafts(self) -> None:
        """Offer the drafts that wait."""
        from kinerja_tui.tui.modes.offering import offer

        offer(self)

    def look_for_drafts(self) -> None:
        """Count the drafts that wait."""
        self.live.look_for_drafts()

    def file_here(self) -> tuple[str, int]:
        """The file of the row under the cursor, and the line in it."""
        return around.file_of(self)

    def run_outside(self, call: Callable[[], object]) -> bool:
        """Give the terminal to another program; whether that was possible."""
        try:
            with self.app.suspend():
                call()
        except (OSError, SuspendNotSupported) as error:
            self.say(around.failed(error, self.words))
            return False
        return True

    def read_indicator(self, score: IndicatorScore) -> None:
        """An indicator in full."""
        from kinerja_tui.tui.screens.reading import indicator

        self.app.push_screen(indicator(self, score))

    def read_figure(self, subject: str, figure: Figure) -> None:
        """The derivation of a number."""
        from kinerja_tui.tui.screens.reading import explanation

        self.app.push_screen(explanation(self, subject, figure))

    def read_history(self, name: str, found: History) -> None:
        """What happened to a record."""
        from kinerja_tui.tui.screens.reading import history

        self.app.push_screen(history(self, name, found))

    def read_help(self) -> None:
        """The keys that work here."""
        from kinerja_tui.tui.screens.reading import keys

        self.app.push_screen(keys(self, self.where))
