"""One run of the program: what it was told and where it stands; nothing is read here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from kinerja_tui.cli.console import Console
from kinerja_tui.locale import Words


class Session:
    """The environment, the folder, the day, the words, and the common options in `given`."""

    def __init__(
        self,
        environment: Mapping[str, str],
        here: Path,
        today: date,
        words: Words,
        terminal: Console,
    ) -> None:
        """A session in which nothing has been asked for yet."""
        self.environment = environment
        self.here = here
        self.today = today
        self.words = words
        self.terminal = terminal
        self.given: dict[str, str | bool] = {}

    def text(self, name: str) -> str | None:
        """The value of a common option, or None."""
        found = self.given.get(name)
        return found if isinstance(found, str) else None

    def asked(self, name: str) -> bool:
        """Whether a flag was given."""
        return self.given.get(name) is True

    @property
    def console(self) -> Console:
        """The console after the options given so far."""
        return self.terminal.told(self.asked("plain"), self.asked("ascii"), self.asked("no_color"))

    @property
    def json(self) -> bool:
        """Whether JSON is asked for."""
        return self.asked("json")
