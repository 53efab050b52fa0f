"""What every table is made from: a snapshot, a scorecard, and the records they are about."""

from __future__ import annotations

from msgspec import Struct

from kinerja_tui.locale import N_, Message, message
from kinerja_tui.measure.figures import GoalScore, Scorecard
from kinerja_tui.model.library import Book, Library, UnitRecords
from kinerja_tui.model.settings import Rules
from kinerja_tui.report.cells import annotated

_NO_BOOK = Book(unit="", year=0)


class Page(Struct, frozen=True):
    """A unit's year ready to be tabulated."""

    library: Library
    card: Scorecard

    @property
    def records(self) -> UnitRecords:
        """The unit's records."""
        return self.library.units[self.card.unit]

    @property
    def book(self) -> Book:
        """The year's records; empty when the folder is missing."""
        return self.library.book(self.card.unit, self.card.year) or _NO_BOOK

    @property
    def rules(self) -> Rules:
        """The rules that decided the numbers."""
        return self.card.rules

    @property
    def year(self) -> int:
        """The year shown."""
        return self.card.year

    def goal(self, id_: str) -> GoalScore | None:
        """The goal with this id."""
        return next((each for each in self.card.goals if each.id == id_), None)


def basis(page: Page) -> Message:
    """How the numbers were made: decimals, rounding, cap and floor, and how many indicators
    count.
    """
    rules = page.rules
    parts = (
        message(
            N_("computed numbers are rounded {way} to {n} decimals when printed"),
            way=message(_ROUNDING[rules.rounding]),
            n=rules.decimals,
        ),
        message(N_("cap {cap}%"), cap=rules.cap)
        if rules.cap is not None
        else message(N_("no cap")),
        message(N_("floor {floor}%"), floor=rules.floor)
        if rules.floor is not None
        else message(N_("no floor")),
        message(
            N_("{counted} of {total} indicators are counted"),
            counted=page.card.mean.counted,
            total=page.card.mean.total,
        ),
    )
    return message(
        N_("Basis: {rounding}; {cap}; {floor}; {counted}."),
        rounding=parts[0],
        cap=parts[1],
        floor=parts[2],
        counted=parts[3],
    )


_ROUNDING = {"half-up": N_("half up"), "half-even": N_("half to even")}


def footnotes(page: Page) -> tuple[Message, ...]:
    """A note for every value that is not this year's own: from which year, counted or not, and
    why.
    """
    notes = []
    for score in page.card.indicators:
        realisation, held = score.indicator.realisation, score.value.state
        if realisation is None or held is None or not annotated(score):
            continue
        note = message(
            N_("{code}: {what}"),
            code=score.indicator.code,
            what=message(
                _NOTES[held, score.achievement.counted is not None],
                year=score.value.data_year or page.year,
            ),
        )
        if realisation.reason:
            note = message(N_("{note}: {reason}"), note=note, reason=realisation.reason)
        notes.append(note)
    return tuple(notes)


_LEFT_OUT = frozenset({"B37", "B40", "B41"})
# These are said of records that load all the same, or of files that are no records.
_READ = frozenset({"B12", "B17", "B19"})


def unread(page: Page) -> tuple[str, ...]:
    """The files that could not be read and so are in none of the page's figures."""
    found = {
        each.file: None
        for each in page.library.problems
        if (each.code < "B20" and each.code not in _READ) or each.code in _LEFT_OUT
    }
    return tuple(found)


def doubted(page: Page) -> tuple[str, ...]:
    """Later versions of the agreement that cannot be read: one may be the one in force, and then
    every target here is another.
    """
    found = page.card.agreement
    return tuple(
        file
        for file in _unread_in(page, "agreements")
        if found is None or _number(file) > found.version
    )


def left_out(page: Page) -> tuple[str, ...]:
    """The files of indicators that cannot be read, and so are in no mean and in no `n of N`."""
    return _unread_in(page, "indicators")


def _unread_in(page: Page, folder: str) -> tuple[str, ...]:
    head = f"{page.card.unit}/{page.year}/{folder}/"
    return tuple(file.removeprefix(head) for file in unread(page) if file.startswith(head))


def unsure(page: Page) -> tuple[Message, ...]:
    """What cannot be read and yet would change the targets or the means."""
    targets = N_("! {file} cannot be read and may be the agreement in force.")
    means = N_("! {file} cannot be read; its indicator is in no mean and in no count.")
    return (
        *(message(targets, file=file) for file in doubted(page)),
        *(message(means, file=file) for file in left_out(page)),
    )


def _number(file: str) -> int:
    head = file.rpartition("/")[2].partition("-")[0]
    return int(head) if head.isascii() and head.isdigit() and len(head) < 10 else 0


def marked(page: Page) -> tuple[Message, ...]:
    """The footnotes with the mark that stands beside their values, after what is in doubt."""
    return unsure(page) + tuple(message(N_("* {note}"), note=note) for note in footnotes(page))


_NOTES = {
    ("final", False): N_("not counted"),
    ("carried", True): N_("the figure of {year} is carried over and counted"),
    ("carried", False): N_("the figure of {year} is carried over and not counted"),
    ("provisional", True): N_("provisional, counted"),
    ("provisional", False): N_("provisional, not counted"),
    ("unavailable", True): N_("not available yet"),
    ("unavailable", False): N_("not available yet"),
    ("unmeasured", True): N_("not measured"),
    ("unmeasured", False): N_("not measured"),
}
