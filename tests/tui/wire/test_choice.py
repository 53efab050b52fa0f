"""Who gets our driver, and the ways back to the stock one."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from textual.driver import Driver
from textual.drivers.headless_driver import HeadlessDriver
from textual.drivers.linux_driver import LinuxDriver
from textual.drivers.linux_inline_driver import LinuxInlineDriver
from textual.drivers.web_driver import WebDriver

from kinerja_tui.cli import workspace as command
from kinerja_tui.cli.main import run
from kinerja_tui.tui import app
from kinerja_tui.tui.driver import Colourless
from kinerja_tui.tui.environment import plain_driver
from kinerja_tui.tui.wire.choice import chosen
from kinerja_tui.tui.wire.driver import ColourlessWireDriver, WireDriver
from tests.tui.desks import SAMPLE


@pytest.mark.parametrize(
    ("colours", "plain", "driver"),
    [
        (True, False, WireDriver),
        (False, False, ColourlessWireDriver),
        (True, True, LinuxDriver),
        (False, True, Colourless),
    ],
)
def test_a_terminal_gets_our_driver_unless_it_is_to_be_plain(
    colours: bool, plain: bool, driver: type[Driver]
) -> None:
    assert chosen(LinuxDriver, colours, plain) is driver


@pytest.mark.parametrize("stock", [HeadlessDriver, LinuxInlineDriver, WebDriver])
def test_every_other_driver_stays(stock: type[Driver]) -> None:
    assert chosen(stock, True, False) is stock


def test_on_windows_the_stock_driver_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert chosen(LinuxDriver, True, False) is LinuxDriver


@pytest.mark.parametrize(
    ("environ", "plain"),
    [({}, False), ({"KINERJA_PLAIN_DRIVER": ""}, False), ({"KINERJA_PLAIN_DRIVER": "1"}, True)],
)
def test_the_environment_asks_for_it(environ: dict[str, str], plain: bool) -> None:
    assert plain_driver(environ) is plain


def test_the_switch_asks_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[bool] = []

    def opened(root: Path, *_: object) -> int:
        asked.append(plain_driver(os.environ))
        return 0

    monkeypatch.setattr(command, "on_a_terminal", lambda: True)
    monkeypatch.setattr(app, "open_workspace", opened)
    monkeypatch.setenv("KINERJA_PLAIN_DRIVER", "")
    for switch in ([], ["--plain-driver"]):
        run(["--records", str(SAMPLE), *switch])
    assert asked == [False, True]
