"""The commands that open a table or send something out: quarters, all units, print, export."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

from kinerja_tui.report.table import Table
from kinerja_tui.report.text import words_of
from kinerja_tui.tui.places import PLACES
from kinerja_tui.tui.sources import number_of

if TYPE_CHECKING:
    from kinerja_tui.model.agreement import Agreement
    from kinerja_tui.report.tables.units import UnitLine
    from kinerja_tui.store.splicing.edit import Refused
    from kinerja_tui.tui.screens.main import MainScreen
    from kinerja_tui.tui.screens.record import RecordScreen

_NO_TOML = frozenset({"B05", "B06", "B07", "B08", "B09", "B38"})
"""The codes of files of which no table can be shown: only an editor mends them."""


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
        from kinerja_tui.tui.written import cell_here, version_of

        page = self._screen.desk.page
        every, cell = page.book.agreements, cell_here(self._screen)
        own = version_of(page, cell) if cell is not None else None
        return own or page.card.agreement or (every[-1] if every else None)

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
        """From a problem to what it is about on the page of its record; a file that is no TOML goes
        to the editor.
        """
        from kinerja_tui.tui.record.opening import open_record
        from kinerja_tui.tui.written import here

        screen = self._screen
        found = here(screen)
        if found is None:
            return
        if not found.file.endswith(".toml"):
            self.do_editor()
            return
        problem = screen.desk.problems[number_of(screen)]

        def said(page: RecordScreen) -> None:
            page.say(words_of(problem.message, screen.words))

        def otherwise(refused: Refused) -> bool:
            broken = refused.problem.code in _NO_TOML
            if broken:
                self.do_editor()
            return broken

        open_record(screen, found.file, found.key, said, found.line, otherwise)

    def open_listed(self, subject: str) -> None:
        """What the export writes, to look at: a table, or the summary."""
        from kinerja_tui.tui.listings import IN_SHORT, table_of

        if subject == IN_SHORT:
            from kinerja_tui.tui.screens.summary import read_summary

            read_summary(self._screen)
        else:
            self._screen.open_table(table_of(self._screen.desk.page, subject))

    def write_section(self, file: str) -> None:
        """Type a section of the report here."""
        from kinerja_tui.tui.modes.section import begin

        begin(self._screen, file)

    def open_section(self, file: str) -> None:
        """A section of the report in the editor. One that is not there yet is made first, and goes
        again when nothing was written in it.
        """
        from kinerja_tui.store.splicing.edit import Refused

        screen, shelf = self._screen, self._screen.desk.shelf
        heading = f"# {file.rpartition('/')[2].removesuffix('.md')}\n"
        written = shelf.begin_section(file, heading)
        if isinstance(written, Refused):
            screen.say(words_of(written.problem.message, screen.words))
            return
        self.edit_file(file, 0)
        if written.fresh:
            shelf.end_section(file, heading)

    @abstractmethod
    def do_editor(self) -> None:
        """The row's file in the user's editor."""

    @abstractmethod
    def edit_file(self, file: str, line: int) -> None:
        """A file in the user's editor."""
