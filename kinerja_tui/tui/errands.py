"""The commands that open a table or send something out: quarters, all units, print, export."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

from kinerja_tui.report.table import Table
from kinerja_tui.report.text import words_of
from kinerja_tui.tui.places import PLACES

if TYPE_CHECKING:
    from kinerja_tui.model.agreement import Agreement
    from kinerja_tui.report.tables.units import UnitLine
    from kinerja_tui.tui.screens.main import MainScreen


def find(screen: MainScreen, subject: str) -> bool:
    """Put the cursor on the row called `subject`, in the first table of the place that has it;
    whether there is one.
    """
    many = len(screen.tables) if screen.turns else 1
    for _ in range(many):
        source = screen.grid.source
        rows = range(len(source)) if source is not None else ()
        row = next((each for each in rows if source and source.row(each).subject == subject), None)
        if row is not None:
            screen.grid.go(row, screen.grid.column)
            return True
        screen.turn(1)
    return False


class Errands(ABC):
    """The main screen's errands."""

    _screen: MainScreen

    def do_quarters(self) -> None:
        """All quarters in the first place, or back to the year."""
        from kinerja_tui.report.tables import quarterly

        screen = self._screen
        old = screen.opened_table
        if screen.place == 0 and old is not None and old.slug == quarterly.SLUG:
            self._keep_row(None)
            return
        subject = screen.grid.current.subject if screen.grid.current else ""
        if screen.place != 0:
            screen.visit(0)
        self._keep_row(quarterly.quarterly(screen.desk.page), subject)

    def _keep_row(self, table: Table | None, subject: str = "") -> None:
        """Open a table with the cursor on the same indicator."""
        screen = self._screen
        subject = subject or (screen.grid.current.subject if screen.grid.current else "")
        screen.open_table(table)
        find(screen, subject.partition(".")[0])

    def do_units(self) -> None:
        """All units at once."""
        self.all_units(self._screen.desk.unit)

    def all_units(self, unit: str, said: str = "") -> None:
        """All units with the cursor on one of them, and what is `said` then."""
        from kinerja_tui.tui.gathering import gathered

        screen = self._screen

        def told(number: int, every: int) -> None:
            text = screen.words("Reading unit {n} of {many} …", n=number, many=every)
            screen.app.call_from_thread(screen.say, text)

        screen.work(
            lambda: gathered(screen.desk, told), lambda found: self._show_units(found, unit, said)
        )

    def _show_units(self, found: tuple[UnitLine, ...], unit: str, said: str) -> None:
        from kinerja_tui.report.tables.units import units

        screen = self._screen
        screen.message = ""
        screen.visit(0)
        screen.open_table(units(found))
        any(find(screen, f"unit.{each.unit}.{each.year}") for each in found if each.unit == unit)
        if said:
            screen.say(said)

    def open_unit(self, subject: str) -> None:
        """Open the unit of a row of all units."""
        _, unit, year = subject.split(".")
        self._screen.open(unit, int(year))

    def do_print(self) -> None:
        """A version of the agreement as Markdown: the one of the row, of the column, or in
        force.
        """
        from kinerja_tui.report.papers import agreement_paper, tables_of
        from kinerja_tui.tui.modes.naming import Naming

        screen, words = self._screen, self._screen.words
        if PLACES[screen.place].id != "agreement":
            screen.visit(1)
        found = self._version()
        page = screen.desk.page
        if found is None:
            screen.say(words("This year has no agreement."))
            return
        title = words.count(
            "Print {version}: {n} table, as Markdown",
            "Print {version}: {n} tables, as Markdown",
            len(tables_of(page, found)),
            version=words_of(found.id, words),
        )
        name = f"perjanjian-{page.card.unit}-{page.year}-{found.id}.md"
        text = agreement_paper(page, found, words)
        screen.enter(Naming(screen, title, text, name, screen.app.copy_to_clipboard))

    def _version(self) -> Agreement | None:
        screen = self._screen
        every = {each.id: each for each in screen.desk.page.book.agreements}
        row, source = screen.grid.current, screen.grid.source
        wanted = row.subject.removeprefix("agreement.") if row else ""
        if wanted not in every and source is not None and screen.grid.column < len(source.heads):
            wanted = source.heads[screen.grid.column].id.removeprefix("version_")
        in_force = screen.desk.page.card.agreement
        last = list(every.values())[-1] if every else None
        return every.get(wanted) or in_force or last

    def do_export(self) -> None:
        """Write the report's tables as `kinerja export` does."""
        from kinerja_tui.tui.exporting import ended, export

        screen = self._screen

        def told(text: str) -> None:
            screen.app.call_from_thread(screen.say, text)

        screen.work(
            lambda: export(screen.desk, told),
            lambda found: screen.say(ended(found, screen.words)),
        )

    def jump(self) -> None:
        """From a problem to the record that it is about; else to the file in the editor."""
        from kinerja_tui.tui.located import spot_of
        from kinerja_tui.tui.sources import number_of

        screen = self._screen
        problems = screen.desk.problems
        number = number_of(screen)
        problem = problems[number] if number < len(problems) else None
        spot = spot_of(screen.desk.page, problem) if problem else None
        if spot is None or problem is None:
            self.do_editor()
            return
        if spot.place == PLACES[0].id and screen.show_indicator(spot.subject):
            screen.say(words_of(problem.message, screen.words))
            return
        places = [each.id for each in PLACES]
        screen.visit(places.index(spot.place))
        find(screen, spot.subject)
        screen.say(words_of(problem.message, screen.words))

    def write_section(self, file: str) -> None:
        """Type a section of the report here."""
        from kinerja_tui.tui.modes.section import begin

        begin(self._screen, file)

    def open_section(self, file: str) -> None:
        """A section of the report in the editor; made first where it is not there yet."""
        from kinerja_tui.store.splicing.edit import Refused

        screen, shelf = self._screen, self._screen.desk.shelf
        heading = f"# {file.rpartition('/')[2].removesuffix('.md')}\n"
        written = shelf.begin_section(file, heading)
        if isinstance(written, Refused):
            screen.say(words_of(written.problem.message, screen.words))
        else:
            self.edit_file(file, 0)

    @abstractmethod
    def do_editor(self) -> None:
        """The row's file in the user's editor."""

    @abstractmethod
    def edit_file(self, file: str, line: int) -> None:
        """A file in the user's editor."""
