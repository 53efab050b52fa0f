"""From what was typed on the page of a record to its file, and what each way of ending leads to."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from kinerja_tui.locale import N_
from kinerja_tui.store.splicing.edit import Action, Conflict, Doing, Done, Edit, Refused
from kinerja_tui.tui.drafting import note_lost, over
from kinerja_tui.tui.fresh import Fresh
from kinerja_tui.tui.lines import BLANK
from kinerja_tui.tui.modes.conflict import Answer, Choosing
from kinerja_tui.tui.modes.deciding import aside, theirs
from kinerja_tui.tui.record.papers import dropped, put_aside
from kinerja_tui.tui.record.register import Register, register
from kinerja_tui.tui.record.sought import Sought
from kinerja_tui.tui.shelf import Acted

if TYPE_CHECKING:
    from kinerja_tui.tui.desk import Desk
    from kinerja_tui.tui.modes.stage import Mode
    from kinerja_tui.tui.record.stage import Entered
    from kinerja_tui.tui.screens.record import RecordScreen


class Sent(Struct, frozen=True):
    """How an action ended, and what is there now; `others` = somebody had changed the file since
    it was read.
    """

    acted: Acted
    fresh: Fresh | None = None
    register: Register | Refused | None = None
    others: bool = False


def send(desk: Desk, file: str, action: Action, digest: str = "") -> Sent:
    """Carry out an action and read again what it may have changed; slow."""
    before = desk.shelf.digest(file)
    files = [each.file for each in action.parts]
    with desk.company.saving(*files) as saved:
        acted = desk.shelf.act(action)
        if isinstance(acted, Done):
            for each, now in acted.files:
                saved(each, now)
    if isinstance(acted, Refused):
        return Sent(acted)
    others = bool(digest) and before != digest
    return Sent(acted, desk.reread(), register(desk.shelf, file), others)


def shown(screen: RecordScreen, sent: Sent) -> None:
    """Put what is there now on the page and on the table below it."""
    if sent.fresh is not None:
        screen.desk.put_fresh(sent.fresh)
        screen.main.show_card()
    if sent.register is not None:
        screen.take(sent.register)


def save(screen: RecordScreen, sought: Sought, tokens: Mapping[str, str], entered: Entered) -> None:
    """Write `tokens`; after a refusal what was typed comes back, with the reason."""
    send_edit(screen, sought, sought.edit(tokens), entered)


def send_edit(
    screen: RecordScreen,
    sought: Sought,
    edit: Edit,
    entered: Entered,
    doing: Doing = "set",
) -> None:
    """The same with an edit that is made already."""
    words, desk = screen.words, screen.desk
    if not edit.changes:
        done(screen, sought)
        screen.say(words("Nothing changed."))
        return

    def written() -> Sent:
        action = Action((edit,), doing, session=desk.company.id)
        # What was written over is known; whether there was more, the conflict has shown.
        digest = sought.register.digest if sought.over is None else ""
        sent = send(desk, edit.file, action, digest)
        if isinstance(sent.acted, Done) and sought.over is not None:
            note_lost(desk.shelf, sought.over, (edit,))
        return sent

    def settled(sent: Sent) -> None:
        acted = sent.acted
        if isinstance(acted, Conflict):
            shown(screen, sent)
            choose(screen, sought, edit, acted, entered)
        elif isinstance(acted, Refused):
            _back(screen, entered.again(sought), acted)
        else:
            done(screen, sought)
            shown(screen, sent)
            screen.show_rows(sought.key)
            screen.say(_told(screen, acted, sent.others))

    screen.work(written, settled)


def _back(screen: RecordScreen, mode: Mode, refused: Refused) -> None:
    """What was typed is there again, with the reason: below its field, or in the bottom line."""
    from kinerja_tui.tui.record.stage import Typing

    screen.enter(mode)
    if not (isinstance(mode, Typing) and mode.refused(refused.problem)):
        screen.say(screen.words.say(refused.problem.message))


def done(screen: RecordScreen, sought: Sought) -> None:
    """Nothing is typed any more."""
    dropped(screen.desk, sought)
    clear(screen)


def clear(screen: RecordScreen) -> None:
    """The rows as they are without a field in them."""
    screen.added = None
    screen.grid.note = BLANK
    screen.grid.type(None)
    screen.leave()
    screen.show_rows()


def _told(screen: RecordScreen, acted: Done, others: bool) -> str:
    words = screen.words
    if acted.doubt is not None:
        return words.say(acted.doubt)
    if not acted.changed:
        return words("Nothing changed.")
    if others:
        return words("Saved. Others changed this record meanwhile, elsewhere in it.")
    return words("Saved. {key_undo} undoes it.")


def choose(
    screen: RecordScreen, sought: Sought, edit: Edit, found: Conflict, entered: Entered
) -> None:
    """Somebody else has changed the value meanwhile: show both, and what can be done."""
    own = found.key == sought.key
    newer = replace(sought, over=found, by=found.by)
    if own:
        newer = replace(newer, seen=found.found, now=found.found)
    older = replace(sought, now=found.found, by=found.by) if own else sought
    answers: dict[str, Answer] = {
        "t": (N_("keep theirs"), partial(_theirs, screen, sought, found, entered)),
        "m": (
            N_("write mine"),
            lambda: send_edit(screen, newer, over(edit, found), entered),
        ),
        "e": (N_("edit both"), lambda: screen.enter(entered.again(newer))),
        "d": (N_("mine as a draft"), partial(_aside, screen, sought, found, entered)),
    }
    screen.grid.type(None)
    called = screen.register.file.rpartition("/")[2].removesuffix(".toml")
    screen.enter(
        Unsettled(screen, called, found, answers, lambda: screen.enter(entered.again(older)))
    )


class Unsettled(Choosing):
    """The question over a conflict on the page of a record: what was typed waits for it."""

    @property
    def unsaved(self) -> bool:
        """An edit waits for the answer."""
        return True


def _theirs(screen: RecordScreen, sought: Sought, found: Conflict, entered: Entered) -> None:
    otherwise = partial(_aside, screen, sought, found, entered)
    theirs(screen, found, partial(done, screen, sought), otherwise)


def _aside(screen: RecordScreen, sought: Sought, found: Conflict, entered: Entered) -> None:
    keep = partial(put_aside, screen.desk, sought, entered)
    aside(screen, found, keep, partial(clear, screen))
