"""Letters before the rows: typing them moves the cursor there, also to rows out of sight."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import count
from typing import NamedTuple

from kinerja_tui.report.safe import one_line
from kinerja_tui.report.width import cut, pad, wide
from kinerja_tui.store.splicing.edit import Author
from kinerja_tui.tui.lines import Line, Piece, line
from kinerja_tui.tui.modes.stage import BELOW, Plain, Stage
from kinerja_tui.tui.places import PLACES

LETTERS = "asdfghjklqwertyuiopzxcvbnm"
"""The ones under the fingers first."""
EVERY = LETTERS + LETTERS.upper()

_LOW = 10
"""With fewer lines for the rows and the detail, the detail is a single line."""
_ENTRY, _SHORT = 16, 6
"""The cells that a page's letter takes with the name of its first row, and with its number."""


class Plan(NamedTuple):
    """Where each letter leads: to a row, or to a page of rows whose letters come next."""

    rows: dict[str, int]
    pages: dict[str, range]


def plan(rows: range, sight: range) -> Plan:
    """Letters for `rows`: one for each of those in `sight`, and of the others one for each page
    that can be in sight at once; so a letter, or two, lead everywhere. Where the letters do not do
    for that, all rows go by pages.
    """
    before, after = range(rows.start, sight.start), range(sight.stop, rows.stop)
    free = len(EVERY) - len(sight)
    for size in range(max(len(sight), 1), len(EVERY) + 1):
        pages = [*_pages(before, size), *_pages(after, size)]
        if len(pages) <= free:
            return _lettered(sight, pages)
    size = max(min(len(sight), len(EVERY)), -(-len(rows) // len(EVERY)))
    return _lettered(range(0), _pages(rows, size))


def _pages(rows: range, size: int) -> list[range]:
    return [rows[at : at + size] for at in range(0, len(rows), size)]


def _lettered(rows: range, pages: Sequence[range]) -> Plan:
    letters = iter(EVERY)
    return Plan(
        {letter: row for row, letter in zip(rows, letters, strict=False)},
        {letter: page for page, letter in zip(pages, letters, strict=False)},
    )


class Jumping(Plain):
    """A letter moves the cursor to its row, or shows a page whose rows then have letters; Page Up
    and Page Down show the rows beside them. A place's key goes to the place; anything else leaves
    everything as it was.
    """

    def __init__(self, stage: Stage, places: bool = True, height: int = BELOW) -> None:
        """Put the letters before the rows; `places` says whether there are places to go to, and
        `height` how many lines the detail has: with another the rows would move.
        """
        self._stage = stage
        self._places = places
        self._height = height
        self._before = (stage.grid.row, stage.grid.column)
        self._moved = False
        self._begin()

    @property
    def height(self) -> int:
        """As the detail has it."""
        return self._height

    def renew(self, tokens: Mapping[str, str | None] | None, by: Author | None) -> None:
        """Other rows have letters from the beginning."""
        super().renew(tokens, by)
        self._begin()

    def key(self, key: str, character: str) -> None:
        """A letter, or an end of it."""
        grid, found = self._stage.grid, self._plan
        if character in found.rows:
            self._leave()
            grid.go(found.rows[character], grid.column)
        elif character in found.pages:
            self._turn(found.pages[character])
        elif key in ("pageup", "pagedown"):
            self._scroll(1 if key == "pagedown" else -1)
        else:
            self._leave()
            if self._moved:
                grid.go(*self._before)
            if key in ("up", "down", "left", "right") or self._place(key):
                self._stage.press(key, character)

    def keys(self) -> Sequence[tuple[str, str]]:
        """What is typed now."""
        words = self._stage.words
        found = [("a-z", words("go to the row")), ("Esc", words("back"))]
        if self._places and all(self._stage.keys_of(id_) == id_[-1] for id_ in _places()):
            found.insert(1, (f"1-{len(PLACES)}", words("place")))
        return found

    def lines(self, width: int) -> list[Line] | None:
        """The pages out of sight, by their first rows; the detail stays where there are none, and
        in a low terminal, where they would stand in the place of rows.
        """
        pages = self._plan.pages
        if not pages or self._stage.whole < _LOW:
            return None
        across = width // _ENTRY
        named = across > 0 and len(pages) <= across * BELOW
        size = _ENTRY if named else _SHORT
        entries = [
            (Piece(f" {letter}", "bold"), f" {pad(self._called(page, size - 4, named), size - 3)}")
            for letter, page in pages.items()
        ]
        across = max(width // size, 1)
        rows = (entries[at : at + across] for at in count(0, across))
        found = []
        while row := next(rows):
            found.append(line(*(piece for entry in row for piece in entry)))
        return found

    def _called(self, page: range, room: int, named: bool) -> str:
        """What a page is called: by its first row, or the number of that."""
        source = self._stage.grid.source
        number = str(page.start + 1)
        if not named or source is None:
            return number
        name = one_line(source.row(page.start).cells[source.frozen].text.strip())
        return cut(name, room) if wide(name) else number

    def _turn(self, page: range) -> None:
        """Bring a page into sight, with a letter before each of its rows."""
        grid = self._stage.grid
        for row in (page[-1], page[0]):
            grid.go(row, grid.column)
        whole = len(page) <= len(EVERY)
        seen = range(max(page.start, grid.in_sight.start), min(page.stop, grid.in_sight.stop))
        self._plan = plan(page, page if whole else seen)
        self._turned = self._moved = True
        self._show()
        self._stage.refresh_lines()

    def _scroll(self, step: int) -> None:
        """The screen after; its rows have letters, unless they have some already."""
        grid = self._stage.grid
        grid.scroll_lines(step * max(len(grid.in_sight) - 1, 1))
        self._moved = True
        if not self._turned:
            self._begin()
            self._stage.refresh_lines()

    def _begin(self) -> None:
        """Letters for all rows."""
        grid = self._stage.grid
        self._plan, self._turned = plan(range(grid.count), grid.in_sight), False
        self._show()

    def _show(self) -> None:
        found = {row: letter for letter, row in self._plan.rows.items()}
        for letter, page in self._plan.pages.items():
            for row, second in zip(page, EVERY, strict=False):
                found[row] = letter + second
        self._stage.grid.labels = found
        self._stage.grid.update()

    def _place(self, key: str) -> bool:
        return self._places and any(self._stage.means(id_, key) for id_ in _places())

    def _leave(self) -> None:
        self._stage.grid.labels = {}
        self._stage.leave()
        self._stage.grid.update()


def _places() -> list[str]:
    return [f"place_{number}" for number in range(1, len(PLACES) + 1)]
