"""What is added in a place of the workspace: which fields are asked for, and what is proposed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from kinerja_tui.locale import N_
from kinerja_tui.model.library import Book
from kinerja_tui.report import phrases
from kinerja_tui.store.splicing.edit import Action, Done
from kinerja_tui.store.writing.add import (
    TEMPLATES,
    Added,
    AddKind,
    NotAdded,
    Wanted,
    next_code,
    short_id,
)
from kinerja_tui.tui.fresh import Fresh
from kinerja_tui.tui.shelf import Acted
from kinerja_tui.tui.speech import POLARITIES

if TYPE_CHECKING:
    from kinerja_tui.tui.desk import Desk

LABELS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "kind": N_("Kind"),
        "source": N_("Template"),
        "name": N_("Name"),
        "id": N_("Id"),
        "code": N_("Code"),
        "measured_in": N_("Measured in"),
        "polarity": N_("Direction"),
        "goal": N_("Goal"),
        "date": N_("Date"),
        "ground": N_("Ground"),
        "reason": N_("Reason"),
        "first": N_("First party"),
        "second": N_("Second party"),
        "ceiling": N_("Ceiling"),
        "issuer": N_("Issuer"),
        "text": N_("Recommendation"),
        "year": N_("First year"),
    }
)
WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "indicator": N_("indicator"),
        "goal": N_("goal"),
        "plan": N_("plan"),
        **POLARITIES,
        **{str(ground): text for ground, text in phrases.GROUNDS.items()},
        "": N_("none"),
    }
)
HINTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "first": N_("name; position"),
        "second": N_("name; position"),
        "measured_in": N_("% for percent"),
        "date": "31-12-2022",
    }
)
_YEARS: Final = N_("for example 2025-2029")
_POLARITIES: Final = ("maximize", "minimize", "stabilize")
_GROUNDS: Final = ("official", "strategy", "assumption")

_ASKED: Final[Mapping[AddKind, tuple[str, ...]]] = MappingProxyType(
    {
        "indicator": ("source", "name", "id", "code", "measured_in", "polarity", "goal"),
        "goal": ("name", "id", "code"),
        "activity": ("name", "id", "code", "ceiling"),
        "recommendation": ("name", "id", "issuer", "date", "text"),
        "plan": ("id", "name"),
        "unit": ("name", "id", "year"),
    }
)
FORMED: Final[tuple[AddKind, ...]] = (*_ASKED, "agreement")
"""What forms add."""

_KINDS: Final[Mapping[str, AddKind]] = MappingProxyType(
    {"agreement": "agreement", "budget": "activity", "follow-up": "recommendation"}
)


class Sent(Struct, frozen=True):
    """How an action ended, and the page that is there now."""

    acted: Acted
    fresh: Fresh | None = None


def place_of(kind: AddKind) -> str:
    """The place in which records of a kind are added."""
    return next((place for place, each in _KINDS.items() if each == kind), "achievement")


def kinds_in(place: str, book: Book) -> tuple[AddKind, ...]:
    """What can be added in a place; the first thing first. An indicator needs a goal."""
    if place in _KINDS:
        return (_KINDS[place],)
    goals = book.goals is not None and bool(book.goals.goal)
    return ("indicator", "goal", "plan") if goals else ("goal", "plan")


def asked(kind: AddKind, book: Book) -> tuple[str, ...]:
    """The fields of the form."""
    if kind == "agreement":
        later = ("date", "ground", "reason")
        return later if book.agreements else ("date", "first", "second")
    return _ASKED[kind]


def choices(field: str, book: Book) -> tuple[str, ...]:
    """The values that a field offers; none where it is typed."""
    if field == "source":
        return ("", *TEMPLATES)
    if field == "polarity":
        return _POLARITIES
    if field == "ground":
        return _GROUNDS
    if field == "goal":
        return tuple(book.goals.goal) if book.goals is not None else ()
    return ()


def hint(kind: AddKind, field: str) -> str:
    """How a field is written, untranslated; nothing where that is clear."""
    return _YEARS if (kind, field) == ("plan", "id") else HINTS.get(field, "")


def proposed(kind: AddKind, values: Mapping[str, str], book: Book) -> Mapping[str, str]:
    """What stands in for fields that are left empty."""
    name, source = values.get("name", ""), values.get("source", "")
    if kind == "indicator":
        from kinerja_tui.store.writing.added_files import indicator_id

        usual, known = _usual(source), book.indicators
        called = name or usual.get("name", "")
        code = next_code((each.code for each in known.values()), "IK 1")
        return {**usual, "id": indicator_id(source, called, known) if called else "", "code": code}
    if kind == "goal":
        goals = book.goals.goal if book.goals is not None else {}
        code = next_code((each.code for each in goals.values()), "SS 1")
        return {"id": short_id(name, goals) if name else "", "code": code}
    if kind == "plan":
        return {}
    records: Mapping[AddKind, Collection[str]] = {
        "activity": book.activities,
        "recommendation": book.recommendations,
    }
    return {"id": short_id(name, records.get(kind, ())) if name else ""}


def _usual(source: str) -> Mapping[str, str]:
    if not source:
        return {}
    from kinerja_tui.store.writing.added_files import shape_of

    shape = shape_of(source)
    return {key: str(shape[key]) for key in ("name", "measured_in")}


def addition(desk: Desk, wanted: Wanted) -> Added | NotAdded:
    """What adds it, or what is missing; raises `Unreadable`."""
    try:
        return desk.shelf.addition(desk.page.library, desk.unit, desk.year, wanted)
    except NotAdded as error:
        return error


def carried_out(desk: Desk, make: Callable[[], Action]) -> Sent:
    """Carry out an action, and read the page again; slow."""
    action = make()
    files = [each.file for each in action.parts]
    with desk.company.saving(*files) as saved:
        acted = desk.shelf.act(action)
        if isinstance(acted, Done):
            for file, digest in acted.files:
                saved(file, digest)
    return Sent(acted, desk.reread() if isinstance(acted, Done) else None)


def untargeted(book: Book, version: str) -> bool:
    """Whether a version of the agreement has an indicator of the year without a target."""
    own = next((each.target for each in book.agreements if each.id == version), {})
    return any(each not in own for each in book.indicators)


def row_of(added: Added, book: Book) -> tuple[str, Sequence[str]]:
    """The place in which what was added is shown, and what its row may be called there; no place
    for what has no row of its own.
    """
    match added.kind:
        case "activity":
            return "budget", (f"activity.{added.id}", added.id)
        case "agreement":
            return "agreement", (f"agreement.{added.id}", added.id)
        case "plan" | "unit":
            return "", ()
        case "recommendation":
            found = book.recommendations.get(added.id)
            items = [f"recommendation.{added.id}.{each}" for each in (found.item if found else ())]
            return "follow-up", tuple(items)
    return "achievement", (added.id,)
