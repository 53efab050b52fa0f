"""The JSON contract, version 1: documents as plain dictionaries, and their bytes.

Computed numbers are rounded to the store's decimals, typed ones keep their digits (`60.00` stays
`60.00`); an absent value is null, with a `reason` beside it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import Any

import msgspec

from kinerja_tui.locale import Message, Words
from kinerja_tui.measure.figures import (
    ActivityScore,
    Figure,
    GoalEfficiency,
    GoalScore,
    IndicatorScore,
    Step,
    TargetValue,
    Value,
)
from kinerja_tui.model.base import Problem, Source
from kinerja_tui.model.settings import Rules
from kinerja_tui.numbers import printing
from kinerja_tui.report import phrases
from kinerja_tui.report.page import Page
from kinerja_tui.report.table import Cell, Table

VERSION = 1
STEP_DECIMALS = 6

Document = dict[str, Any]
LineOf = Callable[[Source], int]


def encode(document: Document) -> bytes:
    """The document as indented UTF-8 JSON with a line end; control characters are always
    escaped.
    """
    text = msgspec.json.format(msgspec.json.encode(_ready(document)), indent=2).decode()
    return (_UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n").encode()


_UNSEEN = re.compile("[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


def _ready(value: Any) -> Any:
    """Numbers as their own digits, days as ISO."""
    if isinstance(value, dict):
        return {key: _ready(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_ready(each) for each in value]
    if isinstance(value, Decimal):
        return msgspec.Raw(printing.plain(value).encode())
    return value


def status_document(page: Page, problems: Iterable[Problem], words: Words) -> Document:
    """What `status --json` prints; the problems' sentences are in the language of `words`."""
    card = page.card
    agreement = card.agreement
    return {
        "version": VERSION,
        "unit": card.unit,
        "year": card.year,
        "at": card.at,
        "agreement": {"id": agreement.id, "date": agreement.date} if agreement else None,
        "achievement": computed(card.mean.figure, page.rules),
        "counted": card.mean.counted,
        "total": card.mean.total,
        "reason": card.mean.figure.reason,
        "goals": [goal(each, page.rules) for each in card.goals],
        "budget": _budget(page),
        "efficiency": _efficiency(page),
        "problems": [problem(each, words) for each in problems],
    }


def explain_document(
    subject: str, figure: Figure, rules: Rules, words: Words, line_of: LineOf
) -> Document:
    """What `explain --json` prints; `line_of` finds the line of a source, 0 when it is not known.

    Computed steps keep up to six decimals, so that the derivation can be followed by hand.
    """
    return {
        "version": VERSION,
        "subject": subject,
        "value": computed(figure, rules),
        "reason": figure.reason,
        "steps": [_step(each, rules, words, line_of) for each in figure.steps],
    }


def _step(step: Step, rules: Rules, words: Words, line_of: LineOf) -> Document:
    source = step.source
    return {
        "what": words.say(step.what),
        "value": step_value(step, rules),
        "formula": words.say(step.formula) if step.formula else None,
        "file": source.file if source else None,
        "key": source.key if source else None,
        "line": (line_of(source) or None) if source else None,
    }


def step_value(step: Step, rules: Rules) -> Decimal | None:
    """An input as it was typed; a result with at most six decimals."""
    value = step.value
    if value is None or step.source is not None:
        return value
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and -exponent <= STEP_DECIMALS:
        return value
    short = printing.rounded(value, STEP_DECIMALS, rules.rounding)
    trimmed = printing.plain(short).rstrip("0").rstrip(".")
    return Decimal(trimmed)


def tables_document(tables: Iterable[Table], words: Words) -> Document:
    """What `show --json` prints of tables: columns by id, rows as objects, notes as sentences."""
    return {"version": VERSION, "tables": [_table(each, words) for each in tables]}


def _table(table: Table, words: Words) -> Document:
    return {
        "id": table.id,
        "slug": table.slug,
        "title": words.say(table.title),
        "columns": [
            {"id": column.id, "title": words.say(column.title), "kind": column.kind}
            for column in table.columns
        ],
        "rows": [
            {
                column.id: _cell(cell, table, words)
                for column, cell in zip(table.columns, row.cells, strict=True)
            }
            for row in table.rows
        ],
        "notes": [words.say(note) for note in table.notes],
    }


