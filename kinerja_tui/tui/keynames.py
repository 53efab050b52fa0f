"""The names of keys: as people write them, as the screen's library calls them, as they are shown;
and the keys that a program in a terminal cannot have.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType

from kinerja_tui.locale import N_, Message, message
from kinerja_tui.report.safe import one_line

_SIGNS: Mapping[str, str] = MappingProxyType(
    {
        "!": "exclamation_mark",
        '"': "quotation_mark",
        "#": "number_sign",
        "$": "dollar_sign",
        "%": "percent_sign",
        "&": "ampersand",
        "'": "apostrophe",
        "(": "left_parenthesis",
        ")": "right_parenthesis",
        "*": "asterisk",
        "+": "plus",
        ",": "comma",
        "-": "minus",
        ".": "full_stop",
        "/": "slash",
        ":": "colon",
        ";": "semicolon",
        "<": "less_than_sign",
        "=": "equals_sign",
        ">": "greater_than_sign",
        "?": "question_mark",
        "@": "at",
        "[": "left_square_bracket",
        "\\": "backslash",
        "]": "right_square_bracket",
        "^": "circumflex_accent",
        "_": "underscore",
        "`": "grave_accent",
        "{": "left_curly_bracket",
        "|": "vertical_line",
        "}": "right_curly_bracket",
        "~": "tilde",
    }
)
_FUNCTION = tuple(f"f{number}" for number in range(1, 25))
_EDITING = frozenset({"ctrl+d", "ctrl+e", "ctrl+k", "ctrl+u", "ctrl+w"})
"""Keys that move or delete in a field."""
_NAMED: Mapping[str, str] = MappingProxyType(
    {
        "up": "↑",
        "down": "↓",
        "left": "←",
        "right": "→",
        "home": "Home",
        "end": "End",
        "pageup": "PgUp",
        "pagedown": "PgDn",
        "insert": "Ins",
        "delete": "Del",
        "backspace": "Backspace",
        "enter": "Enter",
        "tab": "Tab",
        "space": "Space",
        "escape": "Esc",
        **{name: name.upper() for name in _FUNCTION},
    }
)
_MEANT = {
    "esc": "escape",
    "return": "enter",
    "pgup": "pageup",
    "page_up": "pageup",
    "pgdn": "pagedown",
    "page_down": "pagedown",
    "del": "delete",
    "ins": "insert",
}
_SHOWN = {name: sign for sign, name in _SIGNS.items()} | dict(_NAMED)
_ASCII = {"up": "Up", "down": "Down", "left": "Left", "right": "Right"}
_TAKEN: Mapping[str, Message] = MappingProxyType(
    {
        "ctrl+j": message(N_("terminals send it for Enter")),
        "ctrl+m": message(N_("terminals send it for Enter")),
        "ctrl+i": message(N_("terminals send it for Tab")),
        "ctrl+h": message(N_("terminals send it for Backspace")),
        "ctrl+left_square_bracket": message(N_("terminals send it for Esc")),
        "ctrl+s": message(N_("it stops the output of a terminal")),
        "ctrl+q": message(N_("it quits from anywhere")),
        "ctrl+c": message(N_("it quits from anywhere")),
        "ctrl+z": message(N_("it stops the program for a while")),
        "ctrl+backslash": message(N_("it stops a program")),
        "ctrl+b": message(N_("tmux takes it")),
        "ctrl+a": message(N_("screen takes it")),
        "ctrl+enter": message(N_("many terminals do not send it")),
        "ctrl+grave_accent": message(N_("many terminals do not send it")),
    }
)


class NoKey(ValueError):
    """A text that names no key which the program can have; `reason` says why."""

    def __init__(self, reason: Message) -> None:
        """Keep the reason for the caller."""
        super().__init__(str(reason))
        self.reason = reason


def key_named(text: str, own: Collection[str] = ()) -> str:
    """The library's name of the key that people write as `/`, `G`, `f2` or `ctrl+e`; raises
    `NoKey`. Of the keys that are taken a command may have its `own`.
    """
    found = _name(text)
    if found in _TAKEN and found not in own:
        raise NoKey(
            message(N_("the key {key} cannot be used: {reason}"), key=text, reason=_TAKEN[found])
        )
    return found


def _name(text: str) -> str:
    *before, last = text.split("+") if text != "+" and not text.endswith("++") else _plus(text)
    modifiers = [each.strip().lower() for each in before]
    base = _base(last.strip())
    if base is None or not set(modifiers) <= {"ctrl", "shift", "alt", "meta", "super"}:
        raise NoKey(message(N_("there is no key called {key}"), key=one_line(text)))
    if set(modifiers) & {"alt", "meta", "super"}:
        reason = message(N_("terminals, desktops and Esc sequences take it"))
        raise NoKey(message(N_("the key {key} cannot be used: {reason}"), key=text, reason=reason))
    if not modifiers:
        return base
    if modifiers == ["shift"] and len(base) == 1:
        return base.upper()
    if "shift" in modifiers and (len(base) == 1 or base in _SIGNS.values()):
        reason = message(N_("many terminals do not send it"))
        raise NoKey(message(N_("the key {key} cannot be used: {reason}"), key=text, reason=reason))
    base = base.lower() if len(base) == 1 else base
    return "+".join([*sorted(set(modifiers)), base])


def _plus(text: str) -> list[str]:
    """The parts of a name whose key is the plus sign itself."""
    return [*(each for each in text[:-1].split("+") if each), "+"]


def _base(text: str) -> str | None:
    if len(text) == 1:
        alone = text.isascii() and text.isalnum()
        return text if alone else _SIGNS.get(text, "space" if text == " " else None)
    low = text.lower()
    low = _MEANT.get(low, low)
    return low if low in _NAMED or low in _SIGNS.values() else None


def typed_with(key: str) -> bool:
    """Whether the key, by the library's name, types something or moves in what is typed."""
    return not (key in _FUNCTION or (key.startswith("ctrl+") and key not in _EDITING))


def shown_key(key: str, ascii_only: bool = False) -> str:
    """A key as people read it: `/`, `PgDn`, `Ctrl+E`."""
    *modifiers, base = key.split("+")
    name = (_ASCII.get(base) if ascii_only else None) or _SHOWN.get(base, base)
    if modifiers and len(name) == 1:
        name = name.upper()
    return "+".join([*(each.capitalize() for each in modifiers), name])
