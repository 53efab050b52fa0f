"""What must be known before the commands are built: the language, whether only the version is asked
for.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from kinerja_tui.locale import INDONESIAN, LANGUAGES, Language

VARIABLE = "KINERJA_LANG"
WITH_VALUE = frozenset({"--records", "--unit", "--year", "--at", "--lang"})
_WORDS = {
    "id": "id",
    "ind": "id",
    "indonesia": "id",
    "indonesian": "id",
    "bahasa": "id",
    "en": "en",
    "eng": "en",
    "english": "en",
    "inggris": "en",
}


class Early(NamedTuple):
    """What stands on the command line: the options that decide the language, and the command's
    name.
    """

    lang: str | None = None
    records: str | None = None
    command: str | None = None
    version: bool = False


def scan(arguments: Sequence[str]) -> Early:
    """Look through `arguments` up to `--`; the last value of an option wins, nothing is refused
    here.
    """
    found: dict[str, str] = {}
    command: str | None = None
    version = False
    rest = iter(arguments)
    for argument in rest:
        if argument == "--":
            break
        name, equals, value = argument.partition("=")
        if name in WITH_VALUE:
            found[name] = value if equals else next(rest, "")
        elif argument in ("--version", "-V") and command is None:
            version = True
        elif command is None and not argument.startswith("-"):
            command = argument
    return Early(found.get("--lang"), found.get("--records"), command, version)


def language_named(text: str) -> Language | None:
    """The language that `text` names (`id`, `en`, `indonesia`, `inggris`, `id_ID.UTF-8`), or
    None.
    """
    word = re.split(r"[._@]", text.strip().casefold(), maxsplit=1)[0]
    code = _WORDS.get(word)
    return LANGUAGES[code] if code else None


def settle_language(early: Early, environment: Mapping[str, str], here: Path) -> Language:
    """The language of `--lang`, else of KINERJA_LANG, else the store's `language`, else
    Indonesian.
    """
    for named in (early.lang, environment.get(VARIABLE)):
        found = language_named(named) if named else None
        if found is not None:
            return found
    return _language_of_store(early, environment, here) or INDONESIAN


def _language_of_store(early: Early, environment: Mapping[str, str], here: Path) -> Language | None:
    from kinerja_tui.store.disk.find import NoStore, find_store

    try:
        root = find_store(here, Path(early.records) if early.records else None, environment)
        text = settings_text(root)
    except (NoStore, OSError, ValueError):
        return None
    found = setting(text, "language")
    return language_named(found) if found else None


def settings_text(root: Path) -> str:
    """The first 64 kB of kinerja.toml below `root`; empty when it is no plain file that can be
    read.
    """
    import stat

    from kinerja_tui.store.disk.find import SETTINGS

    try:
        descriptor = os.open(root / SETTINGS, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW)
    except (OSError, ValueError):
        return ""
    try:
        plain = stat.S_ISREG(os.fstat(descriptor).st_mode)
        return os.read(descriptor, 1 << 16).decode("utf-8", "replace") if plain else ""
    except OSError:
        return ""
    finally:
        os.close(descriptor)


def setting(text: str, key: str) -> str:
    """The value of a top-level `key` in the text of kinerja.toml, without its quotes; else
    empty.
    """
    head = re.split(r"^[ \t]*\[", text, maxsplit=1, flags=re.MULTILINE)[0]
    found = re.search(
        rf"""^[ \t]*{re.escape(key)}[ \t]*=[ \t]*["']?([A-Za-z0-9_-]+)["']?[ \t]*(?:\#.*)?\r?$""",
        head,
        re.MULTILINE,
    )
    return found[1] if found else ""
