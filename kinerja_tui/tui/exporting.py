"""The report's tables as files, from the workspace: the same bytes as `kinerja export` writes."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from kinerja_tui.locale import LANGUAGES, Words
from kinerja_tui.report.safe import one_line
from kinerja_tui.report.text import words_of
from kinerja_tui.store.splicing.edit import Refused
from kinerja_tui.tui.shelf import Exported

if TYPE_CHECKING:
    from kinerja_tui.tui.desk import Desk


def export(desk: Desk, told: Callable[[str], None]) -> Exported:
    """Read the year from the disk, make its tables, write them; `told` hears each step. Slow.

    Values of files that cannot be read any more are not exported: they stand in no file.
    """
    from kinerja_tui.report.bundle import bundle

    words = desk.words
    told(words("Exporting: reading the records …"))
    page = desk.opened(desk.unit, desk.year)
    settings = page.library.settings
    own = Words(LANGUAGES[settings.language]) if settings is not None else words
    told(words("Exporting: making the tables …"))
    files = bundle(page, own)
    told(words.count("Exporting: writing {n} file …", "Exporting: writing {n} files …", len(files)))
    return desk.shelf.export(desk.unit, desk.year, files)


def ended(found: Exported, words: Words) -> str:
    """How an export ended, in one sentence: where the files are, and how many changed."""
    outcome = found.outcome
    if isinstance(outcome, Refused):
        return words("Not exported: {reason}.", reason=words_of(outcome.problem.message, words))
    folder = _short(found.folder)
    if outcome.doubt is not None:
        return f"{folder}: {words_of(outcome.doubt, words)}"
    if not outcome.changed:
        return words("Exported, no file changed: {folder}", folder=folder)
    return words.count(
        "Exported, {n} file changed: {folder}",
        "Exported, {n} files changed: {folder}",
        len(outcome.changed),
        folder=folder,
    )


def _short(folder: Path) -> str:
    """The shortest of the names by which the folder is known here: the bottom line is one line."""
    names = [str(folder)]
    home = os.path.expanduser("~")
    if str(folder).startswith(f"{home}{os.sep}"):
        names.append(f"~{str(folder)[len(home) :]}")
    with suppress(OSError):  # the folder that one is in may be gone
        names.append(os.path.relpath(folder))
    return one_line(min(names, key=len))
