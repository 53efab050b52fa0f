"""Desks and screens to test with: copies of both stores, and a thousand indicators in memory."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from msgspec.structs import replace
from textual.app import App
from textual.pilot import Pilot

from kinerja_tui.locale import ENGLISH, Language, LanguageCode, Words
from kinerja_tui.model.library import Library
from kinerja_tui.store.reading.sections import Section
from kinerja_tui.store.splicing.edit import Action, Author, Conflict, Edit, Refused
from kinerja_tui.store.state.journal import Choice, Entry, Journal
from kinerja_tui.store.toml.locate import Position, token_at
from kinerja_tui.store.writing.add import Added, Wanted
from kinerja_tui.store.writing.keep import Foreseen
from kinerja_tui.store.writing.new_year import NewYear
from kinerja_tui.store.writing.papers import Opened, Written
from kinerja_tui.tui.desk import Desk
from kinerja_tui.tui.screens.main import MainScreen
from kinerja_tui.tui.shelf import Acted, Exported, Folder, Outcome
from kinerja_tui.tui.widgets.panel import Panel
from kinerja_tui.tui.workspace import Workspace

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "records"
SENJA = ROOT / "tests" / "stores" / "pulau-senja"
_OWN = shutil.ignore_patterns(".kinerja")
IP_ASN = "biro-osdm/2022/indicators/ip-asn.toml"
SPBE = "biro-osdm/2022/indicators/spbe.toml"


def sample(folder: Path) -> Path:
    """A copy of the real bureau's records that may be changed."""
    return Path(shutil.copytree(SAMPLE, folder / "records", ignore=_OWN))


def senja(folder: Path) -> Path:
    """A copy of the invented store."""
    return Path(shutil.copytree(SENJA, folder / "senja", ignore=_OWN))


def desk_of(root: Path, unit: str = "biro-osdm", year: int = 2022) -> Desk:
    """A desk over a folder, in English: its words are in the sources."""
    return Desk(Folder(root), unit, year, Words(ENGLISH))


def workspace(desk: Desk, ascii_only: bool = False) -> Workspace:
    """The app over a desk, in the terminal's own colours."""
    return Workspace(desk, ascii_only, theme="ansi-dark")


def main_of(app: App[int]) -> MainScreen:
    """The main screen, whatever lies on it."""
    screen = app.screen_stack[0]
    assert isinstance(screen, MainScreen)
    return screen


def panel(app: App[int], name: str) -> str:
    """What a panel of the main screen says; of the foot's messages also a first line above it."""
    main = main_of(app)
    text = main.query_one(f"#{name}", Panel).text
    if name != "foot" or not main.message or main.message.startswith(text.strip(" …")):
        return text
    above = main.query_one("#detail", Panel).text.splitlines()
    first = [row.strip() for row in above if row.strip() and main.message.startswith(row.strip())]
    return f" {first[-1]}{text}" if first else text


def shown(app: App[int]) -> str:
    """The whole main screen as text."""
    screen = main_of(app)
    body = screen.grid.text
    parts = [panel(app, "top"), body, panel(app, "detail"), panel(app, "foot")]
    return "\n".join(parts)


def row_of(app: App[int], code: str) -> str:
    """The drawn row that has `code`."""
    return next(row for row in main_of(app).grid.text.splitlines() if f" {code} " in row)


async def press(pilot: Pilot[int], *keys: str) -> None:
    """Press keys and wait until everything that they began has ended."""
    for key in keys:
        await pilot.press(key)
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()


async def type_text(pilot: Pilot[int], text: str) -> None:
    """Type text."""
    await press(pilot, *("space" if sign == " " else _KEYS.get(sign, sign) for sign in text))


_KEYS = {",": "comma", ".": "full_stop", "-": "minus", "/": "slash"}


