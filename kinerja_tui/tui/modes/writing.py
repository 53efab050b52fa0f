"""From the first key to the file: an edit is begun, saved, gone on from, taken up again."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from kinerja_tui.locale import Message
from kinerja_tui.report.safe import one_line
from kinerja_tui.store.format.kinds import unit_and_year
from kinerja_tui.store.splicing.edit import Conflict, Edit, Refused, Saved
from kinerja_tui.tui import news
from kinerja_tui.tui.desk import Begun, Ending
from kinerja_tui.tui.drafting import Draft
from kinerja_tui.tui.modes.deciding import choose, clear
from kinerja_tui.tui.modes.editing import Editing
from kinerja_tui.tui.modes.stage import Mode, Save, Stage, Typed
from kinerja_tui.tui.modes.state import StateChoice, state_named
from kinerja_tui.tui.overview import REALISATION

if TYPE_CHECKING:
    from kinerja_tui.store.state.drafts import Draft as Paper

VALUE, STATE = "realisation.value", "realisation.state"


def begin(stage: Stage, subject: str) -> None:
    """Edit the realisation of `subject` in place, or say why it cannot be."""
    _begin(stage, subject, VALUE, lambda draft: Editing(stage, draft, saver(stage)))


def begin_state(stage: Stage, subject: str) -> None:
    """Choose the state of the realisation of `subject`, or say why it cannot be."""
    _begin(stage, subject, STATE, lambda draft: StateChoice(stage, draft, saver(stage)))


def _begin(stage: Stage, subject: str, key: str, mode: Callable[[Draft], Mode]) -> None:
    reason = stage.desk.why_not(subject)
    if reason is not None:
        said = stage.words.say(reason)
        goal = stage.desk.score(subject) is None
        stage.say(f"{said} {stage.words('{key_record} opens its record.')}" if goal else said)
        return
    stage.grid.go(stage.grid.row, REALISATION)

    def begun(found: Begun | Refused) -> None:
        if isinstance(found, Refused):
            stage.say(_why(stage, found))
        else:
            _shown(stage, found)
            stage.enter(mode(found.draft))

    stage.work(lambda: stage.desk.begun(subject, key), begun)


def _why(stage: Stage, refused: Refused) -> str:
    """Why nothing can be typed; of a file that is broken, where."""
    problem, words = refused.problem, stage.words
    reason = words.say(problem.message)
    if not problem.line:
        return reason
    file = one_line(problem.file.rpartition("/")[2])
    return words("{file}, line {line}: {reason}", file=file, line=problem.line, reason=reason)


def _shown(stage: Stage, found: Begun) -> None:
    """The page on which the edit begins."""
    if found.fresh is not None:
        stage.desk.put_fresh(found.fresh)
        stage.show_card()


def saver(stage: Stage) -> Save:
    """Saves edits on `stage`."""
    return partial(save, stage)


def save(stage: Stage, draft: Draft, edit: Edit, typed: Typed, go_on: bool = False) -> None:
    """Save beside the screen, then show what came of it; after a refusal the text comes back."""

    def settled(ending: Ending) -> None:
        outcome = ending.outcome
        stage.desk.settle(draft, edit, ending)
        if isinstance(outcome, Conflict):
            choose(stage, draft, edit, outcome, typed, saver(stage))
        elif isinstance(outcome, Refused):
            stage.enter(typed.again(draft))
            stage.say(_why(stage, outcome))
        else:
            clear(stage)
            _told(stage, draft, outcome, ending.said or _beside(stage, draft, edit))
            if go_on:
                go_to_next(stage)

    stage.work(lambda: stage.desk.save(draft, edit), settled)


def _beside(stage: Stage, draft: Draft, edit: Edit) -> str:
    """What somebody else changed beside the field while it was typed: it stands there now."""
    words, written = stage.words, {each.key for each in edit.changes}
    keys = [key for key in draft.overtaken if key not in written]
    if not keys:
        return ""
    return words(
        "{field}: {value} ({who}).",
        field=news.field(keys[0], words),
        value=one_line(news.spoken(draft.now[keys[0]], words, keys[0])),
        who=news.by(draft.by, words),
    )


def _told(stage: Stage, draft: Draft, outcome: Saved, others: str) -> None:
    words = stage.words
    code = one_line(draft.indicator.code)
    if outcome.doubt is not None:
        stage.say(words.say(outcome.doubt))
    elif others and outcome.changed:
        stage.say(words("Saved: {code}. Meanwhile: {others}", code=code, others=others))
    elif outcome.changed:
        stage.say(words("Saved: {code}. {key_undo} undoes it.", code=code))
    else:
        stage.say(others or words("Nothing changed."))


def go_to_next(stage: Stage) -> None:
    """Edit the next indicator below that can be edited."""
    grid, desk = stage.grid, stage.desk
    for index in range(grid.row + 1, grid.count):
        subject = grid.source.row(index).subject if grid.source else ""
        if desk.score(subject) is not None and desk.why_not(subject) is None:
            grid.go(index, REALISATION)
            begin(stage, subject)
            return


def take_up(stage: Stage, paper: Paper) -> None:
    """Go to the row of a draft that was left, and open the field with its text."""
    unit, year = unit_and_year(paper.file)
    if (unit, year) == (stage.desk.unit, stage.desk.year):
        _take_up(stage, paper)
    else:
        stage.open(unit, year, lambda: _take_up(stage, paper))


def _take_up(stage: Stage, paper: Paper) -> None:
    words = stage.words

    def taken(found: Begun | Refused | Message | None) -> None:
        if isinstance(found, Begun):
            mine = found.draft.paper or paper
            _shown(stage, found)
            if stage.show_indicator(found.draft.indicator.id):
                stage.enter(_mode(stage, found.draft, mine))
                return
            stage.desk.company.put_aside(mine)
        stage.look_for_drafts()
        if isinstance(found, Message):
            stage.say(words.say(found))
        elif isinstance(found, Refused):
            stage.say(words("The draft stays: {reason}", reason=_why(stage, found)))
        else:
            stage.say(words("The record of this draft is not here any more; the draft stays."))

    stage.work(lambda: stage.desk.taken_up(paper), taken)


def _mode(stage: Stage, draft: Draft, paper: Paper) -> Mode:
    if "state" not in paper.fields:
        return Editing(stage, draft, saver(stage), paper.text)
    state = state_named(paper.fields["state"])
    return StateChoice(stage, draft, saver(stage), state, paper.text or None)
