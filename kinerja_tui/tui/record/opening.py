"""The ways from the main screen to the page of a record."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from kinerja_tui.locale import Message
from kinerja_tui.report.safe import one_line
from kinerja_tui.store.format.kinds import kind_of, stem_of, unit_and_year
from kinerja_tui.store.splicing.edit import Refused
from kinerja_tui.tui.record.labels import record_label
from kinerja_tui.tui.record.papers import ADDED, PAGE
from kinerja_tui.tui.record.picking import Choice, Picking
from kinerja_tui.tui.record.register import Register, dotted, register
from kinerja_tui.tui.written import here

if TYPE_CHECKING:
    from kinerja_tui.store.state.drafts import Draft as Paper
    from kinerja_tui.tui.record.sought import Sought
    from kinerja_tui.tui.screens.main import MainScreen
    from kinerja_tui.tui.screens.record import RecordScreen

Then = Callable[["RecordScreen"], None]


def open_record(
    main: MainScreen,
    file: str,
    key: str = "",
    then: Then | None = None,
    line: int = 0,
    otherwise: Callable[[Refused], bool] | None = None,
    unless: Callable[[Register], Message | None] | None = None,
) -> None:
    """Open the page of the record in `file`, with the cursor on `key`, or where the record does not
    know that on what stands on the `line`; then do `then` there.

    A record that cannot be shown goes to `otherwise`, which tells whether it took care of it;
    where `unless` has a reason, that is said and no page is opened.
    """

    def opened(found: Register | Refused | None) -> None:
        words = main.words
        if isinstance(found, Register):
            from kinerja_tui.tui.screens.record import RecordScreen

            why = unless(found) if unless is not None else None
            if why is not None:
                main.say(words.say(why))
                return
            screen = RecordScreen(main, found, found.beginning(key, line))
            if then is not None:
                screen.begin_with(lambda: then(screen))
            main.app.push_screen(screen)
        elif isinstance(found, Refused):
            if otherwise is not None and otherwise(found):
                return
            problem = found.problem
            name = one_line(problem.file.rpartition("/")[2])
            reason = words.say(problem.message)
            text = words(
                "{file}, line {line}: {reason}", file=name, line=problem.line, reason=reason
            )
            main.say(text if problem.line else f"{name}: {reason}")
        else:
            main.say(words("{name} is not there any more.", name=one_line(file)))

    main.work(lambda: register(main.desk.shelf, file), opened)


def choose_record(main: MainScreen) -> None:
    """Offer every record of the unit's year, of the unit, and those that all units share."""
    desk, words = main.desk, main.words

    def listed(files: tuple[str, ...]) -> None:
        choices = [
            Choice(f"{record_label(kind_of(each), words)}  {_called(main, each)}", each, each)
            for each in files
        ]
        if not choices:
            main.say(words("There are no records here."))
            return

        def take(choice: Choice) -> None:
            main.leave()
            open_record(main, choice.value)

        found = here(main)
        file = found.file if found is not None else ""
        main.enter(Picking(main, words("Open a record"), choices, take, main.leave, file))

    main.work(lambda: desk.shelf.files(desk.unit, desk.year), listed)


def _called(main: MainScreen, file: str) -> str:
    book = main.desk.page.book
    for each in book.indicators.values():
        if each.origin == file:
            return f"{each.code}  {each.name}"
    for activity in book.activities.values():
        if activity.origin == file:
            return activity.name
    return stem_of(file)


def take_up(main: MainScreen, paper: Paper) -> None:
    """Open the page of the record that a draft was typed on, and the field with its text."""
    unit, year = unit_and_year(paper.file)
    desk = main.desk

    def there() -> None:
        open_record(main, paper.file, paper.key, lambda screen: resume(screen, paper))

    if unit and year and (unit, year) != (desk.unit, desk.year):
        main.open(unit, year, there)
    else:
        there()


def resume(screen: RecordScreen, paper: Paper) -> None:
    """Go on with a draft that was typed on the page which is open."""
    from kinerja_tui.store.toml.lexer import split_key
    from kinerja_tui.tui.record.begin import begin, prepared_form
    from kinerja_tui.tui.record.form import Form

    if paper.fields.get(PAGE) == ADDED:
        path = split_key(paper.fields.get("table", paper.key))
        named = bool(paper.fields.get("named"))

        def enter(sought: Sought) -> None:
            fields = (sought.paper or paper).fields
            texts = {
                name.removeprefix("="): text
                for name, text in fields.items()
                if name.startswith("=")
            }
            screen.enter(Form(screen, sought, path, named, texts))

        prepared_form(screen, path, enter, paper)
        return
    for each in screen.register.with_empty():
        if each.path and dotted(each.path) == paper.key:
            begin(screen, each, paper)
            return
    screen.look_for_drafts()
    screen.say(screen.words("The key of this draft is not known any more; the draft stays."))
