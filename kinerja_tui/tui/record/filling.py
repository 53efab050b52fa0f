"""From something that is still to be filled in to the field where it is typed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from kinerja_tui.store.format.shape import keys_of
from kinerja_tui.store.toml.lexer import split_key
from kinerja_tui.tui.record.begin import begin, prepared_form
from kinerja_tui.tui.record.form import Form
from kinerja_tui.tui.record.named import NAME
from kinerja_tui.tui.record.opening import open_record
from kinerja_tui.tui.record.register import Path, dotted
from kinerja_tui.tui.record.sought import Sought, signed

if TYPE_CHECKING:
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


def _begin(screen: RecordScreen, path: Path) -> None:
    form = _form_for(screen, path)
    if form is None:
        entry = screen.entry
        if entry is not None and entry.path == path and path[-1] in _NUMBERS:
            begin(screen, entry)
        return
    table, named, name, field = form
    reason = signed(screen.register, (*table, ""), date.today(), screen.desk.page.library)
    if reason is not None:
        screen.say(screen.words.say(reason))
        return
    texts = {NAME: name} if name else {}

    def typed(sought: Sought) -> None:
        screen.enter(Form(screen, sought, table, named, texts, field))

    prepared_form(screen, table, typed)


def _form_for(screen: RecordScreen, path: Path) -> _Form | None:
    """The form in which the key is typed; None where its own table is there, or has no name."""
    register = screen.register
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
