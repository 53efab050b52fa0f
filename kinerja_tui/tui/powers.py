"""What can be done with a table as a whole: filter, sort, hide and widen columns, pick rows and
change them together, jump, paste a column, read a row out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from kinerja_tui.report.width import wide
from kinerja_tui.tui.commands import command
from kinerja_tui.tui.helping import shown
from kinerja_tui.tui.overview import REALISATION, STAYING, OverviewRows
from kinerja_tui.tui.rows import Head
from kinerja_tui.tui.sources import look, view_of

if TYPE_CHECKING:
    from kinerja_tui.tui.screens.main import MainScreen


class Powers:
    """The main screen's commands on its table; they hold for this table and this session."""

    _screen: MainScreen

    def do_filter(self) -> None:
        """Filter while typing."""
        from kinerja_tui.tui.modes.filtering import Filtering

        self._screen.enter(Filtering(self._screen))

    def do_sort(self) -> None:
        """Sort by the column under the cursor: upwards, downwards, as the records stand."""
        screen, head = self._screen, self._head()
        if head is None:
            return
        view = view_of(screen).sorted_by(head.id)
        look(screen, view)
        words = screen.words
        if view.order is None:
            screen.say(words("In the order of the records."))
        elif view.order.descending:
            screen.say(words("Sorted by {column}, downwards.", column=head.title))
        else:
            screen.say(words("Sorted by {column}, upwards.", column=head.title))

    def do_hide(self) -> None:
        """Hide the column under the cursor."""
        screen, head = self._screen, self._head()
        if head is None:
            return
        words = screen.words
        if self._stays(head):
            screen.say(words("This column stays: {column}.", column=head.title))
            return
        look(screen, view_of(screen).without(head.id))
        key = shown(command("unhide"), screen.ascii_only, screen.remapped)
        screen.say(words("Hidden: {column}. {key} shows it again.", column=head.title, key=key))

    def do_unhide(self) -> None:
        """Show every column again, as wide as at first."""
        screen, view = self._screen, view_of(self._screen)
        if view.hidden or view.broad:
            look(screen, replace(view, hidden=frozenset(), broad=frozenset()))
        else:
            screen.say(screen.words("No column is hidden."))

    def do_widen(self) -> None:
        """The column under the cursor as wide as its longest text, or as before."""
        screen, words, head = self._screen, self._screen.words, self._head()
        if head is None:
            return
        before = view_of(screen)
        look(screen, before.widened(head.id))
        source = screen.grid.source
        assert source is not None
        at = next(n for n, each in enumerate(source.heads) if each.id == head.id)
        width, broad = source.heads[at].width, head.id not in before.broad
        if width > head.width or (width < head.width and not broad):
            return
        if broad:
            look(screen, before)
        texts = (source.row(index).cells[at].text for index in range(len(source)))
        if any(wide(each) > head.width for each in texts):
            screen.say(words("This column keeps its width."))
        else:
            screen.say(words("The column shows all of its texts already."))

    def do_mark(self) -> None:
        """Pick the row, or let it go; then on to the next one."""
        grid = self._screen.grid
        row = grid.current
        if row is None or self._screen.desk.score(row.subject) is None:
            self._screen.say(self._screen.words("Only indicators are marked."))
            return
        grid.picked ^= {row.subject}
        grid.move(rows=1)
        self._marked()

    def do_mark_all(self) -> None:
        """Pick every indicator that is shown, or none."""
        grid, desk = self._screen.grid, self._screen.desk
        every = frozenset(each for each in self._subjects() if desk.score(each) is not None)
        grid.picked = frozenset() if every <= grid.picked else every
        self._marked()

    def _marked(self) -> None:
        self._screen.grid.update()
        self._screen.refresh_lines()

    def _subjects(self) -> tuple[str, ...]:
        source = self._screen.grid.source
        rows = range(len(source)) if source is not None else range(0)
        return tuple(source.row(index).subject for index in rows) if source is not None else ()

    def together(self, state: bool) -> bool:
        """Change all picked rows that are shown, if there are any: their values or their state."""
        screen = self._screen
        if screen.where != "achievement" or not screen.grid.picked:
            return False
        found = [each for each in self._subjects() if each in screen.grid.picked]
        if not found:
            return False
        from kinerja_tui.tui.modes.for_all import begin_states, begin_values

        (begin_states if state else begin_values)(screen, found)
        return True

    def pasted(self, text: str) -> None:
        """Offer a pasted column to the rows from the cursor on."""
        screen = self._screen
        if screen.where != "achievement" or (
            screen.grid.column != REALISATION and not screen.grid.picked
        ):
            screen.say(
                screen.words(
                    "A column is pasted on the realisations of place {key_place_1}, or on a value "
                    "of a record ({key_record})."
                )
            )
            return
        from kinerja_tui.tui.modes.pasting import begin_paste, from_here

        begin_paste(screen, text, from_here(screen))

    def do_jump(self) -> None:
        """Letters before the rows: typing them goes there."""
        from kinerja_tui.tui.around import detail_height
        from kinerja_tui.tui.modes.jumping import Jumping

        if self._screen.grid.count:
            self._screen.enter(Jumping(self._screen, height=detail_height(self._screen)))

    def do_speak(self) -> None:
        """The row as one sentence."""
        from kinerja_tui.tui.modes.speaking import Speaking

        if self._screen.grid.count:
            self._screen.enter(Speaking(self._screen))

    def do_lines(self) -> None:
        """The whole table, a sentence a row."""
        from kinerja_tui.tui.screens.reading import Reading
        from kinerja_tui.tui.sentences import table_lines

        screen = self._screen
        title = screen.words("The table in sentences")
        screen.app.push_screen(Reading(screen, title, lambda width: table_lines(screen, width)))

    def _head(self) -> Head | None:
        grid = self._screen.grid
        heads = grid.source.heads if grid.source is not None else ()
        return heads[grid.column] if grid.column < len(heads) else None

    def _stays(self, head: Head) -> bool:
        source = self._screen.grid.source
        if source is None:
            return True
        frozen = source.heads[source.frozen].id
        return head.id == frozen or (isinstance(source, OverviewRows) and head.id in STAYING)
