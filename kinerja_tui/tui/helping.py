"""The help for where one is: made from the commands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kinerja_tui.locale import N_, Words
from kinerja_tui.report.safe import one_line
from kinerja_tui.tui.commands import TYPING, Command, Where, working
from kinerja_tui.tui.keynames import shown_key
from kinerja_tui.tui.lines import Line, Piece, line, paragraph, wrapped

if TYPE_CHECKING:
    from kinerja_tui.tui.settings import Trouble

_ASCII_KEYS = {"↑ k": "Up k", "↓ j": "Down j", "← h": "Left h", "→ l": "Right l"}
_MARGIN = 12

_ABOUT: Mapping[Where, str] = {
    "achievement": N_(
        "Goals and their indicators. The result changes while you type a realisation; nothing is "
        "written before Enter."
    ),
    "table": N_(
        "A table; {key_edit} edits the cell under the cursor. Columns that do not fit are to the "
        "right."
    ),
    "page": N_("A page to read."),
    "indicator": N_(
        "An indicator in full. The mark `>` stands before a part that can be edited; "
        "{key_next_part} moves it."
    ),
    "record": N_(
        "A record as its file holds it: tables, keys, comments. What is changed is written at "
        "once; {key_undo} undoes it."
    ),
}


_ENTER: Mapping[str, str] = {
    "achievement": N_("on a realisation edit it, elsewhere open the row in full"),
    "agreement": N_("the record of the version, or the indicator in full"),
    "budget": N_("where the row's number comes from"),
    "years": N_("the indicator in full"),
    "findings": N_("go to the record that has the problem"),
    "follow-up": N_("the record of the row"),
    "report": N_("open the table, or the summary; write the section here"),
    "quarters": N_("the indicator in full"),
    "due": N_("go to the key that is still to be filled in"),
    "units": N_("open this unit"),
}


def entering(place: str, opened: str) -> str:
    """What Enter does in the place with this id, or in the table with this id `opened` over it;
    an English sentence, empty where the command's own name says it.
    """
    return _ENTER.get(opened or place, N_("the indicator in full") if opened else "")


def help_lines(
    where: Where,
    words: Words,
    width: int,
    ascii_only: bool,
    keys: Mapping[str, str],
    file: Path | None = None,
    troubles: Sequence[Trouble] = (),
    enter: str = "",
    columns: Sequence[tuple[str, str]] = (),
) -> list[Line]:
    """The keys that work at `where`; `keys` are the keys that the user has put elsewhere, by id, in
    the settings `file`, where `troubles` do not hold. `enter` says what Enter does here, and
    `columns` are the short titles of the table with what they stand for.
    """
    found = [*paragraph("", words(_ABOUT[where]), width - 2)]
    lines = [line(" ", *each) for each in found]
    every = working(where)
    groups = (
        (N_("Moving"), [each for each in every if each.moves]),
        (N_("Doing"), [each for each in every if not each.moves]),
    )
    for title, group in groups:
        lines += [(), line(" ", Piece(words(title), "bold"))]
        for each in group:
            label = enter if each.id == "open" and enter else each.label
            lines += _entry(shown(each, ascii_only, keys), words(label), width)
    if columns:
        lines += [(), line(" ", Piece(words("Short titles of this table"), "bold"))]
        for short, title in columns:
            lines += _entry(short, title, width)
    if where == "achievement":
        lines += [(), line(" ", Piece(words("While typing a realisation"), "bold"))]
        for key, label in TYPING:
            lines += _entry(key, words(label), width)
        example = words(
            "Numbers are typed with a comma or a point: 61,34 or 61.34. Where a number could be "
            "two, both are offered."
        )
        lines += [line(" ", *each) for each in paragraph("", example, width - 2)]
    if where not in ("page", "indicator"):
        lines += [(), line(" ", Piece(words("In a form, or a text of several lines"), "bold"))]
        for each in working("typing"):
            if where not in each.where:
                lines += _entry(shown(each, ascii_only, keys), words(each.label), width)
    lines += [(), *_entry("Ctrl+Q", words("quits everywhere, as Ctrl+C does"), width)]
    if file is not None:
        lines += [(), line(" ", Piece(words("Your settings"), "bold"))]
        lines += [line(" ", each) for each in wrapped(one_line(str(file)), width - 2)]
        for trouble in troubles:
            rows = wrapped(f"! {trouble.said(words)}", width - 2)
            lines += [line(" ", Piece(row, "red")) for row in rows]
    return lines


def shown(found: Command, ascii_only: bool, keys: Mapping[str, str]) -> str:
    """The command's keys as people read them."""
    if found.id in keys:
        each = (shown_key(key, ascii_only) for key in keys[found.id].split(",") if key)
        return " ".join(each)
    return _ASCII_KEYS.get(found.shown, found.shown) if ascii_only else found.shown


def _entry(key: str, label: str, width: int) -> list[Line]:
    rows = paragraph("", label, width - _MARGIN - 2)
    head = line(" ", Piece(f"{key:<{_MARGIN}}", "bold"), *rows[0])
    return [head, *(line(" " * (_MARGIN + 1), *row) for row in rows[1:])]
