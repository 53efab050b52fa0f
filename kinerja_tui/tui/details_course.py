"""Details of place 4 and of the quarters: the years drawn against their targets, and the way to
the mid-term target.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from kinerja_tui.locale import Words
from kinerja_tui.measure.figures import IndicatorScore, QuarterScore
from kinerja_tui.measure.path import Path
from kinerja_tui.report import bars, phrases
from kinerja_tui.report.page import Page
from kinerja_tui.report.tables import course
from kinerja_tui.report.text import words_of
from kinerja_tui.report.width import pad, wide
from kinerja_tui.tui.facts import Facts
from kinerja_tui.tui.speech import Speech

MOST = Decimal(120)
_LEAST = 6


def years(
    page: Page, score: IndicatorScore, words: Words, width: int, ahead: bool = False
) -> Facts:
    """Each year's figures with a bar, and what the mid-term target still asks for; that comes
    first when one looks `ahead`.
    """
    speech = Speech(words, page.rules)
    path = course.way(score, page)
    change = speech.change(score)
    return Facts(
        code=words_of(score.indicator.code, words),
        title=words_of(f"{score.indicator.name} ({score.indicator.measured_in})", words),
        drawn=drawn_years(score, speech, width),
        first=not ahead,
        facts=(
            *(way_facts(path, score, speech) if path else ()),
            (words("No mid-term"), "" if path else _absent(score, words)),
            (words("Against last year"), change),
            (words("No last year"), words_of(score.indicator.absent.last_year, words)),
        ),
    )


def _absent(score: IndicatorScore, words: Words) -> str:
    return words_of(score.indicator.absent.mid_term, words) or words("none in the plan")


def drawn_years(score: IndicatorScore, speech: Speech, width: int) -> list[str]:
    """A line a year: `2021  59 : 85  ███████|░  69,41%`."""
    decimals = score.indicator.decimals
    rows = []
    for each in course.course(score):
        own = each.value is score.value
        figures = f"{speech.value(each.value, decimals)} : {speech.target(each.target, decimals)}"
        percent = speech.achievement(score) if own else speech.percent(each.achievement.counted)
        rows.append((str(each.year), figures, each.achievement.raw, percent))
    return drawn(rows, width)


def drawn_quarters(score: IndicatorScore, speech: Speech, width: int) -> list[str]:
    """A line a quarter, its value against the quarter's own target."""
    rows = []
    for each in score.quarters:
        value = speech.at_most(each.value.value) if each.value.value is not None else "-"
        target = speech.exact(each.target) or "-"
        percent = speech.percent(each.of_quarter.value)
        name = speech.words("Q{n}", n=each.key[1:])
        rows.append((name, f"{value} : {target}", each.of_quarter.value, percent))
    return drawn(rows, width)


def drawn(rows: Sequence[tuple[str, str, Decimal | None, str]], width: int) -> list[str]:
    """Labelled bars against 100%, in lines of `width` cells; where there is no room for a bar it
    stands below its figures.
    """
    label = max((wide(row[0]) for row in rows), default=0)
    figures = max((wide(row[1]) for row in rows), default=0)
    percent = max((wide(row[3]) for row in rows), default=0)
    room = min(width - label - figures - percent - 7, 40)
    found = []
    for name, text, reached, shown in rows:
        start = f"{pad(name, label)}  {pad(text, figures)}"
        if room >= _LEAST:
            bar = bars.against(reached, MOST, room)
            found.append(f"{start}  {pad(bar, room + 1)}  {pad(shown, percent)}".rstrip())
            continue
        found.append(f"{start}  {shown}".rstrip())
        bar = bars.against(reached, MOST, max(width - label - 3, 1))
        found += [f"{' ' * label}  {bar}"] if bar else []
    return found


def way_facts(path: Path, score: IndicatorScore, speech: Speech) -> tuple[tuple[str, str], ...]:
    """The mid-term target, progress, what remains, each remaining year, and the years' values."""
    words, decimals = speech.words, score.indicator.decimals
    target = speech.target(path.due.target, decimals)
    progress = speech.percent(path.due.progress.value)
    left = path.due.remaining
    remaining = ""
    if left is not None:
        remaining = _amount(left, decimals, speech) if left else words("nothing: reached")
    return (
        (words("Plan {year}", year=path.due.year), target),
        (words("Progress"), progress or words.say(phrases.reason(path.due.progress.reason))),
        (words("Remaining"), remaining),
        (words("Each remaining year"), _step(path, speech)),
        (words("In equal steps"), _stages(path, score, speech)),
    )


def _amount(value: Decimal, decimals: int | None, speech: Speech) -> str:
    """As the table prints it."""
    return speech.at_most(value) if decimals is None else speech.rounded(value, decimals)


def _step(path: Path, speech: Speech) -> str:
    words, step = speech.words, path.step.value
    if step is None:
        return words.say(phrases.reason(path.step.reason)) if path.left else words("no year left")
    if not step:
        return ""
    sign = "+" if step > 0 else ""
    return words("{n} in {years}", n=f"{sign}{speech.rounded(step)}", years=_left(path, words))


def _left(path: Path, words: Words) -> str:
    return words.count("{n} year", "{n} years", path.left)


def _stages(path: Path, score: IndicatorScore, speech: Speech) -> str:
    """`2023 62 (plan 65), 2024 64 (plan 70)`."""
    if not path.step.value:
        return ""
    words = speech.words
    found = []
    for each in path.stages:
        text = f"{each.year}: {speech.rounded(each.needed, score.indicator.decimals)}"
        if each.planned is not None:
            planned = speech.target(each.planned, score.indicator.decimals)
            text += f" ({words('plan {target}', target=planned)})"
        found.append(text)
    return ", ".join(found)


def quarters(page: Page, score: IndicatorScore, key: str, words: Words, width: int) -> Facts:
    """The quarters drawn; of the one called `key` also what was written about it."""
    speech = Speech(words, page.rules)
    own = next((each for each in score.quarters if each.key == key), None)
    facts = _quarter(score, own, speech) if own else ()
    nothing = "" if score.quarters else words("no quarters are written")
    return Facts(
        code=words_of(score.indicator.code, words),
        title=words_of(f"{score.indicator.name} ({score.indicator.measured_in})", words),
        drawn=drawn_quarters(score, speech, width),
        facts=facts,
        notes=(nothing,) if nothing else (),
    )


def _quarter(
    score: IndicatorScore, found: QuarterScore, speech: Speech
) -> tuple[tuple[str, str], ...]:
    words, written = speech.words, score.indicator.quarters[found.key]
    state = "" if written.state == "final" else words(phrases.STATES[written.state])
    return (
        (words("Quarter"), found.key[1:]),
        (words("Of the quarter"), speech.percent(found.of_quarter.value)),
        (words("Of the year"), speech.percent(found.of_year.value)),
        (words("State"), state),
        (words("Note"), words_of(written.note, words)),
        (words("Obstacle"), words_of(written.obstacle, words)),
        (words("Solution"), words_of(written.solution, words)),
    )
