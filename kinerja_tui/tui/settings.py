"""What a user has set for the workspace: read strictly, and what is wrong is said and left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from types import MappingProxyType
from typing import Any

from msgspec import Struct

from kinerja_tui.locale import LANGUAGES, N_, Message, Words, message
from kinerja_tui.report.safe import one_line
from kinerja_tui.tui.commands import COMMANDS, TYPED, Command, command
from kinerja_tui.tui.keynames import NoKey, key_named, shown_key, typed_with

KEPT = frozenset({"quit", "close"})
"""The commands that always have a key: without them one does not get out."""

NAME = "settings.toml"
NAMES: Mapping[str, str] = MappingProxyType(
    {
        "ansi-dark": "ansi-dark",
        "ansi-light": "ansi-light",
        "dark": "textual-dark",
        "light": "textual-light",
        "contrast": "kinerja-contrast",
    }
)
"""The themes by the names that people write."""

_KEYS = ("theme", "language", "ascii", "plain_driver", "mouse", "keys")


class Trouble(Struct, frozen=True):
    """Something in the file that does not hold; `line` and `column` count from 1, 0 = unknown."""

    text: Message
    line: int = 0
    column: int = 0

    def said(self, words: Words) -> str:
        """`settings.toml:3:8: sentence`."""
        place = f":{self.line}:{self.column}" if self.line else ""
        return f"{NAME}{place}: {one_line(words.say(self.text))}"


class Settings(Struct, frozen=True):
    """What holds for the workspace; None = as the program and the environment have it.

    `keys` are the keys of commands that were put elsewhere, by the command's id, in the library's
    words; an empty text is a command without a key.
    """

    theme: str | None = None
    language: str | None = None
    ascii: bool = False
    plain_driver: bool = False
    mouse: bool = False
    keys: Mapping[str, str] = {}
    troubles: tuple[Trouble, ...] = ()


def settings_of(data: bytes) -> Settings:
    """The settings in the bytes of a file; where they are no TOML, none, with the reason."""
    from kinerja_tui.store.disk.files import Unreadable
    from kinerja_tui.store.toml.parse import parse

    try:
        found = parse(data, NAME)
    except Unreadable as unreadable:
        problem = unreadable.problem
        if problem.code == "B06" and b"\0" not in data:
            return Settings()  # nothing, or nothing but comments
        return Settings(troubles=(Trouble(problem.message, problem.line, problem.column),))
    return _Reading(found.text, found.tables).settings()


class _Reading:
    """One walk over the tables of the file."""

    def __init__(self, text: str, tables: Mapping[str, Any]) -> None:
        self._text = text
        self._tables = tables
        self._troubles: list[Trouble] = []

    def settings(self) -> Settings:
        for name in self._tables:
            if name not in _KEYS:
                self._trouble((name,), _unknown(name, _KEYS), name=True)
        theme = self._word("theme", tuple(NAMES))
        language = self._word("language", tuple(LANGUAGES))
        ascii_only, plain_driver = self._switch("ascii"), self._switch("plain_driver")
        mouse = self._switch("mouse")
        keys = self._keys()
        troubles = sorted(self._troubles, key=lambda each: (each.line, each.column))
        return Settings(
            NAMES[theme] if theme else None,
            language,
            ascii_only,
            plain_driver,
            mouse,
            keys,
            tuple(troubles),
        )

    def _trouble(self, path: tuple[str, ...], text: Message, name: bool = False) -> None:
        from kinerja_tui.store.toml.lexer import join_key
        from kinerja_tui.store.toml.locate import locate_in

        place = locate_in(self._text, join_key(path), name=name)
        self._troubles.append(Trouble(text, place.line, place.column))

    def _word(self, name: str, allowed: tuple[str, ...]) -> str | None:
        found = self._tables.get(name)
        if found is None or found in allowed:
            return found
        choice = ", ".join(allowed)
        self._trouble((name,), message(N_("{key} is one of: {choice}"), key=name, choice=choice))
        return None

    def _switch(self, name: str) -> bool:
        found = self._tables.get(name, False)
        if isinstance(found, bool):
            return found
        self._trouble((name,), message(N_("{key} is true or false"), key=name))
        return False

    def _keys(self) -> dict[str, str]:
        table = self._tables.get("keys", {})
        if not isinstance(table, dict):
            self._trouble(("keys",), message(N_('[keys] is a table: command = "key"')))
            return {}
        asked: dict[str, tuple[str, ...]] = {}
        known = [each.id for each in COMMANDS]
        for id_, value in table.items():
            if id_ not in known:
                self._trouble(("keys", id_), _no_command(id_, known), name=True)
                continue
            try:
                asked[id_] = _named(id_, value)
            except NoKey as refused:
                self._trouble(("keys", id_), refused.reason)
        for id_, text in clashes(asked):
            self._trouble(("keys", id_), text)
        return {id_: ",".join(keys) for id_, keys in asked.items()}


def _unknown(name: str, known: tuple[str, ...]) -> Message:
    near = get_close_matches(name.lower(), known, 1, 0.7)
    if near:
        return message(
            N_("there is no setting {key}; did you mean {name}?"), key=one_line(name), name=near[0]
        )
    return message(N_("there is no setting {key}"), key=one_line(name))


def _no_command(id_: str, known: list[str]) -> Message:
    near = get_close_matches(id_.lower(), known, 1, 0.7)
    if near:
        return message(
            N_("there is no command {key}; did you mean {name}?"), key=one_line(id_), name=near[0]
        )
    return message(N_("there is no command {key}"), key=one_line(id_))


def _named(id_: str, value: object) -> tuple[str, ...]:
    """The keys that a value names; raises `NoKey`."""
    names = [value] if isinstance(value, str) else value
    if not isinstance(names, list) or not all(isinstance(each, str) for each in names):
        raise NoKey(message(N_("a key is a text, several are a list of texts")))
    own = command(id_)
    keys = tuple(dict.fromkeys(key_named(each, own.keys.split(",")) for each in names if each))
    if own.where >= TYPED and (typing := next(filter(typed_with, keys), None)):
        key = shown_key(typing)
        raise NoKey(message(N_("the key {key} is needed while something is typed"), key=key))
    if not keys and id_ in KEPT:
        raise NoKey(message(N_("{command} cannot be without a key"), command=id_))
    if "escape" in keys and id_ != "back":
        raise NoKey(message(N_("Esc goes back everywhere; it cannot mean anything else")))
    return keys


def clashes(asked: dict[str, tuple[str, ...]]) -> Iterator[tuple[str, Message]]:
    """Take out of `asked` what would give two commands of one place the same key, and say why; of
    two that were moved the one that was written first stays.
    """
    while True:
        found = _clash(asked)
        if found is None:
            return
        id_, key, other = found
        del asked[id_]
        yield (
            id_,
            message(
                N_("the key {key} is already that of “{command}”"),
                key=shown_key(key),
                command=message(other.label),
            ),
        )


def _clash(asked: Mapping[str, tuple[str, ...]]) -> tuple[str, str, Command] | None:
    """A moved command, the key that is not free for it, and the command that has it."""
    moved = list(asked)
    others = [each for each in COMMANDS if each.id not in asked]
    for number, id_ in enumerate(moved):
        own = command(id_)
        for key in asked[id_]:
            for other in (*(command(each) for each in moved[:number]), *others):
                keys = asked.get(other.id) or tuple(other.keys.split(","))
                if other.id in asked and not asked[other.id]:
                    keys = ()
                if key in keys and own.where & other.where:
                    return id_, key, other
    return None
