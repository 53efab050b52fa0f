"""The command palette: every command that works here, and the themes."""

from __future__ import annotations

from asyncio import to_thread
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from types import MappingProxyType

from textual.command import CommandInput, CommandPalette, DiscoveryHit, Hit, Hits, Provider

from kinerja_tui.locale import Message, Words
from kinerja_tui.report.text import words_of
from kinerja_tui.tui.commands import THEMES, Command, working
from kinerja_tui.tui.helping import shown
from kinerja_tui.tui.screens.main import MainScreen
from kinerja_tui.tui.screens.record import RecordScreen
from kinerja_tui.tui.settings_file import remember_theme


class Commands(Provider):
    """The commands of the screen below, by their names in the user's language."""

    _units: Mapping[str, tuple[int, ...]] = MappingProxyType({})

    async def startup(self) -> None:
        """The units and their years, read beside the screen."""
        screen = self.screen
        if isinstance(screen, MainScreen):
            self._units = await to_thread(screen.desk.shelf.units)

    def _every(self) -> list[tuple[str, Callable[[], object]]]:
        screen = self.screen
        assert isinstance(screen, MainScreen | RecordScreen)
        found: list[tuple[str, Callable[[], object]]] = [
            (_titled(screen, each), partial(screen.action_do, each.id))
            for each in working(screen.where)
            if not each.moves and each.id not in ("palette", "back")
        ]
        found += [(screen.words(label), partial(_choose, screen, name)) for name, label in THEMES]
        if isinstance(screen, MainScreen):
            found += _elsewhere(screen, self._units)
        return found

    async def discover(self) -> Hits:
        """Everything, before anything is typed."""
        for label, call in self._every():
            yield DiscoveryHit(label, call)

    async def search(self, query: str) -> Hits:
        """What matches the text; where nothing does, that: Textual would say it in English."""
        matcher, none = self.matcher(query), True
        for label, call in self._every():
            score = matcher.match(label)
            if score > 0:
                none = False
                yield Hit(score, matcher.highlight(label), call)
        if none:
            screen = self.screen
            assert isinstance(screen, MainScreen | RecordScreen)
            yield Hit(0, screen.words("No command that works here is called so."), _nothing)


def _nothing() -> None:
    """What the line does that says that there is no such command."""


def _elsewhere(
    screen: MainScreen, units: Mapping[str, tuple[int, ...]]
) -> Iterator[tuple[str, Callable[[], object]]]:
    """The other years of the unit, and the other units in the year nearest to this one."""
    desk, words = screen.desk, screen.words
    for year in units.get(desk.unit, ()):
        if year != desk.year:
            yield words("year {year}", year=year), partial(screen.open, desk.unit, year)
    for id_, years in units.items():
        if id_ != desk.unit and years:
            known = desk.page.library.units.get(id_)
            name = words_of(f"{known.unit.label} ({id_})" if known else id_, words)
            nearest = min(years, key=lambda year: (abs(year - desk.year), -year))
            yield words("unit {name}", name=name), partial(screen.open, id_, nearest)


def _titled(screen: MainScreen | RecordScreen, found: Command) -> str:
    """What the command is called, and its keys."""
    keys = shown(found, screen.ascii_only, screen.remapped)
    return f"{screen.words(found.label)}  ({keys})" if keys else screen.words(found.label)


def _choose(screen: MainScreen | RecordScreen, theme: str) -> None:
    """Show the theme, and remember it for the next time."""
    app, words = screen.app, screen.words
    app.theme = theme
    file = getattr(app, "settings_file", None)

    def told(reason: Message | None) -> None:
        if reason is not None:
            text = words("The theme holds until you leave: {reason}", reason=words.say(reason))
            screen.say(text)

    screen.aside(lambda: remember_theme(file, theme), told)


class Palette(CommandPalette):
    """Textual's palette, without what blinks."""

    def on_mount(self) -> None:
        """A caret that stands still."""
        self.query_one(CommandInput).cursor_blink = False


def palette(words: Words) -> Palette:
    """The palette in the user's language."""
    return Palette(providers=[Commands], placeholder=words("Search for a command"))
