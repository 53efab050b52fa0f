"""Where a number of a scorecard comes from, by the name people give it."""

from __future__ import annotations

from collections.abc import Iterator

from kinerja_tui.locale import N_, message
from kinerja_tui.measure.exact import decimals_of, shown
from kinerja_tui.measure.figures import Figure, Graded, IndicatorScore, Scorecard, Step
from kinerja_tui.measure.path import step_to
from kinerja_tui.model.base import Source

RESERVED = frozenset({"unit", "budget", "efficiency", "pmk", "activity", "goal", "indicator"})


def subjects(card: Scorecard) -> tuple[str, ...]:
    """The names that `explain` knows on this card, in the order of the page.

    An indicator's own name is its id; a goal's too, or `goal.<id>` where an indicator has that id.
    """
    return tuple(dict(_named(card)))


def explain(card: Scorecard, subject: str) -> Figure | None:
    """The figure called `subject` with its steps; None when the card has no such figure.

    `indicator.<id>` and `goal.<id>` are always understood.
    """
    for name, figure in _named(card, subject):
        if name == subject:
            return figure
    kind, _, rest = subject.partition(".")
    if kind == "goal":
        return next((each.mean.figure for each in card.goals if each.id == rest), None)
    if kind != "indicator":
        return None
    status = card.scale.origin if card.scale else ""
    for each in card.indicators:
        if _is_of(each.id, rest):
            for name, figure in _of_indicator(each.id, each, status):
                if name == rest:
                    return figure
    return None


def _is_of(name: str, subject: str) -> bool:
    """Whether `subject` is the indicator called `name` or something of it."""
    return subject == name or subject.startswith(name + ".")


def _named(card: Scorecard, wanted: str | None = None) -> Iterator[tuple[str, Figure]]:
    """The card's figures by name; of the indicators only the one that `wanted` is of, if given."""
    yield "unit", card.mean.figure
    status = card.scale.origin if card.scale else ""
    ids = {each.id for each in card.indicators}
    for goal in card.goals:
        taken = goal.id in ids or goal.id in RESERVED
        yield f"goal.{goal.id}" if taken else goal.id, goal.mean.figure
        for each in goal.indicators:
            name = f"indicator.{each.id}" if each.id in RESERVED else each.id
            if wanted is None or _is_of(name, wanted):
                yield from _of_indicator(name, each, status)
    yield "budget", card.budget.absorption
    yield "budget.spending", card.budget.spending
    for activity in card.budget.activities:
        yield f"activity.{activity.activity.id}", activity.absorption
    yield "efficiency", card.efficiency.difference
    for own in card.efficiency.goals:
        yield f"efficiency.{own.goal}", own.difference
    yield "pmk", card.efficiency.pmk.value


def _of_indicator(name: str, score: IndicatorScore, status: str) -> Iterator[tuple[str, Figure]]:
    yield name, score.achievement.figure
    yield f"{name}.value", score.value.figure
    if score.composite is not None:
        yield f"{name}.composite", score.composite.value
        for part in score.composite.parts:
            yield f"{name}.component.{part.id}", part.value
    if score.grade is not None:
        file = f"scales/{score.grade.scale}.toml"
        yield f"{name}.grade", _graded(score.value.figure, score.grade, file)
    if score.status is not None:
        yield f"{name}.status", _graded(score.achievement.figure, score.status, status)
    for quarter in score.quarters:
        yield f"{name}.{quarter.key}", quarter.of_quarter
        yield f"{name}.{quarter.key}.year", quarter.of_year
    for year in score.years:
        yield f"{name}.{year.year}", year.achievement.figure
    for due in score.mid_term:
        yield f"{name}.mid-term.{due.year}", due.progress
        if due.year > score.year:
            yield f"{name}.path", step_to(score, due)


def _graded(figure: Figure, graded: Graded, file: str) -> Figure:
    """How a number came to its class: what was looked up, and the bound it reaches.

    `file` is the scale's; it is empty for the built-in scale, which no record holds.
    """
    number = graded.number
    if number is None:
        return figure
    steps = list(figure.steps)
    if figure.value is not None and number != figure.value:
        what = message(N_("Rounded as the scale {scale} asks"), scale=graded.scale)
        formula = message(
            N_("{number} to {n} decimals"), number=shown(figure.value), n=decimals_of(number)
        )
        steps.append(Step(what, number, formula))
    grade = graded.grade
    what = message(N_("Grade {name}"), name=grade.name)
    key = f"grade.{graded.id}."
    if grade.at_least is not None:
        formula = message(N_("from {bound}"), bound=grade.at_least)
        bound, key = grade.at_least, key + "at_least"
    elif grade.above is not None:
        formula = message(N_("above {bound}"), bound=grade.above)
        bound, key = grade.above, key + "above"
    else:
        formula, bound, key = message(N_("below every other grade")), None, key + "name"
    steps.append(Step(what, bound, formula, Source(file, key) if file else None))
    return Figure(number, None, tuple(steps))
