"""Where a row's record lies, by what the row is called; and what is said of where a cell is
written.
"""

from __future__ import annotations

from typing import NamedTuple

from kinerja_tui.locale import Message
from kinerja_tui.model.indicator import home
from kinerja_tui.report.page import Page


class Cell(NamedTuple):
    """A cell of the workspace: the slug of its table (empty for the indicators of place 1), its
    row's subject, its column's id. It is in the `nth` row of that subject, under the row `group`.
    """

    table: str
    subject: str
    column: str
    nth: int = 0
    group: str = ""


class Written(NamedTuple):
    """Where a cell is written: a file, and in it a dotted key or, where that is empty, a line.

    `part` is the table or key that can be removed with the cell; empty is the whole record. A
    `value` can be typed at the key; of another cell `why` says what it is computed from. A
    `heading` stands for its row. The row's number says nothing of a cell `apart`, which may have
    its own, called `figure`.
    """

    file: str
    key: str = ""
    part: str = ""
    value: bool = False
    why: Message | None = None
    heading: bool = False
    apart: bool = False
    figure: str = ""
    line: int = 0


def typed(file: str, key: str, apart: bool = False) -> Written:
    """A cell that is a value of a record; its part is the table around it."""
    return Written(file, key, key.rpartition(".")[0] or key, value=True, apart=apart)


def named(file: str, key: str, part: str = "") -> Written:
    """A cell that stands for its row, and is a value at `key`."""
    return Written(file, key, part, value=True, heading=True)


def heading(file: str, part: str, why: Message | None = None) -> Written:
    """A cell that stands for its row, and is written nowhere itself."""
    return Written(file, part, part, why=why, heading=True)


def computed(file: str, part: str, why: Message, apart: bool = False, figure: str = "") -> Written:
    """A cell that is computed; what it is computed from is near `part`."""
    return Written(file, part, part, why=why, apart=apart, figure=figure)


def located(page: Page, subject: str) -> tuple[str, str] | None:
    """The file and the key of what a row is called; an empty key is the whole file.

    None for a row that has no record: a sum, or a unit that is not on the page.
    """
    if "/" in subject:
        return subject, ""
    kind, _, rest = subject.partition(".")
    book = page.book
    if kind == "agreement":
        agreement = next((each for each in book.agreements if each.id == rest), None)
        return (agreement.origin, "") if agreement else None
    if kind == "activity":
        activity = book.activities.get(rest)
        return (activity.origin, "") if activity else None
    if kind == "recommendation":
        set_, _, item = rest.partition(".")
        found = book.recommendations.get(set_)
        return (found.origin, f"item.{item}") if found else None
    if kind == "action":
        id_, _, action = rest.partition(".")
        score = page.card.indicator(id_)
        return (score.indicator.origin, f"action.{action}") if score else None
    if kind == "unit" and rest:
        records = page.library.units.get(rest.partition(".")[0])
        return (records.unit.origin, "") if records else None
    return _measured(page, subject)


def _measured(page: Page, subject: str) -> tuple[str, str] | None:
    """An indicator, one of its quarters, or a goal."""
    id_, _, key = subject.partition(".")
    score = page.card.indicator(id_)
    if score is not None and (not key or key in score.indicator.quarters):
        return home(score.indicator), key or "realisation"
    goals = page.book.goals
    if goals is not None and subject in goals.goal:
        return goals.origin, f"goal.{subject}"
    return None
