"""Where the records are: named, in the environment, or in the nearest folder upward."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from kinerja_tui.locale import N_, Message, message

VARIABLE = "KINERJA_RECORDS"
SETTINGS = "kinerja.toml"
USUAL = "records"


class NoStore(Exception):
    """No records folder could be found; `hint` says what to do."""

    def __init__(self, message: Message, hint: Message) -> None:
        """Keep both sentences untranslated."""
        super().__init__(str(message))
        self.message = message
        self.hint = hint


def find_store(start: Path, named: Path | None, environment: Mapping[str, str]) -> Path:
    """The records folder: `named`, else KINERJA_RECORDS, else the nearest one at or above `start`.

    A folder counts when it holds kinerja.toml; for a named one `records/kinerja.toml` inside it
    counts as well. Raises `NoStore`.
    """
    if named is not None:
        return _named(start / named, N_("the folder given with --records"))
    value = environment.get(VARIABLE, "")
    if value:
        return _named(start / value, N_("the folder in KINERJA_RECORDS"))
    here = start.absolute()
    for folder in (here, *here.parents):
        found = _store_at(folder)
        if found is not None:
            return found
    raise NoStore(
        message(N_("no records were found in {folder} or above it"), folder=str(here)),
        message(
            N_(
                "Go to a folder that holds kinerja.toml, name one with --records, "
                "or make a new one with: kinerja init"
            )
        ),
    )


def _named(folder: Path, who: str) -> Path:
    found = _store_at(folder)
    if found is not None:
        return found
    if not folder.is_dir():
        raise NoStore(
            message(N_("{who} is not a folder: {folder}"), who=message(who), folder=str(folder)),
            message(N_("Check the spelling; the folder is the one that holds kinerja.toml.")),
        )
    raise NoStore(
        message(N_("{who} holds no kinerja.toml: {folder}"), who=message(who), folder=str(folder)),
        message(N_("Name the folder that holds kinerja.toml, or make one with: kinerja init")),
    )


def _store_at(folder: Path) -> Path | None:
    for candidate in (folder, folder / USUAL):
        if (candidate / SETTINGS).is_file():
            return candidate
    return None
