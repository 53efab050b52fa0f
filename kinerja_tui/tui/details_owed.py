"""Details of place 6: a recommendation with what was done, or a planned action."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from kinerja_tui.locale import Words
from kinerja_tui.measure.figures import IndicatorScore
from kinerja_tui.measure.lateness import days_late
from kinerja_tui.model.base import Evidence
from kinerja_tui.model.indicator import Action
from kinerja_tui.model.recommendation import Item, Recommendation
from kinerja_tui.report.page import Page
from kinerja_tui.report.tables.follow_up import STATES
from kinerja_tui.report.text import words_of
from kinerja_tui.tui.facts import Facts
from kinerja_tui.tui.speech import Speech


def recommendation(page: Page, found: Recommendation, item: Item, words: Words) -> Facts:
    """What was asked, by whom, what was done, by whom, until when, and what proves it."""
    speech = Speech(words, page.rules)
    progress = f"{speech.exact(item.progress)}%" if item.progress is not None else ""
    about = page.card.indicator(found.indicator or "")
    return Facts(
        title=words_of(found.name, words),
        facts=(
            (words("Status"), _state(item.status, item.due, page, words)),
            (words("Progress"), progress),
            (words("Due"), _day(item.due, words)),
            (words("Done"), _day(item.done, words)),
            (words("Asked"), words_of(item.text, words)),
            (words("Person"), words_of(item.person, words)),
            (words("Follow-up"), words_of(item.follow_up, words)),
            (words("Reason"), words_of(item.reason, words)),
            (words("Evidence"), _evidence(item.evidence.values(), words)),
            (words("Issuer"), _issuer(found, words)),
            (words("Document"), words_of(found.document, words)),
            (words("Indicator"), words_of(about.indicator.code, words) if about else ""),
        ),
    )


def action(page: Page, score: IndicatorScore, found: Action, words: Words) -> Facts:
    """A planned action of an indicator."""
    quarter = words("quarter {n}", n=found.quarter) if found.quarter else ""
    return Facts(
        code=words_of(score.indicator.code, words),
        title=words_of(score.indicator.name, words),
        facts=(
            (words("Status"), _state(found.status, found.due, page, words)),
            (words("Due"), _day(found.due, words) or quarter),
            (words("Done"), _day(found.done, words)),
            (words("Planned"), words_of(found.text, words)),
            (words("Person"), words_of(found.person, words)),
            (words("Note"), words_of(found.note, words)),
        ),
    )


def _state(status: str, due: date | None, page: Page, words: Words) -> str:
    """The state, and how long it is overdue on the page's day."""
    text = words(STATES[status])
    late = days_late(status, due, page.card.at)
    if not late:
        return text
    day = words.short_day(page.card.at)
    return f"{text}, {words.count('{n} day overdue', '{n} days overdue', late)} ({day})"


def _day(day: date | None, words: Words) -> str:
    return words.short_day(day) if day is not None else ""


def _evidence(found: Iterable[Evidence], words: Words) -> str:
    texts = (f"{each.name} ({each.link})" if each.link else each.name for each in found)
    return "; ".join(words_of(each, words) for each in texts)


def _issuer(found: Recommendation, words: Words) -> str:
    text = words_of(found.issuer, words)
    return f"{text}, {_day(found.date, words)}" if found.date else text
