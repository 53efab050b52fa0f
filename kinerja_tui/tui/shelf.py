"""The one seam between the screen and the records folder; whatever is slow goes through here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple, Protocol

from kinerja_tui.locale import LanguageCode
from kinerja_tui.model.library import Library
from kinerja_tui.store.splicing.edit import Action, Author, Conflict, Done, Edit, Refused, Saved

if TYPE_CHECKING:
    from kinerja_tui.store.reading.memory import Memory
    from kinerja_tui.store.reading.scope import Scope
    from kinerja_tui.store.reading.sections import Section
    from kinerja_tui.store.state.journal import Choice, Entry, Journal
    from kinerja_tui.store.toml.locate import Position
    from kinerja_tui.store.writing.add import Added, Wanted
    from kinerja_tui.store.writing.keep import Foreseen
    from kinerja_tui.store.writing.new_year import NewYear
    from kinerja_tui.store.writing.papers import Opened, Written
    from kinerja_tui.store.writing.publish import Published

Outcome = Saved | Conflict | Refused
Acted = Done | Conflict | Refused


class Exported(NamedTuple):
    """Where exports were written, and how that ended."""

    folder: Path
    outcome: Published | Refused


class Shelf(Protocol):
    """What the workspace asks of the records."""

    def load(self, unit: str, year: int) -> Library:
        """A snapshot that holds the unit's year and what it is compared with."""

    def save(self, edit: Edit, session: str = "") -> Outcome:
        """The edit on the disk, or why it is not; `session` is the open workspace's."""

    def act(self, action: Action) -> Acted:
        """A whole action on the disk, or why it is not."""

    def would(self, action: Action) -> Foreseen | Conflict | Refused:
        """What `act` would make of the action; nothing is written."""

    def addition(self, library: Library, unit: str, year: int, wanted: Wanted) -> Added:
        """What adds the wanted record, typed in the store's language; raises `NotAdded`,
        `Unreadable`.
        """

    def new_year(self, unit: str, language: LanguageCode) -> NewYear:
        """What the unit's next year would be; raises `NotBegun`, `Unreadable`."""

    def contents(self, file: str) -> bytes:
        """The bytes of a record; raises `Unreadable`."""

    def files(self, unit: str, year: int) -> tuple[str, ...]:
        """The records of a unit's year, of the unit, and those that all units share."""

    def ready(self, file: str) -> Refused | None:
        """Why `file` could not be saved now; None when nothing is in the way."""

    def seen(self, file: str, key: str) -> str | None:
        """The token that stands at `key` now."""

    def digest(self, file: str) -> str | None:
        """The SHA-256 of the file; None when it cannot be read."""

    def author(self, file: str, key: str, token: str | None) -> Author | None:
        """Who gave `key` the value `token`, as far as that is known."""

    def position(self, file: str, key: str) -> Position:
        """The line of `key`."""

    def units(self) -> Mapping[str, tuple[int, ...]]:
        """The units that have years, in order, and their years."""

    def is_filled(self, unit: str, year: int) -> bool:
        """Whether the year's folder holds anything."""

    def path(self, file: str) -> Path:
        """Where the record lies on this machine."""

    def sections(self, unit: str, year: int) -> tuple[Section, ...]:
        """The report's sections, those that are not written yet among them."""

    def section(self, file: str) -> Opened | Refused:
        """What a section holds, if it could be saved now."""

    def begin_section(self, file: str, text: str) -> Written | Refused:
        """Make a section that is not there yet."""

    def end_section(self, file: str, text: str) -> None:
        """Take a section away that holds nothing but the `text` that it was begun with."""

    def write_paper(self, path: Path, text: str) -> Written | Refused:
        """Write a new file outside the records; nothing is written over."""

    def export(self, unit: str, year: int, files: Mapping[str, bytes]) -> Exported:
        """Write the exports of a unit's year where they belong."""

    def journal(self, days: int | None = None) -> Journal:
        """What was changed in the last `days`, or as far back as the journal goes."""

    def take_back(self, entry: Entry, session: str) -> Acted:
        """The action of `entry` undone; of an undo, done again."""

    def decided(self, conflict: Conflict, choice: Choice) -> bool:
        """Write down what lost in a conflict; whether that could be written."""

    def settle(self) -> None:
        """Finish or take back what a process that died left half done, and look once more at texts
        that were replaced a while ago.
        """

    def set_aside(self) -> tuple[str, ...]:
        """The files with texts that a save took out of a record and nobody had read."""

    def tidy(self) -> None:
        """Let go of what is too old to keep."""


