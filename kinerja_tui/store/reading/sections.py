"""The sections of a report: the writer's own texts in `<unit>/<year>/report/*.md`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from msgspec import Struct

from kinerja_tui.model.base import Problem
from kinerja_tui.store.disk.files import Unreadable, opened, read_in
from kinerja_tui.store.format.kinds import SECTIONS

USUAL: Final = ("bab-1.md", "bab-2.md", "bab-3.md", "bab-4.md")
"""The four chapters of PermenPANRB 53/2014, listed also where they are not written yet."""
MOST: Final = 200
_START: Final = 400


class Section(Struct, frozen=True):
    """A section: its file below the records folder, its size in bytes (None: not there yet), its
    words, how it begins, and why it cannot be read.
    """

    file: str
    size: int | None = None
    words: int = 0
    start: str = ""
    problem: Problem | None = None

    @property
    def name(self) -> str:
        """The name of the file."""
        return self.file.rpartition("/")[2]


def sections(root: Path, unit: str, year: int) -> tuple[Section, ...]:
    """The usual sections and those that are there, by name, at most `MOST`; links are not
    followed. A folder that cannot be read has no sections of its own.
    """
    folders = (unit, str(year), SECTIONS)
    base = "/".join(folders)
    found = {name: Section(f"{base}/{name}") for name in USUAL}
    try:
        with opened(root, folders) as folder:
            names = [each for each in sorted(os.listdir(folder)) if _is_section(each)][:MOST]
            for name in names:
                found[name] = _section(folder, name, f"{base}/{name}")
    except (OSError, Unreadable):
        return tuple(found.values())
    return tuple(found[name] for name in sorted(found))


def _is_section(name: str) -> bool:
    return name.endswith(".md") and not name.startswith(".")


def _section(folder: int, name: str, file: str) -> Section:
    try:
        data = read_in(folder, name, file)
    except Unreadable as error:
        return Section(file, 0, problem=error.problem)
    text = data.decode("utf-8", "replace")
    return Section(file, len(data), len(text.split()), text[:_START])
