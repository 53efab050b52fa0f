"""What is wrong with a field of a form that adds something, while it is typed."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from kinerja_tui.locale import N_, Message, message
from kinerja_tui.numbers.reading import Refused
from kinerja_tui.store.format.kinds import FIRST_YEAR, LAST_YEAR
from kinerja_tui.store.writing.add import AddKind, NotAdded, usable_id

if TYPE_CHECKING:
    from kinerja_tui.model.base import Record
    from kinerja_tui.tui.desk import Desk

Why = tuple[Message, Message | None]
"""Why a text is refused, and what helps."""

_PLAN = r"(?:plan-)?[0-9]{4}-[0-9]{4}"


def why_wrong(kind: AddKind, field: str, text: str, desk: Desk) -> Why | None:
    """Why what is typed in a field cannot be added, as far as the field alone says; None for an
    empty one, and for one that holds any text.
    """
    from kinerja_tui.tui.record.typing_line import hint_of

    typed = text.strip()
    if not typed:
        return None
    try:
        return _judged(kind, field, typed, desk)
    except NotAdded as error:
        return error.message, error.hint
    except Refused as refused:
        return refused.message, hint_of(refused)


def _judged(kind: AddKind, field: str, typed: str, desk: Desk) -> Why | None:
    """The same; raises `NotAdded`, `Refused`."""
    from kinerja_tui.store.format.typed import token_for

    if field == "id" and kind == "plan":
        if re.fullmatch(_PLAN, typed, re.ASCII):
            return None
        hint = message(N_("For example {example}."), example="2025-2029")
        return message(N_("A plan is called by its first and its last year.")), hint
    if field == "id":
        usable_id(typed, "", _taken(kind, desk))
    elif field == "year":
        year = re.fullmatch("[0-9]{4}", typed, re.ASCII)
        if year is None or not FIRST_YEAR <= int(typed) <= LAST_YEAR:
            return message(N_("A year of four digits is due here.")), None
    elif field in ("date", "ceiling"):
        if field == "date" and kind == "recommendation":
            field = "year" if re.fullmatch("[0-9]{4}", typed, re.ASCII) else "date"
        token_for(_record(kind), field, typed, desk.words.language)
    return None


def _record(kind: AddKind) -> type[Record]:
    from kinerja_tui.model.activity import Activity
    from kinerja_tui.model.agreement import Agreement
    from kinerja_tui.model.recommendation import Recommendation

    kinds: Mapping[AddKind, type[Record]] = {
        "activity": Activity,
        "agreement": Agreement,
        "recommendation": Recommendation,
    }
    return kinds[kind]


def _taken(kind: AddKind, desk: Desk) -> Collection[str]:
    """The ids that are no longer free."""
    book, library = desk.page.book, desk.page.library
    taken: Mapping[AddKind, Collection[str]] = {
        "indicator": book.indicators,
        "goal": book.goal,
        "activity": book.activities,
        "recommendation": book.recommendations,
        "unit": library.units,
    }
    return taken.get(kind, ())
