"""A terminal driver for NO_COLOR: no colour code leaves the program, whatever made it."""

from __future__ import annotations

import re

from textual.drivers.linux_driver import LinuxDriver

_SGR = re.compile("\x1b\\[([0-9;:]*)m")


def without_colour(data: str) -> str:
    """`data` with every colour taken out of its SGR codes; bold, dim, reverse and the like stay."""
    return _SGR.sub(_kept, data)


def _kept(match: re.Match[str]) -> str:
    if not match[1]:
        return match[0]
    numbers = match[1].split(";")
    kept: list[str] = []
    index = 0
    while index < len(numbers):
        number = numbers[index]
        if number in ("38", "48", "58"):
            index += 3 if numbers[index + 1 : index + 2] == ["5"] else 5
            continue
        if not _is_colour(number):
            kept.append(number)
        index += 1
    return f"\x1b[{';'.join(kept)}m" if kept else ""


def _is_colour(number: str) -> bool:
    head = number.split(":", 1)[0]
    if not head.isdigit():
        return False
    code = int(head)
    return 30 <= code <= 49 or 58 <= code <= 59 or 90 <= code <= 107


class Colourless(LinuxDriver):
    """The stock driver, without colours."""

    def write(self, data: str) -> None:
        """Write `data` without its colours."""
        super().write(without_colour(data))
