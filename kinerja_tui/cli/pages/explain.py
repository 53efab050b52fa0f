"""A derivation as text: its inputs with where they are written, its results with their formulas."""

from __future__ import annotations

from collections.abc import Callable

from kinerja_tui.cli.pages.lines import readable, wrapped
from kinerja_tui.locale import Words
from kinerja_tui.measure.figures import Figure, Step
from kinerja_tui.model.base import Source
from kinerja_tui.model.settings import Rules
from kinerja_tui.numbers import printing
from kinerja_tui.report import phrases
from kinerja_tui.report.paint.json import step_value
from kinerja_tui.report.paint.plain import Ink
from kinerja_tui.report.safe import one_line

PlaceOf = Callable[[Source], str]


def explain_page(
    title: str, figure: Figure, rules: Rules, words: Words, ink: Ink, place_of: PlaceOf
) -> str:
    """The steps in order, numbered, and what comes out of them; `place_of` names a source's
    place.
    """
    lines = [ink.paint(line, "1") for line in wrapped(title, ink.width)]
    margin = len(str(len(figure.steps))) + 2
    for number, step in enumerate(figure.steps, 1):
        head = f"{number}.".ljust(margin)
        lines += wrapped(_step(step, rules, words), ink.width, " " * margin, head)
        if step.source is not None:
            lines += wrapped(place_of(step.source), ink.width, " " * margin)
    lines.append("")
    lines += wrapped(_result(figure, rules, words), ink.width)
    return "\n".join(lines)


def _step(step: Step, rules: Rules, words: Words) -> str:
    """`what: value` of an input, `what: formula = value` of a result."""
    what = one_line(words.say(step.what))
    value = step_value(step, rules)
    text = readable(value, words.language) if value is not None else ""
    if step.formula is not None:
        formula = one_line(words.say(step.formula))
        return f"{what}: {formula} = {text}" if text else f"{what}: {formula}"
    return f"{what}: {text}" if text else what


def _result(figure: Figure, rules: Rules, words: Words) -> str:
    if figure.value is None:
        return words("Result: none, because: {reason}", reason=phrases.reason(figure.reason))
    value = printing.rounded(figure.value, rules.decimals, rules.rounding)
    return words(
        "Result: {value} ({n} decimals, {rounding})",
        value=value,
        n=rules.decimals,
        rounding=words("half up") if rules.rounding == "half-up" else words("half to even"),
    )
