"""A column from a spreadsheet pasted into a column of a record: the components' figures, those of
the quarters, the targets of an agreement. What goes where is seen before it is written.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct

from kinerja_tui.locale import N_, Message, message
from kinerja_tui.numbers.reading import Refused
from kinerja_tui.report.safe import one_line
from kinerja_tui.report.width import cut, pad, wide
from kinerja_tui.store.format.outline import Entry
from kinerja_tui.tui.lines import Line, Piece, clipped, line, wrapped
from kinerja_tui.tui.modes.stage import BELOW, Mode, saves
from kinerja_tui.tui.record.doubting import doubted
from kinerja_tui.tui.record.register import Path, Register, dotted
from kinerja_tui.tui.record.saving import send_edit
from kinerja_tui.tui.record.sought import Sought, unit_of, why_not
from kinerja_tui.tui.record.stage import Entered, Typing
from kinerja_tui.tui.record.tree import TreeRows
from kinerja_tui.tui.record.values import shown, typed_token

if TYPE_CHECKING:
    from kinerja_tui.tui.screens.record import RecordScreen

_QUARTERS = ("q1", "q2", "q3", "q4")
_WIDEST_NAME = 30


class Cell(Struct, frozen=True):
    """A key of the column, and what people call the table that it stands in."""

    entry: Entry
    name: str


class Put(Struct, frozen=True):
    """A line of the column and the cell that it goes to: its token, or why there is none; `doubt`
    is what speaks against the number all the same. No cell: there is none for the line.
    """

    text: str
    cell: Cell | None = None
    token: str | None = None
    refused: Message | None = None
    doubt: Message | None = None


def cells_from(screen: RecordScreen, first: Entry) -> tuple[Cell, ...]:
    """The cells of the column from `first` down: in the tree those of the components, else the key
    of the same name in the tables that follow.
    """
    source, grid = screen.grid.source, screen.grid
    if isinstance(source, TreeRows):
        rows = range(grid.row, len(source))
        found = ((source.entry(row, grid.column), source.row(row)) for row in rows)
        return tuple(
            Cell(entry, row.cells[0].text.strip()) for entry, row in found if entry is not None
        )
    every = [each for each in screen.register.with_empty() if alike(first.path, each.path)]
    paths = [each.path for each in every]
    cells = every[paths.index(first.path) :] if first.path in paths else [first]
    return tuple(Cell(each, one_line(dotted(each.path[:-1]))) for each in cells)


def alike(one: Path, other: Path) -> bool:
    """Whether two keys stand in one column: the same key of tables side by side."""
    if len(one) < 2 or len(one) != len(other) or one[-1] != other[-1] or one[:-2] != other[:-2]:
        return False
    return one == other or len(one) > 2 or {one[0], other[0]} <= set(_QUARTERS)


class Column(Typing):
    """The lines and their cells; Enter writes all of them or nothing."""

    def __init__(
        self,
        screen: RecordScreen,
        sought: Sought,
        texts: Sequence[str],
        back: Mode | None = None,
    ) -> None:
        """The lines `texts` from the key of `sought` on; Esc goes `back` to the field."""
        super().__init__(screen, sought)
        self._texts = tuple(texts)
        self._back = back
        self._top = 0
        self._cells = cells_from(screen, sought.entry)
        self._judge()

    @property
    def unsaved(self) -> bool:
        """What was pasted can be pasted again; what was typed before can not."""
        return self._back is not None and self._back.unsaved

    @property
    def height(self) -> int:
        """As much as the lines need, as far as there is room."""
        width = self._screen.app.size.width
        return max(BELOW, min(2 + len(self._rows(width)), self._screen.room))

    def key(self, key: str, character: str) -> None:
        """Save, leave, or read on."""
        if saves(self._screen, key):
            self._enter()
        elif key == "escape":
            self._leave()
        elif key in ("up", "down"):
            self._top = max(self._top + (1 if key == "down" else -1), 0)
            self.show()

    def paste(self, text: str) -> None:
        """One column at a time."""

    def keys(self) -> Sequence[tuple[str, str]]:
        """Save all, leave."""
        words = self._screen.words
        return (("Enter", words("save all")), ("Esc", words("cancel")))

    def lines(self, width: int) -> list[Line] | None:
        """How many lines there are for how many cells, and what they would do."""
        words, rows = self._screen.words, self._rows(width)
        pasted = words.count("{n} line pasted", "{n} lines pasted", len(self._texts))
        cells = words.count("{n} cell from here on", "{n} cells from here on", len(self._cells))
        refused = sum(each.refused is not None for each in self._puts)
        changed = words.count("{n} row changes", "{n} rows change", len(self._tokens()))
        refusals = words.count("{n} refused", "{n} refused", refused) if refused else ""
        room = max(self.height - 2, 1)
        self._top = max(min(self._top, len(rows) - room), 0)
        seen = rows[self._top : self._top + room]
        if len(rows) > self._top + room and len(seen) > 1:
            rest = len(rows) - self._top - room + 1
            more = words("{n} more lines, ↓ reads on", n=rest)
            seen = [*seen[:-1], line(" ", Piece(more, "dim"))]
        said = ", ".join(each for each in (changed, refusals) if each)
        head = [
            line(" ", Piece(f"{pasted}, {cells}.", "bold")),
            line(" ", Piece(said, "dim")),
        ]
        return [clipped(each, width) for each in (*head, *seen)]

    def entered(self) -> Entered:
        """The lines."""
        return Entered(
            "\n".join(self._texts),
            {},
            lambda sought: Column(self._screen, sought, self._texts, self._back),
        )

    def renewed(self, found: Register) -> None:
        """The record was changed by others: the lines are judged by what stands there now."""
        super().renewed(found)
        self._judge()
        self.show()

    def _judge(self) -> None:
        cells = self._cells
        puts = [self._put(each, text) for each, text in zip(cells, self._texts, strict=False)]
        beyond = [Put(each.strip()) for each in self._texts[len(cells) :] if each.strip()]
        none = message(N_("there is no cell for this line"))
        self._puts = (*puts, *(Put(each.text, refused=none) for each in beyond))

    def _put(self, cell: Cell, text: str) -> Put:
        screen, sought, typed = self._screen, self._sought, text.strip()
        entry = cell.entry
        if not typed:
            return Put("", cell)
        library = screen.desk.page.library
        reason = why_not(sought.register, entry, date.today(), library)
        if reason is not None or entry.shape is None:
            return Put(typed, cell, refused=reason)
        if "\t" in typed:
            refused = message(N_("There is more than one column here."))
            return Put(typed, cell, refused=refused)
        unit = unit_of(sought.register, entry.path, library)
        key, language = dotted(entry.path), screen.words.language
        try:
            token = typed_token(sought.register.kept, key, entry.shape, typed, language, unit)
        except Refused as refusal:
            return Put(typed, cell, refused=refusal.message)
        doubt = doubted(screen.desk.page, sought.register, entry.path, token)
        return Put(typed, cell, token, doubt=doubt)

    def _tokens(self) -> dict[str, str]:
        return {
            dotted(each.cell.entry.path): each.token
            for each in self._puts
            if each.cell is not None and each.token is not None
        }

    def _rows(self, width: int) -> list[Line]:
        names = [each.cell.name for each in self._puts if each.cell is not None]
        size = min(max(map(wide, names), default=0), _WIDEST_NAME)
        return [row for each in self._puts for row in self._row(each, size, width)]

    def _row(self, put: Put, size: int, width: int) -> list[Line]:
        words, sought = self._screen.words, self._sought
        name = put.cell.name if put.cell is not None else ""
        name, margin = pad(cut(name, size), size), " " * (size + 5)
        room = max(width - size - 5, 10)
        if put.refused is not None:
            rows = wrapped(f"{one_line(put.text)}: {words.say(put.refused)}", room)
            first = line(" ", Piece(f"! {name}  {rows[0]}", "red"))
            return [first, *(line(margin, Piece(each, "red")) for each in rows[1:])]
        if put.token is None or put.cell is None:
            return [line(f"   {name}  ", Piece(words("stays as it is"), "dim"))]
        entry = put.cell.entry
        token = sought.register.token(dotted(entry.path))
        old = one_line(shown(token, entry.shape, words)) or words("nothing")
        new = one_line(shown(put.token, entry.shape, words))
        rows = wrapped(f"? {words.say(put.doubt)}", room) if put.doubt is not None else []
        return [
            line(f"   {name}  {old} → ", Piece(new, "bold")),
            *(line(margin, Piece(each, "yellow")) for each in rows),
        ]

    def _enter(self) -> None:
        screen, words = self._screen, self._screen.words
        refused = sum(each.refused is not None for each in self._puts)
        tokens = self._tokens()
        if refused:
            screen.say(
                words.count(
                    "One line is refused; nothing is saved.",
                    "{n} lines are refused; nothing is saved.",
                    refused,
                )
            )
        elif not tokens:
            screen.say(words("Nothing changes."))
        else:
            edit = self._sought.edit(tokens)
            send_edit(screen, self._sought, edit, self.entered(), "paste")

    def _leave(self) -> None:
        if self._back is None:
            self.give_up()
            return
        self._screen.enter(self._back)
        if isinstance(self._back, Typing):
            self._back.show()


def begin_paste(screen: RecordScreen, text: str) -> None:
    """A text pasted while nothing is typed: into the cell under the cursor, or from it down."""
    from kinerja_tui.tui.record.begin import mode_of, prepared
    from kinerja_tui.tui.several import lines_of

    entry = screen.entry
    if entry is None or entry.what not in ("value", "absent"):
        screen.say(screen.words("A column is pasted from a value on."))
        return

    lines = lines_of(text)

    def then(sought: Sought) -> None:
        if len(lines) > 1 and sought.shape.sort != "text":
            screen.enter(Column(screen, sought, lines))
            return
        mode = mode_of(screen, sought)
        screen.enter(mode)
        mode.paste(text)

    prepared(screen, entry, then)
