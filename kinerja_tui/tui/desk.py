"""The session without a screen: the page that is open, the edits, what can be taken back."""

from __future__ import annotations

from datetime import date
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from kinerja_tui.locale import N_, Message, Words, message
from kinerja_tui.measure.explain import explain
from kinerja_tui.measure.figures import Figure, IndicatorScore, Scorecard
from kinerja_tui.measure.scorecard import preview, scorecard
from kinerja_tui.model.base import Problem, State
from kinerja_tui.model.indicator import Indicator
from kinerja_tui.numbers.reading import AsksState, Refused
from kinerja_tui.report.page import Page
from kinerja_tui.store.splicing.edit import Change, Conflict, Edit, Saved
from kinerja_tui.tui import amend
from kinerja_tui.tui.shelf import Outcome, Shelf

T = TypeVar("T", str, int)


class Draft(Struct, frozen=True):
    """A realisation being edited: the indicator and its tokens as they were when the edit began."""

    indicator: Indicator
    text: str
    seen: dict[str, str | None]

    @property
    def file(self) -> str:
        """The file that the edit goes to."""
        return self.indicator.origin


class Preview(Struct, frozen=True):
    """What a typed text gives: the card as it would be and the edit, or why it is refused.

    `asks_state` when the text says that there is no number.
    """

    card: Scorecard
    edit: Edit | None = None
    refused: Message | None = None
    hint: Message | None = None
    offers: tuple[str, ...] = ()
    asks_state: bool = False


class Step(Struct, frozen=True):
    """An edit that takes something back, or does it again, and what it is called."""

    name: Message
    edit: Edit
    unit: str
    year: int


