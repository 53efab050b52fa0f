"""The keys of a record as rows for the grid: what each is called, what it says, its name in the
file.
"""

from __future__ import annotations

from collections.abc import Sequence

from kinerja_tui.locale import Words
from kinerja_tui.report.safe import one_line
from kinerja_tui.store.format.outline import Entry
from kinerja_tui.tui.lines import Piece, Tone
from kinerja_tui.tui.record.labels import key_label, table_label
from kinerja_tui.tui.record.register import Register, dotted
from kinerja_tui.tui.record.values import shown, standing
from kinerja_tui.tui.rows import MARGIN, Drawn, Head
from kinerja_tui.tui.viewing import has, words_in

VALUE = 1
"""The column in which values are typed."""

_LABEL, _KEY = 24, 18
_WIDER = 100
NOTHING = "-"


class RecordRows:
    """The entries of a record; a row is formatted when it is seen."""

    frozen = 0
    least = VALUE

    def __init__(
        self,
        register: Register,
        words: Words,
        width: int,
        with_empty: bool,
        added: Entry | None = None,
        wanted: str = "",
    ) -> None:
        """The record in `width` cells, `with_empty` keys or without; `added` is one that is just
        being filled in. Of what is `wanted` in any of their cells are the keys that are shown, with
        the tables that they stand in.
        """
        self.register = register
        self.entries: Sequence[Entry] = register.entries
        if with_empty:
            self.entries = register.with_empty()
        elif added is not None:
            self.entries = register.with_one(added)
        self._words = words
        self._wrong = {each.key for each in register.problems}
        label = _LABEL if width < _WIDER else _LABEL + 8
        key = _KEY if width < _WIDER else _KEY + 8
        value = max(width - MARGIN - label - key - 4, 8)
        self.heads: tuple[Head, ...] = (
            Head("label", words("What"), label),
            Head("value", words("Value"), value),
            Head("key", words("In the file"), key),
        )
        if sought := words_in(wanted):
            self.entries = [self.entries[index] for index in self._having(sought)]

    def __len__(self) -> int:
        """How many rows there are."""
        return len(self.entries)

    def _having(self, sought: tuple[str, ...]) -> list[int]:
        """The rows that have all of it, each below the row of its table; no comments."""
        found: list[int] = []
        table: int | None = None
        for index, entry in enumerate(self.entries):
            if entry.what == "table":
                table = index
            if entry.what == "comment" or not has(self._text(index), sought):
                continue
            if table is not None and table not in found:
                found.append(table)
            if index != table:
                found.append(index)
        return found

    def _text(self, index: int) -> str:
        drawn = self.row(index)
        return " ".join((*(each.text for each in drawn.cells), drawn.subject))

    def row(self, index: int) -> Drawn:
        """The row of an entry; its subject is the dotted key."""
        entry = self.entries[index]
        subject = dotted(entry.path) if entry.path else ""
        if entry.what == "comment":
            cells = (Piece(one_line(entry.token), "dim"), Piece(""), Piece(""))
            return Drawn(cells, "group", "", ())
        if entry.what == "table":
            label = table_label(entry.path, self.register.names(entry.path), self._words)
            written = self.register.found.find(entry.path) is not None
            tone: Tone = "bold" if written else "dim"
            cells = (Piece(label, tone), Piece(""), Piece(one_line(f"[{subject}]"), "dim"))
            return Drawn(cells, "group", subject, (), subject in self._wrong)
        return self._key(entry, subject)

    def _key(self, entry: Entry, subject: str) -> Drawn:
        name = dotted(entry.path[len(entry.table) :])
        label = f"  {key_label(entry.path[-1], self._words)}"
        if entry.what == "absent":
            default = standing(entry.shape, self._words)
            text = f"{NOTHING}  ({default})" if default else NOTHING
            dim = (Piece(label, "dim"), Piece(text, "dim"), Piece(one_line(name), "dim"))
            return Drawn(dim, "item", subject)
        text = " · ".join(map(one_line, self._said(entry).splitlines())) or NOTHING
        if entry.remark:
            text += f"  {one_line(entry.remark)}"
        cells = (Piece(label), Piece(text), Piece(one_line(name), "dim"))
        return Drawn(cells, "item", subject, (), subject in self._wrong)

    def _said(self, entry: Entry) -> str:
        return shown(entry.token, entry.shape, self._words).strip()

    def mark(self, column: int) -> int:
        """The value."""
        return VALUE

    def place(self, key: str) -> int | None:
        """The row of a dotted key, or of the nearest table that would hold it; None without."""
        names = [dotted(entry.path) if entry.path else "" for entry in self.entries]
        while key:
            if key in names:
                return names.index(key)
            below = (index for index, name in enumerate(names) if name.startswith(f"{key}."))
            found = next(below, None)
            if found is not None:
                return found
            key = key.rpartition(".")[0]
        return None

    def beside(self, index: int, step: int) -> int:
        """The row `step` away that is no comment; `index` itself where there is none."""
        row = index + step
        while 0 <= row < len(self.entries):
            if self.entries[row].what != "comment":
                return row
            row += 1 if step > 0 else -1
        return index
