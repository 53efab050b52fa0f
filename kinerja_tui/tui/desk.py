"""The session without a screen: the page that is open, the edits, what others change meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from kinerja_tui.locale import N_, Message, Words, message
from kinerja_tui.measure.explain import explain
from kinerja_tui.measure.figures import Figure, IndicatorScore
from kinerja_tui.measure.scorecard import preview as becoming
from kinerja_tui.measure.scorecard import scorecard, usual_day
from kinerja_tui.model.base import Problem, State
from kinerja_tui.model.indicator import Borrowed, Indicator
from kinerja_tui.model.library import Library
from kinerja_tui.report.page import Page
from kinerja_tui.store.splicing.edit import Author, Conflict, Edit, Refused, Saved
from kinerja_tui.tui import amend, drafting
from kinerja_tui.tui.company import Company, Nobody
from kinerja_tui.tui.drafting import Draft, Preview
from kinerja_tui.tui.fresh import Fresh, fresh
from kinerja_tui.tui.lastgood import Remembered, indicator_in, stale
from kinerja_tui.tui.news import moment
from kinerja_tui.tui.shelf import Outcome, Shelf

if TYPE_CHECKING:
    from kinerja_tui.store.state.drafts import Draft as Paper

T = TypeVar("T", str, int)
NOTHING: Mapping[str, str] = MappingProxyType({})


class Begun(Struct, frozen=True):
    """An edit that has begun; `fresh` is the page when the file says something else than it did."""

    draft: Draft
    fresh: Fresh | None = None


class Ending(Struct, frozen=True):
    """How a save ended; `fresh` is the page when others had changed the file, `said` what they
    did.
    """

    outcome: Outcome
    fresh: Fresh | None = None
    said: str = ""


class Desk:
    """One unit's year on the desk; everything it shows comes from `page`."""

    def __init__(
        self,
        shelf: Shelf,
        unit: str,
        year: int,
        words: Words,
        at: date | None = None,
        company: Company | None = None,
    ) -> None:
        """Open the unit's year; `at` holds for that year only."""
        self.shelf = shelf
        self.words = words
        self.company: Company = company or Nobody()
        self.broken: dict[str, tuple[Problem, ...]] = {}
        self.version = 0
        self.moment = moment()
        self._day = (year, at)
        self._remembered = Remembered()
        self.put(self.opened(unit, year))

    def opened(self, unit: str, year: int) -> Page:
        """The page of a unit's year as it lies on the disk now; changes nothing here."""
        return self._page(self.shelf.load(unit, year), unit, year)

    def turned(self, unit: str, year: int) -> Fresh:
        """The page of another unit's year, with the last good values of files that were whole when
        they were last seen here; changes nothing here.
        """
        found = self._remembered.kept(self.shelf.load(unit, year))
        return Fresh(self._page(found.library, unit, year), found.broken)

    def _page(self, library: Library, unit: str, year: int) -> Page:
        first, at = self._day
        if at is not None and year != first:
            at = usual_day(year, date.today())
        return Page(library, scorecard(library, unit, year, at))

    def reread(self, draft: Draft | None = None) -> Fresh:
        """The same page as it lies on the disk now, with the last good values of files that cannot
        be read any more; changes nothing here. Of the edit `draft` its field, too.
        """
        tokens = self._tokens(draft.file) if draft is not None else None
        unit, year = self.unit, self.year
        found = fresh(
            self.page,
            self.broken,
            self.shelf.load(unit, year),
            lambda library: self._page(library, unit, year),
        )
        by = self._author(draft, tokens) if draft is not None and tokens is not None else None
        return replace(found, tokens=tokens, by=by)

    def _author(self, draft: Draft, tokens: dict[str, str | None]) -> Author | None:
        """Who wrote what is new in the field."""
        for key in replace(draft, now=tokens).overtaken:
            if tokens[key] == draft.now.get(key):
                return draft.by
            return self.shelf.author(draft.file, key, tokens[key])
        return None

    def put(self, page: Page, broken: dict[str, tuple[Problem, ...]] | None = None) -> None:
        """Show `page` from now on; in `broken` are the files with last good values."""
        self.page = page
        self.broken = broken or {}
        self.version += 1
        self._remembered.show(page.card.unit, page.card.year, page.library)

    def put_fresh(self, fresh: Fresh) -> None:
        """Show the page that was read again."""
        self.put(fresh.page, fresh.broken)

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
        """What stops records from loading, those with last good values among them."""
        more = [each for problems in self.broken.values() for each in problems]
        every = (*self.page.library.problems, *more)
        return tuple(sorted(every, key=lambda each: (each.file, each.line, each.column, each.code)))

    @property
    def complete(self) -> Page:
        """The page with all problems."""
        return Page(replace(self.page.library, problems=self.problems), self.page.card)

    @property
    def within(self) -> tuple[str, ...]:
        """The files and folders that the page is made from."""
        library = self.page.library
        books = [book for records in library.units.values() for book in records.books.values()]
        borrowed = [
            each.measured_at
            for book in books
            for each in book.indicators.values()
            if isinstance(each, Borrowed)
        ]
        units = (f"{id_}/unit.toml" for id_ in library.units)
        return (self.unit, "scales", "kinerja.toml", "laws.toml", *units, *borrowed)

    def score(self, subject: str) -> IndicatorScore | None:
        """The indicator with this id."""
        return self.page.card.indicator(subject)

    def stale(self, subject: str) -> Problem | None:
        """Why the indicator has only its last good values; None when it has its own."""
        score = self.score(subject) if self.broken else None
        return stale(self.broken, score) if score is not None else None

    def explained(self, subject: str) -> Figure | None:
        """The figure called `subject`, with its derivation."""
        return explain(self.page.card, subject)

    def neighbour_year(self, step: int) -> int | None:
        """The unit's next year in the direction of `step` that holds anything, or None."""
        records = self.page.library.units.get(self.unit)
        years = records.years if records else ()
        found = _beside(years, self.year, step)
        while found is not None and not self.shelf.is_filled(self.unit, found):
            found = _beside(years, found, step)
        return found

    def neighbour_unit(self, step: int) -> tuple[str, int] | None:
        """The next unit that has years, and its year nearest to the one shown; or None."""
        units = self.shelf.units()
        unit = _beside(tuple(units), self.unit, step)
        if unit is None:
            return None
        return unit, min(units[unit], key=lambda year: (abs(year - self.year), -year))

    def why_not(self, subject: str) -> Message | None:
        """Why the realisation of `subject` cannot be edited; None when nothing is known."""
        score = self.score(subject)
        if score is None:
            return message(N_("A goal's achievement is computed from its indicators."))
        return amend.why_not(self.page.library, self.unit, self.year, score.indicator)

    def begun(self, subject: str, key: str) -> Begun | Refused:
        """Begin an edit of the realisation, unless the file could not be saved; slow."""
        indicator = self._indicator(subject)
        refused = self.shelf.ready(indicator.origin)
        if refused is not None:
            return refused
        found, fresh = self.draft(subject), None
        if not amend.says(indicator, found.seen):
            fresh = self.reread()
            now = indicator_in(fresh.page.library, found.file) or indicator
            found = replace(found, indicator=now, text=amend.first_text(now, self.words))
        name = f"{indicator.code} {self.year}"
        paper = self.company.paper(found.file, key, found.seen, name)
        self.company.look_at(found.file)
        return Begun(replace(found, paper=paper), fresh)

    def draft(self, subject: str) -> Draft:
        """An edit: what stands in the file now is what the save will compare with."""
        indicator = self._indicator(subject)
        digest = self.shelf.digest(indicator.origin)
        seen = self._tokens(indicator.origin)
        return Draft(indicator, amend.first_text(indicator, self.words), seen, digest)

    def _tokens(self, file: str) -> dict[str, str | None]:
        return {key: self.shelf.seen(file, key) for key in amend.KEYS}

    def renewed(self, draft: Draft, tokens: dict[str, str | None], by: Author | None) -> Draft:
        """The edit on the page as it is now; the file now says `tokens`."""
        indicator = indicator_in(self.page.library, draft.file) or draft.indicator
        return replace(draft, indicator=indicator, now=tokens, by=by or draft.by)

    def taken_up(self, paper: Paper) -> Begun | Refused | Message | None:
        """The edit of a draft that was left, over the tokens that were seen then; a message when
        another session has it, None when its record is not on the page. Slow.
        """
        indicator = next(
            (each for each in self.page.book.indicators.values() if each.origin == paper.file), None
        )
        if indicator is None:
            return None
        found = self.begun(indicator.id, paper.key)
        if isinstance(found, Refused):
            return found
        paper_now = self.company.take(paper)
        if isinstance(paper_now, Message):
            return paper_now
        paper, now = paper_now, found.draft.seen
        seen = {key: paper.seen.get(key) for key in amend.KEYS}
        taken = replace(found.draft, seen=seen, now=seen, paper=paper, kept=True)
        return replace(found, draft=replace(taken, now=now, by=self._author(taken, now)))

    def jot(self, draft: Draft, text: str, fields: Mapping[str, str] = NOTHING) -> None:
        """Keep what is typed."""
        if draft.paper is not None:
            self.company.write(replace(draft.paper, text=text, fields=dict(fields)))

    def dropped(self, draft: Draft) -> None:
        """What was typed is saved, or given up."""
        self.company.look_at("")
        if draft.paper is not None:
            self.company.drop(draft.paper)

    def put_aside(self, draft: Draft, text: str, fields: Mapping[str, str] = NOTHING) -> None:
        """Keep what was typed until it is wanted again."""
        self.company.look_at("")
        if draft.paper is not None:
            self.company.put_aside(replace(draft.paper, text=text, fields=dict(fields)))

    def preview(self, draft: Draft, text: str) -> Preview:
        """The card with the realisation as typed, or why the text is refused."""
        return drafting.of_text(self.page, self.words, draft, text)

    def preview_state(self, draft: Draft, state: State, reason: str) -> Preview:
        """The card with the realisation in `state`, or why that is refused."""
        return drafting.of_state(self.page, draft, state, reason)

    def save(self, draft: Draft, edit: Edit) -> Ending:
        """Write the edit, and see what others did to the file since it began; slow."""
        from kinerja_tui.tui.past import meanwhile

        before = self.shelf.digest(edit.file)
        with self.company.saving(edit.file) as saved:
            outcome = self.shelf.save(edit, self.company.id)
            if isinstance(outcome, Saved):
                saved(outcome.file, outcome.digest)
        if isinstance(outcome, Conflict):
            return Ending(outcome, self.reread())
        if isinstance(outcome, Refused):
            return Ending(outcome)
        if draft.over is not None:
            drafting.note_lost(self.shelf, draft.over, (edit,))
        if before == draft.digest:
            return Ending(outcome)
        return Ending(outcome, self.reread(), meanwhile(self, draft, edit))

    def settle(self, draft: Draft, edit: Edit, ending: Ending) -> bool:
        """Take note of how a save ended; whether the values stand in the file."""
        if ending.fresh is not None:
            self.put_fresh(ending.fresh)
        if not isinstance(ending.outcome, Saved):
            return False
        if ending.fresh is None:
            self.take(edit)
        self.dropped(draft)
        return True

    def take(self, edit: Edit) -> None:
        """Put what was written into the snapshot, without reading anything again."""
        found = next(
            (each for each in self.page.book.indicators.values() if each.origin == edit.file), None
        )
        if found is None:
            return
        indicator = amend.amended(found, edit.changes)
        library = amend.with_indicator(self.page.library, self.unit, self.year, indicator)
        self.put(Page(library, becoming(library, self.page.card, indicator)), self.broken)

    def _indicator(self, subject: str) -> Indicator:
        score = self.score(subject)
        if score is None:
            raise KeyError(subject)
        return score.indicator


def _beside(every: tuple[T, ...], now: T, step: int) -> T | None:
    if now not in every:
        return every[0] if every else None
    at = every.index(now) + step
    return every[at] if 0 <= at < len(every) else None
