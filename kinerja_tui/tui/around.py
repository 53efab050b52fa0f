"""What stands around the table of the main screen, from what the screen holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.geometry import Size

from kinerja_tui.locale import Words
from kinerja_tui.report.paint.plain import Ink
from kinerja_tui.report.safe import one_line
from kinerja_tui.report.text import words_of
from kinerja_tui.report.width import cut, wide
from kinerja_tui.store.disk.files import Unreadable
from kinerja_tui.tui.adding_here import adds_here
from kinerja_tui.tui.amend import KEYS
from kinerja_tui.tui.commands import barred, command
from kinerja_tui.tui.detail import beside, detail_lines, goal_beside, goal_lines
from kinerja_tui.tui.heading import answers, company_line, header, key_bar, keyed, places_bar
from kinerja_tui.tui.helping import shown
from kinerja_tui.tui.lines import BLANK, Line, Piece, clipped, in_rows, line, rule, wrapped
from kinerja_tui.tui.modes.filtering import Filtering
from kinerja_tui.tui.modes.stage import BELOW
from kinerja_tui.tui.nothing import nothing, useful
from kinerja_tui.tui.overview import REALISATION
from kinerja_tui.tui.places import PLACES
from kinerja_tui.tui.rows import field_line
from kinerja_tui.tui.sources import said_of_table
from kinerja_tui.tui.tables import TableRows

if TYPE_CHECKING:
    from kinerja_tui.tui.screens.main import MainScreen


_NEEDS = Size(80, 24)
"""The terminal in which nothing has to be scrolled for and every detail has its lines."""
_MOST = 12
"""The most lines of a detail below the table."""
_LOW = 21
"""Above so many lines a detail has two more than the achievement's."""
_TOP_AND_FOOT = 4
"""The header, the places, the rule above the table; the keys."""
_ENDS = 4
"""The cells of a rule before and behind its words."""
_LEAST = 8
"""Of a name in a rule so many cells must be in sight, or it is left out."""
_FIXED = 8
"""The lines around the rows and the detail: header, places, rules, titles, keys, a blank one."""


def above(screen: MainScreen, ink: Ink) -> list[Line]:
    """The header, the places, and a rule with the table's name, the filter and the position."""
    words = screen.words
    page, problems = screen.page, len(screen.desk.problems)
    places = [
        (shown(command(f"place_{number}"), screen.ascii_only, screen.remapped), words(place.label))
        for number, place in enumerate(PLACES, 1)
    ]
    return [
        screen.heading.of(
            lambda: header(page, words, ink, problems), page, words, ink.width, problems
        ),
        places_bar(places, screen.place + 1, ink.width, ink.ellipsis),
        _upper_rule(screen, ink),
    ]


