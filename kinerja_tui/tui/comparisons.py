"""The seven things that a report says of an indicator (PermenPANRB 53/2014, Bab III A): each is
written, written in part, absent on purpose, or not written yet.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from kinerja_tui.locale import N_, Words
from kinerja_tui.measure.due import value_key
from kinerja_tui.measure.figures import IndicatorScore
from kinerja_tui.model.indicator import History, Standard
from kinerja_tui.report import phrases
from kinerja_tui.report.page import Page
from kinerja_tui.report.tables import course
from kinerja_tui.report.text import words_of
from kinerja_tui.tui.details_course import way_facts
from kinerja_tui.tui.speech import Speech

Fate = Literal["written", "partly", "absent", "missing"]


_CAUSES = 4


class Comparison(Struct, frozen=True):
    """One of the seven: what it is called, what is said, whether that is enough, and the `key` of
    the indicator with which it changes; empty where none of its own keys does.
    """

    title: str
    text: str
    fate: Fate
    key: str = ""


def seven(page: Page, score: IndicatorScore, words: Words) -> tuple[Comparison, ...]:
    """The seven, in the order of the regulation; texts are safe, one paragraph a line."""
    speech = Speech(words, page.rules)
    absent = score.indicator.absent
    parts = (
        (N_("Target and realisation this year"), _this_year(score, speech), ""),
        (N_("Against earlier years"), _earlier(score, speech), absent.last_year),
        (N_("Against the mid-term target"), _mid_term(page, score, speech), absent.mid_term),
        (N_("Against a standard"), _standards(score, speech), absent.standard),
        (N_("Causes and solutions"), _causes(score, words), ""),
        (N_("Efficiency of the resources"), _efficiency(page, score, speech), ""),
        (N_("Programmes and activities"), _activities(page, score, words), ""),
    )
    told = (_told(text, reason, words) for _, text, reason in parts)
    found = [
        Comparison(words(title), text, fate, key)
        for (title, _, _), (text, fate), key in zip(parts, told, _keys(page, score), strict=True)
    ]
    if _half(score):
        found[_CAUSES] = replace(found[_CAUSES], fate="partly")
    return tuple(found)


def _half(score: IndicatorScore) -> bool:
    """Whether of causes and solutions one is written without the other."""
    analysis = score.indicator.analysis
    return bool(analysis.cause.strip()) != bool(analysis.solution.strip())


def _keys(page: Page, score: IndicatorScore) -> tuple[str, ...]:
    """The key with which each of the seven changes."""
    own = score.indicator
    texts = {name: getattr(own.analysis, name) for name in ("cause", "obstacle", "solution")}
    empty = next((name for name, text in texts.items() if not text.strip()), "cause")
    year, standard = max(own.history, default=0), next(iter(own.standard), "")
    earlier = f"history.{year}.{_figure(own.history[year])}" if year else ""
    return (
        f"realisation.{value_key(own)}",
        earlier if score.last_year is not None else "absent.last_year",
        "" if course.way(score, page) is not None else "absent.mid_term",
        f"standard.{standard}.{_figure(own.standard[standard])}" if standard else "absent.standard",
        f"analysis.{empty}",
        "analysis.efficiency",
        "analysis.programme",
    )


def _figure(of: History | Standard) -> str:
    """The key of its number, or of its word."""
    return "grade" if of.grade is not None else "value"


def _told(text: str, reason: str, words: Words) -> tuple[str, Fate]:
    if text:
        return text, "written"
    if reason.strip():
        return words("none, on purpose: {reason}", reason=_safe(reason, words)), "absent"
    return words("not written yet"), "missing"


def _joined(*texts: str) -> str:
    return "\n".join(text for text in texts if text)


def _safe(text: str, words: Words) -> str:
    return "\n".join(words_of(row, words) for row in text.strip().splitlines())


def _this_year(score: IndicatorScore, speech: Speech) -> str:
    if score.achievement.raw is None:
        found, words = score.indicator.realisation, speech.words
        if found is None or not found.reason.strip():
            return ""
        return f"{words.say(phrases.state(score))}: {_safe(found.reason, words)}"
    return ", ".join(each for each in (speech.equation(score), speech.status(score)) if each)


def _earlier(score: IndicatorScore, speech: Speech) -> str:
    if score.last_year is None:
        return ""
    *before, _ = course.course(score)
    decimals = score.indicator.decimals
    rows = [
        f"{each.year}: {speech.value(each.value, decimals)} : "
        f"{speech.target(each.target, decimals)} = {speech.percent(each.achievement.raw) or '-'}"
        for each in reversed(before)
    ]
    return _joined(*rows, speech.change(score))


def _mid_term(page: Page, score: IndicatorScore, speech: Speech) -> str:
    path = course.way(score, page)
    if path is None:
        return ""
    return "\n".join(f"{label}: {text}" for label, text in way_facts(path, score, speech) if text)


def _standards(score: IndicatorScore, speech: Speech) -> str:
    found = []
    for each in score.standards:
        standard = each.standard
        value = speech.exact(each.value) or standard.grade or "-"
        text = f"{standard.name} {standard.year}: {value}"
        if each.difference is not None:
            text += f" ({speech.words('difference {n}', n=speech.at_most(each.difference))})"
        found.append(words_of(f"{text}; {standard.source}", speech.words))
    return "\n".join(found)


def _causes(score: IndicatorScore, words: Words) -> str:
    """Which of the three texts are written; they stand in full under the analysis."""
    analysis = score.indicator.analysis
    parts = (
        (N_("Cause"), analysis.cause),
        (N_("Obstacle"), analysis.obstacle),
        (N_("Solution"), analysis.solution),
    )
    names = [words(name) for name, text in parts if text.strip()]
    found = words("written: {names}", names=", ".join(names)) if names else ""
    left = [words(name) for name, text in parts if not text.strip()]
    more = words("not written yet: {names}", names=", ".join(left)) if names and left else ""
    return _joined(found, more)


def _efficiency(page: Page, score: IndicatorScore, speech: Speech) -> str:
    """What is written of it, and the goal's achievement against its absorption."""
    words = speech.words
    own = score.indicator.goal
    found = next((each for each in page.card.efficiency.goals if each.goal == own), None)
    points = ""
    if found is not None and found.difference.value is not None:
        points = words(
            "the goal's achievement minus its absorption: {n} points",
            n=speech.rounded(found.difference.value),
        )
    written = score.indicator.analysis.efficiency.strip()
    return _joined(words("written: {names}", names=words("Efficiency")) if written else "", points)


def _activities(page: Page, score: IndicatorScore, words: Words) -> str:
    """What is written of them, and the activities that say that they support or hinder it."""
    effects = {"supports": N_("{name} supports it"), "hinders": N_("{name} hinders it")}
    written = score.indicator.analysis.programme.strip()
    found = [words("written: {names}", names=words("Programme"))] if written else []
    for activity in page.book.activities.values():
        support = activity.support.get(score.id)
        if support is not None:
            text = words(effects[support.effect], name=words_of(activity.name, words))
            found.append(f"{text}: {words_of(support.note, words)}" if support.note else text)
    return "\n".join(found)
