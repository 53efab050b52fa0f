"""What each answer to a conflict does: no way leads to a value being lost."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial

from kinerja_tui.locale import N_
from kinerja_tui.report.safe import one_line
from kinerja_tui.report.width import wide
from kinerja_tui.store.splicing.edit import Conflict, Edit
from kinerja_tui.tui import news
from kinerja_tui.tui.drafting import Draft, insisted, over
from kinerja_tui.tui.lines import BLANK
from kinerja_tui.tui.modes.conflict import Answer, Choosing
from kinerja_tui.tui.modes.stage import Save, Stage, Typed
from kinerja_tui.tui.modes.state import StateChoice, state_named

LONG = 60
"""Cells of a text that is better put together in an editor than in one line."""


def choose(
    stage: Stage, draft: Draft, edit: Edit, found: Conflict, typed: Typed, save: Save
) -> None:
    """Show the conflict that the edit met, and what can be done."""
    newer = insisted(draft, found)

    def back() -> None:
        """The field again; the same conflict comes when it is saved."""
        now = {**draft.seen, **draft.now, found.key: found.found}
        stage.enter(typed.again(stage.desk.renewed(draft, now, found.by)))

    answers: dict[str, Answer] = {
        "t": (N_("keep theirs"), partial(_theirs, stage, draft, found, typed)),
        "m": (N_("write mine"), lambda: save(newer, over(edit, found), typed, False)),
        "e": (N_("edit both"), partial(_both, stage, newer, found, typed, save)),
        "d": (N_("mine as a draft"), partial(_aside, stage, draft, found, typed)),
    }
    name = one_line(draft.indicator.code)
    stage.grid.note = BLANK
    stage.enter(Choosing(stage, name, found, answers, back, draft))
    stage.show_card()


def clear(stage: Stage) -> None:
    """Nothing is typed any more."""
    stage.grid.field, stage.grid.note = None, BLANK
    stage.leave()
    stage.show_card()


def theirs(
    stage: Stage, found: Conflict, done: Callable[[], None], otherwise: Callable[[], None]
) -> None:
    """Mine goes into the journal, then `done`; where that cannot be written, `otherwise`."""

    def decided(written: bool) -> None:
        if not written:
            otherwise()
            return
        done()
        stage.say(stage.words("Theirs stays. Yours is in the history ({key_history})."))

    stage.work(lambda: stage.desk.shelf.decided(found, "theirs"), decided)


def aside(
    stage: Stage, found: Conflict, keep: Callable[[], None], done: Callable[[], None]
) -> None:
    """Theirs stays, and mine waits as the draft that `keep` makes, then `done`."""
    desk, words = stage.desk, stage.words
    mode = stage.mode

    def kept() -> bool:
        keep()
        on_disk = desk.company.flush()
        if on_disk:
            desk.shelf.decided(found, "draft")
        return on_disk

    def told(on_disk: bool) -> None:
        if on_disk:
            done()
            stage.look_for_drafts()
            stage.say(words("Theirs stays. Yours is kept as a draft ({key_drafts})."))
        elif mode is not None:
            stage.enter(mode)
            stage.say(words("The draft could not be written; nothing was changed."))

    stage.work(kept, told)


def _done(stage: Stage, draft: Draft) -> None:
    stage.desk.dropped(draft)
    clear(stage)


def _theirs(stage: Stage, draft: Draft, found: Conflict, typed: Typed) -> None:
    otherwise = partial(_aside, stage, draft, found, typed)
    theirs(stage, found, partial(_done, stage, draft), otherwise)


def _aside(stage: Stage, draft: Draft, found: Conflict, typed: Typed) -> None:
    keep = partial(stage.desk.put_aside, draft, typed.text, typed.fields)
    aside(stage, found, keep, partial(clear, stage))


def _both(stage: Stage, newer: Draft, found: Conflict, typed: Typed, save: Save) -> None:
    """The field again, theirs beside it; long texts are put together in the user's editor."""
    theirs, mine = (
        news.spoken(token, stage.words, found.key) for token in (found.found, found.mine)
    )
    long = any(wide(text) > LONG or "\n" in text for text in (theirs, mine))
    if not (long and "state" in typed.fields):
        stage.enter(typed.again(newer))
        return
    from kinerja_tui.tui.external import put_together

    words = stage.words
    title = words(
        "theirs: {who}. What stands below this line is left out.", who=news.by(found.by, words)
    )
    made: list[str] = []
    if stage.run_outside(lambda: made.append(put_together(os.environ, mine, title, theirs))):
        state = state_named(typed.fields["state"])
        stage.enter(StateChoice(stage, newer, save, state, made[0] or mine))
