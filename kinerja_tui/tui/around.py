"""What stands around the table of the main screen, from what the screen holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kinerja_tui.locale import Words
from kinerja_tui.model.indicator import home
from kinerja_tui.report.paint.plain import Ink
from kinerja_tui.report.safe import one_line
from kinerja_tui.report.text import words_of
from kinerja_tui.report.width import wide
from kinerja_tui.tui.amend import KEYS
from kinerja_tui.tui.commands import barred
from kinerja_tui.tui.detail import beside, detail_lines, goal_beside, goal_lines
from kinerja_tui.tui.heading import answers, company_line, header, key_bar, places_bar
from kinerja_tui.tui.helping import shown
from kinerja_tui.tui.lines import BLANK, Line, Piece, clipped, line, rule, wrapped
from kinerja_tui.tui.modes.filtering import Filtering
from kinerja_tui.tui.modes.stage import BELOW
from kinerja_tui.tui.overview import REALISATION
from kinerja_tui.tui.places import PLACES
from kinerja_tui.tui.rows import TableRows, field_line

if TYPE_CHECKING:
    from kinerja_tui.tui.screens.main import MainScreen


def above(screen: MainScreen, ink: Ink) -> list[Line]:
    """The header, the places, and a rule with the table's name, the filter and the position."""
    words = screen.words
    labels = [words(place.label) for place in PLACES]
    return [
        header(screen.page, words, ink, len(screen.desk.problems)),
        places_bar(labels, screen.place + 1, ink.width, ink.ellipsis),
        _upper_rule(screen, ink),
    ]


