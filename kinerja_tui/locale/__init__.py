"""The two languages: messages that travel untranslated, and the words that translate them.

Rooms below the screen return `Message` values; only the borders (cli, tui, report painters) hold a
`Words` and turn them into text. English source strings are the message ids.
"""

from __future__ import annotations

import gettext
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Literal, NamedTuple

LanguageCode = Literal["id", "en"]

DOMAIN = "kinerja"


def N_(text: str) -> str:  # noqa: N802 - the name gettext tools look for
    """Mark `text` for the catalogues without translating it."""
    return text


class Language(NamedTuple):
    """One language and its number signs: `decimal` and `group` are single characters."""

    code: LanguageCode
    decimal: str
    group: str


INDONESIAN = Language("id", ",", ".")
ENGLISH = Language("en", ".", ",")
LANGUAGES: Mapping[str, Language] = {"id": INDONESIAN, "en": ENGLISH}


class Message(NamedTuple):
    """A sentence not yet in any language: an English `text` with `{name}` places and their
    arguments.

    An argument may be text, a whole number, a Decimal (printed with the language's decimal sign, as
    recorded), a date, or another Message.
    """

    text: str
    args: tuple[tuple[str, str | int | Decimal | date | Message], ...] = ()

    def __str__(self) -> str:
        """The English sentence, for logs and failing tests only."""
        return Words(ENGLISH).say(self)


def message(text: str, /, **args: str | int | Decimal | date | Message) -> Message:
    """A `Message` of `text`, which must have been marked with `N_` where it is written."""
    return Message(text, tuple(args.items()))


class Grouped(int):
    """A whole number that a sentence prints with the language's sign between its thousands."""


class Words:
    """Everything the program says, in one language.

    `words("text")` translates, `words("{n} files", n=3)` fills in, `words.count(one, many, n)`
    chooses the plural, `words.say(message)` renders a `Message`.
    """

    def __init__(self, language: Language) -> None:
        """Words in `language`; the catalogue is read at the first word."""
        self.language = language

    def __call__(self, text: str, /, **args: str | int | Decimal | date | Message) -> str:
        """`text` in this language with its places filled in."""
        # An empty id stands for the catalogue's own header.
        translated = _catalogue(self.language.code).gettext(text) if text else ""
        return self._fill(translated, args) if args else translated

    def count(
        self, one: str, many: str, n: int, **args: str | int | Decimal | date | Message
    ) -> str:
        """The form of `one` / `many` that goes with `n`, filled in (`{n}` is `n`)."""
        translated = _catalogue(self.language.code).ngettext(one, many, n)
        return self._fill(translated, {"n": n, **args})

    def say(self, message: Message) -> str:
        """`message` in this language."""
        return self(message.text, **dict(message.args))

    def day(self, day: date) -> str:
        """`day` as people write it here: `4 September 2022`."""
        return f"{day.day} {self(_MONTHS[day.month - 1])} {day.year}"

    def short_day(self, day: date) -> str:
        """`day` for narrow places: `4 Sep 2022`."""
        return f"{day.day} {self(_MONTHS[day.month - 1])[:3]} {day.year}"

    def _fill(self, text: str, args: Mapping[str, str | int | Decimal | date | Message]) -> str:
        return text.format_map({name: self._argument(value) for name, value in args.items()})

    def _argument(self, value: str | int | Decimal | date | Message) -> str:
        if isinstance(value, Message):
            return self.say(value)
        if isinstance(value, Decimal):
            return format(value, "f").replace(".", self.language.decimal)
        if isinstance(value, date):
            return self.day(value)
        if isinstance(value, Grouped):
            return f"{value:,}".replace(",", self.language.group)
        return str(value)


_MONTHS = (
    N_("January"),
    N_("February"),
    N_("March"),
    N_("April"),
    N_("May"),
    N_("June"),
    N_("July"),
    N_("August"),
    N_("September"),
    N_("October"),
    N_("November"),
    N_("December"),
)


@lru_cache(maxsize=2)
def _catalogue(code: LanguageCode) -> gettext.NullTranslations:
    """The compiled catalogue of `code`, which the package ships; English falls back to the
    ids.
    """
    folder = Path(__file__).parent
    return gettext.translation(DOMAIN, folder, [code], fallback=True)
