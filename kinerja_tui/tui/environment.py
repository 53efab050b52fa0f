"""How Textual is to behave: it reads these settings from the environment while it is imported."""

from __future__ import annotations

from collections.abc import MutableMapping

_SETTINGS = {
    "TEXTUAL_ANIMATIONS": "none",
    "TEXTUAL_SMOOTH_SCROLL": "0",
    "TEXTUAL_THEME": "ansi-dark",
    "ESCDELAY": "25",
}


def prepare(environ: MutableMapping[str, str]) -> None:
    """Set what the user has not: no animation, the terminal's own colours, a quick Esc."""
    for name, value in _SETTINGS.items():
        environ.setdefault(name, value)


def colourless(environ: MutableMapping[str, str]) -> bool:
    """Whether the user asked for no colours (https://no-color.org)."""
    return bool(environ.get("NO_COLOR"))


def plain_driver(environ: MutableMapping[str, str]) -> bool:
    """Whether the user asked for Textual's own terminal driver."""
    return environ.get("KINERJA_PLAIN_DRIVER", "") not in ("", "0")
