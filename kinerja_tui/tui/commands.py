"""Every command once: its keys, what it is called, and where it works.

Bindings, the palette, the help and the key bar are made from this list and cannot differ.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from kinerja_tui.locale import N_

Where = Literal["achievement", "table", "page"]
EVERYWHERE: frozenset[Where] = frozenset({"achievement", "table", "page"})
MAIN: frozenset[Where] = frozenset({"achievement", "table"})
FIRST: frozenset[Where] = frozenset({"achievement"})
TABLES: frozenset[Where] = frozenset({"table"})
PAGES: frozenset[Where] = frozenset({"page"})


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
    Command("left", "left,h", "← h", N_("a column to the left"), MAIN, moves=True),
    Command("right", "right,l", "→ l", N_("a column to the right"), MAIN, moves=True),
    Command("page_up", "pageup", "PgUp", N_("a screen up"), EVERYWHERE, moves=True),
    Command("page_down", "pagedown,space", "PgDn", N_("a screen down"), EVERYWHERE, moves=True),
    Command("top", "g,home", "g", N_("to the first row"), EVERYWHERE, moves=True),
    Command("bottom", "G,end", "G", N_("to the last row"), EVERYWHERE, moves=True),
    Command("edit", "e", "e", N_("edit the realisation"), FIRST, N_("edit")),
    Command("state", "s", "s", N_("set the state of the realisation"), FIRST, N_("state")),
    Command(
        "open", "enter", "Enter", N_("edit the realisation, or open the row"), MAIN, N_("view")
    ),
    Command("explain", "x", "x", N_("explain the number under the cursor"), MAIN, N_("why")),
    Command(
        "filter", "slash", "/", N_("filter by code and name while typing"), FIRST, N_("filter")
    ),
    Command(
        "next_table", "tab", "Tab", N_("the next table of this place"), TABLES, N_("next table")
    ),
    Command("last_table", "shift+tab", "Shift+Tab", N_("the table before"), TABLES),
    Command("undo", "u", "u", N_("undo the last change"), MAIN, N_("undo")),
    Command("redo", "U", "U", N_("redo what was undone"), MAIN),
    Command("history", "H", "H", N_("history of the field, or of the row's record"), MAIN),
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
    Command("editor", "o", "o", N_("open the file in your editor"), MAIN),
    Command("copy", "y", "y", N_("copy the cell"), MAIN),
    Command("reload", "r", "r", N_("read the records again"), MAIN),
    Command("palette", "c", "c", N_("all commands"), MAIN, N_("commands")),
    Command("help", "question_mark", "?", N_("help for where you are"), EVERYWHERE, N_("help")),
    Command("back", "escape", "Esc", N_("back; or clear the filter"), EVERYWHERE),
    Command("close", "q", "q", N_("close this page"), PAGES, N_("close")),
    Command("quit", "q,ctrl+c", "q", N_("quit"), MAIN, N_("quit")),
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
    "open",
    "explain",
    "filter",
    "next_table",
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