class Memory:
    """A shelf that holds one snapshot and keeps what is saved to it."""

    def __init__(self, library: Library, outcome: Outcome | Exception | None = None) -> None:
        """A shelf of `library`; a save ends with `outcome`."""
        self.library = library
        self.outcome = outcome
        self.saved: list[Edit] = []

    def load(self, unit: str, year: int) -> Library:
        """The snapshot."""
        return self.library

    def save(self, edit: Edit, session: str = "") -> Outcome:
        """The outcome that was asked for."""
        self.saved.append(edit)
        if self.outcome is None:
            raise OSError("the disk has gone")
        if isinstance(self.outcome, Exception):
            raise self.outcome
        return self.outcome

    def act(self, action: Action) -> Acted:
        """Nothing can be written."""
        raise OSError("the disk has gone")

    def would(self, action: Action) -> Foreseen | Conflict | Refused:
        """Nothing would be written."""
        return Foreseen({})

    def addition(self, library: Library, unit: str, year: int, wanted: Wanted) -> Added:
        """Nothing can be added."""
        raise OSError("the disk has gone")

    def new_year(self, unit: str, language: LanguageCode) -> NewYear:
        """No year can be made."""
        raise OSError("the disk has gone")

    def contents(self, file: str) -> bytes:
        """What the real bureau's file holds."""
        return (SAMPLE / file).read_bytes()

    def files(self, unit: str, year: int) -> tuple[str, ...]:
        """None are listed."""
        return ()

    def ready(self, file: str) -> Refused | None:
        """Nothing is in the way."""
        return None

    def seen(self, file: str, key: str) -> str | None:
        """What the real bureau's file says."""
        return token_at(SAMPLE, file, key)

    def digest(self, file: str) -> str | None:
        """No file."""
        return None

    def author(self, file: str, key: str, token: str | None) -> Author | None:
        """Nobody is known."""
        return None

    def journal(self, days: int | None = None) -> Journal:
        """Nothing was changed."""
        return Journal()

    def take_back(self, entry: Entry, session: str) -> Acted:
        """Nothing can be taken back."""
        raise OSError("the disk has gone")

    def decided(self, conflict: Conflict, choice: Choice) -> bool:
        """It is not written down."""
        return False

    def sections(self, unit: str, year: int) -> tuple[Section, ...]:
        """None are written."""
        return ()

    def section(self, file: str) -> Opened | Refused:
        raise NotImplementedError

    def end_section(self, file: str, text: str) -> None:
        """No section was begun."""

    def begin_section(self, file: str, text: str) -> Written | Refused:
        """No section can be made."""
        raise OSError("the disk has gone")

    def write_paper(self, path: Path, text: str) -> Written | Refused:
        """No file can be written."""
        raise OSError("the disk has gone")

    def export(self, unit: str, year: int, files: Mapping[str, bytes]) -> Exported:
        """Nothing can be exported."""
        raise OSError("the disk has gone")

    def settle(self) -> None:
        """Nothing is left."""

    def set_aside(self) -> tuple[str, ...]:
        """Nothing."""
        return ()

    def tidy(self) -> None:
        """Nothing is too old."""

    def position(self, file: str, key: str) -> Position:
        """No line is known."""
        return Position(0, 0, "")

    def units(self) -> Mapping[str, tuple[int, ...]]:
        """The snapshot's units."""
        return {id_: each.years for id_, each in self.library.units.items() if each.years}

    def is_filled(self, unit: str, year: int) -> bool:
        """Every year of the snapshot."""
        return True

    def path(self, file: str) -> Path:
        """No file."""
        return Path(file)


def thousand(unit: str = "biro-osdm", year: int = 2022, many: int = 1000) -> Library:
    """The bureau's records with so many indicators, all like its first."""
    library = Folder(SAMPLE).load(unit, year)
    records = library.units[unit]
    book = records.books[year]
    first = book.indicators["ip-asn"]
    indicators = {
        f"i{number}": replace(first, id=f"i{number}", code=f"IK {number}")
        for number in range(1, many + 1)
    }
    agreements = tuple(
        replace(each, target={id_: each.target["ip-asn"] for id_ in indicators})
        for each in book.agreements
    )
    books = {**records.books, year: replace(book, indicators=indicators, agreements=agreements)}
    return replace(library, units={**library.units, unit: replace(records, books=books)})


def memory_desk(
    library: Library, outcome: Outcome | Exception | None = None, language: Language = ENGLISH
) -> Desk:
    """A desk over a shelf in memory."""
    return Desk(Memory(library, outcome), "biro-osdm", 2022, Words(language))
