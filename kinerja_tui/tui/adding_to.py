"""What `a` adds to a record that a row stands for: a ceiling, a share of a goal, an action."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from kinerja_tui.locale import N_, Message, message
from kinerja_tui.model.indicator import home
from kinerja_tui.store.toml.lexer import join_key
from kinerja_tui.tui.record.picking import Choice

if TYPE_CHECKING:
    from kinerja_tui.model.activity import Activity
    from kinerja_tui.model.library import Book
    from kinerja_tui.model.year import Goal
    from kinerja_tui.tui.screens.main import MainScreen

Spot = tuple[str, str]
"""A file, and in it the dotted key of the table that is added, or to which one is added."""

_NO_INDICATOR: Final = N_("An indicator comes first; it is added in place {key_place_1}.")
_NO_LINK: Final = N_("On a goal or an activity the two are linked here.")
_EVERY_GOAL: Final = N_("This activity serves every goal already.")
_EVERY_ACTIVITY: Final = N_("Every activity serves this goal already.")


class Offer(Struct, frozen=True):
    """Records that can be added to: the question, the choices, by a choice's value where that is,
    and the value on which the cursor is at first.
    """

    title: str
    choices: tuple[Choice, ...]
    spots: Mapping[str, Spot]
    at: str = ""


def added_to(screen: MainScreen) -> Offer | Spot | Message | None:
    """What the table that is shown adds to, to be chosen or known from the row, or why it cannot;
    None where `a` adds what it adds in the whole place.
    """
    if screen.place == 0 or screen.opened_table is not None or not screen.tables:
        return None
    table, book = screen.tables[screen.turned].id, screen.desk.page.book
    if table == "actions":
        return _action(screen)
    if table == "revisions" and book.activities:
        activity = _activity(screen, book)
        return (activity.origin, "revision") if activity is not None else None
    if table == "links" and book.activities and book.goal:
        return _link(screen, book)
    return None


def begin(screen: MainScreen, found: Offer | Spot | Message) -> None:
    """Ask what is added to, where that is to be chosen, and open the form there; or say why not."""
    from kinerja_tui.tui.record.filling import fill_in
    from kinerja_tui.tui.record.picking import Picking

    if isinstance(found, Message):
        screen.say(screen.words.say(found))
    elif isinstance(found, Offer):
        spots = found.spots

        def take(choice: Choice) -> None:
            screen.leave()
            fill_in(screen, *spots[choice.value])

        screen.enter(Picking(screen, found.title, found.choices, take, screen.leave, found.at))
    else:
        fill_in(screen, *found)


def _subject(screen: MainScreen) -> str:
    return screen.grid.current.subject if screen.grid.current is not None else ""


def _activity(screen: MainScreen, book: Book) -> Activity | None:
    kind, _, id_ = _subject(screen).partition(".")
    return book.activities.get(id_) if kind == "activity" else None


def _action(screen: MainScreen) -> Offer | Message:
    """An action of one of the indicators, first of the one of the row."""
    every = screen.desk.page.card.indicators
    if not every:
        return message(_NO_INDICATOR)
    choices = tuple(
        Choice(f"{each.indicator.code}  {each.indicator.name}", each.id, each.id) for each in every
    )
    spots = {each.id: (home(each.indicator), "action") for each in every}
    kind, _, rest = _subject(screen).partition(".")
    own = rest.partition(".")[0] if kind == "action" else ""
    return Offer(screen.words("An action of which indicator?"), choices, spots, own)


def _link(screen: MainScreen, book: Book) -> Offer | Message:
    """From an activity to a goal that it does not serve yet, or from a goal to an activity."""
    words, goals = screen.words, book.goal
    activity, goal = _activity(screen, book), goals.get(_subject(screen))
    if activity is not None:
        left = {id_: each for id_, each in goals.items() if id_ not in activity.share}
        choices = tuple(Choice(_called(each), id_, id_) for id_, each in left.items())
        spots = {id_: (activity.origin, _share(id_)) for id_ in left}
        title = words("Which goal does this activity serve?")
        return Offer(title, choices, spots) if choices else message(_EVERY_GOAL)
    if goal is None:
        return message(_NO_LINK)
    own = _subject(screen)
    every = (each.activity for each in screen.desk.page.card.budget.activities)
    loose = {each.id: each for each in every if own not in each.share}
    choices = tuple(Choice(_called(each), id_, id_) for id_, each in loose.items())
    spots = {id_: (each.origin, _share(own)) for id_, each in loose.items()}
    title = words("Which activity serves {code}?", code=goal.code)
    return Offer(title, choices, spots) if choices else message(_EVERY_ACTIVITY)


def _share(goal: str) -> str:
    return join_key(("share", goal))


def _called(each: Goal | Activity) -> str:
    return f"{each.code}  {each.name}" if each.code else each.name