def _upper_rule(screen: MainScreen, ink: Ink) -> Line:
    words, grid = screen.words, screen.grid
    before, title, count = [], "", ""
    if grid.count > _rows_in_sight(screen, ink):
        before.append(f"{grid.row + 1}/{grid.count}")
    if screen.wanted:
        text = cut(words_of(screen.wanted, words), max(ink.width // 3, _LEAST), ink.ellipsis)
        before.append(words("filter: {text}", text=text))
    before += said_of_table(screen)
    if isinstance(grid.source, TableRows):
        title = words_of(grid.source.table.title, words)
        many = len(screen.tables)
        if screen.opened_table is None and many > 1:
            count = f" ({screen.turned + 1}/{many})"
    waiting = len(screen.live.papers)
    drafts = words.count("a draft ({key_drafts})", "{n} drafts ({key_drafts})", waiting)
    after = [drafts] if waiting else []
    room = ink.width - _ENDS - wide(count) - sum(wide(each) + 2 for each in [*before, *after])
    title = cut(title, room, ink.ellipsis) if room >= _LEAST else ""
    named = [f"{title}{count}".strip()] if title or count else []
    left = "  ".join([*before, *named, *after])
    room = ink.width - wide(left) - 8
    others = company_line(
        screen.live.others, screen.desk.company.user, words, min(room, ink.width // 2)
    )
    return rule(ink.rule, ink.width, left, others, ink.ellipsis)


def _rows_in_sight(screen: MainScreen, ink: Ink) -> int:
    """How many rows the table has room for once what stands around it has its height: the table
    itself knows that only after it was laid out.
    """
    height = screen.size.height - _TOP_AND_FOOT
    if screen.has_class("-beside"):
        return max(height - 1, 1)
    mode = screen.mode
    asking = screen.asked is not None
    if screen.has_class("-short") and not asking:
        return max(height - 2, 1)
    wants = mode.height if mode is not None and asking else detail_height(screen)
    return max(height - max(wants, BELOW) - 3, 1)


def below(screen: MainScreen, ink: Ink) -> list[Line]:
    """A rule, the question that is asked or the detail, and a rule."""
    edge = rule(ink.rule, ink.width)
    asked = screen.asked
    body = asked if asked is not None else _detail(screen, ink)
    height = detail_height(screen)
    room = max(screen.mode.height, BELOW) if screen.mode and asked is not None else height
    found = [edge, *[*body, *[BLANK] * room][:room], edge]
    if not isinstance(screen.mode, Filtering):
        # Of the panel only the first line is in sight where the screen is that low.
        lowest = 0 if screen.has_class("-short") and asked is None else len(found) - 1
        found[lowest] = _said(screen.message, ink.width, ink.ellipsis)[0] or edge
    return found


def detail_height(screen: MainScreen) -> int:
    """How many lines the detail has: more where the rows of a table leave room for them."""
    if not isinstance(screen.grid.source, TableRows) or screen.room <= BELOW:
        return BELOW
    table = screen.opened_table or screen.tables[screen.turned]
    least = BELOW + 2 if screen.size.height > _LOW else BELOW
    wanted = max(min(screen.size.height - _FIXED - len(table.rows), _MOST), least)
    return min(wanted, screen.room)


def column(screen: MainScreen, width: int, ink: Ink) -> list[Line]:
    """The same beside the table, each line behind a vertical rule."""
    room = width - 2
    asked = screen.mode.lines(room) if screen.mode else None
    body = asked if asked is not None else _beside(screen, room)
    edge = Piece("| " if ink.rule == "-" else "│ ", "dim")
    height = max(screen.size.height - _TOP_AND_FOOT, 0)  # before the table knows its own
    return [line(edge, *each) for each in [*body, *[BLANK] * height][:height]]


def _detail(screen: MainScreen, ink: Ink) -> list[Line]:
    page, words, row = screen.page, screen.words, screen.grid.current
    if row is None:
        return [line(" ", each) for each in wrapped(nothing(screen), ink.width - 2)]
    if isinstance(screen.grid.source, TableRows):
        from kinerja_tui.tui.details import facts_of
        from kinerja_tui.tui.facts import below as laid_out

        found = facts_of(screen, ink.width - 2)
        return laid_out(found, ink.width, detail_height(screen), ink.ellipsis) if found else []
    score, goal = page.card.indicator(row.subject), page.goal(row.subject)
    if score is not None:
        stale, typing = screen.desk.stale(row.subject), page is not screen.desk.page
        return detail_lines(page, score, ink.width, words, stale, typing)
    return goal_lines(page, goal, ink.width, words) if goal else []


def _beside(screen: MainScreen, width: int) -> list[Line]:
    page, words, row = screen.page, screen.words, screen.grid.current
    if row is None:
        return [line(each) for each in wrapped(nothing(screen), width)]
    if isinstance(screen.grid.source, TableRows):
        from kinerja_tui.tui.details import facts_of
        from kinerja_tui.tui.facts import beside as stood_beside

        found = facts_of(screen, width)
        return stood_beside(found, width) if found else []
    score, goal = page.card.indicator(row.subject), page.goal(row.subject)
    if score is not None:
        return beside(page, score, width, words, screen.desk.stale(row.subject))
    return goal_beside(page, goal, width, words) if goal else []


def _said(message: str, width: int, ellipsis: str) -> tuple[Line, Line]:
    """A message in the bottom line; what does not fit there begins in the line above it."""
    rows = [line(" ", Piece(row, "bold")) for row in in_rows(message, width - 2, 2, ellipsis)]
    return (rows[0], rows[1]) if len(rows) > 1 else (BLANK, rows[0])


def foot(
    screen: MainScreen, message: str, keys: Sequence[tuple[str, str]] | None, width: int
) -> Line:
    """A message, or the keys that matter here."""
    if message and screen.has_class("-beside"):
        return clipped(line(" ", Piece(message, "bold")), width)
    if message:
        return _said(message, width, "…")[1]
    if keys is not None:
        return key_bar(answers(keys, width), width)
    own = [
        (shown(each, screen.ascii_only, screen.remapped), screen.words(each.bar))
        for each in barred(screen.where)
        if (each.id != "next_table" or screen.turns)
        and (each.id != "add" or adds_here(screen))
        and useful(screen, each.id)
    ]
    stays = shown(command("help"), screen.ascii_only, screen.remapped)
    return key_bar(keyed(own), width, stays)


def too_small(size: Size, words: Words) -> str:
    """What the screen needs, where the terminal is smaller than that; else empty."""
    if size.width >= _NEEDS.width and size.height >= _NEEDS.height:
        return ""
    has, needs = f"{size.width}x{size.height}", f"{_NEEDS.width}x{_NEEDS.height}"
    return words("{needs} shows all; this is {has}.", needs=needs, has=has)


def filter_line(mode: Filtering, words: Words, width: int) -> Line:
    """The filter being typed."""
    return clipped(field_line(words("Filter:"), mode.field, width), width)


def failed(error: Exception, words: Words) -> str:
    """A failure that nobody foresaw, in one sentence."""
    if isinstance(error, Unreadable):
        problem = error.problem
        name = one_line(problem.file)
        return words(
            "{file}: {reason}; what was read before stays.", file=name, reason=problem.message
        )
    kind = type(error).__name__
    text = words_of(str(error), words)
    return words("That did not work: {reason}", reason=f"{kind}: {text}" if text else kind)


def file_of(screen: MainScreen) -> tuple[str, int]:
    """The file in which the cell under the cursor is written, and its line there."""
    from kinerja_tui.tui.written import here

    found = here(screen)
    if found is None:
        return "", 0
    key = found.key
    line = found.line or (screen.desk.shelf.position(found.file, key).line if key else 0)
    return found.file, line


def about(screen: MainScreen) -> tuple[str, tuple[str, ...], str]:
    """The file under the cursor, the keys of its field (all of them where it is no field), and
    what people call it.
    """
    from kinerja_tui.tui.written import here, keys_of

    found, row, words = here(screen), screen.grid.current, screen.words
    if found is None or row is None:
        return "", (), ""
    score = screen.desk.score(row.subject)
    if screen.where == "achievement" and score is not None:
        code, year = score.indicator.code, screen.desk.year
        if screen.grid.column == REALISATION:
            name = words("realisation of {code} {year}", code=code, year=year)
            return found.file, KEYS, one_line(name)
        if found.heading or not found.value:
            return found.file, (), one_line(code)
    keys = keys_of(found)
    stem = found.file.rpartition("/")[2].removesuffix(".toml")
    return found.file, keys, one_line(f"{stem}  {found.key}" if keys else found.file)
