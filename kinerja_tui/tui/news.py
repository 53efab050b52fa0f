"""What the journal tells, in words: who changed what and when, and a value as people read it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from kinerja_tui.locale import N_, Message, Words, message
from kinerja_tui.model.library import Library
from kinerja_tui.numbers import printing
from kinerja_tui.report import phrases
from kinerja_tui.report.safe import one_line
from kinerja_tui.report.width import wide
from kinerja_tui.store.format.kinds import Kind, kind_of, stem_of, unit_and_year
from kinerja_tui.store.splicing.edit import Author, Creation, Deletion, Edit, Part, Rewriting
from kinerja_tui.tui.lastgood import indicator_in

if TYPE_CHECKING:
    from kinerja_tui.store.state.history import Event
    from kinerja_tui.store.state.journal import Entry

REALISATION = "realisation."
MONEY = frozenset({"amount", "ceiling", "ceiling_initial", "spending"})
"""Keys whose numbers are rupiah."""
_ONE_EACH: frozenset[Kind | None] = frozenset({"settings", "laws", "unit", "year", "goals"})
"""Kinds of which there is one in a place, always of the same name."""
_SHORT = 30
"""Cells of two values that can be said in one line."""

FIELDS = {
    "realisation.value": N_("realisation"),
    "realisation.grade": N_("grade"),
    "realisation.numerator": N_("numerator"),
    "realisation.denominator": N_("denominator"),
    "realisation.state": N_("state of the figure"),
    "realisation.reason": N_("reason"),
    "realisation.data_year": N_("year of the figure"),
    "realisation.counted": N_("counted or not"),
}


def field(key: str, words: Words) -> str:
    """What people call a key; others go by their name in the file."""
    return words(FIELDS[key]) if key in FIELDS else one_line(key)


def spoken(token: str | None, words: Words, key: str) -> str:
    """A raw TOML token as people read it, which may have several lines; `-` when there is none.
    What stands at the empty key is no token but a text.
    """
    if token is None or not key:
        return token or "-"
    from kinerja_tui.store.disk.files import Unreadable
    from kinerja_tui.store.toml.parse import parse

    try:
        value = parse(f"x = {token}\n".encode(), "").tables["x"]
    except (Unreadable, UnicodeEncodeError, KeyError):
        return token
    if isinstance(value, str):
        known = key.endswith(".state") and value in phrases.STATES
        return words(phrases.STATES[value]) if known else value
    if isinstance(value, bool):
        return words("yes") if value else words("no")
    if isinstance(value, int | Decimal):
        number = Decimal(value)
        if key.rpartition(".")[2] in MONEY and number == number.to_integral_value():
            return printing.rupiah(number, words.language)
        return printing.as_typed(number, words.language)
    return token


def when(time: str, words: Words, now: datetime | None = None) -> str:
    """A moment of the journal on this machine's clock: `14:32` of today, `3 Nov 14:32` of this
    year, else with the year.
    """
    try:
        then = datetime.fromisoformat(time).astimezone()
    except (ValueError, OverflowError):
        return one_line(time)
    today = (now or datetime.now()).astimezone().date()
    clock = f"{then:%H:%M}"
    if then.date() == today:
        return clock
    day = words.short_day(then.date())
    return f"{day.rpartition(' ')[0] if then.year == today.year else day} {clock}"


def by(author: Author | None, words: Words) -> str:
    """Who wrote something, and when: `siti, 14:32`, `another program, 14:32`."""
    if author is None:
        return words("another program")
    name = words("another program") if author.outside else one_line(author.user)
    return f"{name}, {when(author.time, words)}"


def name_of(file: str, library: Library) -> str:
    """What people call a record: an indicator's code, else the name of its file; with the folder
    and all, where every unit or year has one of that name.
    """
    found = indicator_in(library, file)
    if found is None and kind_of(file) in _ONE_EACH:
        return one_line(file)
    return one_line(found.code if found is not None else stem_of(file))


def changes(events: Sequence[Event], library: Library, words: Words) -> str:
    """Who changed what, in one line: the last change, or how many there were."""
    last = events[-1]
    user = one_line(last.user)
    if len({each.user for each in events}) > 1:
        user = ", ".join(dict.fromkeys(one_line(each.user) for each in events))
    name = name_of(last.file, library)
    if len({each.file for each in events}) > 1:
        return words(
            "{user} changed {n} values in {files} records.",
            user=user,
            n=len(events),
            files=len({each.file for each in events}),
        )
    keys = list(dict.fromkeys(each.key for each in events))
    if "" in keys:
        if last.new is None:
            return words("{user} removed {name}.", user=user, name=name)
        if last.old is None:
            return words("{user} added {name}.", user=user, name=name)
        return words("{user} changed {name}.", user=user, name=name)
    old, new = (one_line(spoken(token, words, last.key)) for token in (events[0].old, last.new))
    if len(keys) > 1 or wide(old) + wide(new) > _SHORT:
        fields = ", ".join(field(key, words) for key in keys)
        return words("{user} changed {name}: {fields}", user=user, name=name, fields=fields)
    return words(
        "{user} changed {name}, {field}: {old} → {new}",
        user=user,
        name=name,
        field=field(last.key, words),
        old=old,
        new=new,
    )


def outside(files: Sequence[str], gone: Collection[str], library: Library, words: Words) -> str:
    """That another program changed these records, or took those away that are `gone`."""
    taken = sum(file in gone for file in files)
    if len(files) == 1:
        name = name_of(files[0], library)
        if taken:
            return words("{name} is not there any more.", name=name)
        return words("{name} was changed with another program.", name=name)
    if not taken:
        return words("{n} records were changed with another program.", n=len(files))
    left = words.count(
        "{n} record is not there any more.", "{n} records are not there any more.", taken
    )
    if taken == len(files):
        return left
    changed = words.count(
        "{n} record was changed with another program.",
        "{n} records were changed with another program.",
        len(files) - taken,
    )
    return f"{left} {changed}"


def step_name(entry: Entry, library: Library, again: bool = False) -> Message:
    """What an action changed, for the sentence that says it was taken back; `again`: that what it
    took back is done once more.
    """
    files = [each.file for each in entry.files]
    if len(files) != 1:
        return message(N_("changes in {n} files"), n=len(files))
    name, first = name_of(files[0], library), entry.files[0]
    part = first.back if again else first.part
    if not isinstance(part, Edit) or not part.changes:
        return message(_STEPS[_step(part)], name=name)
    keys = [each.key for each in part.changes]
    year = unit_and_year(files[0])[1]
    if all(key.startswith(REALISATION) for key in keys):
        return message(N_("realisation of {code} {year}"), code=name, year=year)
    if len(keys) > 1 and len({key.rpartition(".")[2] for key in keys}) == 1:
        return message(N_("{n} values of {name}"), n=len(keys), name=name)
    return message(N_("{key} of {name}"), key=one_line(keys[0]), name=name)


_STEPS = {
    "added": N_("the addition of {name}"),
    "removed": N_("the removal of {name}"),
    "text": N_("the text of {name}"),
    "changed": N_("a change of {name}"),
}


def _step(part: Part) -> str:
    if isinstance(part, Rewriting) and part.seen is not None and part.text is not None:
        return "text"
    if isinstance(part, Creation) or (isinstance(part, Rewriting) and part.seen is None):
        return "added"
    return "removed" if isinstance(part, Deletion | Rewriting) else "changed"


def moment() -> str:
    """Now, as the ids of the journal begin: what is greater came later."""
    return f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}"
