"""Every command once: its keys, what it is called, and where it works.

Bindings, the palette, the help and the key bar are made from this list and cannot differ.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from kinerja_tui.locale import N_

Where = Literal["achievement", "table", "page", "indicator", "record", "typing"]
EVERYWHERE: frozenset[Where] = frozenset({"achievement", "table", "page", "indicator", "record"})
MAIN: frozenset[Where] = frozenset({"achievement", "table"})
FIRST: frozenset[Where] = frozenset({"achievement"})
TABLES: frozenset[Where] = frozenset({"table"})
PAGES: frozenset[Where] = frozenset({"page"})
INDICATOR: frozenset[Where] = frozenset({"indicator"})
RECORD: frozenset[Where] = frozenset({"record"})
TYPED: frozenset[Where] = frozenset({"typing"})
"""In a form or a text of several lines; and what works there works in every other field, too."""


class Command(Struct, frozen=True):
    """A command: `keys` in Textual's words, `shown` in people's, `bar` its word in the key bar."""

    id: str
    keys: str
    shown: str
    label: str
    where: frozenset[Where] = MAIN
    bar: str = ""
    moves: bool = False


COMMANDS: tuple[Command, ...] = (
    Command("up", "up,k", "↑ k", N_("a row up"), EVERYWHERE, moves=True),
    Command("down", "down,j", "↓ j", N_("a row down"), EVERYWHERE, moves=True),
    Command("left", "left,h", "← h", N_("a column to the left"), MAIN | RECORD, moves=True),
    Command("right", "right,l", "→ l", N_("a column to the right"), MAIN | RECORD, moves=True),
    Command("page_up", "pageup", "PgUp", N_("a screen up"), EVERYWHERE, moves=True),
    Command("page_down", "pagedown,space", "PgDn", N_("a screen down"), EVERYWHERE, moves=True),
    Command("top", "g,home", "g", N_("to the first row"), EVERYWHERE, moves=True),
    Command("bottom", "G,end", "G", N_("to the last row"), EVERYWHERE, moves=True),
    Command("edit", "e", "e", N_("edit the realisation, or the cell of a table"), MAIN, N_("edit")),
    Command("state", "s", "s", N_("set the state of the realisation"), FIRST, N_("state")),
    Command(
        "open", "enter", "Enter", N_("edit the realisation, or open the row"), MAIN, N_("view")
    ),
    Command("explain", "x", "x", N_("explain the number under the cursor"), MAIN, N_("why")),
    Command("filter", "slash", "/", N_("filter while typing"), MAIN | RECORD, N_("filter")),
    Command("sort", "S", "S", N_("sort by this column: up, down, as recorded"), MAIN),
    Command("hide", "minus", "-", N_("hide this column"), MAIN),
    Command("unhide", "plus", "+", N_("show all columns, as wide as at first"), MAIN),
    Command("mark", "v", "v", N_("mark the row, to change several together"), FIRST),
    Command("mark_all", "V", "V", N_("mark every indicator that is shown, or none"), FIRST),
    Command("jump", "f", "f", N_("letters before the rows: type them to go there"), MAIN | RECORD),
    Command("speak", "R", "R", N_("read the row out as a sentence"), MAIN),
    Command("lines", "L", "L", N_("the table in sentences, a line a row"), MAIN),
    Command("widen", "w", "w", N_("this column as wide as its texts, or as before"), MAIN),
    Command("quarters", "t", "t", N_("the quarters, or the year again"), MAIN, N_("quarters")),
    Command("units", "0", "0", N_("all units at once"), MAIN),
    Command("print", "p", "p", N_("print a version of the agreement as Markdown"), MAIN),
    Command("export", "X", "X", N_("export the report's tables now"), MAIN, N_("export")),
    Command(
        "next_table", "tab", "Tab", N_("the next table of this place"), TABLES, N_("next table")
    ),
    Command("last_table", "shift+tab", "Shift+Tab", N_("the table before"), TABLES),
    Command(
        "next_part",
        "tab",
        "Tab",
        N_("the mark to the next part that can be edited"),
        INDICATOR,
        N_("next part"),
    ),
    Command("last_part", "shift+tab", "Shift+Tab", N_("the mark to the part before"), INDICATOR),
    Command("fill", "e,enter", "e", N_("edit the part at the mark"), INDICATOR, N_("edit")),
    Command(
        "open_part", "i", "i", N_("the indicator's record, at the mark"), INDICATOR, N_("record")
    ),
    Command("add", "a", "a", N_("add something in this place"), MAIN, N_("add")),
    Command("due", "b", "b", N_("what is still to be filled in"), MAIN, N_("due")),
    Command("new_year", "N", "N", N_("make the unit's new year from its last"), MAIN),
    Command("record", "i", "i", N_("the record of this row, key by key"), MAIN, N_("record")),
    Command("records", "I", "I", N_("any record of this year and unit"), MAIN),
    Command("remove", "d", "d", N_("remove the row's record, after a look at it"), MAIN),
    Command(
        "change", "e,enter", "e", N_("change the value, or add to the table"), RECORD, N_("edit")
    ),
    Command(
        "add_here", "a", "a", N_("add a key, a table, or one more of a kind"), RECORD, N_("add")
    ),
    Command(
        "remove_here", "d", "d", N_("remove the key, its table or the record"), RECORD, N_("remove")
    ),
    Command("empty", "v", "v", N_("show the keys that are still empty"), RECORD, N_("empty keys")),
    Command("parts", "tab", "Tab", N_("the components as a tree"), RECORD, N_("tree")),
    Command("undo", "u", "u", N_("undo the last change"), MAIN | INDICATOR | RECORD, N_("undo")),
    Command("redo", "U", "U", N_("redo what was undone"), MAIN | INDICATOR | RECORD),
    Command(
        "history",
        "H",
        "H",
        N_("history of the field, or of the row's record"),
        MAIN | INDICATOR | RECORD,
    ),
    Command("drafts", "D", "D", N_("what was typed and not saved"), MAIN),
    Command("year_before", "left_square_bracket", "[", N_("the year before"), MAIN),
    Command("year_after", "right_square_bracket", "]", N_("the year after"), MAIN),
    Command("unit_before", "left_curly_bracket", "{", N_("the unit before"), MAIN),
    Command("unit_after", "right_curly_bracket", "}", N_("the unit after"), MAIN),
    Command("place_1", "1", "1", N_("place 1: achievement"), MAIN),
    Command("place_2", "2", "2", N_("place 2: agreement"), MAIN),
    Command("place_3", "3", "3", N_("place 3: budget"), MAIN),
    Command("place_4", "4", "4", N_("place 4: years"), MAIN),
    Command("place_5", "5", "5", N_("place 5: findings"), MAIN),
    Command("place_6", "6", "6", N_("place 6: follow-up"), MAIN),
    Command("place_7", "7", "7", N_("place 7: report"), MAIN),
    Command("editor", "o", "o", N_("open the file in your editor"), MAIN | INDICATOR | RECORD),
    Command("copy", "y", "y", N_("copy the cell"), MAIN | RECORD),
    Command("reload", "r", "r", N_("read the records again"), MAIN | RECORD),
    Command("palette", "c", "c", N_("all commands"), MAIN | RECORD, N_("commands")),
    Command("help", "question_mark", "?", N_("help for where you are"), EVERYWHERE, N_("help")),
    Command("back", "escape", "Esc", N_("back; or clear the marks, the filter"), EVERYWHERE),
    Command("close", "q", "q", N_("close this page"), PAGES | INDICATOR | RECORD, N_("close")),
    Command("quit", "q,ctrl+c", "q", N_("quit"), MAIN, N_("quit")),
    Command("suspend", "ctrl+z", "Ctrl+Z", N_("stop for a while: fg goes on"), EVERYWHERE | TYPED),
    Command("save_typed", "f2", "F2", N_("save what is typed"), TYPED, N_("save")),
    Command(
        "choose_typed",
        "f3",
        "F3",
        N_("choose what fits from a list"),
        TYPED,
        N_("choose from a list"),
    ),
    Command(
        "editor_typed", "f4", "F4", N_("go on typing in your editor"), TYPED, N_("in your editor")
    ),
)

THEMES: tuple[tuple[str, str], ...] = (
    ("ansi-dark", N_("Colours: the terminal's own, dark")),
    ("ansi-light", N_("Colours: the terminal's own, light")),
    ("textual-dark", N_("Colours: dark")),
    ("textual-light", N_("Colours: light")),
    ("kinerja-contrast", N_("Colours: high contrast")),
)

TYPING: tuple[tuple[str, str], ...] = (
    ("Enter", N_("save")),
    ("Tab", N_("save and go on to the next indicator")),
    ("Esc", N_("leave everything as it was")),
    ("-", N_("no number: choose a state")),
)


BAR = (
    "edit",
    "change",
    "fill",
    "next_part",
    "open_part",
    "add_here",
    "remove_here",
    "parts",
    "empty",
    "open",
    "explain",
    "filter",
    "next_table",
    "add",
    "undo",
    "help",
    "close",
    "quit",
    "state",
    "palette",
)
"""The commands of the key bar, the most wanted first: what does not fit is left out."""


def barred(where: Where) -> tuple[Command, ...]:
    """The commands of the key bar there."""
    return tuple(each for each in map(command, BAR) if where in each.where)


def command(id_: str) -> Command:
    """The command with this id; raises KeyError."""
    for each in COMMANDS:
        if each.id == id_:
            return each
    raise KeyError(id_)


def working(where: Where) -> tuple[Command, ...]:
    """The commands that work there, in the order of the list."""
    return tuple(each for each in COMMANDS if where in each.where)
