"""A screen whose keys go to a mode while there is one: something typed, asked, or waited for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar, cast

from textual import events
from textual.timer import Timer

from kinerja_tui.locale import Words
from kinerja_tui.measure.figures import Scorecard
from kinerja_tui.store.splicing.edit import Author
from kinerja_tui.tui import around
from kinerja_tui.tui.commands import command
from kinerja_tui.tui.helping import shown
from kinerja_tui.tui.lines import Line
from kinerja_tui.tui.modes.stage import BELOW, Mode
from kinerja_tui.tui.modes.waiting import Waiting
from kinerja_tui.tui.screens.calm import CalmScreen
from kinerja_tui.tui.widgets.grid import Grid
from kinerja_tui.tui.widgets.last import Last
from kinerja_tui.tui.widgets.sheet import Sheet

Result = TypeVar("Result")

_LONG = 0.3
_WHEEL = 3
"""The lines that one step of a wheel scrolls."""


class ModedScreen(CalmScreen, inherit_bindings=False):
    """Modes, the message in the bottom line, and work beside the screen."""

    ascii_only = False
    LINES_AROUND = 6
    """The lines that neither the table nor a mode has: above, the keys, two rules."""

    def __init__(self, words: Words) -> None:
        """No mode, no message."""
        super().__init__()
        self.words = words
        self.mode: Mode | None = None
        self.message = ""
        self.untouched = True
        self.over: ModedScreen | None = None
        """The page that was opened over this screen and speaks for it while it is there."""
        self.why_idle: Callable[[str], str] = lambda key: ""
        self.heading: Last[Line] = Last()
        self.asked: list[Line] | None = None
        self._late = False
        self._timer: Timer | None = None

    @property
    def whole(self) -> int:
        """The most lines that a mode can have where no row of the table needs to be in sight."""
        return max(self.app.size.height - self.LINES_AROUND, BELOW)

    @property
    def remapped(self) -> Mapping[str, str]:
        """The keys that the user has put elsewhere, by the command's id."""
        return getattr(self.app, "remapped", {})

    def keys_of(self, id_: str) -> str:
        """The command's keys as people read them; empty without any."""
        return shown(command(id_), self.ascii_only, self.remapped)

    def means(self, id_: str, key: str) -> bool:
        """Whether the key is the command's, as it is now."""
        return key in self.remapped.get(id_, command(id_).keys).split(",")

    def show_card(self, card: Scorecard | None = None) -> None:
        """Show the page again, or the card that it would become."""
        raise NotImplementedError

    def refresh_lines(self) -> None:
        """Show the lines around the table again."""
        raise NotImplementedError

    def commands(self, key: str) -> bool:
        """Whether the key runs a command while nothing is typed."""
        return False

    def run_command(self, key: str) -> None:
        """Run the command of a key that had to wait."""
        raise NotImplementedError

    def say(self, text: str) -> None:
        """Say something in the bottom line until the next key."""
        if self.over is not None:
            self.over.say(text)
            return
        self.message = text
        self.refresh_lines()

    def enter(self, mode: Mode) -> None:
        """Give the keys to `mode`."""
        self.mode = mode
        self.refresh_lines()

    def leave(self) -> None:
        """Give the keys back to the commands."""
        self.mode = None
        self.refresh_lines()

    def on_key(self, event: events.Key) -> None:
        """A mode takes every key; without one the commands do."""
        self.untouched = False
        if self.message:
            self.message = ""
            if self.mode is None:
                self.refresh_lines()
        if self.mode is not None:
            event.stop()
            event.prevent_default()
            self.mode.key(event.key, character_of(event))
            self.settled()
        elif reason := self.why_idle(event.key):
            self.say(reason)
        elif self.is_current and self.over is None and self.commands(event.key):
            # At once: Textual would run it after the keys that came in the same packet, and those
            # are for what the command begins.
            event.stop()
            event.prevent_default()
            self.run_command(event.key)

    def on_click(self, event: events.Click) -> None:
        """Where the mouse was asked for: a click on a row goes there, while nothing is typed."""
        widget, region = self.get_widget_at(event.screen_x, event.screen_y)
        if self.mode is None and isinstance(widget, Grid):
            self._quiet()
            widget.touch(event.screen_x - region.x, event.screen_y - region.y)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel scrolls, while nothing is typed."""
        self._wheel(event, _WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The same back."""
        self._wheel(event, -_WHEEL)

    def _wheel(self, event: events.MouseEvent, lines: int) -> None:
        widget, _ = self.get_widget_at(event.screen_x, event.screen_y)
        if self.mode is None and isinstance(widget, Grid | Sheet):
            widget.scroll_lines(lines)

    def _quiet(self) -> None:
        """Take the message away."""
        if self.message:
            self.message = ""
            self.refresh_lines()

    def on_paste(self, event: events.Paste) -> None:
        """Pasted text goes to the mode; without one the screen says what it is for."""
        event.stop()
        self._quiet()
        self.paste(event.text)

    def paste(self, text: str) -> None:
        """Paste a text."""
        if self.mode is not None:
            self.mode.paste(text)
        else:
            self.pasted(text)

    def pasted(self, text: str) -> None:
        """A text was pasted while nothing is typed."""

    def renew(self, tokens: Mapping[str, str | None] | None, by: Author | None) -> None:
        """Show the page that others have changed; what is typed stays."""
        if isinstance(self.mode, Waiting):
            self._late = True
        elif self.mode is None:
            self.show_card()
        else:
            self.mode.renew(tokens, by)

    def work(self, call: Callable[[], Result], then: Callable[[Result], None]) -> None:
        """Run `call` in a thread; keys typed meanwhile are pressed after `then`.

        When `call` raises, the mode of before comes back, and the reason is said in one sentence.
        """
        before, waiting = self.mode, Waiting(self.words)
        self.mode = waiting
        self._timer = self.set_timer(_LONG, self.refresh_lines)

        def ended(result: Result | None, error: Exception | None) -> None:
            if self._timer is not None:
                self._timer.stop()
            self.mode = before if error is not None else None
            if error is None:
                then(cast(Result, result))
            if self._late or error is not None:
                self._late = False
                self.renew(None, None)
            if error is not None:
                self.say(around.failed(error, self.words))
            self.settled()
            front = self.app.screen  # `then` may have opened a page: the keys are for that
            heir = front if isinstance(front, ModedScreen) else self
            waiting.replay(heir.press, heir.paste)

        def run() -> None:
            try:
                result = call()
            except Exception as error:
                self.app.call_from_thread(ended, None, error)
            else:
                self.app.call_from_thread(ended, result, None)

        self.run_worker(run, thread=True, exit_on_error=False)

    def aside(
        self,
        call: Callable[[], Result],
        then: Callable[[Result], None],
        failed: Callable[[], None] | None = None,
    ) -> None:
        """Run `call` in a thread that no key waits for; `then` gets what it gives."""

        def ended(error: Exception) -> None:
            if failed is not None:
                failed()
            self.say(around.failed(error, self.words))

        def run() -> None:
            try:
                result = call()
            except Exception as error:
                self.call_later(ended, error)
            else:
                self.call_later(then, result)

        self.run_worker(run, thread=True, exit_on_error=False)

    def settled(self) -> None:
        """A key was pressed in a mode, or work has ended: perhaps nothing is typed any more."""

    def press(self, key: str, character: str) -> None:
        """Press a key that had to wait."""
        if self.over is not None:
            self.over.press(key, character)
        elif self.mode is not None:
            self.mode.key(key, character)
            self.settled()
        else:
            self.run_command(key)


def character_of(event: events.Key) -> str:
    """What the key types, or nothing."""
    return event.character or "" if event.is_printable else ""
