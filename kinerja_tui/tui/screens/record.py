"""The page of one record over the main screen: its keys, and below them the one at the cursor."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.geometry import Size

from kinerja_tui.measure.figures import Scorecard
from kinerja_tui.report.paint.plain import Ink
from kinerja_tui.store.format.outline import Entry
from kinerja_tui.store.splicing.edit import Author, Refused
from kinerja_tui.tui import around
from kinerja_tui.tui.commands import RECORD, Where, command, working
from kinerja_tui.tui.fresh import Fresh
from kinerja_tui.tui.idle import why_idle_on_page
from kinerja_tui.tui.lines import Line
from kinerja_tui.tui.modes.filtering import Filtering
from kinerja_tui.tui.modes.stage import BELOW
from kinerja_tui.tui.modes.waiting import Waiting
from kinerja_tui.tui.record import surroundings
from kinerja_tui.tui.record.register import Register, register
from kinerja_tui.tui.record.rows import VALUE, RecordRows
from kinerja_tui.tui.record.sought import Sought
from kinerja_tui.tui.record.stage import Typing
from kinerja_tui.tui.record.tree import TreeRows, has_parts
from kinerja_tui.tui.record.verbs import PageVerbs
from kinerja_tui.tui.screens.calm import bindings
from kinerja_tui.tui.screens.moded import ModedScreen, character_of
from kinerja_tui.tui.widgets.grid import Grid
from kinerja_tui.tui.widgets.panel import Panel

if TYPE_CHECKING:
    from kinerja_tui.tui.screens.main import MainScreen

_AROUND = 10
_SHORT = 16


class RecordScreen(ModedScreen, inherit_bindings=False):
    """The record that `register` holds; Esc goes back to `main`."""

    BINDINGS = list(bindings(RECORD))  # noqa: RUF012 - Textual reads it from the class
    LINES_AROUND = 5
    DEFAULT_CSS = """
    RecordScreen { layout: vertical; background: $background; }
    RecordScreen #title { height: 2; }
    RecordScreen #detail { height: 6; }
    RecordScreen.-short #detail { height: 1; }
    RecordScreen.-short.-asking #detail { height: 6; }
    RecordScreen #foot { height: 1; }
    """

    def __init__(self, main: MainScreen, found: Register, key: str = "") -> None:
        """The page of a record, with the cursor on `key`."""
        super().__init__(main.words)
        self.main = main
        self.desk = main.desk
        self.ascii_only = main.ascii_only
        self.register = found
        self.trouble: Refused | None = None
        self.with_empty = bool(key) and found.is_empty(key)
        self.added: Entry | None = None
        self.by_parts = False
        self.passing = False
        self.wanted = ""
        self.verbs = PageVerbs(self)
        self.why_idle = partial(why_idle_on_page, self)
        self._early: Waiting | None = Waiting(main.words)
        self._first_key = key
        self._first: Callable[[], None] | None = None
        self._extent = Size(0, 0)
        self.wanted_lines = BELOW

    def compose(self) -> ComposeResult:
        """The record's name, its keys, the one under the cursor, the commands."""
        yield Panel("title", self.ascii_only)
        yield Grid("grid", self.refresh_lines, self.ascii_only)
        yield Panel("detail", self.ascii_only)
        yield Panel("foot", self.ascii_only)

    def begin_with(self, first: Callable[[], None]) -> None:
        """What is to be done as soon as the page stands."""
        self._first = first

    @property
    def grid(self) -> Grid:
        """The table."""
        return self.query_one("#grid", Grid)

    @property
    def room(self) -> int:
        """The most lines below that leave some rows in sight."""
        return max(self._extent.height - _AROUND, BELOW)

    @property
    def where(self) -> Where:
        """Which commands work here."""
        return "record"

    @property
    def entry(self) -> Entry | None:
        """The entry under the cursor; in the tree that of its cell."""
        source = self.grid.source
        if isinstance(source, RecordRows) and self.grid.row < len(source):
            return source.entries[self.grid.row]
        if isinstance(source, TreeRows):
            return source.entry(self.grid.row, self.grid.column)
        return None

    @property
    def has_parts(self) -> bool:
        """Whether the record has a tree of components."""
        return has_parts(self.register)

    def becoming(self, sought: Sought) -> Callable[[str | None], None] | None:
        """Shows what a figure of the tree would become while it is typed."""
        if not self.by_parts:
            return None

        def changed(token: str | None) -> None:
            tokens = {sought.key: token}
            self.grid.source = self._tree(tokens)

        return changed

    def closed(self, fresh: Fresh | None, text: str) -> None:
        """The record was removed: back to the main screen, which says so."""
        if fresh is not None:
            self.desk.put_fresh(fresh)
        self.dismiss()
        self.main.show_card()
        self.main.say(text)

    def _tree(self, tokens: Mapping[str, str | None] | None = None) -> TreeRows:
        width = self._extent.width
        return TreeRows(self.register, self.desk.page.library, self.words, width, tokens)

    def on_mount(self) -> None:
        """Everything is in place before the first frame is drawn."""
        self._lay_out(self.app.size)

    def on_resize(self, event: events.Resize) -> None:
        """Lay the page out for the new size."""
        self._lay_out(event.size)

    def drawn(self) -> None:
        """The position is known; then what was asked for when the page was opened."""
        self.refresh_lines()
        if self._first is not None:
            first, self._first = self._first, None
            first()
        early, self._early = self._early, None
        if early is not None:
            early.replay(self.press, self.paste)
            self.settled()

    def _lay_out(self, size: Size) -> None:
        if self.query_one_optional("#grid", Grid) is None or size == self._extent:
            return
        self._extent = size
        self.set_class(size.height < _SHORT, "-short")
        self.show_rows(self._first_key)
        self._first_key = ""

    def show_rows(self, key: str = "") -> None:
        """Show the register; the cursor goes to `key`, or stays where it was."""
        grid, width = self.grid, self._extent.width
        before = grid.current.subject if grid.current else ""
        if self.by_parts:
            tree = self._tree()
            grid.show(tree, tree.place(before) if before else None)
        else:
            if self.added is not None or (key and key != before):
                self.wanted = ""
            rows = RecordRows(
                self.register, self.words, width, self.with_empty, self.added, self.wanted
            )
            row = rows.place(key or before)
            grid.show(rows, row, VALUE)
            if self.entry is not None and self.entry.what == "comment":
                grid.go(rows.beside(grid.row, 1), VALUE)
        self.refresh_lines()

    def show_card(self, card: Scorecard | None = None) -> None:
        """Read the record again, and show it and the year below; while a filter is typed, what it
        leaves.
        """
        if isinstance(self.mode, Filtering):
            self.show_rows()
            return
        self.main.show_card()
        self.refresh_lines()
        self.aside(lambda: register(self.desk.shelf, self.register.file), self.take)

    def take(self, found: Register | Refused | None) -> None:
        """Show the record as it was read; what is typed stays."""
        if not self.is_attached:
            return
        if found is None:
            self._gone()
            return
        if isinstance(found, Refused):
            self.trouble = found
        else:
            self.trouble, changed = None, found.text != self.register.text
            self.register = found
            if changed:
                self.by_parts = self.by_parts and self.has_parts
                self.show_rows()
                if isinstance(self.mode, Typing):
                    self.mode.renewed(found)
        self.refresh_lines()

    def _gone(self) -> None:
        """The record is not there any more: what is typed becomes a draft."""
        words = self.words
        name = surroundings.name_of(self.register, words)
        text = words("{name} is not there any more.", name=name)
        if isinstance(self.mode, Typing) and self.mode.unsaved:
            self.mode.put_aside()
            self.main.look_for_drafts()
            text = words("This record has gone; what you typed is a draft now ({key_drafts}).")
        self.mode = None
        self.dismiss()
        self.main.say(text)

    def renew_page(self) -> None:
        """Something has changed on the disk."""
        if self.is_attached:
            self.aside(lambda: register(self.desk.shelf, self.register.file), self.take)

    def renew(self, tokens: Mapping[str, str | None] | None, by: Author | None) -> None:
        """The page follows by itself."""

    def refresh_lines(self) -> None:
        """Show the lines around the table again; only those that differ are drawn."""
        width = self._extent.width
        if self.query_one_optional("#foot", Panel) is None or not width:
            return
        ink = Ink(width, ascii_only=self.ascii_only)
        asked = self.mode.lines(width) if self.mode is not None else None
        self.set_class(asked is not None and self.has_class("-short"), "-asking")
        wants = (
            max(self.mode.height, BELOW) if self.mode is not None and asked is not None else BELOW
        )
        below = self.query_one("#detail", Panel)
        if wants != self.wanted_lines:
            self.wanted_lines = wants
            below.styles.height = wants + 2 if wants > BELOW else None
            self.grid.display = wants <= self.room
        self.query_one("#title", Panel).show(surroundings.above(self, ink))
        below.show(surroundings.below(self, asked, wants, ink))
        self.query_one("#foot", Panel).show([self._foot(width)])

    def _foot(self, width: int) -> Line:
        if isinstance(self.mode, Filtering):
            return around.filter_line(self.mode, self.words, width)
        keys = self.mode.keys() if self.mode else None
        return surroundings.foot(self, self.message, keys, width)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A command works only where it belongs, and never while something is typed."""
        if action == "do":
            idle = self.mode is None and self._early is None
            return idle and "record" in command(str(parameters[0])).where
        return True

    def action_do(self, id_: str) -> None:
        """Run a command."""
        self.verbs.do(id_)

    def settled(self) -> None:
        """A page that was opened to type one value closes when that has ended; the table below says
        how.
        """
        if self.passing and self.mode is None and self.is_current:
            self.dismiss()
            self.main.say(self.message)

    def press(self, key: str, character: str) -> None:
        """Press a key that had to wait; once the page has closed it is for the table below."""
        if self._early is not None:
            self._early.key(key, character)
            return
        below = self.passing and self.mode is None
        (self.main.press if below else super().press)(key, character)

    def commands(self, key: str) -> bool:
        """Whether the key runs a command here, once the page stands."""
        return self._early is None and any(self.means(each.id, key) for each in working("record"))

    def run_command(self, key: str) -> None:
        """Run the command of a key that had to wait."""
        for each in working("record"):
            if key in self.remapped.get(each.id, each.keys).split(","):
                self.verbs.do(each.id)
                return

    def on_key(self, event: events.Key) -> None:
        """Until the page stands keys wait."""
        if self._early is not None:
            event.stop()
            event.prevent_default()
            self._early.key(event.key, character_of(event))

    def paste(self, text: str) -> None:
        """Paste a text."""
        if self._early is not None:
            self._early.paste(text)
        else:
            super().paste(text)

    def pasted(self, text: str) -> None:
        """Into the value under the cursor, or from it down."""
        from kinerja_tui.tui.record.column import begin_paste

        begin_paste(self, text)

    def show_indicator(self, subject: str) -> bool:
        """Nothing: the page is of one record."""
        return False

    def open(self, unit: str, year: int, then: Callable[[], None] | None = None) -> None:
        """Another unit's year is opened on the main screen."""
        self.main.open(unit, year, then)

    def look_for_drafts(self) -> None:
        """Count the drafts that wait."""
        self.main.look_for_drafts()

    def run_outside(self, call: Callable[[], object]) -> bool:
        """Give the terminal to another program; whether that was possible."""
        return self.main.run_outside(call)
