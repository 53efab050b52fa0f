"""What is added to the records: a goal, a file of any other kind, a revision of the agreement; each
made from a commented template, or from what is there already.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Final, Literal, get_args

from msgspec import Struct

from kinerja_tui.locale import INDONESIAN, N_, Language, Message, message
from kinerja_tui.model.library import Book, Library
from kinerja_tui.store.disk.excerpt import quoted
from kinerja_tui.store.format.kinds import ID_RULE, NOT_UNITS, where
from kinerja_tui.store.reading.listing import usable
from kinerja_tui.store.splicing.edit import Action, Part

AddKind = Literal[
    "goal", "indicator", "activity", "agreement", "recommendation", "plan", "unit", "year"
]
KINDS: Final[tuple[AddKind, ...]] = get_args(AddKind)
TEMPLATES: Final = ("ip-asn", "spbe", "skm", "sakip", "merit", "kelembagaan")
"""The indicators whose components, weights and scale the program knows."""


class NotAdded(Exception):
    """It cannot be added as it was asked for; `field` is what is missing or wrong."""

    def __init__(self, text: Message, hint: Message | None = None, field: str = "") -> None:
        """Keep both sentences untranslated."""
        super().__init__(str(text))
        self.message = text
        self.hint = hint
        self.field = field


class Wanted(Struct, frozen=True, kw_only=True):
    """What is to be added, as somebody typed it; `source` is the template of an indicator, or the
    version of the agreement to copy, `year` the first one of a unit. What is empty was not said.
    `language` is the person's.
    """

    kind: AddKind
    language: Language = INDONESIAN
    id: str = ""
    name: str = ""
    code: str = ""
    goal: str = ""
    measured_in: str = ""
    polarity: str = ""
    source: str = ""
    ceiling: str = ""
    issuer: str = ""
    date: str = ""
    ground: str = ""
    reason: str = ""
    text: str = ""
    first: str = ""
    second: str = ""
    year: str = ""


class Added(Struct, frozen=True, kw_only=True):
    """The parts of an action that adds `id`; `file` and `key` (empty = the file) are where it will
    stand.
    """

    kind: AddKind
    id: str
    file: str
    parts: tuple[Part, ...]
    key: str = ""

    def action(self, session: str = "") -> Action:
        """The action that adds it."""
        return Action(self.parts, "add", session=session)


class Place(Struct, frozen=True, kw_only=True):
    """Where something is added: the store below `root`, as it is known in `library`, a unit and a
    year (0 where it belongs to no year).
    """

    root: Path
    library: Library
    unit: str
    year: int

    @property
    def book(self) -> Book:
        """The unit's year; empty when there is none."""
        return self.library.book(self.unit, self.year) or Book(unit=self.unit, year=self.year)


Maker = Callable[[Place, Wanted], Added]


def addition(place: Place, wanted: Wanted) -> Added:
    """The action that adds what is wanted; nothing is written.

    Raises `NotAdded` for what is missing, refused or there already, `Unreadable` for a file that is
    needed and cannot be read.
    """
    from kinerja_tui.store.writing import added_files

    makers: Mapping[AddKind, Maker] = added_files.MAKERS
    return makers[wanted.kind](place, wanted)


def id_of(name: str, least: str = "") -> str:
    """An id made of the letters and digits of a name; `least` where it has none."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    return re.sub("[^a-z0-9]+", "-", plain).strip("-")[:64].strip("-") or least


def short_id(name: str, taken: Iterable[str] = ()) -> str:
    """A handy id for a long name: its first words, at most 24 characters, that is not `taken`."""
    found = ""
    for word in id_of(name).split("-"):
        if found and len(found) + len(word) > 23:
            break
        found = f"{found}-{word}" if found else word[:24]
    known = set(taken)
    if not found:
        return ""
    numbers = (f"{found}-{n}" for n in range(2, len(known) + 3))
    return found if found not in known else next(each for each in numbers if each not in known)


def next_code(codes: Iterable[str], usual: str) -> str:
    """The code after the last of `codes`: `IK 3` after `IK 1` and `IK 2`; `usual` for the first."""
    found = [match for code in codes if (match := re.fullmatch(r"(.*?)([0-9]{1,6})", code))]
    if not found:
        return usual
    last = max(found, key=lambda match: int(match[2]))
    return f"{last[1]}{int(last[2]) + 1}"


def usable_id(wanted: str, proposed: str, taken: Iterable[str]) -> str:
    """The id that was wanted, else the one proposed; raises `NotAdded`."""
    id_ = wanted.strip() or proposed
    if not id_:
        raise NotAdded(message(N_("The id is missing.")), message(ID_RULE), "id")
    if not usable(id_) or id_ in NOT_UNITS:
        raise NotAdded(
            message(N_("{name} cannot be an id."), name=quoted(id_)), message(ID_RULE), "id"
        )
    if id_ in set(taken):
        raise NotAdded(
            message(N_("“{id}” is there already."), id=id_),
            message(N_("Give it another id.")),
            "id",
        )
    return id_


def file_at(place: Place, wanted: AddKind, id_: str) -> str:
    """The path of the file that a record of the kind has."""
    kind = "goals" if wanted == "goal" else wanted
    return where(kind, id_ if wanted == "unit" else place.unit, place.year, id_)
