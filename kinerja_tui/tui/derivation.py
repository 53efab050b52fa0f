"""Where a number comes from, as lines to read: inputs with file and line, then each result."""

from __future__ import annotations

from collections.abc import Callable

from kinerja_tui.locale import N_, Words
from kinerja_tui.measure.figures import Figure, Step
from kinerja_tui.model.base import Source
from kinerja_tui.model.settings import Rules
from kinerja_tui.numbers import printing
from kinerja_tui.report import phrases
from kinerja_tui.report.page import Page
from kinerja_tui.report.safe import one_line
from kinerja_tui.report.text import words_of
from kinerja_tui.report.width import wide
from kinerja_tui.tui.lines import Line, Piece, line, paragraph, wrapped
from kinerja_tui.tui.record.labels import TABLES

_MORE_DECIMALS = 4

Where = Callable[[Source], int]
"""The line of a source in its file, 0 when it is not known."""


def derivation(figure: Figure, rules: Rules, where: Where, width: int, words: Words) -> list[Line]:
    """Every step of the figure: what, its value, its formula, and `file:line` of an input."""
    found: list[Line] = []
    for step in figure.steps:
        found.extend(_step(step, rules, where, width, words))
    if figure.value is None:
        reason = words.say(phrases.reason(figure.reason))
        found.append(line(" ", Piece(words("No figure: {reason}", reason=reason), "bold")))
    return found


def _step(step: Step, rules: Rules, where: Where, width: int, words: Words) -> list[Line]:
    what = words_of(step.what, words)
    value = _value(step, rules, words)
    room = max(width - wide(value) - 4, 10)
    rows = wrapped(what, room)
    found = [
        line(
            " ",
            rows[0],
            " " * max(width - 3 - wide(rows[0]) - wide(value), 2),
            Piece(value, "bold"),
        ),
        *(line(" ", row) for row in rows[1:]),
    ]
    if step.formula is not None:
        found.extend(
            line("   ", Piece(row, "dim"))
            for row in wrapped(words_of(step.formula, words), width - 4)
        )
    if step.source is not None:
        found.extend(
            line("   ", Piece(row, "dim")) for row in wrapped(_place(step.source, where), width - 4)
        )
    return found


def _place(source: Source, where: Where) -> str:
    number = where(source)
    file, key = one_line(source.file), one_line(source.key)
    return f"{file}:{number}  {key}" if number else f"{file}  {key}"


def _value(step: Step, rules: Rules, words: Words) -> str:
    if step.value is None:
        return ""
    number = step.value
    if step.source is None:
        places = rules.decimals + _MORE_DECIMALS
        exponent = number.as_tuple().exponent
        if isinstance(exponent, int) and -exponent > places:
            number = printing.rounded(number, places, rules.rounding)
    return printing.as_typed(number, words.language)


def figure_lines(
    title: str, shown: str, figure: Figure, rules: Rules, where: Where, width: int, words: Words
) -> list[Line]:
    """A page about one number: its name and value, and the derivation."""
    head = paragraph("", title, width - 2)
    return [
        *(line(" ", *(Piece(piece.text, "bold") for piece in each)) for each in head),
        line(" ", Piece(shown, "bold")),
        (),
        *derivation(figure, rules, where, width, words),
    ]


def named(page: Page, subject: str, words: Words) -> tuple[str, bool]:
    """What the figure called `subject` is, in words, and whether it is in percent."""
    part = _part_of(page, subject, words)
    if part is not None:
        return part
    score = page.card.indicator(subject.removesuffix(".value"))
    if score is not None:
        name = f"{score.indicator.code} {score.indicator.name}"
        if subject.endswith(".value"):
            return words_of(f"{words('Realisation')}: {name}", words), False
        return words_of(f"{words('Achievement')}: {name}", words), True
    goal = page.goal(subject.removeprefix("goal."))
    if goal is not None:
        return words_of(f"{words('Mean')}: {goal.goal.code} {goal.goal.name}", words), True
    activity = page.book.activities.get(subject.removeprefix("activity."))
    if activity is not None:
        return words_of(f"{words('Absorption')}: {activity.name}", words), True
    if subject in _OF_THE_UNIT:
        return words(_OF_THE_UNIT[subject]), subject != "efficiency"
    return one_line(subject), False


def _part_of(page: Page, subject: str, words: Words) -> tuple[str, bool] | None:
    """A quarter of an indicator, an earlier year, its mid-term target or the way to it."""
    id_, _, part = subject.partition(".")
    score = page.card.indicator(id_)
    if score is None or not part or part == "value":
        return None
    own, percent = part, True
    if part == "path":
        own, percent = words("What each remaining year must bring, in equal steps"), False
    elif part.startswith("mid-term."):
        own = words("Progress to the target of {year}", year=part.removeprefix("mid-term."))
    elif part == "composite" or part.startswith("component."):
        own, percent = words("Components"), False
    elif part in score.indicator.quarters:
        own = words("{quarter}, of its own target", quarter=words(TABLES[part]))
    elif part.removesuffix(".year") in score.indicator.quarters:
        quarter = words(TABLES[part.removesuffix(".year")])
        own = words("{quarter}, of the year", quarter=quarter)
    return words_of(f"{own}: {score.indicator.code} {score.indicator.name}", words), percent


_OF_THE_UNIT = {
    "unit": N_("Mean of the unit"),
    "budget": N_("Absorption of the unit"),
    "efficiency": N_("Achievement minus absorption, in points"),
    "pmk": N_("Efficiency value (NE)"),
}