class Folder:
    """The records folder `root`."""

    def __init__(self, root: Path, cache: Path | None = None) -> None:
        """The folder, which must hold kinerja.toml; `cache` keeps what is read for the next start,
        None keeps nothing.
        """
        self._root = root
        self._cache = cache
        self._scope: Scope | None = None
        self._learnt = False
        self._memory: Memory | None = None
        self._loading = Lock()

    def settle(self) -> None:
        """The same; asked before reading, and costs a look as a rule."""
        from kinerja_tui.store.disk.leftover import is_left

        if not is_left(self._root):
            return
        from kinerja_tui.store.writing.recover import settle

        settle(self._root)

    def load(self, unit: str, year: int) -> Library:
        """A snapshot of the unit's year, of the years before, and of the recommendations; once
        loaded, only what has changed is read again.
        """
        from kinerja_tui.store.reading.cache import remembered
        from kinerja_tui.store.reading.load import load
        from kinerja_tui.store.reading.scope import EVERY_KIND, Scope

        kinds = EVERY_KIND - {"published", "accepted"}
        scope = Scope.with_history(unit, year, kinds)
        with self._loading:
            self._memory = self._memory or remembered(self._root, scope, self._cache)
            self._scope = scope
            library = load(self._root, scope, memory=self._memory)
            self._learnt = self._learnt or self._memory.changed
            return library

    def save(self, edit: Edit, session: str = "") -> Outcome:
        """The edit, proved and validated, on the disk."""
        from kinerja_tui.store.writing.keep import keep

        return keep(self._root, edit, session)

    def act(self, action: Action) -> Acted:
        """The action, proved and validated, on the disk."""
        from kinerja_tui.store.writing.keep import keep_all

        return keep_all(self._root, action)

    def would(self, action: Action) -> Foreseen | Conflict | Refused:
        """The same steps up to the first that writes."""
        from kinerja_tui.store.writing.keep import would

        return would(self._root, action)

    def addition(self, library: Library, unit: str, year: int, wanted: Wanted) -> Added:
        """A goal, a file, or a copied version of the agreement."""
        from kinerja_tui.store.writing.add import Place, addition

        return addition(Place(root=self._root, library=library, unit=unit, year=year), wanted)

    def new_year(self, unit: str, language: LanguageCode) -> NewYear:
        """The year after the unit's last."""
        from kinerja_tui.store.writing.new_year import new_year

        return new_year(self._root, unit, language=language)

    def contents(self, file: str) -> bytes:
        """The bytes of a record."""
        from kinerja_tui.store.disk.files import read

        return read(self._root, file)

    def files(self, unit: str, year: int) -> tuple[str, ...]:
        """The records around a unit's year, in the order of their kinds."""
        from kinerja_tui.store.reading.listing import files_around

        return files_around(self._root, unit, year)

    def ready(self, file: str) -> Refused | None:
        """Why `file` could not be saved now."""
        from kinerja_tui.store.writing.ready import ready

        return ready(self._root, file)

    def seen(self, file: str, key: str) -> str | None:
        """The token that stands at `key` now."""
        from kinerja_tui.store.toml.locate import token_at

        return token_at(self._root, file, key)

    def digest(self, file: str) -> str | None:
        """The SHA-256 of the file."""
        import hashlib

        from kinerja_tui.store.disk.files import Unreadable, read

        try:
            return hashlib.sha256(read(self._root, file)).hexdigest()
        except Unreadable:
            return None

    def author(self, file: str, key: str, token: str | None) -> Author | None:
        """Who gave `key` the value `token`: by the journal, else by the file."""
        from kinerja_tui.store.state.history import author_of

        return author_of(self._root, file, key, token)

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

    def is_filled(self, unit: str, year: int) -> bool:
        """One look into the folder."""
        from kinerja_tui.store.reading.filled import is_filled

        return is_filled(self._root, unit, year)

    def path(self, file: str) -> Path:
        """Where the record lies on this machine."""
        return self._root / file

    def sections(self, unit: str, year: int) -> tuple[Section, ...]:
        """The texts in the year's folder `report`, and the usual chapters."""
        from kinerja_tui.store.reading.sections import sections

        return sections(self._root, unit, year)

    def section(self, file: str) -> Opened | Refused:
        """The text of a section, or why it could not be saved."""
        from kinerja_tui.store.writing.papers import open_section

        return open_section(self._root, file)

    def begin_section(self, file: str, text: str) -> Written | Refused:
        """A new text in the year's folder `report`."""
        from kinerja_tui.store.writing.papers import begin_section

        return begin_section(self._root, file, text.encode())

    def end_section(self, file: str, text: str) -> None:
        """A text in the year's folder `report` that nobody has written in."""
        from kinerja_tui.store.writing.papers import end_section

        end_section(self._root, file, text.encode())

    def write_paper(self, path: Path, text: str) -> Written | Refused:
        """A new file, synced."""
        from kinerja_tui.store.writing.papers import write_new

        return write_new(path, text.encode())

    def export(self, unit: str, year: int, files: Mapping[str, bytes]) -> Exported:
        """The same folder and the same way as `kinerja export`."""
        from kinerja_tui.store.writing.publish import exports_of, publish

        folder = exports_of(self._root) / f"{unit}-{year}"
        return Exported(folder, publish(folder, files))

    def journal(self, days: int | None = None) -> Journal:
        """What was changed by everybody."""
        from datetime import date

        from kinerja_tui.store.state.journal import read_journal

        since = None if days is None else date.today() - timedelta(days=days)
        return read_journal(self._root, since)

    def take_back(self, entry: Entry, session: str) -> Acted:
        """The same road as a save, backwards."""
        from kinerja_tui.store.writing.undo import take_back

        return take_back(self._root, entry, session)

    def decided(self, conflict: Conflict, choice: Choice) -> bool:
        """Write down what lost in a conflict."""
        from kinerja_tui.store.writing.decide import decided

        return decided(self._root, conflict, choice)

    def set_aside(self) -> tuple[str, ...]:
        """The files with texts that nobody had read."""
        from kinerja_tui.store.state.aside import set_aside

        return set_aside(self._root)

    def tidy(self) -> None:
        """Let go of journals that are too old to keep, and leave what was read for the next
        start.
        """
        if self._cache is not None and self._memory is not None and self._scope is not None:
            from kinerja_tui.store.reading.cache import remember

            with self._loading:
                if self._learnt:
                    self._learnt = False
                    remember(self._root, self._scope, self._cache, self._memory)
        from datetime import date

        from kinerja_tui.store.state.journal import prune

        prune(self._root, date.today())
