"""Details of place 2: a version of the agreement, and an indicator's targets in all of them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from kinerja_tui.locale import Words
from kinerja_tui.measure.target import target_in_agreement
from kinerja_tui.model.agreement import Agreement, Party
from kinerja_tui.model.indicator import Indicator
from kinerja_tui.numbers import printing
from kinerja_tui.report import phrases
from kinerja_tui.report.page import Page
from kinerja_tui.report.tables import versions
from kinerja_tui.report.text import words_of
from kinerja_tui.tui.facts import Facts
from kinerja_tui.tui.speech import Speech

_ACTING = {"plt": "Plt.", "plh": "Plh."}


def agreement(page: Page, found: Agreement, words: Words) -> Facts:
    """A version: when and where, between whom, on which ground, how much money."""
    ground = words(phrases.GROUNDS[found.ground]) if found.ground else ""
    total = found.budget_total
    if total is None and found.budget:
        total = sum(line.amount for line in found.budget.values())
    state = words("in force") if versions.in_force(page, found) else ""
    day = words.short_day(found.date)
    return Facts(
        code=words.say(versions.short_name(page, found)),
        title=", ".join(each for each in (day, state, words_of(found.name, words)) if each),
        facts=(
            (words("First party"), _party(found.first, words)),
            (words("Second party"), _party(found.second, words)),
            (words("Ground"), ground),
            (words("Reason"), words_of(found.reason, words)),
            (words("Targets"), str(len(found.target))),
            (words("Budget"), rupiah(total, words)),
            (words("Number"), words_of(found.number, words)),
            (words("Place"), words_of(found.place, words)),
            (words("Statement"), _other_day(found.statement_date, found, words)),
            (words("Annex"), _other_day(found.annex_date, found, words)),
            (words("Document"), words_of(found.document, words)),
            (words("File"), words_of(found.origin, words)),
        ),
    )


def _other_day(day: date | None, found: Agreement, words: Words) -> str:
    """A date that is not that of the version."""
    return words.short_day(day) if day is not None and day != found.date else ""


def _party(party: Party, words: Words) -> str:
    acting = f"{_ACTING[party.acting]} " if party.acting else ""
    text = f"{words_of(party.name, words)}, {acting}{words_of(party.position, words)}"
    if party.acting_start and party.acting_end:
        since, until = words.short_day(party.acting_start), words.short_day(party.acting_end)
        text += f" ({since} – {until})"
    return text


def rupiah(amount: int | None, words: Words) -> str:
    """An amount, or empty."""
    return printing.rupiah(Decimal(amount), words.language) if amount is not None else ""


def targets(page: Page, indicator: Indicator, words: Words) -> Facts:
    """An indicator's target in each version, with the reason where one is written."""
    speech = Speech(words, page.rules)
    scale = page.library.scales.get(indicator.scale or "")
    facts: list[tuple[str, str]] = []
    for each in page.book.agreements:
        promised = target_in_agreement(each, indicator, scale)
        text = speech.target(promised, indicator.decimals)
        written = each.target.get(indicator.id)
        if promised is None:
            text = words("not in this version")
        elif written is not None and written.reason:
            text += f" ({words_of(written.reason, words)})"
        facts.append((words.say(versions.short_name(page, each)), text))
    return Facts(
        code=words_of(indicator.code, words),
        title=words_of(f"{indicator.name} ({indicator.measured_in})", words),
        facts=(
            *facts,
            (words("Change of target"), words_of(indicator.analysis.target_change, words)),
        ),
    )


def amounts(page: Page, activity: str, words: Words) -> Facts:
    """An activity's budget in each version, and its ceiling."""
    known = page.book.activities.get(activity)
    facts = [
        (
            words.say(versions.short_name(page, each)),
            rupiah(each.budget[activity].amount, words)
            if activity in each.budget
            else words("not in this version"),
        )
        for each in page.book.agreements
    ]
    if known is not None:
        facts.append((words("Final ceiling"), rupiah(known.ceiling, words)))
    return Facts(title=words_of(known.name if known else activity, words), facts=facts)
