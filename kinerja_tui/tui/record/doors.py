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
        from kinerja_tui.tui.record.opening import open_record, record_here

        spot = record_here(self._screen)
        if spot.file.endswith(".toml"):
            open_record(self._screen, spot.file, spot.key, line=spot.line)
        return spot.file.endswith(".toml")

    def do_records(self) -> None:
        """Any record around the unit's year."""
        from kinerja_tui.tui.record.opening import choose_record

        choose_record(self._screen)

    def do_remove(self) -> None:
        """Remove the record of the row under the cursor, or a part of it, after a look at it."""
        from kinerja_tui.tui.record.opening import open_record, record_here

        spot = record_here(self._screen)
        if spot.file.endswith(".toml"):

            def ask(screen: RecordScreen) -> None:
                screen.verbs.do_remove_here()

            open_record(self._screen, spot.file, spot.key, ask, spot.line)
        else:
            self._screen.say(self._screen.words("This row has no file of its own."))
