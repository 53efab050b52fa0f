"""Asking somebody who sits at a terminal."""

from __future__ import annotations

import sys

from kinerja_tui.cli.session import Session


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


def agrees(session: Session, question: str) -> bool:
    """Whether the answer to a question, already in the user's language, is yes."""
    return answer(session.console.shown(f"{question} ")).casefold() in ("y", "yes", "ya")
