"""The way into the workspace; nothing of Textual is imported before its settings are in place."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from kinerja_tui.locale import LANGUAGES, Language, Words

if TYPE_CHECKING:
    from kinerja_tui.tui.company import Company
    from kinerja_tui.tui.workspace import Workspace

_PATIENCE = 2.0
"""Seconds that a terminal which has gone may keep the program from its end."""


def open_workspace(
    root: Path,
    unit: str,
    year: int,
    language: Language,
    at: date | None,
    ascii_only: bool,
    asked: bool = True,
    cache: Path | None = None,
) -> int:
    """Run the workspace on the records folder `root` until the user leaves; gives the exit code.

    The user's settings decide about the language only where nobody `asked` for one. `cache` is the
    folder that keeps what was read for the next start.

    A folder that cannot be read gives one sentence on standard error and 2. Raises what ended the
    workspace unforeseen, once the terminal is put back.
    """
    from kinerja_tui.tui.environment import colourless, plain_driver, prepare

    prepare(os.environ)
    from kinerja_tui.report.safe import one_line
    from kinerja_tui.store.disk.files import Unreadable
    from kinerja_tui.tui.company import Presence
    from kinerja_tui.tui.desk import Desk
    from kinerja_tui.tui.settings_file import load_settings, settings_path
    from kinerja_tui.tui.shelf import Folder
    from kinerja_tui.tui.workspace import Workspace

    settings_file = settings_path(os.environ)
    settings = load_settings(settings_file)
    words = Words(language if asked or settings.language is None else LANGUAGES[settings.language])
    company, folder = Presence(root), Folder(root, cache)
    folder.settle()
    try:
        desk = Desk(folder, unit, year, words, at, company)
    except Unreadable as error:
        problem = error.problem
        print(f"{one_line(problem.file)}: {words.say(problem.message)}", file=sys.stderr)
        return 2
    app = Workspace(
        desk,
        ascii_only or settings.ascii,
        colours=not colourless(os.environ),
        plain_driver=plain_driver(os.environ) or settings.plain_driver,
        settings=settings,
        settings_file=settings_file,
    )
    try:
        with _ends_well(app, company):
            app.run(mouse=settings.mouse)
    finally:
        company.close()
    if app.failure is not None:
        raise app.failure
    return app.return_code or 0


@contextmanager
def _ends_well(app: Workspace, company: Company) -> Iterator[None]:
    """When the line drops (SIGHUP) or the system asks to end (SIGTERM), what is typed goes to the
    disk first, then the workspace leaves as if by itself; a terminal that has gone cannot stop it.
    """

    def ended(number: int, frame: FrameType | None) -> None:
        company.close()
        last = threading.Timer(_PATIENCE, os._exit, (128 + number,))
        last.daemon = True
        last.start()
        app.leave(128 + number)

    before = {number: signal.signal(number, ended) for number in (signal.SIGHUP, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
