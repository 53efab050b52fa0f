"""Asking somebody who sits at a terminal."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from kinerja_tui.cli.session import Session

if TYPE_CHECKING:
    from kinerja_tui.locale import Message


def can_ask(session: Session) -> bool:
    """Whether somebody can see a question and answer it."""
    if session.json or session.asked("plain"):
        return False
    return bool(sys.stdin and sys.stdin.isatty() and sys.stdout.isatty())


def answer(question: str) -> str:
    """What is typed after the question; Ctrl-D, like Ctrl-C, is no answer but an end."""
    try:
        return input(question).strip()
    except EOFError:
        raise KeyboardInterrupt from None


def say_wrong(session: Session, why: Message, hint: Message | None = None) -> None:
    """Say what is wrong with an answer, before its question is asked once more."""
    from kinerja_tui.cli.problems import hint_line
    from kinerja_tui.report.safe import one_line

    words, console = session.words, session.console
    console.say(f"  {one_line(words.say(why))}")
    if hint is not None:
        console.say(f"  {hint_line(words, hint)}")


def agrees(session: Session, question: str) -> bool:
    """Whether the answer to a question, already in the user's language, is yes."""
    return answer(session.console.shown(f"{question} ")).casefold() in ("y", "yes", "ya")
