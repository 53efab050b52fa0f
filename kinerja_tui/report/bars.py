"""Bars and steps drawn in characters that every terminal has; their ASCII likes are the screen's
matter.
"""

from __future__ import annotations

from decimal import Decimal

from kinerja_tui.locale import Message, message
from kinerja_tui.numbers import printing

_INDENT = "  {text}"
FULL = "█"
EMPTY = "░"
UP = "↑"
DOWN = "↓"
SAME = "="


def indented(text: Message) -> Message:
    """The text under another, two blanks in."""
    return message(_INDENT, text=text)


def bar(percent: Decimal | None, width: int) -> str:
    """`percent` of `width` cells filled, half up; more than 100 fills all, no number nothing."""
    if percent is None:
        return ""
    filled = filled_cells(percent, Decimal(100), width)
    return FULL * filled + EMPTY * (width - filled)


def against(percent: Decimal | None, most: Decimal, width: int) -> str:
    """A bar that is full at `most` percent, with a `|` where 100 is; no number gives nothing."""
    if percent is None:
        return ""
    filled = filled_cells(percent, most, width)
    drawn = FULL * filled + EMPTY * (width - filled)
    tick = filled_cells(Decimal(100), most, width)
    return f"{drawn[:tick]}|{drawn[tick:]}"


def filled_cells(value: Decimal, most: Decimal, width: int) -> int:
    """How many of `width` cells `value` takes where `most` takes them all."""
    if most <= 0 or value <= 0:
        return 0
    return int(printing.rounded(min(value / most, Decimal(1)) * width, 0))


def direction(change: Decimal | int | None) -> str:
    """The sign of a change; empty without one."""
    if change is None:
        return ""
    return UP if change > 0 else DOWN if change < 0 else SAME
