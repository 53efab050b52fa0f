"""Something slow runs beside the screen: what is typed meanwhile is kept and typed afterwards."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from kinerja_tui.locale import Words
from kinerja_tui.store.splicing.edit import Author
from kinerja_tui.tui.drafting import Draft
from kinerja_tui.tui.lines import Line
from kinerja_tui.tui.modes.stage import BELOW

_MOST = 200
_PASTED = "<paste>"
"""Stands for a key where a text was pasted."""


class Waiting:
    """Keys wait here until the work is done."""

    unsaved = False
    drafted = False
    height = BELOW
    draft: Draft | None = None

    def __init__(self, words: Words) -> None:
        """Nothing has been typed yet."""
        self._words = words
        self._typed: list[tuple[str, str]] = []

    def key(self, key: str, character: str) -> None:
        """Keep the key for afterwards."""
        if len(self._typed) < _MOST:
            self._typed.append((key, character))

    def paste(self, text: str) -> None:
        """Keep the text for afterwards."""
        if len(self._typed) < _MOST:
            self._typed.append((_PASTED, text))

    def keys(self) -> Sequence[tuple[str, str]]:
        """What the program is doing; shown when it takes long."""
        return (("", self._words("working, please wait")),)

    def lines(self, width: int) -> list[Line] | None:
        """The detail stays."""
        return None

    def renew(self, tokens: Mapping[str, str | None] | None, by: Author | None) -> None:
        """Whoever ends the work shows the page."""

    def replay(self, press: Callable[[str, str], None], paste: Callable[[str], None]) -> None:
        """Press the kept keys, and paste the kept texts."""
        for key, character in self._typed:
            if key == _PASTED:
                paste(character)
            else:
                press(key, character)
