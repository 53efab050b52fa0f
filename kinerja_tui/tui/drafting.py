"""A realisation being edited, and what a typed text would make of the year."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from kinerja_tui.locale import N_, Message, Words, message
from kinerja_tui.measure.figures import Scorecard
from kinerja_tui.measure.scorecard import preview as becoming
from kinerja_tui.measure.target import target_number
from kinerja_tui.model.base import State
from kinerja_tui.model.indicator import Indicator
from kinerja_tui.numbers.reading import AsksState, Refused
from kinerja_tui.report.page import Page
from kinerja_tui.store.splicing.edit import Author, Change, Conflict, Edit
from kinerja_tui.tui import amend

if TYPE_CHECKING:
    from kinerja_tui.store.state.drafts import Draft as Paper
    from kinerja_tui.tui.shelf import Shelf


class Draft(Struct, frozen=True):
    """A realisation being edited: the indicator and its tokens as they were when the edit began.

    `digest` is the file's SHA-256 then; `now` are the tokens that others have written meanwhile,
    and `by` who did; `over` is the conflict over which it is written. `paper` is what keeps the
    text on the disk, and `kept` says that it comes from an earlier session.
    """

    indicator: Indicator
    text: str
    seen: dict[str, str | None]
    digest: str | None = None
    now: dict[str, str | None] = {}
    by: Author | None = None
    over: Conflict | None = None
    paper: Paper | None = None
    kept: bool = False

    @property
    def file(self) -> str:
        """The file that the edit goes to."""
        return self.indicator.origin

    @property
    def overtaken(self) -> tuple[str, ...]:
        """The keys that somebody else has changed since the edit began."""
        return tuple(key for key, token in self.now.items() if token != self.seen.get(key))


class Preview(Struct, frozen=True):
    """What a typed text gives: the card as it would be and the edit, or why it is refused.

    `asks_state` when the text says that there is no number; `doubt` is what speaks against a number
    that is written all the same.
    """

    card: Scorecard
    edit: Edit | None = None
    refused: Message | None = None
    hint: Message | None = None
    offers: tuple[str, ...] = ()
    asks_state: bool = False
    doubt: Message | None = None


def of_text(page: Page, words: Words, draft: Draft, text: str) -> Preview:
    """The card with the realisation as typed, or why the text is refused."""
    try:
        found = _with(page, draft, text_edit(page, words, draft, text))
        return replace(found, doubt=doubt_of(page, draft, found.card, found.edit))
    except Refused as refused:
        return Preview(
            page.card,
            refused=refused.message,
            hint=refused.hint,
            offers=refused.offers,
            asks_state=isinstance(refused, AsksState),
        )


def text_edit(page: Page, words: Words, draft: Draft, text: str) -> Edit:
    """The edit of the realisation as typed; raises `Refused`."""
    scale = page.library.scales.get(draft.indicator.scale or "")
    tokens = amend.value_tokens(draft.indicator, text, words.language, scale)
    return _edit(draft, amend.with_state(draft.indicator, tokens, page.rules))


def of_state(page: Page, draft: Draft, state: State, reason: str) -> Preview:
    """The card with the realisation in `state`, or why that is refused."""
    made = state_edit(page, draft, state, reason)
    if isinstance(made, Edit):
        return _with(page, draft, made)
    if state not in amend.WITHOUT_VALUE and not _has_value(draft.indicator):
        return Preview(page.card, refused=made)
    found = _with(page, draft, _edit(draft, _state_tokens(page, draft, state, reason)))
    return replace(found, edit=None, refused=made)


def state_edit(page: Page, draft: Draft, state: State, reason: str) -> Edit | Message:
    """The edit of the state, or why it is refused."""
    if state not in amend.WITHOUT_VALUE and not _has_value(draft.indicator):
        return message(N_("There is no value yet; type one."))
    if state in amend.WITH_REASON and not reason.strip():
        return message(N_("This state needs a reason."))
    return _edit(draft, _state_tokens(page, draft, state, reason))


def _state_tokens(page: Page, draft: Draft, state: State, reason: str) -> amend.Tokens:
    return amend.state_tokens(draft.indicator, state, reason.strip(), page.rules, page.year)


def _edit(draft: Draft, tokens: amend.Tokens) -> Edit:
    return Edit(draft.file, amend.changes(tokens, draft.seen))


def _with(page: Page, draft: Draft, edit: Edit) -> Preview:
    indicator = amend.amended(draft.indicator, edit.changes)
    return Preview(becoming(page.library, page.card, indicator), edit)


def doubt_of(page: Page, draft: Draft, card: Scorecard, edit: Edit | None) -> Message | None:
    """What speaks against the number that `edit` writes, or that a ratio gives; `card` is as it
    would be then.
    """
    score = card.indicator(draft.indicator.id)
    if edit is None or score is None or score.value.number is None:
        return None
    from kinerja_tui.measure.plausible import Known, value_doubt

    own = amend.amended(draft.indicator, edit.changes)
    stated = own.realisation is not None and own.realisation.value is not None
    judged = own if stated else replace(own, decimals=None)
    scale = page.library.scales.get(own.scale or "")
    known = Known(indicator=judged, scale=scale, target=target_number(score.target))
    return value_doubt(judged, score.value.number, known)


def insisted(draft: Draft, conflict: Conflict) -> Draft:
    """The same edit over what somebody else wrote meanwhile: that is what was seen now."""
    seen = {**draft.seen, conflict.key: conflict.found}
    return replace(draft, seen=seen, now=seen, over=conflict)


def over(edit: Edit, conflict: Conflict) -> Edit:
    """`edit` again, over what somebody else wrote meanwhile."""
    changes = tuple(
        Change(each.key, conflict.found, each.new, each.inserted, each.back)
        if each.key == conflict.key
        else each
        for each in edit.changes
    )
    return replace(edit, changes=changes)


def note_lost(shelf: Shelf, conflict: Conflict, edits: Iterable[Edit]) -> None:
    """What lost in `conflict` goes into the journal, where one of `edits` was written over it."""
    for edit in edits:
        for each in edit.changes:
            if (edit.file, each.key) != (conflict.file, conflict.key):
                continue
            if each.new != conflict.found:
                shelf.decided(replace(conflict, mine=each.new), "mine")


def _has_value(indicator: Indicator) -> bool:
    found = indicator.realisation
    stated = found is not None and any(getattr(found, name) is not None for name in amend.VALUES)
    return stated or bool(indicator.component) or bool(indicator.quarters)
