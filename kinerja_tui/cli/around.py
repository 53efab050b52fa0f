"""The figures around files that an action changes: the one unit's year that they belong to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from kinerja_tui.cli.records import SHOWN_KINDS, day_in
from kinerja_tui.cli.session import Session
from kinerja_tui.store.disk.files import Unreadable
from kinerja_tui.store.format.kinds import unit_and_year
from kinerja_tui.store.reading.load import load
from kinerja_tui.store.reading.scope import Scope

if TYPE_CHECKING:
    from kinerja_tui.report.page import Page

_AS_THEY_STAND: Mapping[str, bytes | None] = MappingProxyType({})


def page_around(
    session: Session,
    root: Path,
    files: Iterable[str],
    instead: Mapping[str, bytes | None] = _AS_THEY_STAND,
) -> Page | None:
    """The unit's year that all of `files` lie in, read and measured; None when there is no such
    year, or nothing of it can be read. `instead` are bytes in place of those of files, None = gone.
    """
    from kinerja_tui.measure.scorecard import scorecard
    from kinerja_tui.report.page import Page

    places = {unit_and_year(file) for file in files}
    if len(places) != 1:
        return None
    ((unit, year),) = places
    if not unit or not year:
        return None
    try:
        library = load(root, Scope.of(unit, year, SHOWN_KINDS), instead)
    except Unreadable:
        return None
    if unit not in library.units or library.book(unit, year) is None:
        return None
    return Page(library, scorecard(library, unit, year, day_in(session, year)))
