"""The way into the workspace; nothing of Textual is imported before its settings are in place."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path

from kinerja_tui.locale import LANGUAGES, Language, Words


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
    from kinerja_tui.tui.environment import (
        colourless,
        plain_driver,
        prepare,
        without_openssl,
    )

    prepare(os.environ)
    without_openssl()
    from kinerja_tui.report.safe import one_line
    from kinerja_tui.store.disk.files import Unreadable
    from kinerja_tui.tui.company import Presence
    from kinerja_tui.tui.desk import Desk
    from kinerja_tui.tui.settings_file import load_settings, settings_path
    from kinerja_tui.tui.shelf import Folder
    from kinerja_tui.tui.signals import ends_well
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
        with ends_well(app, company):
            app.run(mouse=settings.mouse)
    finally:
        company.close()
    if app.failure is not None:
        raise app.failure
    return app.return_code or 0
