"""What happens on the main screen while nobody presses a key: others come and go, files change."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct

from kinerja_tui.report.safe import one_line
from kinerja_tui.tui import news
from kinerja_tui.tui.company import Nobody
from kinerja_tui.tui.fresh import Fresh

if TYPE_CHECKING:
    from kinerja_tui.store.state.drafts import Draft as Paper
    from kinerja_tui.store.state.history import Event
    from kinerja_tui.store.state.sessions import Present
    from kinerja_tui.tui.screens.main import MainScreen

SETTLE = 0.3
"""Seconds that a file which cannot be read may still be in the middle of being written."""


class Found(Struct, frozen=True):
    """What was there at the start: drafts that wait, texts that a save had put aside."""

    papers: tuple[Paper, ...]
    aside: tuple[str, ...]


class Live:
    """The company of a screen. It begins after the first frame, and draws only what has changed."""

    def __init__(self, screen: MainScreen) -> None:
        """Nothing begins yet."""
        self._screen = screen
        self._desk = screen.desk
        self._waiting: frozenset[str] = frozenset()
        self._looking = False
        self._suspects: frozenset[str] = frozenset()
        self._moment = screen.desk.moment
        self._aside: frozenset[str] = frozenset()
        self.others: tuple[Present, ...] = ()
        self.papers: tuple[Paper, ...] = ()
        self.begun = False

    def begin(self) -> None:
        """Open our session and watch, beside the screen."""
        if not isinstance(self._desk.company, Nobody):
            self._screen.aside(self._begin, self._begun)

    def _begin(self) -> Found:
        desk = self._desk
        desk.company.begin(desk.unit, desk.year, desk.within, self._told, self._others)
        return Found(desk.company.left(), desk.shelf.set_aside())

    def _told(self, paths: frozenset[str]) -> None:
        """In another thread."""
        self._screen.call_later(self.heard, paths)

    def _others(self, others: tuple[Present, ...]) -> None:
        """In another thread."""
        self._screen.call_later(self._came, others)

    def _begun(self, found: Found) -> None:
        from kinerja_tui.store.disk.leftover import KEPT

        self.begun, self.papers = True, found.papers
        screen = self._screen
        screen.set_interval(KEPT + 1, self.look_again)
        self._tell(found.aside)
        if found.papers and screen.untouched:
            screen.offer_drafts()
        elif found.papers:
            screen.refresh_lines()
        screen.aside(self._desk.shelf.tidy, lambda nothing: None)

    def _tell(self, aside: tuple[str, ...]) -> None:
        """Say of the texts that saves put aside those that were not yet said."""
        new = [each for each in aside if each not in self._aside]
        self._aside = frozenset(aside)
        if new:
            screen = self._screen
            screen.say(
                screen.words.count(
                    "{file}: here a save put a text aside that nobody had read.",
                    "{file}: here saves put {n} texts aside that nobody had read.",
                    len(new),
                    file=one_line(new[0]),
                )
            )

    def look_again(self) -> None:
        """Look at the replaced texts beside the screen, and say what was put aside."""
        shelf = self._desk.shelf

        def looked() -> tuple[str, ...]:
            shelf.settle()
            return shelf.set_aside()

        self._screen.aside(looked, self._tell)

    def _came(self, others: tuple[Present, ...]) -> None:
        self.others = others
        self._screen.refresh_lines()

    def look_for_drafts(self) -> None:
        """Count the drafts that wait, beside the screen."""

        def counted(papers: tuple[Paper, ...]) -> None:
            self.papers = papers
            self._screen.refresh_lines()

        self._screen.aside(self._desk.company.left, counted)

    def taken(self, paper: Paper) -> None:
        """A draft waits no more."""
        self.papers = tuple(each for each in self.papers if each.id != paper.id)

    def moved(self) -> None:
        """Another unit's year is shown."""
        desk = self._desk
        if not isinstance(desk.company, Nobody):
            self._screen.aside(
                lambda: desk.company.move(desk.unit, desk.year, desk.within), lambda nothing: None
            )

    def heard(self, paths: frozenset[str], settled: bool = False) -> None:
        """Records changed on the disk: read them again, unless that is being done."""
        self._waiting |= paths
        if not self._looking and self._waiting:
            self._look(settled)

    def _look(self, settled: bool = False) -> None:
        paths, self._waiting = self._waiting, frozenset()
        self._looking = True
        mode = self._screen.mode
        draft = mode.draft if mode is not None else None
        shown = partial(self._read, paths, self._desk.version, settled)
        self._screen.aside(lambda: self._desk.reread(draft), shown, self._failed)

    def _failed(self) -> None:
        self._looking = False

    def _read(self, paths: frozenset[str], version: int, settled: bool, fresh: Fresh) -> None:
        """Show the page that was read, unless another one was put there meanwhile."""
        self._looking = False
        if self._desk.version != version:
            self._waiting |= paths
        else:
            self._put(paths, settled, fresh)
        if self._waiting and not self._looking:
            self._look()

    def _put(self, paths: frozenset[str], settled: bool, fresh: Fresh) -> None:
        desk, screen = self._desk, self._screen
        doubtful = frozenset(fresh.newly)
        sure = doubtful & self._suspects if settled else frozenset[str]()
        self._suspects = doubtful - sure
        if self._suspects:
            screen.set_timer(SETTLE, partial(self.heard, self._suspects, settled=True))
        marked = {file: each for file, each in fresh.broken.items() if file not in self._suspects}
        desk.put(fresh.page, marked)
        before = screen.message
        screen.renew(fresh.tokens, fresh.by)
        self._renew_pages()
        if screen.message != before:
            return  # the edit that was open has more to say
        said = self._said(fresh, sure)
        if said:
            screen.say(said)
        changed = tuple(file for file in fresh.changed if file not in fresh.mended)
        if changed:
            self._ask_who(changed, fresh)

    def _renew_pages(self) -> None:
        """Of the pages that lie on the screen."""
        for each in self._screen.app.screen_stack[1:]:
            from kinerja_tui.tui.screens.reading import Reading
            from kinerja_tui.tui.screens.record import RecordScreen

            if isinstance(each, Reading):
                each.renew()
            elif isinstance(each, RecordScreen):
                each.renew_page()

    def _said(self, fresh: Fresh, broken: frozenset[str]) -> str:
        words = self._screen.words
        if broken:
            file = min(broken)
            problem, name = fresh.broken[file][0], one_line(file.rpartition("/")[2])
            if not problem.line:
                return words(
                    "! {file} cannot be read any more; its last good values stay.", file=name
                )
            return words(
                "! {file} cannot be read any more (line {line}); its last good values stay.",
                file=name,
                line=problem.line,
            )
        if fresh.mended:
            file = one_line(fresh.mended[0].rpartition("/")[2])
            return words("{file} can be read again.", file=file)
        return ""

    def _ask_who(self, files: tuple[str, ...], fresh: Fresh) -> None:
        """Say who changed the files, as soon as the journal was read."""
        from kinerja_tui.tui import past

        desk, moment = self._desk, self._moment

        def told(found: tuple[tuple[Event, ...], str]) -> None:
            events, self._moment = found
            screen = self._screen
            library = desk.page.library
            if events:
                screen.say(news.changes(events, library, screen.words))
            elif not fresh.mended:
                screen.say(news.outside(files, fresh.gone, library, screen.words))

        self._screen.aside(lambda: past.said_since(desk, moment, files), told)
