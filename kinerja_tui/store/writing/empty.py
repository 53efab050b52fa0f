"""Folders of a unit's year that an undo, or an action that failed, has left without a file."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path

from kinerja_tui.store.disk.access import open_folder, walk
from kinerja_tui.store.disk.system import System
from kinerja_tui.store.format.kinds import FOLDERS, SECTIONS, unit_and_year
from kinerja_tui.store.splicing.refusals import Stop
from kinerja_tui.store.state.lock import hold


def take_empty_years(root: Path, files: Iterable[str]) -> None:
    """Take away the years of `files` that hold nothing but the format's empty folders, and a unit's
    folder that holds nothing at all then.

    What cannot be taken away stays: an empty folder does no harm.
    """
    years = dict.fromkeys(unit_and_year(file) for file in files)
    try:
        with ExitStack() as stack:
            system = System()
            base = open_folder(system, str(root), stack, linked=True)
            lock = hold(system, base, "", stack)
            if lock.before is not None:  # what somebody left half done comes first
                lock.unfinished = True
                return
            for unit, year in years:
                if unit and year:
                    _take(system, base, unit, str(year))
            for unit in dict.fromkeys(unit for unit, _ in years if unit):
                _take_unit(system, base, unit)
    except (OSError, Stop):
        return


def _take(system: System, base: int, unit: str, year: str) -> None:
    with ExitStack() as stack:
        above = walk(system, base, (unit,), stack)
        folder = walk(system, above, (year,), stack)
        inside = system.names(folder)
        if not set(inside) <= {*FOLDERS, SECTIONS}:
            return
        for name in inside:
            inner = walk(system, folder, (name,), stack)
            if system.names(inner):
                return
        for name in inside:
            system.rmdir(name, folder)
        system.rmdir(year, above)
        system.fsync(above)


def _take_unit(system: System, base: int, unit: str) -> None:
    with ExitStack() as stack:
        if system.names(walk(system, base, (unit,), stack)):
            return
        system.rmdir(unit, base)
        system.fsync(base)
