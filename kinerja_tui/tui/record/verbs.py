"""What each command does on the page of a record, by the command's id."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

from kinerja_tui.report.text import words_of
from kinerja_tui.store.format.outline import Entry
from kinerja_tui.tui.record.labels import table_label
from kinerja_tui.tui.record.picking import Choice, Picking
from kinerja_tui.tui.record.register import Path, dotted
from kinerja_tui.tui.record.rows import VALUE, RecordRows
from kinerja_tui.tui.record.tree import TreeRows

if TYPE_CHECKING:
    from kinerja_tui.tui.screens.record import RecordScreen


class PageVerbs:
    """The commands of the page."""

    def __init__(self, screen: RecordScreen) -> None:
        """The commands of `screen`."""
        self._screen = screen
        self._left = ""

    def do(self, id_: str) -> None:
        """Run the command; raises AttributeError for an id that has none."""
        getattr(self, f"do_{id_}")()

    def do_up(self) -> None:
        """A row up."""
        self._step(-1)

    def do_down(self) -> None:
        """A row down."""
        self._step(1)

    def do_left(self) -> None:
        """A column to the left, where there are columns."""
        if self._screen.by_parts:
            self._screen.grid.move(columns=-1)

    def do_right(self) -> None:
        """A column to the right, where there are columns."""
        if self._screen.by_parts:
            self._screen.grid.move(columns=1)

    def do_page_up(self) -> None:
        """A screen up."""
        self._screen.grid.page(-1)
        self._off_comments(-1)

    def do_page_down(self) -> None:
        """A screen down."""
        self._screen.grid.page(1)
        self._off_comments(1)

    def do_top(self) -> None:
        """The first row."""
        self._screen.grid.go(0, self._screen.grid.column)
        self._off_comments(1)

    def do_bottom(self) -> None:
        """The last row."""
        self._screen.grid.go(self._screen.grid.count - 1, self._screen.grid.column)

    def do_change(self) -> None:
        """Change the value under the cursor; on a table, add a key to it."""
        screen, entry = self._screen, self._screen.entry
        if entry is None:
            screen.say(screen.words("This figure is computed from the components."))
        elif entry.what == "table":
            self.do_add_here()
        else:
            from kinerja_tui.tui.record.begin import begin

            begin(screen, entry)

    def do_add_here(self) -> None:
        """Add a key, a table, or one more of a kind."""
        from kinerja_tui.tui.record.adding import begin_adding

        begin_adding(self._screen)

    def do_remove_here(self) -> None:
        """Remove the key, a table around it, or the record."""
        screen, words = self._screen, self._screen.words
        key = screen.entry.path if self._is_key(screen.entry) and screen.entry else ()
        choices = [
            Choice(words("the key"), dotted(path), dotted(path))
            if path == key
            else Choice(self._named(path), f"[{dotted(path)}]", dotted(path))
            for path in self._removable()
        ]
        choices.append(Choice(words("the whole record"), screen.register.file, ""))
        paths = {dotted(path): path for path in self._removable()}

        def take(choice: Choice) -> None:
            from kinerja_tui.tui.record.removing import begin

            screen.leave()
            path = paths.get(choice.value, ())
            begin(screen, path, choice.value, self._inside() if len(path) == 2 else ())

        screen.enter(Picking(screen, words("Remove"), choices, take, screen.leave))

    def do_filter(self) -> None:
        """Type a filter for the keys."""
        from kinerja_tui.tui.modes.filtering import Filtering

        screen = self._screen
        if screen.by_parts:
            self.do_parts()
        screen.enter(Filtering(screen))

    def do_jump(self) -> None:
        """Letters before the rows: typing them goes there."""
        from kinerja_tui.tui.modes.jumping import Jumping

        if self._screen.grid.count:
            self._screen.enter(Jumping(self._screen, places=False))

    def do_empty(self) -> None:
        """Show what the record does not hold yet, or hide it."""
        screen = self._screen
        screen.with_empty = not screen.with_empty
        screen.by_parts = False
        screen.show_rows()

    def do_parts(self) -> None:
        """The components as a tree, or the keys again."""
        screen = self._screen
        if not screen.has_parts:
            screen.say(screen.words("This record has no components."))
            return
        path = screen.entry.path if screen.entry is not None else ()
        screen.by_parts = not screen.by_parts
        screen.grid.column = VALUE
        if not screen.by_parts:
            screen.show_rows(self._left)
            return
        self._left = dotted(path)
        screen.show_rows()
        source = screen.grid.source
        part = dotted(path[:2]) if path[:1] == ("component",) and len(path) > 1 else ""
        row = source.place(part) if part and isinstance(source, TreeRows) else None
        screen.grid.go(row or 0, VALUE)

    def do_undo(self) -> None:
        """Take the last change back."""
        self._undo(again=False)

    def do_redo(self) -> None:
        """Do again what was taken back."""
        self._undo(again=True)

    def do_history(self) -> None:
        """Every change of the key under the cursor; on a table, of the record."""
        from kinerja_tui.tui import past

        screen, entry = self._screen, self._screen.entry
        key = (dotted(entry.path),) if self._is_key(entry) and entry is not None else ()
        file = screen.register.file
        name = words_of(key[0] if key else file, screen.words)
        screen.work(
            lambda: past.history(screen.desk, file, key),
            lambda found: screen.main.read_history(name, found),
        )

    def do_editor(self) -> None:
        """A text in the user's editor; of other rows the file, which is then read again."""
        from kinerja_tui.tui.external import command_line

        screen, entry = self._screen, self._screen.entry
        if entry is not None and entry.shape is not None and entry.shape.sort == "text":
            from kinerja_tui.tui.record.begin import begin_in_editor

            begin_in_editor(screen, entry)
            return
        shelf, file = screen.desk.shelf, screen.register.file
        line = shelf.position(file, dotted(entry.path)).line if entry is not None else 0
        command = command_line(os.environ, shelf.path(file), line)
        if screen.run_outside(lambda: subprocess.run(command, check=False)):
            screen.main.reload()
            screen.renew_page()

    def do_copy(self) -> None:
        """Copy the value to the clipboard of the user's own terminal (OSC 52)."""
        from kinerja_tui.tui.record.values import shown

        screen, entry = self._screen, self._screen.entry
        text = (
            shown(entry.token, entry.shape, screen.words) if self._is_key(entry) and entry else ""
        )
        if text:
            screen.app.copy_to_clipboard(text)
            screen.say(screen.words("Copied: {text}", text=words_of(text, screen.words)))

    def do_reload(self) -> None:
        """Read the record again."""
        self._screen.main.reload()
        self._screen.renew_page()

    def do_palette(self) -> None:
        """All commands in a list that is searched."""
        from kinerja_tui.tui.screens.palette import palette

        self._screen.app.push_screen(palette(self._screen.words))

    def do_help(self) -> None:
        """The keys that work here."""
        from kinerja_tui.tui.screens.reading import keys

        self._screen.app.push_screen(keys(self._screen.main, "record"))

    def do_back(self) -> None:
        """Back to the keys, out of the filter, or to the main screen."""
        if self._screen.by_parts:
            self.do_parts()
        elif self._screen.wanted:
            self._screen.wanted = ""
            self._screen.show_rows()
        else:
            self.do_close()

    def do_close(self) -> None:
        """Back to the main screen."""
        self._screen.dismiss()

    def do_suspend(self) -> None:
        """Stop until the shell says `fg`."""
        self._screen.app.call_later(self._screen.app.run_action, "stop")

    def _step(self, step: int) -> None:
        """To the next row that is no comment; below the last of them the comments at the end."""
        grid = self._screen.grid
        source = grid.source
        if not isinstance(source, RecordRows):
            grid.move(rows=step)
            return
        row = source.beside(grid.row, step)
        grid.go(row if row != grid.row or step < 0 else row + 1, VALUE)

    def _off_comments(self, step: int) -> None:
        """Leave a comment for the nearest row that is none; at the end of the page it is read."""
        grid = self._screen.grid
        source, entry = grid.source, self._screen.entry
        if isinstance(source, RecordRows) and entry is not None and entry.what == "comment":
            row = source.beside(grid.row, step)
            if row == grid.row and step < 0:
                row = source.beside(grid.row, 1)
            grid.go(row, VALUE)

    def _is_key(self, entry: Entry | None) -> bool:
        return entry is not None and entry.what == "value"

    def _removable(self) -> list[Path]:
        """What stands around the cursor and can go, from the inside out."""
        screen, entry = self._screen, self._screen.entry
        path: Path = entry.path if entry is not None else ()
        if isinstance(source := screen.grid.source, TreeRows):
            path = source.table(screen.grid.row)
        found = screen.register.found
        if path in (("schema",), ("id",)):
            return []
        every = [path[:depth] for depth in range(len(path), 0, -1)]
        return [each for each in every if found.find(each) is not None]

    def _named(self, path: Path) -> str:
        """A table as the list of what can be removed calls it: one of its kind, or all of them."""
        words, found = self._screen.words, self._screen.register
        what = table_label(path, found.names(path), words)
        if len(path) == 2 and (many := len(self._inside())):
            return words.count("{what} with its part", "{what} with its {n} parts", many, what=what)
        shape = found.shape(dotted(path))
        if shape is not None and shape.sort == "tables":
            return words("every table {what}", what=what)
        return words("the table {what}", what=what)

    def _inside(self) -> tuple[str, ...]:
        """The tables of the components in the group under the cursor, which go with it."""
        source = self._screen.grid.source
        inside = source.inside(self._screen.grid.row) if isinstance(source, TreeRows) else ()
        return tuple(dotted(each) for each in inside)

    def _undo(self, again: bool) -> None:
        from kinerja_tui.tui import past
        from kinerja_tui.tui.modes.stepping import settled

        screen = self._screen
        screen.work(
            lambda: past.step(screen.desk, again), lambda found: settled(screen, found, again)
        )
