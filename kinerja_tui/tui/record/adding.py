"""What can be added where the cursor is: a key that is still empty, a table, one more of a kind."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from kinerja_tui.store.format.outline import Entry
from kinerja_tui.store.format.shape import keys_of
from kinerja_tui.store.toml.lexer import split_key
from kinerja_tui.tui.record.begin import begin, prepared_form, waiting
from kinerja_tui.tui.record.form import Form
from kinerja_tui.tui.record.labels import key_label, table_label
from kinerja_tui.tui.record.opening import resume
from kinerja_tui.tui.record.papers import ADDED
from kinerja_tui.tui.record.picking import Choice, Picking
from kinerja_tui.tui.record.register import Path, Register, dotted
from kinerja_tui.tui.record.sought import signed

if TYPE_CHECKING:
    from kinerja_tui.locale import Words
    from kinerja_tui.tui.screens.record import RecordScreen

_KEY, _TABLE, _ONE_MORE = "key:", "table:", "more:"


def begin_adding(screen: RecordScreen) -> None:
    """Offer what can be added, the nearest to the cursor first."""
    entry, words = screen.entry, screen.words
    choices = list(_choices(screen.register, _around(screen.register, entry), words))
    if not choices:
        screen.say(words("Every key of this record is filled in."))
        return

    def take(choice: Choice) -> None:
        screen.leave()
        add(screen, choice.value)

    screen.enter(Picking(screen, words("Add"), choices, take, screen.leave))


def add(screen: RecordScreen, what: str) -> None:
    """Type what was chosen."""
    sort, _, key = what.partition(":")
    path = split_key(key)
    found, words = screen.register, screen.words
    reason = signed(found, (*path, ""), date.today(), screen.desk.page.library)
    if f"{sort}:" == _KEY:
        shape = found.shape(key)
        begin(screen, Entry("absent", path, shape=shape, table=path[:-1]))
    elif reason is not None:
        screen.say(words.say(reason))
    else:
        named = f"{sort}:" == _ONE_MORE
        paper = waiting(screen, ADDED, dotted(path))
        if paper is not None and bool(paper.fields.get("named")) == named:
            resume(screen, paper)
            return
        prepared_form(screen, path, lambda sought: screen.enter(Form(screen, sought, path, named)))


def _around(register: Register, entry: Entry | None) -> tuple[Path, ...]:
    """The table under the cursor and those around it, from the inside out."""
    here = entry.table if entry is not None and entry.what != "table" else ()
    if entry is not None and entry.what == "table":
        here = entry.path
    return tuple(here[:depth] for depth in range(len(here), -1, -1))


def _choices(register: Register, tables: tuple[Path, ...], words: Words) -> Iterator[Choice]:
    offered: set[str] = set()
    for choice in _everything(register, tables, words):
        if choice.value not in offered:
            offered.add(choice.value)
            yield choice


def _everything(register: Register, tables: tuple[Path, ...], words: Words) -> Iterator[Choice]:
    """For each table its empty keys, then the tables that it may hold."""
    for table in tables:
        names = register.names(table)
        where = f"{table_label(table, names, words)}: " if table else ""
        if not table or register.shape(dotted(table)) is not None:
            for each in register.empty(table):
                label = f"{where}{key_label(each.path[-1], words)}"
                yield Choice(label, dotted(each.path), f"{_KEY}{dotted(each.path)}")
        shape = register.shape(dotted(table)) if table else None
        if shape is not None and shape.sort == "tables":
            yield _one_more(register, table, words)
    for table in tables:
        for name, shape in keys_of(register.kind, table).items():
            path = (*table, name)
            if shape.sort == "tables" and not _nested(register, path):
                yield _one_more(register, path, words)
            elif shape.sort == "table" and register.found.find(path) is None:
                label = words("new: {what}", what=table_label(path, frozenset(), words))
                yield Choice(label, f"[{dotted(path)}]", f"{_TABLE}{dotted(path)}")
    if any(table[:1] == ("row",) for table in tables) or register.sort == "published":
        yield from _rows(register, words)


def _nested(register: Register, path: Path) -> bool:
    """Whether tables of tables stand there, which need two names."""
    shape = register.shape(dotted((*path, "x")))
    return shape is not None and shape.sort == "tables"


def _rows(register: Register, words: Words) -> Iterator[Choice]:
    """A printed row more, of each place of the document."""
    record = register.record
    places = getattr(record, "place", {})
    for place in places:
        yield _one_more(register, ("row", place), words)


def _one_more(register: Register, path: Path, words: Words) -> Choice:
    what = table_label(path, register.names(path), words)
    label = words("one more: {what}", what=what)
    return Choice(label, f"[{dotted(path)}...]", f"{_ONE_MORE}{dotted(path)}")
