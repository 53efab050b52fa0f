"""Where a row's record lies, by what the row is called; and where a problem is shown."""

from __future__ import annotations

from typing import NamedTuple

from kinerja_tui.model.base import Problem
from kinerja_tui.model.indicator import home
from kinerja_tui.report.page import Page


class Spot(NamedTuple):
    """A place of the workspace and a row of it."""

    place: str
    subject: str


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


def spot_of(page: Page, problem: Problem) -> Spot | None:
    """Where the record of a problem is shown; None when the page does not have it."""
    book, file, key = page.book, problem.file, problem.key
    for score in page.card.indicators:
        if file in (score.indicator.origin, home(score.indicator)):
            parts = key.split(".")
            if parts[0] == "action" and parts[1:2] and parts[1] in score.indicator.action:
                return Spot("follow-up", f"action.{score.id}.{parts[1]}")
            return Spot("achievement", score.id)
    for agreement in book.agreements:
        if file == agreement.origin:
            target = key.split(".")
            named = len(target) > 1 and target[0] == "target" and target[1] in book.indicators
            return Spot("agreement", target[1] if named else f"agreement.{agreement.id}")
    for activity in book.activities.values():
        if file == activity.origin:
            return Spot("budget", f"activity.{activity.id}")
    for found in book.recommendations.values():
        if file == found.origin and found.item:
            item = next((id_ for id_ in found.item if key.startswith(f"item.{id_}")), None)
            return Spot("follow-up", f"recommendation.{found.id}.{item or next(iter(found.item))}")
    return _goal(page, file, key)


def _goal(page: Page, file: str, key: str) -> Spot | None:
    goals = page.book.goals
    if goals is None or file != goals.origin:
        return None
    parts = key.split(".")
    known = len(parts) > 1 and parts[1] in goals.goal
    return Spot("achievement", parts[1] if known else next(iter(goals.goal)))
