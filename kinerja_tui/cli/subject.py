"""What a word on the command line names: an indicator, a goal, an activity, a version, a
recommendation.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal, NamedTuple

from kinerja_tui.cli.near import did_you_mean
from kinerja_tui.cli.records import same_name
from kinerja_tui.cli.stop import Stop
from kinerja_tui.locale import N_, message
from kinerja_tui.report.safe import one_line

if TYPE_CHECKING:
    from kinerja_tui.model.library import Book

Kind = Literal["indicator", "goal", "agreement", "activity", "recommendation"]


class Subject(NamedTuple):
    """A record, or a goal in goals.toml, of the year."""

    kind: Kind
    id: str


def find_subject(book: Book, text: str, extra: tuple[str, ...] = ()) -> Subject:
    """What `text` names: `<kind>.<id>`, an id, or a code or name in any spelling; raises `Stop`.

    Where several kinds share an id the first of indicator, goal, agreement, activity and
    recommendation is meant; `extra` are names that only serve as suggestions.
    """
    kind, dot, id_ = text.partition(".")
    everything = list(_everything(book))
    if dot:
        for subject, _ in everything:
            if (subject.kind, subject.id) == (kind, id_):
                return subject
    for subject, _ in everything:
        if subject.id == text:
            return subject
    wanted = same_name(text)
    matches = {
        subject for subject, names in everything if wanted and wanted in map(same_name, names)
    }
    if len(matches) == 1:
        return matches.pop()
    if matches:
        ids = ", ".join(f"{each.kind}.{each.id}" for each in sorted(matches, key=str))
        raise Stop(
            message(N_("“{name}” names several things: {ids}."), name=one_line(text), ids=ids),
            message(N_("Name one of them by its id.")),
        )
    raise unknown(text, [each.id for each, _ in everything] + list(extra), text)


def unknown(text: str, known: list[str], missing: str = "") -> Stop:
    """The refusal of a name that nothing has, with the nearest that something has; `missing` is the
    name when no record has it.
    """
    return Stop(
        message(N_("Nothing here is called “{name}”."), name=one_line(text)),
        did_you_mean(text, known)
        or message(N_("Known are: {names}."), names=", ".join(dict.fromkeys(known))),
        missing=missing,
    )


def _everything(book: Book) -> Iterator[tuple[Subject, tuple[str, ...]]]:
    for indicator in book.indicators.values():
        names = (indicator.code, indicator.name, *indicator.also)
        yield Subject("indicator", indicator.id), names
    for id_, goal in book.goal.items():
        yield Subject("goal", id_), (goal.code, goal.name, *goal.also)
    for agreement in book.agreements:
        yield Subject("agreement", agreement.id), (agreement.name, agreement.number)
    for activity in book.activities.values():
        yield Subject("activity", activity.id), (activity.code, activity.name, *activity.also)
    for recommendation in book.recommendations.values():
        yield Subject("recommendation", recommendation.id), (recommendation.name,)
