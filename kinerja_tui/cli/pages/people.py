"""Who did something and when, in words: times of the journal on the clock of this machine."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Final

from kinerja_tui.cli.past import moment_of
from kinerja_tui.locale import N_, Words
from kinerja_tui.report.safe import one_line
from kinerja_tui.report.width import cut
from kinerja_tui.store.splicing.edit import Author, Doing

_LONGEST = 40
_NO_TIME = "--:--"

DOINGS: Final[Mapping[Doing, str]] = MappingProxyType(
    {
        "set": N_("change"),
        "paste": N_("paste"),
        "add": N_("addition"),
        "remove": N_("removal"),
        "undo": N_("undo"),
        "redo": N_("redo"),
        "import": N_("import"),
        "new-year": N_("new year"),
        "migrate": N_("migration"),
        "merge": N_("merge"),
    }
)


def called(user: str) -> str:
    """A user's name on one line, and no longer than a name should be."""
    return cut(one_line(user), _LONGEST) or "?"


def clock(moment: datetime | None) -> str:
    """`10:32`."""
    return f"{moment:%H:%M}" if moment is not None else _NO_TIME


def when(time: str, today: date, words: Words) -> str:
    """`10:32` today, `24 Nov 2026 10:32` before."""
    moment = moment_of(time)
    if moment is None or moment.date() == today:
        return clock(moment)
    return f"{words.short_day(moment.date())} {clock(moment)}"


def who(by: Author | None, today: date, words: Words) -> str:
    """The author of a value with the time, as far as they are known."""
    if by is None:
        return words("somebody else")
    name, time = called(by.user), when(by.time, today, words)
    if by.outside:
        return words("{user} with another program ({when})", user=name, when=time)
    return words("{user} ({when})", user=name, when=time)
