"""How a change on the page of a record begins: what is in its way, and how the value is typed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from kinerja_tui.locale import Message
from kinerja_tui.report.safe import one_line
from kinerja_tui.store.format.outline import Entry
from kinerja_tui.store.format.typed import text_token
from kinerja_tui.store.splicing.edit import Refused
from kinerja_tui.tui.modes.stage import Mode
from kinerja_tui.tui.record.choosing import ChoosingValue
from kinerja_tui.tui.record.labels import key_label, word_label
from kinerja_tui.tui.record.papers import ADDED, KEY, PAGE
from kinerja_tui.tui.record.picking import Choice
from kinerja_tui.tui.record.references import Around
from kinerja_tui.tui.record.register import Path, Register, dotted, register
from kinerja_tui.tui.record.sought import Sought, unit_of, why_not
from kinerja_tui.tui.record.typing_line import TypingLine
from kinerja_tui.tui.record.typing_text import TypingText, in_editor
from kinerja_tui.tui.record.values import first_text, several_lines

if TYPE_CHECKING:
    from kinerja_tui.store.state.drafts import Draft as Paper
    from kinerja_tui.tui.desk import Desk
    from kinerja_tui.tui.screens.record import RecordScreen

Begun = tuple[Register, Sought]


def begin(screen: RecordScreen, entry: Entry, paper: Paper | None = None) -> None:
    """Change the value of `entry`, or say why it cannot be; with the text of a draft, if any."""
    paper = paper or waiting(screen, KEY, dotted(entry.path))

    def then(sought: Sought) -> None:
        text = sought.paper.text if paper is not None and sought.paper is not None else None
        screen.enter(mode_of(screen, sought, text))

    prepared(screen, entry, then, paper)


def waiting(screen: RecordScreen, page: str, key: str) -> Paper | None:
    """The draft of this key or this new table (`page` says which) that waits, if any."""
    for each in screen.main.live.papers:
        known = each.fields.get("table", each.key) if page == ADDED else each.key
        if each.file == screen.register.file and each.fields.get(PAGE) == page and known == key:
            return each
    return None


def begin_in_editor(screen: RecordScreen, entry: Entry) -> None:
    """The same with a text in the user's editor."""

    def then(sought: Sought) -> None:
        in_editor(screen, sought, first_text(sought.seen, sought.shape, screen.words.language))

    prepared(screen, entry, then)


def prepared(
    screen: RecordScreen,
    entry: Entry,
    then: Callable[[Sought], None],
    paper: Paper | None = None,
) -> None:
    """Read the record again, so that what is seen is what stands there, and go on with `then`."""
    words, library = screen.words, screen.desk.page.library
    reason = why_not(screen.register, entry, date.today(), library)
    if reason is not None:
        if paper is not None:
            screen.look_for_drafts()
        screen.say(words.say(reason))
        return

    _go_on(screen, entry, then, paper)


def _go_on(
    screen: RecordScreen, entry: Entry, then: Callable[[Sought], None], paper: Paper | None
) -> None:
    def begun(found: Begun | Refused | Message | None) -> None:
        if paper is not None:
            screen.look_for_drafts()
        if isinstance(found, Message):
            screen.say(screen.words.say(found))
        elif isinstance(found, Refused):
            screen.say(refusal(screen, found))
        elif found is None:
            screen.take(None)
        else:
            screen.take(found[0])
            if entry.what == "absent" and not screen.by_parts:
                screen.added = entry
                screen.show_rows(dotted(entry.path))
            then(found[1])

    screen.work(lambda: _sought(screen.desk, screen.register.file, entry, paper), begun)


def prepared_form(
    screen: RecordScreen,
    path: Path,
    then: Callable[[Sought], None],
    paper: Paper | None = None,
) -> None:
    """Read the record again, and go on with a form for a table of it at `path`."""
    entry = Entry("table", path, shape=screen.register.shape(dotted(path)), table=path)
    _go_on(screen, entry, then, paper)


def refusal(screen: RecordScreen, refused: Refused) -> str:
    """Why nothing can be changed."""
    words, problem = screen.words, refused.problem
    said = words.say(problem.message)
    text = said[:1].upper() + said[1:]
    if problem.line:
        text = words("Line {line}: {reason}", line=problem.line, reason=said)
    return f"{text}." if not text.endswith(".") else text


def _sought(
    desk: Desk, file: str, entry: Entry, paper: Paper | None
) -> Begun | Refused | Message | None:
    """The record as it is now, and the change of one of its keys; a message when another session
    has the draft. Slow.
    """
    found = register(desk.shelf, file)
    if found is None or isinstance(found, Refused):
        return found
    refused = desk.shelf.ready(file)
    if refused is not None:
        return refused
    if paper is not None:
        taken = desk.company.take(paper)
        if isinstance(taken, Message):
            return taken
        paper = taken
    key = dotted(entry.path)
    now = found.token(key)
    seen = paper.seen.get(key, now) if paper is not None else now
    stem = file.rpartition("/")[2].removesuffix(".toml")
    made = paper or desk.company.paper(file, key, {key: now}, f"{stem}  {one_line(key)}")
    desk.company.look_at(file)
    unit = unit_of(found, entry.path, desk.page.library)
    by = desk.shelf.author(file, key, now) if seen != now else None
    return found, Sought(
        found, entry, seen, now, by, paper=made, kept=paper is not None, measured_in=unit
    )


def mode_of(screen: RecordScreen, sought: Sought, text: str | None = None) -> Mode:
    """The mode in which the value is typed or chosen."""
    choices = choices_of(screen, sought)
    if choices and text is None:
        return ChoosingValue(screen, sought, choices)
    first = first_text(sought.seen, sought.shape, screen.words.language)
    whole = first if text is None else text
    if several_lines(sought.shape, sought.entry.path[-1], whole):
        return TypingText(screen, sought, text)
    return TypingLine(screen, sought, text, screen.becoming(sought))


def choices_of(screen: RecordScreen, sought: Sought) -> list[Choice]:
    """What the value can be, where that is a short list; each stands for its token."""
    words, shape = screen.words, sought.shape
    if shape.sort == "switch":
        return [Choice(words("yes"), "", "true"), Choice(words("no"), "", "false")]
    if shape.sort == "word":
        return [Choice(word_label(each, words), each, text_token(each)) for each in shape.words]
    if shape.sort not in ("id", "reference"):
        return []
    register = sought.register
    library = screen.desk.page.library
    around = Around(library, register.file, sought.entry.path, register.record)
    return [Choice(name, id_, text_token(id_)) for id_, name in around.ids().items()]


def title_of(screen: RecordScreen, sought: Sought) -> str:
    """What is being chosen."""
    label = key_label(sought.entry.path[-1], screen.words)
    return f"{label}  {one_line(sought.key)}"
