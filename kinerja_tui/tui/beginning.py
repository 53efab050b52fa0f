"""The commands that begin something: a record, a new year; and the list of what is still due."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from kinerja_tui.locale import Message
from kinerja_tui.report.text import words_of
from kinerja_tui.store.disk.files import Unreadable
from kinerja_tui.store.splicing.edit import Refused
from kinerja_tui.tui.errands import find
from kinerja_tui.tui.places import PLACES

if TYPE_CHECKING:
    from kinerja_tui.measure.due import Due
    from kinerja_tui.store.state.drafts import Draft as Paper
    from kinerja_tui.store.writing.add import Added, AddKind
    from kinerja_tui.store.writing.new_year import NewYear
    from kinerja_tui.tui.screens.main import MainScreen
    from kinerja_tui.tui.unfinished import Unfinished


class Beginning(ABC):
    """The main screen's beginnings."""

    _screen: MainScreen
    _left: Unfinished

    @abstractmethod
    def all_units(self, unit: str, said: str = "") -> None:
        """All units with the cursor on one of them, and what is `said` then."""

    def do_add(self) -> None:
        """A form for what is added in this place or to this row; or why there is none."""
        from kinerja_tui.tui import adding_to
        from kinerja_tui.tui.adding_here import adds_form, adds_unit, key_here, why_not
        from kinerja_tui.tui.record.filling import fill_in

        screen, words = self._screen, self._screen.words
        if adds_unit(screen):
            self._form({"year": str(screen.desk.year)}, "unit")
            return
        if self._closed():
            return
        found = adding_to.added_to(screen)
        if found is not None:
            adding_to.begin(screen, found)
            return
        if adds_form(screen):
            place = PLACES[screen.place].id
            self._form({"goal": self._goal()} if place == PLACES[0].id else {})
            return
        reason = why_not(screen)
        if reason is not None:
            screen.say(words.say(reason))
        else:
            fill_in(screen, *key_here(screen))

    def _closed(self) -> bool:
        """Whether the year is closed, which is then said."""
        screen, words, book = self._screen, self._screen.words, self._screen.desk.page.book
        if book.closed:
            text = words("The year {year} is closed; its records no longer change.", year=book.year)
            screen.say(text)
        return book.closed

    def _form(self, first: Mapping[str, str], kind: AddKind | None = None) -> None:
        """The form of the place, for `kind` first; `first` is what is proposed."""
        from kinerja_tui.tui.adding import kinds_in
        from kinerja_tui.tui.modes.adding import Adding

        screen = self._screen
        kinds = kinds_in(PLACES[screen.place].id, screen.desk.page.book)
        if kind is not None and kind not in kinds:
            kinds = (kind,)
        screen.enter(Adding(screen, kinds, self._left, self._added, first, kind))

    def resume_add(self, paper: Paper) -> None:
        """Go on with a form that an earlier session left."""
        from kinerja_tui.tui.adding import place_of
        from kinerja_tui.tui.unfinished import where_typed

        screen, desk = self._screen, self._screen.desk
        unit, year = where_typed(paper)

        def taken(found: Paper | Message) -> None:
            if isinstance(found, Message):
                screen.look_for_drafts()
                screen.say(screen.words.say(found))
                return
            kind = self._left.take_up(found)
            if kind is None:
                desk.company.put_aside(found)
                screen.look_for_drafts()
                return
            screen.visit([each.id for each in PLACES].index(place_of(kind)))
            self._form({}, kind)

        def there() -> None:
            # A unit lies in no year.
            if paper.fields.get("kind") != "unit" and self._closed():
                screen.look_for_drafts()
            else:
                screen.work(lambda: desk.company.take(paper), taken)

        if (unit, year) == (desk.unit, desk.year):
            there()
        else:
            screen.open(unit, year, there)

    def _goal(self) -> str:
        """The goal of the row under the cursor, else the first."""
        screen = self._screen
        row, book = screen.grid.current, screen.desk.page.book
        goals = book.goals.goal if book.goals is not None else {}
        subject = row.subject if row is not None else ""
        if subject in goals:
            return subject
        score = screen.desk.score(subject)
        own = score.indicator.goal if score is not None else ""
        return own if own in goals else next(iter(goals), "")

    def _added(self, added: Added) -> None:
        """Go to the new row, and say what was added."""
        from kinerja_tui.tui.adding import row_of, untargeted

        screen, words = self._screen, self._screen.words
        place, subjects = row_of(added, screen.desk.page.book)
        places = [each.id for each in PLACES]
        said = words("Added: {id}. {key_undo} undoes it.", id=added.id)
        if added.kind == "agreement" and untargeted(screen.desk.page.book, added.id):
            said = words("Added: {id}. {key_due} lists its targets, which come next.", id=added.id)
        if added.kind == "indicator":
            screen.show_indicator(added.id)
        elif added.kind == "unit":
            self.all_units(added.id, said)
            return
        elif place:
            if screen.place != places.index(place) or screen.opened_table is not None:
                screen.visit(places.index(place))
            screen.wanted = ""
            screen.show_card()
            any(find(screen, each) for each in subjects)
        screen.say(said)

    def do_new_year(self) -> None:
        """Show what the unit's next year would be; Enter makes it."""
        from kinerja_tui.store.writing.new_year import NotBegun
        from kinerja_tui.tui.modes.next_year import NextYear

        screen, desk, words = self._screen, self._screen.desk, self._screen.words

        def call() -> NewYear | NotBegun | Refused:
            settings = desk.page.library.settings
            language = settings.language if settings is not None else words.language.code
            try:
                return desk.shelf.new_year(desk.unit, language)
            except NotBegun as error:
                return error
            except Unreadable as error:
                return Refused(error.problem)

        def planned(found: NewYear | NotBegun | Refused) -> None:
            if isinstance(found, NotBegun):
                screen.say(words.say(found.message))
            elif isinstance(found, Refused):
                screen.say(words_of(found.problem.message, words))
            else:
                screen.enter(NextYear(screen, found))

        screen.work(call, planned)

    def do_due(self) -> None:
        """What is still to be filled in of the year; Enter goes to the field."""
        from kinerja_tui.report.tables.due import due_of, due_table

        screen, words = self._screen, self._screen.words
        page = screen.desk.page
        found = due_of(page, today(screen))
        if not found:
            screen.say(words("Everything is filled in."))
            return
        if screen.place != 0:
            screen.visit(0)
        screen.open_table(due_table(page, found, numbered=True))

    def open_due(self, subject: str) -> None:
        """From a row of what is due to where it belongs."""
        from kinerja_tui.report.tables.due import due_of

        screen = self._screen
        found = due_of(screen.desk.page, today(screen))
        number = int(subject.removeprefix("due."))
        if number < len(found):
            self._jump(found[number])

    def _jump(self, due: Due) -> None:
        screen = self._screen
        of_year = due.key.startswith("realisation.")
        if of_year and screen.show_indicator(due.subject):
            screen.verbs.do_edit()
            return
        if not due.key:
            screen.visit(1)
            return
        from kinerja_tui.tui.record.filling import fill_in

        fill_in(screen, due.file, due.key)


def today(screen: MainScreen) -> date:
    """The day on which the year was opened, or the day that is asked for where it is later."""
    moment = screen.desk.moment
    return max(date(int(moment[:4]), int(moment[4:6]), int(moment[6:8])), screen.page.card.at)
