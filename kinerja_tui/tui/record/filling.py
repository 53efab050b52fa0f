"""From something that is still to be filled in to the field where it is typed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from kinerja_tui.locale import Message
from kinerja_tui.store.format.shape import keys_of
from kinerja_tui.store.toml.lexer import NotToml, split_key
from kinerja_tui.tui.record.begin import begin, prepared_form, waiting
from kinerja_tui.tui.record.form import Form
from kinerja_tui.tui.record.named import NAME
from kinerja_tui.tui.record.opening import open_record, resume
from kinerja_tui.tui.record.papers import ADDED
from kinerja_tui.tui.record.register import Path, Register, dotted
from kinerja_tui.tui.record.sought import Sought, signed, why_not

if TYPE_CHECKING:
    from kinerja_tui.tui.located import Written
    from kinerja_tui.tui.screens.main import MainScreen
    from kinerja_tui.tui.screens.record import RecordScreen


_NUMBERS = frozenset({"value", "grade", "spending", "physical", "ceiling"})
"""Keys that are typed at once: each says something alone."""

_Form = tuple[Path, bool, str, str]
"""The table that is made or, with True, the one in which it is; its name; the field that is due."""


def fill_in(main: MainScreen, file: str, key: str) -> None:
    """Open the record in `file` at the dotted `key`, and type it at once where it is one number.

    Where the table around it is not there, or `key` is itself such a table, a form for the new
    table is open, with its name filled in.
    """
    path = split_key(key)
    open_record(main, file, key, lambda screen: _begin(screen, path))


def type_at(main: MainScreen, found: Written) -> None:
    """Open the record at the cell's key and type its value; once that has ended the page closes by
    itself. What cannot be changed is said, and no page is opened.
    """
    library = main.desk.page.library
    try:
        path = split_key(found.key)
    except NotToml:
        open_record(main, found.file, found.key, line=found.line)
        return

    def unless(register: Register) -> Message | None:
        form = _form_for(register, path)
        if form is not None:
            return signed(register, (*form[0], ""), date.today(), library)
        entry = next((each for each in register.with_empty() if each.path == path), None)
        return why_not(register, entry, date.today(), library) if entry is not None else None

    def typing(screen: RecordScreen) -> None:
        form, entry = _form_for(screen.register, path), screen.entry
        screen.passing = form is not None or (entry is not None and entry.path == path)
        if form is not None:
            _fill(screen, form)
        elif entry is not None and screen.passing:
            begin(screen, entry)

    open_record(main, found.file, found.key, typing, found.line, unless=unless)


def _begin(screen: RecordScreen, path: Path) -> None:
    form = _form_for(screen.register, path)
    if form is None:
        entry = screen.entry
        if entry is not None and entry.path == path and path[-1] in _NUMBERS:
            begin(screen, entry)
        return
    reason = signed(screen.register, (*form[0], ""), date.today(), screen.desk.page.library)
    if reason is not None:
        screen.say(screen.words.say(reason))
        return
    _fill(screen, form)


def _fill(screen: RecordScreen, form: _Form) -> None:
    table, named, name, field = form
    paper = waiting(screen, ADDED, dotted(table))
    known = paper.fields if paper is not None else {}
    same = not name or known.get(f"={NAME}") == name
    if paper is not None and bool(known.get("named")) == named and same:
        resume(screen, paper)
        return
    texts = {NAME: name} if name else {}

    def typed(sought: Sought) -> None:
        form = Form(screen, sought, table, named, texts, field)
        form.alone = True
        screen.enter(form)

    prepared_form(screen, table, typed)


def _form_for(register: Register, path: Path) -> _Form | None:
    """The form in which the key is typed; None where its own table is there, or has no name."""
    shape = register.shape(dotted(path))
    if shape is not None and shape.sort == "tables":
        return path, True, "", NAME
    if shape is not None and shape.sort == "table" and register.found.find(path) is None:
        return path, False, "", ""
    outer = register.shape(dotted(path[:-2])) if len(path) > 2 else None
    if outer is None or outer.sort != "tables" or register.found.find(path[:-1]) is not None:
        return None
    known = path[-1] in keys_of(register.kind, path[:-1])
    return (path[:-2], True, path[-2], path[-1]) if known else None
