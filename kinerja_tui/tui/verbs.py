"""What each command does on the main screen, by the command's id."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

from kinerja_tui.report.text import words_of
from kinerja_tui.tui.around import about
from kinerja_tui.tui.beginning import Beginning
from kinerja_tui.tui.errands import Errands
from kinerja_tui.tui.nothing import why_not
from kinerja_tui.tui.overview import REALISATION, TARGET
from kinerja_tui.tui.places import PLACES
from kinerja_tui.tui.powers import Powers
from kinerja_tui.tui.record.doors import Doors
from kinerja_tui.tui.unfinished import Unfinished

if TYPE_CHECKING:
    from kinerja_tui.tui.screens.main import MainScreen


class Verbs(Powers, Errands, Beginning, Doors):
    """The main screen's commands."""

    def __init__(self, screen: MainScreen) -> None:
        """The commands of `screen`."""
        self._screen = screen
        self._left = Unfinished(screen.desk)

    def do(self, id_: str) -> None:
        """Run the command; raises AttributeError for an id that has none."""
        if id_.startswith("place_"):
            self._screen.visit(int(id_.removeprefix("place_")) - 1)
        elif reason := why_not(self._screen, id_):
            self._screen.say(reason)
        else:
            getattr(self, f"do_{id_}")()

    def why_idle(self, key: str) -> str:
        """Why a key does nothing here; empty for one that does something, or nowhere does."""
        from kinerja_tui.tui.idle import why_idle

        return why_idle(self._screen, key)

    def do_up(self) -> None:
        """A row up."""
        self._screen.grid.move(rows=-1)

    def do_down(self) -> None:
        """A row down."""
        self._screen.grid.move(rows=1)

    def do_left(self) -> None:
        """A column to the left."""
        self._screen.grid.move(columns=-1)

    def do_right(self) -> None:
        """A column to the right."""
        self._screen.grid.move(columns=1)

    def do_page_up(self) -> None:
        """A screen up."""
        self._screen.grid.page(-1)

    def do_page_down(self) -> None:
        """A screen down."""
        self._screen.grid.page(1)

    def do_top(self) -> None:
        """The first row."""
        self._screen.grid.go(0, self._screen.grid.column)

    def do_bottom(self) -> None:
        """The last row."""
        self._screen.grid.go(self._screen.grid.count - 1, self._screen.grid.column)

    def do_edit(self) -> None:
        """Edit the realisation, in the other tables the cell; in place 1 a target is a signed
        paper's and is not edited.
        """
        row = self._screen.grid.current
        if row is not None and row.subject.endswith(".md"):
            self.write_section(row.subject)
            return
        if self._screen.where != "achievement":
            self.edit_cell()
            return
        if row is None or self.together(state=False):
            return
        if self._screen.grid.column == TARGET and self._screen.desk.score(row.subject) is not None:
            from kinerja_tui.tui.record.sought import SIGNED

            self._screen.say(self._screen.words(SIGNED))
            return
        from kinerja_tui.tui.modes.writing import begin

        begin(self._screen, row.subject)

    def do_state(self) -> None:
        """Choose the state of the realisation."""
        row = self._screen.grid.current
        if row is not None and not self.together(state=True):
            from kinerja_tui.tui.modes.writing import begin_state

            begin_state(self._screen, row.subject)

    def do_open(self) -> None:
        """Edit on the realisation; elsewhere open the row in full, a listed table, or a file."""
        screen = self._screen
        row = screen.grid.current
        if row is None:
            return
        place = PLACES[screen.place].id
        score = screen.desk.score(row.subject.partition(".")[0])
        first = screen.where == "achievement"
        if first and score is not None and screen.grid.column == REALISATION:
            self.do_edit()
        elif place == "findings":
            self.jump()
        elif row.subject.startswith("due."):
            self.open_due(row.subject)
        elif row.subject.startswith("unit."):
            self.open_unit(row.subject)
        elif row.subject.endswith(".md"):
            self.write_section(row.subject)
        elif place == "report" and screen.opened_table is None:
            self.open_listed(row.subject)
        elif score is not None:
            screen.read_indicator(score)
        elif screen.desk.explained(row.subject) is not None or not self.open_row():
            self.do_explain()

    def do_explain(self) -> None:
        """The derivation of the number under the cursor."""
        from kinerja_tui.tui.written import explained_by

        screen = self._screen
        for subject in explained_by(screen):
            figure = screen.desk.explained(subject) if subject else None
            if figure is not None:
                screen.read_figure(subject, figure)
                return
        screen.say(screen.words("There is no computed number here."))

    def do_next_table(self) -> None:
        """The next table of the place."""
        self._turn(1)

    def do_last_table(self) -> None:
        """The table before."""
        self._turn(-1)

    def do_undo(self) -> None:
        """Take the last change back."""
        self._step(again=False)

    def do_redo(self) -> None:
        """Do again what was taken back."""
        self._step(again=True)

    def do_history(self) -> None:
        """Every change of the field under the cursor, or of the row's record."""
        screen = self._screen
        file, keys, name = about(screen)
        if not file:
            screen.say(screen.words("This row has no file of its own."))
            return
        from kinerja_tui.tui import past

        screen.work(
            lambda: past.history(screen.desk, file, keys),
            lambda found: screen.read_history(name, found),
        )

    def do_drafts(self) -> None:
        """The drafts that wait."""
        if self._screen.live.papers:
            self._screen.offer_drafts()
        else:
            self._screen.say(self._screen.words("No draft is waiting."))

    def do_year_before(self) -> None:
        """The year before."""
        self._year(-1)

    def do_year_after(self) -> None:
        """The year after."""
        self._year(1)

    def do_unit_before(self) -> None:
        """The unit before."""
        self._unit(-1)

    def do_unit_after(self) -> None:
        """The unit after."""
        self._unit(1)

    def do_editor(self) -> None:
        """The row's file in the user's editor; then the records are read again."""
        screen = self._screen
        file, line = screen.file_here()
        if not file:
            screen.say(screen.words("This row has no file of its own."))
        elif file.endswith(".md"):
            self.open_section(file)
        else:
            self.edit_file(file, line)

    def edit_file(self, file: str, line: int) -> None:
        """A file in the user's editor; then the records are read again."""
        from kinerja_tui.tui.external import command_line

        screen = self._screen
        command = command_line(os.environ, screen.desk.shelf.path(file), line)
        if screen.run_outside(lambda: subprocess.run(command, check=False)):
            screen.reload()

    def do_copy(self) -> None:
        """Copy the cell to the clipboard of the user's own terminal (OSC 52)."""
        screen = self._screen
        row = screen.grid.current
        text = row.cells[screen.grid.column].text.strip() if row else ""
        if text:
            screen.app.copy_to_clipboard(text)
            screen.say(screen.words("Copied: {text}", text=words_of(text, screen.words)))
        else:
            screen.say(screen.words("This cell is empty."))

    def do_reload(self) -> None:
        """Read the records again."""
        screen, words = self._screen, self._screen.words

        def read(differs: bool) -> None:
            same = words("Read again: no record has changed.")
            screen.say(words("Read again.") if differs else same)

        screen.reload(read)

    def do_palette(self) -> None:
        """All commands in a list that is searched."""
        from kinerja_tui.tui.screens.palette import palette

        self._screen.app.push_screen(palette(self._screen.words))

    def do_help(self) -> None:
        """The keys that work here."""
        self._screen.read_help()

    def do_back(self) -> None:
        """Out of a listed table; or let go of marked rows; or out of the filter."""
        screen = self._screen
        if screen.grid.picked:
            screen.grid.picked = frozenset()
            screen.show_card()
            return
        if screen.opened_table is not None:
            screen.open_table(None)
        elif screen.wanted:
            screen.wanted = ""
            screen.show_card()

    def do_quit(self) -> None:
        """Leave."""
        self._screen.app.exit(0)

    def do_suspend(self) -> None:
        """Stop until the shell says `fg`."""
        self._screen.app.call_later(self._screen.app.run_action, "stop")

    def _turn(self, step: int) -> None:
        if self._screen.turns:
            self._screen.turn(step)
        else:
            self._screen.say(self._screen.words("There is no other table here."))

    def _step(self, again: bool) -> None:
        from kinerja_tui.tui import past
        from kinerja_tui.tui.modes.stepping import settled

        screen = self._screen
        screen.work(
            lambda: past.step(screen.desk, again), lambda found: settled(screen, found, again)
        )

    def _year(self, step: int) -> None:
        desk, words = self._screen.desk, self._screen.words
        year = desk.neighbour_year(step)
        if year is None:
            self._screen.say(words("There is no other year in this direction."))
        else:
            self._screen.open(desk.unit, year)

    def _unit(self, step: int) -> None:
        screen = self._screen

        def found(other: tuple[str, int] | None) -> None:
            if other is None:
                screen.say(screen.words("There is no other unit in this direction."))
            else:
                screen.open(*other)

        screen.work(lambda: screen.desk.neighbour_unit(step), found)
