"""The versions of an agreement side by side: what changed stands out by a sign and a word."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise

from msgspec.structs import replace

from kinerja_tui.locale import N_, Message, message
from kinerja_tui.measure.figures import TargetValue
from kinerja_tui.measure.target import target_in_agreement
from kinerja_tui.model.agreement import Agreement
from kinerja_tui.model.indicator import Indicator
from kinerja_tui.report import bars, cells, phrases
from kinerja_tui.report.page import Page
from kinerja_tui.report.table import Cell, Column, Row, Table
from kinerja_tui.report.tables.achievement import CODE, INDICATOR
from kinerja_tui.report.tables.agreement import name_of

_SAME = message(N_("= unchanged"))
_NEW = message(N_("+ new"))
_GONE = message(N_("- dropped"))
_UP = message(N_("↑ raised"))
_DOWN = message(N_("↓ lowered"))
_OTHER = message(N_("~ changed"))
_LEAST = 2
"""So many versions can differ."""
_CHANGE = Column(id="change", title=message(N_("Difference")), kind="word")


def side_by_side(page: Page) -> Table:
    """A row a version (its date, parties and ground), then a row an indicator with its target in
    each version.
    """
    agreements = page.book.agreements
    blanks = (cells.EMPTY,) * (len(agreements) + 1)
    heads = tuple(
        Row(
            kind="group",
            subject=f"agreement.{each.id}",
            cells=(cells.text(short_name(page, each)), cells.text(summary(page, each)), *blanks),
        )
        for each in agreements
    )
    rows = tuple(
        _target_row(page, indicator)
        for goal in page.book.goal
        for indicator in page.book.indicators_of(goal)
    )
    return Table(
        id="versions",
        slug="versi",
        title=message(N_("Versions side by side {year}"), year=page.year),
        columns=(CODE, INDICATOR, _CHANGE, *_columns(page)),
        rows=(*heads, *rows) if agreements else (),
        rounding=page.rules.rounding,
        chief=_in_force_column(page),
    )


def budgets(page: Page) -> Table:
    """A row an activity with its budget in each version, and the totals."""
    agreements = page.book.agreements
    ids = dict.fromkeys(id_ for each in agreements for id_ in each.budget)
    rows = [
        Row(
            kind="item",
            subject=f"activity.{id_}",
            cells=(
                cells.text(page.book.activities[id_].name if id_ in page.book.activities else id_),
                *_amounts([_amount(each, id_) for each in agreements]),
            ),
        )
        for id_ in ids
    ]
    totals = [
        sum(line.amount for line in each.budget.values()) if each.budget else None
        for each in agreements
    ]
    rows.append(
        Row(kind="total", cells=(cells.text(message(N_("TOTAL"))), *_amounts(totals))),
    )
    return Table(
        id="budgets",
        slug="anggaran-versi",
        title=message(N_("Budgets side by side {year}"), year=page.year),
        columns=(
            Column(id="activity", title=message(N_("Activity"))),
            _CHANGE,
            *(replace(each, kind="amount") for each in _columns(page)),
        ),
        rows=tuple(rows) if ids else (),
        rounding=page.rules.rounding,
        chief=_in_force_column(page),
    )


def short_name(page: Page, agreement: Agreement) -> Message:
    """`initial`, `revision 1`."""
    return phrases.version(agreement, agreement is page.book.agreements[0])


def summary(page: Page, agreement: Agreement) -> Message:
    """A version in one line: its date, whether it is in force, who signed it, its ground."""
    parts: list[Message | date] = [agreement.date]
    if in_force(page, agreement):
        parts.append(message(N_("in force")))
    parts.append(
        message(
            N_("{first} with {second}"), first=agreement.first.name, second=agreement.second.name
        )
    )
    if agreement.ground is not None:
        parts.append(message(phrases.GROUNDS[agreement.ground]))
    return message(
        "; ".join(f"{{p{number}}}" for number in range(len(parts))),
        **{f"p{number}": each for number, each in enumerate(parts)},
    )


def in_force(page: Page, agreement: Agreement) -> bool:
    """Whether the page's targets come from this version."""
    return page.card.agreement is not None and page.card.agreement.id == agreement.id


def _in_force_column(page: Page) -> str:
    """The column of the version in force; empty where none is."""
    found = page.card.agreement
    return f"version_{found.id}" if found is not None else ""


def _columns(page: Page) -> tuple[Column, ...]:
    return tuple(
        Column(
            id=f"version_{each.id}",
            title=name_of(page, each),
            short=short_name(page, each),
            kind="number",
        )
        for each in page.book.agreements
    )


def _target_row(page: Page, indicator: Indicator) -> Row:
    scale = page.library.scales.get(indicator.scale or "")
    found = [target_in_agreement(each, indicator, scale) for each in page.book.agreements]
    marks = ("", *(_mark(*pair) for pair in pairwise(found)))
    return Row(
        kind="item",
        subject=indicator.id,
        cells=(
            cells.text(indicator.code),
            cells.text(indicator.name),
            cells.text(_word(found)),
            *(
                _marked(cells.target(target, indicator.decimals), mark)
                for target, mark in zip(found, marks, strict=True)
            ),
        ),
    )


def _marked(cell: Cell, mark: str) -> Cell:
    # Numbers stand under each other whether or not one of them has a sign behind it.
    return replace(cell, mark=f" {mark}" if mark else "  ")


def _promise(found: TargetValue | None) -> tuple[object, ...] | None:
    if found is None:
        return None
    return found.number, found.lo, found.hi, found.grade.id if found.grade else None


def _mark(before: TargetValue | None, after: TargetValue | None) -> str:
    """The sign of a change between two versions that follow each other."""
    if _promise(before) == _promise(after):
        return ""
    if before is None or after is None:
        return "+" if before is None else "-"
    if before.number is None or after.number is None:
        return "~"
    return bars.direction(after.number - before.number)


def _word(found: Sequence[TargetValue | None]) -> Message | None:
    """The sign and the word for all that happened from the first version to the last; None where
    there is only one.
    """
    if len(found) < _LEAST:
        return None
    if all(_promise(each) == _promise(found[0]) for each in found):
        return _SAME
    first, last = found[0], found[-1]
    if first is None and last is not None:
        return _NEW
    if last is None:
        return _GONE
    if first is None or first.number is None or last.number is None:
        return _OTHER
    return _of_numbers(first.number, last.number)


def _of_numbers(first: Decimal | int, last: Decimal | int) -> Message:
    if first == last:
        return _OTHER
    return _UP if last > first else _DOWN


def _amount(agreement: Agreement, id_: str) -> int | None:
    line = agreement.budget.get(id_)
    return line.amount if line else None


def _amounts(found: Sequence[int | None]) -> tuple[Cell, ...]:
    marks = [""]
    for before, after in pairwise(found):
        if before == after:
            marks.append("")
        elif before is None or after is None:
            marks.append("+" if before is None else "-")
        else:
            marks.append(bars.direction(Decimal(after - before)))
    made = (
        _marked(Cell(value=each, kind="amount", absent=cells.NOT_AVAILABLE), mark)
        for each, mark in zip(found, marks, strict=True)
    )
    return (cells.text(_amount_word(found)), *made)


def _amount_word(found: Sequence[int | None]) -> Message | None:
    if len(found) < _LEAST:
        return None
    if len(set(found)) == 1:
        return _SAME
    first, last = found[0], found[-1]
    if first is None or last is None:
        return _NEW if first is None else _GONE
    return _of_numbers(first, last)
