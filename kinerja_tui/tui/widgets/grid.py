"""The table: it formats what it draws, and draws only what has changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from textual.geometry import Offset
from textual.strip import Strip

from kinerja_tui.tui.columns import beside, column_at, first_column, shown_columns
from kinerja_tui.tui.field import Field
from kinerja_tui.tui.lines import BLANK, Line, plain
from kinerja_tui.tui.rows import (
    Drawn,
    Source,
    caret_cell,
    head_line,
    row_line,
)
from kinerja_tui.tui.widgets.panel import Painted


class Grid(Painted):
    """Rows under a line of titles, with a cursor on one cell; `field` is typed into that cell.

    Rows whose subjects are `picked` have a mark, those with `labels` (by their number) show them.
    """

    DEFAULT_CSS = "Grid { height: 1fr; width: 1fr; }"

    def __init__(self, id: str, moved: Callable[[], None], ascii_only: bool = False) -> None:  # noqa: A002 - Textual's name
        """A grid without rows; `moved` is called in the same frame in which the cursor moves."""
        super().__init__(id=id)
        self.ascii_only = ascii_only
        self._moved = moved
        self.source: Source | None = None
        self.row = 0
        self.column = 1
        self.field: Field | None = None
        self.note: Line = BLANK
        self.picked: frozenset[str] = frozenset()
        self.labels: Mapping[int, str] = {}
        self._top = 0
        self._first = 0
        self._lines: list[Line] = []
        self._known: dict[int, Line] = {}
        self._known_for: tuple[object, ...] = ()

    @property
    def count(self) -> int:
        """How many rows there are."""
        return len(self.source) if self.source else 0

    @property
    def current(self) -> Drawn | None:
        """The row under the cursor."""
        return self.source.row(self.row) if self.source and self.row < self.count else None

    @property
    def subject(self) -> str:
        """What `explain` calls the cell under the cursor, or its row."""
        row = self.current
        if row is None:
            return ""
        own = row.subjects[self.column] if self.column < len(row.subjects) else ""
        return own or row.subject

    @property
    def in_sight(self) -> range:
        """The rows that are in sight."""
        return range(self._top, min(self._top + self._room, self.count))

    @property
    def scrolls(self) -> bool:
        """Whether there are more rows than fit."""
        return self.size.height > 0 and self.count > self._room

    @property
    def text(self) -> str:
        """What is drawn now."""
        return plain(self._lines)

    def show(self, source: Source, row: int | None = None, column: int | None = None) -> None:
        """Show other rows, or the same ones with other figures; the cursor stays where it can."""
        self.source = source
        self._place(self.row if row is None else row, self.column if column is None else column)
        self.update()

    def move(self, rows: int = 0, columns: int = 0) -> None:
        """Move the cursor; over hidden columns it goes on."""
        column = self.column
        if columns and self.source:
            column = beside(self.source, column, columns)
        self.go(self.row + rows, column)

    def page(self, screens: int) -> None:
        """Move the cursor by whole screens."""
        self.go(self.row + screens * max(self._room - 1, 1), self.column)

    def scroll_lines(self, lines: int) -> None:
        """Move what is in sight; the cursor stays where it can."""
        top = max(min(self._top + lines, self.count - self._room), 0)
        if top != self._top:
            self._top = top
            row = max(min(self.row, top + self._room - 1), top)
            self._place(row, self.column)
            self.update()
            self._moved()

    def touch(self, x: int, y: int) -> None:
        """Put the cursor on the cell that is drawn there; beside the columns it keeps its own."""
        source, row = self.source, self._top + y - 1
        if source is None or y < 1 or row >= self.count:
            return
        shown = shown_columns(source, self._first, self.size.width)
        found = column_at(source, shown, x)
        self.go(row, self.column if found is None else source.mark(found))

    def go(self, row: int, column: int) -> None:
        """Put the cursor on a cell."""
        before = (self.row, self.column)
        self._place(row, column)
        if (self.row, self.column) != before:
            self.update()
            self._moved()

    def type(self, field: Field | None, note: Line = BLANK) -> None:
        """Show `field` in the cell under the cursor, and a `note` under its row."""
        self.field, self.note = field, note
        self._place(self.row, self.column)
        self.update()

    def update(self) -> None:
        """Draw again the lines that differ from what stands on the screen."""
        if not self.size.height:
            return
        old, self._lines = self._lines, self._made()
        for y, new in enumerate(self._lines):
            self.repaint(y, old[y] if y < len(old) else BLANK, new)

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self._place(self.row, self.column)
        self.update()

    def render_line(self, y: int) -> Strip:
        """The titles, or a row."""
        if len(self._lines) != self.size.height:
            self._place(self.row, self.column)
            self._lines = self._made()
        return self.strip(self._lines[y] if y < len(self._lines) else BLANK)

    @property
    def _room(self) -> int:
        return max(self.size.height - 1, 1)

    def _place(self, row: int, column: int) -> None:
        heads = self.source.heads if self.source else ()
        self.row = max(min(row, self.count - 1), 0)
        self.column = max(min(column, len(heads) - 1), self.source.least if self.source else 0)
        if self.source and heads and heads[self.column].hidden:
            self.column = beside(self.source, self.column, 0)
        room = self._room - (1 if self.note and self._room > 1 else 0)
        lowest = max(self.row - room + 1, 0)
        self._top = min(max(self._top, lowest), self.row)
        self._top = max(min(self._top, self.count - self._room), lowest, 0)
        if self.source and heads:
            self._first = first_column(self.source, self.column, self._first, self.size.width)

    def _made(self) -> list[Line]:
        source, width = self.source, self.size.width
        if source is None or not source.heads:
            return [BLANK] * self.size.height
        ellipsis = "~" if self.ascii_only else "…"
        shown = shown_columns(source, self._first, width)
        lines = [head_line(source, shown, width, ellipsis)]
        known = self._known_rows(source, shown, width)
        for index in range(self._top, min(self._top + self._room, len(source))):
            here = index == self.row
            column, field = (self.column, self.field) if here else (None, None)
            picked = bool(self.picked) and source.row(index).subject in self.picked
            label = self.labels.get(index, "")
            usual = not (here or picked or label)
            found = known.get(index) if usual else None
            if found is None:
                found = row_line(
                    source, index, shown, width, ellipsis, column, field, picked, label
                )
                if usual:
                    known[index] = found
            lines.append(found)
            if here and self.note:
                lines.append(self.note)
        if self.field is not None:
            self._put_caret(caret_cell(source, shown, self.column, self.field))
        blank = self.size.height - len(lines)
        return [*lines, *[BLANK] * max(blank, 0)][: self.size.height]

    def _known_rows(self, source: Source, shown: tuple[int, ...], width: int) -> dict[int, Line]:
        """The lines of rows in sight that have nothing special, as they were made for the last
        frame: a source gives a row once and for all.
        """
        made_for = (source, shown, width)
        sight = range(self._top, self._top + self._room)
        if made_for == self._known_for:
            self._known = {index: each for index, each in self._known.items() if index in sight}
        else:
            self._known, self._known_for = {}, made_for
        return self._known

    def _put_caret(self, cell: int) -> None:
        """Where the terminal's own caret is: input methods open their window there."""
        corner = self.region.offset
        self.app.cursor_position = Offset(corner.x + cell, corner.y + 1 + self.row - self._top)
