"""Several realisations changed in one action: what goes where, what is refused and why, and the
saving of all of them or none. A column that is pasted is the same, with a text a row.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from kinerja_tui.locale import N_, Message, Words, message
from kinerja_tui.measure.scorecard import preview as becoming
from kinerja_tui.measure.scorecard import scorecard
from kinerja_tui.model.base import State
from kinerja_tui.numbers.reading import Refused as Unread
from kinerja_tui.report.page import Page
from kinerja_tui.store.splicing.edit import Action, Conflict, Doing, Done, Edit
from kinerja_tui.store.splicing.edit import Refused as Unsaved
from kinerja_tui.tui import amend, drafting
from kinerja_tui.tui.drafting import Draft
from kinerja_tui.tui.lastgood import indicator_in
from kinerja_tui.tui.shelf import Acted

if TYPE_CHECKING:
    from kinerja_tui.tui.desk import Desk
    from kinerja_tui.tui.fresh import Fresh

_FEW = 20
"""So many changes are cheaper to put onto the card one by one than to compute it anew."""


class Aim(Struct, frozen=True):
    """A row that something is to be put into: the edit that begins there, or why none can."""

    subject: str
    code: str
    draft: Draft | None = None
    why_not: Message | None = None


class Put(Struct, frozen=True):
    """What a text or a state makes of a row: the edit (without changes: it stands so already), or
    why it is refused; `doubt` is what speaks against the number all the same. `left`: the row is
    left as it is.
    """

    aim: Aim
    text: str = ""
    edit: Edit | None = None
    refused: Message | None = None
    left: bool = False
    doubt: Message | None = None

    @property
    def changes(self) -> bool:
        """Whether the file would change."""
        return self.edit is not None and bool(self.edit.changes)


class Plan(Struct, frozen=True):
    """What would happen to the rows, and the card as it would be; `beyond` are lines for which
    there is no row.
    """

    puts: tuple[Put, ...]
    page: Page
    beyond: tuple[str, ...] = ()

    @property
    def edits(self) -> tuple[Edit, ...]:
        """What would be written."""
        return tuple(put.edit for put in self.puts if put.edit is not None and put.changes)

    @property
    def refused(self) -> int:
        """How many rows and lines stand in the way of all."""
        return sum(put.refused is not None for put in self.puts) + len(self.beyond)


class Ended(Struct, frozen=True):
    """How the saving ended; `fresh` is the page where it had to be read again."""

    acted: Acted
    fresh: Fresh | None = None


def lines_of(text: str) -> tuple[str, ...]:
    """The lines of a column as a spreadsheet copies it; the line end after the last one is none."""
    found = re.split(r"\r\n|\r|\n", text)
    return tuple(found[:-1] if len(found) > 1 and not found[-1] else found)


class Begun(Struct, frozen=True):
    """Edits that have begun; `fresh` is the page when a file says something else than it did."""

    aims: tuple[Aim, ...]
    fresh: Fresh | None = None


def begun(desk: Desk, subjects: Sequence[str]) -> Begun:
    """The edits that begin in the rows, with the tokens that stand in the files now; slow."""
    found = tuple(_aim(desk, subject) for subject in subjects)
    drafts = [aim.draft for aim in found if aim.draft is not None]
    known = all(amend.says(draft.indicator, draft.seen) for draft in drafts)
    return Begun(found, None if known else desk.reread())


def _aim(desk: Desk, subject: str) -> Aim:
    score = desk.score(subject)
    code = score.indicator.code if score is not None else ""
    reason = desk.why_not(subject)
    if reason is not None or score is None:
        return Aim(subject, code, why_not=reason)
    refused = desk.shelf.ready(score.indicator.origin)
    if refused is not None:
        return Aim(subject, code, why_not=refused.problem.message)
    return Aim(subject, code, desk.draft(subject))


def renewed(desk: Desk, found: Sequence[Aim]) -> tuple[Aim, ...]:
    """The same edits on the page as it is now, over the tokens that were seen when they began."""
    made: list[Aim] = []
    for aim in found:
        indicator = indicator_in(desk.page.library, aim.draft.file) if aim.draft else None
        if aim.draft is None:
            made.append(aim)
        elif indicator is None:
            made.append(Aim(aim.subject, aim.code, why_not=message(N_("This record has gone."))))
        else:
            made.append(replace(aim, draft=replace(aim.draft, indicator=indicator)))
    return tuple(made)


def insisted(found: Sequence[Aim], conflict: Conflict) -> tuple[Aim, ...]:
    """The same edits over what somebody else wrote meanwhile into one of their files."""
    return tuple(
        replace(aim, draft=drafting.insisted(aim.draft, conflict))
        if aim.draft is not None and aim.draft.file == conflict.file
        else aim
        for aim in found
    )


def of_texts(desk: Desk, found: Sequence[Aim], texts: Sequence[str]) -> Plan:
    """A text for each of the rows, from the first on; an empty one leaves its row as it is."""
    puts = [_of_text(desk, aim, text) for aim, text in zip(found, texts, strict=False)]
    return _plan(desk, puts, tuple(texts[len(found) :]))


def of_text(desk: Desk, found: Sequence[Aim], text: str) -> Plan:
    """The same text for every row."""
    return of_texts(desk, found, [text] * len(found))


def _of_text(desk: Desk, aim: Aim, text: str) -> Put:
    typed = text.strip()
    if not typed:
        return Put(aim, left=True)
    if aim.draft is None:
        return Put(aim, typed, refused=aim.why_not)
    if "\t" in typed:
        return Put(aim, typed, refused=message(N_("There is more than one column here.")))
    try:
        return Put(aim, typed, drafting.text_edit(desk.page, desk.words, aim.draft, typed))
    except Unread as refused:
        return Put(aim, typed, refused=refused.message)


def of_state(desk: Desk, found: Sequence[Aim], state: State, reason: str) -> Plan:
    """The state for every row."""
    return _plan(desk, [_of_state(desk, aim, state, reason) for aim in found])


def _of_state(desk: Desk, aim: Aim, state: State, reason: str) -> Put:
    if aim.draft is None:
        return Put(aim, refused=aim.why_not)
    made = drafting.state_edit(desk.page, aim.draft, state, reason)
    if isinstance(made, Edit):
        return Put(aim, edit=made)
    return Put(aim, refused=made)


def _plan(desk: Desk, puts: Sequence[Put], beyond: tuple[str, ...] = ()) -> Plan:
    page = _page(desk, puts)
    judged = (replace(put, doubt=_doubt(desk, put, page)) if put.changes else put for put in puts)
    return Plan(tuple(judged), page, tuple(each for each in beyond if each.strip()))


def _doubt(desk: Desk, put: Put, page: Page) -> Message | None:
    draft = put.aim.draft
    return drafting.doubt_of(desk.page, draft, page.card, put.edit) if draft is not None else None


def _page(desk: Desk, puts: Sequence[Put]) -> Page:
    """The page with everything that is not refused."""
    library, card = desk.page.library, desk.page.card
    changed = [put for put in puts if put.changes]
    for put in changed:
        assert put.aim.draft is not None and put.edit is not None
        indicator = amend.amended(put.aim.draft.indicator, put.edit.changes)
        library = amend.with_indicator(library, desk.unit, desk.year, indicator)
        if len(changed) <= _FEW:
            card = becoming(library, card, indicator)
    if len(changed) > _FEW:
        card = scorecard(library, desk.unit, desk.year, card.at)
    return Page(library, card)


def save(desk: Desk, plan: Plan, doing: Doing, over: Conflict | None = None) -> Ended:
    """Write everything in one action, or nothing; slow. What `over` found goes into the journal
    when it was written over.
    """
    files = [edit.file for edit in plan.edits]
    digests = {put.aim.draft.file: put.aim.draft.digest for put in plan.puts if put.aim.draft}
    alone = all(desk.shelf.digest(file) == digests[file] for file in files)
    with desk.company.saving(*files) as saved:
        acted = desk.shelf.act(Action(plan.edits, doing, session=desk.company.id))
        if isinstance(acted, Done):
            for file, digest in acted.files:
                saved(file, digest)
    if isinstance(acted, Unsaved):
        return Ended(acted)
    if isinstance(acted, Done) and over is not None:
        drafting.note_lost(desk.shelf, over, plan.edits)
    return Ended(acted, None if isinstance(acted, Done) and alone else desk.reread())


def settle(desk: Desk, plan: Plan, ended: Ended) -> bool:
    """Take note of how it ended; whether the values stand in the files."""
    done = isinstance(ended.acted, Done)
    if ended.fresh is not None:
        desk.put_fresh(ended.fresh)
    elif done:
        desk.put(plan.page, desk.broken)
    return done


def summary(plan: Plan, words: Words) -> str:
    """How many rows change, stay and are refused."""
    many = len(plan.edits)
    parts = [words.count("{n} row changes", "{n} rows change", many)]
    same = sum(put.left or (put.edit is not None and not put.changes) for put in plan.puts)
    if same:
        parts.append(words.count("{n} stays", "{n} stay", same))
    if plan.refused:
        parts.append(words.count("{n} refused", "{n} refused", plan.refused))
    return ", ".join(parts)
