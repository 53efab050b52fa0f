"""`kinerja` alone: the workspace, or where there is no terminal the status."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from kinerja_tui.cli.session import Session

if TYPE_CHECKING:
    from kinerja_tui.cli.stop import Stop


def workspace(session: Session) -> int:
    """Open the workspace; its exit code."""
    if session.json or session.asked("plain") or not on_a_terminal():
        from kinerja_tui.cli.commands.status import status

        return status(session)
    from kinerja_tui.cli.records import choose
    from kinerja_tui.cli.stop import Stop

    try:
        chosen = choose(session)
    except Stop as stop:
        if not _begun(session, stop):
            raise
        chosen = choose(session)
    from kinerja_tui.store.reading.cache import cache_folder
    from kinerja_tui.tui.app import open_workspace

    if session.asked("no_color"):
        # The screen, like every other program, asks the environment.
        os.environ["NO_COLOR"] = "1"
    if session.asked("plain_driver"):
        os.environ["KINERJA_PLAIN_DRIVER"] = "1"
    return open_workspace(
        chosen.root,
        chosen.unit,
        chosen.year,
        session.words.language,
        chosen.at,
        session.console.ascii_only,
        language_asked(session),
        None if session.asked("no_cache") else cache_folder(session.environment),
    )


def _begun(session: Session, stop: Stop) -> bool:
    """Whether records were made here and now, where there are none and nobody named a folder."""
    from kinerja_tui.cli.asking import agrees, can_ask
    from kinerja_tui.store.disk.find import VARIABLE, NoStore

    named = session.text("records") or session.environment.get(VARIABLE)
    if named or not isinstance(stop.__cause__, NoStore) or not can_ask(session):
        return False
    words = session.words
    session.console.say(words.say(stop.__cause__.message))
    if not agrees(session, words("Make them in ./records? [y/N]")):
        return False
    from kinerja_tui.cli.commands.init import begin

    begin(session)
    return True


def language_asked(session: Session) -> bool:
    """Whether this run was told its language: what a user has set once gives way to that."""
    from kinerja_tui.cli.early import VARIABLE, language_named

    return any(
        language_named(each) is not None
        for each in (session.text("lang") or "", session.environment.get(VARIABLE, ""))
    )


def on_a_terminal() -> bool:
    """Whether somebody can type and see, on a terminal that can place its cursor."""
    able = os.environ.get("TERM", "") not in ("", "dumb")
    return able and sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()
