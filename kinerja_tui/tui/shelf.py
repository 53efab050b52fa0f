"""The one seam between the screen and the records folder; whatever is slow goes through here."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from kinerja_tui.model.library import Library
from kinerja_tui.store.splicing.edit import Conflict, Edit, Refused, Saved

if TYPE_CHECKING:
    from kinerja_tui.store.toml.locate import Position

Outcome = Saved | Conflict | Refused


class Shelf(Protocol):
    """What the workspace asks of the records."""

    def load(self, unit: str, year: int) -> Library:
        """A snapshot that holds the unit's year and what it is compared with."""

    def save(self, edit: Edit) -> Outcome:
        """The edit on the disk, or why it is not."""

    def seen(self, file: str, key: str) -> str | None:
        """The token that stands at `key` now."""

    def position(self, file: str, key: str) -> Position:
        """The line of `key`."""

    def units(self) -> Mapping[str, tuple[int, ...]]:
        """The units that have years, in order, and their years."""

    def path(self, file: str) -> Path:
        """Where the record lies on this machine."""


class Folder:
    """The records folder `root`."""

    def __init__(self, root: Path) -> None:
        """The folder, which must hold kinerja.toml."""
        self._root = root

    def load(self, unit: str, year: int) -> Library:
        """A snapshot of the unit's year, of the years before, and of the recommendations."""
        from kinerja_tui.store.reading.load import load
        from kinerja_tui.store.reading.scope import EVERY_KIND, Scope

        kinds = EVERY_KIND - {"published", "accepted"}
        return load(self._root, Scope.with_history(unit, year, kinds))

    def save(self, edit: Edit) -> Outcome:
        """The edit, proved and validated, on the disk."""
        from kinerja_tui.store.writing.keep import keep

        return keep(self._root, edit)

    def seen(self, file: str, key: str) -> str | None:
        """The token that stands at `key` now."""
        from kinerja_tui.store.toml.locate import token_at

        return token_at(self._root, file, key)

    def position(self, file: str, key: str) -> Position:
        """The line of `key`."""
        from kinerja_tui.store.toml.locate import locate

        return locate(self._root, file, key)

    def units(self) -> Mapping[str, tuple[int, ...]]:
        """The units that have year folders."""
        from kinerja_tui.store.reading.listing import listing
        from kinerja_tui.store.reading.scope import Scope

        tree = listing(self._root, Scope(units=()))
        return {id_: tuple(files.years) for id_, files in tree.units.items() if files.years}

    def path(self, file: str) -> Path:
        """Where the record lies on this machine."""
        return self._root / file
