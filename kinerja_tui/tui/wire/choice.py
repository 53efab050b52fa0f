"""Which driver serves the terminal."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.driver import Driver


def chosen(stock: type[Driver], colours: bool, plain: bool) -> type[Driver]:
    """Our driver in place of the stock one for a terminal, unless `plain`; any other stays."""
    if sys.platform == "win32":
        return stock
    from textual.drivers.linux_driver import LinuxDriver

    if stock is not LinuxDriver:
        return stock
    if plain:
        from kinerja_tui.tui.driver import Colourless

        return stock if colours else Colourless
    from kinerja_tui.tui.wire.driver import ColourlessWireDriver, WireDriver

    return WireDriver if colours else ColourlessWireDriver
