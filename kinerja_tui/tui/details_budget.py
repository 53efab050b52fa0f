"""Details of place 3: an activity with its money, its output and the goals it serves."""

from __future__ import annotations

from kinerja_tui.locale import N_, Words
from kinerja_tui.measure.figures import ActivityScore, Efficiency, OutputEfficiency
from kinerja_tui.model.activity import Volume
from kinerja_tui.report import bars, phrases
from kinerja_tui.report.page import Page
from kinerja_tui.report.text import words_of
from kinerja_tui.tui.details_papers import rupiah
from kinerja_tui.tui.facts import Facts
from kinerja_tui.tui.speech import Speech

_BAR = 20
_EFFECTS = {"supports": N_("supports {codes}"), "hinders": N_("hinders {codes}")}


def activity(page: Page, score: ActivityScore, words: Words) -> Facts:
    """An activity in full."""
    own = score.activity
    speech = Speech(words, page.rules)
    spent = score.spending.value
    return Facts(
        code=words_of(own.code, words),
        title=words_of(own.name, words),
        facts=(
            (words("Ceiling"), _ceilings(score, words)),
            (words("Spending"), rupiah(int(spent), words) if spent is not None else words("n.a.")),
            (words("Absorption"), _percent(score, speech)),
            (words("Physical"), f"{speech.exact(score.physical)}%" if score.physical else ""),
            (words("Volume"), _volume(own.volume, speech)),
            (words("CRO"), _reached(page.card.efficiency, own.id, speech)),
            (words("Goals"), _goals(page, score, speech)),
            (words("Indicators"), _indicators(page, score, words)),
            (words("Quarters"), _quarters(score, words)),
            (words("Programme"), words_of(own.programme, words)),
            (words("Note"), words_of(own.note, words)),
        ),
    )


def _percent(score: ActivityScore, speech: Speech) -> str:
    """The absorption with its bar, or why there is none."""
    found = score.absorption
    if found.value is None:
        return speech.words.say(phrases.reason(found.reason))
    return f"{bars.bar(found.value, _BAR)} {speech.percent(found.value)}"


def _ceilings(score: ActivityScore, words: Words) -> str:
    """Every ceiling of the year in its order."""
    stages = list(dict.fromkeys(score.ceilings)) or [score.ceiling]
    return " → ".join(rupiah(each, words) for each in stages)


def _volume(volume: Volume | None, speech: Speech) -> str:
    if volume is None or (volume.target is None and volume.value is None):
        return ""
    words = speech.words
    promised = speech.exact(volume.target) or words("n.a.")
    text = words(
        "{value} of {target} {unit}",
        value=speech.exact(volume.value) or words("n.a."),
        target=promised,
        unit=words_of(volume.measured_in, words),
    ).strip()
    if volume.reported is not None and volume.reported != volume.value:
        text += f" ({words('reported {n}', n=speech.exact(volume.reported))})"
    return text


def _reached(efficiency: Efficiency, id_: str, speech: Speech) -> str:
    found: OutputEfficiency | None = next(
        (each for each in efficiency.pmk.outputs if each.activity == id_), None
    )
    if found is None or found.reached is None:
        return ""
    return speech.percent(found.reached * 100)


def _goals(page: Page, score: ActivityScore, speech: Speech) -> str:
    shares = score.activity.share
    if not shares:
        return speech.words("none linked")
    names = {goal.id: goal.goal.code for goal in page.card.goals}
    return ", ".join(
        f"{words_of(names.get(id_, id_), speech.words)} {speech.exact(share.percent)}%"
        for id_, share in shares.items()
    )


def _indicators(page: Page, score: ActivityScore, words: Words) -> str:
    """What it supports and what it hinders."""
    parts: list[str] = []
    for effect, text in _EFFECTS.items():
        codes = [
            words_of(found.indicator.code if (found := page.card.indicator(id_)) else id_, words)
            for id_, each in score.activity.support.items()
            if each.effect == effect
        ]
        if codes:
            parts.append(words(text, codes=", ".join(codes)))
    return "; ".join(parts)


def _quarters(score: ActivityScore, words: Words) -> str:
    return ", ".join(
        f"{words('Q{n}', n=key[1:])} {rupiah(each.spending, words)}"
        for key, each in score.activity.quarters.items()
        if each.spending is not None
    )


def total(page: Page, words: Words) -> Facts:
    """The unit's budget and how efficiently it was used."""
    speech, card = Speech(words, page.rules), page.card
    budget, found = card.budget, card.efficiency
    spent = budget.spending.value
    absorbed = budget.absorption
    share = (
        f"{bars.bar(absorbed.value, _BAR)} {speech.percent(absorbed.value)}"
        if absorbed.value is not None
        else words.say(phrases.reason(absorbed.reason))
    )
    difference = (
        words("{n} points", n=speech.rounded(found.difference.value))
        if found.difference.value is not None
        else words.say(phrases.reason(found.difference.reason))
    )
    return Facts(
        title=words("The unit"),
        facts=(
            (words("Ceiling"), rupiah(budget.ceiling, words)),
            (words("Spending"), rupiah(int(spent), words) if spent is not None else ""),
            (words("Absorption"), share),
            (words("Achievement"), speech.mean(card.mean)),
            (words("Achievement minus absorption"), difference),
            (words("E (PMK 22/2021)"), speech.percent(found.pmk.efficiency.value)),
            (words("NE (PMK 22/2021)"), speech.percent(found.pmk.value.value)),
        ),
    )
