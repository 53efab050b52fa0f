"""What somebody may have meant."""

from __future__ import annotations

from collections.abc import Iterable

from kinerja_tui.locale import N_, Message, message


def did_you_mean(typed: str, known: Iterable[str]) -> Message | None:
    """A suggestion of the nearest of `known`, or None when nothing is near."""
    from difflib import get_close_matches

    near = get_close_matches(typed.casefold(), list(known), 1)
    return message(N_("Did you mean “{name}”?"), name=near[0]) if near else None
