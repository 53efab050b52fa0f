"""Drafts that were left by an earlier session, or kept on purpose, offered without haste."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from kinerja_tui.report import phrases
from kinerja_tui.report.safe import one_line
from kinerja_tui.report.width import cut, wide
from kinerja_tui.tui import news
from kinerja_tui.tui.lines import Line, Piece, line, spread
from kinerja_tui.tui.modes.stage import BELOW, Plain, Stage

if TYPE_CHECKING:
    from kinerja_tui.locale import Message
    from kinerja_tui.store.state.drafts import Draft as Paper
    from kinerja_tui.tui.screens.main import MainScreen

_ROOM = BELOW - 1


def offer(main: MainScreen) -> None:
    """Offer the drafts that wait, as far as no other session has them when one is chosen."""
    from kinerja_tui.tui.record.papers import resume

    def take(paper: Paper) -> None:
        main.live.taken(paper)
        resume(main, paper)

    def thrown(stays: Message | None) -> None:
        if stays is not None:
            main.look_for_drafts()
            main.say(main.words.say(stays))

    def throw(paper: Paper) -> None:
        main.live.taken(paper)
        main.aside(lambda: main.desk.company.throw(paper), thrown, main.look_for_drafts)

    main.enter(Offering(main, main.live.papers, take, throw))


class Offering(Plain):
    """Enter takes the draft up, `d` throws it away, Esc leaves it; any other key goes to the
    commands, as if nobody had asked.
    """

    def __init__(
        self,
        stage: Stage,
        papers: Sequence[Paper],
        take: Callable[[Paper], None],
        throw: Callable[[Paper], None],
    ) -> None:
        """The drafts, oldest first; the newest is offered first."""
        self._stage = stage
        self._papers = list(reversed(papers))
        self._take = take
        self._throw = throw
        self._at = 0

    def key(self, key: str, character: str) -> None:
        """Choose one, or leave."""
        many = len(self._papers)
        if key in ("up", "k", "down", "j") and many > 1:
            self._at = (self._at + (1 if key in ("down", "j") else -1)) % many
            self._stage.refresh_lines()
        elif key == "enter":
            self._stage.leave()
            self._take(self._papers[self._at])
        elif key == "d":
            self._throw_away()
        elif key == "escape":
            self._stage.leave()
        else:
            self._stage.leave()
            self._stage.press(key, character)

    def keys(self) -> Sequence[tuple[str, str]]:
        """What can be done with it."""
        words = self._stage.words
        return (
            ("Enter", words("go on typing")),
            ("d", words("throw away")),
            ("Esc", words("later")),
        )

    def lines(self, width: int) -> list[Line]:
        """What was typed, where and when."""
        words = self._stage.words
        many = len(self._papers)
        head = words.count("Typed and not saved:", "Typed and not saved, {n} drafts:", many)
        found = [line(" ", Piece(head, "bold"))]
        top = max(min(self._at - _ROOM // 2, many - _ROOM), 0)
        for number in range(top, min(top + _ROOM, many)):
            mark = Piece(">" if number == self._at else " ", "bold")
            left, right = self._row(self._papers[number], width - 4)
            found.append(line(mark, " ", *spread(line(left), line(Piece(right, "dim")), width - 3)))
        return found

    def _row(self, paper: Paper, width: int) -> tuple[str, str]:
        words = self._stage.words
        moment = news.when(paper.time, words)
        name = one_line(paper.subject) or one_line(paper.file)
        state = paper.fields.get("state", "")
        chosen = words(phrases.STATES[state]) if state in phrases.STATES else ""
        typed = ": ".join(each for each in (chosen, one_line(paper.text)) if each)
        return cut(f"{name}   {typed}", width - wide(moment) - 2), moment

    def _throw_away(self) -> None:
        paper = self._papers.pop(self._at)
        self._throw(paper)
        self._at = min(self._at, len(self._papers) - 1)
        if self._papers:
            self._stage.refresh_lines()
        else:
            self._stage.leave()
