"""The journal as a page, newest first: who changed what, when, from what to what."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import groupby
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from kinerja_tui.cli.pages.changed import shown_token
from kinerja_tui.cli.pages.lines import wrapped
from kinerja_tui.cli.pages.people import DOINGS, called, clock, when
from kinerja_tui.cli.past import moment_of, names_of, root_of, taken_back
from kinerja_tui.locale import N_, Words
from kinerja_tui.report.paint import json
from kinerja_tui.report.paint.plain import Ink
from kinerja_tui.report.safe import one_line
from kinerja_tui.report.width import cut, pad, wide
from kinerja_tui.store.state.history import Event, events
from kinerja_tui.store.state.journal import Choice, Entry, Journal, Lost

MOST_CHANGES: Final = 30
"""How many changes of one entry are listed; the rest is counted."""

_WIDEST_NAME = 14
_LONGEST_TEXT = 60
_CHOICES: Final[Mapping[Choice, str]] = MappingProxyType(
    {
        "theirs": N_("conflict: the colleague's value was kept"),
        "mine": N_("conflict: the own value was written"),
        "draft": N_("conflict: the own value was kept as a draft"),
    }
)

Item = Entry | Lost
Keeps = Callable[[Event], bool]


class Told(NamedTuple):
    """What is to be told: the newest `items` first, `older` that are left out, the whole journal
    for what they refer to, and which of an entry's changes are asked for.
    """

    items: Sequence[Item]
    older: int
    journal: Journal
    keeps: Keeps


class _Teller:
    """Entries as lines."""

    def __init__(self, told: Told, today: date, words: Words, ink: Ink) -> None:
        self.words, self.ink, self.today, self.keeps = words, ink, today, told.keeps
        self.known = {each.id: each for each in told.journal.entries}
        self.names = names_of(told.journal.entries)
        self.taken = taken_back(told.journal.entries)
        shown = [self.names.get(each.id, "") for each in told.items]
        self.name_width = max(map(wide, shown), default=0)
        users = [wide(called(each.user)) for each in told.items]
        self.user_width = min(max(users, default=0), _WIDEST_NAME)

    def item(self, item: Item, moment: datetime | None) -> Iterator[str]:
        """An entry, or a conflict that was decided."""
        lost = isinstance(item, Lost)
        name = "" if lost else self.names[item.id]
        what = self.words(_CHOICES[item.choice]) if isinstance(item, Lost) else self._doing(item)
        columns = (
            clock(moment),
            pad(name, self.name_width),
            pad(called(item.user), self.user_width),
        )
        yield from wrapped(what, self.ink.width, "         ", f"  {'  '.join(columns)}  ")
        if isinstance(item, Lost):
            yield from self._values(item)
        else:
            yield from self._changes(item)
            yield from self._mark(item)

    def _doing(self, entry: Entry) -> str:
        doing = self.words(DOINGS[entry.doing])
        about = root_of(entry, self.known)
        if about == entry.id or about not in self.names:
            return doing
        return self.words("{doing} of {name}", doing=doing, name=self.names[about])

    def _changes(self, entry: Entry) -> Iterator[str]:
        found = events(Journal((entry,)))
        kept = [each for each in found if self.keeps(each)]
        for file, changes in groupby(kept[:MOST_CHANGES], lambda each: each.file):
            yield from wrapped(one_line(file), self.ink.width, " " * 4)
            for each in changes:
                yield from wrapped(
                    change_text(each, self.words), self.ink.width, "        ", "      "
                )
        left = len(found) - min(len(kept), MOST_CHANGES)
        if left:
            yield from wrapped(more_text(left, self.words), self.ink.width, " " * 4)

    def _mark(self, entry: Entry) -> Iterator[str]:
        """Who took the action back, if somebody did."""
        by = self.taken.get(entry.id)
        if by is None:
            return
        text = (
            N_("done again by {user} ({when}): {name}")
            if entry.doing == "undo"
            else N_("taken back by {user} ({when}): {name}")
        )
        time = when(by.time, self.today, self.words)
        said = self.words(text, user=called(by.user), when=time, name=self.names[by.id])
        yield from wrapped(said, self.ink.width, " " * 6, " " * 4)

    def _values(self, lost: Lost) -> Iterator[str]:
        language = self.words.language
        seen, found, mine = (
            shown_token(each, language) for each in (lost.seen, lost.found, lost.mine)
        )
        text = (
            N_("{key}: {seen} -> {mine}; overwritten: {found}")
            if lost.choice == "mine"
            else N_("{key}: {seen} -> {found}; not written: {mine}")
        )
        key = one_line(lost.key) or "-"
        yield from wrapped(one_line(lost.file), self.ink.width, " " * 4)
        said = self.words(text, key=key, seen=seen, found=found, mine=mine)
        yield from wrapped(said, self.ink.width, " " * 8, " " * 6)


def change_text(event: Event, words: Words) -> str:
    """`key: old -> new`, or that the file came or went."""
    if not event.key:
        return _whole_file(event.old, event.new, words)
    old, new = (shown_token(each, words.language) for each in (event.old, event.new))
    return f"{one_line(event.key)}: {old} -> {new}"


def more_text(n: int, words: Words) -> str:
    """How many changes of an action are not listed."""
    return words.count(
        "and {n} more change of this action", "and {n} more changes of this action", n
    )


def _whole_file(old: str | None, new: str | None, words: Words) -> str:
    if old is not None and new is not None:
        shown = (cut(one_line(each), _LONGEST_TEXT) for each in (old, new))
        return words("the text: {old} -> {new}", **dict(zip(("old", "new"), shown, strict=True)))
    n = len((old or new or "").splitlines())
    if old is None:
        return words.count("the file came, {n} line", "the file came, {n} lines", n)
    return words.count("the file went, {n} line", "the file went, {n} lines", n)


def log_page(told: Told, today: date, words: Words, ink: Ink) -> str:
    """The items by day; ends with how many older ones are left out."""
    teller = _Teller(told, today, words, ink)
    moments = [(item, moment_of(item.time)) for item in told.items]
    blocks: list[list[str]] = []
    for day, group in groupby(moments, lambda each: each[1].date() if each[1] else None):
        title = words.day(day) if day is not None else words("on a day that is not known")
        lines = [ink.paint(title, "1")]
        for item, moment in group:
            lines += teller.item(item, moment)
        blocks.append(lines)
    if told.older:
        more = words.count(
            "{n} older entry is not shown; see -n and --since.",
            "{n} older entries are not shown; see -n and --since.",
            told.older,
        )
        blocks.append(wrapped(more, ink.width))
    return "\n\n".join("\n".join(lines) for lines in blocks)


def aside_lines(paths: Sequence[str], words: Words, width: int) -> list[str]:
    """The texts that a save took out of a record and put aside because nobody had read them."""
    text = words.count(
        "{n} text that another program wrote in the moment of a save lies aside:",
        "{n} texts that another program wrote in the moment of a save lie aside:",
        len(paths),
    )
    advice = words("Compare it with the record, then remove it.")
    return [*wrapped(text, width), *(f"  {path}" for path in paths), *wrapped(advice, width)]


def log_document(told: Told, aside: Sequence[str]) -> dict[str, Any]:
    """The same as JSON, every change of an entry that is asked for; tokens are TOML as written."""
    names, taken = names_of(told.journal.entries), taken_back(told.journal.entries)
    return {
        "version": json.VERSION,
        "entries": [
            {
                "id": each.id,
                "name": names[each.id],
                "time": each.time,
                "user": each.user,
                "host": each.host,
                "doing": each.doing,
                "undoes": each.undoes or None,
                "undone_by": taken[each.id].id if each.id in taken else None,
                "changes": [
                    {"file": one.file, "key": one.key or None, "old": one.old, "new": one.new}
                    for one in events(Journal((each,)))
                    if told.keeps(one)
                ],
            }
            for each in told.items
            if isinstance(each, Entry)
        ],
        "conflicts": [
            {
                "id": each.id,
                "time": each.time,
                "user": each.user,
                "file": each.file,
                "key": each.key or None,
                "seen": each.seen,
                "found": each.found,
                "mine": each.mine,
                "choice": each.choice,
            }
            for each in told.items
            if isinstance(each, Lost)
        ],
        "older": told.older,
        "set_aside": list(aside),
    }
