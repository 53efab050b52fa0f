"""An indicator in full, as lines to read: what it is, its figures, parts, years, text and plans."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Literal, NamedTuple

from kinerja_tui.locale import N_, Words
from kinerja_tui.measure.due import value_key
from kinerja_tui.measure.figures import IndicatorScore
from kinerja_tui.model.indicator import Borrowed, home
from kinerja_tui.report import phrases
from kinerja_tui.report.page import Page
from kinerja_tui.report.paint import plain
from kinerja_tui.report.table import Table
from kinerja_tui.report.tables.detail import breakdown, components
from kinerja_tui.report.tables.follow_up import STATES
from kinerja_tui.report.tables.quarters import quarters
from kinerja_tui.report.text import words_of
from kinerja_tui.tui.comparisons import Fate, seven
from kinerja_tui.tui.derivation import Where, derivation
from kinerja_tui.tui.detail import remark
from kinerja_tui.tui.details_course import drawn_quarters, drawn_years
from kinerja_tui.tui.lines import Line, Piece, line, paragraph, wrapped
from kinerja_tui.tui.speech import POLARITIES, Speech

_MARGIN = 18

_TEXTS = (
    ("cause", N_("Cause")),
    ("obstacle", N_("Obstacle")),
    ("solution", N_("Solution")),
    ("efficiency", N_("Efficiency")),
    ("programme", N_("Programme")),
    ("target_change", N_("Change of target")),
)

ACTION_STATES = STATES
_FATES: Mapping[Fate, Literal["green", "yellow", "grey"]] = MappingProxyType(
    {"written": "green", "partly": "yellow", "absent": "green", "missing": "grey"}
)
"""What is absent on purpose is done, as what is written; its text says which of the two it is."""


class Mark(NamedTuple):
    """A line of the page that says what stands at the dotted `key` of the record in `file`."""

    line: int
    file: str
    key: str


class _Body(NamedTuple):
    """The lines of a chapter; `keys` are the keys that some of them say, by the line's number: -1
    is the title.
    """

    lines: Sequence[Line]
    keys: Mapping[int, str] = MappingProxyType({})


class Chapters:
    """The page of one indicator."""

    def __init__(
        self,
        page: Page,
        score: IndicatorScore,
        words: Words,
        where: Where,
        ink: plain.Ink,
        history: Sequence[Line] = (),
    ) -> None:
        """The indicator `score` of `page`, for `ink.width` cells; `history` are the lines about its
        changes.
        """
        self._history = history
        self._page = page
        self._score = score
        self._indicator = score.indicator
        self._words = words
        self._where = where
        self._ink = ink
        self._speech = Speech(words, page.rules)

    def lines(self) -> list[Line]:
        """All chapters that have something to say."""
        return self.marked()[0]

    def marked(self) -> tuple[list[Line], list[Mark]]:
        """The same, and what can be changed of it: the lines that say it, from the top down."""
        head = paragraph(
            "", self._safe(f"{self._indicator.code}  {self._indicator.name}"), self._width
        )
        found = [line(" ", *(Piece(p.text, "bold") for p in each)) for each in head]
        marks: list[Mark] = []
        for title, body in self._chapters():
            if body.lines:
                found += [(), line(" ", Piece(self._words(title), "bold"))]
                marks += [
                    Mark(len(found) + row, self._file_of(key), key)
                    for row, key in body.keys.items()
                    if key
                ]
                found += body.lines
        return found, marks

    def _file_of(self, key: str) -> str:
        """What another unit measures is written there."""
        own = key.partition(".")[0] in ("absent", "analysis", "action")
        return self._indicator.origin if own else home(self._indicator)

    @property
    def _width(self) -> int:
        return self._ink.width - 2

    def _chapters(self) -> Iterable[tuple[str, _Body]]:
        own = self._indicator
        yield N_("Figures"), _Body(self._figures(), {-1: f"realisation.{value_key(own)}"})
        yield N_("Definition"), _Body(self._definition(), {-1: "definition"})
        if self._score.composite is not None:
            table = self._table(components(self._score, self._page))
            leaf = next(iter(own.leaves), "")
            yield N_("Components"), _Body(table, {-1: f"component.{leaf}.value" if leaf else ""})
        for id_, each in own.breakdown.items():
            table = self._table(breakdown(self._score, id_, each, self._page))
            yield N_("Supporting figures"), _Body(table, {-1: f"breakdown.{id_}.name"})
        yield N_("Quarters"), self._quarters()
        yield N_("Against the target; | is 100%"), _Body(self._drawn())
        yield N_("The seven comparisons of the report"), self._comparison()
        yield N_("Analysis"), self._analysis()
        yield N_("Planned actions"), self._actions()
        yield N_("Evidence"), self._evidence()
        yield N_("History of changes"), _Body(self._history)
        yield (
            N_("Derivation of the achievement"),
            _Body(
                derivation(
                    self._score.achievement.figure,
                    self._page.rules,
                    self._where,
                    self._ink.width,
                    self._words,
                )
            ),
        )

    def _figures(self) -> list[Line]:
        score, speech, words = self._score, self._speech, self._words
        decimals = self._indicator.decimals
        return self._facts(
            (words("Target"), speech.target(score.target, decimals)),
            (words("Realisation"), speech.value(score.value, decimals)),
            (words("State"), remark(score, speech) or speech.state(score)),
            (words("Achievement"), speech.equation(score)),
            (words("Status"), speech.status(score)),
            (words("Grade"), self._safe(phrases.grade_label(score.grade))),
        )

    def _definition(self) -> list[Line]:
        found, words = self._indicator, self._words
        borrowed = found.same_as if isinstance(found, Borrowed) else ""
        return self._facts(
            (words("Definition"), found.definition),
            (words("Measured in"), found.measured_in),
            (words("Direction"), words(POLARITIES[found.polarity])),
            (words("Source of data"), found.source),
            (words("Keeper"), found.owner),
            (words("Measured by"), borrowed),
            (words("File"), found.origin),
        )

    def _quarters(self) -> _Body:
        every = self._score.quarters
        if not every:
            return _Body([])
        empty = next((each.key for each in every if each.of_quarter.value is None), every[-1].key)
        key = f"{empty}.{value_key(self._indicator)}"
        return _Body(self._table(quarters(self._score, self._page)), {-1: key})

    def _comparison(self) -> _Body:
        """The seven comparisons of a report, each with the sign of whether it is written."""
        found: list[Line] = []
        keys: dict[int, str] = {}
        margin = 5
        for number, each in enumerate(seven(self._page, self._score, self._words), 1):
            colour = _FATES[each.fate]
            sign = Piece(f"{self._ink.symbols[colour]} ", colour)
            keys[len(found)] = each.key
            found.append(line(" ", sign, f"{number}. {each.title}"))
            for row in wrapped(each.text, self._width - margin):
                text = Piece(row, "dim" if each.fate in ("absent", "missing") else "")
                found.append(line(" " * (margin + 1), text))
        return _Body(found, keys)

    def _drawn(self) -> list[Line]:
        """The years against their targets, then the quarters against theirs."""
        if not self._score.years and not self._score.quarters:
            return []
        width = self._width
        rows = drawn_years(self._score, self._speech, width)
        if self._score.quarters:
            rows += ["", *drawn_quarters(self._score, self._speech, width)]
        return [line(" ", row) for row in rows]

    def _analysis(self) -> _Body:
        analysis = self._indicator.analysis
        return self._keyed(
            (self._words(title), getattr(analysis, name), f"analysis.{name}")
            for name, title in _TEXTS
        )

    def _actions(self) -> _Body:
        words = self._words
        return self._keyed(
            (words(ACTION_STATES[each.status]), _who(each.text, each.person), f"action.{id_}.text")
            for id_, each in self._indicator.action.items()
        )

    def _evidence(self) -> _Body:
        return self._keyed(
            ("-", _who(each.name, each.link), f"evidence.{id_}.name")
            for id_, each in self._indicator.evidence.items()
        )

    def _keyed(self, facts: Iterable[tuple[str, str, str]]) -> _Body:
        """Facts that are each the value of a key."""
        found: list[Line] = []
        keys: dict[int, str] = {}
        for label, text, key in facts:
            keys[len(found)] = key if text.strip() else ""
            found += self._facts((label, text))
        return _Body(found, keys)

    def _facts(self, *facts: tuple[str, str]) -> list[Line]:
        found: list[Line] = []
        for label, text in facts:
            if text.strip():
                rows = "\n".join(self._safe(row) for row in text.strip().splitlines())
                margin = min(_MARGIN, self._width // 3)
                found.extend(
                    line(" ", *each)
                    for each in paragraph(self._safe(label), rows, self._width, margin)
                )
        return found

    def _table(self, table: Table) -> list[Line]:
        ink = plain.Ink(self._width, ascii_only=self._ink.rule == "-")
        rows = [line(" ", row) for row in plain.paint(table, self._words, ink).splitlines()]
        for note in table.notes:
            text = words_of(note, self._words)
            rows += [line(" ", Piece(row, "dim")) for row in wrapped(text, self._width)]
        return rows

    def _safe(self, text: str) -> str:
        return words_of(text, self._words)


def _who(text: str, more: str) -> str:
    return f"{text} ({more})" if more else text
