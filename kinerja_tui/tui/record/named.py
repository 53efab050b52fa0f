"""What a new table is called, and which of its fields a refusal is about."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

from kinerja_tui.locale import N_, Message, message
from kinerja_tui.model.base import ID_PATTERN, Problem
from kinerja_tui.store.disk.excerpt import quoted
from kinerja_tui.store.format.kinds import ID_RULE
from kinerja_tui.store.format.shape import named_by
from kinerja_tui.store.toml.lexer import NotToml, split_key
from kinerja_tui.tui.record.register import Path, Register

NAME = ""
"""What the field is called that names the new table."""

MADE_OF = ("name", "text")
"""The fields that a name can be made of."""

_SLUG = 3

Why = tuple[Message, Message | None]
"""Why a field is refused, and what helps."""


def derived(texts: Mapping[str, str]) -> str:
    """An id from the first words of the name or the text; empty where there is neither."""
    for name in MADE_OF:
        plain = unicodedata.normalize("NFKD", texts.get(name, "").casefold())
        words = re.findall("[a-z0-9]+", plain.encode("ascii", "ignore").decode())
        found = "-".join(words[:_SLUG])[:40].strip("-")
        if found:
            return found
    return ""


def why_no_name(register: Register, path: Path, found: str) -> Why | None:
    """Why a table below `path` cannot be called `found`; None when it can."""
    years = named_by(register.kind, path) == "year"
    if not found:
        return message(N_("This must be filled in.")), None
    if years and not re.fullmatch("[1-9][0-9]{3}", found):
        return message(N_("A year of four digits is due here.")), None
    if not years and not re.search(ID_PATTERN, found):
        return message(N_("{name} cannot be an id."), name=quoted(found)), message(ID_RULE)
    if register.found.find((*path, found)) is not None:
        return message(N_("There is one of this name already.")), None
    return None


def field_meant(problem: Problem, inside: Path, texts: Mapping[str, str]) -> str | None:
    """The field of the table `inside` that a problem is about: the key it stands at; where it
    stands at the table, the first of `texts` that its sentence names, those that are empty first.
    None where it is about something else.
    """
    try:
        path = split_key(problem.key) if problem.key else ()
    except NotToml:
        return None
    if not path or path[: len(inside)] != inside:
        return None
    if len(path) > len(inside):
        name = path[len(inside)]
        return name if name in texts else None
    return _spoken_of(problem, texts) or (NAME if NAME in texts else None)


def _spoken_of(problem: Problem, texts: Mapping[str, str]) -> str | None:
    said = set(re.findall(r"[a-z_]+", str(problem.message)))
    named: Iterable[str] = [each for each in texts if each and each in said]
    return min(named, key=lambda each: bool(texts[each].strip()), default=None)
