"""The lines around the table: the unit and its result, the places, the keys."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from kinerja_tui.locale import Words
from kinerja_tui.measure.figures import IndicatorScore
from kinerja_tui.report import phrases
from kinerja_tui.report.page import Page, doubted, left_out
from kinerja_tui.report.paint.plain import Ink
from kinerja_tui.report.safe import one_line
from kinerja_tui.report.text import words_of
from kinerja_tui.report.width import wide
from kinerja_tui.tui.lines import Line, Piece, Tone, clipped, line, spread
from kinerja_tui.tui.speech import Speech

if TYPE_CHECKING:
    from kinerja_tui.store.state.sessions import Present

_COLOURS: tuple[Tone, ...] = ("green", "yellow", "red", "grey")


def header(page: Page, words: Words, ink: Ink, problems: int) -> Line:
    """The unit, the year, the agreement in force; the mean, the statuses, how many problems."""
    speech = Speech(words, page.rules)
    card = page.card
    unit = page.library.units.get(card.unit)
    name = words_of(unit.unit.label if unit else card.unit, words)
    left = line(" ", Piece(name, "bold"), f"  {card.year}  {_agreement(page, words)}")
    tally: Counter[Tone] = Counter(_colour(score) for score in card.indicators)
    right: list[Piece | str] = []
    if card.mean.value is not None:
        mean = card.mean
        right.append(Piece(speech.percent(mean.value), "bold"))
        missing = len(left_out(page))
        right.append(f" ({mean.counted}/{mean.total}{f'+{missing}?' if missing else ''})")
    for colour in _COLOURS:
        right.append(Piece(f"  {ink.symbols[colour]} {tally[colour]}", colour))
    if problems:
        right.append(Piece(f"  ! {problems}", "red"))
    right.append(" ")
    return spread(left, line(*right), ink.width, ink.ellipsis)


def _colour(score: IndicatorScore) -> Tone:
    return (score.status.grade.colour or "grey") if score.status else "grey"


def _agreement(page: Page, words: Words) -> str:
    found = page.card.agreement
    if found is None:
        return words("no agreement")
    first = bool(page.book.agreements) and found == page.book.agreements[0]
    version = words.say(phrases.version(found, first)) + ("?" if doubted(page) else "")
    return words("agreement {version}, {day}", version=version, day=words.short_day(found.date))


def company_line(others: Sequence[Present], me: str, words: Words, room: int) -> str:
    """Who else is here, as many names as fit in `room` cells: `siti, budi +2`; or empty."""
    names = list(dict.fromkeys(_who(each, me, words) for each in others))
    for many in range(len(names), 0, -1):
        rest = len(names) - many
        text = ", ".join(names[:many]) + (f" +{rest}" if rest else "")
        if wide(text) <= room:
            return text
    return f"+{len(names)}" if names and room > len(str(len(names))) else ""


def _who(present: Present, me: str, words: Words) -> str:
    """A name; our own second window says that it is ours."""
    name = one_line(present.user)
    return words("{user} (you)", user=name) if name == me else name


def places_bar(labels: Sequence[str], current: int, width: int, ellipsis: str) -> Line:
    """The places with their keys; the current one is reversed."""
    pieces: list[Piece | str] = []
    for number, label in enumerate(labels, 1):
        pieces.append(" ")
        pieces.append(Piece(f"{number} {label}", "reverse" if number == current else ""))
    return clipped(line(*pieces), width, ellipsis)


def answers(keys: Sequence[tuple[str, str]], width: int) -> list[tuple[str, str]]:
    """The keys of a question, all of them: where they do not fit, the longest words go first."""
    found = list(keys)
    while sum(map(_room, found)) > width and any(label for _, label in found):
        longest = max(range(len(found)), key=lambda index: wide(found[index][1]))
        found[longest] = (found[longest][0], "")
    return found


def _room(entry: tuple[str, str]) -> int:
    key, label = entry
    return wide(key) + (wide(label) + 3 if label else 2)


def key_bar(keys: Sequence[tuple[str, str]], width: int) -> Line:
    """Keys and what they do, as many as fit."""
    pieces: list[Piece | str] = []
    taken = 0
    for key, label in keys:
        size = _room((key, label))
        if taken + size > width:
            break
        pieces += [" ", Piece(key, "bold"), f" {label} " if label else " "]
        taken += size
    return line(*pieces)
