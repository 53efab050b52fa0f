"""The driver on a real terminal: the same picture as with the stock one, through keys, a new size,
an editor and a stop; and its end, also when the terminal has gone.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
import signal
import struct
import termios
from pathlib import Path

from tests.tui.desks import sample
from tests.tui.wire.terminal import Terminal

_STANDS = ("IK 6", "100,40%", "? bantuan")
_BITS = re.compile(rb"\x1b\[\?(?:1049|2004|1004|25|7)[hl]|\x1b\[[<>][0-9]*u")


def _through(terminal: Terminal) -> list[object]:
    """What it shows on a way through the workspace."""
    seen: list[object] = []
    for keys, texts in (
        ("", (*_STANDS, "> SS 1")),
        ("jjj", (">  IK 3", "83,32 : 70")),
        ("2", ("27 Juni 2022", "Tab tabel lain")),
        ("1", (*_STANDS, ">  IK 3")),
        ("?", ("Bantuan", "q tutup")),
        ("\x1b", (*_STANDS, ">  IK 3")),
    ):
        terminal.press(keys)
        terminal.shows(*texts)
        seen.append(terminal.state())
    return seen


def test_the_picture_is_that_of_the_stock_driver_and_costs_less(tmp_path: Path) -> None:
    written: list[bytes] = []
    seen: list[object] = []
    for plain in ("0", "1"):
        root = sample(tmp_path / plain)
        with Terminal(root, KINERJA_PLAIN_DRIVER=plain) as terminal:
            seen.append(_through(terminal))
            terminal.press("q")
            assert terminal.ended() == 0
            written.append(terminal.written)
    ours, stock = written
    assert seen[0] == seen[1]
    assert ours.endswith(b"\x1b[?1049l\x1b[?25h\x1b[?1004l")
    assert _BITS.findall(ours) == _BITS.findall(stock)
    assert len(ours) < len(stock) * 0.7
    assert b"Traceback" not in ours


def test_a_new_size_is_painted_whole(tmp_path: Path) -> None:
    with Terminal(sample(tmp_path)) as terminal:
        terminal.shows(*_STANDS)
        before = terminal.state()
        for columns in (60, 80):
            terminal.written = b""
            fcntl.ioctl(terminal.fd, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
            terminal.running.send_signal(signal.SIGWINCH)
            terminal.until(lambda: b"\x1b[2J" in terminal.written)
        terminal.until(lambda: terminal.state() == before)


def test_an_editor_and_a_stop_leave_the_screen_as_it_was(tmp_path: Path) -> None:
    editor = tmp_path / "editor"
    editor.write_text("#!/bin/sh\nprintf '\\033[2J\\033[Hediting'\n")
    editor.chmod(0o755)
    with Terminal(sample(tmp_path), EDITOR=str(editor)) as terminal:
        terminal.shows(*_STANDS)
        terminal.press("j")
        terminal.shows(">  IK 1", "61,34 : 61")
        before = terminal.state()
        terminal.press("o")
        terminal.until(lambda: b"editing" in terminal.written)
        terminal.until(lambda: terminal.state() == before)
        terminal.written = b""
        terminal.running.send_signal(signal.SIGTSTP)
        _, status = os.waitpid(terminal.running.pid, os.WUNTRACED)
        assert os.WIFSTOPPED(status)
        terminal.until(lambda: b"\x1b[?1049l" in terminal.written)
        terminal.running.send_signal(signal.SIGCONT)
        terminal.until(lambda: b"\x1b[?1049h" in terminal.written)
        terminal.until(lambda: terminal.state() == before)
        terminal.press("q")
        assert terminal.ended() == 0


def test_a_terminal_that_goes_without_a_word_ends_it_and_keeps_what_is_typed(
    tmp_path: Path,
) -> None:
    root = sample(tmp_path)
    with Terminal(root, NO_TTY="1") as terminal:
        terminal.shows(*_STANDS)
        for keys, text in (("j", ">  IK 1"), ("e", "Enter simpan"), ("77", "126,23%")):
            terminal.press(keys)
            terminal.shows(text)
        terminal.hang_up()
        assert terminal.running.wait(30) == 128 + signal.SIGHUP
    drafts = (root / ".kinerja/drafts").glob("*/*.json")
    assert [json.loads(each.read_text("utf-8"))["text"] for each in drafts] == ["77"]


def test_what_comes_in_one_packet_goes_to_the_field_that_its_command_opens(tmp_path: Path) -> None:
    for plain in ("0", "1"):
        with Terminal(sample(tmp_path / plain), KINERJA_PLAIN_DRIVER=plain) as terminal:
            terminal.shows(*_STANDS)
            terminal.press("je62")
            terminal.shows("62 : 61", "Enter simpan")
            terminal.press("\r")
            terminal.shows("Tersimpan: IK 1")
            terminal.press("u")
            terminal.shows("61,34 : 61")