class Desk:
    """One unit's year on the desk; everything it shows comes from `page`."""

    def __init__(
        self, shelf: Shelf, unit: str, year: int, words: Words, at: date | None = None
    ) -> None:
        """Open the unit's year; `at` holds for that year only."""
        self.shelf = shelf
        self.words = words
        self._day = (year, at)
        self.done: tuple[Step, ...] = ()
        self.undone: tuple[Step, ...] = ()
        self.put(self.opened(unit, year))

    def opened(self, unit: str, year: int) -> Page:
        """The page of a unit's year as it lies on the disk now; changes nothing here."""
        library = self.shelf.load(unit, year)
        first, at = self._day
        return Page(library, scorecard(library, unit, year, at if year == first else None))

    def put(self, page: Page) -> None:
        """Show `page` from now on."""
        self.page = page

    @property
    def unit(self) -> str:
        """The unit on the desk."""
        return self.page.card.unit

    @property
    def year(self) -> int:
        """The year on the desk."""
        return self.page.card.year

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What stops records from loading."""
        return self.page.library.problems

    def score(self, subject: str) -> IndicatorScore | None:
        """The indicator with this id."""
        return self.page.card.indicator(subject)

    def explained(self, subject: str) -> Figure | None:
        """The figure called `subject`, with its derivation."""
        return explain(self.page.card, subject)

    def neighbour_year(self, step: int) -> int | None:
        """The unit's next year in the direction of `step`, or None."""
        records = self.page.library.units.get(self.unit)
        return _beside(records.years if records else (), self.year, step)

    def neighbour_unit(self, step: int) -> tuple[str, int] | None:
        """The next unit that has years, and its year nearest to the one shown; or None."""
        units = self.shelf.units()
        unit = _beside(tuple(units), self.unit, step)
        if unit is None:
            return None
        return unit, min(units[unit], key=lambda year: (abs(year - self.year), -year))

    def why_not(self, subject: str) -> Message | None:
        """Why the realisation of `subject` cannot be edited; None when it can."""
        score = self.score(subject)
        if score is None:
            return message(N_("A goal's achievement is computed from its indicators."))
        return amend.why_not(self.page.library, self.unit, self.year, score.indicator)

    def draft(self, subject: str) -> Draft:
        """Begin an edit: what stands in the file now is what the save will compare with."""
        indicator = self._indicator(subject)
        seen = {key: self.shelf.seen(indicator.origin, key) for key in amend.KEYS}
        return Draft(indicator, amend.first_text(indicator, self.words), seen)

    def preview(self, draft: Draft, text: str) -> Preview:
        """The card with the realisation as typed, or why the text is refused."""
        scale = self.page.library.scales.get(draft.indicator.scale or "")
        try:
            tokens = amend.value_tokens(draft.indicator, text, self.words.language, scale)
        except Refused as refused:
            return Preview(
                self.page.card,
                refused=refused.message,
                hint=refused.hint,
                offers=refused.offers,
                asks_state=isinstance(refused, AsksState),
            )
        return self._with(draft, amend.with_state(draft.indicator, tokens, self.page.rules))

    def preview_state(self, draft: Draft, state: State, reason: str) -> Preview:
        """The card with the realisation in `state`, or why that is refused."""
        if state not in amend.WITHOUT_VALUE and not _has_value(draft.indicator):
            refused = message(N_("There is no value yet; type one."))
            return Preview(self.page.card, refused=refused)
        tokens = amend.state_tokens(
            draft.indicator, state, reason.strip(), self.page.rules, self.year
        )
        found = self._with(draft, tokens)
        if state in amend.WITH_REASON and not reason.strip():
            refused = message(N_("This state needs a reason."))
            return replace(found, edit=None, refused=refused)
        return found

    def _with(self, draft: Draft, tokens: amend.Tokens) -> Preview:
        made = amend.changes(tokens, draft.seen)
        indicator = amend.amended(draft.indicator, made)
        card = preview(self.page.library, self.page.card, indicator)
        return Preview(card, Edit(draft.file, made))

    def settle(self, draft: Draft, edit: Edit, outcome: Outcome) -> bool:
        """Take note of how a save ended; whether the values stand in the file."""
        if not isinstance(outcome, Saved):
            return False
        if outcome.changed:
            name = message(
                N_("realisation of {code} {year}"), code=draft.indicator.code, year=self.year
            )
            self.done = (*self.done, Step(name, outcome.edit, self.unit, self.year))
            self.undone = ()
        self._take(edit)
        return True

    def insisted(self, draft: Draft, edit: Edit, conflict: Conflict) -> tuple[Draft, Edit]:
        """The same edit again, over what somebody else wrote meanwhile."""
        seen = {**draft.seen, conflict.key: conflict.found}
        changes = tuple(
            Change(each.key, conflict.found, each.new) if each.key == conflict.key else each
            for each in edit.changes
        )
        return replace(draft, seen=seen), replace(edit, changes=changes)

    def took_back(self, step: Step, outcome: Outcome, again: bool = False) -> bool:
        """Take note of an undo (or, with `again`, a redo) that was saved; whether it stands."""
        if not isinstance(outcome, Saved):
            return False
        reverse = replace(step, edit=outcome.edit)
        if again:
            self.undone, self.done = self.undone[:-1], (*self.done, reverse)
        else:
            self.done, self.undone = self.done[:-1], (*self.undone, reverse)
        if (step.unit, step.year) == (self.unit, self.year):
            self._take(step.edit)
        return True

    def _take(self, edit: Edit) -> None:
        """Put what was written into the snapshot, without reading anything again."""
        found = next(
            (each for each in self.page.book.indicators.values() if each.origin == edit.file), None
        )
        if found is None:
            return
        indicator = amend.amended(found, edit.changes)
        library = amend.with_indicator(self.page.library, self.unit, self.year, indicator)
        self.put(Page(library, preview(library, self.page.card, indicator)))

    def _indicator(self, subject: str) -> Indicator:
        score = self.score(subject)
        if score is None:
            raise KeyError(subject)
        return score.indicator


def _has_value(indicator: Indicator) -> bool:
    found = indicator.realisation
    stated = found is not None and any(getattr(found, name) is not None for name in amend.VALUES)
    return stated or bool(indicator.component) or bool(indicator.quarters)


def _beside(every: tuple[T, ...], now: T, step: int) -> T | None:
    if now not in every:
        return every[0] if every else None
    at = every.index(now) + step
    return every[at] if 0 <= at < len(every) else None
