"""The detail of the row under the cursor: a few lines below the table, or a column beside it."""

from __future__ import annotations

from kinerja_tui.locale import Words
from kinerja_tui.measure.figures import GoalScore, IndicatorScore
from kinerja_tui.model.base import Problem
from kinerja_tui.report import phrases
from kinerja_tui.report.page import Page, left_out
from kinerja_tui.report.text import words_of
from kinerja_tui.tui.lines import Line, Piece, clipped, in_rows, line, paragraph, spread, wrapped
from kinerja_tui.tui.speech import POLARITIES, Speech

NARROW = 4
_WIDE = 70
_SLOT = 9


def detail_lines(
    page: Page,
    score: IndicatorScore,
    width: int,
    words: Words,
    broken: Problem | None = None,
    typing: bool = False,
) -> list[Line]:
    """An indicator in four lines of `width` cells: name, equation, years and parts, remarks; or
    what is `broken` in its file. While one is `typing`, what stands behind a number stays in its
    place: that is calm to look at, and half the bytes.
    """
    speech = Speech(words, page.rules)
    indicator = score.indicator
    name = words_of(f"{indicator.name} ({indicator.measured_in})", words)
    status = speech.status(score)
    second = _joined(
        speech.equation(score, _SLOT if typing and width >= _WIDE else 0),
        status if score.achievement.raw is not None else "",
        speech.gap(score),
        speech.grade(score),
    )
    last = score.last_year
    third = _joined(speech.year(last, indicator.decimals) if last else "", speech.parts(score))
    head = [
        clipped(line(" ", Piece(indicator.code, "bold"), "  ", name), width),
        clipped(line(" ", second), width),
    ]
    if broken is not None:
        return _warned(head, _broken(broken, words), width)
    return [
        *head,
        clipped(line(" ", third), width),
        clipped(line(" ", remark(score, speech)), width),
    ]


def _warned(head: list[Line], said: tuple[str, str], width: int) -> list[Line]:
    """The name and, if there is room in four lines, the equation, above what is `said`."""
    long = sum(len(wrapped(each, width - 2)) for each in said)
    kept = head[: max(NARROW - long, 1)]
    first = in_rows(said[0], width - 2, NARROW - len(kept) - 1)
    rows = [*first, *in_rows(said[1], width - 2, NARROW - len(kept) - len(first))]
    return [*kept, *(line(" ", Piece(row, "red")) for row in rows)]


def _broken(problem: Problem, words: Words) -> tuple[str, str]:
    """Where a file is broken and what that means; what is wrong in it."""
    file = words_of(problem.file.rpartition("/")[2], words)
    where = words(
        "! {file} is broken, line {line} column {column}; these are its last good values.",
        file=file,
        line=problem.line,
        column=problem.column,
    )
    return where, words_of(problem.message, words)


def goal_lines(page: Page, goal: GoalScore, width: int, words: Words) -> list[Line]:
    """A goal in four lines: name, mean, the unit's mean, what its mean leaves out."""
    speech = Speech(words, page.rules)
    out = ", ".join(score.indicator.code for score in goal.indicators if not score.counts)
    aside = words("not counted: {codes}", codes=out) if out else ""
    missing = ", ".join(words_of(file, words) for file in left_out(page))
    if missing:
        aside = words("! cannot be read, in no mean: {files}", files=missing)
    return [
        clipped(
            line(" ", Piece(goal.goal.code, "bold"), "  ", words_of(goal.goal.name, words)), width
        ),
        clipped(line(" ", words("mean {mean}", mean=speech.mean(goal.mean))), width),
        clipped(line(" ", words("unit {mean}", mean=speech.mean(page.card.mean))), width),
        clipped(line(" ", aside), width),
    ]


def beside(
    page: Page, score: IndicatorScore, width: int, words: Words, broken: Problem | None = None
) -> list[Line]:
    """An indicator as a column of `width` cells beside the table, and what is `broken` in its
    file.
    """
    speech = Speech(words, page.rules)
    indicator = score.indicator
    found = [
        *paragraph("", words_of(f"{indicator.code}  {indicator.name}", words), width),
        (),
    ]
    found[0] = line(Piece(found[0][0].text if found[0] else "", "bold"))
    last = score.last_year
    facts = (
        (words("Measured in"), words_of(indicator.measured_in, words)),
        (words("Direction"), words(POLARITIES[indicator.polarity])),
        (words("Target"), speech.target(score.target, indicator.decimals)),
        (words("Realisation"), speech.value(score.value, indicator.decimals)),
        (words("State"), speech.state(score)),
        (words("Achievement"), speech.achievement(score)),
        (words("Status"), _joined(speech.status(score), speech.gap(score))),
        (words("Grade"), words_of(phrases.grade_label(score.grade), words)),
        (words("Earlier"), speech.year(last, indicator.decimals) if last else ""),
        (words("Difference"), speech.change(score)),
        (words("Parts"), speech.parts(score)),
    )
    for label, text in facts:
        if text:
            found.extend(paragraph(label, text, width, 13))
    text = remark(score, speech)
    if text:
        found += [(), *paragraph("", text, width)]
    found += _parts(score, speech, width)
    if broken is not None:
        rows = wrapped("\n".join(_broken(broken, words)), width)
        found += [(), *(line(Piece(row, "red")) for row in rows)]
    return found


def _parts(score: IndicatorScore, speech: Speech, width: int) -> list[Line]:
    """The components under each other, the recomputed total and beside it the stated one."""
    composite, words = score.composite, speech.words
    if composite is None:
        return []
    rows = [
        (
            words_of(f"{part.component.code} {part.component.name}".strip(), words),
            speech.at_most(part.value.value) if part.value.value is not None else "-",
            "bold" if part.group else "",
        )
        for part in composite.parts
    ]
    total = composite.value.value
    rows.append((words("From the components"), speech.at_most(total) if total else "-", "bold"))
    if composite.difference is not None:
        stated = speech.value(score.value, score.indicator.decimals)
        rows.append((words("Stated"), stated, "bold"))
        rows.append((words("Stated minus components"), speech.at_most(composite.difference), ""))
    found: list[Line] = [()]
    for name, number, tone in rows:
        left: Line = (Piece(name, "bold" if tone else ""),)
        found.append(spread(left, line(number), width))
    return found


def goal_beside(page: Page, goal: GoalScore, width: int, words: Words) -> list[Line]:
    """A goal as a column beside the table."""
    speech = Speech(words, page.rules)
    name = paragraph("", words_of(f"{goal.goal.code}  {goal.goal.name}", words), width)
    return [
        *(line(*(Piece(piece.text, "bold") for piece in each)) for each in name),
        (),
        *paragraph(words("Mean"), speech.mean(goal.mean), width, 13),
        *paragraph(words("The unit"), speech.mean(page.card.mean), width, 13),
    ]


def remark(score: IndicatorScore, speech: Speech) -> str:
    """What must be said beside the figures: the state, the reason, a cause already written."""
    realisation = score.indicator.realisation
    words = speech.words
    state = speech.state(score) if score.value.state not in (None, "final") else ""
    reason = words_of(realisation.reason, words) if realisation and realisation.reason else ""
    mark = "* " if score.value.state == "carried" else ""
    return mark + ": ".join(each for each in (state, reason) if each)


def _joined(*texts: str) -> str:
    return "   ".join(text for text in texts if text)
