"""The commands of the main screen that open the page of a record."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kinerja_tui.tui.screens.main import MainScreen
    from kinerja_tui.tui.screens.record import RecordScreen


class Doors:
    """What the page is made of is imported when it is opened."""

    _screen: MainScreen

    def do_record(self) -> None:
        """The record of the row under the cursor; without one, a list of all."""
        if not self.open_row():
            self.do_records()

    def open_row(self) -> bool:
        """Open the record of the row under the cursor; whether it has one."""
        from kinerja_tui.tui.record.opening import open_record
        from kinerja_tui.tui.written import here

        found = here(self._screen)
        if found is None or not found.file.endswith(".toml"):
            return False
        open_record(self._screen, found.file, found.key, line=found.line)
        return True

    def edit_cell(self) -> None:
        """Type the cell under the cursor on the page of its record, then come back to the table; of
        one that is not typed, say what it is computed from.
        """
        from kinerja_tui.tui.written import here

        screen, words = self._screen, self._screen.words
        found = here(screen)
        if found is None:
            screen.say(words("This row is computed from other records; nothing is typed in it."))
        elif found.value and found.file.endswith(".toml") and found.key:
            from kinerja_tui.tui.record.filling import type_at

            type_at(screen, found)
        elif found.why is not None:
            screen.say(words.say(found.why))
        else:
            screen.say(words("Nothing is typed in this column; {key_record} opens the record."))

    def do_records(self) -> None:
        """Any record around the unit's year."""
        from kinerja_tui.tui.record.opening import choose_record

        choose_record(self._screen)

    def do_remove(self) -> None:
        """Remove what the cell under the cursor belongs to, or its record, after a look at it."""
        from kinerja_tui.tui.record.opening import open_record
        from kinerja_tui.tui.written import here

        found = here(self._screen)
        if found is not None and found.file.endswith(".toml"):
            key = found.key if found.line else found.part

            def ask(screen: RecordScreen) -> None:
                screen.passing = True
                screen.verbs.do_remove_here()

            open_record(self._screen, found.file, key, ask, found.line)
        elif found is not None and found.file.endswith(".md"):
            from kinerja_tui.tui.modes.removing_section import begin

            begin(self._screen, found.file)
        else:
            self._screen.say(self._screen.words("This row has no file of its own."))
