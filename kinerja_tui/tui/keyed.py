"""Words that name a command's key as it is bound now."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from kinerja_tui.locale import Language, Message, Words
from kinerja_tui.tui.commands import command
from kinerja_tui.tui.helping import shown
from kinerja_tui.tui.keynames import shown_key

_PLACE = "{key_"
_NAMED = re.compile(r"\{key_(\w+)\}")


class KeyedWords(Words):
    """The words of the workspace: in a sentence `{key_undo}` is the key of the command `undo`,
    wherever the sentence was made.
    """

    def __init__(self, language: Language, key_of: Callable[[str], str]) -> None:
        """Words in `language`; `key_of` gives the key of a command, by its id, when it is said."""
        super().__init__(language)
        self._key_of = key_of

    def __call__(self, text: str, /, **args: str | int | Decimal | date | Message) -> str:
        """`text` in this language with its places filled in."""
        return super().__call__(text, **self._keys(text), **args)

    def count(
        self, one: str, many: str, n: int, **args: str | int | Decimal | date | Message
    ) -> str:
        """The form of `one` / `many` that goes with `n`, filled in (`{n}` is `n`)."""
        return super().count(one, many, n, **self._keys(one + many), **args)

    def _keys(self, text: str) -> dict[str, str]:
        if _PLACE not in text:
            return {}
        return {f"key_{id_}": self._key_of(id_) for id_ in _NAMED.findall(text)}


def key_of(id_: str, words: Words, ascii_only: bool, keys: Mapping[str, str]) -> str:
    """How a sentence names the command's key: the first that it has, with `keys` as the user has
    put them elsewhere, by id; without any, what the command is called. Raises KeyError.
    """
    found = command(id_)
    if id_ not in keys:
        return shown(found, ascii_only, keys)
    first = next((each for each in keys[id_].split(",") if each), "")
    return shown_key(first, ascii_only) if first else f"“{words(found.label)}”"
