"""An indicator in full, as lines to read: what it is, its figures, parts, years, text and plans."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Literal

from kinerja_tui.locale import N_, Words
from kinerja_tui.measure.figures import IndicatorScore
from kinerja_tui.model.indicator import Borrowed
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
_FATES: Mapping[Fate, Literal["green", "grey"]] = MappingProxyType(
    {"written": "green", "absent": "grey", "missing": "grey"}
)


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
        found: list[Line] = []
        for title, body in self._chapters():
            if body:
                found += [(), line(" ", Piece(self._words(title), "bold")), *body]
        head = paragraph(
            "", self._safe(f"{self._indicator.code}  {self._indicator.name}"), self._width
        )
        return [*(line(" ", *(Piece(p.text, "bold") for p in each)) for each in head), *found]

    @property
    def _width(self) -> int:
        return self._ink.width - 2

    def _chapters(self) -> Iterable[tuple[str, list[Line]]]:
        yield N_("Figures"), self._figures()
        yield N_("Definition"), self._definition()
        if self._score.composite is not None:
            yield N_("Components"), self._table(components(self._score, self._page))
        for id_, each in self._indicator.breakdown.items():
            yield (
                N_("Supporting figures"),
                self._table(breakdown(self._score, id_, each, self._page)),
            )
        yield N_("Quarters"), self._quarters()
        yield N_("Against the target; | is 100%"), self._drawn()
        yield N_("The seven comparisons of the report"), self._comparison()
        yield N_("Analysis"), self._analysis()
        yield N_("Planned actions"), self._actions()
        yield N_("Evidence"), self._evidence()
        yield N_("History of changes"), list(self._history)
        yield (
            N_("Derivation of the achievement"),
            derivation(
                self._score.achievement.figure,
                self._page.rules,
                self._where,
                self._ink.width,
                self._words,
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

    def _quarters(self) -> list[Line]:
        if not self._score.quarters:
            return []
        return self._table(quarters(self._score, self._page))

    def _comparison(self) -> list[Line]:
        """The seven comparisons of a report, each with the sign of whether it is written."""
        found: list[Line] = []
        margin = 5
        for number, each in enumerate(seven(self._page, self._score, self._words), 1):
            colour = _FATES[each.fate]
            sign = Piece(f"{self._ink.symbols[colour]} ", colour)
            found.append(line(" ", sign, f"{number}. {each.title}"))
            for row in wrapped(each.text, self._width - margin):
                text = Piece(row, "dim" if each.fate != "written" else "")
                found.append(line(" " * (margin + 1), text))
        return found

    def _drawn(self) -> list[Line]:
        """The years against their targets, then the quarters against theirs."""
        if not self._score.years and not self._score.quarters:
            return []
        width = self._width
        rows = drawn_years(self._score, self._speech, width)
        if self._score.quarters:
            rows += ["", *drawn_quarters(self._score, self._speech, width)]
        return [line(" ", row) for row in rows]

    def _analysis(self) -> list[Line]:
        analysis = self._indicator.analysis
        return self._facts(
            *((self._words(title), getattr(analysis, name)) for name, title in _TEXTS)
        )

    def _actions(self) -> list[Line]:
        words = self._words
        return self._facts(
            *(
                (words(ACTION_STATES[each.status]), _who(each.text, each.person))
                for each in self._indicator.action.values()
            )
        )

    def _evidence(self) -> list[Line]:
        return self._facts(
            *(("-", _who(each.name, each.link)) for each in self._indicator.evidence.values())
        )

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
