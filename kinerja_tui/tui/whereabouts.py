"""Where the cursor stood in each table of a session: whoever comes back finds it there."""

from __future__ import annotations

from msgspec import Struct

from kinerja_tui.tui.rows import Source


class Spot(Struct, frozen=True):
    """A cell: what its row is called, which row that was, and the column by its id."""

    subject: str
    row: int
    column: str


class Whereabouts:
    """The last spot in each table, by the table's name."""

    def __init__(self) -> None:
        """Nowhere yet."""
        self._spots: dict[str, Spot] = {}

    def leave(self, name: str, source: Source | None, row: int, column: int) -> None:
        """Remember the cell of the table called `name`; one without rows keeps its last spot."""
        if source is not None and row < len(source) and column < len(source.heads):
            subject = source.row(row).subject
            self._spots[name] = Spot(subject, row, source.heads[column].id)

    def back(self, name: str, source: Source) -> tuple[int, int] | None:
        """The row and column of that cell in what is shown of the table now; None where nobody
        was there, or the row is not there any more.
        """
        spot = self._spots.get(name)
        if spot is None:
            return None
        row = self._row(spot, source)
        if row is None:
            return None
        columns = [each.id for each in source.heads]
        return row, columns.index(spot.column) if spot.column in columns else 1

    def _row(self, spot: Spot, source: Source) -> int | None:
        """The row with the same name nearest to where it was: several may share one."""
        if not spot.subject:
            return spot.row if spot.row < len(source) else None
        every = [n for n in range(len(source)) if source.row(n).subject == spot.subject]
        return min(every, key=lambda n: abs(n - spot.row)) if every else None
