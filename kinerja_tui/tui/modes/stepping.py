"""An undo or redo that has ended: what is said of it, and the conflict that it may have met."""

from __future__ import annotations

from kinerja_tui.locale import N_
from kinerja_tui.store.format.kinds import kind_of
from kinerja_tui.store.splicing.edit import Conflict, Edit, Refused, Saved
from kinerja_tui.tui import news, past
from kinerja_tui.tui.desk import Ending
from kinerja_tui.tui.drafting import over
from kinerja_tui.tui.modes.conflict import Answer, Choosing
from kinerja_tui.tui.modes.stage import Stage


def settled(stage: Stage, found: past.Step | None, again: bool) -> None:
    """Show what came of it."""
    words = stage.words
    if found is None:
        stage.say(
            words("There is nothing to redo.") if again else words("There is nothing to undo.")
        )
        return
    done = past.took(stage.desk, found)
    stage.show_card()
    acted = found.acted
    if done and not _relisted(stage, found, again):
        _show(stage, _said(stage, found, again))
    elif isinstance(acted, Refused):
        stage.say(words.say(acted.problem.message))
    elif isinstance(acted, Conflict):
        _choose(stage, found, acted)


def _relisted(stage: Stage, found: past.Step, again: bool) -> bool:
    """Gather all units again where they are shown and one came or went; whether they were."""
    from kinerja_tui.report.tables import units
    from kinerja_tui.tui.screens.main import MainScreen

    desk = stage.desk
    if not isinstance(stage, MainScreen) or desk.unit not in desk.page.library.units:
        return False
    listed = stage.opened_table is not None and stage.opened_table.slug == units.SLUG
    parts = found.entry.files
    moved = [each.file for each in parts if not isinstance(each.back, Edit)]
    if not listed or not any(kind_of(file) == "unit" for file in moved):
        return False
    stage.verbs.all_units(desk.unit, _said(stage, found, again))
    return True


def _show(stage: Stage, said: str) -> None:
    """Say it, on the page that is there; where its year or its unit has gone, on the next one."""
    desk = stage.desk

    def opened(other: tuple[str, int] | None) -> None:
        if other is None:
            stage.say(said)
        else:
            stage.open(*other, lambda: stage.say(said))

    year = _year_left(stage)
    if year is not None:
        opened((desk.unit, year))
    elif desk.unit not in desk.page.library.units:
        stage.work(lambda: desk.neighbour_unit(-1) or desk.neighbour_unit(1), opened)
    else:
        stage.say(said)


def _year_left(stage: Stage) -> int | None:
    """The nearest year that is there, where the one that is shown has gone; None where it stays, or
    no other is there.
    """
    desk = stage.desk
    records = desk.page.library.units.get(desk.unit)
    years = records.years if records is not None else ()
    if not years or desk.year in years:
        return None
    return min(years, key=lambda each: (abs(each - desk.year), each))


def _said(stage: Stage, found: past.Step, again: bool) -> str:
    """What was taken back; of an action of an earlier time, when that was."""
    words = stage.words
    what = news.step_name(found.entry, stage.desk.page.library, again)
    if found.own:
        return words("Redone: {what}.", what=what) if again else words("Undone: {what}.", what=what)
    when = news.when(found.entry.time, words)
    if again:
        return words("Redone: {what}, taken back {when}.", what=what, when=when)
    return words("Undone: {what}, changed {when}.", what=what, when=when)


def _choose(stage: Stage, found: past.Step, conflict: Conflict) -> None:
    """The field has moved on since: what stands stays, unless the user writes over it."""
    edit = _edit(found, conflict)

    def theirs() -> None:
        stage.leave()
        stage.show_card()

    def mine() -> None:
        if edit is None:
            return
        again = over(edit, conflict)
        stage.work(lambda: _written(stage, again, conflict), lambda ending: _ended(stage, ending))

    answers: dict[str, Answer] = {"t": (N_("keep theirs"), theirs)}
    if edit is not None and conflict.key:
        answers["m"] = (N_("write mine"), mine)
    name = news.name_of(conflict.file, stage.desk.page.library)
    stage.enter(Choosing(stage, name, conflict, answers, theirs))


def _edit(found: past.Step, conflict: Conflict) -> Edit | None:
    """What would be written, where the action changed one file alone, value by value."""
    parts = [each.back for each in found.entry.files]
    if len(parts) != 1 or not isinstance(parts[0], Edit) or conflict.mine is None:
        return None
    return parts[0]


def _written(stage: Stage, edit: Edit, conflict: Conflict) -> Ending:
    """Write the values over what somebody else wrote; slow."""
    desk = stage.desk
    with desk.company.saving(edit.file) as saved:
        outcome = desk.shelf.save(edit, desk.company.id)
        if isinstance(outcome, Saved):
            saved(outcome.file, outcome.digest)
            desk.shelf.decided(conflict, "mine")
    return Ending(outcome, desk.reread())


def _ended(stage: Stage, ending: Ending) -> None:
    if ending.fresh is not None:
        stage.desk.put_fresh(ending.fresh)
    stage.leave()
    stage.show_card()
    words = stage.words
    if isinstance(ending.outcome, Refused):
        stage.say(words.say(ending.outcome.problem.message))
    elif isinstance(ending.outcome, Conflict):
        stage.say(words("The field has changed meanwhile; nothing was written."))
    else:
        stage.say(words("Written over what stood there."))