def _upper_rule(screen: MainScreen, ink: Ink) -> Line:
    words, grid = screen.words, screen.grid
    parts = []
    if grid.scrolls:
        parts.append(f"{grid.row + 1}/{grid.count}")
    if screen.wanted and screen.place == 0:
        parts.append(words("filter: {text}", text=words_of(screen.wanted, words)))
    if isinstance(grid.source, TableRows):
        title = words_of(grid.source.table.title, words)
        many = len(screen.tables)
        if screen.opened_table is None and many > 1:
            title += f" ({screen.turned + 1}/{many})"
        parts.append(title)
    waiting = len(screen.live.papers)
    if waiting:
        parts.append(words.count("a draft (D)", "{n} drafts (D)", waiting))
    left = "  ".join(parts)
    room = ink.width - wide(left) - 8
    others = company_line(
        screen.live.others, screen.desk.company.user, words, min(room, ink.width // 2)
    )
    return rule(ink.rule, ink.width, left, others)


def below(screen: MainScreen, ink: Ink) -> list[Line]:
    """A rule, the question that is asked or the detail, and a rule."""
    edge = rule(ink.rule, ink.width)
    asked = screen.mode.lines(ink.width) if screen.mode else None
    body = asked if asked is not None else _detail(screen, ink)
    room = max(screen.mode.height, BELOW) if screen.mode and asked is not None else BELOW
    body = [*body, *[BLANK] * room][:room]
    return [edge, *body, edge]


def column(screen: MainScreen, width: int, ink: Ink) -> list[Line]:
    """The same beside the table, each line behind a vertical rule."""
    room = width - 2
    asked = screen.mode.lines(room) if screen.mode else None
    body = asked if asked is not None else _beside(screen, room)
    edge = Piece("| " if ink.rule == "-" else "│ ", "dim")
    height = screen.grid.size.height
    return [line(edge, *each) for each in [*body, *[BLANK] * height][:height]]


def _detail(screen: MainScreen, ink: Ink) -> list[Line]:
    page, words, row = screen.page, screen.words, screen.grid.current
    if row is None:
        return [line(" ", each) for each in wrapped(_nothing(screen), ink.width - 2)]
    if screen.place:
        return _cell(screen, ink)
    score, goal = page.card.indicator(row.subject), page.goal(row.subject)
    if score is not None:
        return detail_lines(page, score, ink.width, words, screen.desk.stale(row.subject))
    return goal_lines(page, goal, ink.width, words) if goal else []


def _nothing(screen: MainScreen) -> str:
    words = screen.words
    if screen.wanted and screen.place == 0:
        return words("Nothing has “{text}”.", text=words_of(screen.wanted, words))
    return words(PLACES[screen.place].empty)


def _cell(screen: MainScreen, ink: Ink) -> list[Line]:
    """The cell under the cursor in full, then the table's notes."""
    grid, words = screen.grid, screen.words
    source, row = grid.source, grid.current
    if not isinstance(source, TableRows) or row is None:
        return []
    title = words.say(source.table.columns[grid.column].title)
    text = row.cells[grid.column].text
    rows = wrapped(text, ink.width - 2)
    found = [line(" ", Piece(title, "dim")), *(line(" ", each) for each in rows)]
    for note in source.table.notes:
        rows = wrapped(words_of(note, words), ink.width - 2)
        found.extend(line(" ", Piece(each, "dim")) for each in rows)
    return found


def _beside(screen: MainScreen, width: int) -> list[Line]:
    page, words, row = screen.page, screen.words, screen.grid.current
    if row is None:
        return [line(each) for each in wrapped(_nothing(screen), width)]
    score, goal = page.card.indicator(row.subject), page.goal(row.subject)
    if score is not None:
        return beside(page, score, width, words, screen.desk.stale(row.subject))
    return goal_beside(page, goal, width, words) if goal else []


def foot(
    screen: MainScreen, message: str, keys: Sequence[tuple[str, str]] | None, width: int
) -> Line:
    """A message, or the keys that matter here."""
    if message:
        return clipped(line(" ", Piece(message, "bold")), width)
    if keys is not None:
        return key_bar(answers(keys, width), width)
    own = [
        (shown(each, screen.ascii_only, screen.remapped), screen.words(each.bar))
        for each in barred(screen.where)
        if each.id != "next_table" or screen.turns
    ]
    return key_bar(own, width)


def filter_line(mode: Filtering, words: Words, width: int) -> Line:
    """The filter being typed."""
    return clipped(field_line(words("Filter:"), mode.field, width), width)


def failed(error: Exception, words: Words) -> str:
    """A failure that nobody foresaw, in one sentence."""
    kind = type(error).__name__
    text = words_of(str(error), words)
    return words("That did not work: {reason}", reason=f"{kind}: {text}" if text else kind)


def file_of(screen: MainScreen) -> tuple[str, int]:
    """The file of the row under the cursor and the line of its problem or realisation."""
    row = screen.grid.current
    if row is None:
        return "", 0
    if PLACES[screen.place].id == "findings":
        problem = screen.desk.problems[screen.grid.row]
        return problem.file, problem.line
    score = screen.desk.score(row.subject)
    if score is not None:
        file = home(score.indicator)
        return file, screen.desk.shelf.position(file, "realisation").line
    if row.subject.startswith("activity."):
        activity = screen.desk.page.book.activities.get(row.subject.removeprefix("activity."))
        return (activity.origin, 0) if activity else ("", 0)
    goals = screen.desk.page.book.goals
    if goals is not None and row.subject in goals.goal:
        return goals.origin, screen.desk.shelf.position(goals.origin, f"goal.{row.subject}").line
    return "", 0


def about(screen: MainScreen) -> tuple[str, tuple[str, ...], str]:
    """The file under the cursor, the keys of its field (all of them where it is no field), and
    what people call it.
    """
    file, _ = file_of(screen)
    row = screen.grid.current
    score = screen.desk.score(row.subject) if row is not None else None
    if screen.place or score is None or screen.grid.column != REALISATION:
        return file, (), one_line(score.indicator.code if score is not None else file)
    words = screen.words
    name = words("realisation of {code} {year}", code=score.indicator.code, year=screen.desk.year)
    return file, KEYS, one_line(name)
