"""Colours: which themes can be chosen, and what each tone looks like in the one in force."""

from __future__ import annotations

from collections.abc import Mapping

from rich.style import Style
from textual.color import Color
from textual.theme import Theme

from kinerja_tui.tui.lines import Tone

CONTRAST = Theme(
    name="kinerja-contrast",
    primary="#ffff00",
    secondary="#00ffff",
    warning="#ffff00",
    error="#ff8080",
    success="#80ff80",
    accent="#00ffff",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#000000",
    dark=True,
)

_COLOURS: Mapping[Tone, str] = {"green": "success", "yellow": "warning", "red": "error"}


def palette(theme: Theme, base: Style) -> dict[Tone, Style]:
    """The style of each tone on top of `base`; an ANSI theme's base is the terminal's own."""
    found: dict[Tone, Style] = {
        "": base,
        "bold": base + Style(bold=True),
        "dim": base + Style(dim=True),
        "grey": base + Style(dim=True),
        "reverse": base + Style(reverse=True),
        "caret": base + Style(underline=True),
    }
    for tone, name in _COLOURS.items():
        colour = getattr(theme, name) or ""
        found[tone] = base + Style(color=Color.parse(colour).rich_color) if colour else base
    return found
