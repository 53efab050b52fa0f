"""Place 1 as rows for the grid: goals and their indicators, filtered, formatted only when drawn."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from kinerja_tui.locale import N_, Words, message
from kinerja_tui.measure.figures import GoalScore, IndicatorScore
from kinerja_tui.numbers.printing import plain
from kinerja_tui.report import cells, phrases
from kinerja_tui.report.page import Page
from kinerja_tui.report.paint.plain import Ink
from kinerja_tui.report.safe import one_line
from kinerja_tui.report.table import Cell, Column, Row
from kinerja_tui.report.tables import overview
from kinerja_tui.report.tables.comparison import change
from kinerja_tui.report.text import cell_text
from kinerja_tui.report.width import wide
from kinerja_tui.tui.lines import Piece
from kinerja_tui.tui.rows import MARGIN, Drawn, Head, tone_of
from kinerja_tui.tui.viewing import PLAIN, Key, View, has, in_order, key_of, words_in

WIDE = 110
REALISATION = 3
TARGET = 2
STAYING = frozenset({"code", "realisation"})
"""The columns that are not hidden: what says which row it is, and where one types."""

_MOST = 14
_NAME = 12
_SHORT_NAME = 9
_READABLE = 20


def _more(year: int) -> dict[str, Column]:
    """What a wide screen adds, the most wanted first."""
    return {
        "last_year": Column(id="last_year", title=message(N_("{year}"), year=year), kind="number"),
        "change": Column(id="change", title=message(N_("Difference")), kind="points"),
        "grade": Column(id="grade", title=message(N_("Grade")), kind="word"),
    }


class Entry(Struct, frozen=True):
    """A row: a goal, or one of its indicators."""

    goal: GoalScore
    score: IndicatorScore | None = None

    @property
    def subject(self) -> str:
        """The indicator's or the goal's id."""
        return self.score.id if self.score else self.goal.id


def entries(page: Page, wanted: str = "") -> tuple[Entry, ...]:
    """The rows of the page; with `wanted`, the indicators that have it in their code, id or a name.

    Their goals stay; a goal that has it itself keeps all its indicators.
    """
    found: list[Entry] = []
    words = words_in(wanted)
    for goal in page.card.goals:
        whole = has(f"{goal.goal.code} {goal.goal.name}", words)
        kept = [each for each in goal.indicators if whole or has(_text(each), words)]
        if whole or kept:
            found.append(Entry(goal))
            found.extend(Entry(goal, score) for score in kept)
    return tuple(found)


def _text(score: IndicatorScore) -> str:
    indicator = score.indicator
    return " ".join((indicator.code, indicator.name, indicator.id, *indicator.also))


class OverviewRows:
    """The rows of place 1 in `ink.width` cells."""

    frozen = 0
    least = 1

    def __init__(
        self,
        page: Page,
        words: Words,
        ink: Ink,
        view: View = PLAIN,
        wider: bool = False,
        marks: frozenset[str] = frozenset(),
        standing: Sequence[str] = (),
    ) -> None:
        """Formatted only when drawn; `wider` adds the year before, the change and the grade;
        `marks` are indicators of which only the last good values are known. Rows that are sorted
        stand alone, without their goals; those in `standing` keep their order there.
        """
        self._page = page
        self._words = words
        self._ink = ink
        self._marks = marks
        self._rows: dict[int, Drawn] = {}
        self.view = view
        self.columns: tuple[Column, ...] = overview.COLUMNS
        self.entries = entries(page, view.wanted)
        self.heads = self._heads(wider)
        self.entries = self._sorted(self.entries, standing)

    def __len__(self) -> int:
        """How many goals and indicators there are."""
        return len(self.entries)

    def row(self, index: int) -> Drawn:
        """The row, formatted now if it has not been."""
        found = self._rows.get(index)
        if found is None:
            found = self._rows[index] = self._drawn(self.entries[index])
        return found

    def mark(self, column: int) -> int:
        """The code stands for the whole row: that is a third of the bytes of a move."""
        return 0 if column == 1 else column

    def becoming(self, page: Page, marks: frozenset[str]) -> OverviewRows:
        """The same rows of a card that changes while one types: columns and rows stand still."""
        found = OverviewRows.__new__(OverviewRows)
        found._page, found._words, found._ink = page, self._words, self._ink
        found.view, found.columns, found.heads = self.view, self.columns, self.heads
        found.entries = found._sorted(entries(page, self.view.wanted), self.subjects)
        found._marks = marks
        found._rows = {
            index: row
            for index, row in self._rows.items()
            if index < len(found.entries)
            and _same(self.entries[index], found.entries[index])
            and (row.subject in marks) == row.marked
        }
        return found

    @property
    def subjects(self) -> tuple[str, ...]:
        """What the rows are called, in their order."""
        return tuple(entry.subject for entry in self.entries)

    def stands(self, page: Page, view: View) -> tuple[str, ...]:
        """The order that rows of `page` keep when they are looked at in the same way: a row does
        not run away because of what was typed into it.
        """
        alike = (self._page.card.unit, self._page.year) == (page.card.unit, page.year)
        return self.subjects if alike and view == self.view and view.order is not None else ()

    def _sorted(self, found: tuple[Entry, ...], standing: Sequence[str]) -> tuple[Entry, ...]:
        order = self.view.order
        place = next(
            (n for n, each in enumerate(self.columns) if order and each.id == order.column), None
        )
        if order is None or place is None:
            return found
        alone = [each for each in found if each.score is not None]
        if standing:
            places = {subject: number for number, subject in enumerate(standing)}
            return tuple(sorted(alone, key=lambda each: places.get(each.subject, len(places))))
        column = self.columns[place]

        def key(entry: Entry) -> Key | None:
            row = self._row(entry)
            text = cell_text(row.cells[place], column, self._words, self._page.rules.rounding)
            return key_of(row.cells[place], column.kind, text)

        return tuple(in_order(alone, key, order.descending))

    def place(self, subject: str) -> int | None:
        """The row of a goal or indicator."""
        for index, entry in enumerate(self.entries):
            if entry.subject == subject:
                return index
        return None

    def _row(self, entry: Entry) -> Row:
        if entry.score is None:
            made = overview.goal_row(entry.goal, self._page)
        else:
            made = overview.indicator_row(entry.score, self._page)
        extra = self._extra(entry.score) if len(self.columns) > len(made.cells) else ()
        return replace(made, cells=(*made.cells, *extra))

    def _drawn(self, entry: Entry) -> Drawn:
        row = self._row(entry)
        return Drawn(
            tuple(self._piece(row, index) for index in range(len(self.columns))),
            row.kind,
            row.subject,
            tuple(cell.subject for cell in row.cells),
            row.subject in self._marks,
        )

    def _extra(self, score: IndicatorScore | None) -> tuple[Cell, ...]:
        added = self.columns[len(overview.COLUMNS) :]
        if score is None:
            return (cells.EMPTY,) * len(added)
        rules, decimals = self._page.rules, score.indicator.decimals
        last = score.last_year
        if last is not None and last.year != self._page.year - 1:
            last = None
        made = {
            "last_year": cells.realised(last.value, rules, decimals) if last else cells.EMPTY,
            "change": cells.derived(change(score) if last else None, rules),
            "grade": cells.text(phrases.grade_label(score.grade)),
        }
        return tuple(made[column.id] for column in added)

    def _piece(self, row: Row, index: int) -> Piece:
        cell, column = row.cells[index], self.columns[index]
        if cell.value is None and cell.absent is not None:
            return Piece("-")
        text = cell_text(cell, column, self._words, self._page.rules.rounding)
        kind = cell.kind or column.kind
        if kind == "status":
            return Piece(f"{self._ink.symbols[cell.colour or 'grey']} {text}", tone_of(cell, kind))
        if column.id == "code" and row.kind == "item":
            return Piece(f" {text}")
        return Piece(text)

    def _heads(self, wider: bool) -> tuple[Head, ...]:
        titles = {each.id: self._words.say(each.short or each.title) for each in self.columns}
        widths = {
            "code": 1 + max([wide(titles["code"]), *map(_code_width, self.entries)]),
            "target": max([wide(titles["target"]), *map(self._target_width, self.entries)]),
            "realisation": max([wide(titles["realisation"]), *map(_real_width, self.entries)]),
            "achievement": max(wide(titles["achievement"]), 9),
            "status": 16,
        }
        order = self.view.order
        if order is not None and order.column in widths:
            least = wide(titles[order.column]) + wide(order.sign)
            widths[order.column] = max(widths[order.column], least)
        gaps = {"name": 1, "target": 1}
        hidden = self.view.hidden - STAYING
        shown = [each for each in widths if each not in hidden]
        around = sum(gaps.get(each, 2) for each in shown[1:]) + gaps["name"] + MARGIN
        room = self._ink.width - around - sum(widths[each] for each in shown)
        if room < _NAME:
            self._tighten(titles, widths)
        least = _NAME if room >= _NAME else _SHORT_NAME
        if wider:
            sizes = {"last_year": 6, "change": 7, "grade": 14}
            for id_, column in _more(self._page.year - 1).items():
                title = self._words.say(column.title)
                size = max(wide(title), sizes[id_])
                if id_ not in hidden and room - size - 2 < _READABLE:
                    break
                titles[id_], widths[id_] = title, size
                self.columns = (*self.columns, column)
                room -= 0 if id_ in hidden else size + 2
        widths["name"] = max(room, least)
        if "name" in self.view.broad:
            longest = max([wide(titles["name"]), *map(_name_width, self.entries)])
            widths["name"] = max(widths["name"], min(longest, self._ink.width - MARGIN))
        return tuple(
            Head(
                each.id,
                titles[each.id],
                widths[each.id],
                each.right,
                gaps.get(each.id, 2),
                self.view.sign(each.id),
                each.id in hidden,
            )
            for each in self.columns
        )

    def _tighten(self, titles: dict[str, str], widths: dict[str, int]) -> None:
        """Not everything fits beside a name: words of a target give way to what was reached."""
        order, real = self.view.order, self._words("Real.")
        if order is None or order.column != "realisation":
            titles["realisation"] = real
            widths["realisation"] = max([wide(real), *map(_real_width, self.entries)])
        if order is None or order.column != "target":
            found = (self._target_width(each, _SHORT_NAME) for each in self.entries)
            widths["target"] = max([wide(titles["target"]), *found])

    def _target_width(self, entry: Entry, most: int = _MOST) -> int:
        target = entry.score.target if entry.score else None
        if target is None or target.number is not None:
            return _length(target.number if target else None)
        text = cell_text(cells.target(target), overview.COLUMNS[TARGET], self._words)
        return min(wide(text), most)


def _same(old: Entry, new: Entry) -> bool:
    """Whether two entries are drawn alike: an indicator's row shows nothing of its goal."""
    if old.score is None or new.score is None:
        return old.goal is new.goal and old.score is new.score
    return old.score is new.score


def _name_width(entry: Entry) -> int:
    return wide(one_line(entry.score.indicator.name if entry.score else entry.goal.goal.name))


def _code_width(entry: Entry) -> int:
    return min(wide(entry.score.indicator.code if entry.score else entry.goal.goal.code), _MOST)


def _real_width(entry: Entry) -> int:
    value = entry.score.value if entry.score else None
    if value is None:
        return 0
    if value.grade is not None:
        return min(wide(phrases.grade_label(value.grade)) + 1, _MOST)
    return _length(value.number, value.way not in ("stated", "history")) + 1


def _length(number: Decimal | None, computed: bool = False) -> int:
    """At most how many cells a number takes when it is printed; computed ones are rounded."""
    if number is None:
        return 1
    if computed:
        return max(number.adjusted(), 0) + 1 + 7 + number.is_signed()
    return len(plain(number))
