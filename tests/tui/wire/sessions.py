"""The real workspace, whose output is kept as Textual writes it, and as our driver sends it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from textual.driver import Driver
from textual.drivers.headless_driver import HeadlessDriver
from textual.pilot import Pilot

from kinerja_tui.tui.desk import Desk
from kinerja_tui.tui.wire.stream import Stream
from kinerja_tui.tui.workspace import Workspace
from tests.tui.wire.emulator import Emulator


class Recorder(HeadlessDriver):
    """A driver without a terminal that is written to as if it had one."""

    written: list[str]

    @property
    def is_headless(self) -> bool:
        return False

    def write(self, data: str) -> None:
        self.written.append(data)


class Recorded(Workspace):
    """The workspace on a recorder."""

    written: list[str]

    def _build_driver(
        self, headless: bool, inline: bool, mouse: bool, size: tuple[int, int] | None
    ) -> Driver:
        self.written = []
        recorder = Recorder(self, debug=False, mouse=mouse, size=size)
        recorder.written = self.written
        self._driver = recorder
        self._sync_available = True
        return recorder


class Session:
    """Two terminals that get the same workspace, the one as Textual writes, the other ours."""

    def __init__(self, app: Recorded, pilot: Pilot[int], size: tuple[int, int]) -> None:
        self.pilot = pilot
        self.size = size
        self.plain, self.ours = Emulator(*size), Emulator(*size)
        self.stream = Stream()
        self._app = app

    @property
    def waiting(self) -> list[str]:
        """What Textual has written since the last comparison."""
        return list(self._app.written)

    def compare(self) -> int:
        """Feed both what was written since; the bytes that we sent for it."""
        before = self.ours.fed
        pieces, self._app.written[:] = self.waiting, []
        for piece in pieces:
            self.plain.feed(piece)
            self.ours.feed(self.stream.send(piece, self.size))
        assert self.ours.state() == self.plain.state(), pieces
        return self.ours.fed - before

    async def press(self, *keys: str) -> int:
        """Press keys one after the other, comparing after each; the bytes of all."""
        total = 0
        for key in keys:
            await self.pilot.press(key)
            await self.pilot.app.workers.wait_for_complete()
            await self.pilot.pause()
            total += self.compare()
        return total

    async def resize(self, columns: int, lines: int) -> None:
        """The terminal gets another size."""
        self.compare()
        self.size = (columns, lines)
        self.plain.resize(columns, lines)
        self.ours.resize(columns, lines)
        self.stream.forget()
        await self.pilot.resize_terminal(columns, lines)
        await self.pilot.pause()
        self.compare()


@asynccontextmanager
async def session(
    desk: Desk, size: tuple[int, int] = (80, 24), theme: str = "ansi-dark"
) -> AsyncIterator[Session]:
    """The workspace of a desk, once it stands."""
    app = Recorded(desk, theme=theme)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        yield Session(app, pilot, size)
