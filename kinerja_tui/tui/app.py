"""The way into the workspace; nothing of Textual is imported before its settings are in place."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path

from kinerja_tui.locale import Language, Words


def open_workspace(
    root: Path, unit: str, year: int, language: Language, at: date | None, ascii_only: bool
) -> int:
    """Run the workspace on the records folder `root` until the user leaves; gives the exit code.

    A folder that cannot be read gives one sentence on standard error and 2. Raises what ended the
    workspace unforeseen, once the terminal is put back.
    """
    from kinerja_tui.tui.environment import colourless, prepare

    prepare(os.environ)
    from kinerja_tui.report.safe import one_line
    from kinerja_tui.store.disk.files import Unreadable
    from kinerja_tui.tui.desk import Desk
    from kinerja_tui.tui.shelf import Folder
    from kinerja_tui.tui.workspace import Workspace

    words = Words(language)
    try:
        desk = Desk(Folder(root), unit, year, words, at)
    except Unreadable as error:
        problem = error.problem
        print(f"{one_line(problem.file)}: {words.say(problem.message)}", file=sys.stderr)
        return 2
    app = Workspace(desk, ascii_only, colours=not colourless(os.environ))
    app.run(mouse=False)
    if app.failure is not None:
        raise app.failure
    return app.return_code or 0
