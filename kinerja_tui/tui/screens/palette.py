"""The command palette: every command that works here, and the themes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from textual.app import App
from textual.command import CommandInput, CommandPalette, DiscoveryHit, Hit, Hits, Provider

from kinerja_tui.locale import Words
from kinerja_tui.tui.commands import THEMES, working
from kinerja_tui.tui.screens.main import MainScreen


class Commands(Provider):
    """The commands of the screen below, by their names in the user's language."""

    def _every(self) -> list[tuple[str, Callable[[], object]]]:
        screen = self.screen
        assert isinstance(screen, MainScreen)
        found: list[tuple[str, Callable[[], object]]] = [
            (f"{screen.words(each.label)}  ({each.shown})", partial(screen.action_do, each.id))
            for each in working(screen.where)
            if not each.moves and each.id not in ("palette", "back")
        ]
        found += [
            (screen.words(label), partial(_choose, screen.app, name)) for name, label in THEMES
        ]
        return found

    async def discover(self) -> Hits:
        """Everything, before anything is typed."""
        for label, call in self._every():
            yield DiscoveryHit(label, call)

    async def search(self, query: str) -> Hits:
        """What matches the text."""
        matcher = self.matcher(query)
        for label, call in self._every():
            score = matcher.match(label)
            if score > 0:
                yield Hit(score, matcher.highlight(label), call)


def _choose(app: App[object], theme: str) -> None:
    app.theme = theme


class Palette(CommandPalette):
    """Textual's palette, without what blinks."""

    def on_mount(self) -> None:
        """A caret that stands still."""
        self.query_one(CommandInput).cursor_blink = False


def palette(words: Words) -> Palette:
    """The palette in the user's language."""
    return Palette(providers=[Commands], placeholder=words("Search for a command"))
