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
from kinerja_tui.report.width import cut, wide
from kinerja_tui.tui.lines import Line, Piece, Tone, clipped, line, spread, width_of
from kinerja_tui.tui.speech import Speech

if TYPE_CHECKING:
    from kinerja_tui.store.state.sessions import Present

_COLOURS: tuple[Tone, ...] = ("green", "yellow", "red", "grey")
_NAME = 12
"""Of the unit's name so many cells must be in sight before the statuses may stay."""


def header(page: Page, words: Words, ink: Ink, problems: int) -> Line:
    """The unit, the year, the agreement in force; the mean, the statuses, how many problems. What
    does not fit is left out: the agreement's date, the agreement, then the statuses.
    """
    card = page.card
    unit = page.library.units.get(card.unit)
    name = words_of(unit.unit.label if unit else card.unit, words)
    behind = (*(f"  {card.year}  {each}" for each in _agreement(page, words)), f"  {card.year}")
    right = _result(page, words, ink, problems)
    least = min(wide(name), _NAME) + wide(behind[-1]) + 2
    if ink.width - width_of(right) < least:
        right = _result(page, words, ink, problems, statuses=False)
    room = ink.width - width_of(right) - 2
    rest = next((each for each in behind if wide(name) + wide(each) <= room), behind[-1])
    name = cut(name, max(room - wide(rest), 0), ink.ellipsis)
    return spread(line(" ", Piece(name, "bold"), rest), right, ink.width, ink.ellipsis)


def _result(page: Page, words: Words, ink: Ink, problems: int, statuses: bool = True) -> Line:
    """The right end of the header, with or without how often each status is reached."""
    speech = Speech(words, page.rules)
    card = page.card
    tally: Counter[Tone] = Counter(_colour(score) for score in card.indicators)
    right: list[Piece | str] = []
    if card.mean.value is not None:
        mean = card.mean
        right.append(Piece(speech.percent(mean.value), "bold"))
        missing = len(left_out(page))
        right.append(f" ({mean.counted}/{mean.total}{f'+{missing}?' if missing else ''})")
    for colour in _COLOURS if statuses else ():
        right.append(Piece(f"  {ink.symbols[colour]} {tally[colour]}", colour))
    if problems:
        right.append(Piece(f"  ! {problems}", "red"))
    right.append(" ")
    return line(*right)


def _colour(score: IndicatorScore) -> Tone:
    return (score.status.grade.colour or "grey") if score.status else "grey"


def _agreement(page: Page, words: Words) -> tuple[str, ...]:
    """The version in force: with its date, without it, and by its bare name."""
    found = page.card.agreement
    if found is None:
        return (words("no agreement"),)
    first = bool(page.book.agreements) and found == page.book.agreements[0]
    version = words.say(phrases.version(found, first)) + ("?" if doubted(page) else "")
    day = words.short_day(found.date)
    return (
        words("agreement {version}, {day}", version=version, day=day),
        words("agreement {version}", version=version),
        version,
    )


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


def places_bar(places: Sequence[tuple[str, str]], current: int, width: int, ellipsis: str) -> Line:
    """The keys and names of the places; the one with the number `current`, from 1, is reversed.
    Where not all names fit, only the current one's stands behind its key, and those without a key
    are left out.
    """
    every = [(f"{key} {name}".strip(), key) for key, name in places]
    whole = sum(wide(text) + 1 for text, _ in every) <= width
    pieces: list[Piece | str] = []
    for number, (text, key) in enumerate(every, 1):
        here = number == current
        if shown := text if whole or here else key:
            pieces += [" ", Piece(shown, "reverse" if here else "")]
    return clipped(line(*pieces), width, ellipsis)


def answers(keys: Sequence[tuple[str, str]], width: int) -> list[tuple[str, str]]:
    """The keys of a question, all that there are: where they do not fit, the longest words go
    first.
    """
    found = [each for each in keys if each[0]]
    while sum(map(_room, found)) > width and any(label for _, label in found):
        longest = max(range(len(found)), key=lambda index: wide(found[index][1]))
        found[longest] = (found[longest][0], "")
    return found


def _room(entry: tuple[str, str]) -> int:
    key, label = entry
    return wide(key) + (wide(label) + 3 if label else 2)


def keyed(keys: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Those commands of a bar that have a key: users may take it from one."""
    return [each for each in keys if each[0]]


def key_bar(keys: Sequence[tuple[str, str]], width: int, stays: str = "") -> Line:
    """Keys and what they do, as many as fit, the first ones first; the key `stays` is among them:
    with it the others are found.
    """
    left = width - sum(_room(each) for each in keys if each[0] == stays)
    pieces: list[Piece | str] = []
    full = False
    for key, label in keys:
        size = 0 if key == stays else _room((key, label))
        full = full or size > left
        if full and key != stays:
            continue
        left -= size
        pieces += [" ", Piece(key, "bold"), f" {label} " if label else " "]
    return line(*pieces)
