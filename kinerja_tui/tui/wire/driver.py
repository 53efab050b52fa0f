"""The program's own terminal driver: less on the line, a quick Esc, a quick end."""

from __future__ import annotations

import os
import signal
from contextlib import suppress
from types import FrameType
from typing import TYPE_CHECKING, Any

from textual import constants, events
from textual._parser import ParseError
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

from kinerja_tui.tui.driver import without_colour
from kinerja_tui.tui.wire.line import Line
from kinerja_tui.tui.wire.stream import Stream
from kinerja_tui.tui.wire.typed import typed

if TYPE_CHECKING:
    from textual.app import App


_MOTION = ("\x1b[?1003h", "\x1b[?1003l")
"""Asks for a report of every motion of the mouse, of which nothing is made."""


class WireDriver(LinuxDriver):
    """Textual's driver for a terminal, which remembers what the terminal shows."""

    colours = True

    def __init__(
        self,
        app: App[Any],
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        """The driver of `app`, as the stock one is made."""
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        if self._file is not None:
            self._file = Line(self._file)  # type: ignore[assignment]  # all that is used of it
        self._stream = Stream()
        self._wake: tuple[int, int] | None = None

    def write(self, data: str) -> None:
        """Send to the terminal what is missing there of `data`."""
        if data in _MOTION:
            return
        if not self.colours:
            data = without_colour(data)
        if needed := self._stream.send(data, self._app.size):
            super().write(needed)

    def start_application_mode(self) -> None:
        """Take the terminal; what it shows is not known."""
        self._stream.forget()
        self._close_wake()
        self._wake = os.pipe()
        super().start_application_mode()  # type: ignore[no-untyped-call]
        resized = signal.getsignal(signal.SIGWINCH)

        def forget(number: int, frame: FrameType | None) -> None:
            self._stream.forget()
            if callable(resized):
                resized(number, frame)

        if callable(resized):
            signal.signal(signal.SIGWINCH, forget)

    def stop_application_mode(self) -> None:
        """Give the terminal back."""
        super().stop_application_mode()
        self._stream.forget()
        self._close_wake()

    def disable_input(self) -> None:
        """End the reading of keys at once."""
        if self._wake is not None:
            os.write(self._wake[1], b"\0")
        super().disable_input()

    def process_message(self, message: Message) -> None:
        """Pass a message on; a terminal that tells its new size has moved what it shows."""
        if isinstance(message, events.Resize):
            self._stream.forget()
        super().process_message(message)

    def run_input_thread(self) -> None:
        """Read keys until the end is near; where the terminal has gone, end as on a hang-up."""
        if self._wake is None:
            return
        parser = XTermParser(self._debug)
        for data in typed(self.fileno, self._wake[0], constants.ESCAPE_DELAY):
            if data is None:
                if self.input_tty:
                    os.kill(os.getpid(), signal.SIGHUP)
                break
            for message in parser.feed(data) if data else parser.tick():
                self.process_message(message)
        with suppress(EOFError, ParseError):
            for _ in parser.feed(""):
                pass

    def _close_wake(self) -> None:
        if self._wake is not None:
            for each in self._wake:
                os.close(each)
            self._wake = None


class ColourlessWireDriver(WireDriver):
    """The same for those who want no colours."""

    colours = False
