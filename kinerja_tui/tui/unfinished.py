"""What was typed into forms that add something, kept until it is added: here while the program
runs, and on the disk as a draft, so that a killed terminal loses no more than a second of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from kinerja_tui.store.format.kinds import unit_and_year
from kinerja_tui.tui.record.papers import PAGE

if TYPE_CHECKING:
    from kinerja_tui.store.state.drafts import Draft as Paper
    from kinerja_tui.store.writing.add import AddKind
    from kinerja_tui.tui.desk import Desk

FORM = "add"
"""What the field `PAGE` of a draft says that was typed into such a form."""

_VALUE = "="

Values = Mapping[str, str]


class _Sheet(Struct, frozen=True):
    """The fields of a form, and the draft that holds them on the disk."""

    values: dict[str, str]
    paper: Paper


class Unfinished:
    """The forms of a session that were begun: one a kind in each unit's year."""

    def __init__(self, desk: Desk) -> None:
        """Nothing was begun on `desk`."""
        self._desk = desk
        self._sheets: dict[tuple[str, int, AddKind], _Sheet] = {}

    def values(self, kind: AddKind) -> dict[str, str]:
        """What was typed into the form of this unit's year; nothing where there is none."""
        sheet = self._sheets.get(self._where(kind))
        return dict(sheet.values) if sheet is not None else {}

    def keep(self, kind: AddKind, values: Values, subject: str, text: str) -> None:
        """Keep the fields as they are after a key; `subject` names the form for people, `text` is
        what they typed in it.
        """
        where = self._where(kind)
        sheet = self._sheets.get(where)
        paper = sheet.paper if sheet is not None else self._paper(subject)
        self._sheets[where] = _Sheet(dict(values), paper)
        typed = {_VALUE + name: each for name, each in values.items() if each}
        fields = {PAGE: FORM, "kind": kind, **typed}
        self._desk.company.write(replace(paper, text=text, fields=fields))

    def done(self, kind: AddKind) -> None:
        """It was added, or nothing is left of what was typed."""
        sheet = self._sheets.pop(self._where(kind), None)
        if sheet is not None:
            self._desk.company.drop(sheet.paper)

    def take_up(self, paper: Paper) -> AddKind | None:
        """Go on with a draft of an earlier session, in the unit's year on the desk; None for one
        whose kind no form adds. Fields that a form does not have are left out.
        """
        from kinerja_tui.tui.adding import FORMED, asked

        kind = next((each for each in FORMED if each == paper.fields.get("kind")), None)
        if kind is not None:
            known = asked(kind, self._desk.page.book)
            typed = {name: paper.fields.get(_VALUE + name, "") for name in known}
            values = {name: text for name, text in typed.items() if text}
            self._sheets[self._where(kind)] = _Sheet(values, paper)
        return kind

    def _where(self, kind: AddKind) -> tuple[str, int, AddKind]:
        return self._desk.unit, self._desk.year, kind

    def _paper(self, subject: str) -> Paper:
        """A draft that belongs to the unit's year: the record it is of is not there yet."""
        folder = f"{self._desk.unit}/{self._desk.year}"
        return self._desk.company.paper(f"{folder}/year.toml", FORM, {}, subject)


def is_form(paper: Paper) -> bool:
    """Whether the draft was typed into a form that adds something."""
    return paper.fields.get(PAGE) == FORM


def where_typed(paper: Paper) -> tuple[str, int]:
    """The unit and the year in which it was typed."""
    return unit_and_year(paper.file)