def _cell(cell: Cell, table: Table, words: Words) -> Any:
    value = cell.value
    if value is None:
        return None
    if cell.word:
        return cell.word
    if isinstance(value, Message):
        return words.say(value)
    if isinstance(value, str | date):
        return value
    number = Decimal(value)
    return (
        number if cell.decimals is None else printing.rounded(number, cell.decimals, table.rounding)
    )


def problem(found: Problem, words: Words) -> Document:
    """A problem of a record."""
    return {
        "file": found.file,
        "line": found.line or None,
        "column": found.column or None,
        "code": found.code,
        "message": words.say(found.message),
        "hint": words.say(found.hint) if found.hint else None,
    }


def goal(score: GoalScore, rules: Rules) -> Document:
    """A goal with its indicators."""
    return {
        "id": score.id,
        "code": score.goal.code,
        "name": score.goal.name,
        "achievement": computed(score.mean.figure, rules),
        "status": phrases.status_code(score.status),
        "counted": score.mean.counted,
        "total": score.mean.total,
        "reason": score.mean.figure.reason,
        "indicators": [indicator(each, rules) for each in score.indicators],
    }


def indicator(score: IndicatorScore, rules: Rules) -> Document:
    """An indicator's figures; one that is not counted keeps `raw_achievement`."""
    found = score.indicator
    achievement = score.achievement
    return {
        "id": score.id,
        "code": found.code,
        "name": found.name,
        "measured_in": found.measured_in,
        "polarity": found.polarity,
        "target": target(score.target),
        "realisation": realisation(score.value, rules, found.decimals),
        "state": score.value.state,
        "data_year": score.value.data_year,
        "counted": score.counts,
        "achievement": computed(achievement.figure, rules),
        "raw_achievement": rounded(achievement.raw, rules),
        "formula": achievement.formula,
        "status": phrases.status_code(score.status),
        "grade": score.grade.id if score.grade else None,
        "reason": score.reason,
    }


def target(found: TargetValue | None) -> Decimal | Document | None:
    """A number as typed, a band `{"lo", "hi"}`, or a grade `{"grade", "score"}`."""
    if found is None:
        return None
    if found.grade is not None:
        return {"grade": found.grade.id, "score": found.score}
    if found.lo is not None:
        return {"lo": found.lo, "hi": found.hi}
    return found.number


def realisation(
    value: Value, rules: Rules, decimals: int | None = None
) -> Decimal | Document | None:
    """A number, exact when it was stated; a grade `{"grade", "score"}` when the grade is the
    value.
    """
    if value.grade is not None:
        return {"grade": value.grade.id, "score": value.number}
    if value.number is None or value.way in ("stated", "history"):
        return value.number
    return printing.rounded(
        value.number, rules.decimals if decimals is None else decimals, rules.rounding
    )


def computed(figure: Figure, rules: Rules) -> Decimal | None:
    """A computed number, rounded."""
    return rounded(figure.value, rules)


def rounded(value: Decimal | None, rules: Rules) -> Decimal | None:
    """`value` with the store's decimals."""
    return None if value is None else printing.rounded(value, rules.decimals, rules.rounding)


def _budget(page: Page) -> Document:
    score = page.card.budget
    return {
        "ceiling": score.ceiling,
        "spending": score.spending.value,
        "absorption": computed(score.absorption, page.rules),
        "reason": score.absorption.reason,
        "activities": [activity(each, page.rules) for each in score.activities],
    }


def activity(score: ActivityScore, rules: Rules) -> Document:
    """A budget line, in rupiah and percent."""
    return {
        "id": score.activity.id,
        "name": score.activity.name,
        "ceiling": score.ceiling,
        "spending": score.spending.value,
        "absorption": computed(score.absorption, rules),
        "physical": score.physical,
        "reason": score.absorption.reason,
    }


def _efficiency(page: Page) -> Document:
    found = page.card.efficiency
    return {
        "difference": computed(found.difference, page.rules),
        "reason": found.difference.reason,
        "goals": [_goal_efficiency(each, page.rules) for each in found.goals],
    }


def _goal_efficiency(found: GoalEfficiency, rules: Rules) -> Document:
    return {
        "goal": found.goal,
        "achievement": rounded(found.achievement, rules),
        "absorption": computed(found.absorption, rules),
        "difference": computed(found.difference, rules),
        "reason": found.difference.reason,
    }
