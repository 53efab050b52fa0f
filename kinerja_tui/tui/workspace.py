"""The Textual app: it holds the main screen, the themes and the keys that work everywhere."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import cast

from rich.console import RenderableType
from textual.app import App
from textual.binding import Binding
from textual.driver import Driver
from textual.screen import Screen

from kinerja_tui.tui.commands import COMMANDS, command
from kinerja_tui.tui.desk import Desk
from kinerja_tui.tui.keyed import KeyedWords, key_of
from kinerja_tui.tui.modes.stage import Stage
from kinerja_tui.tui.screens.main import MainScreen
from kinerja_tui.tui.screens.moded import ModedScreen
from kinerja_tui.tui.settings import Settings
from kinerja_tui.tui.signals import wakeful
from kinerja_tui.tui.themes import CONTRAST

NONE = Settings()
_NO_KEY = "no_key"
"""Stands for no key at all: no terminal sends it."""


class Workspace(App[int], inherit_bindings=False):
    """The workspace over `desk`."""

    TITLE = "kinerja"
    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    BINDINGS = [  # noqa: RUF012 - Textual reads it from the class
        Binding("ctrl+q", "leave", show=False, priority=True),
        Binding("ctrl+c", "leave", show=False, priority=True),
        Binding(command("suspend").keys, "stop", show=False, priority=True, id="suspend"),
    ]
    CSS = """
    CommandPalette > Vertical { margin-top: 1; background: $background; }
    CommandPalette SearchIcon { display: none; }
    CommandPalette #--input { border: none; height: 1; }
    CommandPalette CommandInput, CommandPalette CommandInput:focus {
        border: none; height: 1; padding: 0 1; background: $background;
    }
    CommandPalette CommandList {
        border: none; max-height: 100vh; background: $background; scrollbar-size: 0 0;
    }
    CommandPalette CommandList > .option-list--option { padding: 0 1; text-style: none; }
    CommandPalette CommandList > .option-list--option-highlighted { text-style: reverse; }
    """

    def __init__(
        self,
        desk: Desk,
        ascii_only: bool = False,
        colours: bool = True,
        theme: str | None = None,
        plain_driver: bool = False,
        settings: Settings = NONE,
        settings_file: Path | None = None,
    ) -> None:
        """The app; without `colours` the terminal gets no colour code at all.

        Without a `theme` the `settings` decide, then the environment; a `plain_driver` is Textual's
        own. A theme that is chosen is remembered in `settings_file`.
        """
        self.settings = settings
        self.settings_file = settings_file
        self._colours = colours
        self._plain_driver = plain_driver
        self._moved: dict[str, str] = {}
        self._let_sleep: Callable[[], None] = lambda: None
        self._desk = desk
        desk.words = KeyedWords(desk.words.language, self.key_of)
        self._ascii_only = ascii_only
        super().__init__()
        self.register_theme(CONTRAST)
        chosen = theme or settings.theme
        if chosen is not None:
            self.theme = chosen
        if settings.keys:
            self.remap(settings.keys)

    @property
    def failure(self) -> Exception | None:
        """What ended the workspace unforeseen; None when the user left it."""
        return self._exception

    def _fatal_error(self) -> None:
        # Textual would print a traceback with the local values, which are records; whoever opened
        # the workspace says one sentence instead.
        self._close_messages_no_wait()

    def get_driver_class(self) -> type[Driver]:
        """Our driver where the stock one is that of a terminal; each drops colours when asked."""
        from kinerja_tui.tui.wire.choice import chosen

        return chosen(super().get_driver_class(), self._colours, self._plain_driver)

    def on_mount(self) -> None:
        """Draw all again when the program goes on after a stop: the terminal comes back empty."""
        self._let_sleep = wakeful()
        self.app_resume_signal.subscribe(self, lambda _: self.refresh(layout=True))

    def on_ready(self) -> None:
        """Look for rubbish from now on, among what is made from now on: to go through the program
        and the records would take 50 ms in which no key is heard.
        """
        gc.freeze()
        gc.enable()  # a command does without
        main, troubles = self.screen_stack[0], self.settings.troubles
        if troubles and isinstance(main, MainScreen):
            more = f" (+{len(troubles) - 1})" if len(troubles) > 1 else ""
            main.say(troubles[0].said(main.words) + more)

    def on_unmount(self) -> None:
        """What was set apart may be rubbish now."""
        self._let_sleep()
        gc.unfreeze()

    def get_default_screen(self) -> Screen[None]:
        """The main screen."""
        return MainScreen(self._desk, self._ascii_only)

    @property
    def remapped(self) -> Mapping[str, str]:
        """The keys that the user has put elsewhere, by the command's id."""
        return self._moved

    def key_of(self, id_: str) -> str:
        """How a sentence names the command's key as it is now; raises KeyError."""
        return key_of(id_, self._desk.words, self._ascii_only, self._moved)

    def remap(self, keys: Mapping[str, str]) -> None:
        """Put commands on other keys, by id, or on none; unknown ids are passed over, quit keeps a
        key.
        """
        known = {each.id for each in COMMANDS}
        self._moved = {
            id_: key for id_, key in keys.items() if id_ in known and (key or id_ != "quit")
        }
        self.set_keymap({id_: key or _NO_KEY for id_, key in self._moved.items()})

    def exit(
        self,
        result: int | None = None,
        return_code: int = 0,
        message: RenderableType | None = None,
    ) -> None:
        """Leave; the company goes while the terminal is put back."""
        threading.Thread(target=self._desk.company.close, name="closing", daemon=True).start()
        super().exit(result, return_code, message)

    def leave(self, code: int) -> None:
        """Leave at once, whatever is typed; for handlers of signals. Raises `SystemExit` when the
        app does not run.
        """
        if self._loop is None:
            raise SystemExit(code)
        self._loop.call_soon_threadsafe(lambda: self.exit(code, return_code=code))

    def action_stop(self) -> None:
        """Give the terminal back to the shell until it says `fg`; what is typed goes to the disk
        first, as nobody knows when that is.
        """
        self._desk.company.flush()
        self.action_suspend_process()

    def action_leave(self) -> None:
        """Leave; ask first when something typed would be lost."""
        for screen in reversed(self.screen_stack):
            if not isinstance(screen, ModedScreen):
                continue
            if screen.mode is not None and screen.mode.unsaved:
                from kinerja_tui.tui.modes.leaving import Leaving

                if not isinstance(screen.mode, Leaving):
                    stage = cast("Stage", screen)
                    screen.enter(Leaving(stage, screen.mode, lambda: self.exit(0)))
                return
        self.exit(0)
