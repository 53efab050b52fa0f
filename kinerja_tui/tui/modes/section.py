"""From the row of a section to its file: opened, saved, argued over, taken up again."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING

from msgspec.structs import replace

from kinerja_tui.locale import N_, Message
from kinerja_tui.report.text import words_of
from kinerja_tui.store.format.kinds import unit_and_year
from kinerja_tui.store.splicing.edit import Action, Conflict, Done, Refused
from kinerja_tui.store.splicing.passage import rewriting
from kinerja_tui.tui import news
from kinerja_tui.tui.modes.composing import Composing, Sheet, close
from kinerja_tui.tui.modes.conflict import Answer, Choosing
from kinerja_tui.tui.modes.deciding import aside, theirs
from kinerja_tui.tui.modes.stage import Stage
from kinerja_tui.tui.record.papers import PAGE, SECTION
from kinerja_tui.tui.record.prose import MOST, Prose
from kinerja_tui.tui.shelf import Acted

if TYPE_CHECKING:
    from kinerja_tui.store.state.drafts import Draft as Paper
    from kinerja_tui.store.writing.papers import Opened


def begin(stage: Stage, file: str) -> None:
    """Type the section `file`, or go on with the draft that waits for it; say why that cannot
    be.
    """
    desk = stage.desk

    def call() -> tuple[Paper | None, Opened | Refused]:
        waiting = (each for each in desk.company.left() if each.file == file)
        paper = next((each for each in waiting if each.fields.get(PAGE) == SECTION), None)
        return paper, desk.shelf.section(file)

    def opened(both: tuple[Paper | None, Opened | Refused]) -> None:
        paper, found = both
        if paper is not None:
            take_up(stage, paper)
            return
        sheet = _sheet(stage, file, found)
        if sheet is not None:
            at = len(sheet.first) if sheet.seen is None else 0
            stage.enter(Composing(stage, sheet, Prose(sheet.first, at), save))

    stage.work(call, opened)


def _sheet(stage: Stage, file: str, found: Opened | Refused) -> Sheet | None:
    """The section as it was read; None, and the reason in the bottom line, where it cannot be
    typed here.
    """
    words, name = stage.words, file.rpartition("/")[2]
    if isinstance(found, Refused):
        stage.say(words.say(found.problem.message))
        return None
    text = found.text
    if text is not None and len(text) > MOST:
        stage.say(
            words(
                "This section is too long to be typed here; {key_editor} opens it in your editor."
            )
        )
        return None
    mark, newline = _ends(text or "")
    if not newline:
        stage.say(
            words("This section has line ends of two kinds; {key_editor} opens it in your editor.")
        )
        return None
    paper = stage.desk.company.paper(file, "", {"": text}, name)
    paper = replace(paper, fields={PAGE: SECTION})
    sheet = Sheet(file, text, f"# {name.removesuffix('.md')}\n\n", paper, newline, mark)
    return sheet if text is None else replace(sheet, first=sheet.plain(text))


def take_up(stage: Stage, paper: Paper) -> None:
    """Go on with a draft of a section."""

    def there() -> None:
        stage.work(lambda: stage.desk.company.take(paper), taken)

    def taken(found: Paper | Message) -> None:
        stage.look_for_drafts()
        if isinstance(found, Message):
            stage.say(stage.words.say(found))
            return
        seen = found.seen.get("")
        mark, newline = _ends(seen or "")
        sheet = Sheet(found.file, seen, "", found, newline, mark, kept=True)
        if seen is not None:
            sheet = replace(sheet, first=sheet.plain(seen))
        stage.enter(Composing(stage, sheet, Prose.of(found.text), save))

    unit, year = unit_and_year(paper.file)
    if (unit, year) == (stage.desk.unit, stage.desk.year):
        there()
    else:
        stage.open(unit, year, there)


def save(stage: Stage, sheet: Sheet, prose: Prose) -> None:
    """Write the text; where others have written meanwhile, ask. What is only the beginning that
    every section has makes no file.
    """
    desk, words = stage.desk, stage.words
    if sheet.seen is None and sheet.over is None and prose.text == sheet.first:
        desk.company.drop(sheet.paper)
        close(stage)
        stage.say(words("Nothing changed."))
        return
    text = sheet.filed(prose.text)
    over = sheet.over
    seen = over.found if over is not None else sheet.seen

    def written() -> Acted:
        action = Action((rewriting(sheet.file, seen, text),), "set", session=desk.company.id)
        with desk.company.saving(sheet.file) as saved:
            acted = desk.shelf.act(action)
            if isinstance(acted, Done):
                for file, digest in acted.files:
                    saved(file, digest)
        if isinstance(acted, Done) and acted.changed and over is not None:
            desk.shelf.decided(replace(over, mine=text), "mine")
        return acted

    def settled(acted: Acted) -> None:
        if isinstance(acted, Conflict):
            _choose(stage, sheet, prose, replace(acted, seen=sheet.seen, mine=text))
        elif isinstance(acted, Refused):
            stage.enter(Composing(stage, sheet, prose, save))
            stage.say(words.say(acted.problem.message))
        else:
            desk.company.drop(sheet.paper)
            close(stage)
            stage.say(_told(stage, sheet, acted))

    stage.work(written, settled)


def _told(stage: Stage, sheet: Sheet, acted: Done) -> str:
    words = stage.words
    if acted.doubt is not None:
        return words.say(acted.doubt)
    if not acted.changed:
        return words("Nothing changed.")
    return words("Saved: {code}. {key_undo} undoes it.", code=words_of(sheet.name, words))


def _choose(stage: Stage, sheet: Sheet, prose: Prose, found: Conflict) -> None:
    """Somebody else has written the section meanwhile: show both, and what can be done."""
    newer = replace(sheet, over=found)

    def again(of: Sheet) -> None:
        stage.enter(Composing(stage, of, prose, save))

    def done() -> None:
        stage.desk.company.drop(sheet.paper)
        close(stage)

    def keep() -> None:
        stage.desk.company.put_aside(replace(sheet.paper, text=prose.text))

    later = partial(aside, stage, found, keep, partial(close, stage))
    answers: dict[str, Answer] = {
        "t": (N_("keep theirs"), partial(theirs, stage, found, done, later)),
        "m": (N_("write mine"), partial(save, stage, newer, prose)),
        "e": (N_("edit both"), partial(_both, stage, newer, prose, found)),
        "d": (N_("mine as a draft"), later),
    }
    stage.enter(Disputed(stage, sheet.name, found, answers, partial(again, sheet)))
    stage.show_card()


class Disputed(Choosing):
    """The question over a section: what was typed waits for it."""

    @property
    def unsaved(self) -> bool:
        """A text waits for the answer."""
        return True


def _both(stage: Stage, sheet: Sheet, prose: Prose, found: Conflict) -> None:
    """The two put together in the user's editor, and what came of it on the screen again."""
    from kinerja_tui.tui.external import put_together

    words = stage.words
    title = words(
        "theirs: {who}. What stands below this line is left out.", who=news.by(found.by, words)
    )
    other = sheet.plain(found.found or "")
    made: list[str] = []
    ran = stage.run_outside(lambda: made.append(put_together(os.environ, prose.text, title, other)))
    text = f"{made[0]}\n" if ran and made else prose.text
    stage.desk.company.write(replace(sheet.paper, text=text))
    stage.enter(Composing(stage, sheet, Prose(text, 0), save))


def _ends(text: str) -> tuple[str, str]:
    """The BOM of a text, and its line end; empty where it has more than one kind."""
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    many, lines = text.count("\r\n"), text.count("\n")
    if text.count("\r") != many or many not in (0, lines):
        return mark, ""
    return mark, "\r\n" if many else "\n"
