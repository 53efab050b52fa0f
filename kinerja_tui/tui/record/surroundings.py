"""What stands around the keys of a record: its name, the key under the cursor in full, the
commands.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kinerja_tui.locale import Words
from kinerja_tui.report.paint.plain import Ink
from kinerja_tui.report.safe import one_line
from kinerja_tui.report.text import words_of
from kinerja_tui.report.width import cut, wide
from kinerja_tui.store.format.outline import Entry
from kinerja_tui.tui.commands import barred, command
from kinerja_tui.tui.heading import answers, key_bar, keyed
from kinerja_tui.tui.helping import shown as shown_key
from kinerja_tui.tui.lines import BLANK, Line, Piece, clipped, line, rule, spread, wrapped
from kinerja_tui.tui.record.labels import key_label, record_label, table_label
from kinerja_tui.tui.record.register import Register, dotted
from kinerja_tui.tui.record.values import shown, standing
from kinerja_tui.tui.record.wording import noted

if TYPE_CHECKING:
    from kinerja_tui.tui.screens.record import RecordScreen


_FIXED = 4
"""The lines around the rows and the detail: the name, a rule, the titles, the keys."""


def name_of(register: Register, words: Words) -> str:
    """What people call the record: its kind, and its code and name, or the name of the file."""
    record = register.record
    own = [str(getattr(record, each, "")) for each in ("code", "name")] if record else []
    stem = register.file.rpartition("/")[2].removesuffix(".toml")
    known = "  ".join(one_line(each) for each in own if each) or stem
    return f"{record_label(register.sort, words)}  {known}"


def above(screen: RecordScreen, ink: Ink) -> list[Line]:
    """The record's name, and a rule with the position and the file."""
    title = line(" ", Piece(name_of(screen.register, screen.words), "bold"))
    problems = len(screen.register.problems)
    right = line(Piece(f"! {problems} ", "red")) if problems else line()
    grid = screen.grid
    position = f"{grid.row + 1}/{grid.count}" if grid.count > _rows_in_sight(screen) else ""
    file = one_line(screen.register.file)
    fits = wide(file) + wide(position) + 8 <= ink.width
    shown_file = file if fits else one_line(file.rpartition("/")[2])
    edge = rule(ink.rule, ink.width, _before(screen, position, ink), shown_file, ink.ellipsis)
    return [spread(title, right, ink.width, ink.ellipsis), edge]


def _before(screen: RecordScreen, position: str, ink: Ink) -> str:
    """The position, and what the keys are filtered for."""
    if not screen.wanted or screen.by_parts:
        return position
    text = cut(words_of(screen.wanted, screen.words), max(ink.width // 3, 1), ink.ellipsis)
    return f"{position}  {screen.words('filter: {text}', text=text)}".strip()


def _rows_in_sight(screen: RecordScreen) -> int:
    """How many rows the table has room for once what stands around it has its height: the table
    itself knows that only after it was laid out.
    """
    low = screen.has_class("-short") and not screen.has_class("-asking")
    return max(screen.app.size.height - _FIXED - (1 if low else screen.wanted_lines + 2), 1)


def below(screen: RecordScreen, asked: Sequence[Line] | None, room: int, ink: Ink) -> list[Line]:
    """A rule, the question that is asked or the key in full, and a rule."""
    edge = rule(ink.rule, ink.width)
    body = asked if asked is not None else _detail(screen, ink, room)
    return [edge, *[*body, *[BLANK] * room][:room], edge]


def _detail(screen: RecordScreen, ink: Ink, room: int) -> list[Line]:
    words, width = screen.words, ink.width - 2
    if screen.trouble is not None:
        problem = screen.trouble.problem
        text = words("The file cannot be read any more: {reason}", reason=problem.message)
        return [line(" ", Piece(row, "red")) for row in wrapped(f"! {text}", width)]
    entry = screen.entry
    if entry is None and screen.by_parts:
        text = words("This figure is computed from the components.")
        return [line(" ", Piece(row, "dim")) for row in wrapped(text, width)]
    if entry is None and screen.wanted:
        text = words("Nothing has “{text}”.", text=words_of(screen.wanted, words))
        return [line(" ", row) for row in wrapped(text, width)]
    if entry is None or entry.what == "comment":
        return []
    found = [_headed(screen.register, entry, words, ink)]
    found += [line(" ", Piece(row, "red")) for row in _wrong(screen, entry, width)]
    rows = [line(" ", row) for text in _texts(entry, words) for row in _rows(text, width)]
    rows += [line(" ", Piece(row, "dim")) for text in entry.above for row in _rows(text, width)]
    left = room - len(found)
    if len(rows) > left:
        more = Piece(f" {ink.ellipsis}", "dim")
        rows = [*rows[: left - 1], clipped(line(*rows[left - 1], more), ink.width, ink.ellipsis)]
    return [*found, *rows]


def _rows(text: str, width: int) -> list[str]:
    return [one_line(row) for row in wrapped(text, width)]


def _headed(register: Register, entry: Entry, words: Words, ink: Ink) -> Line:
    if entry.what == "table":
        label = table_label(entry.path, register.names(entry.path), words)
        name = f"[{dotted(entry.path)}]"
    else:
        label, name = key_label(entry.path[-1], words), dotted(entry.path)
    notes = noted(entry, words)
    left = line(" ", Piece(label, "bold"), "  ", Piece(one_line(name), "dim"))
    return spread(left, line(Piece(f"{notes} ", "dim")), ink.width, ink.ellipsis)


def _texts(entry: Entry, words: Words) -> list[str]:
    """The value in full and the remark behind it; of an absent key what holds without it."""
    found: list[str] = []
    if entry.what == "value":
        found.append(shown(entry.token, entry.shape, words).strip() or words("empty"))
    elif entry.what == "absent":
        default = standing(entry.shape, words)
        found.append(
            words("Not filled in; without it: {default}", default=default)
            if default
            else words("Not filled in.")
        )
    if entry.remark:
        found.append(entry.remark)
    return found


def _wrong(screen: RecordScreen, entry: Entry, width: int) -> list[str]:
    key = dotted(entry.path)
    found = next((each for each in screen.register.problems if each.key == key), None)
    if found is None:
        return []
    said = screen.words.say(found.message)
    more = f" {screen.words.say(found.hint)}" if found.hint else ""
    return wrapped(f"! {said}.{more}", width)[:2]


def foot(
    screen: RecordScreen, message: str, keys: Sequence[tuple[str, str]] | None, width: int
) -> Line:
    """A message, or the keys that matter here."""
    if message:
        return clipped(line(" ", Piece(message, "bold")), width)
    if keys is not None:
        return key_bar(answers(keys, width), width)
    own = [
        (shown_key(each, screen.ascii_only, screen.remapped), screen.words(each.bar))
        for each in barred("record")
        if each.id != "parts" or screen.has_parts
    ]
    return key_bar(
        keyed(own), width, shown_key(command("help"), screen.ascii_only, screen.remapped)
    )
