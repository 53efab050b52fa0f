"""What the driver leans on in Textual. When one of these fails, a new Textual does something else:
read `docs/decisions/015-own-terminal-driver.md` before anything is changed here.
"""

from __future__ import annotations

import inspect
import re
from importlib.metadata import version
from pathlib import Path

from textual import _ansi_sequences, constants
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.drivers._writer_thread import WriterThread
from textual.drivers.linux_driver import LinuxDriver
from textual.events import Key

from kinerja_tui.tui.wire.driver import WireDriver
from kinerja_tui.tui.wire.frame import is_frame, parse
from kinerja_tui.tui.wire.line import Line
from kinerja_tui.tui.wire.stream import SYNC_END, SYNC_START
from tests.tui.desks import ROOT, memory_desk, thousand
from tests.tui.wire.sessions import session


def test_textual_is_of_the_minor_version_that_the_driver_was_made_for() -> None:
    assert version("textual").startswith("8.2.")
    assert '"textual>=8.2.8,<8.3"' in (ROOT / "pyproject.toml").read_text("utf-8")


async def test_every_piece_that_textual_writes_is_understood() -> None:
    async with session(memory_desk(thousand(many=60))) as shown:
        for key in ("j", "G", "e", "7", "escape", "question_mark", "escape", "c", "a", "escape"):
            await shown.pilot.press(key)
            await shown.pilot.pause()
        shown.pilot.app.bell()
        shown.pilot.app.copy_to_clipboard("61,34")
        frames = [piece for piece in shown.waiting if is_frame(piece)]
        assert len(frames) > 10
        for piece in frames:
            # A frame is one piece, begins by placing the cursor, ends with its last place.
            assert parse(piece) is not None, piece
        asides = [piece for piece in shown.waiting if not is_frame(piece)]
        assert {SYNC_START, SYNC_END, "\x07"} <= set(asides)
        shown.compare()
        known = shown.stream.shadow
        assert known is not None
        for piece in asides:
            shown.stream.send(piece, shown.size)
            assert shown.stream.shadow is known, piece


def test_the_marks_of_a_frame_are_those_that_textual_writes_by_themselves() -> None:
    assert (_ansi_sequences.SYNC_START, _ansi_sequences.SYNC_END) == (SYNC_START, SYNC_END)
    for name, mark in (("_begin_update", SYNC_START), ("_end_update", SYNC_END)):
        written: list[str] = []
        app = App[None]()
        app._sync_available = True
        app._driver = _Kept(written)  # type: ignore[assignment]
        getattr(app, name)()
        assert written == [mark]


class _Kept:
    def __init__(self, written: list[str]) -> None:
        self.write = written.append


def test_the_parser_of_keys_takes_pieces_and_gives_esc_after_its_delay() -> None:
    parser = XTermParser(False)
    assert [each.key for each in parser.feed("j") if isinstance(each, Key)] == ["j"]
    assert list(parser.feed("\x1b")) == []
    assert list(parser.feed("[A")) != []
    assert isinstance(constants.ESCAPE_DELAY, float)
    assert list(parser.tick()) == []


def test_the_writing_thread_uses_of_its_file_what_a_line_has() -> None:
    used = set(re.findall(r"self\._file\.(\w+)", inspect.getsource(WriterThread)))
    assert used <= set(dir(Line))


def test_the_stock_driver_does_by_these_names_what_ours_changes() -> None:
    assert issubclass(WireDriver, LinuxDriver)
    begin = inspect.getsource(LinuxDriver.start_application_mode)
    assert "WriterThread(self._file)" in begin and "target=self._run_input_thread" in begin
    assert "signal.signal(signal.SIGWINCH" in begin
    assert "self.run_input_thread()" in inspect.getsource(LinuxDriver._run_input_thread)
    assert "_key_thread.join()" in inspect.getsource(LinuxDriver.disable_input)
    assert "self._file = sys.__stderr__" in inspect.getsource(LinuxDriver.__init__)
    assert "stop_application_mode" in inspect.getsource(LinuxDriver.suspend_application_mode)


def test_the_decision_stands_where_this_page_says() -> None:
    assert Path(ROOT, "docs/decisions/015-own-terminal-driver.md").is_file()
