"""Short phrases of the screen: the numbers of a score as text, and what they mean."""

from __future__ import annotations

from decimal import Decimal

from kinerja_tui.locale import N_, Words
from kinerja_tui.measure.figures import IndicatorScore, Mean, TargetValue, Value, YearScore
from kinerja_tui.model.settings import Rules
from kinerja_tui.numbers import printing
from kinerja_tui.report import cells, phrases
from kinerja_tui.report.table import Cell, Column
from kinerja_tui.report.tables.comparison import change
from kinerja_tui.report.tables.overview import COLUMNS
from kinerja_tui.report.text import cell_text, words_of
from kinerja_tui.report.width import wide

_TARGET, _REALISATION, _ACHIEVEMENT = COLUMNS[2:5]

POLARITIES = {
    "maximize": N_("higher is better"),
    "minimize": N_("lower is better"),
    "stabilize": N_("on target is best"),
}


class Speech:
    """The figures of one page in one language."""

    def __init__(self, words: Words, rules: Rules) -> None:
        """How the page rounds, and the language it speaks."""
        self.words = words
        self.rules = rules

    def rounded(self, value: Decimal | None, decimals: int | None = None) -> str:
        """A computed number, rounded as the page does."""
        if value is None:
            return ""
        places = self.rules.decimals if decimals is None else decimals
        shown = printing.rounded(value, places, self.rules.rounding)
        return printing.as_typed(shown, self.words.language)

    def at_most(self, value: Decimal, decimals: int = 4) -> str:
        """A computed number with no more than `decimals`, and none for show."""
        return self.rounded(value, min(_places(value), decimals))

    def percent(self, value: Decimal | None) -> str:
        """A computed percentage, or empty."""
        return f"{self.rounded(value)}%" if value is not None else ""

    def exact(self, value: Decimal | None) -> str:
        """A number as recorded, or empty."""
        return printing.as_typed(value, self.words.language) if value is not None else ""

    def target(self, found: TargetValue | None, decimals: int | None = None) -> str:
        """A target as promised, or why there is none."""
        return self._cell(cells.target(found, decimals), _TARGET)

    def value(self, found: Value, decimals: int | None = None) -> str:
        """A realisation as recorded or rounded, or why there is none."""
        return self._cell(cells.realised(found, self.rules, decimals), _REALISATION)

    def achievement(self, score: IndicatorScore) -> str:
        """The counted achievement; the uncounted one in brackets; or why there is none."""
        return self._cell(cells.achievement(score, self.rules), _ACHIEVEMENT)

    def status(self, score: IndicatorScore) -> str:
        """The status in words."""
        return self._cell(cells.score_status(score), COLUMNS[5])

    def _cell(self, cell: Cell, column: Column) -> str:
        return cell_text(cell, column, self.words, self.rules.rounding)

    def equation(self, score: IndicatorScore, room: int = 0) -> str:
        """How the achievement comes about: `2,28 : 2,6 × 100 = 87,69%`; with `room` cells each for
        the value and the result, so that what follows stands still.
        """
        found = score.achievement
        if found.raw is None:
            return self.words.say(phrases.reason(score.reason))
        result, spare = self.percent(found.raw), 0
        if found.formula == "max" and score.target and score.target.number is not None:
            value = self.value(score.value, score.indicator.decimals)
            text = f"{value} : {self.exact(score.target.number)} × 100 = {result}"
            spare = 2 * room - wide(value) - wide(result)
        else:
            text = f"{self.words(phrases.FORMULAS[found.formula])} = {result}"
        if found.counted is not None and found.counted != found.raw:
            text += "  " + self.words("limited to {percent}", percent=self.percent(found.counted))
        return text + " " * max(spare, 0)

    def gap(self, score: IndicatorScore) -> str:
        """How far a maximized value is from its target: `0,32 short`, or empty."""
        target, value = score.target, score.value.number
        if target is None or target.number is None or value is None:
            return ""
        missing = target.number - value
        if score.indicator.polarity != "maximize" or missing <= 0:
            return ""
        places = max(_places(target.number), _places(value))
        shown = printing.rounded(missing, min(places, 4), self.rules.rounding)
        return self.words("{number} short", number=self.exact(shown))

    def grade(self, score: IndicatorScore) -> str:
        """The grade of the value: `grade Baik`, or empty."""
        if score.grade is None:
            return ""
        return self.words(
            "grade {grade}", grade=words_of(phrases.grade_label(score.grade), self.words)
        )

    def year(self, found: YearScore, decimals: int | None) -> str:
        """A year before: `2021 59 (69,41%)`."""
        text = f"{found.year}: {self.value(found.value, decimals)}"
        counted = found.achievement.counted
        return f"{text} ({self.percent(counted)})" if counted is not None else text

    def change(self, score: IndicatorScore) -> str:
        """This achievement minus last year's: `31,15 points`, or empty."""
        found = change(score)
        return self.words("{n} points", n=self.rounded(found)) if found is not None else ""

    def parts(self, score: IndicatorScore) -> str:
        """What the components give and how far the stated value is from it; or empty."""
        found = score.composite
        if found is None:
            return ""
        leaves = sum(not part.group for part in found.parts)
        empty = sum(not part.group and part.component.value is None for part in found.parts)
        if found.value.value is None and leaves and empty == leaves:
            return self.words("{n} components: not filled in yet", n=leaves)
        if found.value.value is None and empty:
            return self.words("{n} components, not filled in yet: {empty}", n=leaves, empty=empty)
        if found.value.value is None:
            reason = self.words.say(phrases.reason(found.value.reason))
            return self.words("{n} components: {reason}", n=leaves, reason=reason)
        text = self.words(
            "{n} components give {value}", n=leaves, value=self.at_most(found.value.value)
        )
        if (
            found.difference
            and found.tolerance is not None
            and abs(found.difference) > found.tolerance
        ):
            text += " " + self.words("(stated − parts: {n})", n=self.rounded(found.difference))
        return text

    def state(self, score: IndicatorScore) -> str:
        """The state of the value, with the year it is of and whether it counts."""
        text = self.words.say(phrases.state(score))
        if score.value.state == "carried" and score.value.data_year is not None:
            text = self.words("figure of {year}", year=score.value.data_year)
        if score.value.number is not None and not score.counts and score.reason == "not-counted":
            text += f", {self.words(phrases.NOT_COUNTED)}"
        return text

    def mean(self, found: Mean) -> str:
        """A mean and how many it counts: `101,86%, 4 of 5 counted`."""
        counted = self.words(
            "{counted} of {total} counted", counted=found.counted, total=found.total
        )
        if found.value is None:
            return f"{self.words.say(phrases.reason(found.figure.reason))}, {counted}"
        return f"{self.percent(found.value)}, {counted}"


def _places(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0
